"""What a relation is called, and how it is told from one of its nodes: with whom, through whom."""

from __future__ import annotations

from typing import NamedTuple

from graph.model import Relation
from graph.network import Network
from graph.vocabulary import vocabulary


class Told(NamedTuple):
    """A relation as one of its nodes sees it: whom it is with, and through whom (node ids).

    ``carries``: the node keeps it alive between the ``others``; ``inverse``: it is told against its direction.
    """

    others: tuple[str, ...]
    via: tuple[str, ...]
    carries: bool
    inverse: bool


def told(network: Network, relation: Relation, node_id: str) -> Told:
    """Return ``relation`` told from ``node_id``, which is its origin, its target or one of its carriers."""
    ends = (relation.origin, relation.target)
    return Told(
        others=tuple(end for end in ends if end != node_id) or (node_id,),
        via=tuple(carrier for carrier in carriers(network, relation) if carrier != node_id),
        carries=node_id not in ends,
        inverse=node_id == relation.target != relation.origin,
    )


def carriers(network: Network, relation: Relation) -> list[str]:
    """Return the carriers of ``relation`` who are in this network."""
    return [node.id for node in network.named(relation.carriers) if node.kind == "person"]


def represented(network: Network, seat: Relation) -> list[str]:
    """Return the organisations (ids) on behalf of which somebody has a ``seat``; none for any other relation."""
    if seat.relation != "seat":
        return []
    own = (
        r for r in network.relations_of.get(seat.origin, ()) if r.relation == "represents" and r.origin == seat.origin
    )
    return list(dict.fromkeys(r.target for r in own if r.properties.get("at") == seat.target))


def relation_label(code: str, lang: str, *, inverse: bool = False) -> str:
    """Return what a relation is called, read from its origin to its target, or (``inverse``) the other way round."""
    type_ = vocabulary().relations[code]
    return type_.inverse[lang] if inverse and not type_.undirected else type_.label[lang]


def seat_role(relation: Relation, lang: str) -> str:
    """Return the role that somebody has in ``relation``; empty when none is known."""
    role = relation.properties.get("role")
    return vocabulary().value_label("seat_role", str(role), lang) if role else ""
