"""A document for reading on a terminal. The one place with rich's tables."""

from __future__ import annotations

import io
import os
import sys

from rich import box
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from knooppunt.documents.aligned import aligned
from knooppunt.documents.flat import tables
from knooppunt.documents.formats import Format
from knooppunt.documents.grid import drawn
from knooppunt.documents.model import Document, Table
from knooppunt.documents.safe import printable

#: How wide a text is when nobody looks at a terminal.
_WIDTH = 120
#: A table of more rows is laid out without rich, which measures and draws every cell by itself.
_MOST_ROWS = 300


def render(document: Document) -> str:
    """Return ``document`` as plain text."""
    return _written(document, width=_WIDTH, colour=False)


def show(document: Document) -> str:
    """Return ``document`` for standard output: as wide as the terminal there, and in colour where it is welcome."""
    if not sys.stdout.isatty():
        return render(document)
    # https://no-color.org
    return _written(document, width=None, colour=not os.environ.get("NO_COLOR"))


def _written(document: Document, *, width: int | None, colour: bool) -> str:
    buffer = io.StringIO()
    console = Console(file=buffer, width=width, force_terminal=False, color_system=None, emoji=False, highlight=False)
    for table in tables(document):
        if table.legend:
            buffer.write(f"{drawn(table, width=console.width, colour=colour)}\n\n")
        else:
            _print(console, table)
    lines = [line.rstrip() for line in buffer.getvalue().rstrip().split("\n")]
    return "\n".join(line for i, line in enumerate(lines) if line or (i and lines[i - 1])) + "\n"


def _print(console: Console, table: Table) -> None:
    if table.title and (table.rows or not table.note):
        console.print(_text(table.title))
    if table.rows:
        if table.intro:
            console.print(_text(table.intro))
        if len(table.rows) > _MOST_ROWS:
            console.file.writelines(f"{line}\n" for line in aligned(table, console, "─" if _is_unicode() else "-"))
        else:
            console.print(_drawn(table))
        console.print()
    if table.note:
        console.print(_text(f"{table.note}\n"))


def _drawn(table: Table) -> RichTable:
    shown = RichTable(box=box.SIMPLE_HEAD if _is_unicode() else box.ASCII, pad_edge=False)
    for column in table.columns:
        shown.add_column(_text(column.label), overflow="fold")
    for cells in table.rows:
        shown.add_row(*(_text(cell.text) for cell in cells))
    return shown


def _is_unicode() -> bool:
    """Tell whether the console knows other lines than those of ASCII."""
    return (sys.stdout.encoding or "ascii").lower().startswith("utf")


def _text(value: str) -> Text:
    return Text(printable(value))


FORMAT = Format(render, ".txt", show=show, brief=True)
