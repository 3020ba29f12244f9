"""Names of areas that are no municipality by themselves: regions that are known by name, parts of one, and all of an area."""

from __future__ import annotations

import functools

from graph.names import normalise, words
from graph.places.table import places
from graph.vocabulary import vocabulary


@functools.lru_cache(maxsize=4096)
def is_region_by_name(name: str) -> bool:
    """Tell whether a name is that of a region, and of no municipality: ``Achterhoek``, ``Noordoost-Groningen``."""
    if normalise(name) in places().known_names:
        return False
    parts = _without_article(words(name))
    if "".join(parts) in _region_names() or places().regions_called(name):
        return True
    rest = " ".join(parts[1:])
    return bool(rest) and parts[0] in vocabulary().words.parts_of_regions and _is_area(rest)


def of_whole(name: str) -> str:
    """Return the name of an area without what says that all of it is meant: ``Drenthe`` of ``heel Drenthe``."""
    folded = name.casefold()
    for word in vocabulary().words.whole_areas:
        if folded.startswith(f"{word} "):
            return name[len(word) :].strip()
    return name


def is_every_area(name: str) -> bool:
    """Tell whether a name says that every area of a sort is meant, and tells of none which it is (``alle gemeenten``)."""
    first = words(name)[:1]
    return bool(first) and first[0] in vocabulary().words.every_area


def _is_area(name: str) -> bool:
    return normalise(name) in places().known_names or bool(places().regions_called(name))


def _without_article(parts: list[str]) -> list[str]:
    return parts[1:] if parts and parts[0] in vocabulary().words.before_areas else parts


@functools.cache
def _region_names() -> frozenset[str]:
    return frozenset(map(normalise, vocabulary().words.region_names))
