"""Several items in one cell: what separates them for certain, and what may separate them or belong to a name."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Collection

from graph.names import normalise, words
from graph.vocabulary import vocabulary

#: What separates items whatever they are; a line break does too, but may be a long name on two lines.
_CERTAIN = re.compile(r"[;；|¦•▪●■◦‣]|<br\s*/?>", re.IGNORECASE)
_BULLET = re.compile(r"[-*+–—·✓✔o]\s+|\(?\d{1,2}[.)]\s+")
#: What items on one line are numbered with: the first one stands at the begin.
_NUMBER = re.compile(r"(?:^|(?<=\s))\(?(\d{1,2}|[a-z])[.)]\s+")
#: A mark that stands before every item on one line.
_DASHED = re.compile(r"[-*+–—·✓✔]\s")
#: So many names in a cell are looked at together: whether two parts are one name.
_TOGETHER = 24
#: Marks that people put in a cell that is not filled in.
_MARKS = " -\u2010\u2011\u2012\u2013\u2014\u2212?.\u2026/\\*_~=\xa0"
_LONGEST_NOTHING = 40
_ARTICLE = re.compile(r"^(?:de|het)\s+", re.IGNORECASE)


def items_of(text: str) -> tuple[list[str], bool]:
    """Return the items in a cell, each on one line, and whether it is told: only line breaks or numbers separate some."""
    parts: list[str] = []
    told = False
    for piece in _CERTAIN.split(text):
        lines = [line for each in piece.splitlines() if (line := " ".join(each.split()))]
        bare, marked = _without_marks(lines) if len(lines) > 1 else (lines, False)
        items = bare if marked or len(lines) > 1 else [item for line in lines for item in _on_one_line(line)]
        told = told or (len(items) > 1 and not marked)
        parts += items
    return parts, told


def _without_marks(lines: list[str]) -> tuple[list[str], bool]:
    """Return lines without the marks or letters before them, and whether each had one."""
    if all(map(_BULLET.match, lines)):
        return [_BULLET.sub("", line, count=1) for line in lines], True
    found = [_NUMBER.match(line) for line in lines]
    if [match and match[1] for match in found] == [chr(ord("a") + number) for number in range(len(lines))]:
        return [_NUMBER.sub("", line, count=1) for line in lines], True
    return lines, False


def _on_one_line(line: str) -> list[str]:
    """Return the items on a line: several where the first has a mark before it, or a number, and so have the others."""
    if dashed := _DASHED.match(line):
        return [item for part in f" {line}".split(f" {dashed[0]}") if (item := part.strip())]
    found = list(_NUMBER.finditer(line)) if line[:1] in "(1a" else []
    count = len(found)
    numbers = [match[1] for match in found]
    if count < 2 or numbers not in (
        [str(each + 1) for each in range(count)],
        [chr(ord("a") + n) for n in range(count)],
    ):
        return [line]
    ends = [*(match.start() for match in found[1:]), len(line)]
    return [line[match.end() : end].strip() for match, end in zip(found, ends, strict=True)]


@functools.cache
def _marks() -> dict[str, re.Pattern[str]]:
    """Return what may separate names, or be part of one: ``names`` for any, ``areas`` and topics with dashes too.

    ``and`` is in many names.
    """
    word = f"(?:{'|'.join(map(re.escape, vocabulary().words.joining))})"
    names = rf"\s+{word}(?:/{word})?\s+|\s*[,，、/\\]\s*(?:{word}\s+)?|\s*\+\s*|\s+&\s+"
    patterns = {"names": names, "areas": rf"{names}|\s+[-–—·→~_]\s+", "and": rf"\s+(?:{word}|&)\s+"}
    return {code: re.compile(pattern, re.IGNORECASE) for code, pattern in patterns.items()}


def topics_in(text: str, known: set[str]) -> list[str]:
    """Return the topics in ``text``: several when each part is one that is ``known`` (normalised), else the text."""
    ours = vocabulary().topic_types.keys()
    if normalise(text) in ours:
        return [text]
    parts = _parted(text, "areas", lambda part: normalise(_ARTICLE.sub("", part)) in ours)
    if len(parts) < 2 and normalise(text) not in known:
        every = ours | known
        parts = _parted(text, "areas", lambda part: normalise(_ARTICLE.sub("", part)) in every)
    return [_ARTICLE.sub("", part) for part in parts] if len(parts) > 1 else [text]


def names_in(text: str, is_known: Callable[[str], bool], *, areas: bool = False) -> list[str]:
    """Return the names in ``text``: several when each part is one that ``is_known`` and the text is not, else the text.

    Between names of ``areas`` a dash separates them too.
    """
    parts = _parted(text, "areas" if areas else "names", is_known)
    return parts if len(parts) > 1 and not is_known(text) else [text]


def _parted(text: str, marks: str, is_known: Callable[[str], bool]) -> list[str]:
    """Return the fewest names that ``text`` can be taken apart into, all of them known; a name may have a mark in it.

    Nothing when it cannot be taken apart.
    """
    spans = _spans(text, marks)
    if len(spans) < 2:
        return []
    if len(spans) > _TOGETHER:
        parts = [text[start:end] for start, end in spans]
        return parts if all(map(is_known, parts)) else []
    best: list[list[str] | None] = [[]]
    for last, (_, end) in enumerate(spans):
        ways = []
        for first in range(last + 1):
            before, part = best[first], text[spans[first][0] : end]
            if before is not None and is_known(part):
                ways.append([*before, part])
        best.append(min(ways, key=len, default=None))
    return best[-1] or []


def _spans(text: str, marks: str) -> list[tuple[int, int]]:
    """Return where the parts of a text begin and end."""
    spans, start = [], 0
    for mark in _marks()[marks].finditer(text):
        spans.append((start, mark.start()))
        start = mark.end()
    return [(start, end) for start, end in [*spans, (start, len(text))] if text[start:end].strip()]


def texts_in(text: str) -> set[str]:
    """Return everything in a cell that may have been read as a name: the whole, its items and what may separate these."""
    items = items_of(text)[0]
    found = {text, *items}
    for item in items:
        spans = _spans(item, "areas")
        most = len(spans) if len(spans) <= _TOGETHER else 1
        for first, (start, _) in enumerate(spans):
            found.update(item[start:end] for _, end in spans[first : first + most])
    return found


def single_topics(text: str) -> set[str]:
    """Return, normalised, the topics in a cell that are one for certain."""
    return {normalise(item) for item in items_of(text)[0] if not _marks()["areas"].search(item)}


def may_be_several(name: str, known: Collection[str], *, dashes: bool) -> bool:
    """Tell whether a name may be a list; ``en`` is in many names, and counts beside one that is ``known`` (normalised)."""
    joined = _marks()["and"]
    if _marks()["areas" if dashes else "names"].search(joined.sub(" ", f" {name} ")):
        return True
    parts = joined.split(name)
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
