"""The pairs lost without each person, for all persons at once and again and again, as arrays.

The same depth-first search as in ``queries.separation``, for a question that asks it hundreds of times and wants nothing
of it but these numbers. scipy makes the search; what follows from it is computed for all vertices together: where the
subtree of a vertex ends by following parents in doubling steps, and the lowest entry number that a subtree reaches by a
table of minima over stretches of 1, 2, 4, 8, ... entries. (To load scipy takes longer than to search once without it.)
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.sparse.csgraph import depth_first_order

from queries.carrying import CarryingGraph, Numbers

#: What scipy numbers vertices with.
Vertices = npt.NDArray[np.int32]


class Losses:
    """H without its dead ends (persons with one tie): ``persons`` are the vertices of the others."""

    def __init__(self, graph: CarryingGraph) -> None:
        count = self._organisations = graph.organisations
        self.persons: Numbers = count + np.flatnonzero(graph.degrees[count:] > 1)
        row = np.full(len(graph.ids), -1, dtype=np.int32)
        row[:count], row[self.persons] = np.arange(count), np.arange(count, count + len(self.persons))
        origins, targets = np.repeat(row, graph.degrees), row[graph.neighbours]
        kept = (origins >= 0) & (targets >= 0)
        self._origins, self._targets = origins[kept], targets[kept]

    def without(self, number: int | None = None) -> Numbers:
        """Return the organisation pairs lost without each of ``persons``; in H without number ``number`` of them if given."""
        origins, targets, count = self._origins, self._targets, self._organisations
        if number is not None:
            kept = (origins != count + number) & (targets != count + number)
            origins, targets = origins[kept], targets[kept]
        tree = _Tree(origins, targets, count, count + len(self.persons))
        # Without a person, the subtree of a child that reaches no higher than her stands alone.
        child = np.flatnonzero((tree.lowest() >= tree.parent) & tree.is_person[tree.parent])
        sizes = tree.organisations(child, tree.end[child])
        fallen, within = np.zeros((2, len(tree.order)), dtype=np.int64)
        np.add.at(fallen, tree.parent[child], sizes)
        np.add.at(within, tree.parent[child], _pairs(sizes))
        inside = tree.organisations(*tree.component())
        lost = np.zeros(count + len(self.persons) + 1, dtype=np.int64)
        lost[tree.order] = np.where(fallen > 0, _pairs(inside) - within - _pairs(inside - fallen), 0)
        return lost[count:-1]


class _Tree:
    """A depth-first search of every component, in numbers of entry; entry 0 is a root above all organisations.

    ``order`` is the vertex of each entry, ``parent`` the entry above it, ``end`` where its subtree ends.
    """

    def __init__(self, origins: Vertices, targets: Vertices, organisations: int, size: int) -> None:
        starts = np.searchsorted(origins, np.arange(size + 1, dtype=origins.dtype))
        starts = np.append(starts, len(targets) + organisations).astype(np.int32)
        targets_of_all = np.concatenate([targets, np.arange(organisations, dtype=targets.dtype)])
        matrix = csr_array((np.ones(len(targets_of_all)), targets_of_all, starts), shape=(size + 1, size + 1))
        self.order, above = depth_first_order(matrix, size)
        entries = np.arange(len(self.order))
        entry = np.empty(size + 1, dtype=np.int64)
        entry[self.order] = entries
        self.parent = np.zeros_like(entries)
        self.parent[1:] = entry[above[self.order[1:]]]
        self.end = self._ends()
        self.is_person = (self.order >= organisations) & (self.order < size)
        self._before = np.concatenate([np.zeros(1, np.int64), np.cumsum(self.order < organisations)])
        back = above[origins] != targets
        self._reach = entries.copy()
        np.minimum.at(self._reach, entry[origins[back]], entry[targets[back]])

    def organisations(self, start: Numbers, end: Numbers) -> Numbers:
        """Return the number of organisations in intervals of entries."""
        found: Numbers = self._before[end] - self._before[start]
        return found

    def component(self) -> tuple[Numbers, Numbers]:
        """Return, for every entry, the interval of entries of its component."""
        first = np.flatnonzero(self.parent == 0)  # entry 0 itself, and every first one of a component
        own = first[np.cumsum(self.parent == 0) - 1]
        return own, self.end[own]

    def lowest(self) -> Numbers:
        """Return the lowest entry that each subtree reaches over an edge that is not of the tree."""
        length = self.end - np.arange(len(self.end))
        found, table, stretch = self._reach.copy(), self._reach, 1
        while 2 * stretch <= length.max():
            table = np.minimum(table[:-stretch], table[stretch:])
            stretch *= 2
            fits = np.flatnonzero((length >= stretch) & (length < 2 * stretch))
            found[fits] = np.minimum(table[fits], table[self.end[fits] - stretch])
        return found

    def _ends(self) -> Numbers:
        """Return where each subtree ends: at the next child of its parent, or else where that of its parent does."""
        size = len(self.parent)
        by_parent = np.argsort(self.parent[1:], kind="stable") + 1
        siblings = self.parent[by_parent[:-1]] == self.parent[by_parent[1:]]
        following = np.full(size, size, dtype=np.int64)
        following[by_parent[:-1][siblings]] = by_parent[1:][siblings]
        known = np.where(following < size, np.arange(size), self.parent)
        while not np.array_equal(further := known[known], known):
            known = further
        ends: Numbers = following[known]
        return ends


def _pairs(counts: Numbers) -> Numbers:
    return counts * (counts - 1) // 2
