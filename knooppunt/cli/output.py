"""Where answers go: a table on the terminal, JSON, CSV or a workbook; to standard output or a file.

A cell that a spreadsheet would take for a formula is written as text: data comes from strangers.
"""

from __future__ import annotations

import csv
import io
import os
import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
import msgspec

from graph.errors import UsageProblem
from knooppunt.cli.grid import drawn
from knooppunt.tables import Grid, Table

#: What a spreadsheet may take for the start of a formula.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
#: Categories of characters that steer a terminal or damage what it shows: control characters and half surrogates.
_STEERING = ("Cc", "Cs")
#: Characters that make a terminal show text in another order than it stands (Unicode Standard Annex 9).
_REORDERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def write(data: dict[str, Any], tables: Sequence[Table], format_: str, output: Path | None) -> None:
    """Write an answer: ``data`` as JSON, or ``tables`` in another format. Raises UsageProblem for xlsx without a file."""
    if format_ == "xlsx":
        if output is None:
            raise UsageProblem("output-needed")
        from knooppunt.workbook import write_tables

        write_tables(output, tables)
        return
    if format_ == "json":
        text = msgspec.json.format(msgspec.json.encode(data), indent=2).decode("utf-8") + "\n"
    elif format_ == "csv":
        text = _csv(tables)
    else:
        text = rendered(tables, plain=output is not None)
    if output is None:
        click.echo(text, nl=False)
    else:
        # A byte order mark tells Excel that the file is UTF-8.
        output.write_text(text, encoding="utf-8-sig" if format_ == "csv" else "utf-8", newline="")


def rendered(tables: Sequence[Table], *, plain: bool = False) -> str:
    """Return ``tables`` for reading on a terminal; lines of ASCII where the console knows no others."""
    from rich import box
    from rich.console import Console
    from rich.table import Table as RichTable
    from rich.text import Text

    buffer = io.StringIO()
    encoding = (sys.stdout.encoding or "ascii").lower().replace("-", "")
    width = None if sys.stdout.isatty() and not plain else 120
    console = Console(file=buffer, width=width, force_terminal=False, color_system=None, emoji=False, highlight=False)
    for table in tables:
        if isinstance(table, Grid):
            names, headers = (
                [printable(name) for name in column] for column in ([r[0] for r in table.rows], table.headers)
            )
            rows = [(name, *row[1:]) for name, row in zip(names, table.rows, strict=True)]
            grid = msgspec.structs.replace(table, headers=tuple(headers), rows=rows)
            buffer.write(f"{drawn(grid, width=console.width, colour=_in_colour(plain))}\n\n")
            continue
        if table.title and (table.rows or not table.note):
            console.print(Text(printable(table.title)))
        if table.rows:
            shown = RichTable(box=box.SIMPLE_HEAD if encoding.startswith("utf") else box.ASCII, pad_edge=False)
            for header in table.headers:
                shown.add_column(Text(printable(header)), overflow="fold")
            for row in table.rows:
                shown.add_row(*(Text(printable(cell)) for cell in row))
            console.print(shown)
            buffer.write("\n")
        if table.note:
            console.print(Text(f"{printable(table.note)}\n"))
    lines = [line.rstrip() for line in buffer.getvalue().rstrip().split("\n")]
    return "\n".join(line for i, line in enumerate(lines) if line or (i and lines[i - 1])) + "\n"


def _in_colour(plain: bool) -> bool:
    """Tell whether somebody looks at a terminal and does not object to colour (https://no-color.org)."""
    return sys.stdout.isatty() and not plain and not os.environ.get("NO_COLOR")


def printable(value: str) -> str:
    """Return ``value`` without characters that steer a terminal."""
    if value.isprintable():
        return value
    return "".join("�" if _steers(char) else char for char in value)


def _steers(char: str) -> bool:
    return (unicodedata.category(char) in _STEERING and char not in "\n\t") or char in _REORDERING


def guarded(value: str) -> str:
    """Return ``value`` so that no spreadsheet takes it for a formula."""
    return f"'{value}" if value.startswith(_FORMULA_STARTS) else value


def _csv(tables: Sequence[Table]) -> str:
    """Return the tables with ``;`` between cells, as Dutch spreadsheets expect.

    Of several tables each has its title above it, and a blank line between two; what is only a note is left out.
    """
    tables = [table for table in tables if table.headers]
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    for number, table in enumerate(tables):
        if number:
            writer.writerow([])
        if len(tables) > 1 and table.title:
            writer.writerow([_safe(table.title)])
        writer.writerow([_safe(header) for header in table.headers])
        writer.writerows([_safe(cell) for cell in row] for row in table.rows)
    return buffer.getvalue()


def _safe(value: str) -> str:
    return guarded(printable(value))
