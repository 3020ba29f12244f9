"""A sheet as a grid of cells, and the table in it: header, rows, merged cells filled in."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from loaders.base import CellValue, Fault, Remark, Table, is_blank, shown
from loaders.formats.limits import Budget


class Grid(msgspec.Struct):
    """The cells of a sheet by row, all numbers from 0.

    ``merges`` are cells merged downwards (first row, last row, leftmost column), ``across`` to the right (row, first column,
    last column).
    """

    name: str
    rows: dict[int, list[CellValue]]
    merges: list[tuple[int, int, int]] = []
    across: list[tuple[int, int, int]] = []

    def put(self, row: int, column: int, value: CellValue) -> None:
        """Set a cell, wherever it is."""
        cells = self.rows.setdefault(row, [])
        cells.extend([None] * (column + 1 - len(cells)))
        cells[column] = value


def table_of(grid: Grid, budget: Budget) -> Table:
    """Return the table in a grid: the first row that holds something is the header, blank rows are left out.

    The value of cells that are merged downwards counts for every row of the merge; a blank row stays blank.
    Raises InputRefused when these make more cells than ``budget`` allows.
    """
    filled = {number: cells for number in sorted(grid.rows) if (cells := grid.rows[number]).count("") < len(cells)}
    top = next((number for number, cells in filled.items() if not all(map(is_blank, cells))), None)
    if top is None:
        return Table(grid.name, [], [])
    bottom = max(filled)
    for first, last, column in grid.merges:
        budget.take("cells", max(min(last, bottom) - first, 0), grid.name)
        if first > top and first in filled and column < len(filled[first]):
            value = filled[first][column]
            for number in range(first + 1, min(last, bottom) + 1):
                if number in filled:
                    grid.put(number, column, value)
    budget.take_items(filled.values(), grid.name)
    width = max(len(cells) for cells in filled.values())
    header = [" ".join(shown(cell).split()) for cell in filled[top]]
    header += [""] * (width - len(header))
    across = tuple((row + 1, first, last) for row, first, last in grid.across)
    rows = [(number + 1, cells) for number, cells in filled.items() if number > top]
    return Table(grid.name, header, rows, top=top + 1, across=across)


def told_of_rows(code: str, rows: Iterable[int], table: Table) -> Iterator[Remark]:
    """Yield one remark about those of ``rows`` (numbers from 0) that are in the table below its header, if any."""
    numbers = {number for number, _ in table.rows}
    if told := sorted({row + 1 for row in rows} & numbers):
        yield Remark(Fault(code, _spans(told), {"count": len(told)}), told[0])


def told_of_columns(columns: Iterable[int], table: Table) -> Iterator[Remark]:
    """Yield one remark about the hidden ``columns`` (numbers from 0) of a table that have a header, if any."""
    headers = [table.header[column] for column in columns if column < len(table.header)]
    if headers := [header for header in headers if header]:
        yield Remark(Fault("hidden-columns", ", ".join(headers), {"count": len(headers)}))


def _spans(numbers: Sequence[int]) -> str:
    """Return ascending numbers as people write them: 3, 5-9."""
    groups = itertools.groupby(enumerate(numbers), lambda pair: pair[1] - pair[0])
    runs = [[number for _, number in group] for _, group in groups]
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
