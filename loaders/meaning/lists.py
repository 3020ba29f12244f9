"""Several items in one cell: what separates them for certain, and what may separate them or belong to a name."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Collection

from graph.names import normalise, words
from graph.vocabulary import vocabulary

#: What separates items whatever they are; a line break does too, but may be a long name on two lines.
_CERTAIN = re.compile(r"[;；|•]")
_BULLET = re.compile(r"[-*–▪·]\s+|\d{1,2}[.)]\s+")
#: What may separate names, or be part of one.
_DOUBTFUL = re.compile(r"\s+en/of\s+|\s*[,/]\s*(?:en\s+)?|\s+[+&]\s+|\s+en\s+", re.IGNORECASE)
#: Marks that people put in a cell that is not filled in.
_MARKS = " -\u2010\u2011\u2012\u2013\u2014\u2212?.\u2026/\\*_~=\xa0"
_LONGEST_NOTHING = 40
_ARTICLE = re.compile(r"^(?:de|het)\s+", re.IGNORECASE)
_AND = re.compile(r"\s+(?:en|&)\s+", re.IGNORECASE)


def items_of(text: str) -> tuple[list[str], bool]:
    """Return the items in a cell, each on one line, and whether it is told: only line breaks separate some of them."""
    parts: list[str] = []
    told = False
    for piece in _CERTAIN.split(text):
        lines = [line for each in piece.splitlines() if (line := " ".join(each.split()))]
        marked = [bool(_BULLET.match(line)) for line in lines]
        told = told or (len(lines) > 1 and not all(marked))
        parts += [_BULLET.sub("", line, count=1) for line in lines] if len(lines) > 1 and all(marked) else lines
    return parts, told


def topics_in(text: str, known: set[str]) -> list[str]:
    """Return the topics in ``text``: several when each part is one that is ``known`` (normalised), else the text."""
    ours = vocabulary().topic_types.keys()
    parts = [_ARTICLE.sub("", part) for part in _DOUBTFUL.split(text) if part]
    if len(parts) < 2 or normalise(text) in ours:
        return [text]
    names = set(map(normalise, parts))
    if names <= ours or (normalise(text) not in known and all(name in ours or name in known for name in names)):
        return parts
    return [text]


def names_in(text: str, is_known: Callable[[str], bool]) -> list[str]:
    """Return the names in ``text``: several when each part is one that ``is_known`` and the text is not, else the text."""
    parts = [part for part in _DOUBTFUL.split(text) if part]
    return parts if len(parts) > 1 and not is_known(text) and all(map(is_known, parts)) else [text]


def texts_in(text: str) -> set[str]:
    """Return everything in a cell that may have been read as a name: the whole, its items and what may separate these."""
    items = items_of(text)[0]
    return {text, *items, *(part for item in items for part in _DOUBTFUL.split(item))}


def single_topics(text: str) -> set[str]:
    """Return, normalised, the topics in a cell that are one for certain."""
    return {normalise(item) for item in items_of(text)[0] if not _DOUBTFUL.search(item)}


def may_be_several(name: str, known: Collection[str]) -> bool:
    """Tell whether a name may be a list; ``en`` is in many names, and counts beside one that is ``known`` (normalised)."""
    if _DOUBTFUL.search(_AND.sub(" ", f" {name} ")):
        return True
    parts = _AND.split(name)
    return len(parts) > 1 and normalise(name) not in known and any(normalise(part) in known for part in parts)


def says_nothing(text: str) -> bool:
    """Tell whether a text says that there is nothing: marks alone, or a word for it."""
    longest, letters = _shortly()
    if len(text) > longest or text[:1].casefold() not in letters:
        return False
    return not text.strip().strip(_MARKS) or tuple(words(text)) in _empty()


def says_everyone(text: str) -> bool:
    """Tell whether a text says that all topics are meant."""
    return len(text) <= _LONGEST_NOTHING and tuple(words(text)) in _everyone()


@functools.cache
def _shortly() -> tuple[int, frozenset[str]]:
    """Return how long what says that there is nothing can be, and with what it can begin: few cells need a longer look."""
    known = vocabulary().words.empty
    letters = {text[0].casefold() for text in known} | set(_MARKS) | set("\t\n\r")
    return 2 * max(map(len, known)), frozenset(letters)


@functools.cache
def _empty() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(words(text)) for text in vocabulary().words.empty)


@functools.cache
def _everyone() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(words(text)) for text in vocabulary().words.everyone)
