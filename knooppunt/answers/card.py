"""The card of one node: what is known of it, its relations, and where each thing stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from graph.model import Evidence, Node, Relation, Statement
from graph.network import Network
from graph.vocabulary import vocabulary
from graph.words.catalogue import text, written_date, written_number
from graph.words.phrases import caption, kind_label, written_place
from knooppunt.answers.bridges import bridges_data, bridges_table
from knooppunt.answers.evidence import evidence_data
from knooppunt.answers.plain import Answer, answer, plain, reference, references
from knooppunt.answers.speaker import Speaker
from knooppunt.usecases.look import Card

if TYPE_CHECKING:
    from queries.fragile.bridges import Bridges


def card(say: Speaker, found: Card) -> Answer:
    """Return the card: properties, then what a person bridges, then relations."""
    network, lang, node = say.network, say.lang, say.network.nodes[found.node]
    title = f"{say.caption(node.id)} ({kind_label(node, lang)}, {node.id})"
    rows = [_relation_row(network, node.id, relation, lang) for relation in network.relations_of.get(node.id, ())]
    note = "" if rows else say.said("card.no-relations")
    properties = say.table("card", "", "property value table.sources", _property_rows(network, node, lang))
    return _data(say, node, found.bridges), [
        msgspec.structs.replace(properties, title=title),
        *([bridges_table(say, node.id, found.bridges)] if found.bridges else []),
        say.table("card", "relations", "relation with details sources", rows, note),
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
