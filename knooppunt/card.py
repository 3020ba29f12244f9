"""The card of one node: what is known of it, its relations, and where each thing stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from graph.model import Evidence, Node, Relation, Statement
from graph.network import Network
from graph.vocabulary import vocabulary
from graph.words.catalogue import text, written_date, written_number
from graph.words.phrases import caption, kind_label, written_place
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
    columns = tuple(text(lang, f"card.{column}") for column in ("relation", "with", "details", "sources"))
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
    words = vocabulary()
    rows = []
    sources = "\n".join(_place(e, lang) for e in node.sources)
    fields = {name: getattr(node, name) for name in ("since", "until", "last_confirmed")}
    for name, value in {**node.properties, **fields}.items():
        if value is None or name not in words.properties:
            continue
        rows.append((words.properties[name].label[lang], value_text(network, node.kind, name, value, lang), sources))
        sources = ""
    for name, claims in node.alternatives.items():
        label = words.properties[name].label[lang] if name in words.properties else name
        for claim in claims:
            where = _place(claim.evidence, lang)
            rows.append(
                (text(lang, "card.also", label=label), value_text(network, node.kind, name, claim.value, lang), where)
            )
    return rows or [("", "", sources)]


def _relation_row(network: Network, node_id: str, relation: Relation, lang: str) -> tuple[str, ...]:
    type_ = vocabulary().relations[relation.relation]
    label = type_.label[lang]
    ends = [caption(network, end, lang) for end in (relation.origin, relation.target)]
    if node_id in relation.carriers:
        others = f"{ends[0]} - {ends[1]}"
        label = text(lang, "card.carries", relation=label)
    elif node_id == relation.origin:
        others = ends[1]
    else:
        others = ends[0]
        label = label if type_.undirected else text(lang, f"card.inverse.{relation.relation}")
    details = [
        f"{vocabulary().properties[name].label[lang]}: {value_text(network, '', name, value, lang)}"
        for name, value in relation.properties.items()
        if name in vocabulary().properties
    ]
    if relation.carriers and node_id not in relation.carriers:
        details.append(text(lang, "card.via", people=[caption(network, c, lang) for c in relation.carriers]))
    for name in ("since", "until", "last_confirmed"):
        if (day := getattr(relation, name)) is not None:
            details.append(f"{vocabulary().properties[name].label[lang]}: {written_date(day, lang)}")
    return label, others, "\n".join(details), "\n".join(_place(e, lang) for e in relation.sources)


def _place(evidence: Evidence, lang: str) -> str:
    return f"{evidence.source}, {written_place(evidence.where, lang)}"


def value_text(network: Network, kind: str, name: str, value: Any, lang: str) -> str:
    """Return a value for people: dates written out, codes by their label, references by name."""
    words = vocabulary()
    if isinstance(value, list):
        return ", ".join(value_text(network, kind, name, item, lang) for item in value)
    if isinstance(value, dict):
        told = ((key, item) for key, item in value.items() if item is not None and key in words.properties)
        return ", ".join(
            f"{words.properties[key].label[lang]}: {value_text(network, kind, key, item, lang)}" for key, item in told
        )
    if isinstance(value, str) and words.properties[name].type == "date":
        value = date.fromisoformat(value)
    if isinstance(value, date):
        return written_date(value, lang)
    if isinstance(value, bool):
        return text(lang, "yes" if value else "no")
    if isinstance(value, (int, float)):
        return written_number(value, lang)
    if isinstance(value, str) and value in network.nodes:
        return caption(network, value, lang)
    list_code = f"{kind}_type" if name == "type" else words.properties[name].values
    return words.value_label(list_code, str(value), lang) if list_code in words.values else str(value)
