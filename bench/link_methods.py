"""The rankings that are compared: the program's own, and three of networkx on the connection graph."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

import networkx
import numpy as np

from bench.link_task import FIRST, Method, Task, every_pair
from queries.carrying.counted import everything
from queries.carrying.graph import Numbers
from queries.missing.likely import WEIGHTS, Likeness
from queries.places.incidence import PairValues, Values, key_of

Predictor = Callable[["networkx.Graph[int]", Iterable[tuple[int, int]]], Iterator[tuple[int, int, float]]]


def ours(task: Task) -> Method:
    """Return the score of ``likely_links``; the program ranks nothing but its candidates."""
    likeness = Likeness(task.network, everything(task.graph))

    def score(rows: Numbers, columns: Numbers) -> Values:
        total: Values = np.sum(list(likeness.points(rows, columns, WEIGHTS).values()), axis=0)
        return total

    return Method(score, key_of(*likeness.candidates(), task.size))


def of_networkx(predictor: Predictor, task: Task, *, everywhere: bool = False) -> Method:
    """Return a link prediction index of networkx; ``everywhere``: not only above 0 where there is a common neighbour.

    Of a large network the first pairs have a common neighbour, or the most contacts.
    """
    graph: networkx.Graph[int] = networkx.Graph()
    graph.add_nodes_from(range(task.size))
    connections = task.graph.connections
    graph.add_edges_from(zip(connections.a.tolist(), connections.b.tolist(), strict=True))

    def score(rows: Numbers, columns: Numbers) -> Values:
        pairs = list(zip(rows.tolist(), columns.tolist(), strict=True))
        return np.array([float(score) for _, _, score in predictor(graph, pairs)])

    if task.small:
        return Method(score, every_pair(task.size))
    if everywhere:
        return Method(score, _most_contacts(graph, max(FIRST, len(task.hidden))))
    matrix = networkx.to_scipy_sparse_array(graph, nodelist=list(range(task.size)))
    return Method(score, PairValues(matrix @ matrix).keys)


def _most_contacts(graph: networkx.Graph[int], count: int) -> Numbers:
    """Return the pairs whose product of degrees is among the largest, leaving room for those that are connected."""
    degrees = np.array([degree for _, degree in graph.degree], dtype=np.float64)
    products = np.triu(np.outer(degrees, degrees), 1)
    wanted = count + graph.number_of_edges()
    return np.flatnonzero(products >= np.partition(products.ravel(), -wanted)[-wanted])


METHODS: dict[str, Callable[[Task], Method]] = {
    "ours": ours,
    "Adamic-Adar": partial(of_networkx, networkx.adamic_adar_index),
    "resource allocation": partial(of_networkx, networkx.resource_allocation_index),
    "preferential attachment": partial(of_networkx, networkx.preferential_attachment, everywhere=True),
}
