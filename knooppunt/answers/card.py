"""The card of one node: what is known of it, its relations, and where each thing stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from graph.model import MARKS, Evidence, Node, Relation, Statement
from graph.words.phrases import kind_label
from graph.words.relations import relation_label, represented
from graph.words.values import dated, facts, in_known_order, place_text, property_label, value_text
from knooppunt.answers.bridges import bridges_data, bridges_table
from knooppunt.answers.plain import Answer, answer, evidence_of, plain, reference, references
from knooppunt.answers.relations import places, relation_rows
from knooppunt.answers.speaker import Speaker
from knooppunt.documents.model import Table

if TYPE_CHECKING:
    from queries.fragile.bridges import Bridges

#: The names of the tables, the main one first.
TABLES = ("properties", "bridges", "relations", "proposals")


def card(say: Speaker, node_id: str, bridged: Bridges | None, *, each: bool) -> Answer:
    """Return the card: properties, then what a person bridges, then relations (``each`` by itself)."""
    node = say.network.nodes[node_id]
    title = f"{say.caption(node_id)} ({kind_label(node, say.lang)}, {node_id})"
    rows = [*relation_rows(say, node_id, each=each), *_succession_rows(say, node_id)]
    properties = say.table("card", "", "property value table.sources", _property_rows(say, node))
    return _data(say, node, bridged), [
        msgspec.structs.replace(properties, title=title).named("properties"),
        *([bridges_table(say, node.id, bridged).named("bridges")] if bridged else []),
        say.table("card", "relations", "relation with details table.sources", rows).named("relations"),
        *([proposed] if (proposed := _proposed(say, node_id)).rows else []),
    ]


def _data(say: Speaker, node: Node, bridged: Bridges | None) -> dict[str, Any]:
    return {
        **answer("show", say),
        "node": {
            **reference(say, node.id),
            "kind": node.kind,
            **_stated(say, node),
            "sources": _places(node.sources),
            "property_sources": {
                name: _places(node.places_of(name))
                for name in (
                    *(name for name, _ in in_known_order(node.properties) if name not in MARKS),
                    *(fact.code for fact in dated(node, say.lang)),
                )
            },
        },
        "relations": [
            {
                **relation_data(say, relation),
                "carriers": references(say, relation.carriers),
                **({"on_behalf_of": references(say, behalf)} if (behalf := represented(say.network, relation)) else {}),
                **_stated(say, relation),
                "evidence": evidence_of(relation),
            }
            for relation in (*say.network.relations_of.get(node.id, ()), *_successions(say, node.id))
        ],
        "proposals": [
            {**relation_data(say, one), "evidence": evidence_of(one)}
            for one in say.network.proposals
            if isinstance(one, Relation) and node.id in one.nodes
        ],
        **({"bridges": bridges_data(say, bridged)} if bridged else {}),
    }


def _successions(say: Speaker, node_id: str) -> list[Relation]:
    """Return what a node continues, or what continues it, as far as that is not there on this day."""
    nodes = say.network.nodes
    return [
        one
        for one in say.network.continuations
        if node_id in (one.origin, one.target) and not (one.origin in nodes and one.target in nodes)
    ]


def _succession_rows(say: Speaker, node_id: str) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for one in _successions(say, node_id):
        label = relation_label(one.relation, say.lang, inverse=one.target == node_id)
        rows.append((label, say.caption(one.target if one.origin == node_id else one.origin), "", places(say, one)))
    return rows


def _proposed(say: Speaker, node_id: str) -> Table:
    """Return what the lists propose for a node: its relations, and rows about itself."""
    names = {one.id: one.name for one in say.network.proposals if isinstance(one, Node)}
    rows = []
    for one in say.network.proposals:
        if isinstance(one, Node) and one.id == node_id and not one.mention:
            rows.append((kind_label(one, say.lang), one.name, places(say, one)))
        elif isinstance(one, Relation) and node_id in one.nodes:
            own = node_id != one.origin
            label = relation_label(one.relation, say.lang, inverse=own)
            other = one.origin if own else one.target
            rows.append((label, names.get(other) or say.caption(other), places(say, one)))
    return say.table("card", "proposals", "relation with table.sources", rows).named("proposals")


def _places(evidence: Sequence[Evidence]) -> list[dict[str, str]]:
    return [{"source": one.source, "where": one.where} for one in evidence]


def relation_data(say: Speaker, relation: Relation) -> dict[str, Any]:
    """Return what a relation is and between what, as plain data."""
    ends = {"from": reference(say, relation.origin), "to": reference(say, relation.target)}
    return {"relation": relation.relation, **ends}


def _stated(say: Speaker, item: Statement) -> dict[str, Any]:
    """Return what nodes and relations share, with the values on which sources disagree."""
    dates = {name: plain(say, getattr(item, name)) for name in ("since", "until", "last_confirmed")}
    alternatives = {
        name: [
            {"value": plain(say, one.value), "source": one.evidence.source, "where": one.evidence.where}
            for one in claims
        ]
        for name, claims in item.alternatives.items()
    }
    return {**dates, "properties": dict(in_known_order(item.properties)), "alternatives": alternatives}


def _property_rows(say: Speaker, node: Node) -> Sequence[tuple[str, ...]]:
    """Return label, value and source of every property; values on which sources disagree below each other."""
    known = [*facts(say.network, node, say.lang), *dated(node, say.lang)]
    first, *others = [(fact.label, fact.value) for fact in known] or [("", "")]
    if node.given_by:
        rows = [
            (fact.label, fact.value, "\n".join(place_text(one, say.lang) for one in node.places_of(fact.code)))
            for fact in known
        ]
    else:
        rows = [(*first, places(say, node)), *((*fact, "") for fact in others)]
    for name, claims in node.alternatives.items():
        label = say.said("card.also", label=property_label(name, say.lang))
        values = ((value_text(say.network, node.kind, name, claim.value, say.lang), claim.evidence) for claim in claims)
        rows += [(label, value, place_text(evidence, say.lang)) for value, evidence in values]
    return rows
