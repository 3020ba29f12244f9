"""Lists of very many rows that are alike, or that name what is not there: read or refused in time, in a child process.

Each is one in which every row could be compared with every other one.
"""

from __future__ import annotations

import itertools
import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import xlsxwriter

from tests.knooppunt.command_line import write_csv
from tests.loaders.watched import Child

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is measured by /proc")

_ROWS = 20_000
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def _names(count: int, length: int = 20) -> list[str]:
    dice = random.Random(1)
    return ["".join(dice.choices(_LETTERS, k=length)) for _ in range(count)]


def _one_name_with_ids(folder: Path) -> None:
    write_csv(folder, "personen", "id;naam", *[f"p{number};Jan Smit" for number in range(_ROWS)])
    write_csv(folder, "raden", "naam", "Raad")
    write_csv(folder, "zetels", "persoon;organisatie", *["Jan Smit;Raad"] * _ROWS)


def _nearly_one_name(folder: Path) -> None:
    names = ["".join(letters) for letters in itertools.islice(itertools.product("ab", repeat=15), _ROWS)]
    write_csv(folder, "cliëntenorganisaties", "naam", *[f"Bond {name}" for name in names])
    write_csv(folder, "personen", "id;naam", *[f"p{n};Jan Smit{'dt'[n % 2]}en" for n in range(_ROWS)])
    write_csv(folder, "raden", "naam", "Raad")
    write_csv(folder, "zetels", "persoon;organisatie", *[f"p{n};Raad" for n in range(_ROWS)])


def _one_name_on_many_days(folder: Path) -> None:
    days = [
        f"{year}-{month:02}-{day:02}" for year in range(1990, 2025) for month in range(1, 13) for day in range(1, 29)
    ]
    write_csv(folder, "bijeenkomsten", "naam;datum", *[f"Overleg;{day}" for day in days])
    write_csv(folder, "personen", "naam", "An")
    write_csv(folder, "aanwezigen", "bijeenkomst;persoon", *["Overleg;An"] * _ROWS)


def _one_name_in_many_towns(folder: Path) -> None:
    towns = range(4_000)
    write_csv(folder, "gemeenten", "naam", *[f"G{town}" for town in towns])
    write_csv(folder, "raden", "naam;gemeente", *[f"Wmo-raad;G{town}" for town in towns])
    pairs = [f"Wmo-raad (G{town});Wmo-raad (G{town + 1})" for town in towns[:-1]]
    write_csv(folder, "contacten", "organisatie a;organisatie b", *pairs, "Wmo-raad;Wmo-raad")


def _nobody_known(folder: Path) -> None:
    names = [f"{first} {last}" for first, last in zip(_names(_ROWS + 500), _names(_ROWS + 500, 10), strict=True)]
    write_csv(folder, "personen", "naam", *names[:_ROWS])
    write_csv(folder, "raden", "naam", "Raad")
    write_csv(folder, "zetels", "persoon;organisatie", *[f"{name};Raad" for name in names[_ROWS:]])


def _topics(folder: Path) -> None:
    names = _names(_ROWS * 3)
    rows = [f'R{number};"{"; ".join(names[number::_ROWS])}"' for number in range(_ROWS)]
    write_csv(folder, "raden", "naam;wetten", *rows)


def _pages_for_names(folder: Path) -> None:
    pages = [f"{number}{'ﷺ' * 3_000}" for number in range(30)]
    write_csv(folder, "adviseurs", "persoon;organisatie;ondersteunt", *[f"{page};{page};{page}" for page in pages])


def _rings(folder: Path) -> None:
    rows = [f"R{number};R{number + 1}; R0" for number in range(_ROWS)]
    write_csv(folder, "regio's", "naam|onderdeel van", *[row.replace(";", "|", 1) for row in rows], f"R{_ROWS}|R0")


def _items(path: Path, rows: int, *, merged: bool = False) -> Path:
    """Write councils with 8,000 topics in a cell; ``merged``: one cell for all of them."""
    cell = ";".join("".join(letters) for letters in itertools.islice(itertools.product(_LETTERS, repeat=3), 8_000))
    with xlsxwriter.Workbook(str(path)) as workbook:
        sheet = workbook.add_worksheet("raden")
        sheet.write_row(0, 0, ["naam", "wetten"])
        for row in range(1, rows + 1):
            sheet.write_row(row, 0, [f"Raad {row}", "" if merged else cell])
        if merged:
            sheet.merge_range(1, 1, rows, 1, cell)
    return path


@pytest.fixture(scope="module")
def child() -> Iterator[Child]:
    with Child() as child:
        yield child


@pytest.mark.parametrize(
    "write",
    [
        _one_name_with_ids,
        _nearly_one_name,
        _one_name_on_many_days,
        _one_name_in_many_towns,
        _nobody_known,
        _topics,
        _pages_for_names,
        _rings,
    ],
)
def test_what_could_be_compared_with_everything(tmp_path: Path, child: Child, write: Callable[[Path], None]) -> None:
    write(tmp_path / "lijsten")
    outcome = child.command(tmp_path / "lijsten")
    assert not outcome.wrong, outcome
    assert outcome.status in ("loaded", "loaded without bad rows")


@pytest.mark.parametrize("merged", [False, True])
def test_a_small_file_does_not_name_millions(tmp_path: Path, child: Child, merged: bool) -> None:
    few, many = (child.load(_items(tmp_path / f"{rows}.xlsx", rows, merged=merged)) for rows in (30, 100))
    assert not (few.wrong or many.wrong), (few, many)
    assert (few.status, many.status) == ("new", "sheet-too-many-items")


def test_a_list_of_many_rows_may_name_several_things_in_each(tmp_path: Path, child: Child) -> None:
    rows = [f'R{number};"Wmo; Jeugdwet; Participatiewet; Wlz"' for number in range(_ROWS)]
    write_csv(tmp_path / "lijsten", "raden", "naam;wetten", *rows)
    outcome = child.load(tmp_path / "lijsten")
    assert (outcome.status, outcome.wrong) == ("new", False), outcome
