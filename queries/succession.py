"""Succession: what a person keeps alive alone, and who could take over what before she leaves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import msgspec

from graph.model import Relation
from graph.network import Network
from queries.carrying import CarryingGraph, carrying_graph, tying_relations
from queries.fragile import conveners
from queries.separation import Separation, separation


class Handover(msgspec.Struct, frozen=True):
    """One thing to hand over.

    ``what``: ``connection`` (she alone joins the two organisations), ``convening`` (she alone calls the platform
    together), ``only-contact`` (the organisation has no other tie). ``to``: who could take it over, the likeliest first;
    empty when nobody is known: somebody new is needed. ``only_route``: without it the two fall apart. ``relations`` are
    the relations it rests on.
    """

    what: str
    organisations: tuple[str, ...]
    to: tuple[str, ...]
    only_route: bool
    relations: tuple[Relation, ...]


class Succession(msgspec.Struct, frozen=True):
    """What to hand over (the gravest first), the seats that become free, and the parts that fall apart without it."""

    person: str
    handovers: list[Handover]
    seats: list[Relation]
    parts: tuple[int, ...]


#: How many possible successors to name.
_SUCCESSORS = 3


def succession(network: Network, person: str, *, known_only: bool = False) -> Succession:
    """Return what ``person`` (node id) should hand over, and to whom, in ``network`` as it is on one day."""
    graph = carrying_graph(network, known_only=known_only)
    separated = separation(graph)
    number = graph.numbers[person]
    own = tying_relations(network, person)
    handovers = [
        *_connections(graph, separated, number, own),
        *_only_contacts(graph, number, own),
        *_convening(network, graph, number, own),
    ]
    handovers.sort(key=lambda one: (not one.only_route, one.what != "convening", one.organisations))
    seats = [relation for relation in own if relation.relation == "seat"]
    return Succession(person, handovers, seats, tuple(separated.parts(number)))


def _connections(graph: CarryingGraph, separated: Separation, person: int, own: Sequence[Relation]) -> list[Handover]:
    """Return the connections that only this person carries, each with colleagues who could do so."""
    connections = graph.connections
    which = connections.of_one_carrier()
    found = []
    for i in which[connections.sole_carrier(which) == person].tolist():
        a, b = int(connections.a[i]), int(connections.b[i])
        ids = (graph.ids[a], graph.ids[b])
        resting = [
            r for r in own if {r.origin, r.target} == set(ids) or (r.origin == graph.ids[person] and r.target in ids)
        ]
        to = _successors(graph, (a, b), person)
        found.append(Handover("connection", ids, to, separated.separates(person, a, b), tuple(resting)))
    return found


def _only_contacts(graph: CarryingGraph, person: int, own: Sequence[Relation]) -> list[Handover]:
    """Return the organisations that hang on this person alone and that no connection tells of."""
    found = []
    if graph.degrees[person] == 1:
        (organisation,) = graph.neighbours_of(person)
        if graph.degrees[organisation] == 1:
            found.append(Handover("only-contact", (graph.ids[organisation],), (), True, tuple(own)))
    return found


def _convening(network: Network, graph: CarryingGraph, person: int, own: Sequence[Relation]) -> list[Handover]:
    """Return the platforms that only this person calls together; those who take part could do so."""
    takers: dict[str, set[str]] = defaultdict(set)
    for relation in network.relations_by_type.get("participates", ()):
        takers[relation.target].add(relation.origin)
    found = []
    for platform, called_by in conveners(network).items():
        if called_by == {graph.ids[person]}:
            involved = [graph.numbers[platform], *(graph.numbers[id_] for id_ in sorted(takers[platform]))]
            resting = tuple(r for r in own if r.target == platform and r.origin == graph.ids[person])
            found.append(Handover("convening", (platform,), _successors(graph, involved, person), True, resting))
    return found


def _successors(graph: CarryingGraph, organisations: Sequence[int], person: int) -> tuple[str, ...]:
    """Return persons tied to these organisations: to most of them first, then whoever has the fewest other ties."""
    counts: dict[int, int] = defaultdict(int)
    for organisation in organisations:
        for tie in graph.neighbours_of(organisation):
            if graph.is_person(tie) and tie != person:
                counts[tie] += 1
    ordered = sorted(counts, key=lambda tie: (-counts[tie], int(graph.degrees[tie]), graph.ids[tie]))
    return tuple(graph.ids[tie] for tie in ordered[:_SUCCESSORS])
