"""OpenDocument spreadsheets (.ods), read with the XML parser of the standard library.

python-calamine reads these too, but it shows error values as blank or 0, does not tell which cells are merged, drops
tabs and line breaks within a text, and refuses a file with white space between its elements.
"""

from __future__ import annotations

import math
import re
from datetime import date, datetime
from pathlib import Path

from graph.errors import InputRefused
from loaders.base import CellValue, Fault, Format, Table
from loaders.formats.archives import DAMAGED, MOST_CELLS, open_archive, parse_xml
from loaders.formats.grids import Grid, table_of

_CONTENT = "content.xml"
_MANIFEST = "META-INF/manifest.xml"

_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
_CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "

_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
#: A table under this name is a copy of a sheet of another file, kept for formulas.
_EXTERNAL = "'file:"
_ERROR_TEXT = re.compile(r"#\S+|Err:\d+")


def read_ods(path: Path, data: bytes) -> list[Table]:
    """Return the sheets of the spreadsheet ``path`` with content ``data``.

    A formula gives its stored result. A cell that shows an error, or a formula without a result, becomes a ``Fault``.
    Raises InputRefused when it cannot be read.
    """
    with open_archive(path, data, _CONTENT) as archive:
        reader = _Reader(path)
        try:
            if _MANIFEST in archive.namelist() and b"encryption-data" in archive.read(_MANIFEST):
                raise InputRefused("workbook-encrypted", path=str(path))
            with archive.open(_CONTENT) as stream:
                parse_xml(stream, reader.start, reader.end, reader.text, separator=" ")
        except DAMAGED as error:
            raise InputRefused("workbook-damaged", path=str(path)) from error
    return [table_of(grid) for grid in reader.grids]


ODS = Format("ods", (".ods",), read_ods)


class _Reader:
    """Walks through the document; ``grids`` collects its sheets. Only filled cells are kept."""

    def __init__(self, path: Path) -> None:
        self.grids: list[Grid] = []
        self._path = path
        self._grid: Grid | None = None
        self._row, self._row_repeat, self._column = 0, 1, 0
        self._cells: dict[int, CellValue] = {}
        self._cell: dict[str, str] | None = None
        self._paragraphs: list[str] = []
        self._aside = 0
        self._in_text = 0
        self._count = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if self._cell is not None:
            self._start_in_cell(tag, attributes)
        elif tag == f"{_TABLE}table":
            name = attributes.get(f"{_TABLE}name", "")
            self._grid = None if name.startswith(_EXTERNAL) or not name else Grid(name, {})
            self._row = 0
        elif self._grid is None:
            return
        elif tag == f"{_TABLE}table-row":
            self._row_repeat = int(attributes.get(f"{_TABLE}number-rows-repeated", 1))
            self._column, self._cells = 0, {}
        elif tag in _CELLS:
            self._cell, self._paragraphs = attributes, []

    def _start_in_cell(self, tag: str, attributes: dict[str, str]) -> None:
        """Take in the text of a cell, but not of a remark or a drawing that is attached to it."""
        if self._aside or not tag.startswith(_TEXT):
            self._aside += 1
        elif tag == f"{_TEXT}p":
            self._paragraphs.append("")
            self._in_text += 1
        elif tag == f"{_TEXT}s":
            self.text(" " * min(int(attributes.get(f"{_TEXT}c", 1)), 1000))
        elif tag == f"{_TEXT}tab":
            self.text("\t")
        elif tag == f"{_TEXT}line-break":
            self.text("\n")

    def text(self, text: str) -> None:
        if self._in_text and not self._aside:
            self._paragraphs[-1] += text

    def end(self, tag: str) -> None:
        if self._cell is not None:
            self._end_in_cell(tag, self._cell)
        elif self._grid is not None and tag == f"{_TABLE}table-row":
            self._end_row(self._grid)
        elif self._grid is not None and tag == f"{_TABLE}table":
            self.grids.append(self._grid)
            self._grid = None

    def _end_in_cell(self, tag: str, attributes: dict[str, str]) -> None:
        if self._aside:
            self._aside -= 1
        elif tag == f"{_TEXT}p":
            self._in_text -= 1
        elif tag in _CELLS:
            self._end_cell(attributes)

    def _end_cell(self, attributes: dict[str, str]) -> None:
        value = cell_value(attributes, "\n".join(self._paragraphs))
        repeat = int(attributes.get(f"{_TABLE}number-columns-repeated", 1))
        rows = int(attributes.get(f"{_TABLE}number-rows-spanned", 1))
        if rows > 1 and self._grid is not None:
            self._grid.merges.append((self._row, self._row + rows - 1, self._column))
        if value not in (None, ""):
            self._take(repeat * self._row_repeat)
            self._cells.update(dict.fromkeys(range(self._column, self._column + repeat), value))
        self._column += repeat
        self._cell = None

    def _end_row(self, grid: Grid) -> None:
        if self._cells:
            width = max(self._cells) + 1
            self._take((width - len(self._cells)) * self._row_repeat)
            cells = [self._cells.get(column) for column in range(width)]
            grid.rows.update({self._row + at: list(cells) for at in range(self._row_repeat)})
        self._row += self._row_repeat

    def _take(self, cells: int) -> None:
        """Count cells that take memory; refuse a sheet with too many."""
        self._count += cells
        if self._count > MOST_CELLS:
            sheet = self._grid.name if self._grid else ""
            raise InputRefused("sheet-too-large", path=str(self._path), sheet=sheet)


def cell_value(attributes: dict[str, str], text: str) -> CellValue:
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
