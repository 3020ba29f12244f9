"""Distances between organisations in H, for all pairs at once.

The distance is counted in organisations: 1 for two organisations with a tie to the same person, or with an unattributed
tie between them; a person on the way costs nothing. Two organisations at distance d have d - 1 others between them.

From 64 organisations at a time it is followed who is reached after 1, 2, 3, ... steps, one bit for each of the 64.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from queries.carrying.graph import CarryingGraph, Numbers
from queries.carrying.separation import pairs
from queries.measures.ratio import Ratio

#: Up to this many organisations every distance counts; beyond it, those from a sample of organisations.
EXACT_UP_TO = 2_048
SAMPLE = 512
_SEED = 20_061
_BITS = 64
#: Words of 64 organisations that are followed together: few enough to stay in the processor's cache.
_WORDS = 8
#: Standard errors in half a 95% interval.
_STANDARD_ERRORS = 1.96

Bits = npt.NDArray[np.uint64]


def distance_weighted_fragmentation(
    graph: CarryingGraph, *, exact_up_to: int = EXACT_UP_TO, sample: int = SAMPLE
) -> Ratio:
    """Return Borgatti's distance-weighted fragmentation DF (2006, formula 9) of the organisations of H, 0..1.

    1 - the mean over all organisation pairs of 1 / distance, where 1 / distance is 0 for a pair that is not joined. The
    numerator is what is missing: the number of pairs less the sum of 1 / distance. With more than ``exact_up_to``
    organisations, an estimate from the distances of ``sample`` of them (a fixed draw), with its margin.
    """
    count = graph.organisations
    every = pairs(count)
    if not every:
        return Ratio(0, 0)
    if count <= exact_up_to:
        return Ratio(every - float(closeness(graph, np.arange(count)).sum()) / 2, every)
    drawn = np.random.default_rng(_SEED).choice(count, sample, replace=False)
    near = closeness(graph, np.sort(drawn)) / (count - 1)
    # Drawn without putting back: of a sample of everything nothing is left to guess.
    error = float(near.std(ddof=1)) * math.sqrt((1 / sample) * (1 - sample / count))
    return Ratio(every * (1 - float(near.mean())), every, margin=_STANDARD_ERRORS * error)


def closeness(graph: CarryingGraph, organisations: Numbers) -> npt.NDArray[np.float64]:
    """Return, for each of ``organisations`` (numbers), the sum of 1 / distance to every other organisation in reach."""
    steps = _Steps(graph)
    found = np.zeros(len(organisations))
    for start in range(0, len(organisations), _BITS * _WORDS):
        chunk = organisations[start : start + _BITS * _WORDS]
        counts = steps.reached(chunk)
        for distance in range(1, len(counts)):
            found[start : start + len(chunk)] += (counts[distance] - counts[distance - 1]) / distance
    return found


class _Steps:
    """One step from organisations to organisations: to the persons they have ties with, and on from there.

    Rows 0..organisations - 1 are organisations, the rest persons with two ties or more (others lead nowhere).
    """

    def __init__(self, graph: CarryingGraph) -> None:
        count = self._count = graph.organisations
        persons = count + np.flatnonzero(graph.degrees[count:] > 1)
        row = np.full(len(graph.ids), -1, dtype=np.int64)
        row[:count], row[persons] = np.arange(count), count + np.arange(len(persons))
        origins = np.repeat(row, graph.degrees)
        targets = row[graph.neighbours]
        kept = (origins >= 0) & (targets >= 0)
        # Who is reached stays reached: every organisation leads to itself as well.
        own = np.arange(count)
        origins, targets = np.concatenate([own, origins[kept]]), np.concatenate([own, targets[kept]])
        order = np.argsort(origins, kind="stable")
        self._targets = targets[order]
        self._starts = np.searchsorted(origins[order], np.arange(count + len(persons)))
        self._of_organisations = self._starts[count] if len(persons) else len(targets)

    def reached(self, organisations: Numbers) -> list[Numbers]:
        """Return, for distance 0, 1, 2, ..., how many organisations each of ``organisations`` has within it."""
        bits = np.arange(len(organisations))
        rows = np.zeros((len(self._starts), -(-len(organisations) // _BITS)), dtype=np.uint64)
        rows[organisations, bits // _BITS] = np.uint64(1) << (bits % _BITS).astype(np.uint64)
        counts = [np.ones(len(organisations), dtype=np.int64)]
        total = len(organisations)
        while True:
            self._step(rows)
            now = int(np.bitwise_count(rows[: self._count]).sum())
            if now == total:
                return counts
            total = now
            counts.append(_per_bit(rows[: self._count], len(organisations)))

    def _step(self, rows: Bits) -> None:
        """Let everybody reach what those beside them reach: first the persons, then the organisations."""
        count, split = self._count, self._of_organisations
        if len(rows) > count:
            starts = self._starts[count:] - split
            rows[count:] = np.bitwise_or.reduceat(rows[self._targets[split:]], starts, axis=0)
        rows[:count] = np.bitwise_or.reduceat(rows[self._targets[:split]], self._starts[:count], axis=0)


def _per_bit(rows: Bits, bits: int) -> Numbers:
    """Return how many of ``rows`` have each of the first ``bits`` bits set."""
    octets = rows.astype("<u8", copy=False).view(np.uint8)
    counts: Numbers = np.unpackbits(octets, axis=1, bitorder="little").sum(axis=0, dtype=np.int64)
    return counts[:bits]
