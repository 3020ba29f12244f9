"""Which relations are drawn as lines, and how a relation is told from one of its ends.

The lines are those of the carrying graph (design, section 5): a person and the organisations that she has a seat in,
works for, supports or convenes; and between two organisations the persons who carry their relation, or one dashed
line when nobody is known to.
"""

from __future__ import annotations

from collections.abc import Container, Iterator

import msgspec

from graph.model import Relation
from graph.network import Network
from graph.vocabulary import vocabulary
from graph.words.catalogue import has, text
from graph.words.phrases import caption
from viz.model import Field, Reference, Tie
from viz.wording import alternatives, capitalised, dated_fields, places, property_fields, reference, relation_label

#: The legend line of a person who keeps a relation between two organisations alive.
CARRIES = "carries"
#: Colours of the legend lines, in the order of the vocabulary: muted, so that the nodes stand out (each at least
#: 3 : 1 against white, WCAG 2.1, 1.4.11).
_COLOURS = ("#7468a8", "#6f7f95", "#8d6a4a", "#c8553d", "#2e8580", "#4a7fb5", "#3a7a9c", "#a8750f")
_CARRIES_COLOUR = "#2f4b6e"


class Line(msgspec.Struct, frozen=True):
    """One relation as one line: ``code`` is its legend line, ``dashed`` that nobody is known who keeps it alive."""

    origin: str
    target: str
    code: str
    relation: Relation
    dashed: bool = False


def lines(network: Network, drawn: Container[str]) -> Iterator[Line]:
    """Return the lines between the nodes of ``drawn``, in the order of the relations."""
    for relation in network.relations:
        yield from (line for line in _lines_of(network, relation) if line.origin in drawn and line.target in drawn)


def line_colour(code: str) -> str:
    """Return the colour of a legend line."""
    if code == CARRIES:
        return _CARRIES_COLOUR
    drawable = [type_.code for type_ in vocabulary().relations.values() if type_.ties or "meeting" in type_.targets]
    return _COLOURS[drawable.index(code) % len(_COLOURS)]


def line_order(code: str) -> int:
    """Return the rank of a legend line: as in the vocabulary, carried relations last."""
    return len(vocabulary().relations) if code == CARRIES else list(vocabulary().relations).index(code)


def line_label(code: str, lang: str) -> str:
    """Return what a legend line stands for."""
    return text(lang, "viz.carries") if code == CARRIES else relation_label(code, lang)


def carriers(network: Network, relation: Relation) -> list[str]:
    """Return the carriers of ``relation`` who are in this network."""
    return [id_ for id_ in relation.carriers if id_ in network.nodes and network.nodes[id_].kind == "person"]


def unattributed(network: Network, relation: Relation) -> bool:
    """Tell whether ``relation`` ties two organisations and nobody is known who keeps it alive."""
    if vocabulary().relations[relation.relation].ties not in ("organisation", "both"):
        return False
    kinds = vocabulary().organisation_kinds
    between = all(network.nodes[end].kind in kinds for end in (relation.origin, relation.target))
    return between and not carriers(network, relation) and "carriers_hidden" not in relation.properties


def told_line(network: Network, line: Line, lang: str) -> Tie:
    """Return what ``line`` stands for, told from its origin."""
    tie = told(network, line.relation, line.origin, lang)
    if line.code != CARRIES:
        return tie
    return msgspec.structs.replace(tie, role=text(lang, "viz.carries"), others=(reference(network, line.target, lang),))


def told(network: Network, relation: Relation, node_id: str, lang: str) -> Tie:
    """Return ``relation`` told from ``node_id``, which is its origin, its target or one of its carriers."""
    carries = node_id not in (relation.origin, relation.target)
    others = [end for end in (relation.origin, relation.target) if end != node_id] or [node_id]
    role, skip = _role(relation, node_id, lang)
    # A sentence needs no label.
    facts: list[Field] = [("", _sentence(network, relation, lang))] if carries else []
    return Tie(
        role=text(lang, "viz.carries-between") if carries else role,
        others=tuple(reference(network, other, lang) for other in others),
        via=tuple(_via(network, relation, node_id, lang)),
        remark=_remark(network, relation, lang),
        facts=(*facts, *dated_fields(relation, lang), *property_fields(network, relation, lang, skip)),
        alternatives=alternatives(network, relation, lang),
        sources=places(relation, lang),
    )


def _lines_of(network: Network, relation: Relation) -> Iterator[Line]:
    origin, target = network.nodes[relation.origin], network.nodes[relation.target]
    if origin.id == target.id:
        return
    if not vocabulary().relations[relation.relation].ties and target.kind != "meeting":
        return
    kinds = vocabulary().organisation_kinds
    between = carriers(network, relation) if origin.kind in kinds and target.kind in kinds else []
    for carrier in between:
        yield Line(carrier, origin.id, CARRIES, relation)
        yield Line(carrier, target.id, CARRIES, relation)
    if not between:
        yield Line(origin.id, target.id, relation.relation, relation, dashed=unattributed(network, relation))


def _role(relation: Relation, node_id: str, lang: str) -> tuple[str, tuple[str, ...]]:
    """Return what ``node_id`` is in ``relation``, and the properties that this already tells."""
    if role := relation.properties.get("role"):
        return vocabulary().value_label("seat_role", str(role), lang), ("role",)
    inverse = f"viz.inverse-{relation.relation}"
    if node_id == relation.target and node_id != relation.origin and has(lang, inverse):
        return text(lang, inverse), ()
    return relation_label(relation.relation, lang), ()


def _via(network: Network, relation: Relation, node_id: str, lang: str) -> Iterator[Reference]:
    return (reference(network, carrier, lang) for carrier in carriers(network, relation) if carrier != node_id)


def _remark(network: Network, relation: Relation, lang: str) -> str:
    if relation.properties.get("indirect"):
        return text(lang, "viz.indirect")
    if relation.properties.get("carriers_hidden"):
        return text(lang, "viz.carriers-hidden")
    return text(lang, "viz.unattributed") if unattributed(network, relation) else ""


def _sentence(network: Network, relation: Relation, lang: str) -> str:
    """Return in words what two organisations have with each other."""
    origin, target = (caption(network, end, lang) for end in (relation.origin, relation.target))
    return capitalised(text(lang, f"viz.carried-{relation.relation}", origin=origin, target=target))
