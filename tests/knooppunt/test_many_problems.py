"""Very many problems: what a load prints stays short and tells that it is not all, and ``--all`` gives everything."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.knooppunt.command_line import Result, done, run, write_csv

_MORE = re.compile(r"En zo nog (?:1|([\d.]+)) keer: (.+)")
_NOT_ALL = re.compile(r"Dit is niet alles: u ziet ([\d.]+) van de ([\d.]+) meldingen\. .*--all .*")


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    """Return lists with 700 wrong cells in two columns, and one in a third."""
    folder = tmp_path / "lijsten"
    rows = [f"P {number};ooit;zoek" for number in range(350)]
    write_csv(folder, "personen", "naam;sinds;e-mail", *rows)
    write_csv(folder, "raden", "naam", "Raad", "Raad Twee")
    write_csv(folder, "contacten", "organisatie a;organisatie b;via", "Raad;Raad Twee;Niemand")
    return folder


def _load(tmp_path: Path, lists: Path, *options: str) -> Result:
    return run("--file", tmp_path / "netwerk.knooppunt", "load", lists, *options)


def _number(written: str) -> int:
    return int(written.replace(".", ""))


@pytest.mark.parametrize("options", [(), ("--skip-bad-rows",)])
def test_some_of_each_kind_and_how_many_more(tmp_path: Path, lists: Path, options: tuple[str, ...]) -> None:
    every = _load(tmp_path, lists, *options, "--all").err.splitlines()
    (tmp_path / "netwerk.knooppunt").unlink(missing_ok=True)
    result = _load(tmp_path, lists, *options)
    assert result.status == (0 if options else 3)
    lines = result.err.splitlines()
    assert len(lines) < 60
    shown = [line for line in lines if line in every and not line.startswith("Fout")]
    more = [(_number(found[1] or "1"), found[2]) for line in lines if (found := _MORE.fullmatch(line))]
    (told,) = [found for line in lines if (found := _NOT_ALL.fullmatch(line))]
    everything = [line for line in every if not line.startswith("Fout")]
    assert (_number(told[1]), _number(told[2])) == (len(shown), len(everything))
    assert len(shown) + sum(number for number, _ in more) == len(everything)
    assert (340, "lijsten, blad personen, kolom sinds") in more
    assert any("‘Niemand’" in line for line in shown)
    assert sum("kolom e-mail: ‘zoek’" in line for line in everything) == 350


def test_as_many_as_a_screen_takes_are_all_told(tmp_path: Path) -> None:
    rows = [f"P {number};ooit" for number in range(200)]
    lists = write_csv(tmp_path / "lijsten", "personen", "naam;sinds", *rows).parent
    assert len(_load(tmp_path, lists).err.splitlines()) == 201


def test_very_many_kinds_are_cut_off(tmp_path: Path) -> None:
    headers = [f"kolom {number}" for number in range(300)]
    lists = write_csv(tmp_path / "lijsten", "personen", ";".join(["naam", *headers]), ";".join(["An", *headers])).parent
    lines = _load(tmp_path, lists).err.splitlines()
    assert len(lines) == 201
    assert (told := _NOT_ALL.fullmatch(lines[-1]))
    assert told.groups() == ("200", "300")


def test_all_tells_of_a_loaded_list_again(tmp_path: Path, lists: Path) -> None:
    first = _load(tmp_path, lists, "--skip-bad-rows")
    again = _load(tmp_path, lists, "--skip-bad-rows", "--all")
    assert (first.status, again.status) == (0, 0)
    assert again.out == "lijsten: niets veranderd, dit was al geladen.\n"
    assert sum("is geen datum" in line for line in again.err.splitlines()) == 350
    (listed,) = done("--file", tmp_path / "netwerk.knooppunt", "sources", "list", "--format", "json").data["sources"]
    assert listed["records"] > 0
    assert _load(tmp_path, lists).err == ""


def test_a_long_message_keeps_its_begin_and_end(tmp_path: Path) -> None:
    lists = write_csv(tmp_path / "lijsten", "personen", "naam;sinds", f"An;{'x' * 9000}").parent
    line, told, _ = _load(tmp_path, lists).err.splitlines()
    assert line.startswith("lijsten, blad personen, rij 2, kolom sinds: ‘xxx")
    assert line.endswith("met het jaar in vier cijfers.")
    assert len(line) < 2000
    assert "--all" in told
    assert "x" * 9000 in _load(tmp_path, lists, "--all").err


def test_what_stands_in_a_cell_many_times_is_told_once(tmp_path: Path) -> None:
    lists = tmp_path / "lijsten"
    write_csv(lists, "raden", "naam", "Raad", "Raad Twee")
    carriers = "; ".join(["Niemand", "Iemand"] * 500)
    write_csv(lists, "contacten", "organisatie a;organisatie b;via", f'Raad;Raad Twee;"{carriers}"')
    lines = _load(tmp_path, lists).err.splitlines()
    assert [word for line in lines for word in ("Niemand", "Iemand") if f"‘{word}’" in line] == ["Niemand", "Iemand"]


def test_a_long_circle_names_the_first(tmp_path: Path) -> None:
    rows = [f"Regio {number};Regio {(number + 1) % 3000}" for number in range(3000)]
    lists = write_csv(tmp_path / "lijsten", "regio's", "naam;onderdeel van", *rows).parent
    line, _ = _load(tmp_path, lists).err.splitlines()
    assert "Regio 0 > Regio 1 > " in line
    assert "Regio 9 > … > Regio 0 (met nog 2.990 gebieden op de plaats van de puntjes)." in line
    assert "Regio 10" not in line
