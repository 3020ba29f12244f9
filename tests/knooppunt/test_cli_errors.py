"""Errors: an exit status and one clear line, in the user's language, and never a traceback."""

from __future__ import annotations

import errno
import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from graph.store.file import FileStore
from loaders import registry
from tests.knooppunt.command_line import DAY, EXAMPLES, ROOT, done, process, run, write_csv

#: Arguments behind --file, the exit status, and what the one line must say.
WRONG_USAGE = {
    "unknown command": (["fragil"], "De opdracht fragil bestaat niet. Bedoelt u misschien: fragile?"),
    "unknown command, nothing like it": (
        ["xyzzy"],
        "De opdracht xyzzy bestaat niet. Kies uit: start, init, template, load",
    ),
    "unknown command of a group": (["sources", "xyzzy"], "Kies uit: list, show, withdraw"),
    "no command": ([], "er staat geen opdracht"),
    "unknown option": (["fragile", "--bogus"], "De optie --bogus bestaat niet. Probeer: knooppunt fragile --help"),
    "unknown option, something like it": (["fragile", "--regio", "x"], "Bedoelt u misschien: --region"),
    "unknown option of the program": (["--bogus", "fragile"], "De optie --bogus bestaat niet"),
    "option of the program behind the command": (["fragile", "--lang", "en"], "Zet --lang vóór de opdracht"),
    "file behind the command": (["fragile", "--file", "x"], "Zet --file vóór de opdracht"),
    "option without its value": (["fragile", "--on"], "Achter --on hoort nog iets te staan"),
    "flag with a value": (["fragile", "--why=3"], "Achter --why hoort niets te staan"),
    "missing argument": (["show"], "NAAM ontbreekt: een naam of id. Probeer: knooppunt show --help"),
    "second argument missing": (["path", "Zandermeer"], "B ontbreekt: naar wie"),
    "word too many": (["show", "Guus", "Jansse"], "Dit is te veel: Jansse."),
    "bad date": (["fragile", "--on", "gisteren"], "--on: gisteren is geen datum. Schrijf bijvoorbeeld"),
    "date that does not exist": (["fragile", "--on", "30-2-2026"], "--on: 30-2-2026 is geen datum"),
    "date with two figures for the year": (["fragile", "--as-known", "1-2-26"], "--as-known: 1-2-26 is geen datum"),
    "bad choice": (["fragile", "--fail-on", "erg"], "--fail-on kan niet erg zijn. Kies uit: critical, high"),
    "bad kind": (["search", "oog", "--kind", "raad"], "--kind kan niet raad zijn. Kies uit: municipality"),
    "bad format": (["sources", "list", "--format", "pdf"], "Kies uit: table, json, csv, xlsx"),
    "bad audience": (["show", "x", "--audience", "pers"], "Kies uit: internal, partners, public"),
    "bad language": (["--lang", "de", "fragile"], "--lang kan niet de zijn. Kies uit: nl, en"),
    "number below zero": (["fragile", "--limit", "-1"], "--limit moet een heel getal zijn van 0 of meer, niet -1"),
    "no number": (["fragile", "--horizon", "veel"], "--horizon moet een heel getal zijn van 0 of meer, niet veel"),
    "number too small": (["search", "x", "--limit", "0"], "--limit moet een heel getal zijn van 1 of meer"),
    "unknown region": (["fragile", "--region", "Nergens"], "Nergens staat niet in het netwerk"),
    "unknown region, something like it": (["fragile", "--region", "Regio Veenrant"], "Regio Veenrand (region:"),
    "unknown person": (["whatif", "--without", "Kyra Garet"], "Bedoelt u misschien: Kyra Garret (person:kyra-garret)"),
    "ambiguous person": (
        ["whatif", "--without", "Emir van Voorhout"],
        "Turfmonde (person:emir-van-voorhout-turfmonde) en Emir van Voorhout, Zandermeer (person:emir-van-voorhout).",
    ),
    "an organisation cannot leave": (["whatif", "--without", "Ouderenraad Rietwolde"], "staat niet in het netwerk"),
    "nobody leaves": (["whatif"], "Zeg wie er weggaat met --without"),
    "--without forgotten": (["whatif", "Kyra Garret"], "Zet --without voor de eerste naam"),
    "a region has no path": (["path", "Regio Veenrand", "Zandermeer"], "Regio Veenrand staat niet in het netwerk"),
    "workbook on the screen": (["fragile", "--format", "xlsx"], "Geef met --output een bestandsnaam"),
    "store exists": (["init"], "bestaat al. Kies een andere naam met --file"),
    "unknown source": (["sources", "show", "xyz"], "Er is geen bron die xyz heet. Wel: voorbeeldregio."),
    "withdraw an unknown source": (["sources", "withdraw", "xyz"], "Er is geen bron die xyz heet"),
    "template with another suffix": (["template", "lijst.csv"], "Een werkboek moet eindigen op .xlsx"),
    "one name for two sources": (["load", "a.xlsx", "b.xlsx", "--source", "c"], "Met --source kunt u maar één"),
    "output in no folder": (
        ["fragile", "--output", "nergens/x.txt"],
        "De map nergens bestaat niet. Maak eerst die map",
    ),
    "workbook in no folder": (["fragile", "--format", "xlsx", "--output", "nergens/x.xlsx"], "plaats voor x.xlsx."),
    "map in no folder": (["map", "--output", "nergens/x.html"], "plaats voor x.html."),
    "output is a folder": (["fragile", "--output", "."], ". is een map. Geef een bestandsnaam die eindigt op .txt."),
    "output is a device": (["map", "--output", os.devnull], "is geen gewoon bestand. Geef een bestandsnaam, of een"),
    "name that is too long": (["report", "--output", "x" * 300], "dat lukt niet (deze naam is te lang)"),
    "a table where all are shown": (["gaps", "--table", "matrix"], "Zet --format csv erbij"),
    "unknown table": (["gaps", "--format", "csv", "--table", "x"], "Kies uit: findings, matrix."),
    "table that was not asked for": (
        ["health", "--format", "csv", "--table", "brokers"],
        "De tabel brokers zit niet in dit antwoord, of is leeg. Wel: indicators, measures",
    ),
    "no examples": (["demo", "--examples", "nergens"], "De map met voorbeelden is niet gevonden: nergens"),
}


def _one_line(err: str, word: str = "Fout") -> str:
    lines = err.splitlines()
    assert len(lines) == 1
    assert lines[0].startswith(f"{word}: ")
    assert "Traceback" not in err
    return lines[0]


@pytest.mark.parametrize("case", WRONG_USAGE)
def test_wrong_usage(case: str, region: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    arguments, expected = WRONG_USAGE[case]
    monkeypatch.chdir(tmp_path)
    result = run("--file", region, *arguments)
    assert (result.status, result.out) == (2, "")
    assert expected in _one_line(result.err)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("case", WRONG_USAGE)
def test_wrong_usage_in_english(case: str, region: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KNOOPPUNT_LANG", "en")
    result = run("--file", region, *WRONG_USAGE[case][0])
    assert (result.status, result.out) == (2, "")
    assert not re.search(r"\b(een|niet|geen|hoort|staat|kies|zet|dat|deze)\b", _one_line(result.err, "Error"))


def test_the_language_option_holds_for_what_goes_wrong_before_it_is_read(region: Path) -> None:
    for arguments in (["--lang", "en", "--bogus"], ["--lang=en", "--bogus"], ["--lang", "en", "fragile", "--bogus"]):
        assert _one_line(run("--file", region, *arguments).err, "Error").startswith("Error: There is no option --bogus")


def test_done_and_findings(region: Path) -> None:
    ask = ("--file", region, "fragile", "--on", DAY)
    assert run(*ask).status == 0
    assert run(*ask, "--fail-on", "critical").status == 1
    assert run(*ask, "--kind", "unattributed-connection", "--fail-on", "medium").status == 0
    assert run(*ask, "--kind", "unattributed-connection", "--fail-on", "low").status == 1
    assert run("--file", region, "whatif", "--on", DAY, "--without-advisers", "--fail-on", "critical").status == 1
    assert run("--file", region, "whatif", "--on", DAY, "--without", "Luna Leene", "--fail-on", "low").status == 0


def test_input_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "leeg").mkdir()
    (tmp_path / "tekst.doc").write_text("hallo", encoding="utf-8")
    (tmp_path / "oud.xls").write_bytes(b"\xd0\xcf\x11\xe0")
    (tmp_path / "kapot.xlsx").write_bytes(b"PK\x03\x04 en dan niets")
    (tmp_path / "personen.csv").write_bytes(b"naam\n\xc3\xa9\xff\x00")
    cases = {
        "niets.xlsx": "Er is niets met de naam niets.xlsx",
        "leeg": "In de map leeg staat geen enkel .csv, .tsv, .txt, .vcf of .ics-bestand",
        "tekst.doc": "tekst.doc: zo'n bestand (.doc) kan niet geladen worden",
        "oud.xls": "sla het op als .xlsx",
        "kapot.xlsx": "kapot.xlsx is beschadigd of geen werkboek",
        "personen.csv": "personen.csv is geen leesbare tekst",
    }
    for name, expected in cases.items():
        result = run("--file", "n.knooppunt", "load", name)
        assert (result.status, result.out) == (3, "")
        assert expected in _one_line(result.err)
    assert not (tmp_path / "n.knooppunt").exists()


def test_input_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = os.open

    def refuse(path: Path | str, *rest: int, **how: int | None) -> int:
        if Path(path) == secret:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return opened(path, *rest, **how)  # type: ignore[arg-type]

    secret = write_csv(tmp_path, "personen", "naam", "Piet")
    monkeypatch.setattr(os, "open", refuse)
    result = run("--file", tmp_path / "n.knooppunt", "load", secret)
    assert (result.status, result.out) == (3, "")
    assert "personen.csv is niet te lezen" in _one_line(result.err)


def test_a_store_that_is_missing_foreign_or_a_folder(tmp_path: Path) -> None:
    foreign = tmp_path / "brief.txt"
    foreign.write_text("Geachte heer, mevrouw," * 100, encoding="utf-8")
    other = tmp_path / "ander.sqlite"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE ander (id INTEGER)")
    connection.close()
    newer = tmp_path / "nieuwer.knooppunt"
    FileStore.create(newer).close()
    with sqlite3.connect(newer) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    cases = {
        tmp_path / "niets.knooppunt": "Er is geen netwerkbestand",
        foreign: "is geen netwerkbestand van Knooppunt",
        other: "is geen netwerkbestand van Knooppunt",
        newer: "is gemaakt met een nieuwere versie van Knooppunt (bestandsvorm 99",
        tmp_path: "is een map, geen netwerkbestand",
    }
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    for path, expected in cases.items():
        for arguments in (["fragile"], ["sources"], ["search", "x"], ["sources", "withdraw", "x"]):
            result = run("--file", path, *arguments)
            assert (result.status, result.out) == (4, "")
            assert expected in _one_line(result.err)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_store_that_another_program_is_writing(
    own_region: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(FileStore.open.__kwdefaults__ or {}, "timeout", 0.05)
    people = write_csv(tmp_path / "lijst", "personen", "naam", "Piet")
    other = sqlite3.connect(own_region, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    result = run("--file", own_region, "load", people.parent)
    other.close()
    assert (result.status, result.out) == (4, "")
    assert "is in gebruik door een ander programma" in _one_line(result.err)


def test_a_name_that_steers_the_terminal_is_not_passed_on_in_an_error(region: Path) -> None:
    result = run("--file", region, "show", "\x1b[31mrood\x9b2J")
    assert result.status == 2
    assert not {"\x1b", "\x9b"} & set(_one_line(result.err))


def _interrupted(path: Path) -> None:
    """Somebody presses Ctrl-C while a store is made."""
    raise KeyboardInterrupt


def test_ctrl_c_in_this_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("knooppunt.cli.data.create_store", _interrupted)
    assert run("--file", tmp_path / "n.knooppunt", "init") == (130, "", "Onderbroken.\n")


def test_ctrl_c_while_a_list_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(path: Path, most: int) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(registry, "_read_file", interrupted)
    listed = write_csv(tmp_path, "personen", "naam", "Piet")
    result = run("--file", tmp_path / "n.knooppunt", "load", listed)
    assert (result.status, result.out, result.err) == (130, "", "Onderbroken.\n")
    assert [*tmp_path.iterdir()] == [listed]


def test_a_reader_that_stops_reading_is_no_error(region: Path) -> None:
    program = process("--file", region, "fragile", "--on", DAY, "--format", "json")
    assert program.stdout is not None
    assert program.stderr is not None
    first = program.stdout.readline()
    program.stdout.close()
    err = program.stderr.read()
    program.stderr.close()
    assert (program.wait(timeout=30), first.strip(), err) == (0, b"{", b"")
    # More than a pipe holds, so that the program was still writing when its reader left.
    assert len(done("--file", region, "fragile", "--on", DAY, "--format", "json").out) > 1 << 16


@pytest.mark.parametrize("arguments", [["fragile"], ["whatif", "--without-advisers"], ["sources"], ["search", "raad"]])
def test_an_empty_network_is_no_error(arguments: list[str], tmp_path: Path) -> None:
    file = tmp_path / "leeg.knooppunt"
    done("--file", file, "init")
    for format_ in ("table", "json", "csv"):
        result = done("--file", file, *arguments, *(() if arguments == ["sources"] else ("--format", format_)))
        assert "Traceback" not in result.out


def test_before_anything_was_loaded_there_is_nothing(region: Path) -> None:
    before = done("--file", region, "fragile", "--as-known", "2020-01-01", "--format", "json").data
    assert before["network"] == {"organisations": 0, "persons": 0, "connections": 0, "connected_pairs": 0}
    assert before["findings"] == []


def test_the_examples_are_where_the_tests_look_for_them() -> None:
    assert (EXAMPLES / "voorbeeldregio").is_dir()


def test_a_map_of_more_than_anybody_can_read_is_refused(tmp_path: Path) -> None:
    file, lists = tmp_path / "n.knooppunt", tmp_path / "lijsten"
    write_csv(lists, "personen", "naam", *(f"Persoon {number}" for number in range(10_001)))
    done("--file", file, "load", lists)
    result = run("--file", file, "map", "--output", tmp_path / "kaart.html")
    assert result.status == 2
    assert "10.001" in result.err and "--region" in result.err
    assert not (tmp_path / "kaart.html").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are text elsewhere")
@pytest.mark.parametrize("place", ["file", "in a folder", "folder"])
def test_a_name_that_is_no_text_on_the_real_command_line(tmp_path: Path, place: str) -> None:
    folder = tmp_path / (os.fsdecode(b"map\xff") if place == "folder" else "map")
    folder.mkdir()
    file = folder / ("personen.csv" if place == "folder" else os.fsdecode(b"zetels\xff.csv"))
    file.write_text("naam\nJan\n", encoding="utf-8")
    given = file if place == "file" else folder
    command = [
        sys.executable,
        "-m",
        "knooppunt",
        "--lang",
        "nl",
        "--file",
        str(tmp_path / "n.knooppunt"),
        "load",
        str(given),
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (3, b"")
    told = done.stderr.decode("utf-8")
    assert told.startswith("Fout: ")
    assert told.count("\n") == 1
    assert not (tmp_path / "n.knooppunt").exists()
