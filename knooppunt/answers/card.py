"""The card of one node: what is known of it, its relations, and where each thing stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from graph.model import Node, Relation, Statement
from graph.network import Network
from graph.words.catalogue import text
from graph.words.phrases import caption, kind_label
from graph.words.relations import relation_label, told
from graph.words.values import dated, facts, place_text, property_label, value_text
from knooppunt.answers.bridges import bridges_data, bridges_table
from knooppunt.answers.evidence import evidence_data
from knooppunt.answers.plain import Answer, answer, plain, reference, references
from knooppunt.answers.speaker import Speaker

if TYPE_CHECKING:
    from queries.fragile.bridges import Bridges


def card(say: Speaker, node_id: str, bridged: Bridges | None) -> Answer:
    """Return the card: properties, then what a person bridges, then relations."""
    network, lang, node = say.network, say.lang, say.network.nodes[node_id]
    title = f"{say.caption(node.id)} ({kind_label(node, lang)}, {node.id})"
    rows = [_relation_row(network, node.id, relation, lang) for relation in network.relations_of.get(node.id, ())]
    properties = say.table("card", "", "property value table.sources", _property_rows(network, node, lang))
    return _data(say, node, bridged), [
        msgspec.structs.replace(properties, title=title),
        *([bridges_table(say, node.id, bridged)] if bridged else []),
        say.table("card", "relations", "relation with details table.sources", rows),
    ]


def _data(say: Speaker, node: Node, bridged: Bridges | None) -> dict[str, Any]:
    return {
        **answer("show", say),
        "node": {
            **reference(say, node.id),
            "kind": node.kind,
            **_stated(say, node),
            "sources": [{"source": e.source, "where": e.where} for e in node.sources],
        },
        "relations": [
            {
                **relation_data(say, relation),
                "carriers": references(say, relation.carriers),
                **_stated(say, relation),
                "evidence": evidence_data(relation),
            }
            for relation in say.network.relations_of.get(node.id, ())
        ],
        **({"bridges": bridges_data(say, bridged)} if bridged else {}),
    }


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
    return {**dates, "properties": item.properties, "alternatives": alternatives}


def _property_rows(network: Network, node: Node, lang: str) -> Sequence[tuple[str, ...]]:
    """Return label, value and source of every property; values on which sources disagree below each other."""
    told = [(fact.label, fact.value) for fact in (*facts(network, node, lang), *dated(node, lang))] or [("", "")]
    rows = [(*told[0], _places(node, lang)), *((*fact, "") for fact in told[1:])]
    for name, claims in node.alternatives.items():
        label = text(lang, "card.also", label=property_label(name, lang))
        values = ((value_text(network, node.kind, name, claim.value, lang), claim.evidence) for claim in claims)
        rows += [(label, value, place_text(evidence, lang)) for value, evidence in values]
    return rows


def _relation_row(network: Network, node_id: str, relation: Relation, lang: str) -> tuple[str, ...]:
    seen = told(network, relation, node_id)
    label = relation_label(relation.relation, lang, inverse=seen.inverse)
    via = [caption(network, carrier, lang) for carrier in seen.via]
    details = [
        *(f"{fact.label}: {fact.value}" for fact in facts(network, relation, lang)),
        *([text(lang, "card.via", people=via)] if via and not seen.carries else []),
        *(f"{fact.label}: {fact.value}" for fact in dated(relation, lang)),
    ]
    return (
        text(lang, "card.carries", relation=label) if seen.carries else label,
        " - ".join(caption(network, other, lang) for other in seen.others),
        "\n".join(details),
        _places(relation, lang),
    )


def _places(item: Statement, lang: str) -> str:
    return "\n".join(place_text(evidence, lang) for evidence in item.sources)
