"""What the name of an area says itself to be: ``Provincie Utrecht``, ``prov. Utrecht``, ``Utrecht (provincie)``."""

from __future__ import annotations

import functools
from collections.abc import Sequence

import msgspec

from graph.names import normalise, words
from graph.vocabulary import vocabulary

#: A word for a type of region has so many words itself, at the most (labour market region).
_MOST_WORDS = 3


class Said(msgspec.Struct, frozen=True):
    """That a name says that it is a region, of which ``type`` when it tells, and the normalised words that are left of it."""

    type: str
    bare: str


@functools.lru_cache(maxsize=4096)
def said_region(name: str) -> Said | None:
    """Return what a name says by a word for a region before or behind it, or None when it says no such thing."""
    parts = _without_article(words(name))
    for count in range(min(_MOST_WORDS, len(parts) - 1), 0, -1):
        for word, rest in ((parts[:count], _without_article(parts[count:])), (parts[-count:], parts[:-count])):
            type_ = _type_of(word)
            if type_ is not None and rest:
                return Said(type_, " ".join(rest))
    return None


def says_everywhere(name: str) -> bool:
    """Tell whether a name says that the whole country or region is meant."""
    return normalise(name) in _everywhere()


@functools.cache
def _everywhere() -> frozenset[str]:
    return frozenset(map(normalise, vocabulary().lists.everywhere))


def _without_article(parts: list[str]) -> list[str]:
    return parts[1:] if parts and parts[0] in vocabulary().words.before_areas else parts


def _type_of(word: Sequence[str]) -> str | None:
    """Return the type of region that a word tells: of a word for any region it is none."""
    text = "".join(word)
    type_ = vocabulary().values["region_type"].spellings.get(text)
    if type_ is not None:
        return type_
    labels = map(normalise, vocabulary().kinds["region"].label.values())
    return "" if len(word) == 1 and text.endswith(tuple(labels)) else None
