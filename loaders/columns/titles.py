"""What the lines around a list say: its title, the name of its sheet and of its file. Whose it is, and of which day."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from graph.names import normalise
from graph.names import words as words_of
from graph.places.table import places
from graph.vocabulary import vocabulary
from loaders.columns.find import Found
from loaders.columns.headers import meant
from loaders.columns.marks import without_legend
from loaders.columns.words import known_words
from loaders.meaning.dates import is_whole_day, read_date
from loaders.meaning.kinds import kind_of_name

#: A day or a year is written in so many words at the most, and so is what says of a list what it is.
_MOST_WORDS = 4
#: What is longer is a sentence, and no name.
_LONGEST_NAME = 120
#: The words of lists that are no part of a name.
_LISTS = ("titles", "editions", "presences", "former", "waiting", "payments")
_AROUND = " -–:,.;()"
_ENDING = re.compile(r"\.[a-z]{3,4}$")
_YEARS = re.compile(r"(?:19|20)\d\d(?:[-/](?:19|20)?\d\d)*")
#: What stands between the organisation and the municipality in a title.
_SEPARATED = re.compile(r"\s+[-–—|]\s+|\s*[|]\s*")
_ORGANISATION, _MUNICIPALITY = "organisation", "municipality"
#: The number of a copy or an edition: ``(1)``, ``3``, ``2.1``.
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3})*")


def lines_around(found: Found, file: str) -> list[str]:
    """Return what stands around a table, the nearest first: its title, that of the sheet, and the names of sheet and file."""
    stem = file.rpartition(".")[0] or file
    name = [found.table.name] if found.table.name != stem else []
    lines = [*map(without_legend, reversed(found.title)), *map(without_legend, found.above)]
    return [*filter(None, lines), *name, stem]


def organisation_in(lines: Iterable[str], kinds_of: Callable[[str], tuple[str, ...]]) -> str:
    """Return the organisation that the first of some lines names that names one, or nothing."""
    for part in _parts(lines):
        name = without_titles(part)
        if not name or len(name) > _LONGEST_NAME:
            continue
        if kinds_of(name) or _names_one(name):
            return name
    return ""


def _names_one(name: str) -> bool:
    """Tell whether a text is the name of one organisation."""
    guess = kind_of_name(name)
    return guess is not None and (guess.certain or (guess.kind == "council" and not _is_plural(name)))


def municipality_in(lines: Iterable[str]) -> str:
    """Return the one municipality that lines name (``Gemeente: Emmen``, ``Sociale kaart gemeente Emmen``), or nothing."""
    named = {normalise(found): found for line in lines if (found := _municipality(line))}
    return next(iter(named.values())) if len(named) == 1 else ""


def _municipality(line: str) -> str:
    """Return the municipality that a line names: behind what says so, or as its last words."""
    key, _, value = line.partition(":")
    if value.strip() and meant(key)[0][:1] == ("area",):
        return value.strip()
    for part in _SEPARATED.split(line):
        # The name of an organisation tells what it is called, not where it works.
        tokens = _stripped(_undated(_tokens(part)), ("titles", "editions", "presences"))
        if not _is_municipality(part) and _names_one(" ".join(tokens)):
            continue
        for at in range(len(tokens)):
            name = " ".join(tokens[at:]).strip(_AROUND)
            named = _is_municipality(tokens[at]) and tokens[at + 1 :][:1] and tokens[at + 1][:1].isupper()
            if named or (name[:1].isupper() and _is_place(name)):
                return name
    return ""


def _is_place(name: str) -> bool:
    """Tell whether one municipality is called so, and no region."""
    return len(places().called(name)) == 1 and not places().regions_called(name)


def _parts(lines: Iterable[str]) -> Iterator[str]:
    """Yield what lines may name: what is said to be the organisation (``Naam raad: ...``) and no other such thing; and of a
    line in parts, one of which is a municipality, that one last.
    """
    for line in lines:
        key, _, value = line.partition(":")
        if value.strip() and meant(key)[1] == "header":
            if _ORGANISATION in meant(key)[0]:
                yield value
            continue
        parts = sorted(_SEPARATED.split(line), key=_is_municipality)
        yield from parts if _is_municipality(parts[-1]) else [line]


def _is_municipality(part: str) -> bool:
    guess = kind_of_name(part)
    return guess is not None and guess.kind == _MUNICIPALITY


def _is_plural(name: str) -> bool:
    """Tell whether a name is one of several organisations (``adviesraden Veenrand``)."""
    return any(word.endswith(vocabulary().lists.several) for word in words_of(name))


def day_in(lines: Iterable[str]) -> date | None:
    """Return the day that lines tell, when it is one day: the day of an edition (``per 1-1-2026``) is none of the list's."""
    days = {day for line in lines for day, before in _days(_tokens(line)) if not _is(before[-1:], "editions")}
    return days.pop() if len(days) == 1 else None


def years_in(line: str) -> set[str]:
    """Return the years that a line tells."""
    return set(re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", line))


def says_present(lines: Iterable[str]) -> bool:
    """Tell whether lines say that the list is one of those who were there."""
    return any(_is(tokens[at : at + 1], "presences") for tokens in map(_tokens, lines) for at in range(len(tokens)))


def says(line: str, meaning: str) -> bool:
    """Tell whether a line has a word of headers in it that mean something (``Rooster van aftreden``)."""
    words = words_of(" ".join(_tokens(line)))
    known = [words_of(each) for each in vocabulary().lists.headers[meaning]]
    return any(words[at : at + len(each)] == each for each in known for at in range(len(words)))


def standing_in(found: Found, file: str) -> str:
    """Return what lines say of all people of a table: ``former`` (they left), ``waiting`` (not there yet), or nothing.

    A line that names members as well (``Leden en oud-leden``) says it of nobody.
    """
    stem = file.rpartition(".")[0] or file
    for line in (*reversed(found.title), found.table.name, stem):
        words = words_of(" ".join(_tokens(line)))
        if _says(words, "current") and not _says(words, "former") and not _says(words, "waiting") and found.title:
            return ""
        for which in ("former", "waiting"):
            rest = _without(words, which)
            if len(rest) < len(words):
                return "" if _says(rest, "current") else which
    return ""


def _says(words: Sequence[str], of: str) -> bool:
    return len(_without(words, of)) < len(words)


def _without(words: Sequence[str], of: str) -> list[str]:
    """Return words without every phrase of a list of the vocabulary."""
    left: list[str] = []
    at = 0
    while at < len(words):
        size = next((size for size in range(_MOST_WORDS, 0, -1) if tuple(words[at : at + size]) in known_words(of)), 0)
        left += [] if size else [words[at]]
        at += size or 1
    return left


def meeting_in(lines: Iterable[str]) -> str:
    """Return what a meeting of which a list tells is called: what is left of its title."""
    for line in lines:
        name = " ".join(_stripped(_undated(_tokens(line)), _LISTS)).strip(_AROUND)
        if name and _is(name.split(), "occasions"):
            break
        if name and len(name) <= _LONGEST_NAME:
            return name
    return vocabulary().lists.own_meeting


def without_titles(text: str) -> str:
    """Return what a title is about: without ``Ledenlijst`` and the like, without days, years and which edition it is."""
    tokens = _stripped(_undated(_tokens(text)), _LISTS)
    size = next((size for size in range(_MOST_WORDS, 0, -1) if _is(tokens[:size], "occasions")), 0)
    if 0 < size < len(tokens):
        tokens = _stripped(tokens[size:], _LISTS)
    head, comma, behind = " ".join(tokens).rpartition(",")
    if comma and not _stripped(behind.split(), (*_LISTS, "occasions")):
        tokens = _stripped(head.split(), _LISTS)
    return " ".join(tokens).strip(_AROUND)


def _tokens(text: str) -> list[str]:
    text = re.sub(r"(?<=\d)_(?=\d)", "-", _ENDING.sub("", text)).replace("_", " ")
    text = re.sub(r"(?<=[^\W\d_])-(?=(?:19|20)\d\d(?!\d))", " ", text)
    if " " not in text and not is_whole_day(text):
        text = re.sub(r"(?<=\D)-|-(?=\D)", " ", text)
    return re.sub(r"^\d{1,2}[-. ]+(?=\D)", "", text).split()


def _days(tokens: Sequence[str]) -> Iterator[tuple[date, Sequence[str]]]:
    """Yield the days among words, each with the words before it."""
    for at, size in _dated(tokens):
        written = " ".join(tokens[at : at + size]).strip(_AROUND)
        day = read_date(written)
        if isinstance(day, date) and is_whole_day(written):
            yield day, tokens[:at]


def _dated(tokens: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where days, months and years stand among words, and how many words each is."""
    at = 0
    while at < len(tokens):
        for size in range(min(_MOST_WORDS, len(tokens) - at), 0, -1):
            written = " ".join(tokens[at : at + size]).strip(_AROUND)
            if (_YEARS.fullmatch(written) if size == 1 else None) or isinstance(read_date(written), date):
                yield at, size
                at += size
                break
        else:
            at += 1


def _undated(tokens: Sequence[str]) -> list[str]:
    taken = {at + n for at, size in _dated(tokens) for n in range(size)}
    return [token for at, token in enumerate(tokens) if at not in taken]


def _stripped(tokens: list[str], lists: Sequence[str]) -> list[str]:
    """Return words without those at either end that say what sort of list it is, or which edition."""
    while tokens and (size := _first(tokens, lists)):
        tokens = tokens[size:]
    while tokens and (size := _last(tokens, lists)):
        tokens = tokens[:-size]
    return tokens


def _first(tokens: list[str], lists: Sequence[str]) -> int:
    """Return how many words at the beginning say nothing of whom a list is about."""
    if not words_of(tokens[0]):
        return 1
    for size in range(min(_MOST_WORDS, len(tokens)), 0, -1):
        if any(_is(tokens[:size], each) for each in lists):
            return size
    return 0


def _last(tokens: list[str], lists: Sequence[str]) -> int:
    """Return how many words at the end say nothing of whom a list is about."""
    last = tokens[-1]
    if not words_of(last) or (last.startswith("(") and _NUMBER.fullmatch(last.strip(_AROUND))):
        return 1
    if _NUMBER.fullmatch(last.strip(_AROUND)) and _is(tokens[-2:-1], "editions"):
        return 2
    letters = last.rstrip("0123456789.")
    if letters != last and _is([letters], "editions"):
        return 1
    for size in range(min(_MOST_WORDS, len(tokens)), 0, -1):
        # A letter by itself is short for an edition only beside its number.
        if any(_is(tokens[-size:], each) for each in lists) and (size > 1 or len(last) > 1):
            return size
    return 0


def _is(tokens: Sequence[str], of: str) -> bool:
    """Tell whether words are one of a list of the vocabulary."""
    return bool(tokens) and tuple(words_of(" ".join(tokens))) in known_words(of)
