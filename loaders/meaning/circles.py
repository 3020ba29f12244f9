"""Areas that lie in each other: A in B, B in C, C in A."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import msgspec

from graph.model import Relation
from graph.vocabulary import vocabulary
from loaders.meaning.rows import Row

#: The relation that must not run in a circle.
_RELATION = "part_of"
#: The most areas of a circle that are named. Long circles may be very many.
_NAMED = 10


class Circle(msgspec.Struct, frozen=True):
    """A circle of areas: the row that closes it, the slot of the cell, the first ids round it, and how many more it has."""

    row: Row
    slot: str
    ids: tuple[str, ...]
    more: int


def circles(rows: Sequence[Row]) -> Iterator[Circle]:
    """Yield every circle."""
    parents: dict[str, list[tuple[str, Row]]] = defaultdict(list)
    within = vocabulary().relations[_RELATION].targets
    for row in rows:
        for statement in row.statements if row.plan.sheet.kind in within else ():
            if isinstance(statement, Relation) and statement.relation == _RELATION:
                parents[statement.origin].append((statement.target, row))
    done: set[str] = set()
    for start in list(parents):
        if start not in done:
            yield from _from(start, parents, done)


def _from(start: str, parents: dict[str, list[tuple[str, Row]]], done: set[str]) -> Iterator[Circle]:
    """Walk up from ``start`` (depth first, without recursion: a chain may be long)."""
    path, position = [start], {start: 0}
    ways = [iter(parents[start])]
    while path:
        for target, row in ways[-1]:
            if target in position:
                slot = next(spec.slot for spec in row.plan.relations if spec.relation == _RELATION)
                first = position[target]
                ids = tuple(path[first : first + _NAMED])
                yield Circle(row, slot, ids, len(path) - first - len(ids))
            elif target in parents and target not in done:
                position[target] = len(path)
                path.append(target)
                ways.append(iter(parents[target]))
                break
        else:
            done.add(path[-1])
            del position[path.pop()]
            ways.pop()
