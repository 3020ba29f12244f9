"""What headers and cells of lists are called, looked up in the vocabulary's words of lists."""

from __future__ import annotations

import functools
import re

from rapidfuzz import fuzz, process

from graph.names import normalise
from graph.names import words as words_of
from graph.vocabulary import vocabulary
from loaders.base import CellValue, is_blank, shown

#: The least likeness (0..100, rapidfuzz's ratio of normalised texts) at which a header may be meant as a known one.
_CLOSE = 84
#: Shorter words look like each other by chance.
_LEAST_LETTERS = 5


@functools.cache
def meanings() -> dict[str, tuple[str, ...]]:
    """Return what a header (normalised) may mean, the likeliest first."""
    found: dict[str, list[str]] = {}
    for meaning, names in vocabulary().lists.headers.items():
        for name in names:
            found.setdefault(normalise(name), []).append(meaning)
    return {name: tuple(dict.fromkeys(several)) for name, several in found.items()}


@functools.cache
def _phrases() -> list[tuple[tuple[str, ...], str]]:
    """Return (words, meaning) of every phrase and header, the longest first."""
    lists = vocabulary().lists
    asked = [(tuple(words_of(phrase)), meaning) for meaning, several in lists.phrases.items() for phrase in several]
    plain = [
        (tuple(words_of(name)), meaning)
        for meaning, several in lists.headers.items()
        for name in several
        if len(normalise(name)) >= _LEAST_LETTERS
    ]
    return sorted(asked, key=lambda each: -len(each[0])) + sorted(plain, key=lambda each: -len(each[0]))


@functools.cache
def meant(header: str) -> tuple[tuple[str, ...], str]:
    """Return what ``header`` may mean and why: ``header`` (it is known), ``phrase`` (a part is), ``likeness``, or nothing."""
    plain = normalise(header)
    if not plain:
        return (), ""
    if plain in meanings():
        return meanings()[plain], "header"
    bare = normalise(_bare(header))
    if bare in meanings():
        return meanings()[bare], "header"
    words = words_of(header)
    found = [meaning for phrase, meaning in _phrases() if _contains(words, phrase)]
    if found:
        return tuple(dict.fromkeys(found)), "phrase"
    if len(plain) >= _LEAST_LETTERS:
        near = process.extractOne(plain, list(meanings()), scorer=fuzz.ratio, score_cutoff=_CLOSE)
        if near:
            return meanings()[near[0]], "likeness"
    return (), ""


def is_header(value: CellValue) -> bool:
    """Tell whether a cell may be the header of a column, by a word that is known."""
    if not isinstance(value, str) or len(value) > _LONGEST_HEADER:
        return False
    return meant(" ".join(value.split()))[1] in ("header", "phrase")


def is_known_header(value: CellValue) -> bool:
    """Tell whether a cell is a header, word for word."""
    if not isinstance(value, str) or not value or len(value) > _LONGEST_HEADER:
        return False
    return normalise(value) in meanings() or ("(" in value and normalise(_bare(value)) in meanings())


def _bare(header: str) -> str:
    """Return a header without what stands between brackets."""
    return re.sub(r"\([^)]*\)", " ", header)


_LONGEST_HEADER = 200
_LONGEST_START = 60


def is_value(word: str) -> bool:
    """Tell whether a word that is a header is what rows have as well: a role, or a prefix of a surname."""
    prefixes = vocabulary().words.people.prefixes
    return vocabulary().values["seat_role"].find(word) is not None or normalise(word) in prefixes


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


def mark(value: CellValue) -> bool | None:
    """Return whether a mark says that somebody was there; None when it says neither."""
    text = "✓" if value is True else shown(value).strip().casefold()
    text = text.partition(" (")[0]
    lists = vocabulary().lists
    if is_blank(value) or value is False or text in lists.absent or text.rstrip(".") in lists.absent:
        return False
    return True if text in lists.present or text.rstrip(".") in lists.present else None


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


def _contains(words: list[str], phrase: tuple[str, ...]) -> bool:
    """Tell whether ``phrase`` stands in ``words``, one behind the other."""
    length = len(phrase)
    return length > 0 and any(tuple(words[at : at + length]) == phrase for at in range(len(words) - length + 1))
