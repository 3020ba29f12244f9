"""Lists of several years without dates: what ``load --as-of`` makes of them, for somebody at the command line."""

from __future__ import annotations

import itertools
import random
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.knooppunt.command_line import done, run

SOURCE = "raden"
HEADER = "Raad;Gemeente;Naam;Functie\n"
COUNCIL = "Adviesraad Zandermeer"
#: Anna and Dora stay; Cees goes and Fred comes in 2019; Bea goes and Hugo comes in 2020.
MEMBERS = {
    2019: ("Anna Bakker", "Bea Citroen", "Cees Dam", "Dora Elk"),
    2020: ("Anna Bakker", "Bea Citroen", "Fred Gans", "Dora Elk"),
    2021: ("Anna Bakker", "Hugo Iep", "Fred Gans", "Dora Elk"),
}


def _write(path: Path, councils: Mapping[str, tuple[str, ...]]) -> Path:
    rows = (f"{council};Zandermeer;{name};lid\n" for council, names in councils.items() for name in names)
    path.write_text(HEADER + "".join(rows), encoding="utf-8")
    return path


def _load(file: Path, path: Path, day: str, *more: str) -> str:
    result = run("--file", file, "load", path, "--source", SOURCE, "--as-of", day, *more)
    assert result.status == 0, result
    return result.out


def _years(folder: Path, order: tuple[int, ...] = (2019, 2020, 2021)) -> Path:
    file = folder / "netwerk.knooppunt"
    for year in order:
        _load(file, _write(folder / f"raden {year}.csv", {COUNCIL: MEMBERS[year]}), f"{year}-01-01")
    return file


def _findings(file: Path, day: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = done("--file", file, "fragile", "--on", day, "--format", "json").data["findings"]
    return found


def _seated(file: Path, day: str, council: str = COUNCIL) -> set[str]:
    shown = done("--file", file, "show", council, "--on", day, "--format", "json").data
    return {one["from"]["name"] for one in shown["relations"] if one["relation"] == "seat"}


def test_continuity_turnover_and_differences_between_years(tmp_path: Path) -> None:
    """By hand: of the four of 2019 three are there in 2020, and of the four of 2020 three in 2021.

    In the year before 1 January 2021 one came and one went: two of the five places of that day and a year before, fewer than
    half. In 2021 two go and two others come: four of six, which is high turnover.
    """
    file = _years(tmp_path)
    path = _write(tmp_path / "raden 2022.csv", {COUNCIL: ("Anna Bakker", "Dora Elk", "Ina Jol", "Kees Lang")})
    _load(file, path, "2022-01-01")
    for year, names in MEMBERS.items():
        assert _seated(file, f"{year}-01-01") == set(names)
    for year, stayed, turnover in ((2020, 3, 0), (2021, 3, 0), (2022, 2, 1)):
        told = done("--file", file, "health", "--on", f"{year}-01-01", "--format", "json").data
        continuity = told["indicators"]["continuity"]
        assert (continuity["numerator"], continuity["denominator"]) == (stayed, 4)
        kinds = [one["kind"] for one in _findings(file, f"{year}-01-01")]
        assert kinds.count("high-turnover") == turnover, year
    changes = done("--file", file, "diff", "--from", "2019-01-01", "--to", "2021-01-01", "--format", "json").data
    assert {one["name"] for one in changes["nodes"]["new"]} == {"Fred Gans", "Hugo Iep"}
    assert {one["name"] for one in changes["nodes"]["gone"]} == {"Bea Citroen", "Cees Dam"}


def test_nobody_could_know_an_estimated_end_beforehand(tmp_path: Path) -> None:
    """Cees went in the middle of 2019 as far as is known: in March that was no term that was about to end, nor a term filled
    in."""
    file = _years(tmp_path)
    assert "term-ending" not in [one["kind"] for one in _findings(file, "2019-03-01")]
    assert "Termijnen die aflopen" not in done("--file", file, "fragile", "--on", "2019-03-01").out
    path = tmp_path / "raden met einde.csv"
    path.write_text(
        "Raad;Gemeente;Naam;Functie;Tot\nAdviesraad Zandermeer;Zandermeer;Cees Dam;lid;1-7-2019\n", encoding="utf-8"
    )
    _load(file, path, "2019-01-01", "--yes")
    assert "Termijnen die aflopen" in done("--file", file, "fragile", "--on", "2019-03-01").out


def test_show_tells_between_which_days_somebody_came(tmp_path: Path) -> None:
    file = _years(tmp_path)
    (seat,) = (
        one
        for one in done("--file", file, "show", "Fred Gans", "--format", "json").data["relations"]
        if one["relation"] == "seat"
    )
    assert (seat["since"], seat["until"]) == ("2019-07-03", None)
    assert seat["properties"]["since_between"] == ["2019-01-01", "2020-01-01"]
    shown = " ".join(done("--file", file, "show", "Fred Gans").out.split())
    assert "tussen 1 januari 2019 en 1 januari 2020; de dag ertussen is een schatting" in shown
    english = " ".join(done("--lang", "en", "--file", file, "show", "Fred Gans").out.split())
    assert "between 1 January 2019 and 1 January 2020; the day in between is an estimate" in english


@pytest.mark.parametrize("order", list(itertools.permutations((2019, 2020, 2021)))[1:])
def test_the_order_of_loading_does_not_matter(tmp_path: Path, order: tuple[int, ...]) -> None:
    folders = [tmp_path / name for name in ("first", "other")]
    for folder in folders:
        folder.mkdir()
    first, other = _years(folders[0]), _years(folders[1], order)
    for arguments in (
        ("show", COUNCIL),
        ("show", "Bea Citroen", "--on", "2019-06-01"),
        ("diff", "--from", "2019-01-01"),
    ):
        told = [done("--file", file, *arguments, "--format", "json").data for file in (first, other)]
        assert told[0] == told[1]


def test_sources_shows_the_days_and_one_can_be_withdrawn(tmp_path: Path) -> None:
    file = _years(tmp_path, (2021, 2019, 2020))
    listed = done("--file", file, "sources", "list", "--format", "json").data["sources"]
    assert [one["as_of"] for one in listed] == ["2019-01-01", "2020-01-01", "2021-01-01"]
    assert "1 januari 2020" in done("--file", file, "sources").out
    result = run("--file", file, "sources", "withdraw", SOURCE, "--as-of", "2018-01-01")
    assert result.status != 0
    assert "2019" in result.err
    done("--file", file, "sources", "withdraw", SOURCE, "--as-of", "2020-01-01")
    # Halfway 1-1-2019 and 1-1-2021 (731 days) is 2 January 2020.
    (seat,) = (
        one
        for one in done("--file", file, "show", "Fred Gans", "--format", "json").data["relations"]
        if one["relation"] == "seat"
    )
    assert seat["since"] == "2020-01-02"
    done("--file", file, "sources", "withdraw", SOURCE)
    assert run("--file", file, "show", COUNCIL).status != 0


def test_what_is_doubtful_about_the_day_is_asked(tmp_path: Path) -> None:
    file = _years(tmp_path)
    path = tmp_path / "raden 2020.csv"
    assert "al geladen" in _load(file, path, "2020-01-01")
    whole = file.read_bytes()
    asked = {
        "precies de lijst": ("load", path, "--source", SOURCE, "--as-of", "2022-01-01"),
        "vervangt ze allemaal": ("load", path, "--source", SOURCE),
        "van een andere dag": ("load", path, "--as-of", "2020-01-01"),
    }
    for words, arguments in asked.items():
        result = run("--file", file, *arguments)
        assert (result.status, words in result.err) == (3, True), result
        assert file.read_bytes() == whole
    _load(file, path, "2022-01-01", "--yes")
    assert _seated(file, "2022-01-01") == set(MEMBERS[2020])
    assert run("--file", file, "load", path, "--source", SOURCE, "--yes").status == 0
    assert [one["as_of"] for one in done("--file", file, "sources", "list", "--format", "json").data["sources"]] == [
        None
    ]


def test_a_list_that_was_loaded_without_its_day_gets_it_afterwards(tmp_path: Path) -> None:
    file = tmp_path / "netwerk.knooppunt"
    new, old = (_write(tmp_path / f"raden {year}.csv", {COUNCIL: MEMBERS[year]}) for year in (2021, 2020))
    assert run("--file", file, "load", new, "--source", SOURCE).status == 0
    refused = run("--file", file, "load", old, "--source", SOURCE, "--as-of", "2020-01-01")
    assert (refused.status, "zonder dag" in refused.err) == (3, True)
    _load(file, new, "2021-01-01")
    _load(file, old, "2020-01-01")
    assert _seated(file, "2020-01-01") == set(MEMBERS[2020])
    assert _seated(file, "2021-01-01") == set(MEMBERS[2021])


def test_a_mended_list_of_the_same_day_replaces_that_day_only(tmp_path: Path) -> None:
    file = _years(tmp_path)
    path = _write(tmp_path / "raden 2020.csv", {COUNCIL: (*MEMBERS[2020], "Ina Jol")})
    _load(file, path, "2020-01-01")
    assert _seated(file, "2020-01-01") == {*MEMBERS[2020], "Ina Jol"}
    assert _seated(file, "2019-01-01") == set(MEMBERS[2019])
    assert _seated(file, "2021-01-01") == set(MEMBERS[2021])


FIRST = ("Aaltje", "Berend", "Coby", "Durk", "Evelien", "Foppe", "Geesje", "Harm", "Ietje", "Jurre")
LAST = ("Aalbers", "Brouwer", "Coenen", "Dijkhof", "Evers", "Fokkema", "Grootveld", "Hofstra")
BOARDS = ("Adviesraad Zandermeer", "Wmo-raad Elzenrade", "Participatieraad Veenrand")


def test_eleven_years_of_three_boards(tmp_path: Path) -> None:
    """Each year one or two of six leave every board and others come: on every day of a list it is as that list says, and
    between two lists ``diff`` says who came and went."""
    chance = random.Random(11)
    names = [f"{first} {last}" for first in FIRST for last in LAST]
    chance.shuffle(names)
    boards = {board: tuple(names.pop() for _ in range(6)) for board in BOARDS}
    file, lists = tmp_path / "netwerk.knooppunt", {}
    for year in range(2015, 2026):
        lists[f"{year}-01-01"] = dict(boards)
        for board, members in boards.items():
            stay = chance.sample(members, 6 - chance.choice((0, 1, 2)))
            boards[board] = (*stay, *(names.pop() for _ in range(6 - len(stay))))
    days = list(lists)
    for day in chance.sample(days, len(days)):
        _load(file, _write(tmp_path / f"raden {day[:4]}.csv", lists[day]), day)
    assert len(done("--file", file, "sources", "list", "--format", "json").data["sources"]) == 11
    for day, board in itertools.product(days[::3], BOARDS):
        assert _seated(file, day, board) == set(lists[day][board])
    for one, other in itertools.pairwise(days):
        before, after = ({name for members in lists[day].values() for name in members} for day in (one, other))
        changes = done("--file", file, "diff", "--from", one, "--to", other, "--format", "json").data["nodes"]
        assert {each["name"] for each in changes["new"]} == after - before
        assert {each["name"] for each in changes["gone"]} == before - after
