"""Which relations are drawn as lines, and how a relation is told from one of its ends.

The lines are those of the carrying graph (design, section 5): a person and the organisations that she has a seat in,
works for, supports or convenes; and between two organisations the persons who carry their relation, or one dashed
line when nobody is known to.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Container, Iterator

import msgspec

from graph.model import ORPHANED, Relation
from graph.network import Network
from graph.vocabulary import vocabulary
from graph.words.catalogue import has, text
from graph.words.phrases import caption, sentence
from graph.words.relations import Told, carriers, relation_label, seat_role, told
from viz.model import Field, Tie
from viz.wording import alternatives, dated_fields, places, property_fields, reference

#: The legend line of a person who keeps a relation between two organisations alive.
CARRIES = "carries"
#: Colours of the legend lines, in the order of the vocabulary: muted, so that the nodes stand out (each at least
#: 3 : 1 against white, WCAG 2.1, 1.4.11).
_COLOURS = ("#7468a8", "#6f7f95", "#5f7d33", "#8d6a4a", "#c8553d", "#2e8580", "#4a7fb5", "#3a7a9c", "#a8750f")
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


@functools.cache
def line_colours() -> dict[str, str]:
    """Return the colour of every legend line, in their order: as in the vocabulary, carried relations last."""
    drawable = (type_.code for type_ in vocabulary().relations.values() if type_.ties or "meeting" in type_.targets)
    return dict(zip(drawable, itertools.cycle(_COLOURS), strict=False)) | {CARRIES: _CARRIES_COLOUR}


def unattributed(network: Network, relation: Relation) -> bool:
    """Tell whether ``relation`` ties two organisations and nobody is known who keeps it alive, or ever was."""
    if vocabulary().relations[relation.relation].ties not in ("organisation", "both"):
        return False
    carried = carriers(network, relation) or not {"carriers_hidden", ORPHANED}.isdisjoint(relation.properties)
    return not carried and _of_organisations(network, relation)


def told_line(network: Network, line: Line, origin: str, target: str, lang: str) -> Tie:
    """Return what ``line`` stands for, told from one of its ends: ``origin``."""
    made = tie(network, line.relation, origin, lang)
    if line.code != CARRIES:
        return made
    return msgspec.structs.replace(made, role=text(lang, "viz.carries"), others=(reference(network, target, lang),))


def tie(network: Network, relation: Relation, node_id: str, lang: str) -> Tie:
    """Return ``relation`` told from ``node_id``, which is its origin, its target or one of its carriers."""
    seen = told(network, relation, node_id)
    role = seat_role(relation, lang)
    fields = property_fields(network, relation, lang, skip=("role",) if role else ())
    # A sentence needs no label.
    facts: list[Field] = [("", _sentence(network, relation, lang))] if seen.carries else []
    return Tie(
        role=_role(relation, role, seen, lang),
        others=tuple(reference(network, other, lang) for other in seen.others),
        via=tuple(reference(network, carrier, lang) for carrier in seen.via),
        remark=_remark(network, relation, lang),
        facts=(*facts, *dated_fields(relation, lang), *fields),
        alternatives=alternatives(network, relation, lang),
        sources=places(relation.sources, lang),
    )


def _lines_of(network: Network, relation: Relation) -> Iterator[Line]:
    ends = (relation.origin, relation.target)
    ties = vocabulary().relations[relation.relation].ties or network.nodes[relation.target].kind == "meeting"
    if relation.origin == relation.target or not ties:
        return
    between = carriers(network, relation) if _of_organisations(network, relation) else []
    for carrier, end in itertools.product(between, ends):
        yield Line(carrier, end, CARRIES, relation)
    if not between:
        yield Line(
            *ends,
            relation.relation,
            relation,
            dashed=ORPHANED in relation.properties or unattributed(network, relation),
        )


def _of_organisations(network: Network, relation: Relation) -> bool:
    kinds = vocabulary().organisation_kinds
    return network.nodes[relation.origin].kind in kinds and network.nodes[relation.target].kind in kinds


def _role(relation: Relation, role: str, seen: Told, lang: str) -> str:
    """Return what a relation makes of the node that it is told from; of a seat, the ``role`` that goes with it."""
    if seen.carries:
        return text(lang, "viz.carries-between")
    # A map says of some relations what the other is, where a table says what it has.
    own = f"viz.inverse-{relation.relation}"
    inverse = text(lang, own) if seen.inverse and has(lang, own) else ""
    return role or inverse or relation_label(relation.relation, lang, inverse=seen.inverse)


def _remark(network: Network, relation: Relation, lang: str) -> str:
    if relation.properties.get("indirect"):
        return text(lang, "viz.indirect")
    if relation.properties.get("carriers_hidden"):
        return text(lang, "viz.carriers-hidden")
    if ORPHANED in relation.properties:
        return text(lang, "viz.orphaned")
    return text(lang, "viz.unattributed") if unattributed(network, relation) else ""


def _sentence(network: Network, relation: Relation, lang: str) -> str:
    """Return in words what two organisations have with each other."""
    origin, target = (caption(network, end, lang) for end in (relation.origin, relation.target))
    return sentence(text(lang, f"viz.carried-{relation.relation}", origin=origin, target=target))
