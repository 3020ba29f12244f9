"""Names that a list has more than once: which of its rows are one node, as far as these rows tell.

A name is one node however it is typed: case, spaces, hyphens, dots and accents make no other one. Rows with ids of their own
are never one, nor are those in areas of which none is the same; and two people who can be reached at different addresses may
be two that are called the same: that only people can tell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from graph.areas import AREA_RELATIONS
from graph.identity.namesakes import AREAS
from graph.vocabulary import comparable
from loaders.base import CellValue, Fault, Told, is_blank, shown
from loaders.meaning.cells import Parse, memoised, property_parser, read_name
from loaders.meaning.headers import Recognised
from loaders.meaning.references import Index

#: The properties by which a person can be reached: two people of one name differ in them.
_REACHED_BY = ("email", "phone")


class Identifying(msgspec.Struct):
    """What identifies the node that a row declares; ``number`` is that of the row."""

    number: int
    key: str = ""
    name: str = ""
    areas: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    type: str | None = None
    day: str = ""
    aliases: tuple[str, ...] = ()


def identified(recognised: Recognised) -> list[Identifying]:
    """Return what identifies every row. What is wrong with these cells is reported when the row itself is read."""
    readers = _readers(recognised)
    return [_identity(number, cells, readers) for number, cells in recognised.table.rows]


def repeats(rows: Sequence[Identifying], recognised: Recognised, index: Index) -> dict[int, int]:
    """Return, by position, the rows that declare what an earlier one does, and which one that is.

    That one takes over the areas and other names of those that follow. Rows that tell more of another one
    (``Table.continued``) are left as they are.
    """
    kind, continued = recognised.sheet.kind, recognised.table.continued
    named: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for position, row in enumerate(rows):
        if (row.key or row.name) and position not in continued:
            type_ = row.type if kind == "region" else ""
            named[row.key, comparable(row.name, kind), row.day, type_].append(position)
    found: dict[int, int] = {}
    reached = _reached_by(recognised) if kind == "person" else []
    for positions in named.values():
        for group in _in_one_place(positions, rows, index) if len(positions) > 1 else ():
            for position in group[1:]:
                if kind in AREAS and not same_cells(recognised, position, group[0]):
                    # An area may lie in another one of its name.
                    continue
                if rows[position].key or not _reached_otherwise(recognised, position, group[0], reached):
                    found[position] = group[0]
                    _take_over(rows[group[0]], rows[position])
    return found


def same_cells(recognised: Recognised, position: int, other: int) -> bool:
    """Tell whether two rows are the same in all but how they are typed."""
    names = {number for number, column in recognised.columns if column.property == "name"}
    one, two = (
        tuple(_typed(cell, name=number in names) for number, cell in enumerate(recognised.table.rows[at][1]))
        for at in (position, other)
    )
    return one == two


def _in_one_place(positions: Sequence[int], rows: Sequence[Identifying], index: Index) -> Iterable[list[int]]:
    """Return rows of one name in groups of those that have their first area in common.

    A row without any belongs to the others when these are in one place.
    """
    groups: list[list[int]] = []
    by_mark: dict[str, list[int]] = {}
    nowhere: list[int] = []
    for position in positions:
        row = rows[position]
        marks = index.area_marks(row.areas[0]) if row.areas and not row.key else frozenset[str]()
        if not marks:
            nowhere.append(position)
            continue
        group = next((by_mark[mark] for mark in marks if mark in by_mark), None)
        if group is None:
            group = []
            groups.append(group)
        group.append(position)
        by_mark |= dict.fromkeys(marks, group)
    if len(groups) == 1:
        return [sorted([*groups[0], *nowhere])]
    return [*groups, nowhere]


def _take_over(first: Identifying, row: Identifying) -> None:
    first.areas = first.areas or row.areas
    first.type = first.type or row.type
    first.aliases = tuple(dict.fromkeys((*first.aliases, *row.aliases)))


def _reached_by(recognised: Recognised) -> list[int]:
    return [number for number, column in recognised.columns if column.property in _REACHED_BY]


def _reached_otherwise(recognised: Recognised, position: int, other: int, columns: Iterable[int]) -> bool:
    """Tell whether the cells by which somebody can be reached differ: all that both rows fill in, one at the least."""
    one, two = (recognised.table.rows[at][1] for at in (position, other))
    both = [
        comparable(shown(one[at])) == comparable(shown(two[at]))
        for at in columns
        if at < min(len(one), len(two)) and not is_blank(one[at]) and not is_blank(two[at])
    ]
    return bool(both) and not any(both)


def _typed(cell: CellValue, *, name: bool) -> str:
    """Return a cell without what does not matter in how it is typed."""
    text = " ".join(shown(cell).split()).casefold()
    return comparable(text) if name else text


def _readers(recognised: Recognised) -> list[tuple[int, str, Parse]]:
    """Return (number of the column, field of ``Identifying``, parser) for the columns that identify a row."""
    fields = {"id": "key", "name": "name", "type": "type", "date": "day", "also_known_as": "aliases"}
    readers: list[tuple[int, str, Parse]] = []
    for number, column in recognised.columns:
        if column.property in fields:
            readers.append((number, fields[column.property], property_parser(column)))
        elif column.relation in ("", *AREA_RELATIONS) and not set(AREAS).isdisjoint(column.to):
            readers.append((number, "regions" if "municipality" not in column.to else "areas", memoised(_areas)))
    return readers


def _identity(number: int, cells: Sequence[CellValue], readers: list[tuple[int, str, Parse]]) -> Identifying:
    row = Identifying(number)
    for at, field, parse in readers:
        found = parse(cells[at]) if at < len(cells) else None
        if isinstance(found, Told):
            found = found.value
        if found and not isinstance(found, Fault):
            setattr(row, field, tuple(found) if field == "aliases" else found)
    row.areas += row.regions
    return row


def _areas(value: CellValue) -> tuple[str, ...]:
    """Return the names in the cell of a municipality or working area."""
    text = read_name(value)
    return tuple(name for part in text.split(";") if (name := part.strip())) if isinstance(text, str) else ()
