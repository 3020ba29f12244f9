"""`load -`: a list that another program hands over."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest

from tests.knooppunt.command_line import Result, done, run, started
from tests.loaders.sheets import ods_sheet, table, write_ods, write_xlsx

PEOPLE = "naam;e-mail\nPuk Lage;puk@example.org\nZoë Smit;\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return where a network file may come."""
    return tmp_path / "netwerk.knooppunt"


def _load(monkeypatch: pytest.MonkeyPatch, file: Path, data: bytes, *arguments: str) -> Result:
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="ascii"))
        return run("--file", file, "load", "-", *arguments)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_csv_is_the_sheet_that_it_is_called(file: Path, monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
    for name in ("personen", "noord/personen", "personen.csv"):
        told = _load(monkeypatch, file, PEOPLE.encode(encoding), "--source", name)
        assert (told.status, told.out.splitlines()[0]) == (0, f"{name}: geladen.")
    found = done("--file", file, "search", "Zoë Smit", "--format", "json").data["results"]
    assert [hit["name"] for hit in found] == ["Zoë Smit"]
    sources = done("--file", file, "sources", "list", "--format", "json")
    assert {one["source"]: one["path"] for one in sources.data["sources"]} == {
        "personen": "-",
        "noord/personen": "-",
        "personen.csv": "-",
    }


@pytest.mark.parametrize("suffix", [".xlsx", ".ods"])
def test_a_workbook_is_known_by_its_bytes(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    """What comes in on standard input says the same as the file itself."""
    lists = [table("personen", "naam", ["Puk Lage"]), table("raden", "naam", ["Raad Zee"])]
    book = tmp_path / f"lijsten{suffix}"
    if suffix == ".ods":
        write_ods(book, "".join(map(ods_sheet, lists)))
    else:
        write_xlsx(book, lists)
    other = tmp_path / "ander.knooppunt"
    by_file = run("--file", other, "load", book, "--source", "lijsten")
    by_input = _load(monkeypatch, file, book.read_bytes(), "--source", "lijsten")
    assert by_input.out.replace(str(file), "N") == by_file.out.replace(str(other), "N")
    assert (by_input.status, by_input.err) == (by_file.status, by_file.err)
    assert by_file.status == 0 and "raden: 1 rij gelezen, 1 opgeslagen" in by_file.out


def test_the_same_again_changes_nothing_and_another_list_replaces(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ask = ("--source", "personen")
    assert _load(monkeypatch, file, PEOPLE.encode(), *ask).status == 0
    assert "niets veranderd" in _load(monkeypatch, file, PEOPLE.encode(), *ask).out
    longer = PEOPLE + "Jip Jansen;\n"
    assert "nieuwe versie geladen" in _load(monkeypatch, file, longer.encode(), *ask).out
    assert len(done("--file", file, "search", "e", "--kind", "person", "--format", "json").data["results"]) >= 2


@pytest.mark.parametrize(
    ("data", "arguments", "status", "expected"),
    [
        (PEOPLE.encode(), [], 2, "Geef wat u doorgeeft een naam met --source"),
        (PEOPLE.encode(), ["ander.csv", "--source", "x"], 2, "Met --source kunt u maar één lijst tegelijk laden"),
        (b"", ["--source", "personen"], 3, "Er kwam niets binnen om te laden"),
        (b"\xd0\xcf\x11\xe0oud", ["--source", "personen"], 3, "sla het op als .xlsx"),
        (b"PK\x03\x04 en dan niets", ["--source", "personen"], 3, "is beschadigd of geen werkboek"),
        (b"naam\n\x00\xff\x00", ["--source", "personen"], 3, "is geen leesbare tekst"),
        (b"persoon;organisatie\nPuk;Raad\n", ["--source", "zetels"], 3, "zetels.csv, blad zetels, rij 2"),
    ],
)
def test_what_cannot_be_loaded(
    file: Path, monkeypatch: pytest.MonkeyPatch, data: bytes, arguments: list[str], status: int, expected: str
) -> None:
    result = _load(monkeypatch, file, data, *arguments)
    assert result.status == status
    assert expected in result.err
    assert "Traceback" not in result.err
    assert not file.exists()


def test_who_hands_over_without_end_is_refused(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("knooppunt.cli.standard_input._MOST", 1 << 20)
    result = _load(monkeypatch, file, b"naam\n" + b"Puk\n" * 300_000, "--source", "personen")
    assert (result.status, result.out) == (3, "")
    assert "Er kwam meer dan 1 MB binnen" in result.err


def test_nothing_stays_behind_and_a_pipe_is_enough(file: Path, tmp_path: Path) -> None:
    """In a process of its own, with a temporary folder of its own."""
    (tmp_path / "tijdelijk").mkdir()
    ask: list[str | Path] = ["--file", file, "load", "-", "--source", "personen"]
    environment = {"TMPDIR": str(tmp_path / "tijdelijk")}
    out, err = started(ask, environment, stdin=subprocess.PIPE).communicate(PEOPLE.encode("utf-8"), timeout=60)
    assert (out.decode().splitlines()[0], err) == ("personen: geladen.", b"")
    assert list((tmp_path / "tijdelijk").iterdir()) == []
    nothing = started(ask)
    nothing.communicate(timeout=60)
    assert nothing.returncode == 3


def test_what_came_in_is_in_no_files_way(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is really called ``-`` was not loaded."""
    monkeypatch.chdir(tmp_path)
    assert _load(monkeypatch, file, PEOPLE.encode(), "--source", "personen").status == 0
    Path("-").write_text("van mij", encoding="utf-8")
    done("--file", file, "map", "--output", "kaart.html")
    refused = run("--file", file, "map", "--output", tmp_path / "-")
    assert "bestaat al en is geen .html-bestand" in refused.err
