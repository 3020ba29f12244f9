"""Excel workbooks (.xlsx), read with python-calamine.

Error values and formulas without a result come out of it as blank cells. They are looked for in the XML itself; each
sheet is searched for their marks first, because most have none.
"""

from __future__ import annotations

import io
import posixpath
import re
from pathlib import Path
from typing import cast
from zipfile import ZipFile

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum

from graph.errors import InputRefused
from loaders.base import CellValue, Fault, Format, Table
from loaders.formats.archives import DAMAGED, MOST_CELLS, open_archive, parse_xml
from loaders.formats.grids import Grid, table_of

#: Row and column of a cell, both from 0.
_Position = tuple[int, int]

_WORKBOOK = "xl/workbook.xml"
_RELATIONSHIPS = "xl/_rels/workbook.xml.rels"

#: Bytes that stand in every sheet with an error value or a formula (and, harmlessly, in some others); looking for bytes is
#: many times faster than parsing.
_MARKS = (b'"e"', b"'e'", b"<f", b":f")
_ROW = re.compile(rb"""row [^>]*?r=["']([0-9]+)""")
_COLUMNS = (re.compile(rb' r="([A-Z]{2,3})[0-9]'), re.compile(rb" r='([A-Z]{2,3})[0-9]"))
_LETTERS = 26
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def read_xlsx(path: Path, data: bytes) -> list[Table]:
    """Return the sheets of the workbook ``path`` with content ``data``: hidden ones too, charts not.

    A formula gives its stored result. A cell that shows an error, or a formula without a result, becomes a ``Fault``.
    Raises InputRefused when it cannot be read.
    """
    with open_archive(path, data, "[Content_Types].xml") as archive:
        try:
            errors = _faults(path, archive)
        except DAMAGED as error:
            raise InputRefused("workbook-damaged", path=str(path)) from error
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            sheets = [meta.name for meta in workbook.sheets_metadata if meta.typ == SheetTypeEnum.WorkSheet]
            return [_table(workbook.get_sheet_by_name(name), errors.get(name, {})) for name in sheets]
    except PasswordError as error:
        raise InputRefused("workbook-encrypted", path=str(path)) from error
    except CalamineError as error:
        raise InputRefused("workbook-damaged", path=str(path)) from error


XLSX = Format("xlsx", (".xlsx",), read_xlsx)


def _faults(path: Path, archive: ZipFile) -> dict[str, dict[_Position, Fault]]:
    """Return what the reader does not tell, by sheet; refuse a sheet that is too large to hold in memory."""
    found = {}
    for sheet, part in _sheet_parts(archive).items():
        data = archive.read(part)
        if _span(data) > MOST_CELLS:
            raise InputRefused("sheet-too-large", path=str(path), sheet=sheet)
        found[sheet] = _faults_of(archive, part, data)
    return found


def _table(sheet: CalamineSheet, errors: dict[_Position, Fault]) -> Table:
    """Return a sheet as a table, with its faults in place and vertically merged cells filled in."""
    top, left = sheet.start or (0, 0)
    blank: list[CellValue] = [""] * left
    cells = cast("list[list[CellValue]]", sheet.to_python(skip_empty_area=True))
    if left:
        cells = [blank + row for row in cells]
    merges = [(first, last, column) for (first, column), (last, _) in sheet.merged_cell_ranges or () if last > first]
    grid = Grid(sheet.name, dict(enumerate(cells, top)), merges)
    for (row, column), fault in errors.items():
        grid.put(row, column, fault)
    return table_of(grid)


def _sheet_parts(archive: ZipFile) -> dict[str, str]:
    """Return the name of the part (file in the archive) of every sheet, by sheet name."""
    targets = {
        each["Id"]: posixpath.normpath(posixpath.join("/xl", each["Target"])).lstrip("/")
        for each in _elements(archive, _RELATIONSHIPS, "Relationship")
    }
    links = {each["name"]: each.get("id", "") for each in _elements(archive, _WORKBOOK, "sheet")}
    present = set(archive.namelist())
    return {name: targets[link] for name, link in links.items() if targets.get(link) in present}


def _span(data: bytes) -> int:
    """Return the number of cells, filled or not, up to the last row and column that a sheet uses (at least column Z)."""
    last_row = max(map(int, _ROW.findall(data)), default=0)
    letters: set[bytes] = set().union(*(column.findall(data) for column in _COLUMNS))
    return last_row * max((_column_number(each.decode()) + 1 for each in letters), default=_LETTERS)


def _faults_of(archive: ZipFile, part: str, data: bytes) -> dict[_Position, Fault]:
    """Return the cells of a sheet that show an error or hold a formula without a result.

    ``data`` is the content of ``part``. A program that writes formulas without working them out may write 0 as their
    result and ask for a full calculation on opening: such a 0 is no result either.
    """
    if not any(mark in data for mark in _MARKS):
        return {}
    calculations = _elements(archive, _WORKBOOK, "calcPr")
    scanner = _Scanner(uncalculated=any(each.get("fullCalcOnLoad") in ("1", "true") for each in calculations))
    with archive.open(part) as stream:
        parse_xml(stream, scanner.start, scanner.end, scanner.text)
    return scanner.found


def _column_number(letters: str) -> int:
    """Return the number of a column from its letters (A is 0)."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


class _Scanner:
    """Walks through the cells of a sheet. A cell or row without its own position comes after the one before it."""

    def __init__(self, *, uncalculated: bool) -> None:
        self.found: dict[_Position, Fault] = {}
        self._uncalculated = uncalculated
        self._row, self._column = -1, -1
        self._type = ""
        #: The formula and the value of the cell, by the name of their element.
        self._texts: dict[str, str] = {}
        self._reading = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = _local(tag)
        if tag == "row":
            self._row = int(attributes["r"]) - 1 if "r" in attributes else self._row + 1
            self._column = -1
        elif tag == "c":
            match = _CELL.fullmatch(attributes.get("r", ""))
            self._column = _column_number(match[1]) if match else self._column + 1
            self._type, self._texts = attributes.get("t", ""), {}
        elif tag in ("f", "v"):
            self._texts[tag], self._reading = "", tag

    def text(self, text: str) -> None:
        if self._reading:
            self._texts[self._reading] += text

    def end(self, tag: str) -> None:
        tag = _local(tag)
        if tag in ("f", "v"):
            self._reading = ""
        elif tag == "c":
            fault = self._fault()
            if fault is not None:
                self.found[self._row, self._column] = fault

    def _fault(self) -> Fault | None:
        formula, value = self._texts.get("f"), self._texts.get("v")
        if self._type == "e":
            return Fault("cell-error", value or "")
        if formula is None:
            return None
        # A formula whose result is an empty text is of type "str" and really blank.
        blank = value is None or (not value and self._type != "str")
        if blank or (self._uncalculated and value == "0" and not self._type):
            return Fault("formula-without-value", f"={formula}")
        return None


def _elements(archive: ZipFile, part: str, name: str) -> list[dict[str, str]]:
    """Return the attributes, without their prefixes, of every element of a part that is called ``name``."""
    found = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if _local(tag) == name:
            found.append({_local(attribute): value for attribute, value in attributes.items()})

    with archive.open(part) as stream:
        parse_xml(stream, start)
    return found


def _local(name: str) -> str:
    return name.rpartition(":")[2]
