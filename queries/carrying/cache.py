"""What follows from a thing that does not change is made once, and kept for as long as that thing is there."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

Thing = TypeVar("Thing")
Options = ParamSpec("Options")
Made = TypeVar("Made")


def cached_per_object(make: Callable[Concatenate[Thing, Options], Made]) -> Callable[Concatenate[Thing, Options], Made]:
    """Return a function that makes something of its first argument once for each set of options."""
    kept: WeakKeyDictionary[Thing, dict[object, Made]] = WeakKeyDictionary()
    signature = inspect.signature(make)

    @functools.wraps(make)
    def once(thing: Thing, /, *args: Options.args, **options: Options.kwargs) -> Made:
        called = signature.bind(thing, *args, **options)
        called.apply_defaults()
        made, key = kept.setdefault(thing, {}), tuple(called.arguments.items())[1:]
        if key not in made:
            made[key] = make(thing, *args, **options)
        return made[key]

    return once
