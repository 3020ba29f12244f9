"""What the header of a column means: words of the vocabulary, and how headers are put together of them.

A header says what a column is first, and then of, in or by whom or what (``Rol in de raad``, ``E-mail voorzitter``): its
first words decide, and no word behind them makes it anything else.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz, process

from graph.names import normalise
from graph.names import words as words_of
from graph.vocabulary import vocabulary
from loaders.base import CellValue
from loaders.meaning.kinds import kind_of_name

#: The least likeness (0..100, rapidfuzz's ratio of normalised texts) at which a header may be meant as a known one.
_CLOSE = 84
#: Shorter words look like each other by chance.
_LEAST_LETTERS = 5
_LONGEST_HEADER = 200
#: A person in such a column has the role that the header names.
IN_ROLE = "in-role"
_NAME, _KEPT = "name", "kept"
#: Why a header means something: it is known, a part of it is, its first words are, or it looks like a known one.
HEADER, PHRASE, HEAD, LIKENESS = "header", "phrase", "head", "likeness"
#: What tells something of whom or what another column names: what stands behind such a word is whose it is.
_TOLD_OF = frozenset(
    {"role", "email", "phone", "hours", "frequency", "home", "first_name", "initials", "prefix", "surname", "title"}
)
_DAYS = frozenset(
    {"since", "until", "last_day", "term_end", "spoken_on", "confirmed", "founded", "dissolved", "period"}
)
_NAMED = frozenset(
    {"person", "people", "organisation", "other", "platform", "meeting", "adviser", "area", "region", "employer"}
)
#: What a mark of time tells of a term, and of having a seat at all.
_OF_TERM = {"start": "since", "end": "term_end", "through": "term_end", "close": "term_end"}
_OF_SEAT = {"start": "since", "end": "until", "through": "last_day", "close": "until"}

Words = tuple[str, ...]
Meant = tuple[tuple[str, ...], str]


@functools.cache
def meanings() -> dict[str, tuple[str, ...]]:
    """Return what a header (normalised) may mean, the likeliest first."""
    found: dict[str, list[str]] = {}
    for meaning, names in vocabulary().lists.headers.items():
        for name in names:
            found.setdefault(normalise(name), []).append(meaning)
    return {name: tuple(dict.fromkeys(several)) for name, several in found.items()}


@functools.cache
def meant(header: str) -> Meant:
    """Return what ``header`` may mean, the likeliest first, and why; nothing when it is not known."""
    plain = normalise(header)
    if not plain:
        return (), ""
    if plain in meanings() and "%" not in header:
        return meanings()[plain], HEADER
    bare = _bare(header)
    if normalise(bare) in meanings() and "%" not in header:
        return meanings()[normalise(bare)], HEADER
    words = tuple(words_of(bare)) or tuple(words_of(header))
    if whole := _counted(words, header) or _whole(words):
        return whole, HEADER
    head, why = _headed(words)
    found = tuple(_in_phrases(words_of(header)))
    if head or found:
        return tuple(dict.fromkeys([*head, *found])), why if why == HEADER else PHRASE if found else HEAD
    if len(plain) >= _LEAST_LETTERS:
        near = process.extractOne(plain, list(meanings()), scorer=fuzz.ratio, score_cutoff=_CLOSE)
        if near:
            return meanings()[near[0]], LIKENESS
    return (), ""


def is_header(value: CellValue) -> bool:
    """Tell whether a cell may be the header of a column, by a word that is known."""
    if not isinstance(value, str) or len(value) > _LONGEST_HEADER:
        return False
    return meant(" ".join(value.split()))[1] in (HEADER, PHRASE)


def is_known_header(value: CellValue) -> bool:
    """Tell whether a cell is a header, word for word."""
    if not isinstance(value, str) or not value or len(value) > _LONGEST_HEADER:
        return False
    return normalise(value) in meanings() or ("(" in value and normalise(_bare(value)) in meanings())


def is_renewal(header: str) -> bool:
    """Tell whether a header asks for a day, or whether, somebody may be appointed again."""
    return normalise(_bare(header)) in _words("renewals")


@functools.cache
def role_in(header: str) -> str:
    """Return the role that a header names (``Voorzitter``, ``Naam secretaris``, ``Lid 2``), empty when it names none."""
    last = header.rpartition(": ")[2]
    words = _without_ends(tuple(words_of(last)))
    if words and words[0] in _words("naming"):
        words = _without_ends(words[1:])
    roles = vocabulary().values["seat_role"]
    for length in range(len(words), 0, -1):
        if role := roles.spellings.get("".join(words[:length])):
            return role
    return ""


def ordinal_in(header: str) -> int:
    """Return which one of several a header means (``Einde 2e termijn``: 2); 0 when it tells none."""
    ordinals = vocabulary().words.ordinals
    return next((ordinals[word] for word in words_of(header) if word in ordinals), 0)


def owner_of(header: str, others: Sequence[str]) -> str:
    """Return whose of ``others`` a header tells something, by a word or number in both; empty when it does not tell."""
    own = set(words_of(header))
    shared = {other: len(own & set(words_of(other))) for other in others}
    most = [other for other in others if shared[other] == max(shared.values()) > 0]
    return most[0] if len(most) == 1 else ""


def _bare(header: str) -> str:
    """Return a header without what stands between brackets."""
    return re.sub(r"\([^)]*\)", " ", header)


@functools.cache
def _words(name: str) -> frozenset[str]:
    """Return words of headers of one sort, each normalised."""
    return frozenset(map(normalise, vocabulary().lists.header_words[name]))


def _counted(words: Words, header: str) -> tuple[str, ...]:
    """Return that a column counts (``Aantal leden``): it names nobody. What is told in numbers is what it tells."""
    starts = [length for length in range(1, 4) if "".join(words[:length]) in _words("counts")]
    if not starts and "%" not in header:
        return ()
    rest = meanings().get("".join(words[max(starts, default=0) :]), ())
    return tuple(each for each in rest if each == "hours") or (_KEPT,)


def _whole(words: Words) -> tuple[str, ...]:
    """Return what a header means without the words that say nothing (``Wat is uw naam?``, ``Datum van toetreding``)."""
    bare = _without_ends(words)
    if bare != words and (known := meanings().get("".join(bare))):
        return known
    plain = tuple(word for word in bare if word not in _words("of_days") and word not in vocabulary().words.ordinals)
    if plain != bare and (known := meanings().get("".join(plain))) and not _DAYS.isdisjoint(known):
        return tuple(each for each in known if each in _DAYS)
    return _of_time(plain) or _of_time(bare)


def _of_time(words: Words) -> tuple[str, ...]:
    """Return which day a header means that names a term or a seat, and its start or its end (``Zitting t/m``)."""
    for subjects, means in (("terms", _OF_TERM), ("seats", _OF_SEAT)):
        for at in range(1, len(words)):
            for subject, mark in ((words[:at], words[at:]), (words[at:], words[:at])):
                if "".join(subject) in _words(subjects):
                    for name, meaning in means.items():
                        if "".join(mark) in _words(name):
                            return (meaning,)
    return ()


def _without_ends(words: Words) -> Words:
    """Return words without those around them that say nothing, and without the number of one of several."""
    while words and words[0] in _words("around"):
        words = words[1:]
    while words and (words[-1] in _words("around") or words[-1].isdigit()):
        words = words[:-1]
    return words


def _headed(words: Words) -> Meant:
    """Return what the first words of a header say that it is, and whether all of it is known."""
    words = _without_ends(words)
    for length in range(len(words) - 1, 0, -1):
        head, rest = words[:length], words[length:]
        known = meanings().get("".join(head))
        if not known or "".join(head) in _words("links"):
            continue
        tail = rest
        while tail and (tail[0] in _words("links") or tail[0] in _words("around")):
            tail = tail[1:]
        linked = rest[0] in _words("links")
        if _NAME in known and not linked and not tail:
            return known, HEADER
        if _NAME in known:
            return _named(tail) or (known, HEAD)
        if not _TOLD_OF.isdisjoint(known):
            of = tuple(each for each in known if each in _TOLD_OF)
            return of, HEADER if linked or _is_somebody(tail) else HEAD
        if len("".join(head)) >= _LEAST_LETTERS or linked:
            return known, HEAD
    return (), ""


def _named(tail: Words) -> Meant | None:
    """Return whose name a header asks for (``Naam secretaris``, ``Naam cliëntenraad``), or None when that is not known."""
    known = meanings().get("".join(tail), ())
    if named := tuple(each for each in known if each in _NAMED):
        return named, HEADER
    if role_in(" ".join(tail)):
        return (IN_ROLE,), HEADER
    if guess := kind_of_name(" ".join(tail)):
        return ("platform" if guess.kind == "platform" else "organisation",), HEADER
    return None


def _is_somebody(tail: Words) -> bool:
    """Tell whether words say of whom or what something is told: a person, a role, an organisation."""
    text = " ".join(tail)
    known = meanings().get("".join(tail), ())
    return not _NAMED.isdisjoint(known) or bool(role_in(text)) or kind_of_name(text) is not None


@functools.cache
def _phrases() -> list[tuple[Words, str]]:
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


def _in_phrases(words: Sequence[str]) -> Iterator[str]:
    """Yield what the phrases and headers mean that stand in a header."""
    return (meaning for phrase, meaning in _phrases() if _contains(words, phrase))


def _contains(words: Sequence[str], phrase: Words) -> bool:
    """Tell whether ``phrase`` stands in ``words``, one behind the other."""
    length = len(phrase)
    return length > 0 and any(tuple(words[at : at + length]) == phrase for at in range(len(words) - length + 1))
