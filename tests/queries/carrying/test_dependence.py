"""The dependence tree against brute force: every pair, every person, before and after a new contact."""

from __future__ import annotations

import itertools

import networkx as nx
import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from graph.network import Network
from graph.views import on, take
from queries.carrying.dependence import DependenceTree
from queries.carrying.graph import CarryingGraph, carrying_graph
from queries.carrying.separation import separation
from tests.networks import DAY, network, networks, relation


def _as_networkx(graph: CarryingGraph) -> nx.Graph[int]:
    made: nx.Graph[int] = nx.Graph()
    made.add_nodes_from(range(len(graph.ids)))
    made.add_edges_from((v, other) for v in range(len(graph.ids)) for other in graph.neighbours_of(v))
    return made


def _pairs(graph: nx.Graph[int], organisations: int) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """Return the joined pairs and the safe pairs, by removing every person in turn."""
    joined = {
        pair
        for part in nx.connected_components(graph)
        for pair in itertools.combinations(sorted(part), 2)
        if pair[1] < organisations
    }
    safe = set(joined)
    for person in (v for v in graph if v >= organisations):
        rest = graph.copy()
        rest.remove_node(person)
        parts = list(nx.connected_components(rest))
        safe = {pair for pair in safe if any(pair[0] in part and pair[1] in part for part in parts)}
    return joined, safe


@settings(max_examples=80, deadline=None)
@given(networks(), st.data())
def test_groups_and_gains_are_those_of_brute_force(made: Network, data: st.DataObject) -> None:
    graph = carrying_graph(take(made, on(DAY)))
    tree = DependenceTree(graph, separation(graph))
    slow = _as_networkx(graph)
    joined, safe = _pairs(slow, graph.organisations)
    assert (tree.joined_pairs(), tree.safe_pairs()) == (len(joined), len(safe))
    assert {
        pair for pair in itertools.combinations(range(graph.organisations), 2) if tree.of(pair[0]) == tree.of(pair[1])
    } == safe
    assume(graph.organisations > 1)
    for _ in range(3):
        a, b = data.draw(
            st.lists(st.integers(0, graph.organisations - 1), min_size=2, max_size=2, unique=True), label="contact"
        )
        first, second = tree.of(a), tree.of(b)
        gained = tree.gain(first, second) if first != second else (0, 0)
        for _ in range(2):
            carrier = slow.number_of_nodes()
            slow.add_edges_from([(carrier, a), (carrier, b)])
        joined_now, safe_now = _pairs(slow, graph.organisations)
        assert gained == (len(safe_now) - len(safe), len(joined_now) - len(joined))
        if first != second:
            before = tree.copy()
            tree.join(first, second)
            assert (before.joined_pairs(), before.safe_pairs()) == (len(joined), len(safe))
            assert before.gain(first, second) == gained
        joined, safe = joined_now, safe_now
        assert (tree.joined_pairs(), tree.safe_pairs()) == (len(joined), len(safe))


@settings(max_examples=150, deadline=None)
@given(networks(), st.data())
def test_pairs_that_count_are_those_of_brute_force_wherever_contacts_are_made(
    made: Network, data: st.DataObject
) -> None:
    """Some organisations count; contacts are made between any."""
    graph = carrying_graph(take(made, on(DAY)))
    flags = np.array(
        data.draw(st.lists(st.booleans(), min_size=graph.organisations, max_size=graph.organisations)), bool
    )
    tree, slow = DependenceTree(graph, separation(graph), (), flags), _as_networkx(graph)
    bound = DependenceTree(graph, separation(graph), (), flags).least_contacts()

    def counted() -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
        joined, safe = _pairs(slow, graph.organisations)
        return {pair for pair in joined if flags[list(pair)].all()}, {pair for pair in safe if flags[list(pair)].all()}

    assume(graph.organisations > 1)
    joined, safe = counted()
    assert (bound == 0) == (joined == safe)
    for number in range(1, 4):
        ends = st.lists(st.integers(0, graph.organisations - 1), min_size=2, max_size=2, unique=True)
        a, b = data.draw(ends, label="contact")
        first, second = tree.of(a), tree.of(b)
        gained = tree.gain(first, second) if first != second else (0, 0)
        for _ in range(2):
            carrier = slow.number_of_nodes()
            slow.add_edges_from([(carrier, a), (carrier, b)])
        if first != second:
            tree.join(first, second)
        joined_now, safe_now = counted()
        assert gained == (len(safe_now) - len(safe), len(joined_now) - len(joined))
        assert (tree.joined_pairs(), tree.safe_pairs()) == (len(joined_now), len(safe_now))
        assert (tree.least_contacts() == 0) == (joined_now == safe_now)
        assert joined_now != joined or safe_now != joined_now or number >= bound
        joined, safe = joined_now, safe_now
    tree.make_safe()
    assert tree.safe_pairs() == tree.joined_pairs()


@settings(max_examples=80, deadline=None)
@given(networks(organisations=6, persons=5, relations=12))
def test_the_lower_bound_is_one(made: Network) -> None:
    """No smaller number of contacts makes every joined pair safe (exhaustive)."""
    graph = carrying_graph(take(made, on(DAY)))
    tree = DependenceTree(graph, separation(graph))
    bound = tree.least_contacts()
    every = list(itertools.combinations(range(graph.organisations), 2))
    for number in range(min(bound, 3)):
        for contacts in itertools.combinations(every, number):
            trial = DependenceTree(graph, separation(graph))
            for a, b in contacts:
                if trial.of(a) != trial.of(b):
                    trial.join(trial.of(a), trial.of(b))
            assert trial.safe_pairs() < trial.joined_pairs()


@settings(max_examples=80, deadline=None)
@given(networks())
def test_as_many_contacts_as_it_says_make_every_joined_pair_safe(made: Network) -> None:
    graph = carrying_graph(take(made, on(DAY)))
    tree, slow = DependenceTree(graph, separation(graph)), _as_networkx(graph)
    bound, before = tree.least_contacts(), _pairs(slow, graph.organisations)
    needed = tree.make_safe()
    assert tree.safe_pairs() == tree.joined_pairs() == len(before[0])
    assert bound <= needed
    assert (needed == 0) == (before[0] == before[1])


def test_contacts_between_two_components_may_serve_both() -> None:
    """Two stars of three: within each, two contacts are needed; three from one to the other make all safe."""
    made = network([relation("seat", f"person:hub{hub}", f"council:{hub}{leaf}") for hub in "ab" for leaf in range(3)])
    graph = carrying_graph(made)
    tree = DependenceTree(graph, separation(graph))
    assert tree.least_contacts() == 3
    assert DependenceTree(graph, separation(graph)).make_safe() == 4
    for leaf in range(3):
        a, b = (tree.of(graph.numbers[f"council:{hub}{leaf}"]) for hub in "ab")
        if a != b:
            tree.join(a, b)
    assert tree.safe_pairs() == tree.joined_pairs() == 15
