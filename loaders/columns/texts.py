"""What stands in the cells of a list: areas, topics, on whose behalf; and what stands for nothing."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from graph.names import normalise
from graph.names import words as words_of
from graph.places.parts import is_every_area, is_region_by_name, of_whole
from graph.places.said import said_region
from graph.places.table import places
from graph.vocabulary import bare_name, vocabulary
from loaders.base import CellValue, shown
from loaders.columns.words import known_words
from loaders.meaning.kinds import kind_of_name
from loaders.meaning.lists import items_of, says_everyone, says_nothing

#: What separates names, outside brackets.
_COMMAS = re.compile(r"(?:\s*[,/]\s*|\s+\+\s+)(?![^()]*\))")
_AND = re.compile(r"\s+(?:en|and|&)\s+", re.IGNORECASE)
#: What stands behind the name of an area, and before those of several.
_ROUGH = re.compile(
    r"\s+(?:e\.? ?o\.?|en omstreken|en omgeving)$|\s*\((?:voorheen|vh|v/h|formerly)\b[^)]*\)$", re.IGNORECASE
)
_GROUP = re.compile(r"^(?:de )?(?:gemeenten|municipalities)\s+", re.IGNORECASE)
#: A name of an organisation that is known has so many words at the most.
_LONGEST_START = 3
#: The columns of days, and those of them that are an end.
_DAYS = frozenset({"since", "until", "last_day", "term_end", "last_contact", "confirmed", "date"})
_ENDS = frozenset({"until", "last_day", "term_end"})
#: The columns that name for whom something or somebody is there.
_FOR_WHOM = frozenset({"topics", "themes", "laws", "on_behalf_of"})


def is_nothing(value: CellValue, target: str) -> bool:
    """Tell whether a cell says that there is nothing to say: no day, no end yet, everybody."""
    return isinstance(value, str) and _says_nothing(value, target.partition(".")[2])


@functools.lru_cache(maxsize=4096)
def _says_nothing(value: str, column: str) -> bool:
    if says_nothing(value):
        return True
    said = _no_days(column) if column in _DAYS else ()
    return (bool(said) and tuple(words_of(value)) in said) or (column in _FOR_WHOM and says_everyone(value))


@functools.cache
def _no_days(column: str) -> frozenset[tuple[str, ...]]:
    """Return what says in a column of days that there is none, as words."""
    words = vocabulary().words
    return frozenset(tuple(words_of(each)) for each in (*words.never, *(words.no_end if column in _ENDS else ())))


class Areas:
    """The municipalities and regions that are known: to others, to the program, and those that stand alone in a cell."""

    def __init__(self, kinds_of: Callable[[str], tuple[str, ...]]) -> None:
        self._kinds_of = kinds_of
        self._alone: set[str] = set()

    def learn(self, cells: Iterable[CellValue]) -> None:
        """Learn the names that stand alone in cells."""
        for text in {shown(cell) for cell in cells if isinstance(cell, str)}:
            self._alone |= {
                normalise(bare_name("municipality", item))
                for item in items_of(text)[0]
                if not _COMMAS.search(item) and not _AND.search(item)
            }

    def is_municipality(self, name: str) -> bool:
        """Tell whether a name is that of a municipality."""
        plain = normalise(bare_name("municipality", name))
        named = bare_name("municipality", name) != name
        return named or "municipality" in self._kinds_of(name) or plain in places().known_names

    def is_region(self, name: str) -> bool:
        """Tell whether a name is that of a region, and of no municipality."""
        kinds = self._kinds_of(name)
        return "region" in kinds and "municipality" not in kinds

    def is_known(self, name: str) -> bool:
        """Tell whether a name is that of an area."""
        plain = normalise(bare_name("municipality", name))
        return plain in self._alone or self.is_municipality(name) or "region" in self._kinds_of(name)

    def is_area_text(self, text: str) -> bool:
        """Tell whether a whole text names areas, and no other organisation."""
        parts = [part for item in items_of(text)[0] for part in _COMMAS.split(item)]
        return all(self.is_known(part) for part in parts)


def areas_in(text: str, areas: Areas, *, region: bool) -> list[tuple[str, str]]:
    """Return the areas that a cell names, each with its kind: a name that is no known region is a municipality, unless the
    column is one of regions."""
    found = []
    for item in items_of(text)[0]:
        for part in _parts(item, areas.is_known):
            if vocabulary().values["level"].find(part) is not None:
                continue  # how far somebody's work reaches is no area
            name = bare_name("municipality", of_whole(_ROUGH.sub("", _GROUP.sub("", part)).strip()))
            if tuple(words_of(name)) in _everywhere() or is_every_area(name):
                continue
            is_region = (
                said_region(name) is not None
                or areas.is_region(name)
                or (not areas.is_municipality(name) and (region or is_region_by_name(name)))
            )
            found.append((name, "region" if is_region else "municipality"))
    return found


def is_rough(text: str) -> bool:
    """Tell whether a text says more of an area than its name: what lies around it, or what was there before."""
    return bool(_ROUGH.search(text))


@functools.cache
def _everywhere() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(words_of(text)) for text in vocabulary().lists.everywhere)


def _parts(text: str, is_known: Callable[[str], bool]) -> list[str]:
    """Return the names in a text: a comma or slash separates, unless the whole is a name; ``en`` only between known ones."""
    if is_known(text):
        return [text]
    found = []
    for part in filter(None, _COMMAS.split(text)):
        several = _AND.split(part)
        found += several if len(several) > 1 and not is_known(part) and all(map(is_known, several)) else [part]
    return found


def topics_of(text: str, meant: str) -> Iterator[tuple[str, str]]:
    """Yield every topic in a text with its type: that of a known one, else the type that the column ``meant`` is of."""
    own = {"themes": "theme", "laws": "law"}.get(meant, "target_group")
    words = vocabulary().topic_types
    for item in items_of(text)[0]:
        for several in _parts(item, lambda name: normalise(name) in words):
            for part in _added(several, words):
                if not is_nothing(part, "organisations.topics"):
                    yield part, words.get(normalise(part), own)


def _added(text: str, known: Collection[str]) -> list[str]:
    """Return the topics that a plus joins (``Wmo+Jw``), when each of them is known and the text is none itself."""
    parts = [part.strip() for part in text.split("+")]
    return parts if normalise(text) not in known and all(normalise(part) in known for part in parts) else [text]


def behalf_in(text: str, kinds_of: Callable[[str], tuple[str, ...]], header: str = "") -> Iterator[tuple[str, bool]]:
    """Yield on whose behalf somebody sits: each name, and whether it is an organisation (or else a topic).

    Who nominates somebody, by the text or its ``header``, is an organisation.
    """
    nominated = not set(words_of(f"{header} {text}")).isdisjoint(vocabulary().lists.nominations)
    words = vocabulary().topic_types
    organisations = vocabulary().organisation_kinds

    def is_organisation(name: str) -> bool:
        if normalise(name) in words or vocabulary().is_own_behalf(name):
            return False
        guess = kind_of_name(name)
        return (
            not organisations.isdisjoint(kinds_of(name))
            or (guess is not None and (guess[2] or guess[0] == "council"))
            or _begins_as_organisation(name)
        )

    def is_known(name: str) -> bool:
        return normalise(name) in words or is_organisation(name)

    for item in items_of(text)[0]:
        bare = _without_behalf(item)
        for part in [bare] if is_organisation(bare) else _parts(bare, is_known):
            name = _without_behalf(part)
            if name and not is_nothing(name, "seats.on_behalf_of"):
                yield name, is_organisation(name) or (nominated and not _is_no_organisation(name))


def _begins_as_organisation(name: str) -> bool:
    """Tell whether a name is that of an organisation that is known, or begins with what goes before one (``Stichting``)."""
    found, known = tuple(words_of(name)), _organisation_names()
    return any(found[:length] in known for length in range(1, min(len(found), _LONGEST_START) + 1))


def _is_no_organisation(name: str) -> bool:
    return normalise(name) in vocabulary().topic_types or vocabulary().is_own_behalf(name)


@functools.cache
def _organisation_names() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(words_of(text)) for text in vocabulary().words.organisation_names)


def behalf_said(text: str, kinds_of: Callable[[str], tuple[str, ...]]) -> tuple[str, str]:
    """Return a text without what it says of whom somebody speaks for, and that: ``lid``, and ``namens KBO Ede``."""
    # Of very many names and roles few say so.
    if _begins_behalf().isdisjoint(text.casefold().replace("(", " ").split()):
        return text, ""
    for found in _behalf_words().finditer(text):
        who = list(behalf_in(found["who"], kinds_of, found["how"]))
        weak = tuple(words_of(found["how"])) in known_words("comes_from")
        if who and (any(is_organisation for _, is_organisation in who) if weak else _is_somebody(who)):
            rest = f"{text[: found.start()]} {text[found.end() :]}"
            return " ".join(rest.split()).strip(" ,;:-–()"), f"{found['how']} {found['who'].strip()}"
    return text, ""


def _is_somebody(who: Sequence[tuple[str, bool]]) -> bool:
    """Tell whether names are those of organisations or topics, and no other words."""
    topics = vocabulary().topic_types
    return all(is_organisation or normalise(name) in topics or name[:1].isupper() for name, is_organisation in who)


def _without_behalf(text: str) -> str:
    """Return the name in a text, without what goes before it of whom somebody speaks for, and without an article."""
    bare = _before_behalf().sub("", text.strip())
    return re.sub(r"^(?:de|het) (?=[A-Z])", "", bare).strip()


@functools.cache
def _before_behalf() -> re.Pattern[str]:
    lists = vocabulary().lists
    return re.compile(rf"^(?:{_any_of((*lists.on_behalf, *lists.comes_from, *lists.in_front))})\s+", re.IGNORECASE)


@functools.cache
def _behalf_words() -> re.Pattern[str]:
    """Return how a text says of whom somebody speaks for: up to the end of the phrase."""
    lists = vocabulary().lists
    how = _any_of((*lists.on_behalf, *lists.comes_from))
    return re.compile(rf"(?<![\w-])\(?(?P<how>{how})\s+(?P<who>[^;()\n]+?)(?=$|[;()\n]|\.\s|\.$)[)]?", re.IGNORECASE)


def _any_of(phrases: Sequence[str]) -> str:
    ordered = sorted(phrases, key=len, reverse=True)
    return "|".join(r"\s+".join(map(re.escape, each.split())) for each in ordered)


@functools.cache
def _begins_behalf() -> frozenset[str]:
    """Return the words with which a text begins to say of whom somebody speaks for."""
    lists = vocabulary().lists
    return frozenset(each.split()[0].casefold() for each in (*lists.on_behalf, *lists.comes_from))


@functools.lru_cache(maxsize=4096)
def is_family(text: str) -> bool:
    """Tell whether a name is that of several people, nobody knows how many: ``fam. De Vries``."""
    words = words_of(text)
    return any(tuple(words[: len(each)]) == each and len(words) > len(each) for each in _families())


@functools.cache
def _families() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(words_of(each)) for each in vocabulary().lists.families)
