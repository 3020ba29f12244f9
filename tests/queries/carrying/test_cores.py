"""Cores against brute force: no two persons part what is in one core."""

from __future__ import annotations

import itertools

import networkx as nx
import pytest
from hypothesis import given, settings

from graph.network import Network
from graph.views import on, take
from queries.carrying.cores import cores
from queries.carrying.graph import carrying_graph
from tests.networks import DAY, network, networks, relation
from tests.queries import oracle
from tests.queries.dense import dense_network


def _parted(made: Network) -> set[frozenset[str]]:
    """Return the pairs of organisations that some two persons part (or that are not joined at all)."""
    seen = oracle.look(made, DAY)
    pairs = {frozenset(pair) for pair in itertools.combinations(seen.organisations, 2)}
    stay = oracle.joined_pairs(seen.graph, seen.organisations)
    for p, q in itertools.combinations(sorted(seen.persons), 2):
        stay &= oracle.joined_pairs(oracle.without(oracle.without(seen.graph, p), q), seen.organisations)
    for p in seen.persons:
        stay &= oracle.joined_pairs(oracle.without(seen.graph, p), seen.organisations)
    return pairs - stay


def _same_core(made: Network) -> set[frozenset[str]]:
    graph = carrying_graph(take(made, on(DAY)))
    groups: dict[int, list[str]] = {}
    for organisation, core in enumerate(cores(graph)):
        groups.setdefault(core, []).append(graph.ids[organisation])
    return {frozenset(pair) for group in groups.values() for pair in itertools.combinations(group, 2)}


@settings(max_examples=100, deadline=None)
@given(networks())
def test_no_two_persons_part_a_core(made: Network) -> None:
    assert not _same_core(made) & _parted(made)


@pytest.mark.parametrize("seed", range(30))
def test_no_two_persons_part_a_core_of_a_dense_network(seed: int) -> None:
    made = dense_network(seed)
    assert not _same_core(made) & _parted(made)


def test_dense_networks_have_cores_and_edges() -> None:
    for seed in range(30):
        made = dense_network(seed)
        assert _same_core(made) and _parted(made), seed


def test_a_core_is_found_that_counting_alone_does_not_find() -> None:
    """In K(4,4) with every tie divided by a person, no two organisations share more than one person."""
    ties = nx.complete_bipartite_graph(4, 4).edges
    seats = [(f"person:p{a}-{b}", f"council:o{end}") for a, b in ties for end in (a, b)]
    made = network([relation("seat", person, council) for person, council in seats])
    assert len(_same_core(made)) == 8 * 7 // 2


@pytest.mark.parametrize("seed", range(20))
def test_a_search_for_paths_finds_as_many_as_there_are(seed: int) -> None:
    """Between two organisations with ties enough: a core of both exactly when no two persons part them."""
    made = dense_network(seed)
    seen = oracle.look(made, DAY)
    found, parted = _same_core(made), _parted(made)
    wide = {v for v in seen.organisations if seen.graph.degree(v) >= 3}
    for a, b in itertools.combinations(sorted(wide), 2):
        shared = len(set(seen.graph[a]) & set(seen.graph[b]))
        if shared and frozenset((a, b)) not in parted:
            assert frozenset((a, b)) in found, (a, b)
