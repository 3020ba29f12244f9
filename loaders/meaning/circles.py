"""Areas that lie in each other: A in B, B in C, C in A."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from graph.model import Relation
from graph.vocabulary import vocabulary
from loaders.meaning.rows import Row

#: The relation that must not run in a circle.
_RELATION = "part_of"


def circles(rows: Sequence[Row]) -> Iterator[tuple[Row, str, list[str]]]:
    """Yield, for every circle, the row that closes it, the slot of the cell, and the ids round the circle."""
    parents: dict[str, list[tuple[str, Row]]] = defaultdict(list)
    within = vocabulary().relations[_RELATION].targets
    for row in rows:
        for statement in row.statements if row.plan.sheet.kind in within else ():
            if isinstance(statement, Relation) and statement.relation == _RELATION:
                parents[statement.origin].append((statement.target, row))
    done: set[str] = set()
    for start in list(parents):
        if start not in done:
            for row, circle in _from(start, parents, done):
                yield row, next(spec.slot for spec in row.plan.relations if spec.relation == _RELATION), circle


def _from(start: str, parents: dict[str, list[tuple[str, Row]]], done: set[str]) -> Iterator[tuple[Row, list[str]]]:
    """Walk up from ``start`` (depth first, without recursion: a chain may be long)."""
    path = [start]
    ways = [iter(parents[start])]
    while path:
        for target, row in ways[-1]:
            if target in path:
                yield row, path[path.index(target) :]
            elif target in parents and target not in done:
                path.append(target)
                ways.append(iter(parents[target]))
                break
        else:
            done.add(path.pop())
            ways.pop()
