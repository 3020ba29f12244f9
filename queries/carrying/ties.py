"""The relations behind H: through which somebody ties organisations, who calls a platform together, who takes part."""

from __future__ import annotations

from collections import defaultdict

from graph.model import Relation
from graph.network import Network
from graph.vocabulary import vocabulary


def tying_relations(network: Network, person: str) -> list[Relation]:
    """Return the relations through which ``person`` ties organisations: her own, and those that she carries."""
    types, organisations = vocabulary().relations, vocabulary().organisation_kinds
    return [
        relation
        for relation in network.relations_of.get(person, ())
        if types[relation.relation].ties and network.nodes[relation.target].kind in organisations
    ]


def conveners(network: Network) -> dict[str, set[str]]:
    """Return, by platform, who calls it together: the relation convenes, or a seat with the role of convener."""
    found: dict[str, set[str]] = defaultdict(set)
    convening = [r for r in network.relations_by_type.get("seat", ()) if r.properties.get("role") == "convener"]
    for relation in (*network.relations_by_type.get("convenes", ()), *convening):
        if network.nodes[relation.target].kind == "platform":
            found[relation.target].add(relation.origin)
    return found


def participants(network: Network) -> dict[str, set[str]]:
    """Return, by platform, the organisations that take part in it."""
    found: dict[str, set[str]] = defaultdict(set)
    for relation in network.relations_by_type.get("participates", ()):
        found[relation.target].add(relation.origin)
    return found
