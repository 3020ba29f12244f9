"""Boxes that do not cover each other, each as near as can be to where it wants to stand."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

#: Free room between two boxes, in pixels at zoom 1.
GAP = 8.0
#: A screen is this much wider than high.
SCREEN = 1.5
#: Boxes that touch do not overlap, whatever the last digit of their places.
_LEAST = 1e-6
#: Of so many boxes around a spot all corners between them are tried first, and then of twice as many.
_FIRST = 8
#: How much closer together boxes are wanted in each try; of many boxes there is one.
_CLOSER = (0.9, 1.0, 0.8, 0.7, 0.6)
_MANY = 150


def separated(wanted: Floats, half: Floats, ties: NDArray[np.intp]) -> Floats:
    """Return centres (n × 2) of boxes of half sizes ``half`` (n × 2) that do not overlap, as near to ``wanted`` as can be.

    They are wanted closer together as well, and the best is kept: where the whole is small and the ``ties`` (m × 2, places
    in ``wanted``) are short.
    """
    factors = _CLOSER if len(wanted) <= _MANY else _CLOSER[:1]
    return min((_placed(factor * wanted, half) for factor in factors), key=lambda place: _cost(place, half, ties))


def _cost(place: Floats, half: Floats, ties: NDArray[np.intp]) -> float:
    """Return the width of a screen that holds all boxes, with the mean length of the ties."""
    lengths = np.hypot(*(place[ties[:, 0]] - place[ties[:, 1]]).T)
    return _extent(place, half) + (float(lengths.mean()) if len(lengths) else 0.0)


def _extent(place: Floats, half: Floats) -> float:
    """Return how wide a screen must be to hold all boxes."""
    width, height = ((place + half).max(axis=0) - (place - half).min(axis=0)).tolist()
    return float(max(width, height * SCREEN))


def _placed(wanted: Floats, half: Floats) -> Floats:
    """Return centres of boxes that do not overlap: what lies in the middle of ``wanted`` is placed first, and every box at
    the free spot nearest to where it is wanted.
    """
    middle = (wanted.max(axis=0) + wanted.min(axis=0)) / 2
    order = np.argsort(np.hypot(*((wanted - middle) / [SCREEN, 1.0]).T), kind="stable")
    place = np.zeros_like(wanted)
    for turn, box in enumerate(order):
        taken = order[:turn]
        place[box] = nearest_free(wanted[box], place[taken], half[taken] + half[box] + GAP)
    return place


def nearest_free(wanted: Floats, taken: Floats, reach: Floats) -> Floats:
    """Return a point as near to ``wanted`` as can be, in none of the boxes with centres ``taken`` and half sizes ``reach``.

    It is ``wanted`` itself, or lies on the edge of a box: level with ``wanted``, or where two edges cross. Only the edges of
    boxes around ``wanted`` are looked at, as long as there is such a point.
    """
    if _free(wanted[None], taken, reach)[0]:
        return wanted
    gaps = np.maximum(np.abs(taken - wanted) - reach, 0)
    nearest = np.argsort(np.hypot(*gaps.T), kind="stable")
    count = _FIRST
    while True:
        near = nearest[:count]
        columns, rows = (
            np.unique(np.concatenate([[wanted[axis]], (taken - reach)[near, axis], (taken + reach)[near, axis]]))
            for axis in (0, 1)
        )
        spots = np.stack(np.meshgrid(columns, rows, indexing="ij"), axis=-1).reshape(-1, 2)
        away = np.hypot(*((spots - wanted) / [SCREEN, 1.0]).T)
        free = _free(spots, taken, reach)
        if free.any():
            found: Floats = spots[np.where(free, away, np.inf).argmin()]
            return found
        count *= 2


def _free(spots: Floats, taken: Floats, reach: Floats) -> NDArray[np.bool_]:
    """Tell which of ``spots`` lie in none of the boxes."""
    across, down = (
        np.abs(spots[:, None, axis] - taken[None, :, axis]) < reach[None, :, axis] - _LEAST for axis in (0, 1)
    )
    free: NDArray[np.bool_] = np.logical_not(np.any(across & down, axis=1))
    return free
