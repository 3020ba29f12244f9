"""A grid on a terminal: marks instead of words, in blocks as wide as the console, readable with and without colour."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence

import click

from knooppunt.documents.model import Cell, Table
from knooppunt.documents.safe import printable

#: The widest that a name in front of a row, and a heading above a column, may become (characters).
_WIDEST_NAME = 30
_WIDEST_HEADING = 20
_GAP = 1


def drawn(grid: Table, *, width: int, colour: bool) -> str:
    """Return ``grid`` in blocks of at most ``width`` characters, with its legend, which counts every mark.

    A block holds at least one column, whatever the width.
    """
    first, *labels = (_one_line(column.label) for column in grid.columns)
    names, headings = [_one_line(cells[0].text) for cells in grid.rows], [_wrapped(label) for label in labels]
    name_width = min(max(map(len, [first, *names])), _WIDEST_NAME)
    widths = [max(3, *map(len, lines)) for lines in headings]
    lines = [_one_line(grid.title), ""]
    for start, end in _blocks(widths, width - name_width):
        for name, words in _above(first, headings[start:end]):
            cells = [f"{word:^{width}}" for word, width in zip(words, widths[start:end], strict=True)]
            lines.append(_joined(name, name_width, cells))
        for name, row in zip(names, grid.rows, strict=True):
            marks = zip(row[1:][start:end], widths[start:end], strict=True)
            lines.append(_joined(name, name_width, [_cell(cell, width, colour) for cell, width in marks]))
        lines.append("")
    counts = Counter(cell for cells in grid.rows for cell in cells[1:])
    lines += [f"  {_cell(cell, 3, colour)}  {cell.text} ({counts[cell]})" for cell in grid.legend]
    return "\n".join([*lines, *([printable(grid.note)] if grid.note else ())])


def _blocks(widths: Sequence[int], room: int) -> Iterator[tuple[int, int]]:
    """Yield where each block of columns starts and ends: as many as fit in ``room``."""
    start = used = 0
    for column, width in enumerate(widths):
        if column > start and used + _GAP + width > room:
            yield start, column
            start, used = column, 0
        used += _GAP + width
    if widths:
        yield start, len(widths)


def _above(first: str, headings: Sequence[list[str]]) -> Iterator[tuple[str, list[str]]]:
    """Yield the lines above a block; headings of different height stand on the same ground."""
    height = max(map(len, headings))
    for line in range(-height, 0):
        yield first if line == -1 else "", [lines[line] if -line <= len(lines) else "" for lines in headings]


def _joined(name: str, width: int, cells: Sequence[str]) -> str:
    name = name if len(name) <= width else f"{name[: width - 2]}.."
    return (" " * _GAP).join((f"{name:<{width}}", *cells)).rstrip()


def _cell(cell: Cell, width: int, colour: bool) -> str:
    text = f"{cell.mark.symbol if cell.mark else cell.text:^{width}}"
    return click.style(text, fg="black", bg=cell.mark.colour) if colour and cell.mark else text


def _wrapped(heading: str) -> list[str]:
    """Return a heading in short lines: one word each when they are long."""
    longest = max(map(len, heading.split()), default=1)
    return textwrap.wrap(heading, min(max(longest, 9), _WIDEST_HEADING), break_on_hyphens=False) or [""]


def _one_line(value: str) -> str:
    return " ".join(printable(value).split())
