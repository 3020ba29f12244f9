"""Evidence of what hangs on people: the relations through which they tie organisations, and those that go with them."""

from __future__ import annotations

from collections.abc import Iterable

from graph.model import Node, Relation
from graph.network import Network
from queries.carrying.ties import as_in_sources, ties_of, tying_relations
from queries.finding import Finding
from queries.fragile.terms import end_within


def of_person(network: Network, finding: Finding) -> list[Relation]:
    """Return everything through which the person ties organisations."""
    return tying_relations(network, finding.person or "")


def of_persons(network: Network, finding: Finding) -> list[Relation]:
    """Return everything through which either person ties organisations; what both carry once."""
    return as_in_sources(network, _ties(network, finding.subjects))


def of_seats(network: Network, finding: Finding) -> list[Relation]:
    """Return the seats of the person in the organisations of the finding."""
    own = network.relations_of.get(finding.person or "", ())
    return [r for r in own if r.relation == "seat" and r.target in finding.organisations]


def of_council(network: Network, finding: Finding) -> list[Relation]:
    """Return the seats in the council, and what tells on behalf of whom they are."""
    (council,) = finding.organisations
    seats = [r for r in network.relations_of.get(council, ()) if r.relation == "seat"]
    ties = (r for seat in seats for r in network.relations_of.get(seat.origin, ()) if r.relation == "represents")
    return as_in_sources(network, [*seats, *(r for r in ties if r.properties.get("at") == council)])


def of_places(network: Network, finding: Finding) -> list[Relation | Node]:
    """Return the seats in the organisation that there are, or the organisation when all have ended."""
    (organisation,) = finding.organisations
    seats = [r for r in network.relations_of.get(organisation, ()) if r.relation == "seat"]
    return [*seats] or [network.nodes[organisation]]


def of_last_meetings(network: Network, finding: Finding) -> list[Relation]:
    """Return what tells of the last day on which the platform met."""
    own = network.relations_of.get(finding.subjects[0], ())
    last = finding.details["last_meeting"]
    return [r for r in own if r.relation == "meeting_of" and network.nodes[r.origin].since == last]


def of_support(network: Network, finding: Finding) -> list[Relation]:
    """Return whom an adviser supports. Her hours stand in the same rows; where those of a row that names nobody whom she
    supports count as well, the relation with the employer in that row tells where they are.
    """
    own = network.relations_of.get(finding.subjects[0], ())
    supports = [r for r in own if r.relation == "supports"]
    rows = {source for r in supports for source in r.sources}
    hours = finding.details["hours"] is not None
    apart = [r for r in own if hours and r.relation == "employer" and not rows.issuperset(r.sources)]
    return as_in_sources(network, [*supports, *apart])


def of_connection(network: Network, finding: Finding) -> list[Relation]:
    """Return what makes two organisations know each other: the relations between them, and, when one person has ties of
    her own with both, those ties. A tie with one of them alone does not join them.
    """
    a, b = finding.organisations
    between = [r for r in ties_of(network, a) if {r.origin, r.target} == {a, b}]
    own = [r for r in _ties(network, [finding.person or ""]) if r.origin == finding.person and r.target in (a, b)]
    return as_in_sources(network, between + (own if {r.target for r in own} == {a, b} else []))


def of_contact(network: Network, finding: Finding) -> list[Relation]:
    """Return the ties of the person with the organisation."""
    return [r for r in of_person(network, finding) if finding.organisations[0] in (r.origin, r.target)]


def of_ending_term(network: Network, finding: Finding) -> list[Relation]:
    """Return the seat that ends on the day of the finding; who has a second one there, or had, keeps that."""
    day = finding.details["date"]
    return [r for r in of_contact(network, finding) if r.relation == "seat" and end_within(r, day, day)]


def of_convener(network: Network, finding: Finding) -> list[Relation]:
    """Return how the person calls the platform together."""
    return [r for r in of_contact(network, finding) if _convenes(r)]


def of_group(network: Network, finding: Finding) -> list[Relation]:
    """Return the ties that held the parts of the group together: those with the group of everybody who left and had ties
    with more than one of these parts.
    """
    part_of: dict[str, int] = {}
    for number, size in enumerate(finding.parts):
        start = len(part_of)
        part_of |= dict.fromkeys(finding.organisations[start : start + size], number)
    found: list[Relation] = []
    for person in finding.without:
        own = tying_relations(network, person)
        if len({part_of[end] for r in own for end in (r.origin, r.target) if end in part_of}) > 1:
            found += own
    # Of a region the parts may have hung together through others around it.
    return as_in_sources(network, found or _ties(network, finding.without))


def of_platform(network: Network, finding: Finding) -> list[Relation]:
    """Return what is gone: the participations of who takes part no more and, when nobody is left who calls the platform
    together, how those who left did so.
    """
    platform, *left = finding.organisations
    conveners = finding.details["conveners"] if finding.details["without_convener"] else ()
    return [
        r
        for r in network.relations_of.get(platform, ())
        if r.target == platform
        and ((r.relation == "participates" and r.origin in left) or (_convenes(r) and r.origin in conveners))
    ]


def of_municipality(network: Network, finding: Finding) -> list[Relation]:
    """Return the ties with the municipality of those who left and had a tie with another organisation as well.

    All that joined it to others ran through these persons, so without these ties it is alone. What they had elsewhere may
    still hold there, and who had ties with the municipality only did not join it to anything.
    """
    (municipality,) = finding.organisations
    found: list[Relation] = []
    for person in _people_at(network, municipality).intersection(finding.without):
        own = tying_relations(network, person)
        if {end for r in own for end in (r.origin, r.target)} - {municipality, person}:
            found += [r for r in own if municipality in (r.origin, r.target)]
    return as_in_sources(network, found)


def _people_at(network: Network, organisation: str) -> set[str]:
    """Return everybody who may have a tie with an organisation."""
    return {end for r in network.relations_of.get(organisation, ()) for end in (r.origin, *r.carriers)}


def _ties(network: Network, persons: Iterable[str]) -> list[Relation]:
    return [relation for person in persons for relation in tying_relations(network, person)]


def _convenes(relation: Relation) -> bool:
    return relation.relation == "convenes" or relation.properties.get("role") == "convener"
