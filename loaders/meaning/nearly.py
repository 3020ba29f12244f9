"""Names in one list that are nearly the same: they may be one under two names, which only people can tell.

Nearly the same are names of which one long word has another letter, one more or one less; names of which one has in short
what the other has in full (``ASD``, ``N.``); and within one organisation people of one surname, one of whom is written with
an initial that fits the first name of the other. Never asked are names that differ in a number, a short word or the name of
a place, and those in other areas or with ids of their own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import msgspec
from rapidfuzz.distance import OSA

from graph.identity.namesakes import AREAS
from graph.model import Node, Relation
from graph.names import normalise, words
from graph.places.table import places
from graph.vocabulary import bare_name, vocabulary
from loaders.base import Alike, Place
from loaders.meaning.people import PersonName, may_be_same, read_person, surname_keys
from loaders.meaning.references import Entry, Index
from loaders.meaning.rows import Row

#: From so many letters on one letter may be a typing error; in a short word it is another word.
_LONG = 6
#: A word with a dot behind it: an abbreviation, perhaps.
_DOTTED = re.compile(r"\b\w{1,20}(?=\.)")
#: Of how many pairs it is asked at the most.
_MOST = 200
#: Of more nodes of one name, or people of one surname in an organisation, it is not asked of each who may be who.
_MOST_OF_A_NAME = 20
#: Relations by which a person has a place in an organisation.
_PLACES = ("seat", "represents", "supports")
_PERSON = "person"

_Words = tuple[str, ...]


class _Named(msgspec.Struct, frozen=True):
    entry: Entry
    place: Place
    whole: _Words


def nearly_the_same(rows: Sequence[Row], index: Index) -> list[Alike]:
    """Return the pairs of nodes that may be one, in the order of the list."""
    named = _named(rows, index)
    organisations = [one for one in named.values() if one.entry.kind in vocabulary().organisation_kinds - set(AREAS)]
    found: dict[tuple[str, str], Alike] = {}
    for one, other in (*_typed_otherwise(organisations, {}), *_in_short(organisations), *_people(rows, named)):
        first, second = (one, other) if (one.place.row or 0) <= (other.place.row or 0) else (other, one)
        ids = first.entry.id, second.entry.id
        if len(found) < _MOST and _may_be_one(first.entry, second.entry, index):
            alike = Alike(ids, (first.entry.name, second.entry.name), (first.place, second.place))
            found.setdefault(ids, alike)
    return sorted(found.values(), key=lambda each: (each.places[0].row or 0, each.places[1].row or 0))


def _named(rows: Sequence[Row], index: Index) -> dict[str, _Named]:
    """Return what the rows that stay declare, by id, where it stands first."""
    found: dict[str, _Named] = {}
    for row in rows:
        if row.declares and row.plan.sheet.kind and not row.left_out and row.declares not in found:
            entry = index.entries[row.declares]
            if not entry.mention:
                told = tuple(words(bare_name(entry.kind, entry.name)))
                found[entry.id] = _Named(entry, row.plan.place(row.number, "name"), told)
    return found


def _may_be_one(one: Entry, other: Entry, index: Index) -> bool:
    if one.kind != other.kind or not (one.made or other.made):
        return False
    areas = [frozenset[str]().union(*map(index.area_marks, each.areas)) for each in (one, other)]
    return not (all(areas) and areas[0].isdisjoint(areas[1]))


def _typed_otherwise(named: Iterable[_Named], scopes: dict[str, Iterable[str]]) -> Iterator[tuple[_Named, _Named]]:
    """Yield the names of which one long word differs by one letter; with ``scopes`` (by id) only within the same one.

    Only words that stand between the same other words are compared.
    """
    beside: dict[tuple[object, ...], dict[str, list[_Named]]] = defaultdict(lambda: defaultdict(list))
    for one in named:
        for scope in scopes.get(one.entry.id, ()) if scopes else ("",):
            for at, word in enumerate(one.whole):
                if len(word) >= _LONG and word.isalpha():
                    key = one.entry.kind, scope, at, one.whole[:at], one.whole[at + 1 :]
                    beside[key][word].append(one)
    known = places().known_names
    for several in beside.values():
        for word, other in _one_letter_apart(several) if len(several) > 1 else ():
            if not (word in known and other in known):
                yield from (
                    (one, two) for one in several[word][:_MOST_OF_A_NAME] for two in several[other][:_MOST_OF_A_NAME]
                )


def _one_letter_apart(several: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of words of which one letter differs, is more or less, or of which two are swapped."""
    without: dict[str, list[str]] = defaultdict(list)
    for word in several:
        for letters in {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}:
            without[letters].append(word)
    pairs = {(one, two) for near in without.values() for one in near[:_MOST] for two in near[:_MOST] if one < two}
    yield from sorted(pair for pair in pairs if OSA.distance(*pair, score_cutoff=1) <= 1)


def _in_short(named: Sequence[_Named]) -> Iterator[tuple[_Named, _Named]]:
    """Yield the names of which one has in short what the other has in full, when it is short for no other one."""
    by_full: dict[tuple[str, _Words], list[_Named]] = defaultdict(list)
    with_word: dict[tuple[str, str], list[_Named]] = defaultdict(list)
    for one in named:
        by_full[one.entry.kind, one.whole].append(one)
        for word in dict.fromkeys(one.whole):
            with_word[one.entry.kind, word].append(one)
    for one in named:
        near: dict[str, _Named] = {}
        dotted = set(map(normalise, _DOTTED.findall(one.entry.name)))
        for at, word in enumerate(one.whole):
            before, after = one.whole[:at], one.whole[at + 1 :]
            if long := vocabulary().lists.short.get(word):
                full = (*before, *words(long), *after)
                near |= {each.entry.id: each for each in by_full.get((one.entry.kind, full), ())}
            elif word in dotted and (before or after):
                rest = min((*before, *after), key=lambda each: len(with_word[one.entry.kind, each]))
                near |= {
                    each.entry.id: each
                    for each in with_word[one.entry.kind, rest][:_MOST]
                    if len(each.whole) == len(one.whole)
                    and (each.whole[:at], each.whole[at + 1 :]) == (before, after)
                    and each.whole[at] != word
                    and each.whole[at].startswith(word)
                }
        if len(near) == 1:
            yield one, next(iter(near.values()))


def _people(rows: Iterable[Row], named: dict[str, _Named]) -> Iterator[tuple[_Named, _Named]]:
    """Yield the people of one organisation whose names may be those of one."""
    within: dict[str, dict[str, None]] = defaultdict(dict)
    reached: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for each in () if row.left_out else row.statements:
            if isinstance(each, Relation) and each.relation in _PLACES and each.origin in named:
                within[each.target][each.origin] = None
            elif isinstance(each, Node) and (address := each.properties.get("email")):
                reached[each.id].add(str(address).casefold())
    scopes: dict[str, list[str]] = defaultdict(list)
    for organisation, own in within.items():
        for id_ in own:
            scopes[id_].append(organisation)
    people = [named[id_] for id_ in scopes]
    for one, other in (*_typed_otherwise(people, dict(scopes)), *_of_one_surname(within, named)):
        addresses = [reached[each.entry.id] for each in (one, other)]
        if not (all(addresses) and addresses[0].isdisjoint(addresses[1])):
            yield one, other


def _of_one_surname(within: dict[str, dict[str, None]], named: dict[str, _Named]) -> Iterator[tuple[_Named, _Named]]:
    read = {id_: read_person(named[id_].entry.name) for own in within.values() for id_ in own}
    for own in within.values():
        called: dict[str, list[tuple[str, PersonName]]] = defaultdict(list)
        for id_ in own:
            if isinstance(name := read[id_], PersonName):
                for key in surname_keys(name):
                    called[key].append((id_, name))
        for several in called.values():
            few = several if len(several) <= _MOST_OF_A_NAME else []
            near = {one: [other for other, its in few if other != one and may_be_same(name, its)] for one, name in few}
            # An initial that fits two people is of neither, as far as names tell.
            for one, others in near.items():
                if len(others) == 1 and near[others[0]] == [one] and one < others[0]:
                    yield named[one], named[others[0]]
