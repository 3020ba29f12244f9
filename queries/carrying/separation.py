"""What falls apart without one person, for every person at once.

One depth-first search gives, for every vertex, the number at which it was entered and the lowest number reachable
from its subtree over one back edge (Hopcroft and Tarjan, Algorithm 447, 1973). Without vertex p, the subtree of a child c
stands alone exactly when low(c) >= entry(p): these subtrees are the branches of the block-cut tree at p. A subtree is an
interval of entry numbers, so the organisations in each part, and the part that an organisation falls into, follow by
counting in intervals: all in time linear in the size of H.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence

import msgspec
import numpy as np

from queries.carrying.cache import cached_per_object
from queries.carrying.graph import CarryingGraph, Numbers


class Separation(msgspec.Struct):
    """The result of the search over H.

    ``entry`` is the entry number of every vertex that matters (-1: a person with at most one tie, whose leaving parts
    nothing), ``order`` the vertices by entry number. ``branches`` maps a person to the intervals [start, end) of entry
    numbers that fall off without her.
    ``organisations_before`` counts the organisations (after ``counting``: some of them) with an entry number below i.
    ``components`` holds the intervals of all components.
    """

    entry: list[int]
    order: list[int]
    branches: dict[int, list[tuple[int, int]]]
    organisations_before: list[int]
    components: list[tuple[int, int]]

    def counting(self, organisations: Numbers) -> Separation:
        """Return the same search, in which only these organisations (vertex numbers) count."""
        flags = np.zeros(len(self.order), dtype=np.int64)
        flags[np.array(self.entry, dtype=np.int64)[organisations]] = 1
        return msgspec.structs.replace(self, organisations_before=[0, *np.cumsum(flags).tolist()])

    def organisations_in(self, interval: tuple[int, int]) -> int:
        """Return the number of organisations in an interval of entry numbers."""
        return self.organisations_before[interval[1]] - self.organisations_before[interval[0]]

    def component_at(self, vertex: int) -> int:
        """Return the number of the component that a vertex with an entry number lies in."""
        return bisect_right(self.components, (self.entry[vertex], len(self.entry) + 1)) - 1

    def parts(self, person: int) -> list[int]:
        """Return the organisations per part of the person's component without her, largest first; [] when it stays whole."""
        if person not in self.branches:
            return []
        sizes = [self.organisations_in(branch) for branch in self.branches[person]]
        sizes.append(self.organisations_in(self.components[self.component_at(person)]) - sum(sizes))
        sizes = [size for size in sizes if size]
        return sorted(sizes, reverse=True) if len(sizes) > 1 else []

    def pieces(self, person: int) -> list[list[tuple[int, int]]]:
        """Return the intervals of entry numbers of each part that ``parts`` counts."""
        if not self.parts(person):
            return []
        branches = self.branches[person]
        first, last = self.components[self.component_at(person)]
        edges = [first, *(edge for branch in branches for edge in branch), last]
        rest = [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end]
        return [piece for piece in (*([branch] for branch in branches), rest) if any(map(self.organisations_in, piece))]

    def pairs_lost(self, person: int) -> int:
        """Return the organisation pairs that are joined, and not without the person."""
        parts = self.parts(person)
        return pairs_parted(sum(parts), parts)

    def most_lost(self) -> int:
        """Return the organisation pairs that are lost without the person without whom most are."""
        return max(map(self.pairs_lost, self.branches), default=0)

    def part_of(self, person: int, organisation: int) -> int:
        """Return the number of the part that an organisation of her component falls into without the person.

        -1 is the part that stays with the rest, or everything when she parts nothing.
        """
        entry, branches = self.entry[organisation], self.branches.get(person, [])
        i = bisect_right(branches, (entry, len(self.entry) + 1)) - 1
        return i if i >= 0 and entry < branches[i][1] else -1

    def separates(self, person: int, a: int, b: int) -> bool:
        """Tell whether organisations ``a`` and ``b``, joined in H, fall apart without ``person``."""
        return person in self.branches and self.part_of(person, a) != self.part_of(person, b)

    def pairs_lost_among(self, person: int, entries: Sequence[int]) -> int:
        """Return the pairs lost without ``person`` among the organisations with these entry numbers (sorted)."""
        if person not in self.branches:
            return 0
        inside = between(entries, *self.components[self.component_at(person)])
        sizes = [between(entries, *branch) for branch in self.branches[person]]
        return pairs_parted(inside, sizes)


def pairs(count: int) -> int:
    """Return the number of pairs among ``count`` things."""
    return count * (count - 1) // 2


def pairs_parted(whole: int, parts: Collection[int]) -> int:
    """Return the pairs that fall apart when ``parts`` come loose of ``whole`` things, and of each other."""
    return pairs(whole) - sum(map(pairs, parts)) - pairs(whole - sum(parts))


@cached_per_object
def separation(graph: CarryingGraph) -> Separation:
    """Search H once; linear in its vertices and edges."""
    kept = np.flatnonzero(graph.matters[graph.neighbours])
    starts = np.searchsorted(kept, graph.starts).tolist()
    search = Search(starts, graph.neighbours[kept].tolist(), graph.organisations)
    components = [search.component(root) for root in np.flatnonzero(graph.matters).tolist() if search.entry[root] < 0]
    flags = np.array(search.order, dtype=np.int64) < graph.organisations
    for branches in search.branches.values():
        branches.sort()
    return Separation(
        entry=search.entry,
        order=search.order,
        branches=search.branches,
        components=components,
        organisations_before=[0, *np.cumsum(flags).tolist()],
    )


class Search:
    """The state of a depth-first search of H, or of a part of it: neighbours as in CarryingGraph, organisations first.

    ``order`` are the vertices by entry number. A vertex with an entry number is passed by.
    """

    def __init__(self, starts: list[int], neighbours: list[int], organisations: int) -> None:
        self.starts = starts
        self.neighbours = neighbours
        self.organisations = organisations
        self.entry = [-1] * (len(starts) - 1)
        self.order: list[int] = []
        self.branches: dict[int, list[tuple[int, int]]] = {}

    def component(self, root: int) -> tuple[int, int]:
        """Search the component of ``root``; return its interval of entry numbers."""
        entry, order, starts, neighbours = self.entry, self.order, self.starts, self.neighbours
        first = low = entry[root] = len(order)
        order.append(root)
        vertex, parent, ties = root, -1, iter(neighbours[starts[root] : starts[root + 1]])
        above: list[tuple[int, int, Iterator[int], int]] = []
        while True:
            for other in ties:
                if entry[other] < 0:
                    above.append((vertex, parent, ties, low))
                    vertex, parent, ties = other, vertex, iter(neighbours[starts[other] : starts[other + 1]])
                    low = entry[vertex] = len(order)
                    order.append(vertex)
                    break
                if entry[other] < low and other != parent:
                    low = entry[other]
            else:
                if not above:
                    break
                child, child_low = vertex, low
                vertex, parent, ties, low = above.pop()
                low = min(low, child_low)
                if vertex >= self.organisations and child_low >= entry[vertex]:
                    # Nothing from the child on reaches higher than this person: without her it stands alone.
                    self.branches.setdefault(vertex, []).append((entry[child], len(order)))
        return first, len(order)


def between(entries: Sequence[int], start: int, end: int) -> int:
    """Return how many of ``entries`` (sorted) lie in the interval [start, end)."""
    return bisect_left(entries, end) - bisect_left(entries, start)
