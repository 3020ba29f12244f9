"""The relations of a node as rows of its card: each by itself, or those of one sort with the same one, or with a series of
meetings, in one line.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from graph.model import FORMER_CARRIERS, ORPHANED, Relation, Statement
from graph.words.catalogue import LANGUAGES, messages, written_date
from graph.words.relations import Told, relation_label, told
from graph.words.values import dated, facts, place_text
from knooppunt.answers.speaker import Speaker

#: How many places a line of more than one relation shows.
_PLACES = 3


def relation_rows(say: Speaker, node_id: str, *, each: bool) -> list[tuple[str, ...]]:
    """Return what, with whom, details and places of the relations of a node; ``each``: every one by itself."""
    groups: dict[tuple[str, ...], list[Relation]] = defaultdict(list)
    for number, relation in enumerate(say.network.relations_of.get(node_id, ())):
        seen = told(say.network, relation, node_id)
        key = (str(number),) if each else (_what(say, relation, seen), *_series(say, seen))
        groups[key].append(relation)
    return [
        _row(say, node_id, group[0]) if len(group) == 1 else _together(say, node_id, group) for group in groups.values()
    ]


def places(say: Speaker, item: Statement) -> str:
    """Return where something stands, a place a line."""
    return "\n".join(place_text(evidence, say.lang) for evidence in item.sources)


def _row(say: Speaker, node_id: str, relation: Relation) -> tuple[str, ...]:
    seen = told(say.network, relation, node_id)
    days = [written_date(day, say.lang) for id_ in seen.others if (day := _meeting_day(say, id_))]
    details = [
        *days,
        *_details(say, relation, seen),
        *(f"{one.label}: {one.value}" for one in dated(relation, say.lang)),
    ]
    others = " - ".join(say.captions(seen.others))
    return _what(say, relation, seen), others, "\n".join(details), places(say, relation)


def _together(say: Speaker, node_id: str, group: Sequence[Relation]) -> tuple[str, ...]:
    """Return one row for relations of one sort: how often, when last, what is said of any of them, and the first places."""
    seen = told(say.network, group[0], node_id)
    days = [day for one in group if (day := _day(say, one, told(say.network, one, node_id)))]
    times = say.said("card.times-last" if days else "card.times", count=len(group), day=max(days, default=None))
    details = (detail for one in group for detail in _details(say, one, told(say.network, one, node_id)))
    found = list(dict.fromkeys(place_text(evidence, say.lang) for one in group for evidence in one.sources))
    shown = [*found[:_PLACES]]
    if more := len(found) - len(shown):
        shown.append(say.said("report.more-places", count=more))
    name = " - ".join(_name(say, other) for other in seen.others)
    return _what(say, group[0], seen), name, "\n".join([times, *dict.fromkeys(details)]), "\n".join(shown)


def _what(say: Speaker, relation: Relation, seen: Told) -> str:
    label = relation_label(relation.relation, say.lang, inverse=seen.inverse)
    return say.said("card.carries", relation=label) if seen.carries else label


def _details(say: Speaker, relation: Relation, seen: Told) -> list[str]:
    """Return what is said of a relation, without its dates."""
    via = [say.said("card.via", people=say.captions(seen.via))] if seen.via and not seen.carries else []
    hidden = [say.said("card.hidden")] if "carriers_hidden" in relation.properties else []
    former = say.captions(id_ for id_ in relation.properties.get(FORMER_CARRIERS, ()) if id_ in say.network.left_out)
    gone = [say.said("card.former", people=former)] if former else []
    orphaned = [say.said("card.orphaned")] if ORPHANED in relation.properties else []
    return [
        *(f"{one.label}: {one.value}" for one in facts(say.network, relation, say.lang)),
        *via,
        *hidden,
        *gone,
        *orphaned,
    ]


def _day(say: Speaker, relation: Relation, seen: Told) -> date | None:
    """Return when it was last so, as far as known: on the day of a meeting, or when somebody last heard of it."""
    meetings = [_meeting_day(say, other) for other in seen.others]
    return next((day for day in (*meetings, relation.last_confirmed, relation.since) if day is not None), None)


def _meeting_day(say: Speaker, node_id: str) -> date | None:
    """Return the day of a meeting; None for anything else."""
    return say.network.nodes[node_id].since if node_id.startswith("meeting:") else None


def _series(say: Speaker, seen: Told) -> tuple[str, ...]:
    return tuple(_name(say, other) if other.startswith("meeting:") else other for other in seen.others)


def _name(say: Speaker, node_id: str) -> str:
    """Return the name of a node; of a meeting that of its series: without the day at the end."""
    name = say.caption(node_id)
    if not node_id.startswith("meeting:"):
        return name
    words = name.replace("(", " ").replace(")", " ").replace(",", " ").split()
    while words and (words[-1].lower() in _months() or any(map(str.isdigit, words[-1]))):
        words.pop()
    return " ".join(words) or name


@functools.cache
def _months() -> frozenset[str]:
    return frozenset(month for lang in LANGUAGES for month in messages(lang)["months"].lower().split())
