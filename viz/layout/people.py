"""Where people go: around their organisation, or between those that they tie together."""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from viz.layout.nested import Point

#: Room of one person, and between her and the organisation, in pixels at zoom 1.
_ROOM = 15.0
#: Who is tied to nothing stands in rows of so many below the map.
_ROW = 40


def people(
    places: Mapping[str, Point], radii: Mapping[str, float], ties: Mapping[str, Sequence[str]]
) -> dict[str, Point]:
    """Return a place for every person of ``ties`` (her organisations), beside organisations at ``places`` with ``radii``.

    Who is tied to one stands in a ring around it; who is tied to several at the free spot nearest to the middle of them.
    """
    found: dict[str, Point] = {}
    rings: dict[str, list[str]] = defaultdict(list)
    between: list[str] = []
    loose: list[str] = []
    for person, own in ties.items():
        (rings[own[0]] if len(own) == 1 else between if own else loose).append(person)
    for organisation, persons in rings.items():
        found |= dict(zip(persons, _ring(places[organisation], radii[organisation], len(persons)), strict=True))
    free = _Free([*((spot, radii[id_]) for id_, spot in places.items()), *((spot, 0.0) for spot in found.values())])
    for person in between:
        found[person] = free.nearest(np.mean([places[id_] for id_ in ties[person]], axis=0).tolist())
    bottom = max((y for _, y in [*places.values(), *found.values()]), default=0.0)
    left = min((x for x, _ in places.values()), default=0.0)
    for number, person in enumerate(loose):
        found[person] = (left + number % _ROW * 2 * _ROOM, bottom + (3 + number // _ROW * 2) * _ROOM)
    return found


class _Free:
    """The squares of a grid, of the room of one person, that nobody stands in."""

    def __init__(self, taken: Iterable[tuple[Point, float]]) -> None:
        """Take what stands where, with its radius."""
        self._taken: set[tuple[int, int]] = set()
        for (x, y), radius in taken:
            left, right = (math.floor((x + side * (radius + _ROOM / 2)) / _ROOM) for side in (-1, 1))
            top, bottom = (math.floor((y + side * (radius + _ROOM / 2)) / _ROOM) for side in (-1, 1))
            self._taken |= set(itertools.product(range(left, right + 1), range(top, bottom + 1)))

    def nearest(self, wanted: Sequence[float]) -> Point:
        """Return the middle of the free square nearest to ``wanted``, which is taken then."""
        column, row = (math.floor(each / _ROOM) for each in wanted)
        for reach in itertools.count():
            square = itertools.product(range(-reach, reach + 1), repeat=2)
            edge = ((column + x, row + y) for x, y in square if reach in (abs(x), abs(y)))
            spots = [((a + 0.5) * _ROOM, (b + 0.5) * _ROOM) for a, b in edge if (a, b) not in self._taken]
            if spots:
                break
        x, y = min(spots, key=lambda spot: math.dist(spot, wanted))
        self._taken.add((math.floor(x / _ROOM), math.floor(y / _ROOM)))
        return x, y


def _ring(centre: Point, radius: float, count: int) -> list[Point]:
    """Return so many places around an organisation: rings, filled from the inside."""
    spots: list[Point] = []
    distance = radius + _ROOM
    while len(spots) < count:
        fits = min(count - len(spots), max(1, int(2 * math.pi * distance / _ROOM)))
        for index in range(fits):
            angle = 2 * math.pi * index / fits
            x, y = centre[0] + distance * math.cos(angle), centre[1] + distance * math.sin(angle)
            spots.append((round(x, 1), round(y, 1)))
        distance += _ROOM
    return spots
