"""A plan of a region against brute force: it counts the pairs of the region, and paths run through everything."""

from __future__ import annotations

import itertools

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.network import Network
from graph.views import on, take, within
from queries.missing.question import missing
from queries.plan.question import Plan, introduced, met, plan_introductions, plan_meeting
from queries.plan.succession import succession
from tests.networks import DAY, REGIONS, countries, node, relation
from tests.networks import network as make
from tests.queries import oracle
from tests.queries.plan.plan_oracle import RULES


def _standing(made: Network, about: set[str]) -> tuple[int, int]:
    """Return the joined pairs of ``about`` and how many of them hang on one person, by removing every person in turn."""
    seen = oracle.look(made, DAY)
    joined = oracle.joined_pairs(seen.graph, about)
    safe = set(joined)
    for person in seen.persons:
        safe &= oracle.joined_pairs(oracle.without(seen.graph, person), about)
    return len(joined), len(joined) - len(safe)


@settings(max_examples=200, deadline=None)
@given(countries(), st.sampled_from((*REGIONS, "region:part")), st.integers(1, 4))
def test_the_plan_of_a_region_does_what_it_says(made: Network, region: str, number: int) -> None:
    seen, about = take(made, on(DAY), within(region)), oracle.at_work(made, DAY, region)
    plan = plan_introductions(seen, (), number)
    assert (plan.before.joined, plan.before.hanging) == _standing(made, about)
    after = take(made, introduced(plan.introductions))
    assert (plan.after.joined, plan.after.hanging) == _standing(after, about)
    assert sum(one.joined for one in plan.introductions) == plan.after.joined - plan.before.joined
    safe = [standing.joined - standing.hanging for standing in (plan.before, plan.after)]
    assert sum(one.safe for one in plan.introductions) == safe[1] - safe[0]
    assert all(about.issuperset(one.organisations) for one in plan.introductions)
    assert plan.needed >= plan.least
    assert (plan.needed == 0) == (plan.before.hanging == 0)
    if len(plan.introductions) < plan.least:
        assert plan.after.hanging


@settings(max_examples=100, deadline=None)
@given(countries(), st.sampled_from(REGIONS))
def test_no_fewer_contacts_make_a_region_safe_than_the_least(made: Network, region: str) -> None:
    about = oracle.at_work(made, DAY, region)
    least = plan_introductions(take(made, on(DAY), within(region)), (), 0).least
    if least < 2:
        assert (least == 0) == (_standing(made, about)[1] == 0)
        return
    for ends in itertools.combinations(sorted(about), 2):
        contact = relation("contact", *ends, "person:one", "person:other")
        assert _standing(make([*made.relations, contact], *made.nodes.values()), about)[1]


@settings(max_examples=150, deadline=None)
@given(countries(), st.sampled_from(REGIONS))
def test_a_meeting_of_a_region_does_what_it_says(made: Network, region: str) -> None:
    seen, about = take(made, on(DAY), within(region)), oracle.at_work(made, DAY, region)
    meeting = plan_meeting(seen, (), 4)
    assert (meeting.before.joined, meeting.before.hanging) == _standing(made, about)
    assert (meeting.after.joined, meeting.after.hanging) == _standing(take(made, met(meeting.invitations)), about)
    assert about.issuperset(one.organisation for one in meeting.invitations)


@settings(max_examples=150, deadline=None)
@given(countries(), st.sampled_from(REGIONS))
def test_what_hangs_on_a_succession_in_a_region_is_what_brute_force_finds(made: Network, region: str) -> None:
    seen, truth = take(made, on(DAY), within(region)), oracle.look(made, DAY)
    about = oracle.at_work(made, DAY, region)
    cut = oracle.cut_persons(truth, about)
    for person in truth.persons & seen.nodes.keys():
        found = succession(seen, person)
        assert (found.pairs_lost, list(found.parts)) == cut.get(person, (0, []))
        rest = oracle.without(truth.graph, person)
        part = {v: frozenset(c) & about for c in nx.connected_components(rest) for v in c}
        for one in found.handovers:
            ends = [part[id_] for id_ in one.organisations if id_ in truth.organisations]
            if len(one.organisations) > 1:
                assert one.pairs_lost == sum(len(a) * len(b) for a, b in itertools.combinations(set(ends), 2))
            else:
                assert one.pairs_lost == sum(len(a) * (sum(found.parts) - len(a)) for a in ends if found.parts)
        assert sum(one.pairs_added for one in found.handovers) <= found.pairs_lost
        lost = {ends for ends in oracle.orphaned_connections(truth) if ends <= about}
        assert {frozenset(one.organisations) for one in found.mending} <= lost


@settings(max_examples=60, deadline=None)
@given(countries(), st.sampled_from(REGIONS))
def test_expected_links_of_a_region_are_those_that_missing_tells(made: Network, region: str) -> None:
    seen = take(made, on(DAY), within(region))
    plan = plan_introductions(seen, RULES, 2)
    links = [
        {f.id for f in missing(one, RULES, ranked=0) if f.kind == "expected-link"}
        for one in (seen, _after(made, plan, region))
    ]
    assert (plan.before.expected, plan.after.expected) == (len(links[0]), len(links[1]))
    assert {link.id for link in plan.closed} == links[0] - links[1]


def _after(made: Network, plan: Plan, region: str) -> Network:
    return take(made, on(DAY), within(region), introduced(plan.introductions))


def _two_ways_round() -> Network:
    """Return a region in which a and b are joined by two people, one of them through a council elsewhere."""
    return make(
        [
            *(relation("active_in", f"council:{name}", "region:r0") for name in "ab"),
            relation("active_in", "council:elsewhere", "region:r1"),
            *(relation("seat", "person:here", f"council:{name}") for name in "ab"),
            *(relation("seat", "person:there", f"council:{name}") for name in ("a", "elsewhere")),
            *(relation("seat", "person:third", f"council:{name}") for name in ("elsewhere", "b")),
        ],
        node("region:r0"),
    )


def test_a_way_through_a_neighbouring_region_counts() -> None:
    plan = plan_introductions(take(_two_ways_round(), on(DAY), within("region:r0")), (), 2)
    assert (plan.before.joined, plan.before.hanging, plan.least, plan.introductions) == (1, 0, 0, ())
