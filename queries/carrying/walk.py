"""The cheapest ways through H from one vertex to another, as the design counts (section 5), the best first.

What a way costs is one number in which three are packed, the gravest in front: the organisations on the way that are no
platform, the steps that nobody is known to carry, and the people on the way. A step may cost nothing (from a person into
a platform), but no way round does: it passes a person or an unattributed step. So the cheapest ways are simple ones.
"""

from __future__ import annotations

import heapq
import itertools
import math
from collections.abc import Iterator, Set

from queries.carrying.graph import CarryingGraph

#: Vertices one after the other.
Way = tuple[int, ...]


class Steps:
    """What it costs to walk through H: of every step, and of every vertex that lies on the way. For any number of walks."""

    def __init__(self, graph: CarryingGraph) -> None:
        self.graph = graph
        self._bits = len(graph.ids).bit_length() + 1
        self.organisation, self._unattributed = 1 << 2 * self._bits, 1 << self._bits
        #: What no way costs.
        self.most = self.organisation * len(graph.ids)
        inner = [0 if platform else self.organisation for platform in graph.platforms[: graph.organisations].tolist()]
        self.passing = inner + [1] * (len(graph.ids) - graph.organisations)
        self._matters = graph.matters.tolist()
        self._nobody = set(zip(*(column.tolist() for column in graph.unattributed), strict=True))
        self._from: dict[int, list[tuple[int, int]]] = {}

    def organisations(self, cost: int) -> int:
        """Return how many organisations there are in a cost."""
        return cost >> 2 * self._bits

    def of(self, vertex: int) -> list[tuple[int, int]]:
        """Return the steps from ``vertex`` to all but dead ends: where each leads to, and its cost."""
        if vertex not in self._from:
            others = [other for other in self.graph.neighbours_of(vertex) if self._matters[other]]
            self._from[vertex] = [(other, self._cost(vertex, other)) for other in others]
        return self._from[vertex]

    def unattributed(self, a: int, b: int) -> bool:
        """Tell whether nobody is known to carry the step between ``a`` and ``b``."""
        return (min(a, b), max(a, b)) in self._nobody

    def _cost(self, a: int, b: int) -> int:
        if self.graph.is_person(a) or self.graph.is_person(b):
            return 0
        # Who is hidden from this audience counts as a person: the best way is the same for everybody.
        return self._unattributed if self.unattributed(a, b) else 1


class Walk:
    """The ways from ``start`` to ``end`` in H (two different vertices).

    Organisations with which a person at an end has a tie cost nothing: she is there already.
    """

    def __init__(self, steps: Steps, start: int, end: int) -> None:
        graph = steps.graph
        self.steps, self._start, self._end = steps, start, end
        ends = [vertex for vertex in (start, end) if graph.is_person(vertex)]
        self._own = {organisation for person in ends for organisation in graph.neighbours_of(person)}
        self._beside_dead_end = () if graph.matters[end] else tuple(graph.neighbours_of(end))
        self._behind = _Outward(self, end)

    def ways(self, detour: int) -> Iterator[tuple[int, Way]]:
        """Yield the ways, each with its cost: the cheapest first and of equals the first by vertex numbers.

        ``detour``: how many organisations more than the first another may pass. After Yen (1971) and Lawler (1972): what
        is left after each way is divided by where it leaves that way, and of every part the best is looked for.
        """
        self._meet()
        first = self._best((self._start,), 0, frozenset(), self.steps.most)
        if first is None:
            return
        most = (self.steps.organisations(first[0]) + detour + 1) * self.steps.organisation - 1
        waiting: list[tuple[int, Way, int, Set[int]]] = [(*first, 0, frozenset())]
        while waiting:
            cost, way, left, barred = heapq.heappop(waiting)
            yield cost, way
            self._behind.settle_up_to(most)
            costs = self._costs(way)
            for i in range(left, len(way) - 1):
                barred = (barred if i == left else frozenset()) | {way[i + 1]}
                if other := self._best(way[: i + 1], costs[i], barred, most):
                    heapq.heappush(waiting, (*other, i, barred))

    def onward(self, vertex: int) -> list[tuple[int, int]]:
        """Return the steps from ``vertex``: where each leads to, and its cost."""
        steps = self.steps.of(vertex)
        return [*steps, (self._end, 0)] if vertex in self._beside_dead_end else steps

    def passing(self, vertex: int) -> int:
        """Return what it costs to have ``vertex`` on the way; an end is not on the way."""
        free = vertex in self._own or vertex in (self._start, self._end)
        return 0 if free else self.steps.passing[vertex]

    def _meet(self) -> None:
        """Look around the start and the end in turns, until no way is cheaper than one that was found.

        So ``_behind`` knows enough to find the best way, without passing nearly everybody in a whole country.
        """
        sides = _Outward(self, self._start), self._behind
        best = math.inf
        while sides[0].next_cost + sides[1].next_cost < best:
            near, far = sides if len(sides[0]) <= len(sides[1]) else sides[::-1]
            vertex = near.settle()
            if vertex in far.cost:
                best = min(best, near.cost[vertex] + self.passing(vertex) + far.cost[vertex])

    def _best(self, root: Way, cost: int, barred: Set[int], most: int) -> tuple[int, Way] | None:
        """Return the best way that begins with ``root`` (which has a ``cost``), does not go on to ``barred`` and costs
        ``most`` at the most.

        A* (Hart, Nilsson and Raphael, 1968). Of equal ways the one with the lowest vertices comes first: a way is looked
        at before every way that goes on from it, and before every one with a higher vertex in that place.
        """
        closed = set(root[:-1])
        waiting: list[tuple[float, Way, int]] = [(cost, root, cost)]
        known: dict[int, tuple[int, Way]] = {}
        while waiting:
            _, way, cost = heapq.heappop(waiting)
            vertex = way[-1]
            if vertex == self._end:
                return cost, way
            if vertex in closed:
                continue
            closed.add(vertex)
            cost += self.passing(vertex)
            for other, step in self.onward(vertex):
                if other in closed or (other in barred and len(way) == len(root)):
                    continue
                found = cost + step, (*way, other)
                least = found[0] + self.passing(other) + self._behind.at_least(other)
                if least <= most and (other not in known or found < known[other]):
                    known[other] = found
                    heapq.heappush(waiting, (least, found[1], found[0]))
        return None

    def _costs(self, way: Way) -> list[int]:
        """Return the cost of a way up to each of its vertices, without that vertex."""
        costs = [0]
        for a, b in itertools.pairwise(way):
            costs.append(costs[-1] + self.passing(a) + dict(self.onward(a))[b])
        return costs


class _Outward:
    """What it costs to get from a vertex to others, without either of them (Dijkstra, 1959): as far as it was asked for."""

    def __init__(self, walk: Walk, origin: int) -> None:
        self._walk = walk
        self.cost = {origin: 0}
        self._settled: set[int] = set()
        self._waiting = [(0, origin)]

    def __len__(self) -> int:
        return len(self._waiting)

    @property
    def next_cost(self) -> float:
        """Return the cost of the next vertex, infinite when there is none."""
        while self._waiting and self._waiting[0][1] in self._settled:
            heapq.heappop(self._waiting)
        return self._waiting[0][0] if self._waiting else math.inf

    def at_least(self, vertex: int) -> float:
        """Return what it costs at the least to get to ``vertex``; exactly what it costs when it was settled."""
        return self.cost[vertex] if vertex in self._settled else self.next_cost

    def settle(self) -> int:
        """Return the next vertex, when there is one: what it costs is certain now."""
        cost, vertex = heapq.heappop(self._waiting)
        self._settled.add(vertex)
        cost += self._walk.passing(vertex)
        for other, step in self._walk.onward(vertex):
            if other not in self.cost or cost + step < self.cost[other]:
                self.cost[other] = cost + step
                heapq.heappush(self._waiting, (cost + step, other))
        return vertex

    def settle_up_to(self, most: float) -> None:
        """Settle all that costs ``most`` at the most."""
        while self.next_cost <= most and self._waiting:
            self.settle()
