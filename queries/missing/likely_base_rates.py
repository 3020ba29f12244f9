"""How usual a connection is in this network, by the kinds of two organisations and by how near they work.

The rates are counted in the network itself: of all pairs of, say, a council and a client organisation that work in the
same municipality, how many have a connection? A rate that few pairs tell of is drawn towards that of all kinds together,
and that towards the rate of the whole network, as if two more pairs had been seen.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import scipy

from queries.carrying.graph import CarryingGraph, Flags, Numbers
from queries.places.incidence import Values, key_of
from queries.places.matrices import Places

#: From far to near: what is the smallest area that two organisations share? The last: of one nothing is known.
ELSEWHERE, PROVINCE, REGION, MUNICIPALITY, UNKNOWN = range(5)
#: So many pairs of the ordinary rate are added to what was counted.
_PRIOR = 2.0


class Nearness:
    """How near organisations work, from the sets of areas that each works in.

    Few sets are distinct, so that of all of them is known which have what in common.
    """

    def __init__(self, places: Places) -> None:
        matrices = [places.provinces.matrix, places.regions_proper.matrix, places.municipalities.matrix]
        self._set_of, first = places.distinct
        self._known: Flags = sum(np.diff(matrix.indptr) for matrix in matrices) > 0
        self._overlaps = [_overlap(matrices[wide:], first) for wide in range(len(matrices))]
        # Each overlap includes the narrower ones, so that their number is the level.
        self._levels = sum(self._overlaps[1:], start=self._overlaps[0])

    def of(self, rows: Numbers, columns: Numbers) -> Numbers:
        """Return, per pair of organisation numbers, the level (``ELSEWHERE`` ... ``UNKNOWN``)."""
        if not len(rows):  # scipy gives a sparse answer to a question about nothing
            return np.empty(0, dtype=np.int64)
        level = self._levels[self._set_of[rows], self._set_of[columns]].astype(np.int64)
        return np.where(self._known[rows] & self._known[columns], level, UNKNOWN)

    def pairs(self, kinds: Numbers, count: int) -> Values:
        """Return how many pairs there are by level and by kinds (``key_of``); ``kinds``: the kind of each organisation."""
        held = scipy.sparse.csr_array(
            (np.ones(len(kinds)), (kinds, self._set_of)), shape=(count, self._overlaps[0].shape[0])
        )
        known = np.bincount(kinds[self._known], minlength=count)
        near = []
        for overlap in self._overlaps:
            both = (held @ overlap @ held.T).toarray()
            # On the diagonal every pair is counted twice, and with it every organisation that shares areas with itself.
            own = np.bincount(kinds[overlap.diagonal()[self._set_of] > 0], minlength=count)
            both[np.diag_indices(count)] = (np.diag(both) - own) / 2
            near.append(_once(both))
        province, region, municipality = near
        every, informed = _all_pairs(np.bincount(kinds, minlength=count)), _all_pairs(known)
        return np.stack([informed - province, province - region, region - municipality, municipality, every - informed])


class Usual:
    """How much likelier than any pair two organisations are to have a connection (natural logarithms; 0: just as likely)."""

    def __init__(self, graph: CarryingGraph, kinds: Sequence[str], nearness: Nearness) -> None:
        names = sorted(set(kinds))
        self._count = len(names)
        self._kinds = np.array([names.index(kind) for kind in kinds], dtype=np.int64)
        connections = graph.connections
        pairs = nearness.pairs(self._kinds, self._count)
        made = np.zeros_like(pairs)
        near = nearness.of(connections.a, connections.b)
        np.add.at(made, (near, self._kind_key(connections.a, connections.b)), 1)
        made, pairs = made.reshape(5, -1), pairs.reshape(5, -1)
        base = made.sum() / pairs.sum() if pairs.sum() else 0.0
        self._by_area, self._by_kinds = _logarithms(made, pairs, base) if base else (np.zeros(5), np.zeros_like(pairs))

    def shares(self, near: Numbers, rows: Numbers, columns: Numbers) -> tuple[Values, Values]:
        """Return, per pair of organisation numbers, what their areas add (``near``) and what their kinds add to that."""
        return self._by_area[near], self._by_kinds[near, self._kind_key(rows, columns)]

    def _kind_key(self, rows: Numbers, columns: Numbers) -> Numbers:
        return key_of(self._kinds[rows], self._kinds[columns], self._count)


def _overlap(matrices: Sequence[scipy.sparse.csr_array], first: Numbers) -> scipy.sparse.csr_array:
    """Return which of some rows have anything in common in any of ``matrices``: a matrix of ones."""
    rows = scipy.sparse.hstack([matrix[first] for matrix in matrices], format="csr")
    overlap = rows @ rows.T
    overlap.data = np.ones_like(overlap.data)
    return overlap


def _all_pairs(sizes: Numbers) -> Values:
    """Return the number of pairs by kinds, from the number of organisations of each kind."""
    both = np.outer(sizes, sizes).astype(np.float64)
    both[np.diag_indices(len(sizes))] = sizes * (sizes - 1) / 2
    return _once(both)


def _once(both: Values) -> Values:
    """Return a symmetrical table by kind and kind as a list by ``key_of`` the kinds."""
    flat: Values = np.triu(both).ravel()
    return flat


def _logarithms(made: Values, pairs: Values, base: float) -> tuple[Values, Values]:
    """Return what each level adds to the whole network's rate, and what each pair of kinds adds to that of its level."""
    level = (made.sum(axis=1) + _PRIOR * base) / (pairs.sum(axis=1) + _PRIOR)
    # Where one of them works is unknown: then the rate of their kinds wherever they work is the best guess.
    level[UNKNOWN] = base
    made, pairs = made.copy(), pairs.copy()
    made[UNKNOWN], pairs[UNKNOWN] = made.sum(axis=0), pairs.sum(axis=0)
    rate = (made + _PRIOR * level[:, None]) / (pairs + _PRIOR)
    return np.log(level / base), np.log(rate / level[:, None])
