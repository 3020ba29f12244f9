"""The card of a node: everything that the network (the view that was taken of it) tells about it."""

from __future__ import annotations

from collections import defaultdict

from graph.model import Relation
from graph.network import Network
from graph.vocabulary import vocabulary
from graph.words.catalogue import text
from graph.words.phrases import caption, kind_label, sentence
from graph.words.relations import relation_label
from graph.words.values import property_label
from viz.model import Card, Field, Tie
from viz.ties import tie
from viz.wording import alternatives, dated_fields, given_by, places, property_fields


def card(network: Network, node_id: str, lang: str, reason: str = "") -> Card:
    """Return the card of a node; ``reason`` says why it is highlighted."""
    node = network.nodes[node_id]
    fields = [*property_fields(network, node, lang), *_context(network, node_id, lang), *dated_fields(node, lang)]
    if node.last_confirmed is None:
        fields.append((sentence(property_label("last_confirmed", lang)), text(lang, "unknown")))
    if node.mention:
        fields.append((text(lang, "viz.listed"), text(lang, "viz.mention")))
    kind = kind_label(node, lang)
    if node_id in network.advisers:
        kind = f"{kind}, {vocabulary().value_label('seat_role', 'adviser', lang)}"
    return Card(
        kind=kind,
        reason=reason,
        fields=tuple(fields),
        given_by=given_by(node, lang),
        ties=tuple(_ties(network, node_id, lang)),
        alternatives=alternatives(network, node, lang),
        sources=places(node.sources, lang),
    )


def _is_context(relation: Relation, node_id: str) -> bool:
    """Tell whether ``relation`` says where ``node_id`` works or what it is about, and is no tie with anybody."""
    type_ = vocabulary().relations[relation.relation]
    return relation.origin == node_id and not type_.ties and "person" not in type_.origins


def _context(network: Network, node_id: str, lang: str) -> list[Field]:
    """Return the topics and areas of a node: one field for every type of topic and every such relation."""
    found: dict[str, list[str]] = defaultdict(list)
    for relation in network.relations_of.get(node_id, ()):
        if not _is_context(relation, node_id):
            continue
        target = network.nodes[relation.target]
        topic_type = target.properties.get("type") if target.kind == "topic" else None
        if topic_type:
            label = vocabulary().value_label("topic_type", str(topic_type), lang)
        else:
            label = relation_label(relation.relation, lang)
        found[sentence(label)].append(caption(network, target.id, lang))
    return [(label, ", ".join(dict.fromkeys(names))) for label, names in found.items()]


def _ties(network: Network, node_id: str, lang: str) -> list[Tie]:
    """Return the ties of a node: those that keep the network together first, then by name."""
    order = list(vocabulary().relations.values())

    def rank(relation: Relation) -> tuple[bool, bool, int]:
        type_ = vocabulary().relations[relation.relation]
        meeting = network.nodes[relation.target].kind == "meeting"
        return meeting or not type_.ties, node_id in relation.carriers, order.index(type_)

    relations = [r for r in network.relations_of.get(node_id, ()) if not _is_context(r, node_id)]
    ties = [(rank(relation), tie(network, relation, node_id, lang)) for relation in relations]
    return [told for _, told in sorted(ties, key=lambda item: (item[0], item[1].role, item[1].others[0].label))]
