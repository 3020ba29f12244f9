"""What cells of lists say, looked up in the vocabulary's words of lists."""

from __future__ import annotations

import functools

from graph.names import normalise
from graph.names import words as words_of
from graph.vocabulary import vocabulary
from loaders.base import CellValue

_LONGEST_START = 60


def is_value(word: str) -> bool:
    """Tell whether a word that is a header is what rows have as well: a role, or a prefix of a surname."""
    prefixes = vocabulary().words.people.prefixes
    return vocabulary().values["seat_role"].find(word) is not None or normalise(word) in prefixes


@functools.cache
def known_words(of: str) -> frozenset[tuple[str, ...]]:
    """Return what stands in a list of the vocabulary (``of``, a name in ``lists.yaml``), each as its words."""
    several: tuple[str, ...] = getattr(vocabulary().lists, of)
    return frozenset(tuple(words_of(each)) for each in several)


def is_total(value: CellValue) -> bool:
    """Tell whether a row that begins with this cell sums up others."""
    return _begins_with(value, vocabulary().lists.totals)


def is_remark(value: CellValue) -> bool:
    """Tell whether a line that begins so tells of the list, and is no row of it."""
    return _begins_with(value, vocabulary().lists.remarks)


def standing(text: str) -> str:
    """Return what a line says of the people below it: ``former``, ``waiting``, ``current``, or nothing."""
    plain = tuple(words_of(text)) if len(text) <= _LONGEST_START else ()
    lists = vocabulary().lists
    known = {"former": lists.former, "waiting": lists.waiting, "current": lists.current}
    return next((which for which, several in known.items() if plain in _starts(several)[0]), "")


def is_ditto(value: CellValue) -> bool:
    """Tell whether a cell says that it is the same as the one above."""
    return isinstance(value, str) and value.strip().casefold() in vocabulary().lists.ditto


def _begins_with(value: CellValue, starts: tuple[str, ...]) -> bool:
    return isinstance(value, str) and _text_begins_with(value[:_LONGEST_START], starts)


@functools.lru_cache(maxsize=4096)
def _text_begins_with(text: str, starts: tuple[str, ...]) -> bool:
    begins, longest = _starts(starts)
    words = words_of(text)[:longest]
    return any(tuple(words[:length]) in begins for length in range(1, len(words) + 1))


@functools.cache
def _starts(starts: tuple[str, ...]) -> tuple[frozenset[tuple[str, ...]], int]:
    """Return texts as words, and how many the longest has."""
    found = frozenset(tuple(words_of(each)) for each in starts)
    return found, max(map(len, found))
