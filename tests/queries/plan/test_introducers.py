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
from queries.plan.easiest import introduced as introduced_by
from queries.plan.introducers import MOST_ASKED, Introducers
from queries.plan.question import Introduction, introduced, plan_introductions, plan_meeting
from queries.plan.worth import Chooser
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


@settings(max_examples=80, deadline=None)
@given(networks())
def test_who_is_within_reach_is_whom_two_people_with_ties_of_their_own_can_introduce(made: Network) -> None:
    graph, seen = carrying_graph(take(made, on(DAY))), oracle.look(made, DAY)
    ties = nx.Graph((a, b) for a, b in seen.graph.edges if (a in seen.persons) != (b in seen.persons))
    ties.add_nodes_from(seen.organisations)
    for organisation in range(graph.organisations):
        steps = nx.single_source_shortest_path_length(ties, graph.ids[organisation], cutoff=2 * MOST_ASKED)
        expected = {end: far // 2 for end, far in steps.items() if end in seen.organisations}
        assert {graph.ids[end]: asked for end, asked in Introducers(graph).reach(organisation).items()} == expected


def test_somebody_else_keeps_it_alive_when_the_chair_cannot_be_introduced() -> None:
    """From chair to chair takes three people in a row; but the members who are the first and the last of them can be asked.

    There is a second way round, so that nothing hangs on any of the three.
    """
    ring = ["council:a", "council:b", "council:c", "council:d", "client_organisation:x", "client_organisation:y"]
    made = network(
        [
            *(
                relation("seat", f"person:{one[-1]}{other[-1]}", end)
                for one, other in _next(ring)
                for end in (one, other)
            ),
            *(relation("seat", f"person:chair-{one[-1]}", one, properties={"role": "chair"}) for one in ring),
        ]
    )
    chooser = Chooser(made, (), ())
    a, d = (chooser.graph.numbers[f"council:{name}"] for name in "ad")
    assert chooser.effort.introducers.between((a, d), ("person:chair-a", "person:chair-d")) is None
    persons, way = introduced_by(chooser, a, d, ())
    assert (persons, way) == (("person:ab", "person:cd"), ("person:bc",))


def _next(ring: list[str]) -> list[tuple[str, str]]:
    return list(zip(ring, [*ring[1:], ring[0]], strict=True))


def test_whoever_can_be_introduced_asks_for_what_is_needed() -> None:
    """Five councils of m may turn to the client organisation that provides; only the last of them can be introduced."""
    far = [f"council:a{i}" for i in range(4)]
    made = network(
        [
            *(
                relation("advises", council, "municipality:m", f"person:{council[8:]}")
                for council in [*far, "council:z"]
            ),
            relation("part_of", "municipality:m", "region:r"),
            relation("active_in", "client_organisation:c", "region:r"),
            relation("covers", "client_organisation:c", "topic:wonen"),
            *(relation("seat", f"person:to-{council[8:]}", end) for council in far for end in (council, "council:z")),
            *(relation("seat", "person:one", end) for end in ("council:z", "institution:i")),
            *(relation("seat", "person:other", end) for end in ("institution:i", "client_organisation:c")),
        ],
        node("topic:wonen", properties={"type": "theme"}),
    )
    seen = take(made, on(DAY))
    chooser = Chooser(seen, (), [gap for gap in gaps_of(seen) if gap.need == "wonen"])
    first = {chooser.graph.ids[end] for end in chooser.contacts()[0]}
    assert first == {"council:z", "client_organisation:c"}


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


def test_whom_to_call_is_told_also_when_everything_hangs_on_her_already() -> None:
    """Of a chain the ends are introduced by nobody; at one end only she is known on whom it hangs, at the other nobody."""
    ties = [relation("seat", f"person:p{i}", f"council:{j}") for i in range(4) for j in (i, i + 1)]
    own = [relation("seat", "person:own", "council:0", properties={"role": "secretary"})]
    made = network([*ties, *own, relation("contact", "council:4", "institution:z")])
    (one,) = plan_introductions(made, (), 1).introductions
    assert one.yourself and set(one.organisations) in ({"council:0", "council:4"}, {"council:0", "institution:z"})
    known = dict(zip(one.organisations, zip(one.persons, one.call, strict=True), strict=True))
    assert known["council:0"] == ("person:own", "person:own")
    (far,) = known.keys() - {"council:0"}
    assert known[far] == ((None, "person:p3") if far == "council:4" else (None, None))


def _lost_twice() -> Network:
    """Return groups a, b and c of which contacts of a with b and of c with d were lost; d is one organisation."""
    gone = node("person:too", until=DAY - timedelta(days=3))
    seats = [relation("seat", f"person:c{i}", f"council:c{j}") for i in (0, 1) for j in (0, 1)]
    made = _lost(*seats, relation("seat", "person:d", "council:d"))
    more = relation("contact", "council:c1", "council:d", "person:too")
    return take(network([*made.relations, more], *made.nodes.values(), gone, *made.left_out.values()), on(DAY))


def test_whoever_lost_contact_is_invited_first() -> None:
    made = _lost_twice()
    for number, first, joined in ((2, 2, 7), (4, 4, 21), (6, 4, 21)):
        meeting = plan_meeting(made, (), number)
        invited = [one.organisation for one in meeting.invitations]
        assert len(invited) <= number
        assert set(invited[:2]) == {"council:a1", "council:b1"}
        assert meeting.invitations[1].mends == (invited[0],)
        assert (set(invited[2:4]) == {"council:c1", "council:d"}) == (first == 4)
        assert (meeting.before.joined, meeting.after.joined) == (3, joined)
    assert {one.organisation for one in plan_meeting(made, (), 3).invitations[:2]} == {"council:a1", "council:b1"}
    accepted = plan_meeting(made, (), 2, accepted=["orphaned-connection:council:a1:council:b1"])
    assert {one.organisation for one in accepted.invitations} == {"council:c1", "council:d"}


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
