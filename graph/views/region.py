"""The view of one region: its municipalities, the organisations at work there, their people and topics.

It says whom a question is about, not what exists: the network that it was taken from stays ``around`` it, and every other
view of a region is that view of everything, narrowed to the region again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from graph.areas import AREA_RELATIONS
from graph.errors import UsageProblem
from graph.model import Relation
from graph.names import normalise
from graph.network import Network
from graph.vocabulary import vocabulary


def within(region: str) -> Callable[[Network], Network]:
    """Keep one region (node id): its municipalities, the organisations at work there, their people and topics.

    At work there: it advises or is active in the region, a part of it, or a larger region that it lies in, or it is
    the council of an institution that stays, or a platform of an organisation in the region itself. The larger regions
    stay as well, so that it shows why something is there. A municipality id works as well. The network is ``about`` who works
    in the region or a part of it, and the platforms that they take part in.
    """

    def view(network: Network) -> Network:
        if region not in network.nodes:
            raise UsageProblem("unknown-region", name=region)
        areas = network.area_tree.inside(region)
        wider = network.area_tree.around(areas)
        local = _at_work(network, areas)
        platforms = {r.target for r in network.relations_by_type.get("participates", ()) if r.origin in local}
        kept = wider | _at_work(network, wider) | platforms
        kept |= _people_of(network, kept, areas)
        kept |= _meetings_and_topics(network, kept)
        nodes = {id_: node for id_, node in network.nodes.items() if id_ in kept}
        relations = [r for r in network.relations if r.origin in kept and r.target in kept]
        behind = network.behind and view(network.behind)
        narrowed = network.replace(nodes, relations, behind=behind, region=region)
        return msgspec.structs.replace(
            narrowed,
            around=network.entire,
            about=frozenset(local | platforms),
            elsewhere=network.elsewhere | _mentioned(network),
            successions=[one for one in network.continuations if one.origin in kept or one.target in kept],
            dormant={id_: ended for id_, ended in network.dormant.items() if _was_among(ended, kept)},
        )

    return view


def of_everything(view: Callable[[Network], Network]) -> Callable[[Network], Network]:
    """Return ``view`` as it is of a region: of everything around it, narrowed to that region again."""

    def seen(network: Network) -> Network:
        region = network.scope.region
        return view(network) if region is None else within(region)(view(network.entire))

    return seen


def _was_among(relations: Iterable[Relation], kept: set[str]) -> bool:
    """Tell whether one of ``relations`` was with one of ``kept``."""
    return any(not kept.isdisjoint(relation.nodes) for relation in relations)


def _mentioned(network: Network) -> set[str]:
    """Return what the topics and laws are called that a network mentions."""
    topics = [node for node in network.nodes.values() if node.kind == "topic"]
    advises = network.relations_by_type.get("advises", ())
    laws = {law for relation in advises for law in relation.properties.get("laws", ())}
    return laws | {called for topic in topics for called in (topic.name, topic.id.partition(":")[2])}


def _at_work(network: Network, areas: set[str]) -> set[str]:
    """Return the organisations that advise or are active in ``areas``, with the municipalities among ``areas``."""
    kinds = vocabulary().organisation_kinds
    found = {area for area in areas if network.nodes[area].kind in kinds}
    for code in AREA_RELATIONS:
        found |= {r.origin for r in network.relations_by_type.get(code, ()) if r.target in areas}
    # A client council advises an institution, not an area: it goes where its institution goes.
    advised = {id_ for id_ in found if network.nodes[id_].kind == "institution"}
    return found | {r.origin for r in network.relations_by_type.get("advises", ()) if r.target in advised}


def _people_of(network: Network, kept: set[str], areas: set[str]) -> set[str]:
    """Return who lives in ``areas``, has a relation with one of ``kept`` or carries one between two of ``kept``."""
    people = {id_ for id_ in network.persons if network.nodes[id_].properties.get("municipality") in areas}
    for relation in network.relations:
        if relation.target in kept:
            if network.nodes[relation.origin].kind == "person":
                people.add(relation.origin)
            elif relation.origin in kept:
                people.update(relation.carriers)
    return people


def _meetings_and_topics(network: Network, kept: set[str]) -> set[str]:
    """Return the meetings that somebody of ``kept`` attended or convened or that were of one, and the topics of ``kept`` or
    spoken for there.
    """
    meetings = {r.target for r in network.relations if r.origin in kept and network.nodes[r.target].kind == "meeting"}
    meetings |= {r.origin for r in network.relations_by_type.get("meeting_of", ()) if r.target in kept}
    told_about = kept | meetings
    covered = {r.target for r in network.relations if r.relation == "covers" and r.origin in told_about}
    seats = (r for r in network.relations_by_type.get("seat", ()) if r.target in kept)
    spoken = {normalise(name) for seat in seats for name in seat.properties.get("speaks_for", ())}
    topics = (node for node in network.nodes.values() if spoken and node.kind == "topic")
    return meetings | covered | {node.id for node in topics if normalise(node.name) in spoken}
