"""Measures against brute force on networks made by hypothesis."""

from __future__ import annotations

import itertools

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.network import Network
from graph.views import known_only, on, take
from queries.carrying.counted import everything
from queries.carrying.graph import CarryingGraph, carrying_graph
from queries.fragile.bridges import bridges
from queries.measures.centrality import acquainted, betweenness, communities, constraint
from queries.measures.cohesion import (
    brokerage,
    centralization,
    connectedness,
    ei_index,
    fragmentation,
    robustness,
)
from queries.measures.distances import distance_weighted_fragmentation
from queries.measures.ratio import Ratio
from tests.networks import DAY, networks
from tests.queries import oracle
from tests.queries.measures import measures_oracle
from tests.queries.measures.published import of_organisations
from tests.queries.winding import winding_network


def _seen(made: Network, only: bool = False) -> tuple[CarryingGraph, oracle.Oracle]:
    graph = carrying_graph(take(made, on(DAY), *([known_only] if only else [])))
    return graph, oracle.look(made, DAY, known_only=only)


def _pairs(truth: oracle.Oracle) -> list[tuple[str, str]]:
    return list(itertools.combinations(sorted(truth.organisations), 2))


@settings(max_examples=80, deadline=None)
@given(networks(organisations=6, persons=5, relations=14), st.booleans())
def test_fragmentation_agrees_with_all_paths(made: Network, only: bool) -> None:
    graph, truth = _seen(made, only)
    distances = [oracle.distance(truth, a, b) for a, b in _pairs(truth)]
    joined = sum(distance < float("inf") for distance in distances)
    assert everything(graph).joined_pairs() == joined
    assert connectedness(everything(graph)) == Ratio(joined, len(distances))
    assert fragmentation(everything(graph)) == Ratio(len(distances) - joined, len(distances))
    weighted = distance_weighted_fragmentation(everything(graph))
    assert weighted.denominator == len(distances)
    assert weighted.numerator == pytest.approx(sum(1 - 1 / distance for distance in distances))


@pytest.mark.parametrize("seed", range(40))
def test_distance_weighted_fragmentation_counts_distance_as_the_design_does(seed: int) -> None:
    seen = winding_network(seed)
    graph, truth = carrying_graph(seen), oracle.look(seen, DAY)
    distances = [oracle.distance(truth, a, b) for a, b in _pairs(truth)]
    weighted = distance_weighted_fragmentation(everything(graph))
    assert weighted.numerator == pytest.approx(sum(1 - 1 / distance for distance in distances))


@settings(max_examples=120, deadline=None)
@given(networks(), st.booleans())
def test_measures_of_paths_agree_with_brute_force(made: Network, only: bool) -> None:
    graph, truth = _seen(made, only)
    assert robustness(everything(graph)) == measures_oracle.robustness(truth, take(made, on(DAY)).order)
    core = truth.organisations | {person for person in truth.persons if truth.graph.degree(person) > 1}
    expected = nx.betweenness_centrality(truth.graph.subgraph(core))
    found = betweenness(everything(graph))
    assert found.values.tolist() == pytest.approx([expected.get(id_, 0.0) for id_ in graph.ids])
    assert not found.errors.any()


@settings(max_examples=120, deadline=None)
@given(networks(), st.data())
def test_measures_of_connections_agree_with_brute_force(made: Network, data: st.DataObject) -> None:
    graph, truth = _seen(made)
    groups = {id_: data.draw(st.sampled_from("xyz")) for id_ in graph.ids[: graph.organisations]}
    assert centralization(everything(graph)).value == measures_oracle.centralization(truth)
    found = brokerage(graph.connections, list(groups.values()))
    assert {
        (graph.ids[broker], role): count for broker, roles in found.items() for role, count in roles.items() if count
    } == measures_oracle.brokerage(truth, groups)
    whole, by_group = ei_index(everything(graph), list(groups.values()))
    ends = [tuple(groups[id_] for id_ in pair) for pair in truth.carriers]
    external = sum(a != b for a, b in ends)
    assert whole == Ratio(external - (len(ends) - external), len(ends))
    for group in set(groups.values()):
        leaving = sum(a != b and group in (a, b) for a, b in ends)
        staying = sum(a == b == group for a, b in ends)
        assert by_group[group] == Ratio(leaving - staying, leaving + staying)
    _check_communities(graph, truth)


def _check_communities(graph: CarryingGraph, truth: oracle.Oracle) -> None:
    """Every organisation is in one community, and no community holds organisations that are not connected at all."""
    found = communities(everything(graph))
    assert sorted(v for group in found for v in group) == list(range(graph.organisations))
    assert [len(group) for group in found] == sorted((len(group) for group in found), reverse=True)
    parts = list(nx.connected_components(measures_oracle.connections(truth)))
    assert all(any({graph.ids[v] for v in group} <= part for part in parts) for group in found)


@settings(max_examples=60, deadline=None)
@given(networks())
def test_bridges_agree_with_the_network_without_the_person(made: Network) -> None:
    graph, truth = _seen(made)
    network = take(made, on(DAY))
    cut = oracle.cut_persons(truth)
    alone = oracle.single_person_connections(truth)
    for person in truth.persons:
        found = bridges(network, person)
        own = set(truth.graph.neighbors(person))
        assert (found is None) == (len(own) < 2)
        if found is None:
            continue
        lost, sizes = cut.get(person, (0, []))
        assert (found.pairs_lost, [len(part) for part in found.parts]) == (lost, sizes)
        rest = oracle.without(truth.graph, person)
        for part in found.parts:
            assert nx.node_connected_component(rest, part[0]) & truth.organisations == set(part)
        carried = {pair for pair, (carrier, _) in alone.items() if carrier == person}
        assert {frozenset(pair) for pair in found.only_carrier} == carried
        assert set(found.organisations) == own == {id_ for group in found.groups for id_ in group}
        _check_neighbourhood(graph, truth, person, own)


def _check_neighbourhood(graph: CarryingGraph, truth: oracle.Oracle, person: str, own: set[str]) -> None:
    """Hold Burt's constraint against networkx on the whole network of connections that stand without the person."""
    stands = [p for p, carriers in truth.carriers.items() if carriers - {person} or p in truth.unattributed]
    without = [(min(pair), max(pair)) for pair in stands]
    whole: nx.Graph[str] = nx.Graph(without)
    whole.add_edges_from((person, organisation) for organisation in own)
    vertex = graph.numbers[person]
    assert constraint(graph, vertex) == pytest.approx(nx.constraint(whole)[person])
    assert acquainted(graph, vertex) == sum(a in own and b in own for a, b in without)


def _large(seed: int = 4) -> CarryingGraph:
    """Return H of 300 organisations in a small world (Watts and Strogatz), a part of its ties taken out."""
    graph = nx.watts_strogatz_graph(300, 4, 0.1, seed=seed)
    graph.remove_edges_from(list(graph.edges)[::7])
    return carrying_graph(of_organisations(graph.edges))


def test_a_sample_of_all_distances_is_exact() -> None:
    graph = _large()
    exact = distance_weighted_fragmentation(everything(graph))
    sampled = distance_weighted_fragmentation(everything(graph), exact_up_to=0, sample=graph.organisations)
    assert sampled.value == pytest.approx(exact.value)
    assert (exact.margin, sampled.margin) == (0, 0)


def test_the_margin_of_a_sample_of_distances_is_that_of_95_percent() -> None:
    within = 0
    for seed in range(40):
        graph = _large(seed)
        exact, sampled = (
            distance_weighted_fragmentation(everything(graph), exact_up_to=limit, sample=60) for limit in (1000, 0)
        )
        assert exact.value is not None and sampled.value is not None
        assert 0 < sampled.margin < 0.02
        within += abs(sampled.value - exact.value) <= sampled.margin
    # 38 on average; fewer than 34 once in a hundred times, and the draws are fixed.
    assert within >= 34


def test_more_than_64_organisations_are_followed_at_once() -> None:
    """A path of 700 organisations: 700 - d pairs at distance d, over more than one word and more than one chunk."""
    graph = carrying_graph(of_organisations(nx.path_graph(700).edges))
    pairs = 700 * 699 // 2
    expected = pairs - sum((700 - distance) / distance for distance in range(1, 700))
    assert distance_weighted_fragmentation(everything(graph)).numerator == pytest.approx(expected)


def test_estimated_betweenness_comes_near_and_says_how_near() -> None:
    graph = _large()
    exact = betweenness(everything(graph)).values
    nearly_all = betweenness(everything(graph), exact_up_to=0, sample=graph.organisations - 1)
    assert nearly_all.values == pytest.approx(exact, abs=5e-3)
    half = betweenness(everything(graph), exact_up_to=0, sample=graph.organisations // 2)
    assert abs(half.values - exact).max() < 0.02
    top = exact.argmax()
    assert 0 < half.errors[top] < 0.02
    assert abs(half.values[top] - exact[top]) <= 3 * half.errors[top]
