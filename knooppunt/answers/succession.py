"""What somebody hands over before she leaves, in words and tables, and as plain data."""

from __future__ import annotations

from typing import Any

import msgspec

from graph.vocabulary import vocabulary
from knooppunt.answers.evidence import evidence_data
from knooppunt.answers.plain import answer, plain, reference
from knooppunt.answers.speaker import Speaker
from knooppunt.answers.told import Told
from knooppunt.tables import Table
from knooppunt.usecases.plan import Handing
from queries.plan.succession import Handover, Successor

#: How many organisations a successor is said to know, and how many things told are named.
_TIES, _TOLD = 1, 8
#: Relations between two organisations that are called by their own name, from the one to the other.
_NAMED = {"participates", "advises"}


def succession_data(say: Speaker, handing: Handing) -> dict[str, Any]:
    """Return the succession as plain data; ``findings``: what hangs on this person."""
    found = handing.succession
    return {
        **answer("plan", say, handing.size, plan="succession"),
        "person": reference(say, found.person),
        "pairs_lost": found.pairs_lost,
        "parts": list(found.parts),
        "handovers": [_handover_data(say, one) for one in found.handovers],
        "notes": [{"about": reference(say, id_), "note": note} for id_, note in found.notes],
        "told": [reference(say, id_) for id_ in found.told],
        "findings": [Told(say, finding).data() for finding in handing.findings],
    }


def succession_tables(say: Speaker, handing: Handing) -> list[Table]:
    """Return what to hand over to whom, what is written about it, and what only this person told."""
    found, person = handing.succession, say.caption(handing.succession.person)
    rows = [
        (
            str(number),
            _what(say, one),
            ", ".join(_successor(say, successor) for successor in one.to) or say.said("plan.nobody-known"),
            _urgency(say, one),
        )
        for number, one in enumerate(found.handovers, 1)
    ]
    note = "" if rows else say.said("plan.nothing-to-hand-over", person=person)
    if found.parts:
        parts, lost = [str(part) for part in found.parts], found.pairs_lost
        note = say.said("plan.parts", person=person, number=len(parts), parts=parts, count=lost)
    headers = say.columns("plan", "number", "hand-over", "to", "why")
    tables = [Table(say.said("plan.succession", person=person), headers, rows, note)]
    if found.notes:
        notes = [(say.spoken(id_), note) for id_, note in found.notes]
        tables.append(Table(say.said("plan.notes", person=person), say.columns("plan", "about", "note"), notes))
    if found.told:
        told = say.names(found.told, _TOLD)
        tables.append(Table("", (), [], say.said("plan.told", person=person, things=told)))
    return tables


def _handover_data(say: Speaker, one: Handover) -> dict[str, Any]:
    data: dict[str, Any] = plain(say, msgspec.structs.replace(one, relations=()))
    del data["relations"]
    evidence = [item for relation in one.relations for item in evidence_data(relation)]
    return {**data, "text": _what(say, one), "evidence": evidence}


def _what(say: Speaker, one: Handover) -> str:
    """Return what is handed over."""
    ends = say.all_spoken(one.organisations)
    role = vocabulary().value_label("seat_role", one.role, say.lang) if one.role else ""
    what = f"{one.what}-no-role" if one.what == "seat" and not role else one.what
    relations = {relation.relation for relation in one.relations}
    if one.what == "contact" and len(relations) == 1 and relations <= _NAMED:
        (what,) = relations
    return say.said(f"plan.what-{what}", first=ends[0], last=ends[-1], organisations=ends, role=role)


def _urgency(say: Speaker, one: Handover) -> str:
    """Return why it matters that somebody takes this over."""
    words = [say.said("plan.why-convening")] if one.what == "convening" else []
    if one.pairs_lost:
        words.append(say.said("plan.why-lost", count=one.pairs_lost))
    if one.last:
        words.append(say.said("plan.why-last"))
    return " ".join(words) or say.said(f"plan.why-{one.what}")


def _successor(say: Speaker, one: Successor) -> str:
    """Return who could take over, and why."""
    person = say.caption(one.person)
    ties = say.names(one.organisations, _TIES)
    return say.said(f"plan.successor-{one.reason}", person=person, organisations=ties)
