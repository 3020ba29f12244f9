"""Areas that lie in each other: municipalities in regions, and regions in larger ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from graph.model import Relation

#: Relations that tell where an organisation works or whom it advises.
AREA_RELATIONS = ("advises", "active_in")


class AreaTree:
    """Which areas (node ids) lie in which, directly or through another; a region may lie in several, even in a circle."""

    def __init__(self, part_of: Iterable[Relation], order: Mapping[str, int]) -> None:
        """Take which area is part of which; areas that are equal otherwise come in ``order``."""
        self._order = order
        self._above: dict[str, list[str]] = defaultdict(list)
        self._below: dict[str, list[str]] = defaultdict(list)
        for relation in part_of:
            self._above[relation.origin].append(relation.target)
            self._below[relation.target].append(relation.origin)

    def size(self, area: str) -> int:
        """Return the number of areas inside ``area``, itself counted."""
        return self._sizes.get(area, 1)

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

    def alike(self, areas: Iterable[str], relevant: Iterable[str]) -> list[list[str]]:
        """Return ``areas`` in groups: in one group the same ``relevant`` areas lie inside, and around what lies inside.

        There may be very many areas of which few are relevant.
        """
        bits = {area: 1 << number for number, area in enumerate(dict.fromkeys(relevant))}
        order = self._innermost_first()
        own = {area: bits.get(area, 0) for area in order}
        inside = _closed(own, self._below, order)
        around = _closed(own, self._above, order[::-1])
        near = _closed(around, self._below, order)
        groups: dict[tuple[int, int], list[str]] = defaultdict(list)
        for area in areas:
            alone = bits.get(area, 0)
            groups[inside.get(area, alone), near.get(area, alone)].append(area)
        return list(groups.values())

    @cached_property
    def _sizes(self) -> dict[str, int]:
        """Return the number of areas inside every area that has any: of all together, because each looked at by itself takes
        the square of their number when they lie in each other like a chain.

        An area holds a bit for each that lies in it.
        """
        order = self._innermost_first()
        holds = _closed({area: 1 << number for number, area in enumerate(order)}, self._below, order)
        return {area: bits.bit_count() for area, bits in holds.items()}

    def _innermost_first(self) -> list[str]:
        """Return every area after those that lie in it, as far as there is no circle."""
        order: dict[str, None] = {}
        begun: set[str] = set()
        for first in self._below:
            path = [first]
            while path:
                area = path[-1]
                more = [] if area in begun else [part for part in self._below.get(area, ()) if part not in begun]
                begun.add(area)
                if more:
                    path += more
                else:
                    order.setdefault(path.pop())
        return list(order)


def _closed(own: Mapping[str, int], next_: Mapping[str, Sequence[str]], order: Sequence[str]) -> dict[str, int]:
    """Return the bits of every area with those of all that can be reached by ``next_``.

    What is next comes first in ``order``, so that one round does it, and a circle takes a few.
    """
    found = dict(own)
    changed = True
    while changed:
        changed = False
        for area in order:
            whole = found[area]
            for other in next_.get(area, ()):
                whole |= found[other]
            changed = changed or whole != found[area]
            found[area] = whole
    return found


def _reachable(next_: Mapping[str, list[str]], start: Iterable[str]) -> set[str]:
    found = set(start)
    queue = list(found)
    while queue:
        more = [other for other in next_.get(queue.pop(), ()) if other not in found]
        found.update(more)
        queue += more
    return found
