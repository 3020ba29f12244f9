"""How much effort a contact takes to make and to keep: how near two organisations are, and whether they can be introduced.

What a contact is worth counts for less, the farther apart its two organisations are, and when nobody can introduce them:
then whoever makes the plan has to call both herself.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from graph.network import Network
from queries.carrying.graph import CarryingGraph
from queries.places.areas import working_areas
from queries.plan.introducers import MOST_ASKED, Introducers

#: What is left of the worth of a contact in one municipality, in one region, and farther away.
NEAR, REGIONAL, FAR = 1.0, 0.9, 0.6
#: What is left of that when nobody can make the introduction.
UNINTRODUCED = 0.5

#: How easy a contact is: the lower, the easier.
Ease = tuple[float, int, int]


class Effort:
    """Weighs contacts between organisations (vertex numbers of ``graph``: H of everything around ``network``).

    ``introducing``: contacts are made by introduction; else it does not matter whether somebody can introduce the two.
    """

    def __init__(self, network: Network, graph: CarryingGraph, *, introducing: bool) -> None:
        self.introducers = Introducers(graph)
        self._network, self._ids = network.entire, graph.ids
        self._areas = working_areas(network.entire)
        self._introducing = introducing
        # Asked again and again at every step.
        self.of, self._reach, self._nearness = cache(self._of), cache(self.introducers.reach), cache(self.nearness)

    def reach(self, organisation: int) -> dict[int, int]:
        """Return whom somebody can introduce an organisation to, with how many people that takes; itself as well."""
        return self._reach(organisation) if self._introducing else {}

    def nearness(self, a: int, b: int) -> float:
        """Return how near two organisations are: ``NEAR``, ``REGIONAL`` or ``FAR``."""
        if not set(self.municipalities(a)).isdisjoint(self.municipalities(b)):
            return NEAR
        return FAR if set(self.regions(a)).isdisjoint(self.regions(b)) else REGIONAL

    def ease(self, a: int, b: int) -> Ease:
        """Return how easy a contact is: by effort, then by how many people are asked, and then by the areas in the smallest
        region that the two share (0 in one municipality, more than there are when they share none).
        """
        asked = self.reach(a).get(b, MOST_ASKED + 1)
        if self._nearness(a, b) == NEAR:
            return -self.of(a, b), asked, 0
        tree, shared = self._network.area_tree, set(self.regions(a)).intersection(self.regions(b))
        return -self.of(a, b), asked, min(map(tree.size, shared), default=len(self._network.nodes) + 1)

    def municipalities(self, organisation: int) -> Collection[str]:
        """Return the municipalities (ids) where an organisation works."""
        return self._areas[self._ids[organisation]].municipalities

    def regions(self, organisation: int) -> Collection[str]:
        """Return the regions (ids) where an organisation works or that lie around that."""
        return self._areas[self._ids[organisation]].regions

    def _of(self, a: int, b: int) -> float:
        can = not self._introducing or b in self._reach(a)
        return self._nearness(a, b) * (1.0 if can else UNINTRODUCED)
