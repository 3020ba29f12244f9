"""What follows from a thing that does not change is made once, and kept for as long as that thing is there."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TypeVar
from weakref import WeakKeyDictionary

Thing = TypeVar("Thing")
Made = TypeVar("Made")


def cached_per_object(make: Callable[[Thing], Made]) -> Callable[[Thing], Made]:
    """Return a function that makes something of a thing once."""
    kept: WeakKeyDictionary[Thing, Made] = WeakKeyDictionary()

    @functools.wraps(make)
    def once(thing: Thing) -> Made:
        if thing not in kept:
            kept[thing] = make(thing)
        return kept[thing]

    return once
