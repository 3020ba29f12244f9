"""How the rows of a list are read where it is not the cells alone that tell: a day for all, a year for each, who left."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from datetime import date
from typing import Any

from graph.names import words as words_of
from graph.vocabulary import vocabulary
from loaders.base import shown
from loaders.columns.maps import TableMap
from loaders.columns.rows import Values
from loaders.meaning.dates import read_date


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
    for header, targets in table_map.columns.items():
        if {"since", "last_day"} <= {each.partition(".")[2] for each in targets}:
            yield "list-year-of-row", header, {}


def standing_of(values: Values) -> str:
    """Return what a row says of its people: ``former`` (they left), ``waiting`` (they are not there yet), or nothing."""
    status = values.by_target.get("row.status")
    return _standings().get(tuple(words_of(shown(status[0][0]))), "") if status else ""


@functools.cache
def _standings() -> dict[tuple[str, ...], str]:
    lists = vocabulary().lists
    said = {"former": (*lists.left, *lists.former), "waiting": lists.waiting}
    return {tuple(words_of(text)): which for which, several in said.items() for text in several}
