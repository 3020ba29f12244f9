"""The example rows that the template writes: whoever leaves them in does not mean them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

import msgspec

from graph.words.catalogue import LANGUAGES
from loaders.base import CellValue, Place, Problem, Table, is_blank, shown
from loaders.meaning.dates import read_date
from loaders.meaning.headers import Recognised


def without_examples(recognised: Sequence[Recognised], file: str) -> tuple[list[Recognised], list[Problem]]:
    """Return the tables without the rows of the template, and a warning that names their sheets (if there are any)."""
    kept: list[Recognised] = []
    sheets: list[str] = []
    for each in recognised:
        examples = set(_example_rows(each))
        sheets += [each.table.origin.sheet] if examples else []
        kept.append(msgspec.structs.replace(each, table=_without(each.table, examples)) if examples else each)
    return kept, [
        Problem(Place(file), "example-rows", params={"count": len(sheets), "names": sheets})
    ] if sheets else []


def _without(table: Table, numbers: set[int]) -> Table:
    return msgspec.structs.replace(table, rows=[row for row in table.rows if row[0] not in numbers])


def _example_rows(recognised: Recognised) -> Iterator[int]:
    """Yield the numbers of the rows of which every cell is what the template writes there, in one language.

    A list that was taken apart has none: what comes of one row of it may be the same by chance.
    """
    if recognised.table.derived:
        return
    columns = dict(recognised.columns)
    written = {code: column.example for code, column in recognised.sheet.columns.items() if column.example}
    if not written.keys() <= {column.code for column in columns.values()}:
        return
    for row, cells in recognised.table.rows:
        if len(cells) - cells.count(None) < len(written):
            continue
        filled = {number: cell for number, cell in enumerate(cells) if not is_blank(cell)}
        if len(filled) == len(written) and filled.keys() <= columns.keys():
            told = [(columns[number].code, cell) for number, cell in filled.items()]
            if any(_all_same(told, written, lang) for lang in LANGUAGES):
                yield row


def _all_same(told: Iterable[tuple[str, CellValue]], written: dict[str, dict[str, Any]], lang: str) -> bool:
    return all(code in written and _same(cell, written[code][lang]) for code, cell in told)


def _same(cell: CellValue, example: Any) -> bool:
    """Tell whether a cell holds ``example``, also as another program saves it."""
    if isinstance(example, date):
        return read_date(cell) == example
    return " ".join(shown(cell).split()) == str(example)
