"""What the table of places tells of municipalities that rows only mention, and of regions whose parts no list tells.

A municipality of which a list has a row stands alone: the table adds nothing to it. What the table says has a source of its
own, and is told with the network of whatever the lists mention; nothing comes into being by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from graph.model import Evidence, Node, Relation
from graph.places.identity import MUNICIPALITY, id_of, known_as, names_of
from graph.places.table import COUNTS, DIVISIONS, SOURCE, Former, Municipality, Region, places
from graph.vocabulary import comparable

_Known = Mapping[str, Municipality | Former]


def known_places(nodes: Iterable[Node], merged: Mapping[str, Node]) -> _Known:
    """Return what the table tells of the municipalities that no list has, by node id; ``merged`` are all ``nodes`` by id."""
    mentioned = (node for node in nodes if node.mention and node.kind == MUNICIPALITY and merged[node.id].mention)
    return {node.id: known for node in mentioned if (known := known_as(node)) is not None}


def told(node: Node, known: Municipality | Former) -> Node:
    """Return a node with what the table tells of it, and where it says so."""
    evidence = _evidence(known)
    facts: dict[str, Any] = {"province": known.province}
    given: dict[str, tuple[Evidence, ...]] = {}
    until = node.until
    if isinstance(known, Former):
        facts["now_in"] = [places().municipalities[code].name for code in known.now_in]
        until = known.until
        given["until"] = (evidence,)
    else:
        facts |= {division: getattr(known, division) for division in DIVISIONS}
        facts |= {"population": known.inhabitants, "latitude": known.latitude, "longitude": known.longitude}
        facts |= {"also_known_as": list(known.also)} if known.also else {}
    given |= dict.fromkeys(facts, (evidence,))
    sources = [*node.sources, evidence]
    if isinstance(known, Municipality):
        counted = Evidence(COUNTS[known.counted], known.code)
        given["population"] = (counted,)
        sources.append(counted)
    return msgspec.structs.replace(
        node,
        # People may have decided that it is one with something that is called otherwise.
        name=known.name if comparable(node.name, MUNICIPALITY) in names_of(known.code) else node.name,
        code="",
        until=until,
        properties={**node.properties, **facts},
        sources=tuple(dict.fromkeys(sources)),
        given_by={**node.given_by, **given},
    )


def lying_in(known: _Known, nodes: Mapping[str, Node], relations: Sequence[Relation]) -> Iterator[Relation]:
    """Yield which of the ``known`` municipalities lie in the regions among ``nodes`` of which no relation tells the parts."""
    filled = {relation.target for relation in relations if relation.relation == "part_of"}
    for node in nodes.values():
        if node.kind == "region" and node.id not in filled and (region := _called(node)) is not None:
            for id_, each in known.items():
                if each.lies_in(region):
                    yield Relation(relation="part_of", origin=id_, target=node.id, sources=(_evidence(each),))


def continued(known: _Known) -> Iterator[Relation]:
    """Yield which of the ``known`` municipalities has the land of another one that ended."""
    former = {id_: each for id_, each in known.items() if isinstance(each, Former)}
    for id_, each in former.items():
        for successor in map(id_of, each.now_in):
            if successor in known:
                evidence = _evidence(each)
                yield Relation(relation="succeeds", origin=successor, target=id_, since=each.until, sources=(evidence,))


def _called(node: Node) -> Region | None:
    """Return the region of a usual division that a node is, by its name and its type."""
    type_ = node.properties.get("type")
    if not type_:
        return places().region(node.name)
    return next((region for region in places().regions_called(node.name) if region.type == type_), None)


def _evidence(known: Municipality | Former) -> Evidence:
    return Evidence(SOURCE, known.code)
