"""Where all organisations work at once: which of them have which municipality or region in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property

import numpy as np
import scipy

from graph.network import Network
from queries.carrying.cache import cached_per_object
from queries.carrying.graph import Flags, Numbers
from queries.places.areas import Place, working_areas
from queries.places.incidence import Incidence


class Places:
    """The areas of the organisations of a network (by number, as in H) as incidence matrices."""

    def __init__(self, network: Network) -> None:
        self._network = network
        areas = working_areas(network)
        self._places = [areas[id_] for id_ in network.organisations]

    @cached_property
    def municipalities(self) -> Incidence:
        """Return who works in which municipality."""
        return self._having(lambda place: place.municipalities)

    @cached_property
    def regions(self) -> Incidence:
        """Return who works in which region, or within it."""
        return self._having(lambda place: place.regions)

    @cached_property
    def belonging(self) -> Incidence:
        """Return who belongs to which region: who works there or within it, and the platforms that they take part in."""
        number = {id_: i for i, id_ in enumerate(self._network.organisations)}
        taking_part = self._network.relations_by_type.get("participates", ())
        ends = [(number[r.target], number[r.origin]) for r in taking_part if {r.origin, r.target} <= number.keys()]
        rows, columns = np.array(ends, dtype=np.int64).reshape(-1, 2).T
        shape = (len(number), len(number))
        of_participants = scipy.sparse.csr_array((np.ones(len(ends)), (rows, columns)), shape) @ self.regions.matrix
        return Incidence(self.regions.things, self.regions.matrix + of_participants)

    @cached_property
    def whole_regions(self) -> Incidence:
        """Return who works in which region as such."""
        return self._having(lambda place: [area for area in place.direct if area.startswith("region:")])

    def _having(self, areas_of: Callable[[Place], Iterable[str]]) -> Incidence:
        which, first = self.distinct
        own = [self._network.ordered(areas_of(self._places[one])) for one in first.tolist()]
        return Incidence.of_sets(own).rows(which)

    @cached_property
    def distinct(self) -> tuple[Numbers, Numbers]:
        """Return which place each organisation works in, and the first organisation of each place: many share one."""
        numbers: dict[int, int] = {}
        which = [numbers.setdefault(id(place), len(numbers)) for place in self._places]
        return np.array(which, dtype=np.int64), np.unique(which, return_index=True)[1]

    @cached_property
    def provinces(self) -> Incidence:
        """Return who works in which province, or within it."""
        return self.regions.only(self._is_province)

    @cached_property
    def regions_proper(self) -> Incidence:
        """Return who works in which region, or within it, provinces left out."""
        return self.regions.only(~self._is_province)

    @cached_property
    def _is_province(self) -> Flags:
        types = [self._network.nodes[id_].properties.get("type") for id_ in self.regions.things]
        return np.array([type_ == "province" for type_ in types], dtype=np.bool_)


@cached_per_object
def places_of(network: Network) -> Places:
    """Return the areas of the organisations of ``network``."""
    return Places(network)
