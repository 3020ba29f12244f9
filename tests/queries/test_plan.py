"""The plan: what it says it gains is what brute force finds, and how near the best choice it comes."""

from __future__ import annotations

import itertools
import random

import networkx as nx
from hypothesis import given, settings

from graph.model import Relation
from graph.network import Network
from graph.views import on, take
from queries.carrying import carrying_graph
from queries.plan import introduced, plan_introductions, plan_meeting
from queries.separation import separation
from tests.networks import DAY, networks, relation
from tests.networks import network as make
from tests.queries import oracle


def _hanging(made: Network) -> tuple[int, int]:
    """Return the joined pairs and how many of them hang on one person, by removing every person in turn."""
    seen = oracle.look(made, DAY)
    joined = oracle.joined_pairs(seen.graph, seen.organisations)
    safe = set(joined)
    for person in seen.persons:
        safe &= oracle.joined_pairs(oracle.without(seen.graph, person), seen.organisations)
    return len(joined), len(joined) - len(safe)


@settings(max_examples=100, deadline=None)
@given(networks())
def test_the_plan_does_what_it_says(made: Network) -> None:
    seen = take(made, on(DAY))
    plan = plan_introductions(seen, (), 3)
    assert (plan.before.joined, plan.before.hanging) == _hanging(made)
    after = take(seen, introduced(plan.introductions))
    assert (plan.after.joined, plan.after.hanging) == _hanging(after)
    gained = sum(one.safe for one in plan.introductions), sum(one.joined for one in plan.introductions)
    safe_before = plan.before.joined - plan.before.hanging
    assert gained == (plan.after.joined - plan.after.hanging - safe_before, plan.after.joined - plan.before.joined)
    assert plan.needed is not None and plan.needed >= plan.least
    for one in plan.introductions:
        for organisation, person in zip(one.organisations, one.persons, strict=True):
            assert person is None or organisation in {r.target for r in seen.relations_of[person]}


@settings(max_examples=60, deadline=None)
@given(networks())
def test_the_number_needed_is_enough(made: Network) -> None:
    """As many contacts as the plan says it needs make every joined pair safe."""
    seen = take(made, on(DAY))
    plan = plan_introductions(seen, (), 0)
    assert plan.needed is not None
    assert (plan.needed == 0) == (plan.before.hanging == 0)


def _forest(seed: int) -> Network:
    """Return a network of seven organisations that hang together through persons in a random tree."""
    chance = random.Random(seed)
    relations: list[Relation] = []
    for i in range(1, 7):
        person = f"person:p{i}"
        relations.append(relation("seat", person, f"council:o{i}"))
        relations.append(relation("seat", person, f"council:o{chance.randrange(i)}"))
        relations.append(relation("seat", f"person:q{i}", f"council:o{i}"))
    relations.append(relation("seat", "person:q0", "council:o0"))
    return make(relations)


def _best(made: Network, number: int) -> int:
    """Return the most pairs that ``number`` contacts can make safe: every choice tried."""
    graph = carrying_graph(made)
    most = 0
    base = nx.Graph((v, other) for v in range(len(graph.ids)) for other in graph.neighbours_of(v))
    every = list(itertools.combinations(range(graph.organisations), 2))
    for contacts in itertools.combinations(every, number):
        trial = base.copy()
        for k, (a, b) in enumerate(contacts):
            for carrier in (-2 * k - 1, -2 * k - 2):
                trial.add_edges_from([(carrier, a), (carrier, b)])
        safe = set(every)
        for person in range(graph.organisations, len(graph.ids)):
            rest = trial.copy()
            rest.remove_node(person)
            component = {v: i for i, part in enumerate(nx.connected_components(rest)) for v in part}
            safe = {(a, b) for a, b in safe if component[a] == component[b]}
        most = max(most, len(safe))
    return most


def test_two_introductions_come_near_the_best_two() -> None:
    """The greedy choice reaches at least nine tenths of the best on average, and never less than seven tenths."""
    ratios = []
    for seed in range(8):
        made = _forest(seed)
        plan = plan_introductions(made, (), 2)
        ratios.append((plan.after.joined - plan.after.hanging) / _best(made, 2))
    assert sum(ratios) / len(ratios) >= 0.9
    assert min(ratios) >= 0.7


def test_a_chain_needs_half_its_leaves_and_a_star_one_less_than_its_parts() -> None:
    chain = make(
        [relation("seat", f"person:p{i}", f"council:o{j}") for i in range(4) for j in (i, i + 1)]
        + [relation("seat", f"person:q{i}", f"council:o{i}") for i in range(5)]
    )
    plan = plan_introductions(chain, (), 1)
    assert (plan.least, plan.needed, plan.before.hanging, plan.after.hanging) == (1, 1, 10, 0)
    star = make([relation("seat", "person:hub", f"council:o{i}") for i in range(5)])
    plan = plan_introductions(star, (), 0)
    assert (plan.least, plan.needed) == (4, 4)


@settings(max_examples=60, deadline=None)
@given(networks())
def test_nobody_is_invited_twice_and_each_adds_something(made: Network) -> None:
    seen = take(made, on(DAY))
    invited = plan_meeting(seen, (), 5)
    assert len({one.organisation for one in invited}) == len(invited) <= 5
    assert all(one.safe or one.joined for one in invited[1:])
    assert not separation(carrying_graph(seen)).branches or invited
