"""Likely links: pairs without a connection, ranked by an explained score, each with who can bring them together.

The score is a weighted sum of what two organisations share. Every part is rare-weighted: what few share says more.
Common contacts count by resource allocation (Zhou, Lü and Zhang 2009, European Physical Journal B 71): a contact passes
on 1 / (number of its connections). Everything is computed for the candidate pairs only, with sparse matrices; candidates
share at least a contact, a municipality, a meeting or a rare topic.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

import msgspec
import numpy as np
from scipy import sparse
from scipy.spatial import Delaunay, QhullError

from graph.network import Network
from queries.areas import Areas
from queries.carrying import CarryingGraph, Numbers
from queries.finding import Finding, Reason

#: How many pairs to rank at the most.
DEFAULT_RANKED = 50
#: A topic that more organisations share than this does not make candidates by itself (it still counts in the score).
_RARE = 25
#: Kilometres beyond which two municipalities are no neighbours, however empty the map is between them.
_NEIGHBOURS_WITHIN = 35.0

#: What each shared thing weighs; measured in bench/link_prediction.py.
WEIGHTS = {
    "common-contact": 1.0,
    "shared-municipality": 0.6,
    "shared-region": 0.2,
    "shared-topic": 0.25,
    "shared-meeting": 0.5,
    "adjacent-municipality": 0.1,
}


class Candidates(msgspec.Struct):
    """Pairs (rows[i], columns[i]) of organisation numbers, and per reason the value of each pair before weighing."""

    rows: Numbers
    columns: Numbers
    values: dict[str, np.ndarray[tuple[int], np.dtype[np.float64]]]

    def scores(self, weights: Mapping[str, float]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        """Return the score of every pair."""
        total = np.zeros(len(self.rows))
        for reason, value in self.values.items():
            total += weights[reason] * value
        return total


def likely_links(
    network: Network, graph: CarryingGraph, *, ranked: int = DEFAULT_RANKED, weights: Mapping[str, float] = WEIGHTS
) -> Iterator[Finding]:
    """Yield the ``ranked`` best pairs without a connection, best first, with the reasons and the introducers."""
    shared = Shared(network, graph)
    candidates = shared.candidates()
    scores = candidates.scores(weights)
    order = np.lexsort((candidates.columns, candidates.rows, -scores))[:ranked]
    for i in order.tolist():
        a, b = int(candidates.rows[i]), int(candidates.columns[i])
        points = {reason: weights[reason] * float(value[i]) for reason, value in candidates.values.items()}
        first, second = sorted((graph.ids[a], graph.ids[b]))
        reasons = sorted((reason for reason in points if points[reason] > 0), key=lambda reason: -points[reason])
        yield Finding(
            kind="likely-link",
            subjects=(first, second),
            organisations=(first, second),
            score=float(scores[i]),
            because=tuple(Reason(reason, points[reason], shared.about(reason, a, b)) for reason in reasons),
            details={"introducers": introducers(graph, a, b)},
        )


def introducers(graph: CarryingGraph, a: int, b: int) -> list[str]:
    """Return the persons on a shortest chain in H between two organisations (vertex numbers), from a to b; [] for none."""
    before: dict[int, int] = {a: -1}
    edge = [a]
    while edge and b not in before:
        reached = []
        for vertex in edge:
            for other in graph.neighbours_of(vertex):
                if other not in before:
                    before[other] = vertex
                    reached.append(other)
        edge = reached
    chain = []
    vertex = before.get(b, -1)
    while vertex >= 0:
        chain.append(vertex)
        vertex = before[vertex]
    return [graph.ids[vertex] for vertex in reversed(chain) if graph.is_person(vertex)]


class Shared:
    """What organisations share, as organisation x thing incidence matrices."""

    def __init__(self, network: Network, graph: CarryingGraph) -> None:
        self._network = network
        self._graph = graph
        self._areas = Areas(network)
        self._ids = graph.ids[: graph.organisations]

    def candidates(self) -> Candidates:
        """Return the candidate pairs with their values."""
        contacts = self._contacts
        rare = self._topics.matrix[:, self._topics.sizes <= _RARE]
        pattern = contacts @ contacts.T
        for matrix in (self._municipalities.matrix, self._meetings.matrix, rare):
            pattern = pattern + matrix @ matrix.T
        pattern = sparse.triu(pattern, k=1).tocoo()
        rows, columns = pattern.row.astype(np.int64), pattern.col.astype(np.int64)
        joined = np.asarray(contacts[rows, columns]).ravel() > 0
        municipality = np.array([id_.startswith("municipality:") for id_ in self._ids], dtype=bool)
        kept = ~joined & ~(municipality[rows] & municipality[columns]) if len(rows) else joined
        return self.valued(rows[kept], columns[kept])

    def valued(self, rows: Numbers, columns: Numbers) -> Candidates:
        """Return what the given pairs share."""
        values = {
            "common-contact": _overlap(self._contacts, self._spread, rows, columns),
            "shared-municipality": self._municipalities.overlap(rows, columns),
            "shared-region": self._regions.overlap(rows, columns),
            "shared-topic": self._topics.overlap(rows, columns),
            "shared-meeting": self._meetings.overlap(rows, columns),
            "adjacent-municipality": self._adjacent(rows, columns),
        }
        return Candidates(rows, columns, values)

    def about(self, reason: str, a: int, b: int) -> tuple[str, ...]:
        """Return the things (node ids) that two organisations share for a reason."""
        if reason == "common-contact":
            common = sorted(set(self._contacts[[a]].indices.tolist()) & set(self._contacts[[b]].indices.tolist()))
            return tuple(self._ids[i] for i in common)
        if reason == "adjacent-municipality":
            return ()
        things = {
            "shared-municipality": self._municipalities,
            "shared-region": self._regions,
            "shared-topic": self._topics,
            "shared-meeting": self._meetings,
        }[reason]
        return things.common(a, b)

    @cached_property
    def _contacts(self) -> sparse.csr_array:
        """Return the connections as a symmetric matrix of ones."""
        connections, size = self._graph.connections, len(self._ids)
        rows = np.concatenate([connections.a, connections.b])
        columns = np.concatenate([connections.b, connections.a])
        return sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape=(size, size))

    @cached_property
    def _spread(self) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        """Return what every organisation passes on to each of its connections."""
        degrees = np.asarray(self._contacts.sum(axis=1)).ravel()
        return np.divide(1.0, degrees, out=np.zeros_like(degrees), where=degrees > 0)

    @cached_property
    def _municipalities(self) -> _Incidence:
        return _Incidence(self._ids, {id_: self._areas.municipalities(id_) for id_ in self._ids})

    @cached_property
    def _regions(self) -> _Incidence:
        return _Incidence(self._ids, {id_: self._areas.regions(id_) for id_ in self._ids})

    @cached_property
    def _topics(self) -> _Incidence:
        pairs = ((r.origin, r.target) for r in self._network.relations_by_type.get("covers", ()))
        return _Incidence(self._ids, _gathered(pairs))

    @cached_property
    def _meetings(self) -> _Incidence:
        """Return who was at which meeting: on behalf of an organisation, else of every organisation with a seat."""
        seats = _gathered((r.origin, r.target) for r in self._network.relations_by_type.get("seat", ()))
        present: list[tuple[str, str]] = []
        for relation in self._network.relations_by_type.get("attended", ()):
            named = relation.properties.get("organisation")
            present += [(id_, relation.target) for id_ in ([named] if named else seats.get(relation.origin, ()))]
        return _Incidence(self._ids, _gathered(present))

    def _adjacent(self, rows: Numbers, columns: Numbers) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        """Return 1 for pairs that work in neighbouring municipalities and share none."""
        borders = self._borders
        matrix = self._municipalities.matrix
        near = _overlap(matrix @ borders, np.ones(matrix.shape[1]), rows, columns, matrix)
        same = _overlap(matrix, np.ones(matrix.shape[1]), rows, columns)
        found: np.ndarray[tuple[int], np.dtype[np.float64]] = ((near > 0) & (same == 0)).astype(np.float64)
        return found

    @cached_property
    def _borders(self) -> sparse.csr_array:
        """Return which municipalities are neighbours: by Delaunay's triangulation of their coordinates."""
        things = self._municipalities.things
        places = [(i, *place) for i, id_ in enumerate(things) if (place := self._place(id_)) is not None]
        matrix = sparse.lil_array((len(things), len(things)))
        if len(places) >= 3:
            numbers, x, y = (np.array(column) for column in zip(*places, strict=True))
            try:
                triangles = Delaunay(np.column_stack([x, y])).simplices
            except QhullError:  # all on one line: nothing to triangulate
                triangles = np.empty((0, 3), dtype=int)
            for a, b in {
                tuple(sorted(pair)) for t in triangles.tolist() for pair in zip(t, [*t[1:], t[0]], strict=True)
            }:
                if np.hypot(x[a] - x[b], y[a] - y[b]) <= _NEIGHBOURS_WITHIN:
                    matrix[numbers[a], numbers[b]] = matrix[numbers[b], numbers[a]] = 1.0
        return sparse.csr_array(matrix)

    def _place(self, municipality: str) -> tuple[float, float] | None:
        """Return a municipality's place in kilometres (on a plane: the Netherlands are small), or None."""
        node = self._network.nodes.get(municipality)
        if node is None or "latitude" not in node.properties or "longitude" not in node.properties:
            return None
        latitude, longitude = float(node.properties["latitude"]), float(node.properties["longitude"])
        return longitude * 111.32 * float(np.cos(np.radians(52.1))), latitude * 110.57


class _Incidence:
    """Which organisation has which things; a thing weighs 1 / log2(1 + how many organisations have it)."""

    def __init__(self, ids: list[str], having: Mapping[str, Iterable[str]]) -> None:
        rows, names = [], []
        for row, id_ in enumerate(ids):
            own = sorted(having.get(id_, ()))
            rows += [row] * len(own)
            names += own
        self.things = sorted(set(names))
        number = {thing: i for i, thing in enumerate(self.things)}
        columns = [number[name] for name in names]
        shape = (len(ids), len(self.things))
        self.matrix = sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape=shape)
        self.sizes = np.bincount(np.array(columns, dtype=np.int64), minlength=len(self.things))
        self._weights = 1.0 / np.log2(1.0 + np.maximum(self.sizes, 1))

    def overlap(self, rows: Numbers, columns: Numbers) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        """Return the weight of what each pair shares."""
        return _overlap(self.matrix, self._weights, rows, columns)

    def common(self, a: int, b: int) -> tuple[str, ...]:
        """Return what two organisations share."""
        both = set(self.matrix[[a]].indices.tolist()) & set(self.matrix[[b]].indices.tolist())
        return tuple(self.things[i] for i in sorted(both))


def _overlap(
    matrix: sparse.csr_array,
    weights: np.ndarray[tuple[int], np.dtype[np.float64]],
    rows: Numbers,
    columns: Numbers,
    other: sparse.csr_array | None = None,
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return, per pair, the summed weights of the columns in which both its rows have something."""
    if not len(rows) or not matrix.shape[1]:
        return np.zeros(len(rows))
    second = matrix if other is None else other
    product = matrix[rows].multiply(second[columns])
    total: np.ndarray[tuple[int], np.dtype[np.float64]] = np.asarray(product @ weights).ravel()
    return total


def _gathered(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for one, other in pairs:
        found.setdefault(one, set()).add(other)
    return found
