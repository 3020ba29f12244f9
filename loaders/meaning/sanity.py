"""What a list says that is hardly true: told at the load, before any finding is built on it.

A post is no person (one "person" with forty places joins what nobody joins), one bare name with places in several
municipalities is mostly several people, an organisation called like a municipality is mostly that municipality, and a topic
that almost has a known name is mostly that topic.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterator, Sequence

from graph.identity.namesakes import AREAS
from graph.model import Relation
from graph.names import normalise
from graph.places.table import places
from graph.vocabulary import vocabulary
from loaders.base import Problem
from loaders.meaning.cells import near
from loaders.meaning.people import no_name_of_a_person
from loaders.meaning.references import TOPIC, Index
from loaders.meaning.rows import Row

#: From so many municipalities on it is asked whether one name is one person.
_MANY = 3
#: Relations by which a person has a place in an organisation; to support many is what an adviser is for.
_PLACES = ("seat", "represents")
#: The least likeness (0..100) of a new topic with a known one that is told: topics are short, and many are alike.
_LIKE_A_TOPIC = 86
#: How many names of municipalities are told.
_NAMED = 5


def hardly_true(rows: Sequence[Row], index: Index) -> Iterator[Problem]:
    """Yield a warning for everything of the kind in the rows that stay."""
    kept = [row for row in rows if not row.left_out]
    yield from _no_people(kept, index)
    yield from _called_like_places(kept, index)
    yield from _in_many_municipalities(kept, index)
    yield from _nearly_topics(kept, index)


def _no_people(rows: Sequence[Row], index: Index) -> Iterator[Problem]:
    for row in rows:
        if row.declares and row.plan.sheet.kind == "person" and not _is_placeholder(row):
            name = index.entries[row.declares].name
            if no_name_of_a_person(name):
                place = row.plan.place(row.number, "name")
                yield Problem(place, "no-name-of-a-person", name)


def _is_placeholder(row: Row) -> bool:
    return any(each.properties.get("placeholder") for each in row.statements)


def _called_like_places(rows: Sequence[Row], index: Index) -> Iterator[Problem]:
    organisations = vocabulary().organisation_kinds - set(AREAS)

    @functools.cache
    def is_area(name: str) -> bool:
        return normalise(name) in places().known_names or bool(index.find(name, AREAS[:1]))

    for row in rows:
        if row.declares and row.plan.sheet.kind in organisations:
            name = index.entries[row.declares].name
            if is_area(name):
                place = row.plan.place(row.number, "name")
                yield Problem(place, "called-like-a-municipality", name, {"kind": row.plan.sheet.kind})


def _in_many_municipalities(rows: Sequence[Row], index: Index) -> Iterator[Problem]:
    first: dict[str, Row] = {}
    where: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for each in row.statements if row.plan.sheet.about else ():
            if isinstance(each, Relation) and each.relation in _PLACES:
                first.setdefault(each.origin, row)
                where[each.origin].add(each.target)
    for id_, organisations in where.items():
        entry, row = index.entries.get(id_), first[id_]
        if len(organisations) < _MANY or entry is None or not entry.made or entry.areas:
            continue
        municipalities = {area for each in organisations if (area := index.municipality_of(each))}
        if len(municipalities) < _MANY:
            continue
        names = sorted(index.entries[each].name for each in municipalities)
        more = ["…"] if len(names) > _NAMED else []
        place = row.plan.place(row.number, row.plan.subject)
        params = {"count": len(names), "names": [*names[:_NAMED], *more]}
        yield Problem(place, "one-name-in-many-places", entry.name, params)


def _nearly_topics(rows: Sequence[Row], index: Index) -> Iterator[Problem]:
    """Yield a warning for every new topic that is called almost as a known one, at its first row."""
    ours = vocabulary().topic_names
    known = {**{normalise(entry.name): entry.name for entry in index.known_topics()}, **ours}
    told: set[str] = set()
    for row in rows:
        for mention in row.mentions:
            entry = index.entries[mention.id]
            if entry.kind != "topic" or entry.id in told or entry.elsewhere or normalise(entry.name) in known:
                continue
            told.add(entry.id)
            if (key := near(entry.name, known, _LIKE_A_TOPIC)) is not None:
                slots = [own.slot for own in row.plan.mentions if own.kinds == TOPIC and own.type == mention.type]
                place = row.plan.place(row.number, slots[0] if len(slots) == 1 else "")
                yield Problem(place, "nearly-a-topic", entry.name, {"suggestion": known[key]})
