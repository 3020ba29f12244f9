"""The card of one node: what is known of it, its relations, and where each thing stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from graph.model import Node, Relation, Statement
from graph.network import Network
from graph.words.catalogue import text
from graph.words.phrases import caption, kind_label
from graph.words.relations import relation_label, told
from graph.words.values import dated, facts, place_text, property_label, value_text
from knooppunt.answer import answer, evidence_data, plain, reference
from knooppunt.bridges import bridges_data, bridges_table
from knooppunt.tables import Table
from queries.carrying.size import size

if TYPE_CHECKING:
    from queries.fragile.bridges import Bridges


def card(network: Network, node_id: str, lang: str, bridged: Bridges | None = None) -> list[Table]:
    """Return the card as tables: properties, then what a person bridges (when given), then relations."""
    node = network.nodes[node_id]
    headers = (text(lang, "card.property"), text(lang, "card.value"), text(lang, "table.sources"))
    title = f"{caption(network, node_id, lang)} ({kind_label(node, lang)}, {node_id})"
    columns = tuple(text(lang, code) for code in ("card.relation", "card.with", "card.details", "table.sources"))
    rows = [_relation_row(network, node_id, relation, lang) for relation in network.relations_of.get(node_id, ())]
    note = "" if rows else text(lang, "card.no-relations")
    return [
        Table(title, headers, _property_rows(network, node, lang)),
        *([bridges_table(network, node_id, bridged, lang)] if bridged else []),
        Table(text(lang, "card.relations"), columns, rows, note),
    ]


def card_data(network: Network, node_id: str, lang: str, bridged: Bridges | None = None) -> dict[str, Any]:
    """Return the card as plain data; ``bridges`` is there when it is given."""
    node = network.nodes[node_id]
    return {
        **answer("show", network, size(network)),
        "node": {
            **reference(network, node_id, lang),
            "kind": node.kind,
            **_dates(node),
            "properties": node.properties,
            "alternatives": _alternatives(node),
            "sources": [{"source": e.source, "where": e.where} for e in node.sources],
        },
        "relations": [
            {
                "relation": relation.relation,
                "from": reference(network, relation.origin, lang),
                "to": reference(network, relation.target, lang),
                "carriers": [reference(network, carrier, lang) for carrier in relation.carriers],
                **_dates(relation),
                "properties": relation.properties,
                "alternatives": _alternatives(relation),
                "evidence": evidence_data(relation),
            }
            for relation in network.relations_of.get(node_id, ())
        ],
        **({"bridges": bridges_data(network, bridged, lang)} if bridged else {}),
    }


def _dates(item: Statement) -> dict[str, Any]:
    return {name: plain(getattr(item, name)) for name in ("since", "until", "last_confirmed")}


def _alternatives(item: Statement) -> dict[str, list[dict[str, Any]]]:
    return {
        name: [
            {"value": plain(claim.value), "source": claim.evidence.source, "where": claim.evidence.where}
            for claim in claims
        ]
        for name, claims in item.alternatives.items()
    }


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
