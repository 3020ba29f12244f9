"""Who sits where by a list: of whom they speak for, who is several, who left, who is not there yet, and from when to when."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from graph.network import Network
from graph.store.opening import open_store
from knooppunt.usecases.columns import Wishes
from knooppunt.usecases.load import LoadResult, load
from tests.loaders.columns.test_small_lists import NOW, read, ties


def workbook(tmp_path: Path, sheets: dict[str, str]) -> tuple[Network, LoadResult]:
    path = tmp_path / "lijst.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        for name, text in sheets.items():
            sheet = book.add_worksheet(name)
            for row, line in enumerate(text.split("\n")):
                for column, cell in enumerate(line.split(";")):
                    sheet.write_string(row, column, cell)
    (result,) = load(tmp_path / "net.knooppunt", [path], NOW, wishes=Wishes())
    assert result.status == "new", result.loaded.problems
    with open_store(tmp_path / "net.knooppunt") as store:
        return store.network(), result


def codes(result: LoadResult) -> set[str]:
    return {each.code for each in result.loaded.warnings}


def spoken_for(network: Network) -> dict[str, set[str]]:
    """Return of whom people speak for, organisations and topics, by name."""
    found: dict[str, set[str]] = {}
    for each in network.relations:
        name = network.nodes[each.origin].name
        if each.relation == "represents":
            found.setdefault(name, set()).add(network.nodes[each.target].name)
        for topic in each.properties.get("speaks_for", ()):
            found.setdefault(name, set()).add(topic)
    return found


@pytest.mark.parametrize(
    "header",
    [
        "Op voordracht van",
        "voordracht",
        "Voorgedragen door",
        "Afgevaardigd namens",
        "Uit",
        "Vertegenwoordigt",
        "Namens",
    ],
)
def test_a_header_may_say_that_it_is_of_whom_somebody_speaks_for(header: str, tmp_path: Path) -> None:
    network, _ = read(tmp_path, f"Naam;Raad;{header}\nPuk Lage;Wmo-raad Ede;KBO Ede\nJip Kade;Wmo-raad Ede;PCOB Ede")
    assert spoken_for(network) == {"Puk Lage": {"KBO Ede"}, "Jip Kade": {"PCOB Ede"}}
    assert ties(network, "seat") == {("Puk Lage", "seat", "Wmo-raad Ede"), ("Jip Kade", "seat", "Wmo-raad Ede")}


def test_who_nominates_is_an_organisation_whatever_it_is_called(tmp_path: Path) -> None:
    network, _ = read(tmp_path, "Naam;Raad;Op voordracht van\nPuk Lage;Wmo-raad Ede;Zonnebloem Ede")
    assert ("Puk Lage", "represents", "Zonnebloem Ede") in ties(network)


def test_a_place_under_uit_is_where_somebody_lives(tmp_path: Path) -> None:
    network, _ = read(tmp_path, "Naam;Raad;Uit\nPuk Lage;Wmo-raad Ede;Barneveld\nJip Kade;Wmo-raad Ede;Ede")
    assert spoken_for(network) == {}
    (puk,) = [node for node in network.nodes.values() if node.name == "Puk Lage"]
    assert puk.properties["municipality"] == "municipality:GM0203"


@pytest.mark.parametrize(
    ("row", "name", "role"),
    [
        ("Puk Lage (KBO Ede);lid;", "Puk Lage", "member"),
        ("Puk Lage, namens KBO Ede;lid;", "Puk Lage", "member"),
        ("Puk Lage namens de KBO Ede;;", "Puk Lage", ""),
        ("Puk Lage;lid namens KBO Ede;", "Puk Lage", "member"),
        ("Puk Lage;voorzitter (op voordracht van KBO Ede);", "Puk Lage", "chair"),
        ("Puk Lage;lid;op voordracht van KBO Ede", "Puk Lage", "member"),
        ("Puk Lage;lid;Nieuw. Vertegenwoordigt KBO Ede; komt soms later", "Puk Lage", "member"),
        ("Puk Lage;lid;uit KBO Ede", "Puk Lage", "member"),
    ],
)
def test_a_cell_may_say_of_whom_somebody_speaks_for(row: str, name: str, role: str, tmp_path: Path) -> None:
    text = f"Wmo-raad Ede\nNaam;Functie;Opmerking\n{row}\nJip Kade;lid;met vakantie"
    network, _ = read(tmp_path, text)
    assert spoken_for(network) == {name: {"KBO Ede"}}
    (seat,) = [e for e in network.relations if e.relation == "seat" and network.nodes[e.origin].name == name]
    assert seat.properties.get("role", "") == role


@pytest.mark.parametrize(
    "remark", ["uit Bennekom", "namens haar man gekomen", "contact via KBO Ede", "vervoer voor KBO"]
)
def test_other_remarks_say_nothing_of_it(remark: str, tmp_path: Path) -> None:
    network, result = read(tmp_path, f"Wmo-raad Ede\nNaam;Functie;Opmerking\nPuk Lage;lid;{remark}")
    assert spoken_for(network) == {}
    assert "list-behalf-in-remark" not in codes(result)
    (puk,) = [node for node in network.nodes.values() if node.kind == "person"]
    assert puk.properties["note"] == remark


def test_what_else_stands_beside_a_name_is_kept(tmp_path: Path) -> None:
    network, _ = read(tmp_path, "Naam;Raad;Functie\nPuk Lage (notulist);Wmo-raad Ede;lid")
    (puk,) = [node for node in network.nodes.values() if node.kind == "person"]
    assert puk.properties["unread"] == "Naam: notulist"


def test_a_family_is_nobody_and_a_couple_two(tmp_path: Path) -> None:
    network, result = read(
        tmp_path, "Naam;Raad\nfam. De Vries;Wmo-raad Ede\nhr. en mw. Jansen;Wmo-raad Ede\nFamke de Boer;Wmo-raad Ede"
    )
    assert {each[0] for each in ties(network)} == {"hr. Jansen", "mw. Jansen", "Famke de Boer"}
    assert {"list-family", "list-two-people"} <= codes(result)
    (council,) = [node for node in network.nodes.values() if node.kind == "council"]
    assert council.properties["unread"] == "Naam: fam. De Vries"


@pytest.mark.parametrize("header", ["Wie gaat erheen", "Vertegenwoordiger", "Contactpersoon", "Afgevaardigde", "Naam"])
def test_who_goes_to_a_platform_carries_the_taking_part(header: str, tmp_path: Path) -> None:
    network, _ = read(tmp_path, f"Organisatie;Platform;{header}\nKBO Ede;Platform GGZ;Puk Lage\nANBO Ede;Platform GGZ;")
    found = {
        (network.nodes[each.origin].name, *(network.nodes[carrier].name for carrier in each.carriers))
        for each in network.relations
        if each.relation == "participates"
    }
    assert found == {("KBO Ede", "Puk Lage"), ("ANBO Ede",)}


def test_who_goes_may_be_another_than_whom_to_call(tmp_path: Path) -> None:
    network, _ = read(
        tmp_path, "Organisatie;Contactpersoon;Platform;Wie gaat erheen\nKBO Ede;Jip Kade;Platform GGZ;Puk Lage"
    )
    (takes_part,) = [each for each in network.relations if each.relation == "participates"]
    assert [network.nodes[each].name for each in takes_part.carriers] == ["Puk Lage"]
    assert ties(network, "seat") == {("Jip Kade", "seat", "KBO Ede")}


FORMER = "Wmo-raad Ede\nNaam;Functie;Tot\nPuk Lage;lid;\nOnno Vos;lid;1-1-2024"


@pytest.mark.parametrize("sheet", ["Oud-leden", "Voormalige leden", "Afgetreden", "Wmo-raad Ede oud-leden"])
def test_who_is_on_a_sheet_of_former_members_has_no_seat_today(sheet: str, tmp_path: Path) -> None:
    network, result = workbook(tmp_path, {"Leden": "Wmo-raad Ede\nNaam;Functie\nJip Kade;lid", sheet: FORMER})
    seats = {network.nodes[e.origin].name: e.until for e in network.relations if e.relation == "seat"}
    assert seats == {"Jip Kade": None, "Onno Vos": date(2024, 1, 1)}
    assert "list-all-former" in codes(result)
    (puk,) = [node for node in network.nodes.values() if node.name == "Puk Lage"]
    assert set(puk.properties["unread"].splitlines()) == {"oud-lid: Wmo-raad Ede", "Functie: lid"}


@pytest.mark.parametrize("title", ["Voormalige leden Wmo-raad Ede", "Oud-leden van de Wmo-raad Ede"])
def test_a_title_may_say_that_they_left(title: str, tmp_path: Path) -> None:
    network, _ = read(tmp_path, f"{title}\nNaam;Functie\nPuk Lage;lid")
    assert ties(network) == set()
    assert {node.name for node in network.nodes.values()} == {"Puk Lage", "Wmo-raad Ede"}


def test_a_line_between_the_rows_may_say_that_they_left(tmp_path: Path) -> None:
    network, _ = read(
        tmp_path, "Naam;Raad\nLeden;\nJip Kade;Wmo-raad Ede\nOud-leden:;\nPuk Lage;Wmo-raad Ede\nOnno Vos;Wmo-raad Ede"
    )
    assert ties(network) == {("Jip Kade", "seat", "Wmo-raad Ede")}
    assert {node.name for node in network.nodes.values() if node.kind == "person"} == {
        "Jip Kade",
        "Puk Lage",
        "Onno Vos",
    }


def test_a_list_of_members_and_former_members_says_it_of_nobody(tmp_path: Path) -> None:
    network, _ = read(tmp_path, "Leden en oud-leden Wmo-raad Ede\nNaam;Functie\nPuk Lage;lid")
    assert {each[0] for each in ties(network)} == {"Puk Lage"}


@pytest.mark.parametrize("sheet", ["Wachtlijst", "Kandidaten", "Aspirant-leden"])
def test_who_is_not_there_yet_is_a_proposal(sheet: str, tmp_path: Path) -> None:
    waiting = "Wmo-raad Ede\nNaam;Functie\nPuk Lage;lid"
    network, result = workbook(tmp_path, {"Leden": "Wmo-raad Ede\nNaam;Functie\nJip Kade;lid", sheet: waiting})
    assert ties(network) == {("Jip Kade", "seat", "Wmo-raad Ede")}
    assert "list-all-waiting" in codes(result)
    assert [getattr(each, "relation", "") for each in network.proposals] == ["seat"]


def test_a_status_may_say_that_somebody_is_not_there_yet(tmp_path: Path) -> None:
    network, result = read(
        tmp_path,
        """Naam;Raad;Functie;Status
        Puk Lage;Wmo-raad Ede;aspirant-lid;actief
        Jip Kade;Wmo-raad Ede;lid;wachtlijst
        Onno Vos;Wmo-raad Ede;lid;kandidaat""",
    )
    assert ties(network) == {("Puk Lage", "seat", "Wmo-raad Ede")}
    assert {each.value for each in result.loaded.warnings if each.code == "list-waiting"} == {"Jip Kade", "Onno Vos"}


def test_a_year_is_when_the_row_holds(tmp_path: Path) -> None:
    network, result = read(tmp_path, "Naam;Raad;Jaar\nPuk Lage;Wmo-raad Ede;2024\nPuk Lage;Wmo-raad Ede;2026")
    assert {(each.since, each.until) for each in network.relations if each.relation == "seat"} == {
        (date(2024, 1, 1), date(2025, 1, 1)),
        (date(2026, 1, 1), date(2027, 1, 1)),
    }
    assert "list-year-of-row" in codes(result)


def test_a_year_beside_a_begin_is_kept(tmp_path: Path) -> None:
    network, _ = read(tmp_path, "Naam;Raad;Sinds;Jaar\nPuk Lage;Wmo-raad Ede;2020;2024")
    (seat,) = [each for each in network.relations if each.relation == "seat"]
    assert (seat.since, seat.until) == (date(2020, 1, 1), None)
    assert network.nodes[seat.origin].properties["unread"] == "Jaar: 2024"


def test_the_year_of_a_meeting_is_told(tmp_path: Path) -> None:
    network, result = read(
        tmp_path, "Bijeenkomst;Jaar;Platform;Deelnemers\nKennisdag;2024;Platform GGZ;Puk Lage, Jip Kade"
    )
    assert ties(network, "attended") == {("Puk Lage", "attended", "Kennisdag"), ("Jip Kade", "attended", "Kennisdag")}
    assert "list-part-of-date" in codes(result)


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_a_day_as_a_spreadsheet_counts_it(suffix: str, tmp_path: Path) -> None:
    text = "Naam;Raad;Lid sinds;Aftredend\nPuk Lage;Wmo-raad Ede;45123;46387"
    network, result = read(tmp_path, text) if suffix == "csv" else workbook(tmp_path, {"Blad1": text})
    (seat,) = [each for each in network.relations if each.relation == "seat"]
    # 45123 is 16 July 2023 in every spreadsheet.
    assert (seat.since, seat.properties["term_end"]) == (date(2023, 7, 16), "2026-12-31")
    assert "read-as-day-number" in codes(result)


def test_the_day_of_a_meeting_as_a_spreadsheet_counts_it(tmp_path: Path) -> None:
    network, result = read(tmp_path, "Datum;Platform;Aanwezigen\n45123;Platform GGZ;Puk Lage, Jip Kade")
    (met,) = [node for node in network.nodes.values() if node.kind == "meeting"]
    assert met.properties["date"] == "2023-07-16"
    assert "read-as-day-number" in codes(result)


def test_a_remark_may_be_no_more_than_that_somebody_left_or_is_not_there_yet(tmp_path: Path) -> None:
    network, result = read(
        tmp_path,
        """Naam;Raad;Opmerking
        Puk Lage;Wmo-raad Ede;Oud-lid
        Jip Kade;Wmo-raad Ede;kandidaat
        Onno Vos;Wmo-raad Ede;""",
    )
    assert ties(network) == {("Onno Vos", "seat", "Wmo-raad Ede")}
    assert {"list-left", "list-waiting"} <= codes(result)


def test_for_whom_a_place_is_vacant_is_kept(tmp_path: Path) -> None:
    network, _ = read(tmp_path, "Wmo-raad Ede\nNaam;Functie\nVacature namens ouderen;lid\nPuk Lage;lid")
    (council,) = [node for node in network.nodes.values() if node.kind == "council"]
    assert council.properties["vacancies"] == 1
    assert set(council.properties["unread"].splitlines()) == {"Naam: Vacature namens ouderen", "Functie: lid"}
