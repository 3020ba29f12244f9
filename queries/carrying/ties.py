"""The relations behind H: through which somebody ties organisations, who calls a platform together, who takes part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from graph.model import ORPHANED, Relation
from graph.network import Network
from graph.vocabulary import vocabulary
from queries.carrying.cache import cached_per_object


def relations_that_tie(network: Network, *ties: str) -> Iterator[Relation]:
    """Yield the relations that tie, in one of these ways when any is given (``ties`` in the vocabulary), type by type."""
    for code, type_ in vocabulary().relations.items():
        if type_.ties and (not ties or type_.ties in ties):
            yield from network.relations_by_type.get(code, ())


def own_ties(network: Network) -> Mapping[str, list[Relation]]:
    """Return, by organisation and area, the relations that are a tie of a person herself: a seat, support, and so on."""
    found: dict[str, list[Relation]] = defaultdict(list)
    for relation in relations_that_tie(network, "person", "both"):
        if network.nodes[relation.origin].kind == "person":
            found[relation.target].append(relation)
    return found


def ties_of(network: Network, node: str) -> list[Relation]:
    """Return the relations of a node that tie."""
    types = vocabulary().relations
    return [relation for relation in network.relations_of.get(node, ()) if types[relation.relation].ties]


def tying_relations(network: Network, person: str) -> list[Relation]:
    """Return the relations through which ``person`` ties organisations: her own, and those that she carries."""
    organisations = vocabulary().organisation_kinds
    return [tie for tie in ties_of(network, person) if network.nodes[tie.target].kind in organisations]


def conveners(network: Network) -> dict[str, set[str]]:
    """Return, by platform, who calls it together: the relation convenes, or a seat with the role of convener. Who did so only
    through somebody who left does not.
    """
    found: dict[str, set[str]] = defaultdict(set)
    convening = [r for r in network.relations_by_type.get("seat", ()) if r.properties.get("role") == "convener"]
    for relation in (*network.relations_by_type.get("convenes", ()), *convening):
        if network.nodes[relation.target].kind == "platform" and ORPHANED not in relation.properties:
            found[relation.target].add(relation.origin)
    return found


def places_held(network: Network) -> Mapping[str, list[str]]:
    """Return, by person, the organisations where she has a seat, each once: a place, whatever number of roles she has."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for seat in network.relations_by_type.get("seat", ()):
        found[seat.origin][seat.target] = None
    return {person: list(organisations) for person, organisations in found.items()}


def participants(network: Network) -> dict[str, set[str]]:
    """Return, by platform, the organisations that take part in it; not those of which all who went there have left."""
    found: dict[str, set[str]] = defaultdict(set)
    for relation in network.relations_by_type.get("participates", ()):
        if ORPHANED not in relation.properties:
            found[relation.target].add(relation.origin)
    return found


def as_in_sources(network: Network, relations: Iterable[Relation]) -> list[Relation]:
    """Return ``relations`` of ``network``, each once, in the order of the sources."""
    places = _places(network)
    return sorted({id(relation): relation for relation in relations}.values(), key=lambda one: places[id(one)])


@cached_per_object
def _places(network: Network) -> dict[int, int]:
    """Return the place of every relation in the network, by identity: two relations may be equal."""
    return {id(relation): place for place, relation in enumerate(network.relations)}
