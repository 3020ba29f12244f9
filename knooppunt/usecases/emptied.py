"""Which columns a new version of a list leaves empty, as its statements tell: cells of rows that stay.

A statement does not say in which column it stood: a cell is known by the columns of its sheet that may have made it.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from graph.model import Node, Relation, kind_of
from graph.vocabulary import Column, Sheet, vocabulary

#: What a row is about (``doubts.rows_of``).
_Row = frozenset[tuple[str, ...]]
#: The columns (codes) that may have made a cell, in the order of the sheet.
_Columns = tuple[str, ...]
#: The types of regions and topics, by id.
_Types = Mapping[str, set[str]]


class Emptied(msgspec.Struct, frozen=True):
    """Of how many rows of a sheet a column is filled no longer, of how many that stay; ``rows`` are those rows.

    ``sheet`` is what the list calls it, ``columns`` are (sheet, column) in the vocabulary: which of these, nobody can tell.
    """

    sheet: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[_Row, ...]
    of: int


def emptied(
    before: Sequence[Node | Relation],
    after: Sequence[Node | Relation],
    rows: tuple[Mapping[str, _Row], Mapping[str, _Row]],
    others: Iterable[Node],
) -> list[Emptied]:
    """Return every column of which a filled cell is empty now; ``rows`` is what the rows of both are about, by place."""
    types = _types([*others, *(each for each in (*before, *after) if isinstance(each, Node))])
    now: dict[tuple[str, _Row], set[str]] = defaultdict(set)
    for _, sheet, row, columns in _cells(after, rows[1], types):
        now[sheet.code, row].update(columns)
    stays = frozenset(rows[1].values())
    filled: dict[tuple[str, str, _Columns], dict[_Row, bool]] = defaultdict(dict)
    for name, sheet, row, columns in _cells(before, rows[0], types):
        if row in stays:
            filled[name, sheet.code, columns][row] = now[sheet.code, row].isdisjoint(columns)
    return [
        Emptied(name, tuple((sheet, column) for column in columns), tuple(gone), len(found))
        for (name, sheet, columns), found in filled.items()
        if (gone := [row for row, empty in found.items() if empty])
    ]


def _cells(
    said: Iterable[Node | Relation], rows: Mapping[str, _Row], types: _Types
) -> Iterator[tuple[str, Sheet, _Row, _Columns]]:
    """Yield the filled cells: what its sheet is called, the sheet, the row and the columns that may have made it."""
    places: dict[str, list[Node | Relation]] = defaultdict(list)
    for each in said:
        for evidence in each.sources if not (isinstance(each, Node) and each.mention) else ():
            places[evidence.where].append(each)
    for where, statements in places.items():
        sheet = _sheet_of(statements)
        for columns in {columns for each in statements for columns in _filled(each, sheet, types)} if sheet else ():
            if columns and sheet:
                yield where.rpartition("!")[0], sheet, rows[where], columns


def _sheet_of(statements: Sequence[Node | Relation]) -> Sheet | None:
    """Return the sheet of a row that says ``statements``."""
    node = next((each for each in statements if isinstance(each, Node)), None)
    if node is None:
        return _sheets()[next(each.relation for each in statements if isinstance(each, Relation))]
    return _sheets()["appointment" if "appointments" in node.properties else node.kind]


@functools.cache
def _sheets() -> Mapping[str, Sheet | None]:
    """Return every sheet by the kind or the relation that its rows must make, or by ``appointment``."""
    found: dict[str, Sheet | None] = defaultdict(lambda: None)
    for sheet in vocabulary().sheets.values():
        made = [column.relation for column in sheet.columns.values() if column.required and column.relation]
        for key in [sheet.kind or "appointment"] if sheet.kind or sheet.appointment else made:
            found[key] = sheet
    return found


def _filled(said: Node | Relation, sheet: Sheet, types: _Types) -> Iterator[_Columns]:
    """Yield, for every cell that made ``said``, the columns that it may stand in."""
    relation = said.relation if isinstance(said, Relation) else ""
    told = [said.properties, {"since": said.since, "until": said.until, "last_confirmed": said.last_confirmed}]
    told += [{"source": evidence.note} for evidence in said.sources]
    told += said.properties.get("appointments", ())
    for name in {name for each in told for name, value in each.items() if value not in (None, "", [])}:
        yield _telling(sheet, name, relation)
    if isinstance(said, Relation):
        yield tuple(column.code for column in _making(sheet, said, types))
        if said.carriers:
            yield tuple(c.code for c in sheet.columns.values() if c.carriers and said.relation in c.of)


@functools.cache
def _columns_by_property(code: str) -> Mapping[str, tuple[Column, ...]]:
    found: dict[str, list[Column]] = defaultdict(list)
    for column in vocabulary().sheets[code].columns.values():
        found[column.property].append(column)
    return {name: tuple(columns) for name, columns in found.items()}


def _telling(sheet: Sheet, name: str, relation: str) -> _Columns:
    """Return the columns that tell property ``name``; of an appointment those of its relations do."""
    columns = _columns_by_property(sheet.code).get(name, ())
    return tuple(c.code for c in columns if not c.of or relation in c.of or (sheet.appointment and not relation))


def _making(sheet: Sheet, relation: Relation, types: _Types) -> list[Column]:
    """Return the columns that may have made a relation: by what stands at its other end, and of which type that is."""
    found = []
    for column in sheet.columns.values():
        end = relation.origin if column.inverse else relation.target
        own = types.get(end, set())
        if column.relation == relation.relation and (
            column.topic in own if column.topic else kind_of(end) in vocabulary().expand(column.to)
        ):
            found.append((column, column.region_type in own))
    certain = [column for column, is_of_type in found if is_of_type]
    return certain or [column for column, _ in found if not column.region_type] or [column for column, _ in found]


def _types(nodes: Iterable[Node]) -> _Types:
    found: dict[str, set[str]] = defaultdict(set)
    for node in nodes:
        if node.kind in ("topic", "region") and isinstance(type_ := node.properties.get("type"), str):
            found[node.id].add(type_)
    return found
