"""Where people go: around their organisation, or between those that they tie together."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from viz.layout.nested import Point
from viz.layout.separate import nearest_free

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
    taken = [*places.values(), *found.values()]
    half = [radii[id_] for id_ in places] + [0.0] * len(found)
    for person in between:
        wanted = np.mean([places[id_] for id_ in ties[person]], axis=0)
        reach = np.array(half)[:, None] + np.full(2, _ROOM)
        spot = nearest_free(wanted, np.array(taken), reach)
        found[person] = (round(float(spot[0]), 1), round(float(spot[1]), 1))
        taken.append(found[person])
        half.append(0.0)
    bottom = max((y for _, y in [*places.values(), *found.values()]), default=0.0)
    left = min((x for x, _ in places.values()), default=0.0)
    for number, person in enumerate(loose):
        found[person] = (left + number % _ROW * 2 * _ROOM, bottom + (3 + number // _ROW * 2) * _ROOM)
    return found


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
