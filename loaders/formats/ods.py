"""OpenDocument spreadsheets (.ods), read with the XML parser of the standard library.

python-calamine reads these too, but it shows error values as blank or 0, does not tell which cells are merged, drops
tabs and line breaks within a text, and refuses a file with white space between its elements.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from xml.etree.ElementTree import Element

import msgspec

from graph.errors import InputRefused
from loaders.base import CellValue, Fault, Format, Percentage, Remark, Table
from loaders.formats.archives import DAMAGED, chunks, elements, open_archive
from loaders.formats.grids import Grid, table_of, told_of_columns, told_of_rows
from loaders.formats.limits import MOST_COLUMNS, Budget

_CONTENT = "content.xml"
_MANIFEST = "META-INF/manifest.xml"

_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
_STYLES = "urn:oasis:names:tc:opendocument:xmlns:style:1.0 "
_CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "

_SHEET = f"{_TABLE}table"
_ROW = f"{_TABLE}table-row"
_COLUMN = f"{_TABLE}table-column"
_STYLE = f"{_STYLES}style"
_ROWS_REPEATED = f"{_TABLE}number-rows-repeated"
_REPEATED = f"{_TABLE}number-columns-repeated"
_SPANNED = f"{_TABLE}number-rows-spanned"
_SPANNED_COLUMNS = f"{_TABLE}number-columns-spanned"
_PARAGRAPH = f"{_TEXT}p"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
#: A table under this name is a copy of a sheet of another file, kept for formulas.
_EXTERNAL = "'file:"
#: What elements in a text stand for.
_BLANKS = {f"{_TEXT}s": " ", f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
_MOST_BLANKS = 1000
_ERROR_TEXT = re.compile(r"#\S+|Err:\d+")


def read_ods(path: Path, data: bytes) -> list[Table]:
    """Return the sheets of the spreadsheet ``path`` with content ``data``.

    A formula gives its stored result. A cell that shows an error, or a formula without a result, becomes a ``Fault``.
    Raises InputRefused when it cannot be read.
    """
    budget = Budget(path, len(data))
    with open_archive(path, data, _CONTENT) as archive:
        try:
            if _MANIFEST in archive.namelist() and b"encryption-data" in b"".join(chunks(archive, _MANIFEST, budget)):
                raise InputRefused("workbook-encrypted", path=str(path))
            sheets = _Document(budget).sheets(chunks(archive, _CONTENT, budget))
        except DAMAGED as error:
            raise InputRefused("workbook-damaged", path=str(path)) from error
    return [_table(sheet, budget) for sheet in sheets]


ODS = Format("ods", (".ods",), read_ods)


class _Sheet(msgspec.Struct):
    """A sheet with what is filled in it, and the numbers (from 0) of what is hidden, or struck through.

    ``columns`` are those told of so far.
    """

    grid: Grid
    hidden: bool
    hidden_rows: list[int] = []
    struck: list[int] = []
    columns: int = 0
    hidden_columns: list[int] = []


def _table(sheet: _Sheet, budget: Budget) -> Table:
    table = table_of(sheet.grid, budget)
    table.remarks += [Remark(Fault("hidden-sheet"))] if sheet.hidden else []
    table.remarks += told_of_rows("hidden-rows", sheet.hidden_rows, table)
    table.remarks += told_of_rows("struck-through", sheet.struck, table)
    table.remarks += told_of_columns(sheet.hidden_columns, table)
    return table


class _Document:
    """Reads the sheets of a document, as far as ``budget`` allows it."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._struck_styles: set[str] = set()
        self._hidden_styles: set[str] = set()

    def sheets(self, content: Iterable[bytes]) -> list[_Sheet]:
        """Return the sheets, with only what is filled."""
        sheets: list[_Sheet] = []
        sheet: _Sheet | None = None
        at = 0
        for element in elements(content, _ROW, _COLUMN, _STYLE, begun=_SHEET, namespaces=True):
            if element.tag == _STYLE:
                self._add_style(element)
            elif element.tag == _SHEET:
                name, style = element.get(f"{_TABLE}name", ""), element.get(f"{_TABLE}style-name")
                hidden = style in self._hidden_styles
                sheet, at = (None if name.startswith(_EXTERNAL) or not name else _Sheet(Grid(name, {}), hidden)), 0
                sheets += [] if sheet is None else [sheet]
            elif sheet is not None and element.tag == _COLUMN:
                _add_columns(sheet, element)
            elif sheet is not None:
                repeat = _times(element, _ROWS_REPEATED)
                self._add_rows(sheet, at, repeat, element)
                at += repeat
        return sheets

    def _add_style(self, style: Element) -> None:
        """Keep the name of a style that strikes cells through or hides a sheet."""
        name = style.get(f"{_STYLES}name", "")
        for properties in style:
            if properties.get(f"{_STYLES}text-line-through-style", "none") != "none":
                self._struck_styles.add(name)
            if properties.get(f"{_TABLE}display") == "false":
                self._hidden_styles.add(name)

    def _add_rows(self, sheet: _Sheet, at: int, repeat: int, element: Element) -> None:
        """Add a row that stands in the document once and in the sheet ``repeat`` times."""
        filled, struck = self._filled(sheet.grid, at, element)
        if not filled:
            return
        width = filled[-1][0].stop
        self._budget.take("cells", repeat * sum(len(columns) for columns, _ in filled), sheet.grid.name)
        self._budget.take("area", repeat * width, sheet.grid.name)
        texts = sum(len(columns) * len(value) for columns, value in filled if isinstance(value, str))
        self._budget.take("characters", repeat * texts, sheet.grid.name)
        values = {column: value for columns, value in filled for column in columns}
        for row in range(at, at + repeat):
            sheet.grid.rows[row] = [values.get(column) for column in range(width)]
        if element.get(f"{_TABLE}visibility", "visible") != "visible":
            sheet.hidden_rows += range(at, at + repeat)
        if struck:
            sheet.struck += range(at, at + repeat)

    def _filled(self, grid: Grid, row: int, element: Element) -> tuple[list[tuple[range, CellValue]], bool]:
        """Return the values in a row, each with the columns that it fills, and whether any is struck through.

        Tell ``grid`` which cells are merged downwards and to the right.
        """
        filled: list[tuple[range, CellValue]] = []
        struck = False
        column = 0
        for cell in element:
            if cell.tag not in _CELLS:
                continue
            attributes = cell.attrib
            repeat = _times(cell, _REPEATED)
            value = _value(attributes, self._shown(cell, grid.name)) if attributes or len(cell) else None
            if value not in (None, ""):
                filled.append((range(column, column + repeat), value))
                struck |= attributes.get(f"{_TABLE}style-name") in self._struck_styles
            if (rows := _times(cell, _SPANNED)) > 1:
                grid.merges.append((row, row + rows - 1, column))
            if (columns := _times(cell, _SPANNED_COLUMNS)) > 1:
                grid.across.append((row, column, column + columns - 1))
            column += repeat
        return filled, struck

    def _shown(self, cell: Element, sheet: str) -> str:
        """Return the text of a cell, its paragraphs on lines of their own, without a remark or drawing attached to it."""
        parts: list[str] = []
        length = 0
        for part in _texts(cell):
            length += len(part)
            if length > self._budget.left("characters"):
                self._budget.take("characters", length, sheet)
            parts.append(part)
        return "".join(parts).removeprefix("\n")


def _add_columns(sheet: _Sheet, element: Element) -> None:
    """Keep which columns are hidden, as far as a sheet has columns."""
    first = sheet.columns
    sheet.columns = min(first + _times(element, _REPEATED), MOST_COLUMNS)
    if element.get(f"{_TABLE}visibility", "visible") != "visible":
        sheet.hidden_columns += range(first, sheet.columns)


def _texts(cell: Element) -> Iterator[str]:
    """Yield what a cell shows piece by piece, a line end before every paragraph."""
    # What is still to be done, the last first: a text, or an element and whether it is within a paragraph.
    todo: list[str | tuple[Element, bool]] = [(child, False) for child in reversed(cell)]
    while todo:
        task = todo.pop()
        if isinstance(task, str):
            yield task
            continue
        element, inside = task
        if inside and element.tail:
            todo.append(element.tail)
        if element.tag == _PARAGRAPH:
            yield "\n"
        elif element.tag in _BLANKS:
            if inside:
                yield _BLANKS[element.tag] * (min(_times(element, f"{_TEXT}c"), _MOST_BLANKS))
            continue
        elif not element.tag.startswith(_TEXT):
            continue
        within = inside or element.tag == _PARAGRAPH
        todo += [(child, within) for child in reversed(element)]
        if within and element.text:
            todo.append(element.text)


def _times(element: Element, attribute: str) -> int:
    """Return how often something is repeated."""
    times = int(element.get(attribute, 1))
    if times < 0:
        raise ValueError("repeated less than never")
    return times


def _value(attributes: dict[str, str], text: str) -> CellValue:
    """Return the value of a cell from its attributes and the text that it shows."""
    kind = attributes.get(f"{_OFFICE}value-type")
    formula = attributes.get(f"{_TABLE}formula")
    if attributes.get(f"{_CALC}value-type") == "error" or (formula is not None and _ERROR_TEXT.fullmatch(text)):
        return Fault("cell-error", text)
    if formula is not None and kind is None and not text:
        return Fault("formula-without-value", f"={formula.partition('=')[2]}")
    if kind in ("float", "percentage", "currency"):
        number = float(attributes[f"{_OFFICE}value"])
        number = Percentage(number) if kind == "percentage" else number
        return number if math.isfinite(number) else Fault("cell-error", text)
    if kind == "date":
        return _moment(attributes[f"{_OFFICE}date-value"], text)
    if kind == "boolean":
        return attributes[f"{_OFFICE}boolean-value"] == "true"
    return attributes.get(f"{_OFFICE}string-value") or text


def _moment(written: str, text: str) -> CellValue:
    """Return the date of a cell; one that the calendar does not have stays the text that the cell shows."""
    try:
        return datetime.fromisoformat(written[:19]) if "T" in written else date.fromisoformat(written)
    except ValueError:
        return text or written
