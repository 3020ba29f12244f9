"""Circles: organisations that meet without entering another one. Two of one circle are at distance 1 (design, section 5).

Persons and platforms on a way cost nothing, so whoever can be reached through them alone is in one circle with all others
who can; two organisations that nobody is known to join are a circle of two. A way passes as many circles as its distance.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from queries.carrying.cache import cached_per_object
from queries.carrying.graph import CarryingGraph, Flags, Numbers, components, distinct

Bits = npt.NDArray[np.uint64]
_BITS = 64
#: From so many organisations together it is followed whom they reach: few enough to stay in the processor's cache.
AT_ONCE = 8 * _BITS


@cached_per_object
def circles(graph: CarryingGraph) -> tuple[Numbers, Numbers]:
    """Return who is in which circle as two columns, in order of the circles: circle (0, 1, 2, ...) and organisation (number).

    Circles of one are left out: they lead nowhere.
    """
    size = len(graph.ids)
    free = graph.platforms | (np.arange(size) >= graph.organisations)
    origins, targets = np.repeat(np.arange(size), graph.degrees), graph.neighbours
    inside = free[origins] & free[targets]
    starts = np.concatenate([[0], np.cumsum(np.bincount(origins[inside], minlength=size))])
    together = components(targets[inside], starts)

    entering, direct = ~free[origins] & free[targets], ~free[origins] & ~free[targets] & (origins < targets)
    own = np.flatnonzero(graph.platforms)
    pairs = size + np.arange(np.count_nonzero(direct))
    circle = np.concatenate([together[targets[entering]], together[own], pairs, pairs])
    member = np.concatenate([origins[entering], own, origins[direct], targets[direct]])
    circle, member = np.divmod(distinct(circle * size + member), max(size, 1))
    several = np.bincount(circle)[circle] > 1 if len(circle) else np.zeros(0, dtype=np.bool_)
    number = np.cumsum(np.diff(circle[several], prepend=-1) != 0) - 1
    return number, member[several]


class Spread:
    """Whom organisations reach at distance 1, 2, 3, ...: step by step, one bit for each that it began with.

    Rows 0..organisations - 1 are organisations, the rest circles.
    """

    def __init__(self, graph: CarryingGraph) -> None:
        count = self.organisations = graph.organisations
        circle, member = circles(graph)
        # Who is reached stays reached: every organisation leads to itself as well.
        own, rows = np.arange(count), count + circle
        origins, targets = np.concatenate([own, member, rows]), np.concatenate([own, rows, member])
        order = np.argsort(origins, kind="stable")
        self._targets = targets[order]
        self._starts = np.searchsorted(origins[order], np.arange(count + (circle[-1] + 1 if len(circle) else 0)))
        self._of_organisations = count + len(circle)

    def begin(self, organisations: Numbers) -> Bits:
        """Return the rows in which each of ``organisations`` (numbers) has reached itself: bit i is that of the i-th."""
        bits = np.arange(len(organisations))
        rows = np.zeros((len(self._starts), -(-len(organisations) // _BITS)), dtype=np.uint64)
        rows[organisations, bits // _BITS] = np.uint64(1) << (bits % _BITS).astype(np.uint64)
        return rows

    def step(self, rows: Bits) -> None:
        """Let everybody reach what those beside them reach: first the circles, then the organisations."""
        count, split = self.organisations, self._of_organisations
        if len(rows) > count:
            starts = self._starts[count:] - split
            rows[count:] = np.bitwise_or.reduceat(rows[self._targets[split:]], starts, axis=0)
        rows[:count] = np.bitwise_or.reduceat(rows[self._targets[:split]], self._starts[:count], axis=0)


def has_bit(rows: Bits, organisations: Numbers, bits: Numbers) -> Flags:
    """Tell of each of ``organisations`` whether its row has the bit of that number."""
    found: Flags = rows[organisations, bits // _BITS] >> (bits % _BITS).astype(np.uint64) & np.uint64(1) != 0
    return found
