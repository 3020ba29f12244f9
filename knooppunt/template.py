"""The workbook to fill in, made from the vocabulary."""

from __future__ import annotations

from typing import Any

from graph.vocabulary import Column, Sheet, vocabulary
from graph.words.catalogue import text
from knooppunt.documents.xlsx import filled, reference

#: Rows of a template sheet that get drop-downs and formats.
_ROWS = 2_000


def empty_workbook(lang: str, *, example: bool = True) -> bytes:
    """Return an empty workbook with every sheet of the vocabulary.

    Required columns are marked, comments say what a column is for, drop-downs give the values and the names filled in
    elsewhere in the workbook; ``example`` adds one fictional row per sheet.
    """

    def fill(workbook: Any) -> None:
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

    return filled(fill)


def _write_guide(workbook: Any, formats: dict[str, Any], lang: str) -> None:
    """Write the first sheet: how to fill this in."""
    sheet = workbook.add_worksheet(text(lang, "template.guide"))
    sheet.set_column(0, 0, 110)
    for row, line in enumerate(text(lang, "template.explanation").strip().split("\n")):
        sheet.write_string(row, 0, line, formats["wrap"])


def _write_sheet(workbook: Any, formats: dict[str, Any], sheet: Sheet, lang: str, *, example: bool) -> None:
    page = workbook.add_worksheet(sheet.header[lang])
    page.freeze_panes(1, 0)
    for number, column in enumerate(column for column in sheet.columns.values() if not column.by_map):
        page.write_string(0, number, column.header[lang], formats["required" if column.required else "optional"])
        page.write_comment(0, number, _comment(column, lang), {"x_scale": 2, "y_scale": 1.2})
        page.set_column(number, number, max(14, len(column.header[lang]) + 3), _cell_format(column, formats))
        _add_choices(page, number, column, lang)
        if example and column.example:
            page.write(1, number, column.example[lang], _cell_format(column, formats))


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
    if (source := _choices(column, lang)) is not None:
        page.data_validation(1, number, _ROWS, number, {"validate": "list", "source": source, "show_error": False})


def _choices(column: Column, lang: str) -> str | list[str] | None:
    if (values := vocabulary().value_list(column)) is not None:
        place = list(vocabulary().values).index(values.code)
        return reference(text(lang, "template.values"), place, len(values.values))
    if _type(column) == "yes_no":
        return [text(lang, "yes")]
    kinds = () if column.subject else vocabulary().expand(column.to)
    sheets = [sheet for sheet in vocabulary().sheets.values() if sheet.kind in kinds]
    return reference(sheets[0].header[lang], list(sheets[0].columns).index("name"), _ROWS) if len(sheets) == 1 else None


def _write_values(workbook: Any, lang: str) -> None:
    """Write the last sheet: the values that the drop-downs offer."""
    sheet = workbook.add_worksheet(text(lang, "template.values"))
    for number, (code, values) in enumerate(vocabulary().values.items()):
        labels = [vocabulary().value_label(code, value, lang) for value in values.values]
        sheet.write_column(0, number, [text(lang, f"template.values.{code}"), *labels])
        sheet.set_column(number, number, 30)
