"""Sheets that are one list of several years: who was in it before need not be in it today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from loaders.columns.find import Found
from loaders.columns.maps import TableMap
from loaders.columns.titles import years_in

#: A list that tells what happened goes on in the next year; one of who is there begins anew.
_HAPPENED = ("meetings.", "attendances.", "contacts.")


def earlier_editions(tables: Iterable[tuple[Found, TableMap]]) -> dict[str, tuple[str, str]]:
    """Return the sheets that are called after a year, and of which another sheet is the same list of a later one: with that
    sheet, and the year of their own.
    """
    alike: dict[object, dict[str, str]] = defaultdict(dict)
    for found, table_map in tables:
        years = years_in(found.table.name)
        happened = any(target.startswith(_HAPPENED) for target in (*table_map.targets(), *table_map.crosses.values()))
        if len(years) == 1 and not happened:
            key = table_map.organisation, frozenset(found.header.values())
            alike[key][found.table.name] = years.pop()
    earlier: dict[str, tuple[str, str]] = {}
    for sheets in alike.values():
        newest = max(sheets, key=lambda sheet: sheets[sheet])
        earlier |= {sheet: (newest, year) for sheet, year in sheets.items() if year < sheets[newest]}
    return earlier
