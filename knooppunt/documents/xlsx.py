"""A document as a workbook. The one place with XlsxWriter."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from knooppunt.documents.flat import tables
from knooppunt.documents.formats import Format
from knooppunt.documents.model import Document, Table
from knooppunt.documents.safe import printable

#: No text becomes a formula, a number or a link by itself: data comes from strangers.
_AS_TEXT = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
_SHEET_NAME_LENGTH = 31
#: Excel's own limit for the text in one cell.
_LONGEST_CELL = 32_767


def render(document: Document) -> bytes:
    """Return the tables of ``document``, one sheet each, with filters and a fixed header row."""

    def fill(workbook: Any) -> None:
        header = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        cell = workbook.add_format({"text_wrap": True, "valign": "top"})
        for number, table in enumerate(tables(document), 1):
            sheet = workbook.add_worksheet(_sheet_name(table.title, number))
            if table.columns:
                _write(sheet, table, header, cell)
            else:
                sheet.write_string(0, 0, _shortened(table.note))

    return filled(fill)


def filled(fill: Callable[[Any], None]) -> bytes:
    """Return a workbook that ``fill`` has filled."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {**_AS_TEXT, "in_memory": True}) as made:
        fill(made)
    return content.getvalue()


def reference(sheet: str, column: int, rows: int) -> str:
    """Return the reference to ``rows`` cells below the header in one column of a sheet."""
    letter, name = xl_col_to_name(column), sheet.replace("'", "''")
    return f"='{name}'!${letter}$2:${letter}${rows + 1}"


def _write(sheet: Any, table: Table, header: Any, cell: Any) -> None:
    texts = [[one.text for one in cells] for cells in table.rows]
    for number, column in enumerate(table.columns):
        sheet.write_string(0, number, _shortened(column.label), header)
        longest = max((len(cells[number]) for cells in texts), default=0)
        sheet.set_column(number, number, min(60, max(10, len(column.label), longest)))
    for row, cells in enumerate(texts, 1):
        for number, value in enumerate(cells):
            sheet.write_string(row, number, _shortened(value), cell)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(texts)), len(table.columns) - 1)


def _shortened(value: str) -> str:
    """Return ``value`` without what steers, as far as it fits in one cell."""
    value = printable(value)
    return value if len(value) <= _LONGEST_CELL else f"{value[: _LONGEST_CELL - 1]}…"


def _sheet_name(title: str, number: int) -> str:
    """Return a name that a workbook allows."""
    allowed = "".join(char for char in printable(title) if char not in "[]:*?/\\'").strip()
    return f"{number} {allowed}"[:_SHEET_NAME_LENGTH] if allowed else str(number)


FORMAT = Format(render, ".xlsx", needs_file=True)
