"""Tables of very many rows on a terminal: all that is in them, within the width, and quickly."""

from __future__ import annotations

import random
import time

import pytest
from rich.cells import cell_len

from knooppunt.documents.model import Document, Section, table
from knooppunt.documents.terminal import render

_WORDS = (
    "raad",
    "Wmo-raad",
    "cliëntenraad",
    "participatiebijdrage",
    "in",
    "één",
    "Ijmond;",
    "x" * 70,
    "漢字",
    "e\u0301",
)


def _texts(dice: random.Random) -> str:
    words = dice.choices(_WORDS, weights=[9, 9, 9, 9, 9, 9, 9, 1, 1, 1], k=dice.choice((0, 1, 3, 25)))
    return dice.choice((" ", " ", "\n")).join(words)


def _rendered(rows: list[list[str]], headers: list[str]) -> list[str]:
    made = table("Titel", headers, rows, "Noot.")
    return render(Document("nl", (Section(tables=(made,)),))).splitlines()


def _columns(line: str, starts: list[int]) -> list[str]:
    """Return what stands in each column, which starts at so many places from the left."""
    found = ["" for _ in starts]
    place = 0
    for char in line:
        found[max(at for at, start in enumerate(starts) if start <= max(place, starts[0]))] += char
        place += cell_len(char)
    return found


@pytest.mark.parametrize("seed", range(20))
def test_everything_is_there_within_the_width(seed: int) -> None:
    dice = random.Random(seed)
    headers = [f"kop{number}" for number in range(dice.randint(1, 5))]
    rows = [[f"r{number}", *(_texts(dice) for _ in headers[1:])] for number in range(301)]
    title, blank, header, rule, *lines, last = _rendered(rows, headers)
    assert (title, blank, set(rule.strip()), last) == ("Titel", "", {"─"}, "Noot.")
    assert all(cell_len(line) <= 120 for line in lines)
    starts = [header.index(name) for name in headers]
    found: list[list[str]] = []
    for line in lines:
        cells = _columns(line, starts)
        if cells[0].strip():
            found.append(["" for _ in headers])
        if line:
            found[-1] = [old + new for old, new in zip(found[-1], cells, strict=True)]
    assert [["".join(cell.split()) for cell in row] for row in found] == [
        ["".join(cell.split()) for cell in row] for row in rows
    ]


def test_it_looks_like_a_shorter_one() -> None:
    rows = [[f"rij {number}", "kort", "een wat langere tekst"] for number in range(301)]
    few, many = (_rendered(some, ["een", "twee", "drie"]) for some in (rows[:300], rows))
    assert few[:303] == many[:303]


def test_very_many_rows_take_seconds() -> None:
    rows = [
        ["ernstig", "een tekst die langer is dan er op één regel past " * 3, f"zetels, rij {n}"] for n in range(15_000)
    ]
    start = time.process_time()
    assert len(_rendered(rows, ["ernst", "wat", "bron"])) > 15_000
    assert time.process_time() - start < 5
