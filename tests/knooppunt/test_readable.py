"""Readable at size: about two screens of every answer unless somebody asks for more, and by person what hangs on one."""

from __future__ import annotations

import itertools
import random
import re
from pathlib import Path

import pytest

from graph.words.catalogue import text
from queries.gaps.coverage import LEVELS
from tests.knooppunt.command_line import DAY, done, run, write_csv

#: Two screens of sixty lines.
TWO_SCREENS = 120
BOARDS, TOWNS = 400, 120


@pytest.fixture(scope="module")
def boards(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a network of many boards, in which a few persons hold many seats."""
    folder = tmp_path_factory.mktemp("boards")
    rand = random.Random(7)
    write_csv(
        folder / "lijst", "raden", "naam;gemeente", *(f"Raad {i:03d};Stad {i % TOWNS:03d}" for i in range(BOARDS))
    )
    write_csv(folder / "lijst", "gemeenten", "naam", *(f"Stad {i:03d}" for i in range(TOWNS)))
    write_csv(folder / "lijst", "personen", "naam", *(f"Jip Lid{i:03d}" for i in range(600)), "Ria Reiziger")
    seats = [(f"Jip Lid{int(600 * rand.random() ** 3):03d}", f"Raad {i:03d}") for i in range(BOARDS) for _ in range(3)]
    seats += [("Ria Reiziger", f"Raad {i:03d}") for i in range(0, BOARDS, 7)]
    write_csv(folder / "lijst", "zetels", "persoon;organisatie;rol", *(f"{a};{b};lid" for a, b in sorted(set(seats))))
    file = folder / "n.knooppunt"
    # That one bare name is in so many towns is told.
    assert run("--file", file, "load", folder / "lijst").status == 0
    return file


@pytest.mark.parametrize(
    "command",
    [
        ("fragile",),
        ("fragile", "--why"),
        ("fragile", "--kind", "single-person-connection"),
        ("missing",),
        ("gaps",),
        ("gaps", "--limit", "3"),
        ("whatif", "--without", "Ria Reiziger", "Jip Lid000", "Jip Lid001", "Jip Lid002"),
        ("whatif", "--without", *(f"Jip Lid{i:03d}" for i in range(300))),
        ("health",),
        ("plan", "--introductions", "4"),
        ("search", "raad"),
        ("diff", "--from", "2025-01-01"),
    ],
    ids=lambda command: " ".join(command[:3]),
)
def test_nobody_gets_more_than_two_screens(boards: Path, command: tuple[str, ...]) -> None:
    out = done("--file", boards, command[0], "--on" if command[0] != "diff" else "--to", DAY, *command[1:]).out
    lines = out.splitlines()
    assert len(lines) <= TWO_SCREENS
    assert max(map(len, lines)) <= 120


def test_what_is_asked_for_is_all_there(boards: Path) -> None:
    everything = done("--file", boards, "fragile", "--on", DAY, "--all").out
    found = done("--file", boards, "fragile", "--on", DAY, "--format", "json").data["findings"]
    assert len(found) > 1_000
    title = text("nl", "title.single-person-connection")
    number = sum(one["kind"] == "single-person-connection" for one in found)
    assert f"{title} ({number:,})".replace(",", ".") in everything
    assert len(re.findall(r"^ (?:licht|matig|ernstig|zeer ernstig) ", everything, re.MULTILINE)) == len(found)
    grid = done("--file", boards, "gaps", "--on", DAY, "--need", "jeugd", "--all").out
    assert sum(line.startswith("Stad ") for line in grid.splitlines()) == TOWNS
    gone = done(
        "--file", boards, "whatif", "--on", DAY, "--all", "--without", *(f"Jip Lid{i:03d}" for i in range(300))
    ).out
    words = " ".join(gone.split())
    assert all(f"Raad {i:03d}" in words for i in range(BOARDS))


def test_the_table_by_person_counts_what_the_json_has(boards: Path) -> None:
    out = done("--file", boards, "fragile", "--on", DAY, "--limit", "0").out
    found = done("--file", boards, "fragile", "--on", DAY, "--format", "json").data["findings"]
    names = sorted(one["person"]["name"] for one in found if "person" in one)
    counts = {name: len(list(own)) for name, own in itertools.groupby(names)}
    table = out.partition(text("nl", "person.hangs"))[2].partition(text("nl", "title.unattributed-connection"))[0]
    shown = re.findall(r"^ (?:licht|matig|ernstig|zeer ernstig) +((?:Jip|Ria) \S+) +([\d.]+) ", table, re.MULTILINE)
    assert {name: int(number.replace(".", "")) for name, number in shown} == counts
    assert len(shown) == len(counts), "everybody once"


def test_who_hangs_is_told_with_the_gravest_by_name_and_what_to_do(region: Path) -> None:
    out = " ".join(done("--file", region, "fragile", "--on", DAY, "--limit", "1").out.split())
    assert "zeer ernstig Kyra Garret 10 Zonder deze persoon raken 10 organisaties los van de rest: " in out
    assert "Roept als enige Regionaal Overleg Adviesraden Veenrand bijeen." in out
    assert "8 verbindingen lopen alleen via deze persoon (6 zonder omweg), zoals die tussen " in out
    assert "Wat u kunt doen: Laat een tweede persoon meedoen in de contacten van Kyra Garret" in out
    assert "Er zijn nog " in out
    assert "--all" in out


def test_a_spreading_table_in_which_all_have_one_is_not_shown(tmp_path: Path) -> None:
    write_csv(tmp_path / "n", "raden", "naam", "Raad A")
    write_csv(tmp_path / "n", "personen", "naam", "Jip", "Puk")
    seats = write_csv(tmp_path / "n", "zetels", "persoon;organisatie", "Jip;Raad A", "Puk;Raad A")
    file = tmp_path / "n.knooppunt"
    done("--file", file, "load", seats.parent)
    title = text("nl", "workload.title-seats")
    assert title not in done("--file", file, "fragile", "--on", DAY).out
    assert title in done("--file", file, "fragile", "--on", DAY, "--all").out


def test_gaps_of_many_towns_are_counted_over_all_of_them(boards: Path) -> None:
    """The grid is of the worst ones, the counts by need are of all."""
    out = done("--file", boards, "gaps", "--on", DAY).out
    data = done("--file", boards, "gaps", "--on", DAY, "--format", "json").data
    matrix = data["matrix"]
    assert text("nl", "gaps.by-need.municipality", count=TOWNS) in out
    rare = {"unknown", "other-form", "not-asked"}.difference(*matrix["levels"])
    shown = [level for level in reversed(LEVELS) if level not in rare]
    for need, column in zip(matrix["needs"], zip(*matrix["levels"], strict=True), strict=True):
        numbers = [str(column.count(level)) for level in shown]
        told = re.search(rf"^ {re.escape(need['name'])} +{' +'.join(numbers)}$", out, re.MULTILINE)
        assert (told is None) == (need["id"] in data["unmentioned"]), need
