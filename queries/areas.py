"""Where organisations work: the municipalities and regions they are tied to, directly or through a larger area."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from graph.network import Network
from graph.views import AREA_RELATIONS


class Areas:
    """The areas of the organisations of a network (node ids).

    A council that advises an institution works where that institution does.
    """

    def __init__(self, network: Network) -> None:
        self._network = network

    def municipalities(self, organisation: str) -> frozenset[str]:
        """Return the municipalities that an organisation advises or is active in; a municipality is its own."""
        own = {organisation} if organisation.startswith("municipality:") else set()
        return frozenset(own | {area for area in self.direct(organisation) if area.startswith("municipality:")})

    def direct(self, organisation: str) -> frozenset[str]:
        """Return the municipalities and regions that an organisation advises or is active in."""
        return self._direct.get(organisation, frozenset())

    def regions(self, organisation: str) -> frozenset[str]:
        """Return the regions that an organisation works in, or that lie around where it works."""
        starts = self.direct(organisation) | self.municipalities(organisation)
        if starts not in self._known:
            self._known[starts] = self._around(starts)
        return self._known[starts]

    @cached_property
    def _known(self) -> dict[frozenset[str], frozenset[str]]:
        return {}

    @cached_property
    def _above(self) -> dict[str, set[str]]:
        above: dict[str, set[str]] = defaultdict(set)
        for relation in self._network.relations_by_type.get("part_of", ()):
            above[relation.origin].add(relation.target)
        return above

    @cached_property
    def _direct(self) -> dict[str, frozenset[str]]:
        areas: dict[str, set[str]] = defaultdict(set)
        institutions: dict[str, set[str]] = defaultdict(set)
        for code in AREA_RELATIONS:
            for relation in self._network.relations_by_type.get(code, ()):
                is_area = relation.target.startswith(("municipality:", "region:"))
                (areas if is_area else institutions)[relation.origin].add(relation.target)
        for council, advised in institutions.items():
            areas[council].update(*(areas.get(institution, set()) for institution in advised))
        return {organisation: frozenset(found) for organisation, found in areas.items()}

    def _around(self, starts: Iterable[str]) -> frozenset[str]:
        found = set(starts)
        queue = list(found)
        while queue:
            for wider in self._above.get(queue.pop(), ()):
                if wider not in found:
                    found.add(wider)
                    queue.append(wider)
        return frozenset(area for area in found if area.startswith("region:"))
