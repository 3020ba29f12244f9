"""Evidence of what is missing: the relations that say why two organisations should meet, and what a group has instead."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from graph.areas import AREA_RELATIONS
from graph.model import Node, Relation
from graph.network import Network
from queries.carrying.ties import as_in_sources, ties_of
from queries.finding import Finding, Reason

#: Of many things that two share, the first are shown; a sentence names no more either.
_SHOWN = 2


def of_expected_link(network: Network, finding: Finding) -> list[Relation]:
    """Return what tells where both organisations work: that is why the rule is about them."""
    return as_in_sources(network, (r for organisation in finding.organisations for r in _areas(network, organisation)))


def of_likely_link(network: Network, finding: Finding) -> list[Relation]:
    """Return what makes each thing that the organisations share, in the order of the reasons."""
    a, b = finding.organisations
    found = [relation for reason in finding.because for relation in _of_reason(network, reason, a, b)]
    return list({id(relation): relation for relation in found}.values())


def of_separated_group(network: Network, finding: Finding) -> Sequence[Relation | Node]:
    """Return the ties of the group, which are all that it has; when it has none, the organisations themselves."""
    found = [tie for organisation in finding.organisations for tie in ties_of(network, organisation)]
    return as_in_sources(network, found) or network.named(finding.organisations)


def _of_reason(network: Network, reason: Reason, a: str, b: str) -> Iterator[Relation]:
    make = _REASONS.get(reason.reason)
    if make is not None and reason.points > 0:
        for thing in reason.about[:_SHOWN]:
            for organisation in (a, b):
                yield from make(network, organisation, thing)


def _contacts(network: Network, organisation: str, contact: str) -> Iterator[Relation]:
    """Yield what makes the connection of two organisations: relations between them, and the ties of who has both."""
    ties = {end: ties_of(network, end) for end in (organisation, contact)}
    yield from (r for r in ties[organisation] if {r.origin, r.target} == {organisation, contact})
    held = {end: [r for r in ties[end] if r.target == end and r.origin.startswith("person:")] for end in ties}
    both = {r.origin for r in held[organisation]} & {r.origin for r in held[contact]}
    yield from (r for end in (organisation, contact) for r in held[end] if r.origin in both)


def _areas(network: Network, organisation: str, area: str | None = None) -> Iterator[Relation]:
    """Yield what tells that an organisation works in ``area`` (None: anywhere) or a part of it; of the council of an
    institution, also where that works.
    """
    inside = None if area is None else network.area_tree.inside(area)
    for relation in network.relations_of.get(organisation, ()):
        if relation.origin == organisation and relation.relation in AREA_RELATIONS:
            of_target = network.relations_of[relation.target] if relation.target.startswith("institution:") else ()
            there = [r for r in of_target if r.relation == "active_in" and (inside is None or r.target in inside)]
            if there or inside is None or relation.target in inside:
                yield from (relation, *there)


def _topics(network: Network, organisation: str, topic: str) -> Iterator[Relation]:
    own = network.relations_of.get(organisation, ())
    yield from (r for r in own if r.relation == "covers" and r.target == topic)


def _meetings(network: Network, organisation: str, meeting: str) -> Iterator[Relation]:
    """Yield who was at a meeting for an organisation: named with it, else with a seat there."""
    own = network.relations_of.get(organisation, ())
    members = {r.origin for r in own if r.relation == "seat" and r.target == organisation}
    for relation in network.relations_of.get(meeting, ()):
        if relation.relation == "attended":
            named = relation.properties.get("organisation")
            if named == organisation or (not named and relation.origin in members):
                yield relation


_REASONS: Mapping[str, Callable[[Network, str, str], Iterator[Relation]]] = {
    "common-contact": _contacts,
    "shared-area": _areas,
    "active-nearby": _areas,
    "shared-topic": _topics,
    "shared-meeting": _meetings,
}
