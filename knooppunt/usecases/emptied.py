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

#: What a row is about: a node, or a relation between two.
_Key = tuple[str, ...]
#: The columns (codes) that may have made a cell, in the order of the sheet.
_Columns = tuple[str, ...]
#: The types of regions and topics, by id.
_Types = Mapping[str, set[str]]


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
    types = _types([*others, *(each for each in (*before, *after) if isinstance(each, Node))])
    now: dict[tuple[str, _Key], set[str]] = {}
    for said in _rows(after):
        filled = now.setdefault((said.sheet.code, said.key), set())
        filled.update(code for columns in _filled(said, types) for code in columns)
    was: dict[tuple[str, str, _Columns], dict[_Key, bool]] = defaultdict(dict)
    for said in _rows(before):
        if (kept := now.get((said.sheet.code, said.key))) is not None:
            for columns in filter(None, _filled(said, types)):
                was[said.place, said.sheet.code, columns][said.key] = kept.isdisjoint(columns)
    return [
        Emptied(place, tuple((sheet, column) for column in columns), tuple(gone), len(found))
        for (place, sheet, columns), found in was.items()
        if (gone := [key for key, empty in found.items() if empty])
    ]


def _rows(said: Iterable[Node | Relation]) -> Iterator[_Said]:
    """Yield every statement with the row that made it; what stands at one place may be rows of several sheets."""
    sheets = _sheets()
    subjects: dict[str, list[_Said]] = defaultdict(list)
    relations: list[tuple[str, Relation]] = []
    for each in said:
        for where in {evidence.where for evidence in each.sources}:
            if isinstance(each, Relation):
                relations.append((where, each))
            elif not each.mention:
                sheet = sheets["appointment" if "appointments" in each.properties else each.kind]
                subjects[where].append(_Said(each, where.rpartition("!")[0], sheet, (each.id,)))
    for several in subjects.values():
        yield from several
    # First the relations that make a row: others may stand beside them.
    for where, relation in sorted(relations, key=lambda each: each[1].relation not in sheets):
        if (own := sheets.get(relation.relation)) is not None:
            ends = (relation.origin, relation.target)
            undirected = vocabulary().relations[relation.relation].undirected
            key = (relation.relation, *(sorted(ends) if undirected else ends))
            subjects[where].append(_Said(relation, where.rpartition("!")[0], own, key))
            yield subjects[where][-1]
            continue
        for row in subjects[where]:
            made = any(column.relation == relation.relation for column in row.sheet.columns.values())
            if made and not {relation.origin, relation.target}.isdisjoint(row.key):
                yield msgspec.structs.replace(row, statement=relation)


@functools.cache
def _sheets() -> Mapping[str, Sheet]:
    """Return every sheet by the kind or the relation that its rows must make, or by ``appointment``."""
    found: dict[str, Sheet] = {}
    for sheet in vocabulary().sheets.values():
        made = [column.relation for column in sheet.columns.values() if column.required and column.relation]
        for key in [sheet.kind or "appointment"] if sheet.kind or sheet.appointment else made:
            found[key] = sheet
    return found


def _filled(row: _Said, types: _Types) -> Iterator[_Columns]:
    """Yield, for every cell that made a statement, the columns that it may stand in."""
    said, sheet = row.statement, row.sheet
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
            column.topic in own or kind_of(end) in vocabulary().expand(column.to)
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
