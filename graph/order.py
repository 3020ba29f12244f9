"""The order of a network: made of what is told of things, so that it is the same however the lists were written or loaded.

Whatever has to be chosen between equals is chosen by this order, and never by ids, by the order of rows, sheets, files and
sources, or by which of them said it first. So the same network gives the same answers.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graph.model import MARKS, Node, Relation, Statement
from graph.vocabulary import vocabulary

#: Rounds in which namesakes are told apart by their relations. Each looks one step further than the one before.
_ROUNDS = 4


def in_order(
    nodes: Iterable[Node], relations: Iterable[Relation], settled: Mapping[str, int] | None = None
) -> tuple[dict[str, Node], list[Relation]]:
    """Return nodes and relations in the order of the network.

    Nodes: by kind (as in the vocabulary), by name, and namesakes by all that is told of them and of their relations; only
    what nothing tells apart goes by id. What has a place of its own that is ``settled`` keeps it, before all else.
    Relations: by type, by their ends in that order, and by what is told of them.
    """
    by_id, before, relations = {node.id: node for node in nodes}, settled or {}, list(relations)
    kept = sorted((id_ for id_ in by_id if id_ in before), key=before.__getitem__)
    groups = [[id_] for id_ in kept] + _by_name(node for id_, node in by_id.items() if id_ not in before)
    ordered = _split(groups, by_id, relations)
    places = {id_: place for place, id_ in enumerate(ordered)}
    return {id_: by_id[id_] for id_ in ordered}, _relations_in_order(relations, places)


def told(statement: Statement, places: Mapping[str, int]) -> tuple[str, ...]:
    """Return what a statement tells, to compare by: dates and properties; a node that it refers to counts by its place."""
    references = vocabulary().references
    properties = []
    for name, value in statement.properties.items():
        if name not in MARKS:
            refers = name in references and isinstance(value, str)
            properties.append((name, places.get(value, value) if refers else value))
    properties.sort()
    dates = (str(statement.since or ""), str(statement.until or ""), str(statement.last_confirmed or ""))
    return *dates, repr(properties)


def _by_name(nodes: Iterable[Node]) -> list[list[str]]:
    """Return the ids of nodes by kind and name; those of namesakes together."""
    kinds = {code: place for place, code in enumerate(vocabulary().kinds)}
    named: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for node in nodes:
        named[kinds.get(node.kind, len(kinds))][node.name].append(node.id)
    return [own[name] for _, own in sorted(named.items()) for name in sorted(sorted(own), key=str.casefold)]


def _split(groups: list[list[str]], nodes: Mapping[str, Node], relations: Sequence[Relation]) -> list[str]:
    """Tell the nodes of each group apart, by what is told of them and then by their relations, as far as that goes."""
    places = _places(groups)
    open_ = _open(groups)
    found = _parted(groups, {id_: told(node, places) for id_, node in nodes.items() if id_ in open_})
    for _ in range(_ROUNDS):
        if not (open_ := _open(found)):
            break
        relations = _concerning(open_, relations)
        split = _parted(found, _relations_seen(open_, relations, _places(found)))
        if len(split) == len(found):
            break
        found = split
    return [id_ for group in found for id_ in (group if len(group) == 1 else sorted(group))]


def _open(groups: Iterable[Sequence[str]]) -> set[str]:
    """Return the nodes that nothing told apart yet."""
    return {id_ for group in groups if len(group) > 1 for id_ in group}


def _places(groups: Iterable[Sequence[str]]) -> dict[str, int]:
    return {id_: place for place, group in enumerate(groups) for id_ in group}


def _parted(groups: Iterable[list[str]], keys: Mapping[str, Any]) -> list[list[str]]:
    """Return the groups, those of several nodes parted: nodes with the same key together, in the order of the keys."""
    found: list[list[str]] = []
    for group in groups:
        if len(group) == 1:
            found.append(group)
            continue
        parts: dict[Any, list[str]] = defaultdict(list)
        for id_ in group:
            parts[keys[id_]].append(id_)
        found += (parts[key] for key in sorted(parts))
    return found


def _concerning(ids: set[str], relations: Iterable[Relation]) -> list[Relation]:
    """Return the relations that any of ``ids`` stands in."""
    return [
        relation
        for relation in relations
        if relation.origin in ids or relation.target in ids or not ids.isdisjoint(relation.carriers)
    ]


def _relations_seen(
    ids: set[str], relations: Iterable[Relation], places: Mapping[str, int]
) -> dict[str, tuple[Any, ...]]:
    """Return, for each of ``ids``, its relations as it sees them: type, its part in them, the others, what is told."""
    seen: dict[str, list[tuple[Any, ...]]] = {id_: [] for id_ in ids}
    undirected = vocabulary().undirected
    for relation in relations:
        type_, carriers = relation.relation, relation.carriers
        ends = places.get(relation.origin, -1), places.get(relation.target, -1)
        alike = type_ in undirected
        if alike and ends[0] > ends[1]:
            ends = ends[1], ends[0]
        carried = tuple(sorted([places.get(id_, -1) for id_ in carriers])) if carriers else ()
        own = (*ends, carried, *told(relation, places))
        if relation.origin in seen:
            seen[relation.origin].append((type_, 0, *own))
        if relation.target in seen:
            seen[relation.target].append((type_, 0 if alike else 1, *own))
        for id_ in carriers:
            if id_ in seen:
                seen[id_].append((type_, 2, *own))
    # In one row, because that is compared faster: what is seen of every relation is equally long.
    flat = itertools.chain.from_iterable
    return {id_: own[0] if len(own) == 1 else tuple(flat(sorted(own))) for id_, own in seen.items()}


def _relations_in_order(relations: Sequence[Relation], places: Mapping[str, int]) -> list[Relation]:
    types = {code: place for place, code in enumerate(vocabulary().relations)}
    # One whole number for type, origin and target, because sorting those is fast. An end that is nowhere comes first.
    wide = len(places) + 1
    keys = [
        (types[relation.relation] * wide + places.get(relation.origin, -1) + 1) * wide
        + places.get(relation.target, -1) + 1
        for relation in relations
    ]  # fmt: skip
    ordered = [relations[i] for i in sorted(range(len(keys)), key=keys.__getitem__)]
    # What is told of a relation is only asked where there are several between the same two.
    several = {key: number for key, number in Counter(keys).items() if number > 1}
    if several:
        keys.sort()
    for key, number in several.items():
        own = slice(first := bisect_left(keys, key), first + number)
        ordered[own] = sorted(
            ordered[own], key=lambda one: (told(one, places), [places.get(id_, -1) for id_ in one.carriers])
        )
    return ordered
