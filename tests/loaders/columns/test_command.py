"""``knooppunt columns`` as somebody at a terminal meets it, and without one; sheets that are not read; blank cells."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.knooppunt.command_line import at_a_terminal, done, run

LIST = "Naam;Functie\nPuk Lage;voorzitter\nJip Kade;lid\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a list that does not say whose it is."""
    file = tmp_path / "leden.csv"
    file.write_text(LIST, encoding="utf-8")
    return file


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="pseudo-terminals are those of Linux here")
def test_what_is_answered_at_a_terminal_is_in_the_map(tmp_path: Path, path: Path) -> None:
    network = tmp_path / "net.knooppunt"
    status, shown = at_a_terminal("Wmo-raad Lagerhei\n", "--file", network, "columns", path)
    assert status == 0, shown
    assert "Van welke organisatie is de lijst" in shown
    assert "organisation: Wmo-raad Lagerhei" in (tmp_path / "leden.csv.columns.yaml").read_text(encoding="utf-8")
    result = run("--file", network, "load", path)
    assert result.status == 0, result
    assert "Wmo-raad Lagerhei" in done("--file", network, "show", "Puk Lage").out


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="pseudo-terminals are those of Linux here")
def test_marks_that_do_not_say_who_was_there_are_asked(tmp_path: Path) -> None:
    network, path = tmp_path / "net.knooppunt", tmp_path / "presentie.csv"
    path.write_text("Presentie Platform Zorg Ede\nNaam;12 jan;9 mrt\nPuk Lage;A;-\nJip Kade;A;A\n", encoding="utf-8")
    refused = run("--file", network, "load", path)
    assert refused.status == 3
    status, shown = at_a_terminal("2026\nA\n", "--file", network, "columns", path)
    assert status == 0, shown
    assert "Welke daarvan betekenen dat iemand er was" in shown
    assert "Van welk jaar" in shown
    assert run("--file", network, "load", path).status == 0
    shown = done("--file", network, "show", "Puk Lage").out
    assert "12 januari 2026" in shown
    assert "9 maart 2026" not in shown


def test_without_a_terminal_nothing_is_asked_and_the_open_question_is_told(tmp_path: Path, path: Path) -> None:
    result = run("--file", tmp_path / "net.knooppunt", "columns", path)
    assert result.status == 0, result
    assert "‘organisation’" in result.err
    assert "organisation:" not in (tmp_path / "leden.csv.columns.yaml").read_text(encoding="utf-8").split("tables:")[1]


def test_a_map_beside_the_list_is_told(tmp_path: Path, path: Path) -> None:
    (tmp_path / "leden.csv.columns.yaml").write_text("tables: []\n", encoding="utf-8")
    result = run("--file", tmp_path / "net.knooppunt", "columns", path, "--output", tmp_path / "andere.yaml")
    assert result.status == 0, result
    assert "leden.csv.columns.yaml" in result.err


def test_as_json(tmp_path: Path, path: Path) -> None:
    result = run("--file", tmp_path / "net.knooppunt", "columns", path, "--format", "json")
    assert result.status == 0, result
    (table,) = result.data["tables"]
    assert [each["header"] for each in table["columns"]] == ["Naam", "Functie"]
    assert table["organisation"] is None


def test_a_map_is_not_overwritten_unless_asked(tmp_path: Path, path: Path) -> None:
    column_map = tmp_path / "leden.csv.columns.yaml"
    column_map.write_text("tables: []  # van mij\n", encoding="utf-8")
    result = run("--file", tmp_path / "net.knooppunt", "columns", path)
    assert result.status == 2, result
    assert column_map.read_text(encoding="utf-8") == "tables: []  # van mij\n"
    assert run("--file", tmp_path / "net.knooppunt", "columns", path, "--force").status == 0
    assert "van mij" not in column_map.read_text(encoding="utf-8")


def test_sheets_that_are_not_read_are_told_first_and_need_a_word(tmp_path: Path) -> None:
    folder = tmp_path / "lijst"
    folder.mkdir()
    (folder / "Wmo-raad Lagerhei.csv").write_text(LIST, encoding="utf-8")
    for name in ("een", "twee", "drie", "vier"):
        (folder / f"{name}.csv").write_text("Naam;Functie\nOnno Vos;lid\n", encoding="utf-8")
    network = tmp_path / "net.knooppunt"
    refused = run("--file", network, "load", folder)
    assert refused.status == 3, refused
    assert not network.exists()
    result = run("--file", network, "load", folder, "--skip-sheets")
    assert result.status == 0, result
    first = result.out.splitlines()[0]
    assert all(name in first for name in ("een", "twee", "drie", "vier")), first
    assert "Lagerhei" not in first


def test_a_blank_cell_takes_nothing_away_that_another_list_knows(tmp_path: Path) -> None:
    network = tmp_path / "net.knooppunt"
    known = "Organisatie;Naam;E-mail;Lid sinds\nWmo-raad Lagerhei;Puk Lage;puk@example.org;2021-05-01\n"
    blank = "Organisatie;Naam;E-mail;Lid sinds\nWmo-raad Lagerhei;Puk Lage;;\nWmo-raad Lagerhei;Jip Kade;-;onbekend\n"
    for name, text in (("a.csv", known), ("b.csv", blank)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        result = run("--file", network, "load", tmp_path / name)
        assert result.status == 0, result
    shown = done("--file", network, "show", "Puk Lage", "--format", "json").out
    assert "puk@example.org" in shown
    assert "2021-05-01" in shown
