"""What somebody hands over before she leaves, in words and tables, and as plain data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from graph.network import Network
from graph.vocabulary import vocabulary
from graph.words.catalogue import text
from graph.words.phrases import caption, names, spoken
from knooppunt.answer import answer, evidence_data, finding_data, reference
from knooppunt.tables import Table
from queries.carrying.size import Size
from queries.finding import Finding
from queries.plan.succession import Handover, Succession, Successor

#: How many organisations a successor is said to know, and how many things told are named.
_TIES, _TOLD = 1, 8
#: Relations between two organisations that are called by their own name, from the one to the other.
_NAMED = {"participates", "advises"}


def succession_data(
    network: Network, found: Succession, findings: Iterable[Finding], summary: Size, lang: str
) -> dict[str, Any]:
    """Return the succession as plain data; ``findings``: what hangs on this person."""
    return {
        **answer("plan", network, summary, plan="succession"),
        "person": reference(network, found.person, lang),
        "pairs_lost": found.pairs_lost,
        "parts": list(found.parts),
        "handovers": [
            {
                "what": one.what,
                "organisations": [reference(network, id_, lang) for id_ in one.organisations],
                "to": [_successor_data(network, successor, lang) for successor in one.to],
                "pairs_lost": one.pairs_lost,
                "last": one.last,
                "role": one.role,
                "text": _what(network, one, lang),
                "evidence": [item for relation in one.relations for item in evidence_data(relation)],
            }
            for one in found.handovers
        ],
        "notes": [{"about": reference(network, id_, lang), "note": note} for id_, note in found.notes],
        "told": [reference(network, id_, lang) for id_ in found.told],
        "findings": [finding_data(network, finding, lang) for finding in findings],
    }


def succession_tables(network: Network, found: Succession, lang: str) -> list[Table]:
    """Return what to hand over to whom, what is written about it, and what only this person told."""
    person = caption(network, found.person, lang)
    headers = tuple(text(lang, f"plan.{name}") for name in ("number", "hand-over", "to", "why"))
    rows = [
        (
            str(number),
            _what(network, one, lang),
            ", ".join(_successor(network, successor, lang) for successor in one.to) or text(lang, "plan.nobody-known"),
            _urgency(one, lang),
        )
        for number, one in enumerate(found.handovers, 1)
    ]
    note = "" if rows else text(lang, "plan.nothing-to-hand-over", person=person)
    if found.parts:
        parts, lost = [str(part) for part in found.parts], found.pairs_lost
        note = text(lang, "plan.parts", person=person, number=len(parts), parts=parts, count=lost)
    tables = [Table(text(lang, "plan.succession", person=person), headers, rows, note)]
    notes = [(spoken(network, id_, lang), note) for id_, note in found.notes]
    if notes:
        columns = (text(lang, "plan.about"), text(lang, "plan.note"))
        tables.append(Table(text(lang, "plan.notes", person=person), columns, notes))
    if found.told:
        told = names(network, found.told, lang, _TOLD)
        tables.append(Table("", (), [], text(lang, "plan.told", person=person, things=told)))
    return tables


def _what(network: Network, one: Handover, lang: str) -> str:
    """Return what is handed over."""
    ends = [spoken(network, id_, lang) for id_ in one.organisations]
    role = vocabulary().value_label("seat_role", one.role, lang) if one.role else ""
    what = f"{one.what}-no-role" if one.what == "seat" and not role else one.what
    relations = {relation.relation for relation in one.relations}
    if one.what == "contact" and len(relations) == 1 and relations <= _NAMED:
        (what,) = relations
    return text(lang, f"plan.what-{what}", first=ends[0], last=ends[-1], organisations=ends, role=role)


def _urgency(one: Handover, lang: str) -> str:
    """Return why it matters that somebody takes this over."""
    words = [text(lang, "plan.why-convening")] if one.what == "convening" else []
    if one.pairs_lost:
        words.append(text(lang, "plan.why-lost", count=one.pairs_lost))
    if one.last:
        words.append(text(lang, "plan.why-last"))
    return " ".join(words) or text(lang, f"plan.why-{one.what}")


def _successor(network: Network, one: Successor, lang: str) -> str:
    """Return who could take over, and why."""
    person = caption(network, one.person, lang)
    ties = names(network, one.organisations, lang, _TIES)
    return text(lang, f"plan.successor-{one.reason}", person=person, organisations=ties)


def _successor_data(network: Network, one: Successor, lang: str) -> dict[str, Any]:
    return {
        **reference(network, one.person, lang),
        "reason": one.reason,
        "organisations": [reference(network, id_, lang) for id_ in one.organisations],
    }
