"""Excel workbooks (.xlsx), read with python-calamine."""

from __future__ import annotations

import io
from pathlib import Path
from typing import cast
from zipfile import ZipFile

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum

from graph.errors import InputRefused
from loaders.base import CellValue, Fault, Format, Table
from loaders.formats import xlsx_faults
from loaders.formats.archives import DAMAGED, MOST_CELLS, open_archive
from loaders.formats.grids import Grid, table_of


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


def _faults(path: Path, archive: ZipFile) -> dict[str, dict[xlsx_faults.Position, Fault]]:
    """Return what the reader does not tell, by sheet; refuse a sheet that is too large to hold in memory."""
    found = {}
    for sheet, part in xlsx_faults.sheet_parts(archive).items():
        data = archive.read(part)
        if xlsx_faults.span(data) > MOST_CELLS:
            raise InputRefused("sheet-too-large", path=str(path), sheet=sheet)
        found[sheet] = xlsx_faults.faults(archive, part, data)
    return found


def _table(sheet: CalamineSheet, errors: dict[xlsx_faults.Position, Fault]) -> Table:
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
