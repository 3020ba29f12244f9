"""Who is asked to introduce two organisations: against every chain that networkx finds, and what is mended first."""

from __future__ import annotations

import itertools
from datetime import timedelta

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model import Relation
from graph.network import Network
from graph.views import on, take
from queries.carrying.graph import carrying_graph
from queries.plan.introducers import MOST_ASKED, Introducers
from queries.plan.question import Introduction, introduced, plan_introductions
from tests.networks import DAY, network, networks, node, relation
from tests.queries import oracle
from tests.queries.plan.plan_oracle import RULES, gaps_of, small_region


def _ways(made: Network, start: str, end: str) -> list[list[str]]:
    """Return who is asked on every shortest way from one person or organisation to another, by ties of persons only."""
    seen = oracle.look(made, DAY)
    graph = nx.Graph((a, b) for a, b in seen.graph.edges if (a in seen.persons) != (b in seen.persons))
    graph.add_nodes_from((start, end))
    if not nx.has_path(graph, start, end):
        return []
    return [[id_ for id_ in way[1:-1] if id_ in seen.persons] for way in nx.all_shortest_paths(graph, start, end)]


@settings(max_examples=80, deadline=None)
@given(networks(), st.data())
def test_whoever_is_asked_is_on_the_shortest_way_and_no_more_than_two(made: Network, data: st.DataObject) -> None:
    graph = carrying_graph(take(made, on(DAY)))
    asking = Introducers(graph)
    for a, b in itertools.combinations(range(graph.organisations), 2):
        persons = [
            data.draw(st.sampled_from([None, *(graph.ids[p] for p in graph.neighbours_of(end) if graph.is_person(p))]))
            for end in (a, b)
        ]
        if persons[0] is not None and persons[0] == persons[1]:
            continue
        ends = [person or graph.ids[end] for end, person in zip((a, b), persons, strict=True)]
        ways = _ways(made, *ends)
        found = asking.between((a, b), (persons[0], persons[1]))
        if not ways or len(ways[0]) > MOST_ASKED:
            assert found is None
        else:
            assert found is not None and list(found) in ways


def _in_a_row(length: int) -> Network:
    """Return organisations in a row, each two tied by one person, and two members in every one."""
    ties = [relation("seat", f"person:p{i}", f"council:{j}") for i in range(length) for j in (i, i + 1)]
    own = [relation("seat", f"person:own{i}{x}", f"council:{i}") for i in range(length + 1) for x in "ab"]
    return network([*ties, *own])


def test_more_than_two_are_never_asked_in_a_row() -> None:
    for length in range(1, 11):
        made = _in_a_row(length)
        (one, *_) = plan_introductions(made, (), 1).introductions
        assert len(one.introducers) <= MOST_ASKED
        assert one.yourself == (not one.introducers), length
        assert one.yourself == (length > MOST_ASKED)


def test_a_near_contact_goes_before_a_far_one_whatever_its_name() -> None:
    """Of a large safe group one organisation is in the municipality of the one that hangs on a person: the last by name."""
    core = [f"council:{i}" for i in range(9)]
    ring = [relation("seat", f"person:{x}{i}", core[j % 9]) for x in "ab" for i in range(9) for j in (i, i + 1)]
    made = network(
        [
            *ring,
            relation("seat", "person:hub", core[0]),
            relation("seat", "person:hub", "council:z"),
            relation("seat", "person:own", "council:z"),
            relation("active_in", "council:z", "municipality:here"),
            relation("active_in", core[8], "municipality:here"),
            *(relation("active_in", core[i], "region:far") for i in range(8)),
        ]
    )
    (one,) = plan_introductions(made, (), 1).introductions
    assert set(one.organisations) == {"council:z", core[8]}


def _lost(*more: Relation) -> Network:
    """Return two groups of which everybody who kept them together has left."""
    before = DAY - timedelta(days=30)
    seats = [
        relation("seat", f"person:{name}{i}", f"council:{name}{j}") for name in "ab" for i in (0, 1) for j in (0, 1)
    ]
    lost = relation("contact", "council:a1", "council:b1", "person:left")
    gone = node("person:left", until=before)
    return take(network([*seats, lost, *more], gone), on(DAY))


def test_what_fell_apart_is_mended_first() -> None:
    made = _lost()
    plan = plan_introductions(made, (), 1)
    (one,) = plan.introductions
    assert (one.organisations, one.mends, one.joined, one.yourself) == (("council:a1", "council:b1"), True, 4, True)
    assert None not in one.persons, "there are people, so they are named"
    assert (plan.before.joined, plan.after.joined) == (2, 6)
    accepted = plan_introductions(made, (), 1, accepted=["orphaned-connection:council:a1:council:b1"])
    assert accepted.left_out == ("orphaned-connection:council:a1:council:b1",)
    assert not any(one.mends for one in accepted.introductions)


def test_a_way_round_is_the_lost_contact_when_that_does_as_much() -> None:
    """The groups are together by one person; a second way between any two of them does the same."""
    held = [relation("seat", "person:hub", f"council:{name}0") for name in "ab"]
    (one,) = plan_introductions(_lost(*held), (), 1).introductions
    assert (one.organisations, one.mends, one.joined) == (("council:a1", "council:b1"), True, 0)


def test_whatever_is_easiest_does_as_much() -> None:
    """What the introductions of a plan are said to bring is what they bring, wherever they were moved to."""
    for seed in range(10):
        made = small_region(seed)
        plan = plan_introductions(made, RULES, 3, gaps=gaps_of(made))
        seen = oracle.look(take(made, introduced(plan.introductions)), DAY)
        assert plan.after.joined == len(oracle.joined_pairs(seen.graph, seen.organisations))
        assert all(isinstance(one, Introduction) and len(one.introducers) <= MOST_ASKED for one in plan.introductions)
