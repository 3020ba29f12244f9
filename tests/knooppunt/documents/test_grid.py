"""A grid on a terminal: blocks as wide as the console, marks that can be read without colour."""

from __future__ import annotations

import re

import pytest

from knooppunt.answers.gaps import MARKS
from knooppunt.documents.grid import drawn
from knooppunt.documents.model import Cell, Mark, Table, table
from queries.gaps.coverage import LEVELS


def _grid(columns: int = 12, *names: str) -> Table:
    yes, no = Cell(("ja",), mark=Mark("+", "green")), Cell(("nee",), mark=Mark("-", "red"))
    headings = [f"onderwerp nummer {number}" for number in range(columns)]
    rows: list[tuple[str | Cell, ...]] = [
        (name, *((yes, no)[number % 2] for number in range(columns))) for name in names or ("Súdwest-Fryslân", "Ee")
    ]
    return table("titel", ("gemeente", *headings), rows, legend=(yes, no))


@pytest.mark.parametrize("width", [1, 40, 80, 120, 1000])
def test_blocks_are_no_wider_than_the_console_and_lose_nothing(width: int) -> None:
    grid = _grid()
    lines = drawn(grid, width=width, colour=False).splitlines()
    legend = lines.index("   +   ja (12)")
    assert lines[legend + 1] == "   -   nee (12)"
    if width >= 40:
        assert max(map(len, lines)) <= width
    for name in ("Súdwest-Fryslân", "Ee"):
        marks = [mark for line in lines[:legend] if line.startswith(name) for mark in line.removeprefix(name).split()]
        assert marks == ["+", "-"] * 6


def test_a_heading_stands_above_its_column() -> None:
    lines = drawn(_grid(2), width=80, colour=False).splitlines()
    (bottom,) = [line for line in lines if line.startswith("gemeente")]
    row = next(line for line in lines if line.startswith("Ee"))
    assert [bottom.index(word) < row.index(mark) for word, mark in (("nummer 0", "+"), ("nummer 1", "-"))] == [True] * 2
    assert row.index("+") < bottom.index("nummer 1")


def test_colour_only_adds_to_what_can_be_read() -> None:
    plain, coloured = (drawn(_grid(), width=80, colour=colour) for colour in (False, True))
    without = "\n".join(line.rstrip() for line in re.sub(r"\x1b\[[0-9;]*m", "", coloured).splitlines())
    assert without == "\n".join(line.rstrip() for line in plain.splitlines())
    assert "\x1b[42m" in coloured
    assert "\x1b[41m" in coloured


@pytest.mark.parametrize("level", LEVELS)
def test_every_level_of_the_matrix_has_a_colour_that_a_terminal_can_show(level: str) -> None:
    mark = MARKS[level]
    grid = table("", ("gemeente", "Wmo"), [("Zandermeer", Cell((level,), mark=mark))], "", legend=())
    assert f" {mark.symbol} " in re.sub(r"\x1b\[[0-9;]*m", "", drawn(grid, width=80, colour=True))


def test_a_long_name_is_cut() -> None:
    grid = _grid(1, "x" * 50)
    assert "x" * 28 + ".. " in drawn(grid, width=80, colour=False)
    assert "x" * 29 not in drawn(grid, width=80, colour=False)


def test_no_name_steers_the_terminal() -> None:
    steer = "\x1b[2J\u202eweg\nhier"
    yes = Cell(("ja",), mark=Mark("+", "green"))
    grid = table(steer, (steer, steer), [(steer, yes)], steer, legend=(yes,))
    shown = drawn(grid, width=80, colour=False)
    assert not set(shown) & {"\x1b", "\u202e"}
    assert shown.count("weg hier") == 3  # the title, the name in front of the row and the one above it
