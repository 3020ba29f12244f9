"""Workbooks that the program writes: answers, and the template made from the vocabulary. The one place with XlsxWriter."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import xlsxwriter

from graph.vocabulary import Column, Sheet, Value, vocabulary
from graph.words.catalogue import text

if TYPE_CHECKING:
    from knooppunt.tables import Table

#: Rows of a template sheet that get drop-downs and formats.
_TEMPLATE_ROWS = 2_000
#: No text becomes a formula, a number or a link by itself: data comes from strangers.
_AS_TEXT = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
_SHEET_NAME_LENGTH = 31
#: Excel's own limit for the text in one cell.
_LONGEST_CELL = 32_767


def write_tables(path: Path, tables: Sequence[Table]) -> None:
    """Write ``tables``, one sheet each, with filters and a fixed header row."""
    with _workbook(path) as workbook:
        header = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        cell = workbook.add_format({"text_wrap": True, "valign": "top"})
        for number, table in enumerate(tables, 1):
            sheet = workbook.add_worksheet(_sheet_name(table.title, number))
            if not table.headers:
                sheet.write_string(0, 0, table.note)
                continue
            for column, name in enumerate(table.headers):
                sheet.write_string(0, column, name, header)
            for row, values in enumerate(table.rows, 1):
                for column, value in enumerate(values):
                    sheet.write_string(row, column, _shortened(value), cell)
            for column, name in enumerate(table.headers):
                longest = max((len(row[column]) for row in table.rows), default=0)
                sheet.set_column(column, column, min(60, max(10, len(name), longest)))
            sheet.freeze_panes(1, 0)
            sheet.autofilter(0, 0, max(1, len(table.rows)), len(table.headers) - 1)


def write_template(path: Path, lang: str, *, example: bool = True) -> None:
    """Write an empty workbook with every sheet of the vocabulary.

    Required columns are marked, comments say what a column is for, drop-downs give the values and the names filled in
    elsewhere in the workbook; ``example`` adds one fictional row per sheet.
    """
    with _workbook(path) as workbook:
        formats = {
            "required": workbook.add_format({"bold": True, "bg_color": "#fde9c8", "bottom": 1}),
            "optional": workbook.add_format({"bold": True, "bg_color": "#e8eef4", "bottom": 1}),
            "date": workbook.add_format({"num_format": "d-m-yyyy"}),
            "wrap": workbook.add_format({"text_wrap": True, "valign": "top"}),
        }
        _write_guide(workbook, formats, lang)
        for sheet in vocabulary().sheets.values():
            _write_sheet(workbook, formats, sheet, lang, example=example)
        _write_values(workbook, lang)


@contextlib.contextmanager
def _workbook(path: Path) -> Iterator[Any]:
    """Give a workbook that is written to ``path`` at the end, all at once. Raises OSError when that cannot be done."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {**_AS_TEXT, "in_memory": True}) as workbook:
        yield workbook
    path.write_bytes(content.getvalue())


def _shortened(value: str) -> str:
    """Return ``value`` as far as it fits in one cell."""
    return value if len(value) <= _LONGEST_CELL else f"{value[: _LONGEST_CELL - 1]}…"


def _write_guide(workbook: Any, formats: dict[str, Any], lang: str) -> None:
    """Write the first sheet: how to fill this in."""
    sheet = workbook.add_worksheet(text(lang, "template.guide"))
    sheet.set_column(0, 0, 110)
    for row, line in enumerate(text(lang, "template.explanation").strip().split("\n")):
        sheet.write_string(row, 0, line, formats["wrap"])


def _write_sheet(workbook: Any, formats: dict[str, Any], sheet: Sheet, lang: str, *, example: bool) -> None:
    page = workbook.add_worksheet(sheet.header[lang])
    page.freeze_panes(1, 0)
    for number, column in enumerate(sheet.columns.values()):
        page.write_string(0, number, column.header[lang], formats["required" if column.required else "optional"])
        page.write_comment(0, number, _comment(column, lang), {"x_scale": 2, "y_scale": 1.2})
        page.set_column(number, number, max(14, len(column.header[lang]) + 3), _cell_format(column, formats))
        _add_choices(page, number, column, lang)
        if example and column.example:
            _write_example(page, number, column.example[lang], formats)


def _write_example(page: Any, number: int, value: str | int | date, formats: dict[str, Any]) -> None:
    if isinstance(value, date):
        page.write_datetime(1, number, value, formats["date"])
    elif isinstance(value, int):
        page.write_number(1, number, value)
    else:
        page.write_string(1, number, value)


def _comment(column: Column, lang: str) -> str:
    """Return what a column is for: its help, what may stand in it, whether it may stay empty."""
    lines = [column.help[lang]] if column.help else []
    lines.append(text(lang, f"template.type.{_type(column)}"))
    if column.to:
        kinds = [vocabulary().kinds[kind].label[lang] for kind in vocabulary().expand(column.to)]
        lines.append(text(lang, "template.refers-to", kinds=", ".join(kinds)))
    if column.many:
        lines.append(text(lang, "template.many"))
    lines.append(text(lang, "template.required" if column.required else "template.optional"))
    return "\n".join(lines)


def _type(column: Column) -> str:
    """Return what kind of value a column takes."""
    if column.to or column.subject:
        return "reference"
    if column.topic:
        return "topic"
    if vocabulary().value_list(column) is not None:
        return "value"
    return vocabulary().properties[column.property].type if column.property != "type" else "text"


def _cell_format(column: Column, formats: dict[str, Any]) -> Any:
    return formats["date"] if _type(column) == "date" else None


def _add_choices(page: Any, number: int, column: Column, lang: str) -> None:
    """Add a drop-down for values, yes or no, and names that stand in another sheet. Other input stays allowed: the
    program itself says precisely what is wrong with it, and a list of several values is no error.
    """
    source = _choices(column, lang)
    if source is not None:
        page.data_validation(
            1, number, _TEMPLATE_ROWS, number, {"validate": "list", "source": source, "show_error": False}
        )


def _choices(column: Column, lang: str) -> str | list[str] | None:
    values = vocabulary().value_list(column)
    if values is not None:
        return _range(text(lang, "template.values"), list(vocabulary().values).index(values.code), len(values.values))
    if _type(column) == "yes_no":
        return [text(lang, "yes")]
    kinds = vocabulary().expand(column.to)
    if column.subject:
        return None
    sheets = [sheet for sheet in vocabulary().sheets.values() if sheet.kind in kinds]
    if len(sheets) != 1:
        return None
    return _range(sheets[0].header[lang], list(sheets[0].columns).index("name"), _TEMPLATE_ROWS)


def _range(sheet: str, column: int, rows: int) -> str:
    """Return the reference to ``rows`` cells below the header in one column of a sheet."""
    letter = xlsxwriter.utility.xl_col_to_name(column)
    name = sheet.replace("'", "''")
    return f"='{name}'!${letter}$2:${letter}${rows + 1}"


def _write_values(workbook: Any, lang: str) -> None:
    """Write the last sheet: the values that the drop-downs offer."""
    sheet = workbook.add_worksheet(text(lang, "template.values"))
    for number, (code, values) in enumerate(vocabulary().values.items()):
        sheet.write_string(0, number, text(lang, f"template.values.{code}"))
        for row, value in enumerate(values.values.values(), 1):
            sheet.write_string(row, number, _label(value, lang))
        sheet.set_column(number, number, 30)


def _label(value: Value, lang: str) -> str:
    return value.nl if lang == "nl" else value.en


def _sheet_name(title: str, number: int) -> str:
    """Return a name that a workbook allows."""
    allowed = "".join(char for char in title if char not in "[]:*?/\\'").strip()
    return f"{number} {allowed}"[:_SHEET_NAME_LENGTH] if allowed else str(number)
