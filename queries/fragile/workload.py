"""Workload: who has many places at once, and which advisers support more than fits in their hours."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Annotated

import msgspec

from graph.model import NodeId
from graph.network import Network
from queries.carrying.ties import places_held
from queries.finding import Finding
from queries.fragile import evidence
from queries.kinds import Kind, found_by

#: From this many places on, a person has many (design: the indicator breadth).
MANY_SEATS = 3
#: An adviser supports too many bodies from this many on, or with fewer hours a month for each than this.
MANY_BODIES = 10
FEWEST_HOURS = 2.0


class SeatShare(msgspec.Struct, frozen=True):
    """How many persons have ``held`` places each, how many places (``seats``) that is, and their share of all (0..1).

    A place is one person in one organisation, whatever number of roles she has there.
    """

    held: int
    persons: int
    seats: int
    share: Annotated[float, msgspec.Meta(extra={"digits": 4})]


class AdviserLoad(msgspec.Struct, frozen=True):
    """What an adviser supports: the number of bodies, and the hours a month (None: not known)."""

    person: NodeId
    bodies: int
    hours: float | None = msgspec.field(name="hours_per_month")


def workload(network: Network) -> list[Finding]:
    """Return who does too much at once."""
    return found_by(KINDS, network, network)


def seat_shares(network: Network) -> list[SeatShare]:
    """Return the share of places by number of places held: the participation paradox is that few persons fill many."""
    persons = Counter(map(len, _places(network).values()))
    total = sum(held * count for held, count in persons.items())
    return [SeatShare(seats, count, seats * count, seats * count / total) for seats, count in sorted(persons.items())]


def many_seats(network: Network) -> list[Finding]:
    """Return the persons with many places, the most places first."""
    places = _places(network)
    many = network.entire.ordered(person for person in places if len(places[person]) >= MANY_SEATS)
    busy = sorted(many, key=lambda person: -len(places[person]))
    return [
        Finding(
            kind="many-seats",
            subjects=(person,),
            severity="medium" if len(places[person]) > MANY_SEATS else "low",
            person=person,
            organisations=tuple(places[person]),
            details={"seats": len(places[person])},
        )
        for person in busy
    ]


def adviser_loads(network: Network) -> list[AdviserLoad]:
    """Return what every adviser supports, the most bodies first. Hours are those of the appointments that run.

    Of a region those who support or work for an organisation that it counts, or support an area in it: with all that they
    support and all their hours, because these are for elsewhere as well.
    """
    everything = network.entire
    bodies: dict[str, set[str]] = defaultdict(set)
    for relation in everything.relations_by_type.get("supports", ()):
        bodies[relation.origin].add(relation.target)
    advisers = everything.ordered(_advisers(network))
    persons = sorted(advisers, key=lambda person: -len(bodies[person]))
    return [AdviserLoad(person, len(bodies[person]), _hours(everything, person)) for person in persons]


def overloaded_advisers(network: Network) -> list[Finding]:
    """Return the advisers with many bodies, or with few hours for each."""
    return [
        Finding(
            kind="adviser-overload",
            subjects=(load.person,),
            severity="medium",
            person=load.person,
            details={"bodies": load.bodies, "hours": load.hours},
        )
        for load in adviser_loads(network)
        if load.bodies >= MANY_BODIES
        or (load.hours is not None and load.bodies and load.hours / load.bodies < FEWEST_HOURS)
    ]


def _places(network: Network) -> dict[str, list[str]]:
    """Return, by person, her places that count: of a region those in its organisations."""
    counts, held = network.counted, places_held(network.entire)
    own = {person: [one for one in places if one in counts] for person, places in held.items()}
    return {person: places for person, places in own.items() if places}


def _advisers(network: Network) -> frozenset[str]:
    """Return the advisers, of a region those who have to do with it."""
    everything, region = network.entire, network.scope.region
    known = everything.advisers & everything.nodes.keys()
    if region is None:
        return known
    there = network.counted | everything.area_tree.inside(region)
    ties = (r for code in ("supports", "employer") for r in everything.relations_by_type.get(code, ()))
    return known & {relation.origin for relation in ties if relation.target in there}


def _hours(network: Network, person: str) -> float | None:
    appointments = network.nodes[person].properties.get("appointments", ())
    hours = [float(one["hours_per_month"]) for one in appointments if one.get("hours_per_month") is not None]
    return sum(hours) if hours else None


KINDS = (
    Kind("many-seats", "fragile", evidence.of_seats, find=many_seats),
    Kind(
        "adviser-overload",
        "fragile",
        evidence.of_support,
        variants=lambda finding: ["hours"] if finding.details["hours"] is not None else [],
        find=overloaded_advisers,
    ),
)
