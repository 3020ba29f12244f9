"""What crosses and roles under years say of a seat: from when until when somebody sat there, or when her term ends."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from loaders.base import CellValue, shown
from loaders.columns.dated import year_of
from loaders.columns.rows import Cells, Values


def years_of(values: Values, target: str) -> Iterator[Cells]:
    """Yield what the years of a row say of a seat: of each span of years in one role, or of the year in which a term ends.

    ``target`` is what a cross under a year makes; somebody without a year in which she sat there has no seat.
    """
    first: Cells = {}
    last = 0
    for header, _, cell in values.years:
        there = values.marks.crossed.of(cell)
        if there is False:
            continue
        year = year_of(header) or 0
        if target == "seats.term_end":
            if there and not first:
                first = {"term_end": (str(year), header)}
            else:
                values.unread.append((header, shown(cell)))
            continue
        role: Cells = {} if there else {"role": (cell, header)}
        if first and last == year - 1 and _role(first) == _role(role):
            last = year
            continue
        if first:
            yield {**first, "until": (date(last + 1, 1, 1), "")}
        first, last = {"since": (date(year, 1, 1), header), **role}, year
    if last:
        yield {**first, "until": (date(last + 1, 1, 1), "")}
    elif target == "seats.term_end":
        yield first


def _role(cells: Cells) -> CellValue:
    return cells["role"][0] if "role" in cells else None
