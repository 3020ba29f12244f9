"""Names of organisations in one cell: one in silence only where nobody would read more than one."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.knooppunt.command_line import at_a_terminal, run
from tests.loaders.columns.test_small_lists import read, ties

JOINED = ["MEE / Zonnebloem", "MEE/Zonnebloem", "MEE + Zonnebloem", "MEE & KBO"]
ONE = [
    *("Aa en Hunze", "Werk & Inkomen", "KBO/PCOB Ede", "KBO / PCOB", "Adviesraad Wmo/Jeugdwet Ede", "24/7 Zorg"),
    *("Adviesraad Arnhem/Nijmegen", "Cliëntenraad Werk en Inkomen Ede", "Stichting Zorg, Welzijn en Wonen"),
]


@pytest.mark.parametrize("name", [*JOINED, *ONE])
def test_what_may_be_several_is_told(name: str, tmp_path: Path) -> None:
    _, result = read(tmp_path, f"Naam;Organisatie\nPuk Lage;{name}")
    told = [each.value for each in result.loaded.warnings if each.code == "list-may-be-joined"]
    assert told == ([name] if name in JOINED else [])


def test_names_that_are_plainly_several_are_read_so(tmp_path: Path) -> None:
    network, _ = read(tmp_path, "Naam;Organisatie\nPuk Lage;KBO Ede / Wmo-raad Ede")
    assert ties(network) == {("Puk Lage", "seat", "KBO Ede"), ("Puk Lage", "seat", "Wmo-raad Ede")}


def test_a_semicolon_says_that_they_are_several(tmp_path: Path) -> None:
    network, _ = read(tmp_path, "Naam,Organisatie\nPuk Lage,MEE; Zonnebloem")
    assert ties(network) == {("Puk Lage", "seat", "MEE"), ("Puk Lage", "seat", "Zonnebloem")}


def test_the_map_may_say_that_they_are_several(tmp_path: Path) -> None:
    column_map = "tables:\n- columns: {Naam: persons.name, Organisatie: organisations.name}\n  apart: [Organisatie]\n"
    network, result = read(
        tmp_path, "Naam;Organisatie\nPuk Lage;MEE / Zonnebloem\nJip Kade;Werk & Inkomen", column_map=column_map
    )
    assert ties(network) == {
        ("Puk Lage", "seat", "MEE"),
        ("Puk Lage", "seat", "Zonnebloem"),
        ("Jip Kade", "seat", "Werk & Inkomen"),
    }
    assert "list-may-be-joined" not in {each.code for each in result.loaded.warnings}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="pseudo-terminals are those of Linux here")
@pytest.mark.parametrize(("answer", "apart"), [("2", True), ("", False)])
def test_it_is_asked_at_a_terminal(answer: str, apart: bool, tmp_path: Path) -> None:
    path = tmp_path / "lijst.csv"
    path.write_text("Naam;Organisatie\nPuk Lage;MEE / Zonnebloem\n", encoding="utf-8")
    status, shown = at_a_terminal(f"{answer}\n", "--file", tmp_path / "net.knooppunt", "columns", path)
    assert status == 0, shown
    assert "‘MEE / Zonnebloem’" in shown
    assert ("apart:" in (tmp_path / "lijst.csv.columns.yaml").read_text(encoding="utf-8")) is apart
    assert run("--file", tmp_path / "net.knooppunt", "load", path).status == 0
