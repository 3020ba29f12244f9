"""Who may be one under two names is asked about before anything is called separated or critical."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.knooppunt.command_line import DAY, done, run, write_csv


@pytest.fixture
def torn(tmp_path: Path) -> Path:
    """Return a network in which one list writes the name of an organisation otherwise than another does."""
    folder, file = tmp_path / "lijst", tmp_path / "n.knooppunt"
    write_csv(folder, "raden", "naam", "Adviesraad Duinkant", "Raad Noord", "Raad Zuid")
    write_csv(folder, "clientenorganisaties", "naam", "Ouderenbond Duinkant", "Oudrenbond Duinkant")
    write_csv(folder, "personen", "naam", "Jip Jol", "Puk Pas")
    seats = [f"Jip Jol;{name}" for name in ("Adviesraad Duinkant", "Raad Noord", "Raad Zuid", "Ouderenbond Duinkant")]
    write_csv(folder, "zetels", "persoon;organisatie", *seats, "Puk Pas;Oudrenbond Duinkant")
    # That the two names are nearly the same is told then, too.
    assert "lijkt op" in run("--file", file, "load", folder).err
    return file


@pytest.mark.parametrize(("command", "kind"), [("missing", "separated-group"), ("fragile", "cut-person")])
def test_it_asks_before_it_says_so(torn: Path, command: str, kind: str) -> None:
    data = done("--file", torn, command, "--on", DAY, "--format", "json").data
    (finding,) = [each for each in data["findings"] if each["kind"] == kind]
    assert [{one["name"] for one in pair} for pair in finding["ask_first"]] == [
        {"Ouderenbond Duinkant", "Oudrenbond Duinkant"}
    ]
    assert finding["severity"] != "critical"
    assert finding["text"].startswith("Vraag eerst na: zijn ‘")
    assert "ook bekend als" in finding["suggestion"]


def test_once_the_list_says_that_they_are_one_it_does_not_ask(torn: Path) -> None:
    folder = torn.parent / "lijst"
    write_csv(folder, "clientenorganisaties", "naam;ook bekend als", "Ouderenbond Duinkant;Oudrenbond Duinkant")
    assert run("--file", torn, "load", folder, "--yes").status == 0
    data = done("--file", torn, "missing", "--on", DAY, "--format", "json").data
    assert [each for each in data["findings"] if each["kind"] == "separated-group"] == []
