"""Areas that lie in each other: municipalities in regions, and regions in larger ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from graph.model import Relation

#: Relations that tell where an organisation works or whom it advises.
AREA_RELATIONS = ("advises", "active_in")


class AreaTree:
    """Which areas (node ids) lie in which, directly or through another; a region may lie in several, even in a circle."""

    def __init__(self, part_of: Iterable[Relation], order: Mapping[str, int]) -> None:
        """Take which area is part of which; areas that are equal otherwise come in ``order``."""
        #: The number of areas inside an area, itself counted.
        self.size = cache(lambda area: len(self.inside(area)))
        self._order = order
        self._above: dict[str, list[str]] = defaultdict(list)
        self._below: dict[str, list[str]] = defaultdict(list)
        for relation in part_of:
            self._above[relation.origin].append(relation.target)
            self._below[relation.target].append(relation.origin)

    def inside(self, area: str) -> set[str]:
        """Return ``area`` with every region and municipality that lies in it."""
        return _reachable(self._below, [area])

    def around(self, areas: Iterable[str]) -> set[str]:
        """Return ``areas`` with every region that they lie in."""
        return _reachable(self._above, areas)

    def regions_around(self, area: str) -> list[str]:
        """Return the regions that ``area`` lies in, those with the fewest areas inside first."""
        around = self.around([area]) - {area}
        return sorted(around, key=lambda region: (self.size(region), self._order.get(region, -1), region))


def _reachable(next_: Mapping[str, list[str]], start: Iterable[str]) -> set[str]:
    found = set(start)
    queue = list(found)
    while queue:
        more = [other for other in next_.get(queue.pop(), ()) if other not in found]
        found.update(more)
        queue += more
    return found
