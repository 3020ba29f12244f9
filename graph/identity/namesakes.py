"""Namesakes: which nodes of several sources are one, when a source gives no id and so tells of whom it speaks by name.

An id that somebody gave is never another one, and what one source tells apart are two. Beyond that a name is one node,
unless areas (or the day of a meeting, or the type of a region) tell that it cannot be. Where a name may be one of several
that are two, it stays apart: which one it is, only people know.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from graph.areas import AREA_RELATIONS
from graph.model import Node, Relation, kind_of
from graph.vocabulary import comparable

#: The kinds of area that an organisation may belong to.
AREAS = ("municipality", "region")
#: Of a name that more nodes than this bear it is not asked who may be who: every pair of them would be looked at.
_MOST_BEARERS = 1000


class Bearer(msgspec.Struct, frozen=True):
    """A node that bears a name: what can tell it from others that do. ``made`` tells that its id was made of its name."""

    id: str
    made: bool
    areas: frozenset[str]
    sources: frozenset[str]
    type: str = ""
    day: str = ""

    @classmethod
    def of(cls, node: Node, areas: Iterable[str], sources: Iterable[str]) -> Bearer:
        """Return ``node`` as bearer of its name."""
        return cls(node.id, node.made, frozenset(areas), frozenset(sources), *telling(node))


#: Tells something of two bearers of one name.
_Relates = Callable[[Bearer, Bearer], bool]


def telling(node: Node) -> tuple[str, str]:
    """Return what tells nodes of this kind apart besides their areas: the type of a region, the day of a meeting."""
    type_ = node.properties.get("type") if node.kind == "region" else None
    day = node.since.isoformat() if node.kind == "meeting" and node.since else ""
    return type_ if isinstance(type_, str) else "", day


def may_be_one(one: Bearer, other: Bearer) -> bool:
    """Tell whether two nodes of one kind and name may be one."""
    if not (one.made or other.made) or not one.sources.isdisjoint(other.sources):
        return False
    if (one.type and other.type and one.type != other.type) or (one.day and other.day and one.day != other.day):
        return False
    return not one.areas or not other.areas or not one.areas.isdisjoint(other.areas)


def one_and_the_same(bearers: Sequence[Bearer]) -> list[list[Bearer]]:
    """Return the groups of ``bearers`` (of one kind and name) that are one node, whatever their order.

    Those of whom each may be every other one; failing that, those of whom this holds when they have an area in common.
    """
    found: list[list[Bearer]] = []
    for joined in _joined(bearers, may_be_one) if len(bearers) <= _MOST_BEARERS else ():
        if _all(joined, may_be_one):
            found.append(joined)
        else:
            found += [group for group in _joined(joined, _share_an_area) if _all(group, _share_an_area)]
    return found


def one_with(own: Bearer, others: Sequence[Bearer]) -> list[Bearer]:
    """Return those of ``others`` that are one node with ``own``: its group in ``one_and_the_same``, no other worked out."""
    for holds in (may_be_one, _share_an_area) if len(others) < _MOST_BEARERS else ():
        near = [other for other in others if holds(own, other)]
        ids = {other.id for other in near}
        # Who is near one of a group is near all of it.
        if near and all(holds(one, other) == (other.id in ids) for one in near for other in others if other is not one):
            return near
    return []


def namesakes(
    nodes: Iterable[Node], relations: Iterable[Relation] = (), ids: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Return, for the id of every node that is one with another by its name, the id that stays.

    ``nodes`` are what lists declare (no mentions), ``relations`` tell in which areas they are, and ``ids`` under which ids
    those go.
    """
    own = _in_several_sources(nodes)
    return _same(own.values(), _areas(own.values(), relations, ids or {})) if own else {}


def _in_several_sources(nodes: Iterable[Node]) -> dict[str, list[Node]]:
    """Return what is said of every node, of the kinds of which several sources tell and some id was made."""
    by_kind: dict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        by_kind[node.kind].append(node)
    found: dict[str, list[Node]] = defaultdict(list)
    for own in by_kind.values():
        if any(node.made for node in own) and len({_source(node) for node in own}) > 1:
            for node in own:
                found[node.id].append(node)
    return found


def _same(said: Iterable[list[Node]], areas: Mapping[str, set[str]]) -> dict[str, str]:
    """Return the ids of nodes that are another one by their name, and of which one."""
    named: dict[tuple[str, str], list[list[Node]]] = defaultdict(list)
    for own in said:
        for key in {(node.kind, comparable(node.name, node.kind)) for node in own if node.name}:
            named[key].append(own)
    same: dict[str, str] = {}
    torn: set[str] = set()
    sources: dict[str, frozenset[str]] = {}
    for several in named.values():
        bearers = [_bearer(own, areas) for own in several] if len(several) > 1 else []
        for group in one_and_the_same(bearers):
            stays = min(group, key=lambda bearer: (bearer.made, len(bearer.id), bearer.id))
            for bearer in group:
                sources[bearer.id] = bearer.sources
                if bearer is not stays and same.setdefault(bearer.id, stays.id) != stays.id:
                    torn.add(bearer.id)
    torn |= _told_apart(same, sources)
    return {id_: other for id_, other in same.items() if id_ not in torn}


def _told_apart(same: Mapping[str, str], sources: Mapping[str, frozenset[str]]) -> set[str]:
    """Return the ids that would be one by two names of a third, while one source tells them apart."""
    joined: dict[str, list[str]] = defaultdict(list)
    for id_, other in same.items():
        joined[other].append(id_)
    found: set[str] = set()
    for several in joined.values():
        counts = Counter(source for id_ in several for source in sources[id_])
        found |= {id_ for id_ in several if any(counts[source] > 1 for source in sources[id_])}
    return found


def _bearer(own: list[Node], areas: Mapping[str, set[str]]) -> Bearer:
    whole = msgspec.structs.replace(own[0], made=all(node.made for node in own))
    return Bearer.of(whole, areas.get(whole.id, ()), map(_source, own))


def _areas(said: Iterable[list[Node]], relations: Iterable[Relation], ids: Mapping[str, str]) -> dict[str, set[str]]:
    """Return in which areas every node is, by the ids that those go by."""
    found: dict[str, set[str]] = defaultdict(set)
    for relation in relations:
        if relation.relation in AREA_RELATIONS and kind_of(relation.target) in AREAS:
            found[relation.origin].add(ids.get(relation.target, relation.target))
    for own in said:
        for node in own:
            if home := node.properties.get("municipality"):
                found[node.id].add(ids.get(home, home))
    return found


def _source(node: Node) -> str:
    return node.sources[0].source if node.sources else ""


def _share_an_area(one: Bearer, other: Bearer) -> bool:
    return may_be_one(one, other) and not one.areas.isdisjoint(other.areas)


def _all(group: Sequence[Bearer], holds: _Relates) -> bool:
    return all(holds(one, other) for i, one in enumerate(group) for other in group[:i])


def _joined(bearers: Sequence[Bearer], holds: _Relates) -> list[list[Bearer]]:
    """Return the groups of two or more that hang together by what ``holds``."""
    left, groups = list(bearers), []
    while left:
        group, queue = [], [left.pop()]
        while queue:
            group.append(queue.pop())
            near = [other for other in left if holds(group[-1], other)]
            left = [other for other in left if other not in near]
            queue += near
        if len(group) > 1:
            groups.append(group)
    return groups
