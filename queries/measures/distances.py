"""Distances between organisations in H, for all pairs at once.

The distance is that of the design (section 5): organisations entered on the way, the last one included; persons and
platforms on the way cost nothing. So it is the number of circles passed (``queries.carrying.circles``). It is the distance in
the graph in which organisations of one circle are beside each other, which is what DF asks for.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from queries.carrying.circles import AT_ONCE, Bits, Spread
from queries.carrying.counted import Counted
from queries.carrying.graph import Flags, Numbers
from queries.measures.ratio import Ratio

#: Up to this many organisations every distance counts; beyond it, those from a sample of organisations.
EXACT_UP_TO = 2_048
SAMPLE = 512
_SEED = 20_061
#: Standard errors in half a 95% interval.
_STANDARD_ERRORS = 1.96


def distance_weighted_fragmentation(found: Counted, *, exact_up_to: int = EXACT_UP_TO, sample: int = SAMPLE) -> Ratio:
    """Return Borgatti's distance-weighted fragmentation DF (2006, formula 9) of the organisations of H that count, 0..1.

    1 - the mean over all organisation pairs of 1 / distance, where 1 / distance is 0 for a pair that is not joined. The
    numerator is what is missing: the number of pairs less the sum of 1 / distance. With more than ``exact_up_to``
    organisations, an estimate from the distances of ``sample`` of them (a fixed draw), with its margin.
    """
    count, every = len(found.organisations), found.every_pair
    if not every:
        return Ratio(0, 0)
    if count <= exact_up_to:
        return Ratio(every - float(closeness(found, found.organisations).sum()) / 2, every)
    drawn = np.random.default_rng(_SEED).choice(count, sample, replace=False)
    near = closeness(found, found.organisations[np.sort(drawn)]) / (count - 1)
    # Drawn without putting back: of a sample of everything nothing is left to guess.
    error = float(near.std(ddof=1)) * math.sqrt((1 / sample) * (1 - sample / count))
    return Ratio(every * (1 - float(near.mean())), every, margin=_STANDARD_ERRORS * error)


def closeness(counts: Counted, organisations: Numbers) -> npt.NDArray[np.float64]:
    """Return, for each of ``organisations`` (numbers), the sum of 1 / distance to every other one in reach that counts."""
    spread = Spread(counts.graph)
    found = np.zeros(len(organisations))
    for start in range(0, len(organisations), AT_ONCE):
        chunk = organisations[start : start + AT_ONCE]
        reached = _reached(spread, chunk, counts.flags)
        for distance in range(1, len(reached)):
            found[start : start + len(chunk)] += (reached[distance] - reached[distance - 1]) / distance
    return found


def _reached(spread: Spread, organisations: Numbers, those: Flags) -> list[Numbers]:
    """Return, for distance 0, 1, 2, ..., how many of ``those`` organisations each of ``organisations`` has within it."""
    rows = spread.begin(organisations)
    counts = [np.ones(len(organisations), dtype=np.int64)]
    total = len(organisations)
    while True:
        spread.step(rows)
        now = int(np.bitwise_count(rows[: spread.organisations]).sum())
        if now == total:
            return counts
        total = now
        counts.append(_per_bit(rows[: spread.organisations][those], len(organisations)))


def _per_bit(rows: Bits, bits: int) -> Numbers:
    """Return how many of ``rows`` have each of the first ``bits`` bits set."""
    octets = rows.astype("<u8", copy=False).view(np.uint8)
    counts: Numbers = np.unpackbits(octets, axis=1, bitorder="little").sum(axis=0, dtype=np.int64)
    return counts[:bits]
