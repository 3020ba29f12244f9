"""Which node a municipality of the table is: its id, and by what names a list may call it."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping

from graph.model import Node, kind_of, make_id
from graph.names import normalise, slug
from graph.places.table import Former, Municipality, places
from graph.vocabulary import comparable

MUNICIPALITY = "municipality"


def id_of(code: str) -> str:
    """Return the id of the node of a municipality with this CBS code."""
    return make_id(MUNICIPALITY, code)


def coded(node: Node) -> Municipality | Former | None:
    """Return what the table tells of a municipality, by the CBS code in its id and one of its names."""
    if node.kind != MUNICIPALITY:
        return None
    code = node.id.partition(":")[2]
    known = places().municipalities.get(code) or places().former.get(code)
    return known if known and comparable(node.name, MUNICIPALITY) in names_of(code) else None


def known_as(node: Node) -> Municipality | Former | None:
    """Return what the table tells of a municipality that a row only mentions."""
    if not node.mention or node.kind != MUNICIPALITY:
        return None
    return places().municipalities.get(node.code) or coded(node)


@functools.cache
def names_of(code: str) -> frozenset[str]:
    """Return, normalised, how lists may call a municipality: its names, with its province behind them and without."""
    return frozenset(map(normalise, places().names_of(code)))


def made_ids(nodes: Iterable[Node]) -> Mapping[str, str]:
    """Return, by the ids that were made of the names of municipalities before these got their code, that code's id."""
    found: dict[str, str] = {}
    for node in nodes:
        if kind_of(node.id) == MUNICIPALITY and (known := known_as(node)) is not None:
            also = known.also if isinstance(known, Municipality) else ()
            found |= {make_id(MUNICIPALITY, slug(name)): node.id for name in (known.name, *also)}
    return found


def codes_of(nodes: Iterable[Node]) -> Mapping[str, str]:
    """Return, by the ids of municipalities that rows mention and that nobody gave, the id by the code that the table has."""
    found: dict[str, str] = {}
    for node in nodes:
        if node.mention and node.kind == MUNICIPALITY and node.id == make_id(MUNICIPALITY, slug(node.name)):
            known = places().called(node.name) or places().formerly_called(node.name)
            if len(known) == 1:
                found[node.id] = id_of(known[0].code)
    return found
