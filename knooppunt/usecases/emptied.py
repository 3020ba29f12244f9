"""Which columns a new version of a list leaves empty, as its statements tell: cells of rows that stay.

A statement does not say in which column it stood: a cell is known by the columns of its sheet that may have made it.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from graph.model import Node, Relation, kind_of
from graph.vocabulary import Column, Sheet, vocabulary

#: What a row is about: a node, or a relation between two.
_Key = tuple[str, ...]
#: The columns (codes) that may have made a cell, in the order of the sheet.
_Columns = tuple[str, ...]
#: The kind at an end of a relation, and the types of that region or topic.
_End = tuple[str, frozenset[str]]


class Emptied(msgspec.Struct, frozen=True):
    """Of how many rows of a sheet a column is filled no longer, of how many that stay; ``rows`` is what those are about.

    ``sheet`` is what the list calls it, ``columns`` are (sheet, column) in the vocabulary: which of these, nobody can tell.
    """

    sheet: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[_Key, ...]
    of: int


class _Said(msgspec.Struct, frozen=True):
    """A statement, and the row that made it: in what the list calls its sheet, of which sheet, about what."""

    statement: Node | Relation
    place: str
    sheet: Sheet
    key: _Key


def emptied(
    before: Sequence[Node | Relation], after: Sequence[Node | Relation], others: Iterable[Node]
) -> list[Emptied]:
    """Return every column of which a filled cell is empty now; ``others`` are the nodes of other sources."""
    cells = _Cells([*others, *(each for each in (*before, *after) if isinstance(each, Node))])
    now: dict[tuple[str, _Key], set[str]] = defaultdict(set)
    for said in _rows(after):
        now[said.sheet.code, said.key].update(cells.columns_of(said)[1])
    gone: dict[tuple[str, str, _Columns], dict[_Key, None]] = defaultdict(dict)
    rows = [said for said in _rows(before) if (said.sheet.code, said.key) in now]
    for said in rows:
        filled, every = cells.columns_of(said)
        kept = now[said.sheet.code, said.key]
        if not every <= kept:
            for columns in filled:
                if kept.isdisjoint(columns):
                    gone[said.place, said.sheet.code, columns][said.key] = None
    of: dict[tuple[str, str, _Columns], set[_Key]] = {which: set() for which in gone}
    for said in rows if gone else ():
        for columns in cells.columns_of(said)[0]:
            if (which := (said.place, said.sheet.code, columns)) in of:
                of[which].add(said.key)
    return [
        Emptied(place, tuple((sheet, column) for column in columns), tuple(keys), len(of[place, sheet, columns]))
        for (place, sheet, columns), keys in gone.items()
    ]


def _rows(said: Iterable[Node | Relation]) -> Iterator[_Said]:
    """Yield every statement with the row that made it; what stands at one place may be rows of several sheets."""
    sheets = _sheets()
    subjects: dict[str, list[_Said]] = defaultdict(list)
    making: list[tuple[str, Relation]] = []
    beside: list[tuple[str, Relation]] = []
    for each in said:
        for where in {evidence.where for evidence in each.sources}:
            if isinstance(each, Relation):
                (making if each.relation in sheets else beside).append((where, each))
            elif not each.mention:
                sheet = sheets["appointment" if "appointments" in each.properties else each.kind]
                subjects[where].append(_Said(each, where.rpartition("!")[0], sheet, (each.id,)))
    for several in subjects.values():
        yield from several
    # First the relations that make a row: others may stand beside them.
    for where, relation in making:
        ends = (relation.origin, relation.target)
        key = (relation.relation, *(sorted(ends) if relation.relation in vocabulary().undirected else ends))
        row = _Said(relation, where.rpartition("!")[0], sheets[relation.relation], key)
        subjects[where].append(row)
        yield row
    for where, relation in beside:
        for row in subjects[where]:
            if relation.relation in _made_by(row.sheet.code) and (
                relation.origin in row.key or relation.target in row.key
            ):
                yield _Said(relation, row.place, row.sheet, row.key)


@functools.cache
def _made_by(code: str) -> frozenset[str]:
    """Return the relations that the columns of a sheet make."""
    return frozenset(column.relation for column in vocabulary().sheets[code].columns.values())


@functools.cache
def _sheets() -> Mapping[str, Sheet]:
    """Return every sheet by the kind or the relation that its rows must make, or by ``appointment``."""
    found: dict[str, Sheet] = {}
    for sheet in vocabulary().sheets.values():
        made = [column.relation for column in sheet.columns.values() if column.required and column.relation]
        for key in [sheet.kind or "appointment"] if sheet.kind or sheet.appointment else made:
            found[key] = sheet
    return found


class _Cells:
    """The columns of the cells that made a statement; statements that tell the same things are looked up."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        found: dict[str, set[str]] = defaultdict(set)
        for node in nodes:
            if node.kind in ("topic", "region") and isinstance(type_ := node.properties.get("type"), str):
                found[node.id].add(type_)
        self._types = {id_: frozenset(types) for id_, types in found.items()}
        self._known: dict[tuple[Any, ...], tuple[tuple[_Columns, ...], frozenset[str]]] = {}

    def columns_of(self, row: _Said) -> tuple[tuple[_Columns, ...], frozenset[str]]:
        """Return, for every cell that made a statement, the columns that it may stand in; and all those together."""
        said = row.statement
        told = [*said.properties.items(), ("since", said.since), ("until", said.until)]
        told += [("last_confirmed", said.last_confirmed), *(("source", evidence.note) for evidence in said.sources)]
        for appointment in said.properties.get("appointments", ()):
            told += appointment.items()
        names = tuple([name for name, value in told if value not in (None, "", [])])
        relation, ends = "", tuple[_End, ...]()
        if isinstance(said, Relation):
            relation = said.relation
            ends = tuple([(kind_of(end), self._types.get(end, frozenset())) for end in (said.origin, said.target)])
        key = (row.sheet.code, relation, names, ends, isinstance(said, Relation) and bool(said.carriers))
        known = self._known.get(key)
        if known is None:
            filled = tuple(filter(None, dict.fromkeys(_filled(row.sheet, relation, names, ends, carried=key[-1]))))
            known = self._known[key] = filled, frozenset(code for columns in filled for code in columns)
        return known


def _filled(
    sheet: Sheet, relation: str, names: Iterable[str], ends: Sequence[_End], *, carried: bool
) -> Iterator[_Columns]:
    """Yield, for every cell that made a statement, the columns that it may stand in."""
    for name in names:
        yield _telling(sheet, name, relation)
    if relation:
        yield tuple(column.code for column in _making(sheet, relation, ends))
        if carried:
            yield tuple(column.code for column in sheet.columns.values() if column.carriers and relation in column.of)


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


def _making(sheet: Sheet, relation: str, ends: Sequence[_End]) -> list[Column]:
    """Return the columns that may have made a relation: by what stands at its other end, and of which type that is."""
    found = []
    for column in sheet.columns.values():
        kind, types = ends[0] if column.inverse else ends[1]
        if column.relation == relation and (column.topic in types or kind in vocabulary().expand(column.to)):
            found.append((column, column.region_type in types))
    certain = [column for column, is_of_type in found if is_of_type]
    return certain or [column for column, _ in found if not column.region_type] or [column for column, _ in found]
