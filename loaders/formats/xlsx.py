"""Excel workbooks (.xlsx; .xlsm has the same parts, and its macros are not read), read with python-calamine.

Error values and formulas without a result come out of it as blank cells, and it takes room for every cell up to the farthest
one. So each part is looked at first: what is in it, and whether it is within the limits. Only then is it handed over.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import cast
from zipfile import ZipFile

import msgspec
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from graph.errors import InputRefused
from loaders.base import CellValue, Fault, Format, Percentage, Remark, Table
from loaders.formats.archives import DAMAGED, open_archive
from loaders.formats.grids import Grid, table_of, told_of_columns, told_of_rows
from loaders.formats.limits import Budget
from loaders.formats.xlsx_package import CONTENT_TYPES, Package, Repacked, Sheet, find_parts, text_of
from loaders.formats.xlsx_sheets import Styles, Survey, full_survey, quick_survey, read_styles, shared_lengths


def read_xlsx(path: Path, data: bytes) -> list[Table]:
    """Return the sheets of the workbook ``path`` with content ``data``: hidden ones too, charts not.

    A formula gives its stored result. A cell that shows an error, or a formula without a result, becomes a ``Fault``.
    Raises InputRefused when it cannot be read.
    """
    budget = Budget(path, len(data))
    with open_archive(path, data, CONTENT_TYPES) as archive:
        try:
            package = find_parts(archive, budget)
            surveys, repacked = _looked_at(archive, package, budget)
        except DAMAGED as error:
            raise InputRefused("workbook-damaged", path=str(path)) from error
    try:
        with CalamineWorkbook.from_filelike(repacked) as workbook:
            repacked.close()
            return [
                _table(workbook.get_sheet_by_index(number), sheet, survey, budget)
                for number, (sheet, survey) in enumerate(zip(package.sheets, surveys, strict=True))
            ]
    except PasswordError as error:
        raise InputRefused("workbook-encrypted", path=str(path)) from error
    except CalamineError as error:
        raise InputRefused("workbook-damaged", path=str(path)) from error
    except BaseException as error:
        # What the reader does not foresee it raises as a kind of its own, which no name leads to and no Exception covers.
        if type(error).__name__ != _PANIC:
            raise
        raise InputRefused("workbook-damaged", path=str(path)) from error


_PANIC = "PanicException"
XLSX = Format("xlsx", (".xlsx", ".xlsm"), read_xlsx)


def _looked_at(archive: ZipFile, package: Package, budget: Budget) -> tuple[list[Survey], BytesIO]:
    """Return what every sheet holds, and the package to read them from; refuse what is too large."""
    repacked = Repacked(package.dates_from_1904)
    styles, lengths = Styles(), list[int]()
    if package.styles:
        content = text_of(archive, package.styles, budget)
        styles = read_styles(content)
        repacked.add_styles(content)
    if package.strings:
        content = text_of(archive, package.strings, budget)
        lengths = shared_lengths(content)
        repacked.add_strings(content)
    longest = max(lengths, default=0)
    surveys = []
    for sheet in package.sheets:
        content = text_of(archive, sheet.part, budget)
        survey = quick_survey(content, styles)
        if survey is None or not _fits(survey, longest, budget):
            survey = full_survey(content, styles, package.uncalculated)
        uses = survey.references
        shared = longest * survey.cells if uses is None else _used(uses, lengths)
        budget.take("cells", survey.cells, sheet.name)
        budget.take("area", survey.area, sheet.name)
        budget.take("characters", survey.characters + shared, sheet.name)
        repacked.add_sheet(content)
        surveys.append(msgspec.structs.replace(survey, references=None))
    return surveys, repacked.finished()


def _fits(survey: Survey, longest: int, budget: Budget) -> bool:
    """Tell whether a sheet is well within the limits even if every cell holds the ``longest`` text."""
    return (
        survey.cells <= budget.left("cells")
        and survey.area <= budget.left("area")
        and survey.characters + survey.cells * longest <= budget.left("characters") // 2
    )


def _used(references: dict[int, int], lengths: list[int]) -> int:
    """Return the number of characters that references to shared texts stand for."""
    return sum(count * lengths[number] for number, count in references.items() if number < len(lengths))


def _table(sheet: CalamineSheet, found: Sheet, survey: Survey, budget: Budget) -> Table:
    """Return a sheet as a table, with its faults in place and vertically merged cells filled in."""
    ranges = sheet.merged_cell_ranges or ()
    merges = [(first, last, column) for (first, column), (last, _) in ranges if last > first]
    across = [(row, first, last) for (row, first), (_, last) in ranges if last > first]
    grid = Grid(found.name, dict(_rows(sheet)), merges, across)
    for (row, column), fault in survey.faults.items():
        grid.put(row, column, fault)
    for row, column in survey.percentages:
        cells = grid.rows.get(row, [])
        if column < len(cells) and type(value := cells[column]) is float:
            cells[column] = Percentage(value)
    table = table_of(grid, budget)
    table.remarks = list(_remarks(found, survey, table))
    return table


def _rows(sheet: CalamineSheet) -> Iterable[tuple[int, list[CellValue]]]:
    """Yield the rows that hold something with their numbers."""
    for number, cells in enumerate(sheet.to_python(skip_empty_area=False)):
        if cells.count("") < len(cells):
            yield number, cast("list[CellValue]", cells)


def _remarks(sheet: Sheet, survey: Survey, table: Table) -> Iterable[Remark]:
    """Yield what cannot be seen in the cells themselves."""
    if sheet.state != "visible":
        yield Remark(Fault("hidden-sheet"))
    yield from told_of_rows("hidden-rows", survey.hidden, table)
    yield from told_of_rows("struck-through", survey.struck, table)
    yield from told_of_columns(survey.hidden_columns, table)
