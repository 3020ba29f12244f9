"""The names of people in lists: compared as a person would, told from the names of anything else, several in one cell."""

from __future__ import annotations

import functools
import itertools
import re

from graph.names import normalise, qualification, words
from graph.vocabulary import vocabulary
from loaders.meaning.kinds import is_organisation
from loaders.meaning.lists import items_of
from loaders.meaning.person_names import (
    NAME_WORD,
    PersonName,
    Vacancy,
    is_degree,
    is_surname_first,
    lacks_surname,
    read_person,
    says_what,
)

__all__ = [
    "PersonName",
    "Vacancy",
    "looks_like_person",
    "may_be_same",
    "may_be_several",
    "no_name_of_a_person",
    "people_in",
    "read_person",
]

_LONGEST, _LONGEST_LIST = 80, 1000
_MOST_WORDS = 8
#: What may stand between the names of two people.
_BETWEEN = re.compile(r"\s+/\s+|/(?!d\b)|\s+(?:en|and|&|\+)\s+", re.IGNORECASE)
#: A comma outside brackets.
_COMMA = re.compile(r"\s*,\s*(?![^()]*\))")
_BEHALF = re.compile(r",?\s*\(?\b(?:namens|vanuit|on behalf of)\s+", re.IGNORECASE)
_DASHES = ("-", "\u2013", "\u2014")


def may_be_same(one: PersonName, other: PersonName) -> bool:
    """Tell whether two names within one organisation are those of one person, as far as names tell.

    An initial fits a first name, a short prefix whatever it may stand for. A double name is not the name of who has one of
    its halves, and who is written without first name or initial is nobody in particular.
    """
    if surname_keys(one).isdisjoint(surname_keys(other)) or _differ(one, other):
        return False
    if not (one.initials or one.first) or not (other.initials or other.first):
        return not (one.initials or one.first or other.initials or other.first)
    if one.first and other.first and normalise(one.first) != normalise(other.first):
        return False
    if bool(one.first) == bool(other.first) and not (one.initials and other.initials):
        return True
    letters, others = _letters(one, other), _letters(other, one)
    return all(a.startswith(b) or b.startswith(a) for a, b in zip(letters, others, strict=False))


@functools.lru_cache(maxsize=1 << 16)
def looks_like_person(text: str) -> bool:
    """Tell whether ``text`` is plausibly the name of one person: not of an organisation, a post, a desk, or a vacancy.

    One word is not enough, unless a title goes before it.
    """
    if len(text) > _LONGEST or "@" in text or any(char.isdigit() for char in text):
        return False
    name = read_person(text)
    if not isinstance(name, PersonName) or not (name.surname and (name.first or name.initials or name.titles)):
        return False
    if normalise(name.shown) in vocabulary().topic_types:
        return False
    given = name.first.split()
    own = [word for word in (*given, *name.surname.split()) if word not in _DASHES]
    if len(own) > _MOST_WORDS or not all(NAME_WORD.fullmatch(word.strip(",")) for word in own):
        return False
    if "." not in name.initials and is_organisation([name.initials]):
        return False
    sure = bool(name.titles or (name.initials and not given))
    written = [word for word in own if normalise(word) not in vocabulary().words.people.prefixes]
    if not sure and not all(word.lstrip("'\u2019")[:1].isupper() for word in written):
        return False
    prefix = name.prefix.split()
    if prefix and normalise(prefix[0]) in vocabulary().words.people.prepositions and not _has_article(prefix):
        return False
    return not (
        _is_post(own) or (not sure and is_organisation(given if name.prefix else own)) or _abbreviated(given, own)
    )


def no_name_of_a_person(text: str) -> bool:
    """Tell whether ``text`` is what a post, a desk, an organisation or a vacancy is called: who has it, has another name."""
    if text.strip() and not any(map(_is_suspect, text.split())):
        return False
    name = read_person(text)
    if not isinstance(name, PersonName):
        return True
    if name.titles or (name.initials and not name.first) or looks_like_person(text):
        return False
    written = [*name.first.split(), *([] if name.prefix else name.surname.split())]
    return _is_post(written) or is_organisation(written)


@functools.lru_cache(maxsize=1 << 16)
def _is_suspect(word: str) -> bool:
    """Tell whether a name with this word needs a second look: there are very many names, made of few words."""
    begins = {
        said.partition(" ")[0] for said in (*vocabulary().words.people.vacancies, *vocabulary().words.people.nobody)
    }
    return (
        not isinstance(read_person(word), PersonName)
        or _is_post([word])
        or is_organisation([word])
        or not begins.isdisjoint(words(word))
    )


def people_in(text: str) -> list[tuple[str, str]]:
    """Return the people in a cell: the name of each, and the organisation beside it, empty when there is none.

    A cell is taken apart where that is certain; else it is one name, of which ``may_be_several`` says that it is doubtful.
    """
    found: list[str] = []
    for item in items_of(text)[0]:
        if found and (item.startswith("(") or says_what(item)):
            found[-1] += f" {item}" if item.startswith("(") else f", {item}"
        else:
            found += [item] if (several := _certain(item)) is None else several
    return [_apart(item) for item in found]


def may_be_several(text: str) -> bool:
    """Tell whether ``text``, of which ``people_in`` makes one name, may be more than one."""
    return any(_certain(item) is None and ("," in item or _BETWEEN.search(item)) for item in items_of(text)[0])


def _certain(item: str) -> list[str] | None:
    """Return the people in a text, each with what stands beside the name, or None when that is not certain."""
    if len(item) > _LONGEST_LIST:
        return None
    pieces = _BETWEEN.split(item)
    if len(pieces) > 1:
        found = [_certain(piece) for piece in _with_surname(pieces)]
        if all(each is not None for each in found):
            return [name for each in found if each for name in each]
    parts = _COMMA.split(item)
    if len(parts) > 1:
        return _by_comma(parts)
    name = read_person(item)
    if isinstance(name, Vacancy):
        return [item]
    return [] if name is None else [item] if looks_like_person(_apart(item)[0]) else None


def _by_comma(parts: list[str]) -> list[str] | None:
    """Return the people between commas, of which one may part a surname from what goes before it, or a remark from a name."""
    if all(isinstance(name := read_person(part), PersonName) and name.titles and name.surname for part in parts):
        return parts
    found: list[str] = []
    left = list(parts)
    while left:
        part = left.pop(0)
        if left and is_surname_first(part, left[0]):
            found.append(f"{part}, {left.pop(0)}")
        elif len(left) > 1 and is_surname_first(f"{part} {left[0]}", left[1]):
            found.append(f"{part}, {left.pop(0)}, {left.pop(0)}")
        elif looks_like_person(_apart(part)[0]) or isinstance(read_person(part), Vacancy):
            found.append(part)
        elif found and (says_what(part) or is_organisation([part]) or is_degree(part)):
            found[-1] += f", {part}"
        else:
            return None
    return found


def _with_surname(pieces: list[str]) -> list[str]:
    """Give the surname of the last piece to those that are initials or titles alone: ``J. en R. de Boer``."""
    last = read_person(pieces[-1])
    if not isinstance(last, PersonName) or not last.surname:
        return pieces
    surname = f"{last.prefix} {last.surname}".strip()
    return [f"{piece} {surname}" if lacks_surname(piece) else piece for piece in pieces]


def _apart(item: str) -> tuple[str, str]:
    """Return a name and the organisation beside it: between brackets, or behind ``namens``, a comma or a dash."""
    if behalf := _BEHALF.search(item):
        return item[: behalf.start()].strip(), item[behalf.end() :].strip(" )")
    if read := qualification(item):
        name, beside = read
        if is_organisation([name]) and looks_like_person(beside):
            return beside, name
        if not says_what(beside) and read_person(beside) and (is_organisation([beside]) or _is_elsewhere(name, beside)):
            return name, beside
        return item, ""
    for mark in (", ", " - ", " \u2013 "):
        name, _, beside = item.rpartition(mark)
        if name and is_organisation([beside]) and not says_what(beside) and not is_surname_first(name, beside):
            return name.strip(), beside.strip()
    return item, ""


def _is_elsewhere(name: str, beside: str) -> bool:
    """Tell whether what stands between brackets behind a name is where somebody is from: not what she is called."""
    read = read_person(name)
    return isinstance(read, PersonName) and bool(read.first and read.surname) and beside[:1].isupper()


def _is_post(written: list[str]) -> bool:
    posts = vocabulary().words.people.posts
    return any(part in posts for word in written for part in words(word))


def _abbreviated(given: list[str], own: list[str]) -> bool:
    """Tell whether a name begins with an abbreviation of three capitals or more, beside words in small letters."""
    return bool(given) and len(given[0]) > 2 and given[0].isupper() and not all(word.isupper() for word in own)


def _has_article(prefix: list[str]) -> bool:
    articles = vocabulary().words.people.articles
    return any(normalise(word) in articles for word in prefix[1:])


@functools.lru_cache(maxsize=1 << 16)
def surname_keys(name: PersonName) -> frozenset[str]:
    """Return what a surname is compared by: one key for everything that its prefix may stand for."""
    if not name.surname:
        return frozenset([f" {normalise(name.first or name.initials)}"])
    surname = normalise(name.surname)
    return frozenset(normalise(prefix) + surname for prefix in _meanings(name.prefix))


@functools.lru_cache(maxsize=1024)
def _meanings(prefix: str) -> frozenset[str]:
    short = vocabulary().words.people.short
    choices = [short.get(normalise(token), (token,)) for token in prefix.split()]
    return frozenset(" ".join(choice) for choice in itertools.product(*choices))


def _differ(one: PersonName, other: PersonName) -> bool:
    """Tell whether titles say that these are two people: he and she, junior and senior."""
    for known in (vocabulary().words.titles, vocabulary().words.people.generations):
        said = [
            {known[word] for title in name.titles for word in words(title) if known.get(word)} for name in (one, other)
        ]
        if all(said) and said[0].isdisjoint(said[1]):
            return True
    return False


def _letters(name: PersonName, other: PersonName) -> list[str]:
    """Return the initials of a name, of its first names when it has none: a letter each, or as many as are written."""
    if name.initials:
        letters = re.findall(r"[^\W\d_]+", name.initials)
        return [normalise(each) for each in (letters[0] if name.initials.isupper() and len(letters) == 1 else letters)]
    return [normalise(each) for each in re.split(r"[ -]", name.first) if each]
