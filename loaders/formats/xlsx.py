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
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum

from graph.errors import InputRefused
from loaders.base import CellValue, Fault, Format, Table
from loaders.formats.archives import DAMAGED, MOST_CELLS, elements, local, open_archive
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
    cells = cast("list[list[CellValue]]", sheet.to_python(skip_empty_area=False))
    merges = [(first, last, column) for (first, column), (last, _) in sheet.merged_cell_ranges or () if last > first]
    grid = Grid(sheet.name, dict(enumerate(cells)), merges)
    for (row, column), fault in errors.items():
        grid.put(row, column, fault)
    return table_of(grid)


def _sheet_parts(archive: ZipFile) -> dict[str, str]:
    """Return the name of the part (file in the archive) of every sheet, by sheet name."""
    targets = {
        each["Id"]: posixpath.normpath(posixpath.join("/xl", each["Target"])).lstrip("/")
        for each in _attributes(archive, _RELATIONSHIPS, "Relationship")
    }
    links = {each["name"]: each.get("id", "") for each in _attributes(archive, _WORKBOOK, "sheet")}
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
    calculations = _attributes(archive, _WORKBOOK, "calcPr")
    uncalculated = any(each.get("fullCalcOnLoad") in ("1", "true") for each in calculations)
    found = {}
    row = -1
    with archive.open(part) as stream:
        for each in elements(stream, "row"):
            # A cell or row without its own position comes after the one before it.
            row = int(each.get("r", row + 2)) - 1
            column = -1
            for cell in each.iterfind("c"):
                match = _CELL.fullmatch(cell.get("r", ""))
                column = _column_number(match[1]) if match else column + 1
                if fault := _fault(cell, uncalculated):
                    found[row, column] = fault
    return found


def _fault(cell: Element, uncalculated: bool) -> Fault | None:
    kind, formula, value = cell.get("t", ""), cell.findtext("f"), cell.findtext("v")
    if kind == "e":
        return Fault("cell-error", value or "")
    # A formula whose result is an empty text is of type "str" and really blank.
    blank = value is None or (not value and kind != "str")
    if formula is not None and (blank or (uncalculated and value == "0" and not kind)):
        return Fault("formula-without-value", f"={formula}")
    return None


def _column_number(letters: str) -> int:
    """Return the number of a column from its letters (A is 0)."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _attributes(archive: ZipFile, part: str, name: str) -> list[dict[str, str]]:
    """Return the attributes, without their prefixes, of every element of a part that is called ``name``."""
    with archive.open(part) as stream:
        return [{local(key): value for key, value in each.items()} for each in elements(stream, name)]
