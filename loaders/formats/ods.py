"""OpenDocument spreadsheets (.ods), read with the XML parser of the standard library.

python-calamine reads these too, but it shows error values as blank or 0, does not tell which cells are merged, drops
tabs and line breaks within a text, and refuses a file with white space between its elements.
"""

from __future__ import annotations

import math
import re
from datetime import date, datetime
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import Element

from graph.errors import InputRefused
from loaders.base import CellValue, Fault, Format, Table
from loaders.formats.archives import DAMAGED, MOST_CELLS, elements, open_archive
from loaders.formats.grids import Grid, table_of

_CONTENT = "content.xml"
_MANIFEST = "META-INF/manifest.xml"

_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
_CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "

_SHEET = f"{_TABLE}table"
_ROW = f"{_TABLE}table-row"
_REPEATED = f"{_TABLE}number-columns-repeated"
_SPANNED = f"{_TABLE}number-rows-spanned"
_PARAGRAPH = f"{_TEXT}p"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
#: A table under this name is a copy of a sheet of another file, kept for formulas.
_EXTERNAL = "'file:"
#: What elements in a text stand for.
_BLANKS = {f"{_TEXT}s": " ", f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
_ERROR_TEXT = re.compile(r"#\S+|Err:\d+")


def read_ods(path: Path, data: bytes) -> list[Table]:
    """Return the sheets of the spreadsheet ``path`` with content ``data``.

    A formula gives its stored result. A cell that shows an error, or a formula without a result, becomes a ``Fault``.
    Raises InputRefused when it cannot be read.
    """
    with open_archive(path, data, _CONTENT) as archive:
        try:
            if _MANIFEST in archive.namelist() and b"encryption-data" in archive.read(_MANIFEST):
                raise InputRefused("workbook-encrypted", path=str(path))
            with archive.open(_CONTENT) as stream:
                grids = _grids(path, stream)
        except DAMAGED as error:
            raise InputRefused("workbook-damaged", path=str(path)) from error
    return [table_of(grid) for grid in grids]


ODS = Format("ods", (".ods",), read_ods)


def _grids(path: Path, stream: IO[bytes]) -> list[Grid]:
    """Return the sheets of a document, with only what is filled; refuse a sheet with too many cells."""
    grids: list[Grid] = []
    grid: Grid | None = None
    at = count = 0
    for element in elements(stream, _ROW, _SHEET, namespaces=True):
        if element.tag == _SHEET:
            name = element.get(f"{_TABLE}name", "")
            grid, at = (None if name.startswith(_EXTERNAL) or not name else Grid(name, {})), 0
            grids += [] if grid is None else [grid]
        elif grid is not None:
            repeat = int(element.get(f"{_TABLE}number-rows-repeated", 1))
            filled = _filled(grid, at, element)
            width = filled[-1][0].stop if filled else 0
            count += width * repeat
            if count > MOST_CELLS:
                raise InputRefused("sheet-too-large", path=str(path), sheet=grid.name)
            values = {column: value for columns, value in filled for column in columns}
            for row in range(at, at + repeat) if filled else ():
                grid.rows[row] = [values.get(column) for column in range(width)]
            at += repeat
    return grids


def _filled(grid: Grid, row: int, element: Element) -> list[tuple[range, CellValue]]:
    """Return the values in a row, each with the columns that it fills; tell ``grid`` which cells are merged downwards."""
    filled: list[tuple[range, CellValue]] = []
    column = 0
    for cell in element:
        if cell.tag not in _CELLS:
            continue
        attributes = cell.attrib
        repeat = int(attributes.get(_REPEATED, 1))
        value = _value(attributes, _shown(cell).removeprefix("\n"))
        if value not in (None, ""):
            filled.append((range(column, column + repeat), value))
        if (rows := int(attributes.get(_SPANNED, 1))) > 1:
            grid.merges.append((row, row + rows - 1, column))
        column += repeat
    return filled


def _shown(element: Element, inside: bool = False) -> str:
    """Return the text of a cell, every paragraph after a line end, without a remark or drawing that is attached to it."""
    shown = (element.text or "") if inside else ""
    for child in element:
        if child.tag == _PARAGRAPH:
            shown += "\n" + _shown(child, inside=True)
        elif child.tag in _BLANKS and inside:
            shown += _BLANKS[child.tag] * min(int(child.get(f"{_TEXT}c", 1)), 1000)
        elif child.tag.startswith(_TEXT):
            shown += _shown(child, inside)
        if inside:
            shown += child.tail or ""
    return shown


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
