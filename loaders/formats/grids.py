"""A sheet as a grid of cells, and the table in it: header, rows, merged cells filled in."""

from __future__ import annotations

import msgspec

from loaders.base import CellValue, Table, is_blank, shown


class Grid(msgspec.Struct):
    """The cells of a sheet by row, all numbers from 0; ``merges`` are (first row, last row, leftmost column)."""

    name: str
    rows: dict[int, list[CellValue]]
    merges: list[tuple[int, int, int]] = []

    def put(self, row: int, column: int, value: CellValue) -> None:
        """Set a cell, wherever it is."""
        cells = self.rows.setdefault(row, [])
        cells.extend([None] * (column + 1 - len(cells)))
        cells[column] = value


def table_of(grid: Grid) -> Table:
    """Return the table in a grid: the first row that holds something is the header, blank rows are left out.

    The value of cells that are merged downwards counts for every row of the merge; a blank row stays blank.
    """
    filled = {number: cells for number in sorted(grid.rows) if (cells := grid.rows[number]).count("") < len(cells)}
    top = next((number for number, cells in filled.items() if not all(map(is_blank, cells))), None)
    if top is None:
        return Table(grid.name, [], [])
    for first, last, column in grid.merges:
        if first > top and first in filled and column < len(filled[first]):
            value = filled[first][column]
            for number in range(first + 1, min(last, max(filled)) + 1):
                if number in filled:
                    grid.put(number, column, value)
    width = max(len(cells) for cells in filled.values())
    header = [" ".join(shown(cell).split()) for cell in filled[top]]
    header += [""] * (width - len(header))
    return Table(grid.name, header, [(number + 1, cells) for number, cells in filled.items() if number > top])
