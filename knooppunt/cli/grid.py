"""A grid on a terminal: marks instead of words, in blocks as wide as the console, readable with and without colour."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence

import click

from knooppunt.tables import Grid, Mark

#: The widest that a name in front of a row, and a heading above a column, may become (characters).
_WIDEST_NAME = 30
_WIDEST_HEADING = 20
_GAP = 1


def drawn(grid: Grid, *, width: int, colour: bool) -> str:
    """Return ``grid`` in blocks of at most ``width`` characters, with a legend that counts every mark.

    A block holds at least one column, whatever the width.
    """
    names = [grid.headers[0], *(row[0] for row in grid.rows)]
    name_width = min(max(map(len, names)), _WIDEST_NAME)
    lines = [grid.title, ""]
    for columns in _blocks(grid, width - name_width):
        lines += [*_block(grid, columns, name_width, colour), ""]
    counts = Counter(cell for row in grid.rows for cell in row[1:])
    lines += [f"  {_cell(mark, 3, colour)}  {word} ({counts[word]})" for word, mark in grid.marks.items()]
    return "\n".join([*lines, *([grid.note] if grid.note else ())])


def _blocks(grid: Grid, room: int) -> Iterator[list[int]]:
    """Yield the columns of each block: as many as fit in ``room``."""
    block: list[int] = []
    used = 0
    for column in range(1, len(grid.headers)):
        needed = _GAP + _column_width(grid, column)
        if block and used + needed > room:
            yield block
            block, used = [], 0
        block.append(column)
        used += needed
    if block:
        yield block


def _block(grid: Grid, columns: Sequence[int], name_width: int, colour: bool) -> Iterator[str]:
    """Yield the lines of one block."""
    widths = [_column_width(grid, column) for column in columns]
    headings = [_wrapped(grid.headers[column]) for column in columns]
    height = max(map(len, headings))
    for line in range(height):
        first = grid.headers[0] if line == height - 1 else ""
        words = [_line(heading, line - height) for heading in headings]
        yield _joined(_fitted(first, name_width), [f"{w:^{width}}" for w, width in zip(words, widths, strict=True)])
    for row in grid.rows:
        marks = [grid.marks[row[column]] for column in columns]
        yield _joined(_fitted(row[0], name_width), [_cell(m, w, colour) for m, w in zip(marks, widths, strict=True)])


def _joined(name: str, cells: Sequence[str]) -> str:
    return (" " * _GAP).join((name, *cells)).rstrip()


def _cell(mark: Mark, width: int, colour: bool) -> str:
    text = f"{mark.symbol:^{width}}"
    return click.style(text, fg="black", bg=mark.colour) if colour else text


def _column_width(grid: Grid, column: int) -> int:
    return max(3, *map(len, _wrapped(grid.headers[column])))


def _wrapped(heading: str) -> list[str]:
    """Return a heading in short lines: one word each when they are long."""
    longest = max(map(len, heading.split()), default=1)
    return textwrap.wrap(heading, min(max(longest, 9), _WIDEST_HEADING), break_on_hyphens=False) or [""]


def _line(lines: Sequence[str], from_end: int) -> str:
    """Return a line counted from the end, so that headings of different height stand on the same ground."""
    return lines[from_end] if -from_end <= len(lines) else ""


def _fitted(name: str, width: int) -> str:
    return f"{name if len(name) <= width else name[: width - 2] + '..':<{width}}"
