"""What an organisation is, by the words in its name or in a column that says so: its kind, and its type perhaps.

In Dutch the word that tells comes first (``Cliëntenraad Zorggroep Duinkant`` is a council), and ends a compound
(``Participatieoverleg`` is an overleg). The words are data: ``organisations`` in ``graph/schema/words.yaml``.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from graph.names import normalise, words
from graph.vocabulary import vocabulary

#: An abbreviation with dots: K.B.O.
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}")
#: A client council in the name of which an institution is named is that institution's.
_CLIENT_COUNCIL = "clientenraad"
_INSTITUTION, _OF_INSTITUTION = "institution", "client_council_institution"
#: What may be other than a council as well.
_OTHER = "other"


class Organisation(NamedTuple):
    """The kind of an organisation, its type when that is told, and whether nothing else is called so."""

    kind: str
    type: str | None
    certain: bool


class _Known(NamedTuple):
    """What words tell, whole ones (several in a row too) and endings, from long to short."""

    whole: dict[tuple[str, ...], Organisation]
    ends: tuple[tuple[str, Organisation], ...]
    longest: int

    def at(self, found: list[str], start: int) -> Organisation | None:
        """Return what the words tell that begin at ``start``."""
        for length in range(min(self.longest, len(found) - start), 0, -1):
            if told := self.whole.get(tuple(found[start : start + length])):
                return told
        word = found[start]
        if word in vocabulary().words.no_organisations:
            return None
        return next((told for end, told in self.ends if word.endswith(end)), None)


@functools.lru_cache(maxsize=1 << 16)
def kind_of_name(name: str) -> Organisation | None:
    """Return what an organisation of this name is, or None when its name does not tell."""
    found = words(_DOTTED.sub(lambda match: f"{match[0].replace('.', '')} ", name))
    for start, word in enumerate(found):
        told = _in_names().at(found, start)
        if told is None:
            continue
        if told.type is None and word.endswith(_CLIENT_COUNCIL):
            return _client_council(found[start + 1 :], told)
        return told
    return None


@functools.lru_cache(maxsize=4096)
def kind_of_word(cell: str) -> Organisation | None:
    """Return what a cell says an organisation is (``patiëntenvereniging``, ``Wmo-raad``), or None when it is no such word."""
    key = normalise(cell)
    types = vocabulary().values["council_type"]
    for code, kind in vocabulary().kinds.items():
        if kind.organisation and key in map(normalise, (code, *kind.label.values(), *kind.plural.values())):
            return Organisation(code, None, certain=True)
    if told := _in_cells().get(key):
        return told
    if (type_ := types.find(cell)) not in (None, _OTHER):
        return Organisation("council", type_, certain=True)
    return kind_of_name(cell)


def is_organisation(texts: Iterable[str]) -> bool:
    """Tell whether one of these texts has a word that organisations have in their names."""
    exact, ends = _forms()
    for text in texts:
        found = words(text)
        if any(
            _in_names().at(found, start) or word in exact or word.endswith(ends) for start, word in enumerate(found)
        ):
            return True
    return False


def _client_council(rest: list[str], told: Organisation) -> Organisation:
    """Return what a client council is: of an institution when one is named behind it."""
    named = (_in_names().at(rest, start) for start in range(len(rest)))
    of_institution = any(each is not None and each.kind == _INSTITUTION for each in named)
    return Organisation(told.kind, _OF_INSTITUTION if of_institution else None, certain=True)


def _told() -> Iterator[tuple[str, Organisation]]:
    for each in vocabulary().words.organisations:
        for certain, patterns in ((True, each.sure), (False, each.likely)):
            for pattern in patterns:
                yield pattern, Organisation(each.kind, each.type or None, certain)


@functools.cache
def _in_names() -> _Known:
    whole: dict[tuple[str, ...], Organisation] = {}
    ends: dict[str, Organisation] = {}
    for pattern, told in _told():
        if pattern.startswith("*"):
            ends.setdefault(normalise(pattern), told)
        whole.setdefault(tuple(words(pattern)), told)
    by_length = sorted(ends.items(), key=lambda item: -len(item[0]))
    return _Known(whole, tuple(by_length), max(map(len, whole)))


@functools.cache
def _in_cells() -> dict[str, Organisation]:
    """Return what cells tell, by how they are compared: what they are called, and words that stand alone."""
    found: dict[str, Organisation] = {}
    for each in vocabulary().words.organisations:
        for pattern in (*each.called, *each.sure):
            found.setdefault(normalise(pattern), Organisation(each.kind, each.type or None, certain=True))
    return found


@functools.cache
def _forms() -> tuple[frozenset[str], tuple[str, ...]]:
    known = vocabulary().words.organisation_forms
    exact = frozenset(pattern for pattern in known if not pattern.startswith("*"))
    return exact, tuple(pattern[1:] for pattern in known if pattern.startswith("*"))
