"""One task for a ranking of pairs: which pairs it is asked about, which of them are hidden connections, how well it did."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import numpy as np

from bench.hiding import Hidden
from queries.carrying.graph import Flags, Numbers, carrying_graph, distinct
from queries.places.incidence import Values, contains, key_of

#: Up to this many pairs all of them are asked about; beyond it a draw, and for the first k only those that may be there.
_ALL = 200_000
#: Precision is measured at this k, beside k = the number hidden.
FIRST = 50


class Method(msgspec.Struct, frozen=True):
    """A way to rank pairs of organisations: the ``score`` of rows and columns (numbers); higher is likelier.

    ``leading`` are pairs (keys) among which the first of the ranking are; those not among them score lower or 0.
    """

    score: Callable[[Numbers, Numbers], Values]
    leading: Numbers


class Measured(msgspec.Struct, frozen=True):
    """How well a method did on one task."""

    auc: float
    at_hidden: float
    at_first: float


def every_pair(size: int) -> Numbers:
    """Return all pairs of numbers below ``size``, as keys."""
    return np.flatnonzero(np.triu(np.ones((size, size), dtype=np.bool_), 1))


class Task:
    """What is left of a network, with the pairs to rank: ``hidden`` (keys) are those to find back."""

    def __init__(self, made: Hidden, seed: int) -> None:
        self.network = made.network
        self.graph = carrying_graph(made.network)
        self.size = self.graph.organisations
        self.small = self.size * (self.size - 1) // 2 <= _ALL
        connections = self.graph.connections
        lost = self._keys(made.lost_too)
        self._left_out = distinct(key_of(connections.a, connections.b, self.size), lost)
        kinds = (made.network.nodes[id_].kind for id_ in self.graph.ids[: self.size])
        self._municipality = np.array([kind == "municipality" for kind in kinds], dtype=np.bool_)
        hidden = self._keys(made.drawn)
        self.hidden = hidden[self._asked(hidden)]
        others = self._others(np.random.default_rng(seed))
        self.others = others[self._asked(others) & ~contains(self.hidden, others)]

    def measured(self, method: Method) -> Measured:
        """Return how well ``method`` ranks."""
        positive, negative = self._scores(method, self.hidden), np.sort(self._scores(method, self.others))
        below = np.searchsorted(negative, positive, "left") + np.searchsorted(negative, positive, "right")
        auc = float(below.mean()) / 2 / len(negative)
        return Measured(auc, self._precision(method, len(self.hidden)), self._precision(method, FIRST))

    def _precision(self, method: Method, count: int) -> float:
        """Return the expected share of hidden pairs among the first ``count``, with equal scores in an order by lot."""
        keys = method.leading[self._asked(method.leading)]
        scores, hidden = self._scores(method, keys), contains(self.hidden, keys)
        if len(keys) <= count:
            # The rest of the first are any of the pairs that are left.
            rest, rest_hidden = self._asked_count - len(keys), len(self.hidden) - int(hidden.sum())
            by_lot = min(1.0, (count - len(keys)) / rest) if rest else 0.0
            return (float(hidden.sum()) + by_lot * rest_hidden) / count
        least = np.partition(scores, len(scores) - count)[len(scores) - count]
        above, equal = scores > least, scores == least
        by_lot = (count - int(above.sum())) / int(equal.sum())
        return (float(hidden[above].sum()) + by_lot * float(hidden[equal].sum())) / count

    @property
    def _asked_count(self) -> int:
        every = self.size * (self.size - 1) // 2
        municipalities = int(self._municipality.sum())
        among = np.divmod(self._left_out, self.size)
        both = int((self._municipality[among[0]] & self._municipality[among[1]]).sum())
        return every - len(self._left_out) - municipalities * (municipalities - 1) // 2 + both

    def _others(self, rand: np.random.Generator) -> Numbers:
        """Return all pairs as keys, or a draw of them."""
        if self.small:
            return every_pair(self.size)
        rows, columns = rand.integers(0, self.size, (2, _ALL))
        return distinct(key_of(rows, columns, self.size)[rows != columns])

    def _asked(self, keys: Numbers) -> Flags:
        rows, columns = np.divmod(keys, self.size)
        return ~contains(self._left_out, keys) & ~(self._municipality[rows] & self._municipality[columns])

    def _scores(self, method: Method, keys: Numbers) -> Values:
        return method.score(*np.divmod(keys, self.size))

    def _keys(self, pairs: frozenset[tuple[str, str]]) -> Numbers:
        numbers = self.graph.numbers
        ends = np.array([[numbers[a], numbers[b]] for a, b in pairs], dtype=np.int64).reshape(-1, 2)
        return np.sort(key_of(ends[:, 0], ends[:, 1], self.size))
