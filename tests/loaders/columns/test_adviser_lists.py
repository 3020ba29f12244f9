"""Lists of advisers, and of people at municipalities: whom they support, who employs them, for how long, where they sit."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.network import Network
from graph.words.catalogue import text
from loaders.meaning.wording import problem_fields
from tests.loaders.columns.test_small_lists import read, ties


def hours(network: Network) -> dict[tuple[str, str], float]:
    names = {id_: node.name for id_, node in network.nodes.items()}
    return {
        (names[each.origin], names[each.target]): each.properties["hours_per_month"]
        for each in network.relations
        if "hours_per_month" in each.properties
    }


def unread(network: Network) -> dict[str, str]:
    return {node.name: node.properties["unread"] for node in network.nodes.values() if "unread" in node.properties}


CASELOAD = """
    Adviseur,Organisatie,Gemeenten,Uren per week,Rol
    Mo Nip,Zorgbelang Gelderland,"Zutphen, Lochem en Brummen",6,informeren en toerusten
    Noa Oep,Zorgbelang Gelderland,Apeldoorn,12,verbinden
"""


def test_the_organisation_of_advisers_is_their_one_employer(tmp_path: Path) -> None:
    network, _ = read(tmp_path, CASELOAD)
    assert ties(network, "employer", "supports", "active_in") == {
        ("Mo Nip", "employer", "Zorgbelang Gelderland"),
        ("Noa Oep", "employer", "Zorgbelang Gelderland"),
        *(("Mo Nip", "supports", name) for name in ("Zutphen", "Lochem", "Brummen")),
        ("Noa Oep", "supports", "Apeldoorn"),
    }
    assert [node.name for node in network.nodes.values() if node.kind == "support_organisation"] == [
        "Zorgbelang Gelderland"
    ]
    assert unread(network) == {}


def test_hours_of_a_week_become_hours_of_a_month_and_that_is_told(tmp_path: Path) -> None:
    network, result = read(tmp_path, CASELOAD)
    assert sorted(hours(network).values()) == [26, 52]
    (told,) = [each for each in result.loaded.warnings if each.code == "read-as-hours-a-month"]
    assert (told.place.row, told.place.column) == (2, "Uren per week")
    assert "26 uur per maand" in text("nl", f"problem.{told.code}", **problem_fields(told, "nl"))


@pytest.mark.parametrize(
    ("header", "written", "expected"),
    [
        ("Uren p.w.", "6", 26),
        ("Weekuren", "6", 26),
        ("Inzet (uren per week)", "6", 26),
        ("Uren per jaar", "120", 10),
        ("Uren/jaar", "120 uur per jaar", 10),
        ("Uren per week", "12 uur per maand", 12),
        ("Uren", "3 u/w", 13),
        ("Uren p/m", "16", 16),
        ("Uren", "16", 16),
    ],
)
def test_hours_are_for_what_their_header_or_the_cell_says(
    tmp_path: Path, header: str, written: str, expected: float
) -> None:
    network, _ = read(tmp_path, f"Adviseur;Raad;{header}\nLa Mab;ASD Emmen;{written}")
    assert hours(network) == {("La Mab", "ASD Emmen"): expected}


@pytest.mark.parametrize("written", ["500 per week", "1.500 per jaar", "40 uur per dag"])
def test_hours_that_nobody_has_or_that_may_be_two_things_are_refused(tmp_path: Path, written: str) -> None:
    _, result = read(tmp_path, f"Adviseur;Raad;Uren\nLa Mab;ASD Emmen;{written}")
    assert [each.place.column for each in result.loaded.problems] == ["Uren"]


def test_councils_beside_an_adviser_stay_those_that_she_supports(tmp_path: Path) -> None:
    lines = "Adviseur;Organisatie;Gemeente\nLa Mab;ASD Emmen;Emmen\nLa Mab;ASD Assen;Assen"
    network, _ = read(tmp_path, lines)
    assert {target for _, relation, target in ties(network, "supports")} >= {"ASD Emmen", "ASD Assen"}
    assert ties(network, "employer") == set()


def test_functions_in_one_cell_are_taken_apart_where_each_is_known(tmp_path: Path) -> None:
    lines = (
        'Adviseur;Ondersteunt;Functies\nYo Zil;"ASD Tynaarlo, Wmo-raad Noordenveld";informeren, toerusten en verbinden'
    )
    network, result = read(tmp_path, lines)
    supports = [each for each in network.relations if each.relation == "supports"]
    assert [each.properties["functions"] for each in supports] == [["inform", "equip", "connect"]] * 2
    assert ties(network, "supports") == {
        ("Yo Zil", "supports", "ASD Tynaarlo"),
        ("Yo Zil", "supports", "Wmo-raad Noordenveld"),
    }
    assert [each.code for each in result.loaded.warnings if each.place.column == "Functies"] == ["read-as-several"]


def test_what_is_wrong_in_a_cell_is_told_once_though_it_makes_more_rows(tmp_path: Path) -> None:
    lines = 'Adviseur;Gemeenten;Taken\nYo Zil;"Assen, Emmen";informeren, zwemmen'
    _, result = read(tmp_path, lines)
    assert [(each.code, each.place.column) for each in result.loaded.problems] == [("unknown-value", "Taken")]


@pytest.mark.parametrize(
    ("name", "title"), [("adviseurs.csv", ""), ("lijst.csv", "Adviseurs in de regio\n"), ("inzet consulenten.csv", "")]
)
def test_the_name_or_title_of_a_list_tells_that_its_people_are_advisers(tmp_path: Path, name: str, title: str) -> None:
    lines = 'Naam;Gemeenten;Uren per maand;Mail\nEf Fag;"Emmen, Coevorden";12;ef@x.example\nFg Gah;Assen;8;fg@x.example'
    network, _ = read(tmp_path, title + lines, name)
    assert ties(network) == {
        ("Ef Fag", "supports", "Emmen"),
        ("Ef Fag", "supports", "Coevorden"),
        ("Fg Gah", "supports", "Assen"),
    }
    assert unread(network) == {}


def test_members_and_advisers_of_one_council_are_no_advisers_of_a_hub(tmp_path: Path) -> None:
    lines = "Leden en adviseurs ASD Emmen\nNaam;Rol;Gemeente\nEf Fag;voorzitter;Emmen\nFg Gah;lid;Emmen"
    network, _ = read(tmp_path, lines)
    assert ties(network, "supports") == set()
    assert ("Ef Fag", "seat", "ASD Emmen") in ties(network)


@pytest.mark.parametrize(
    "title",
    [
        "Inzet adviseurs Zorgbelang Overijssel 2026",
        "Zorgbelang Overijssel: raden en adviseurs",
        "Zorgbelang Overijssel",
    ],
)
def test_the_title_tells_who_employs_the_advisers(tmp_path: Path, title: str) -> None:
    lines = f"{title}\nAdviseur;Ondersteunt;Gemeente\nGreet Adema;ASD Kampen;Kampen\nHans Bos;ASD Raalte;Raalte"
    network, _ = read(tmp_path, lines)
    assert ties(network, "employer", "supports", "advises") == {
        ("Greet Adema", "employer", "Zorgbelang Overijssel"),
        ("Hans Bos", "employer", "Zorgbelang Overijssel"),
        ("Greet Adema", "supports", "ASD Kampen"),
        ("Hans Bos", "supports", "ASD Raalte"),
        ("ASD Kampen", "advises", "Kampen"),
        ("ASD Raalte", "advises", "Raalte"),
    }


def test_a_stand_in_is_kept_and_told(tmp_path: Path) -> None:
    lines = "Raad;Gemeente;Adviseur;Vervanger\nASD Nunspeet;Nunspeet;Kai Lop;Lea Mup\nWmo-raad Epe;Epe;Lea Mup;Kai Lop"
    network, result = read(tmp_path, lines)
    assert unread(network) == {"Kai Lop": "Vervanger: Lea Mup", "Lea Mup": "Vervanger: Kai Lop"}
    assert [each.code for each in result.loaded.warnings] == ["list-column-doubtful"]


def test_an_organisation_takes_part_in_every_platform_of_a_cell(tmp_path: Path) -> None:
    lines = """
        Organisatie;Soort;Neemt deel aan;Contactpersoon
        KBO Emmen;ouderenbond;"Platform Ouderen; Armoedeplatform Emmen";Hi Iak
        MEE Drenthe;steunorganisatie;Armoedeplatform Emmen;Ij Jal
    """
    network, _ = read(tmp_path, lines)
    assert ties(network) == {
        ("KBO Emmen", "participates", "Platform Ouderen"),
        ("KBO Emmen", "participates", "Armoedeplatform Emmen"),
        ("MEE Drenthe", "participates", "Armoedeplatform Emmen"),
        ("Hi Iak", "seat", "KBO Emmen"),
        ("Ij Jal", "seat", "MEE Drenthe"),
    }
    assert unread(network) == {}


def test_a_form_asks_in_which_platforms_an_organisation_takes_part(tmp_path: Path) -> None:
    lines = """
        Timestamp,Full name,Organisation,Aan welke overleggen neemt u deel? (meerdere antwoorden mogelijk),Email address
        2026/05/01 10:00:00,Tara Urk,KBO Urk,"Platform Ouderen, Platform Vervoer",tara@x.example
        2026/05/01 11:00:00,Udo Vaas,ASD Urk,Platform Ouderen,udo@x.example
    """
    network, _ = read(tmp_path, lines)
    assert ties(network, "participates") == {
        ("KBO Urk", "participates", "Platform Ouderen"),
        ("KBO Urk", "participates", "Platform Vervoer"),
        ("ASD Urk", "participates", "Platform Ouderen"),
    }
    assert ("Tara Urk", "seat", "KBO Urk") in ties(network)


def test_a_region_beside_a_municipality_is_where_that_lies(tmp_path: Path) -> None:
    lines = "Regio;Gemeente;Raad\nAchterhoek;Doetinchem;ASD Doetinchem\nRegio Veenrand;Borne;ASD Borne"
    network, _ = read(tmp_path, lines)
    assert ties(network, "part_of", "advises") == {
        ("Doetinchem", "part_of", "Achterhoek"),
        ("Borne", "part_of", "Regio Veenrand"),
        ("ASD Doetinchem", "advises", "Doetinchem"),
        ("ASD Borne", "advises", "Borne"),
    }


def test_the_function_of_a_contact_person_is_her_role(tmp_path: Path) -> None:
    network, _ = read(tmp_path, "Raad;Contactpersoon;Functie contactpersoon\nASD Borne;Pq Ras;voorzitter")
    assert [each.properties["role"] for each in network.relations if each.relation == "seat"] == ["chair"]


@pytest.mark.parametrize(
    "lines",
    [
        "Gemeente;Naam;Functie\nEmmen;Rag Sag;beleidsmedewerker Wmo\nCoevorden;Sag Tag;wethouder",
        "Gemeente;Naam;E-mail\nEmmen;Rag Sag;r@emmen.example\nCoevorden;Sag Tag;s@gemeentecoevorden.example",
        "Gemeente;Contactpersoon\nEmmen;Rag Sag\nCoevorden;Sag Tag",
    ],
)
def test_officers_and_whom_to_call_sit_at_the_municipality_beside_them(tmp_path: Path, lines: str) -> None:
    network, result = read(tmp_path, lines)
    assert ties(network) == {("Rag Sag", "seat", "Emmen"), ("Sag Tag", "seat", "Coevorden")}
    assert "list-at-municipality" in [each.code for each in result.loaded.warnings]


@pytest.mark.parametrize(
    "lines",
    [
        "Gemeente;Naam;E-mail\nEmmen;Rag Sag;r@x.example\nCoevorden;Sag Tag;s@x.example",
        "Gemeente;Naam;Functie\nEmmen;Rag Sag;lid\nEmmen;Sag Tag;wethouder",
    ],
)
def test_people_beside_the_municipality_where_they_live_are_asked_about(tmp_path: Path, lines: str) -> None:
    _, result = read(tmp_path, lines)
    assert [each.code for each in result.loaded.problems] == ["list-whose"]


def test_whom_to_call_in_a_list_of_one_council_is_of_that(tmp_path: Path) -> None:
    network, _ = read(tmp_path, "ASD Emmen\nGemeente;Contactpersoon\nEmmen;Rag Sag\nEmmen;Sag Tag")
    assert ties(network) == {("Rag Sag", "seat", "ASD Emmen"), ("Sag Tag", "seat", "ASD Emmen")}


def test_whom_to_call_at_a_municipality_for_every_law(tmp_path: Path) -> None:
    lines = """
        Gemeente;Contactpersoon Wmo;Contactpersoon Jeugd;Wethouder
        Emmen;Ce Daf;De Eag;Ef Fah
        Coevorden;Fg Gai;Fg Gai;Gh Haj
    """
    network, _ = read(tmp_path, lines)
    names = {id_: node.name for id_, node in network.nodes.items()}
    seats = {
        (names[each.origin], names[each.target], each.properties["role"])
        for each in network.relations
        if each.relation == "seat"
    }
    assert seats == {
        ("Ce Daf", "Emmen", "contact"),
        ("De Eag", "Emmen", "contact"),
        ("Ef Fah", "Emmen", "alderman"),
        ("Fg Gai", "Coevorden", "contact"),
        ("Gh Haj", "Coevorden", "alderman"),
    }
    assert unread(network)["Fg Gai"].splitlines() == ["Contactpersoon Wmo: Fg Gai", "Contactpersoon Jeugd: Fg Gai"]


def test_whom_to_call_at_the_municipality_of_a_council_sits_at_that_municipality(tmp_path: Path) -> None:
    lines = """
        Gemeente;Naam raad;Voorzitter;Contactpersoon gemeente
        Harderwijk;ASD Harderwijk;Eef Fop;Gea Hup
        ;ASD Ermelo;Han Iep;Job Kap
    """
    network, _ = read(tmp_path, lines)
    assert ties(network) == {
        ("Eef Fop", "seat", "ASD Harderwijk"),
        ("Gea Hup", "seat", "Harderwijk"),
        ("Han Iep", "seat", "ASD Ermelo"),
    }
    assert unread(network) == {"ASD Ermelo": "Contactpersoon gemeente: Job Kap"}


def test_an_adviser_of_a_region_supports_that(tmp_path: Path) -> None:
    lines = "Adviseur;Regio;Organisatie\nEf Fag;Achterhoek;Zorgbelang Gelderland\nFg Gah;Regio Veenrand;Zorgbelang Overijssel"
    network, _ = read(tmp_path, lines)
    assert ties(network, "supports") == {
        ("Ef Fag", "supports", "Achterhoek"),
        ("Fg Gah", "supports", "Regio Veenrand"),
    }
    assert unread(network) == {}
