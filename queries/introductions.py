"""Who can bring two organisations together: the shortest chain of ties between them in H, else an adviser nearby."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

import msgspec

from graph.network import Network
from queries.areas import Areas
from queries.carrying import CarryingGraph
from queries.finding import Finding

#: Advisers to name when no chain of ties runs between two organisations.
_ADVISERS = 2


def introducers(graph: CarryingGraph, a: int, b: int) -> list[str]:
    """Return the persons on a shortest chain in H between two organisations (vertex numbers), from a to b; [] for none."""
    return [graph.ids[vertex] for vertex in chain(graph, a, b) if graph.is_person(vertex)]


def chain(graph: CarryingGraph, a: int, b: int) -> list[int]:
    """Return a shortest path in H from vertex ``a`` to ``b``, both included; [] when there is none.

    It is searched from both ends at once, each time from the end that has reached fewer: in a whole country a search from
    one end would pass nearly everybody.
    """
    if a == b:
        return [a]
    before: tuple[dict[int, int], dict[int, int]] = ({a: -1}, {b: -1})
    edges = [[a], [b]]
    while edges[0] and edges[1]:
        side = 0 if len(edges[0]) <= len(edges[1]) else 1
        reached = []
        for vertex in edges[side]:
            for other in graph.neighbours_of(vertex):
                if other in before[1 - side]:
                    ends = (vertex, other) if side == 0 else (other, vertex)
                    return [*reversed(_back(before[0], ends[0])), *_back(before[1], ends[1])]
                if other not in before[side]:
                    before[side][other] = vertex
                    reached.append(other)
        edges[side] = reached
    return []


class Introductions:
    """Tells of findings about organisations that should meet who can introduce them."""

    def __init__(self, network: Network, graph: CarryingGraph) -> None:
        self._network = network
        self._graph = graph
        self._areas = Areas(network)

    def introduced(self, finding: Finding) -> Finding:
        """Return ``finding`` with details of who can bring its organisations together, each a list of node ids.

        ``introducers``: the persons on a shortest chain between the first two organisations of a pair. ``via``: the
        organisations on that chain. ``advisers``: whom else to ask, when that chain names nobody.
        """
        found: dict[str, Any] = {"introducers": [], "via": [], "advisers": []}
        if len(finding.subjects) == 2:
            a, b = (self._graph.numbers[id_] for id_ in finding.subjects)
            between = chain(self._graph, a, b)[1:-1]
            found["introducers"] = [self._graph.ids[v] for v in between if self._graph.is_person(v)]
            found["via"] = [self._graph.ids[v] for v in between if not self._graph.is_person(v)]
        if not found["introducers"]:
            found["advisers"] = self.advisers_near(finding.organisations)
        return msgspec.structs.replace(finding, details={**finding.details, **found})

    def advisers_near(self, organisations: Iterable[str]) -> list[str]:
        """Return the advisers who support an organisation or area where ``organisations`` (ids) work, the nearest first.

        Nearest: who works in a municipality of theirs; else in a region around it. In both, who supports more of them.
        """
        organisations = list(organisations)
        for areas in (self._areas.municipalities, self._areas.regions):
            counts: dict[str, int] = defaultdict(int)
            for organisation in organisations:
                for adviser in {one for area in areas(organisation) for one in self._advisers.get(area, ())}:
                    counts[adviser] += 1
            if counts:
                return sorted(counts, key=lambda adviser: (-counts[adviser], adviser))[:_ADVISERS]
        return []

    @cached_property
    def _advisers(self) -> Mapping[str, set[str]]:
        """Return, by municipality and region, the advisers who work there."""
        found: dict[str, set[str]] = defaultdict(set)
        for relation in self._network.relations_by_type.get("supports", ()):
            target = relation.target
            within = self._areas.direct(target) | self._areas.municipalities(target) or {target}
            for area in self._areas.around(within):
                found[area].add(relation.origin)
        return found


def _back(before: Mapping[int, int], vertex: int) -> list[int]:
    """Return the way back from ``vertex`` to where the search began."""
    found = []
    while vertex >= 0:
        found.append(vertex)
        vertex = before[vertex]
    return found
