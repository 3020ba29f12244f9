"""A table of very many rows as aligned text, where rich's own tables take most of a millisecond for each row."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import zip_longest

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from knooppunt.documents.model import Table
from knooppunt.documents.safe import printable

#: What stands between two columns.
_GAP = "   "
#: Every character before this one is as wide as any other; of those after it some are as wide as two, or take no room.
_ONE_WIDE = "\u0300"
#: The narrowest that a column becomes (characters) before the lines go past the width.
_NARROW = 8


def aligned(table: Table, console: Console, rule: str) -> Iterator[str]:
    """Yield the lines of the header of ``table``, a line of ``rule`` and its rows, as wide as the console."""
    rows = [[printable(cell.text).split("\n") for cell in cells] for cells in table.rows]
    header = [[printable(column.label)] for column in table.columns]
    natural = [max(cell_len(line) for row in (header, *rows) for line in row[at]) for at in range(len(header))]
    widths = _widths(natural, console.width - 2 - len(_GAP) * (len(header) - 1))
    lay = partial(_lines, widths=widths, console=console)
    yield ""
    yield from lay(header)
    yield " " + rule * (sum(widths) + len(_GAP) * (len(widths) - 1))
    for row in rows:
        yield from lay(row)


def _widths(natural: Sequence[int], room: int) -> list[int]:
    """Return the widths of columns of which the widest give way when there is no ``room`` for all."""
    widths = list(natural)
    while (over := sum(widths) - room) > 0 and (widest := max(widths)) > _NARROW:
        wide = [at for at, width in enumerate(widths) if width == widest]
        least = max([_NARROW, *(width for width in widths if width < widest)])
        step = max(1, min(widest - least, over // len(wide)))
        for at in wide[:over]:
            widths[at] -= step
    return widths


def _lines(row: Sequence[Sequence[str]], *, widths: Sequence[int], console: Console) -> Iterator[str]:
    columns = [
        [part for line in lines for part in _wrapped(line, width, console)]
        for lines, width in zip(row, widths, strict=True)
    ]
    for parts in zip_longest(*columns, fillvalue=""):
        padded = [part + " " * (width - cell_len(part)) for part, width in zip(parts, widths, strict=True)]
        yield f" {_GAP.join(padded)}".rstrip()


def _wrapped(line: str, width: int, console: Console) -> list[str]:
    if cell_len(line) <= width:
        return [line]
    if max(line) < _ONE_WIDE:
        return textwrap.wrap(line, width, break_on_hyphens=False)
    return [part.plain for part in Text(line).wrap(console, width, overflow="fold")]
