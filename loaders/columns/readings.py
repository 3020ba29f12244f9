"""How the rows of a list are read where it is not the cells alone that tell: a day for all, a year for each, who left."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from datetime import date
from typing import Any

from graph.names import words as words_of
from graph.vocabulary import vocabulary
from loaders.base import CellValue, shown
from loaders.columns.maps import YEARS, TableMap
from loaders.columns.rows import Values
from loaders.meaning.dates import read_date

#: A remark that only says what somebody's standing is has so many characters at the most.
_SHORT = 40


def told_of(sheet: str, table_map: TableMap) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield what has to be told of how all rows of a table are read: (code, value, params)."""
    day = read_date(table_map.fixed.get("meetings.date", ""))
    if isinstance(day, date):
        yield "list-one-meeting", sheet, {"on": day}
    if status := table_map.fixed.get("row.status", ""):
        which = _standings().get(tuple(words_of(status)), "")
        if which == "former":
            yield "list-all-former", sheet, {"status": status}
        elif which == "waiting":
            yield "list-all-waiting", sheet, {"status": status}
    if platform := table_map.fixed.get("participations.platform", ""):
        yield "list-taking-part", platform, {}
    for target, code in zip(YEARS, ("list-years-told", "list-years-end"), strict=True):
        if headers := [header for header, of in table_map.crosses.items() if of == target]:
            yield code, headers[0], {"headers": headers}
    people = any(each.startswith("persons.") for each in table_map.targets())
    for header, targets in table_map.columns.items():
        if people and "municipalities.name" in targets:
            yield "list-at-municipality", header, {}
        if {"since", "last_day"} <= {each.partition(".")[2] for each in targets}:
            yield "list-year-of-row", header, {}


def standing_of(values: Values) -> str:
    """Return what a row says of its people: ``former`` (they left), ``waiting`` (they are not there yet), or nothing."""
    return _standings().get(tuple(words_of(shown(status_of(values)[0]))), "")


def status_of(values: Values) -> tuple[CellValue, str]:
    """Return what a row says of whether its people sit there, and under which header: a remark may be no more than that."""
    for cell, header in values.by_target.get("row.note", ()):
        if len(text := shown(cell)) < _SHORT and tuple(words_of(text)) in _standings():
            return text, header
    return next(iter(values.by_target.get("row.status", ())), ("", ""))


@functools.cache
def _standings() -> dict[tuple[str, ...], str]:
    lists = vocabulary().lists
    said = {"former": (*lists.left, *lists.former), "waiting": lists.waiting}
    return {tuple(words_of(text)): which for which, several in said.items() for text in several}
