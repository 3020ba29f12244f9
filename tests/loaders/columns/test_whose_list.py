"""Whose list it is, and where that works: the title, lines above the table, the name of the sheet, and the columns."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.loaders.columns.test_small_lists import read, ties


@pytest.mark.parametrize(
    ("name", "lines", "expected"),
    [
        pytest.param(
            "leden.csv",
            """Adviesraad Sociaal Domein Emmen
            Naam;Functie;Organisatie
            Xag Yag;voorzitter;-
            Yag Zag;lid;KBO Emmen""",
            {
                ("Xag Yag", "seat", "Adviesraad Sociaal Domein Emmen"),
                ("Yag Zag", "seat", "Adviesraad Sociaal Domein Emmen"),
                ("Yag Zag", "represents", "KBO Emmen"),
            },
            id="whom members speak for",
        ),
        pytest.param(
            "leden.csv",
            """Regionaal overleg van adviesraden
            Naam;Functie;Organisatie
            Xag Yag;voorzitter;ASD Emmen
            Yag Zag;lid;ASD Coevorden""",
            {("Xag Yag", "seat", "ASD Emmen"), ("Yag Zag", "seat", "ASD Coevorden")},
            id="councils below a title are those of the people beside them",
        ),
        pytest.param(
            "leden.csv",
            """Adviesraad Sociaal Domein Emmen
            Naam;Functie;Raad
            Xag Yag;voorzitter;Wmo-raad Assen""",
            {("Xag Yag", "seat", "Wmo-raad Assen")},
            id="a column of councils goes before the title",
        ),
        pytest.param(
            "raden.csv",
            """Raad;Naam;Functie
            ASD Emmen;Ab Bac;voorzitter""",
            {("Ab Bac", "seat", "ASD Emmen")},
            id="an own list called raden",
        ),
        pytest.param(
            "personen.csv",
            """Naam;Organisatie;Rol
            Gh Hai;ASD Emmen;lid""",
            {("Gh Hai", "seat", "ASD Emmen")},
            id="an own list called personen",
        ),
        pytest.param(
            "lijst.csv",
            """Naam raad:;Adviesraad Sociaal Domein Emmen
            Gemeente:;Emmen
            Peildatum:;1-9-2026
            ;
            Naam;Functie
            Ab Bac;voorzitter
            Bc Cad;lid""",
            {
                ("Ab Bac", "seat", "Adviesraad Sociaal Domein Emmen"),
                ("Bc Cad", "seat", "Adviesraad Sociaal Domein Emmen"),
                ("Adviesraad Sociaal Domein Emmen", "advises", "Emmen"),
            },
            id="a block with what the list is about",
        ),
        pytest.param(
            "lijst.csv",
            """Gemeente Emmen – Adviesraad Sociaal Domein
            Naam;Functie
            Ab Bac;voorzitter""",
            {
                ("Ab Bac", "seat", "Adviesraad Sociaal Domein"),
                ("Adviesraad Sociaal Domein", "advises", "Emmen"),
            },
            id="municipality and council in a title",
        ),
        pytest.param(
            "lijst.csv",
            """Overzicht adviesraden gemeente Emmen
            Raad;Voorzitter
            Wmo-raad;Aa Bab
            Jongerenraad;Ba Cab""",
            {
                ("Aa Bab", "seat", "Wmo-raad"),
                ("Ba Cab", "seat", "Jongerenraad"),
                ("Wmo-raad", "advises", "Emmen"),
                ("Jongerenraad", "advises", "Emmen"),
            },
            id="councils of the municipality in the title",
        ),
        pytest.param(
            "lijst.csv",
            """Overzicht adviesraden gemeente Emmen
            Raad;Gemeente
            Wmo-raad;Assen""",
            {("Wmo-raad", "advises", "Assen")},
            id="a column goes before the title",
        ),
        pytest.param(
            "lijst.csv",
            """Cliëntenorganisaties Utrecht
            Organisatie;Voorzitter
            KBO De Bilt;Aa Bab""",
            {("Aa Bab", "seat", "KBO De Bilt")},
            id="a province of that name as well is no municipality",
        ),
        pytest.param(
            "lijst.csv",
            """KBO - PCOB Emmen
            Naam;Functie
            Aa Bab;voorzitter""",
            {("Aa Bab", "seat", "KBO - PCOB Emmen")},
            id="a name with a dash stays whole",
        ),
        pytest.param(
            "lijst.csv",
            """Naam;E-mailadres
            Hef Iif (KBO Emmen);hef@x.example
            Ief Jif (ASD Emmen);ief@x.example""",
            {("Hef Iif", "seat", "KBO Emmen"), ("Ief Jif", "seat", "ASD Emmen")},
            id="the organisation behind the name",
        ),
        pytest.param(
            "lijst.csv",
            """Raad;Voorl.;Naam;Functie
            ASD Emmen;J.;Jansen;lid
            ASD Emmen;P.;Jansen;voorzitter
            KBO Emmen;K.;Smit;lid""",
            {("J. Jansen", "seat", "ASD Emmen"), ("P. Jansen", "seat", "ASD Emmen"), ("K. Smit", "seat", "KBO Emmen")},
            id="surnames beside initials",
        ),
        pytest.param(
            "lijst.csv",
            """Raad;Voorletters;Naam
            ASD Emmen;J.;J. Jansen
            ASD Emmen;P.;P. Smit""",
            {("J. Jansen", "seat", "ASD Emmen"), ("P. Smit", "seat", "ASD Emmen")},
            id="whole names beside initials",
        ),
    ],
)
def test_whose_list_it_is(tmp_path: Path, name: str, lines: str, expected: set[tuple[str, str, str]]) -> None:
    network, result = read(tmp_path, lines, name)
    assert result.loaded.problems == []
    assert ties(network, "seat", "advises", "active_in", "represents") == expected


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("raden.csv", "Naam;Gemeente;Schoenmaat\nWmo-raad;Assen;41"),
        ("personen.csv", "Naam;E-mail;Schoenmaat\nAb Bac;ab@x.example;41"),
    ],
)
def test_a_sheet_of_the_template_with_a_column_more_stays_one(tmp_path: Path, name: str, lines: str) -> None:
    network, result = read(tmp_path, lines, name)
    assert [(each.code, each.value) for each in result.loaded.warnings] == [("unknown-column", "Schoenmaat")]
    assert result.readings == ()
    assert len(network.nodes) >= 1


def test_an_address_behind_a_name_is_an_address(tmp_path: Path) -> None:
    network, _ = read(tmp_path, "Participatieraad Oldambt\nNaam;Rol\nAf Bif <af@x.example>;voorzitter\nCef Dif;lid")
    people = {node.name: node.properties.get("email") for node in network.nodes.values() if node.kind == "person"}
    assert people == {"Af Bif": "af@x.example", "Cef Dif": None}


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            """Datum;Medewerker;Organisatie;Contactpersoon;Onderwerp;Actie
            3-2-2026;Je Kel;ASD Emmen;Le Mel;Inkoop jeugdhulp;terugbellen
            1-10-2026;Je Kel;ASD Emmen;Le Mel;Jaarplan;-""",
            {("Le Mel", "seat", "ASD Emmen"), ("Je Kel", "carries", "ASD Emmen")},
            id="who of us spoke with whom",
        ),
        pytest.param(
            """Organisatie;Wie van ons;Met wie;Laatst gesproken
            KBO Emmen;Fa Gab;Ga Hab;3-3-2026""",
            {("Ga Hab", "seat", "KBO Emmen"), ("Fa Gab", "carries", "KBO Emmen")},
            id="who of us, with whom",
        ),
        pytest.param(
            """Datum;Wie;Organisatie;Gesproken met;Onderwerp
            4-3-2026;Tess Vink;ASD Ede;Yvo Zeis;Jaarplan""",
            {("Yvo Zeis", "seat", "ASD Ede"), ("Tess Vink", "carries", "ASD Ede")},
            id="who spoke with whom",
        ),
        pytest.param(
            """Organisatie;Contactpersoon;Onderwerp
            KBO Ede;Yvo Zeis;ouderen""",
            {("Yvo Zeis", "seat", "KBO Ede"), ("KBO Ede", "covers", "ouderen")},
            id="no log: what an organisation is there for",
        ),
        pytest.param(
            """Organisatie;Contactpersoon;Onderwerpen;Laatst gesproken;Door
            KBO Ede;Yvo Zeis;ouderen en jongeren;4-3-2026;Tess Vink""",
            {
                ("Yvo Zeis", "seat", "KBO Ede"),
                ("Tess Vink", "carries", "KBO Ede"),
                ("KBO Ede", "covers", "ouderen"),
                ("KBO Ede", "covers", "jongeren"),
            },
            id="known groups in one cell are what it is there for",
        ),
        pytest.param(
            """Van;Met;Contactpersoon;Hoe vaak
            ASD Elburg;Gemeente Elburg;Vera Wild;maandelijks
            ASD Elburg;KBO Elburg;Vera Wild;halfjaarlijks""",
            {
                ("Vera Wild", "seat", "ASD Elburg"),
                ("ASD Elburg", "contact", "Elburg"),
                ("ASD Elburg", "contact", "KBO Elburg"),
            },
            id="contacts from and with",
        ),
    ],
)
def test_a_log_tells_who_spoke_with_whom(tmp_path: Path, lines: str, expected: set[tuple[str, str, str]]) -> None:
    network, result = read(tmp_path, lines)
    assert result.loaded.problems == []
    names = {id_: node.name for id_, node in network.nodes.items()}
    hub = "Ons steunpunt"
    found = ties(network, "seat", "covers") | {
        (names[carrier], "carries", next(names[end] for end in (each.origin, each.target) if names[end] != hub))
        for each in network.relations
        for carrier in each.carriers
        if each.relation == "contact" and hub in (names[each.origin], names[each.target])
    }
    between = {each for each in ties(network, "contact") if hub not in each}
    found |= {("ASD Elburg", relation, ({one, other} - {"ASD Elburg"}).pop()) for one, relation, other in between}
    assert found == expected


def test_a_doubtful_column_that_is_not_needed_is_told_and_stops_nothing(tmp_path: Path) -> None:
    lines = "Raad;Gemeente;Adviseur;Vervanger\nASD Emmen;Emmen;Ab Bac;Lea Mup\nASD Assen;Assen;Bc Cad;Kai Lop"
    network, result = read(tmp_path, lines)
    assert result.loaded.problems == []
    assert {("Ab Bac", "supports", "ASD Emmen"), ("Bc Cad", "supports", "ASD Assen")} <= ties(network)
    assert [(each.code, each.value) for each in result.loaded.warnings] == [("list-column-doubtful", "Vervanger")]
    assert {node.properties.get("unread") for node in network.nodes.values() if node.kind == "person"} == {
        "Vervanger: Lea Mup",
        "Vervanger: Kai Lop",
    }


def test_a_doubtful_column_that_is_needed_is_asked(tmp_path: Path) -> None:
    _, result = read(tmp_path, "Iets;E-mail\nLea Mup;lea@x.example\nKai Lop;kai@x.example")
    assert result.status == "refused"


def test_a_sheet_called_after_a_municipality_tells_where_its_organisations_work(tmp_path: Path) -> None:
    network, _ = read(tmp_path, "Raad;Voorzitter\nWmo-raad;Aa Bab\nJongerenraad;Ba Cab", "Meppel.csv")
    assert ties(network, "advises") == {("Wmo-raad", "advises", "Meppel"), ("Jongerenraad", "advises", "Meppel")}
