"""The order of a network: made of what is told of things, so that it is the same however the lists were written or loaded.

Whatever has to be chosen between equals is chosen by this order, and never by ids, by the order of rows, sheets, files and
sources, or by which of them said it first. So the same network gives the same answers.
"""

from __future__ import annotations

from collections import defaultdict
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
    what nothing tells apart goes by id. What has a place that is ``settled`` keeps it, before all else. Relations: by type,
    by their ends in that order, and by what is told of them.
    """
    nodes, relations = list(nodes), list(relations)
    kinds = {code: place for place, code in enumerate(vocabulary().kinds)}
    groups: dict[tuple[Any, ...], list[str]] = defaultdict(list)
    by_id, before = {node.id: node for node in nodes}, settled or {}
    for node in nodes:
        own = (kinds.get(node.kind, len(kinds)), node.name.casefold(), node.name)
        groups[(0, before[node.id]) if node.id in before else (1, *own)].append(node.id)
    places = _places(_split([groups[key] for key in sorted(groups)], by_id, relations))
    ordered = sorted(nodes, key=lambda node: places[node.id])
    return {node.id: node for node in ordered}, _relations_in_order(relations, places)


def told(statement: Statement, places: Mapping[str, int]) -> tuple[str, ...]:
    """Return what a statement tells, to compare by: dates and properties; a node that it refers to counts by its place."""
    references = vocabulary().references
    properties = {
        name: places.get(value, value) if name in references and isinstance(value, str) else value
        for name, value in statement.properties.items()
        if name not in MARKS
    }
    dates = (str(statement.since or ""), str(statement.until or ""), str(statement.last_confirmed or ""))
    return *dates, repr(sorted(properties.items()))


def _split(groups: Sequence[list[str]], nodes: Mapping[str, Node], relations: Sequence[Relation]) -> list[list[str]]:
    """Tell the nodes of each group apart, by what is told of them and then by their relations, as far as that goes."""
    places = _places(groups)
    namesakes = {id_: told(nodes[id_], places) for group in groups if len(group) > 1 for id_ in group}
    found = [part for group in groups for part in _parted(group, namesakes)]
    for _ in range(_ROUNDS):
        open_ = {id_ for group in found if len(group) > 1 for id_ in group}
        if not open_:
            break
        places = _places(found)
        seen = _relations_seen(open_, relations, places)
        split = [part for group in found for part in _parted(group, seen)]
        if len(split) == len(found):
            break
        found = split
    return [[id_] for group in found for id_ in sorted(group)]


def _places(groups: Iterable[Sequence[str]]) -> dict[str, int]:
    return {id_: place for place, group in enumerate(groups) for id_ in group}


def _parted(group: list[str], keys: Mapping[str, Any]) -> list[list[str]]:
    """Return the nodes of a group with the same key together, in the order of the keys."""
    if len(group) == 1:
        return [group]
    parts: dict[Any, list[str]] = defaultdict(list)
    for id_ in group:
        parts[keys[id_]].append(id_)
    return [parts[key] for key in sorted(parts)]


def _relations_seen(
    ids: set[str], relations: Iterable[Relation], places: Mapping[str, int]
) -> dict[str, tuple[tuple[Any, ...], ...]]:
    """Return, for each of ``ids``, its relations as it sees them: type, its part in them, the others, what is told."""
    seen: dict[str, list[tuple[Any, ...]]] = {id_: [] for id_ in ids}
    undirected = {code for code, type_ in vocabulary().relations.items() if type_.undirected}
    for relation in relations:
        concerned = [(part, id_) for part, id_ in enumerate(relation.nodes) if id_ in ids]
        if concerned:
            ends = [places.get(id_, -1) for id_ in (relation.origin, relation.target)]
            if relation.relation in undirected:
                ends.sort()
            carriers = tuple(sorted(places.get(id_, -1) for id_ in relation.carriers))
            for part, id_ in concerned:
                which = min(part, 2) if relation.relation not in undirected else part // 2
                seen[id_].append((relation.relation, which, *ends, carriers, told(relation, places)))
    return {id_: tuple(sorted(own)) for id_, own in seen.items()}


def _relations_in_order(relations: Sequence[Relation], places: Mapping[str, int]) -> list[Relation]:
    types = {code: place for place, code in enumerate(vocabulary().relations)}
    groups: dict[tuple[int, int, int], list[Relation]] = defaultdict(list)
    for relation in relations:
        # What is told of a relation is only asked where there are several between the same two.
        key = types[relation.relation], places.get(relation.origin, -1), places.get(relation.target, -1)
        groups[key].append(relation)
    for several in groups.values():
        if len(several) > 1:
            several.sort(key=lambda one: (told(one, places), [places.get(id_, -1) for id_ in one.carriers]))
    return [relation for key in sorted(groups) for relation in groups[key]]
