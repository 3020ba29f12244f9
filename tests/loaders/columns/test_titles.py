"""What the title of a list, the name of its sheet and of its file say: whose it is, and of which meeting."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.columns.titles import without_titles
from tests.loaders.columns.test_small_lists import read, ties


@pytest.mark.parametrize(
    "title",
    [
        "Ledenlijst Adviesraad Elzenrade versie 3 def.xlsx",
        "Adviesraad Elzenrade ledenlijst per 1-1-2026 (1) kopie",
        "Kopie van Ledenlijst Adviesraad Elzenrade v2.1",
        "Ledenlijst Adviesraad Elzenrade per 1 januari 2026",
        "2026-03-12_Ledenlijst_Adviesraad_Elzenrade_concept",
        "Adviesraad Elzenrade - leden - stand per maart 2026",
        "Samenstelling van de Adviesraad Elzenrade 2025/2026",
        "Presentielijst vergadering Adviesraad Elzenrade 12-3-2026",
        "Members of the Adviesraad Elzenrade (final)",
        "Adviesraad Elzenrade, bijeenkomst 12 maart 2026",
        "01_Ledenlijst_Adviesraad_Elzenrade-2026",
    ],
)
def test_the_name_in_a_title_is_without_words_of_lists(title: str) -> None:
    assert without_titles(title) == "Adviesraad Elzenrade"


@pytest.mark.parametrize("name", ["Wmo-raad Perwijk", "Adviesraad 2.0 Ede", "KBO Kopielaan"])
def test_words_of_lists_within_a_name_stay(name: str) -> None:
    assert without_titles(f"Ledenlijst {name} versie 2") == name


def test_a_file_with_several_words_of_lists_tells_whose_it_is(tmp_path: Path) -> None:
    network, result = read(
        tmp_path, "Naam;Functie\nPuk Lage;lid", "Ledenlijst Adviesraad Elzenrade versie 3 def (1).csv"
    )
    assert result.status == "new"
    assert ties(network) == {("Puk Lage", "seat", "Adviesraad Elzenrade")}


def test_the_name_of_several_councils_is_not_that_of_one(tmp_path: Path) -> None:
    _, result = read(tmp_path, "Naam;Functie\nPuk Lage;lid", "Overzicht adviesraden Veenrand.csv")
    assert [each.code for each in result.loaded.problems] == ["list-whose"]


ROWS = "Naam;Organisatie;Aanwezig\nPuk Lage;KBO Elzenrade;ja\nJip Kade;Wmo-raad Elzenrade;nee\nOnno Vos;;x\n"


@pytest.mark.parametrize(
    ("name", "title", "meeting"),
    [
        ("lijst.csv", "Presentielijst bijeenkomst 12 maart 2026", "Bijeenkomst"),
        ("lijst.csv", "Presentielijst Platform Zorg Elzenrade\n\nDinsdag 12 maart 2026", "Platform Zorg Elzenrade"),
        ("Presentie Adviesraad Elzenrade 12-3-2026.csv", "", "Adviesraad Elzenrade"),
        ("2026-03-12 kennisdag.csv", "", "kennisdag"),
    ],
)
def test_a_list_with_one_day_around_it_is_one_meeting(name: str, title: str, meeting: str, tmp_path: Path) -> None:
    network, result = read(tmp_path, f"{title}\n{ROWS}", name)
    assert result.status == "new", result.loaded.problems
    (met,) = [node for node in network.nodes.values() if node.kind == "meeting"]
    assert (met.name, met.properties["date"]) == (meeting, "2026-03-12")
    called = {id_: node.name for id_, node in network.nodes.items()}
    attended = {
        called[each.origin]: called.get(each.properties.get("organisation", ""), "")
        for each in network.relations
        if each.relation == "attended"
    }
    assert attended == {"Puk Lage": "KBO Elzenrade", "Onno Vos": ""}
    assert "seat" not in {each.relation for each in network.relations}
    (absent,) = [node for node in network.nodes.values() if node.name == "Jip Kade"]
    assert set(absent.properties["unread"].splitlines()) == {"Organisatie: Wmo-raad Elzenrade", "Aanwezig: nee"}
    assert "list-one-meeting" in {each.code for each in result.loaded.warnings}


def test_a_list_of_those_who_were_there_needs_no_marks(tmp_path: Path) -> None:
    network, _ = read(tmp_path, "Aanwezigen Platform Zorg Ede 12-3-2026\nNaam;Organisatie\nPuk Lage;KBO Ede")
    assert ties(network, "attended") == {("Puk Lage", "attended", "Platform Zorg Ede")}


def test_the_day_of_an_edition_is_no_meeting(tmp_path: Path) -> None:
    network, _ = read(tmp_path, "Overzicht per 1-1-2026\nNaam;Organisatie;Aanwezig\nPuk Lage;KBO Ede;ja")
    assert ties(network) == {("Puk Lage", "seat", "KBO Ede")}


def test_marks_count_beside_a_column_of_days_too(tmp_path: Path) -> None:
    network, _ = read(
        tmp_path,
        """Platform Zorg Ede
        Datum;Naam;Namens;Aanwezig
        12-3-2026;Puk Lage;KBO Ede;ja
        12-3-2026;Jip Kade;KBO Ede;afgemeld""",
    )
    assert ties(network, "attended") == {("Puk Lage", "attended", "Platform Zorg Ede")}


@pytest.mark.parametrize(
    "rows",
    [
        "Naam;Organisatie;Afwezig\nPuk Lage;KBO Ede;\nJip Kade;PCOB Ede;x",
        "Naam;Organisatie;Aanwezig;Afgemeld\nPuk Lage;KBO Ede;x;\nJip Kade;PCOB Ede;;x",
    ],
)
def test_a_mark_may_say_that_somebody_was_not_there(rows: str, tmp_path: Path) -> None:
    network, _ = read(tmp_path, f"Platform Zorg Ede, bijeenkomst 12 maart 2026\n{rows}")
    assert {each[0] for each in ties(network, "attended")} == {"Puk Lage"}
    assert {node.name for node in network.nodes.values() if node.kind == "platform"} <= {"Platform Zorg Ede"}


def test_a_list_of_meetings_needs_nobody_in_it(tmp_path: Path) -> None:
    network, result = read(
        tmp_path, "Platform GGZ\nDatum;Bijeenkomst;Plaats;Thema;Aantal\n12-3-2026;Kennisdag;Ede;inkoop;12"
    )
    (met,) = [node for node in network.nodes.values() if node.kind == "meeting"]
    assert met.name == "Kennisdag"
    assert met.properties == {"date": "2026-03-12", "place": "Ede", "unread": "Aantal: 12"}
    assert ties(network, "covers", "meeting_of") == {
        ("Kennisdag", "covers", "inkoop"),
        ("Kennisdag", "meeting_of", "Platform GGZ"),
    }
    assert "list-nobody-to-keep-with" not in {each.code for each in result.loaded.warnings}


def test_days_that_a_spreadsheet_counts_may_be_headers(tmp_path: Path) -> None:
    network, _ = read(tmp_path, "Platform GGZ\nNaam;Namens;45123;45151\nPuk Lage;KBO Ede;x;\nJip Kade;KBO Ede;x;x")
    days = {node.id: node.properties["date"] for node in network.nodes.values() if node.kind == "meeting"}
    attended = {
        (network.nodes[each.origin].name, days[each.target])
        for each in network.relations
        if each.relation == "attended"
    }
    assert attended == {("Puk Lage", "2023-07-16"), ("Jip Kade", "2023-07-16"), ("Jip Kade", "2023-08-13")}
