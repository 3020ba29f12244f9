"""Where all organisations work at once: which of them have which municipality or region in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property

import numpy as np

from graph.network import Network
from queries.carrying.graph import CarryingGraph, Numbers
from queries.places.areas import working_areas
from queries.places.incidence import Flags, Incidence


class Places:
    """The areas of the organisations of H (by number) as incidence matrices."""

    def __init__(self, network: Network, graph: CarryingGraph) -> None:
        self._network = network
        self._ids = graph.ids[: graph.organisations]
        self.areas = working_areas(network)

    @cached_property
    def municipalities(self) -> Incidence:
        """Return who works in which municipality."""
        return self._having(self.areas.municipalities)

    @cached_property
    def regions(self) -> Incidence:
        """Return who works in which region, or within it."""
        return self._having(self.areas.regions)

    @cached_property
    def whole_regions(self) -> Incidence:
        """Return who works in which region as such."""
        return self._having(lambda id_: [area for area in self.areas.direct(id_) if area.startswith("region:")])

    def _having(self, areas_of: Callable[[str], Iterable[str]]) -> Incidence:
        which, examples = self._distinct
        return Incidence.of_sets([sorted(areas_of(id_)) for id_ in examples]).rows(which)

    @cached_property
    def _distinct(self) -> tuple[Numbers, list[str]]:
        """Return, by organisation, which place it works in, and an organisation of each place: many share one."""
        numbers: dict[tuple[int, int, int], int] = {}
        examples: list[str] = []
        which = []
        own = self.areas
        for id_ in self._ids:
            place = id(own.direct(id_)), id(own.municipalities(id_)), id(own.regions(id_))
            if place not in numbers:
                numbers[place] = len(examples)
                examples.append(id_)
            which.append(numbers[place])
        return np.array(which, dtype=np.int64), examples

    @cached_property
    def is_province(self) -> Flags:
        """Tell which things of ``regions`` are provinces."""
        nodes = self._network.nodes
        return np.array(
            [nodes[id_].properties.get("type") == "province" for id_ in self.regions.things], dtype=np.bool_
        )
