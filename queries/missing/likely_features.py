"""What organisations share, so that a connection between them is likely: contacts, areas, topics, meetings."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
import scipy

from graph.model import Relation
from graph.network import Network
from queries.carrying.counted import Counted
from queries.carrying.graph import Numbers
from queries.missing.likely_base_rates import Nearness, Usual
from queries.places.incidence import Incidence, PairValues, Values, common_columns, key_of, of_rows, row_products
from queries.places.matrices import places_of

#: Kilometres beyond which two municipalities are no neighbours, however empty the map is between them.
_NEIGHBOURS_WITHIN = 35.0
#: Kilometres per degree in the Netherlands, which are small enough to draw on a plane.
_KM_PER_LATITUDE, _MIDDLE = 110.57, 52.1


class Shared:
    """What the organisations of H (by number) share. Everything is computed when it is first asked for.

    What is computed pair by pair is that of pairs of which both count (``counts``).
    """

    def __init__(self, network: Network, found: Counted) -> None:
        self._network = network
        self._graph = graph = found.graph
        self.counts = found.flags
        self.places = places_of(network)
        self.ids = graph.ids[: graph.organisations]

    @cached_property
    def connections(self) -> scipy.sparse.csr_array:
        """Return the connections as a symmetric matrix of ones."""
        made, size = self._graph.connections, len(self.ids)
        rows, columns = np.concatenate([made.a, made.b]), np.concatenate([made.b, made.a])
        return scipy.sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape=(size, size))

    @cached_property
    def connected(self) -> Numbers:
        """Return the connections as sorted keys."""
        made = self._graph.connections
        keys: Numbers = np.sort(key_of(made.a, made.b, len(self.ids)))
        return keys

    @cached_property
    def degrees(self) -> Values:
        """Return how many connections every organisation has."""
        degrees: Values = np.diff(self.connections.indptr).astype(np.float64)
        return degrees

    @cached_property
    def resource_allocation(self) -> PairValues:
        """Return the resource allocation index of pairs: the sum over common contacts of 1 / their connections.

        Zhou, T., Lü, L. and Zhang, Y.-C. Predicting missing links via local information. Eur. Phys. J. B 71 (2009).
        """
        spread = np.divide(1.0, self.degrees, out=np.zeros(len(self.ids)), where=self.degrees > 0)
        own = of_rows(self.connections, self.counts)
        return PairValues((own * spread) @ own.T)

    @cached_property
    def active_nearby(self) -> PairValues:
        """Return how many connections each pair would have in its municipality if all were dealt at random there.

        Both their connections, multiplied, by those of all organisations there: the null model behind modularity
        (Newman, M.E.J. and Girvan, M. Finding and evaluating community structure in networks. Phys. Rev. E 69 (2004)).
        """
        own = self.places.municipalities
        of_all = own.matrix.T @ self.degrees
        share = np.divide(1.0, of_all, out=np.zeros(len(of_all)), where=of_all > 0)
        each = scipy.sparse.diags_array(self.degrees * self.counts) @ own.matrix
        return PairValues((each * share) @ each.T)

    def common_contacts(self, a: int, b: int) -> tuple[str, ...]:
        """Return the organisations (ids) with which both have a connection."""
        return tuple(self.ids[i] for i in sorted(common_columns(self.connections, a, b)))

    @cached_property
    def topics(self) -> Incidence:
        """Return who covers which topic."""
        return Incidence.of_pairs(self.ids, ((r.origin, r.target) for r in self._relations("covers")))

    @cached_property
    def meetings(self) -> Incidence:
        """Return who was at which meeting: on behalf of an organisation, else of every organisation with a seat."""
        present: list[tuple[str, str]] = []
        unnamed: dict[str, list[str]] = {}
        for relation in self._relations("attended"):
            if named := relation.properties.get("organisation"):
                present.append((named, relation.target))
            else:
                unnamed.setdefault(relation.origin, []).append(relation.target)
        for seat in self._relations("seat") if unnamed else ():
            present += [(seat.target, meeting) for meeting in unnamed.get(seat.origin, ())]
        return Incidence.of_pairs(self.ids, present)

    @cached_property
    def usual(self) -> Usual:
        """Return how usual a connection is, by kinds and nearness."""
        kinds = [self._network.nodes[id_].kind for id_ in self.ids]
        return Usual(self._graph, kinds, self.nearness)

    @cached_property
    def nearness(self) -> Nearness:
        """Return how near organisations work."""
        return Nearness(self.places)

    def adjacent(self, rows: Numbers, columns: Numbers) -> Values:
        """Return 1 for pairs that work in neighbouring municipalities and share none, else 0."""
        matrix, one = self.places.municipalities.matrix, np.ones(self.places.municipalities.matrix.shape[1])
        near = row_products(matrix @ self._borders, matrix, rows, columns, one)
        same = row_products(matrix, matrix, rows, columns, one)
        beside: Values = ((near > 0) & (same == 0)).astype(np.float64)
        return beside

    @cached_property
    def _borders(self) -> scipy.sparse.csr_array:
        """Return which municipalities are neighbours: by Delaunay's triangulation of their coordinates."""
        places = [(i, *place) for i, id_ in enumerate(self.places.municipalities.things) if (place := self._place(id_))]
        number = np.array([place[0] for place in places], dtype=np.int64)
        points = np.array([place[1:] for place in places]).reshape(-1, 2)
        sides = _sides(points)
        near = np.hypot(*(points[sides[:, 0]] - points[sides[:, 1]]).T) <= _NEIGHBOURS_WITHIN
        a, b = number[sides[near]].T
        size = len(self.places.municipalities.things)
        return scipy.sparse.csr_array((np.ones(2 * len(a)), (np.append(a, b), np.append(b, a))), shape=(size, size))

    def _place(self, municipality: str) -> tuple[float, float] | None:
        """Return a municipality's place on a plane, in kilometres, or None."""
        node = self._network.nodes.get(municipality)
        if node is None or "latitude" not in node.properties or "longitude" not in node.properties:
            return None
        latitude, longitude = float(node.properties["latitude"]), float(node.properties["longitude"])
        return longitude * _KM_PER_LATITUDE * float(np.cos(np.radians(_MIDDLE))), latitude * _KM_PER_LATITUDE

    def _relations(self, code: str) -> Sequence[Relation]:
        return self._network.relations_by_type.get(code, ())


def _sides(points: Values) -> Numbers:
    """Return the sides of the triangles between ``points`` (pairs of numbers, each side once)."""
    try:
        triangles = scipy.spatial.Delaunay(points).simplices if len(points) > 2 else np.empty((0, 3), dtype=np.int64)
    except scipy.spatial.QhullError:  # all on one line: nothing to triangulate
        triangles = np.empty((0, 3), dtype=np.int64)
    sides = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [0, 2]]])
    return np.unique(np.sort(sides.astype(np.int64), axis=1), axis=0)
