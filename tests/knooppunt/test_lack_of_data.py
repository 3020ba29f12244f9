"""Empty by lack of data is said in one line, and is not taken for an answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.knooppunt.command_line import DAY, done, write_csv


def _file(folder: Path, since: str = "") -> Path:
    """Return a network of two boards with three people; with ``since``, one seat has a date."""
    write_csv(folder, "gemeenten", "naam", "Aa")
    write_csv(folder, "raden", "naam;gemeente", "Raad Een;Aa", "Raad Twee;Aa")
    write_csv(folder, "personen", "naam", "Jip Jol", "Puk Pas", "Mo Mol")
    seats = (f"Jip Jol;Raad Een;{since}", "Puk Pas;Raad Een;", "Mo Mol;Raad Twee;")
    write_csv(folder, "zetels", "persoon;organisatie;sinds", *seats)
    file = folder.parent / "n.knooppunt"
    done("--file", file, "load", folder)
    return file


def _said(file: Path, *arguments: str) -> str:
    return " ".join(done("--file", file, *arguments).out.split())


def test_lists_without_dates_say_nothing_of_what_changed(tmp_path: Path) -> None:
    file = _file(tmp_path / "lijst")
    told = _said(file, "diff", "--from", "2025-01-01", "--to", DAY)
    assert told.startswith("Er is niets te vergelijken: in uw lijsten staat bij niets een datum")
    assert "Nog steeds" not in told and len(told) < 300
    data = done("--file", file, "diff", "--from", "2025-01-01", "--to", DAY, "--format", "json").data
    assert data["note"] in told and data["nodes"] == {"new": [], "gone": [], "changed": [], "continued": []}


@pytest.mark.parametrize("since", ["2026-01-01", "2020-01-01"])
def test_one_date_is_enough_to_compare(tmp_path: Path, since: str) -> None:
    file = _file(tmp_path / "lijst", since)
    data = done("--file", file, "diff", "--from", "2025-01-01", "--to", DAY, "--format", "json").data
    assert "note" not in data and len(data["relations"]["new"]) == (since == "2026-01-01")
    assert "niets te vergelijken" not in _said(file, "diff", "--from", "2025-01-01", "--to", DAY)


def test_two_people_of_one_board_need_nobody_to_introduce_them(tmp_path: Path) -> None:
    file = _file(tmp_path / "lijst")
    told = _said(file, "path", "Jip Jol", "Puk Pas")
    assert "zij kennen elkaar van Raad Een" in told and "niemand bekend" not in told
    assert "hebben al een lijn" in _said(file, "path", "Jip Jol", "Raad Een")
    assert "zij kennen elkaar" not in _said(file, "path", "Jip Jol", "Mo Mol")


def test_without_any_connection_the_same_advice_is_given_once(tmp_path: Path) -> None:
    folder, file = tmp_path / "lijst", tmp_path / "n.knooppunt"
    write_csv(folder, "raden", "naam", *(f"Raad {number}" for number in range(30)))
    done("--file", file, "load", folder)
    told = _said(file, "missing")
    assert told.count("staat geen enkele verbinding") == 1 and "Breng Raad" not in told
    assert len(done("--file", file, "missing", "--format", "json").data["findings"]) == 29
    assert _said(file, "missing", "--all").count("Breng Raad") == 29
