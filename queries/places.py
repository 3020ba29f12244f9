"""Where all organisations work at once: which of them have which municipality or region in common."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from graph.network import Network
from queries.areas import Areas
from queries.carrying import CarryingGraph
from queries.incidence import Flags, Incidence


class Places:
    """The areas of the organisations of H (by number) as incidence matrices."""

    def __init__(self, network: Network, graph: CarryingGraph) -> None:
        self._network = network
        self._ids = graph.ids[: graph.organisations]
        self.areas = Areas(network)

    @cached_property
    def municipalities(self) -> Incidence:
        """Return who works in which municipality."""
        return Incidence.of_sets([self.areas.municipalities(id_) for id_ in self._ids])

    @cached_property
    def regions(self) -> Incidence:
        """Return who works in which region, or within it."""
        return Incidence.of_sets([self.areas.regions(id_) for id_ in self._ids])

    @cached_property
    def whole_regions(self) -> Incidence:
        """Return who works in which region as such."""
        direct = (self.areas.direct(id_) for id_ in self._ids)
        return Incidence.of_sets([frozenset(area for area in areas if area.startswith("region:")) for areas in direct])

    @cached_property
    def is_province(self) -> Flags:
        """Tell which things of ``regions`` are provinces."""
        nodes = self._network.nodes
        return np.array(
            [nodes[id_].properties.get("type") == "province" for id_ in self.regions.things], dtype=np.bool_
        )
