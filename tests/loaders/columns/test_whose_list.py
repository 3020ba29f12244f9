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
