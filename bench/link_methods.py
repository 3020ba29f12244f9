"""The rankings that are compared: the program's own, and three of networkx on the connection graph."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

import networkx
import numpy as np

from bench.link_task import Task
from queries.carrying.graph import Numbers, distinct
from queries.missing.likely import WEIGHTS, Likeness
from queries.places.incidence import PairValues, Values, key_of

#: Up to this many organisations every pair is ranked.
_SMALL = 600

Predictor = Callable[["networkx.Graph[int]", Iterable[tuple[int, int]]], Iterator[tuple[int, int, float]]]


class Ours:
    """The score of ``likely_links``."""

    def __init__(self, task: Task, weights: Mapping[str, float] = WEIGHTS) -> None:
        self._size = task.size
        self._likeness = Likeness(task.network, task.graph)
        self._weights = weights

    def score(self, rows: Numbers, columns: Numbers) -> Values:
        """Return the points of every pair together."""
        total: Values = np.sum(list(self._likeness.points(rows, columns, self._weights).values()), axis=0)
        return total

    def leading(self, count: int) -> Numbers:
        """Return the candidates: the program ranks nothing else."""
        return key_of(*self._likeness.candidates(), self._size)


class OfNetworkx:
    """A link prediction index of networkx; ``everywhere``: it is not only above 0 for pairs with a common neighbour."""

    def __init__(self, task: Task, predictor: Predictor, *, everywhere: bool = False) -> None:
        self._size = task.size
        self._predictor = predictor
        self._everywhere = everywhere
        self._graph: networkx.Graph[int] = networkx.Graph()
        self._graph.add_nodes_from(range(task.size))
        connections = task.graph.connections
        self._graph.add_edges_from(zip(connections.a.tolist(), connections.b.tolist(), strict=True))

    def score(self, rows: Numbers, columns: Numbers) -> Values:
        """Return what networkx says of every pair."""
        pairs = list(zip(rows.tolist(), columns.tolist(), strict=True))
        return np.array([float(score) for _, _, score in self._predictor(self._graph, pairs)])

    def leading(self, count: int) -> Numbers:
        """Return all pairs of a small network; else those with a common neighbour, or with the most contacts."""
        if self._size <= _SMALL:
            rows, columns = np.triu_indices(self._size, 1)
            return distinct(key_of(rows.astype(np.int64), columns.astype(np.int64), self._size))
        matrix = networkx.to_scipy_sparse_array(self._graph, nodelist=list(range(self._size)))
        if not self._everywhere:
            return PairValues(matrix @ matrix).keys
        return self._most_contacts(np.asarray(matrix.sum(axis=1)).ravel(), count)

    def _most_contacts(self, degrees: Values, count: int) -> Numbers:
        """Return the pairs whose product of degrees is among the largest, leaving room for those that are connected."""
        wanted = count + self._graph.number_of_edges()
        products = np.triu(np.outer(degrees, degrees), 1)
        least = np.partition(products.ravel(), -wanted)[-wanted]
        rows, columns = np.nonzero(products >= least)
        return distinct(key_of(rows.astype(np.int64), columns.astype(np.int64), self._size))


METHODS: dict[str, Callable[[Task], Ours | OfNetworkx]] = {
    "ours": Ours,
    "Adamic-Adar": lambda task: OfNetworkx(task, networkx.adamic_adar_index),
    "resource allocation": lambda task: OfNetworkx(task, networkx.resource_allocation_index),
    "preferential attachment": lambda task: OfNetworkx(task, networkx.preferential_attachment, everywhere=True),
}
