"""Pairs of persons against brute force: every pair of persons removed, every pair of organisations looked at."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings

from graph.network import Network
from graph.views import on, take
from queries.fragile.two_persons import together
from tests.networks import DAY, networks, relation
from tests.networks import network as make
from tests.queries import oracle
from tests.queries.dense import dense_network


def _truth(made: Network) -> dict[tuple[str, ...], int]:
    """Return what every two persons part together and neither alone."""
    seen = oracle.look(made, DAY)
    before = oracle.joined_pairs(seen.graph, seen.organisations)
    left = {p: oracle.joined_pairs(oracle.without(seen.graph, p), seen.organisations) for p in seen.persons}
    found: dict[tuple[str, ...], int] = {}
    for p, q in itertools.combinations(sorted(seen.persons), 2):
        rest = oracle.without(oracle.without(seen.graph, p), q)
        both = oracle.joined_pairs(rest, seen.organisations)
        lost = {pair for pair in before - both if pair in left[p] and pair in left[q]}
        if lost:
            found[p, q] = len(lost)
    return found


@settings(max_examples=200, deadline=None)
@given(networks())
def test_together_agrees_with_brute_force(made: Network) -> None:
    answer = together(take(made, on(DAY)))
    assert {finding.subjects: finding.pairs_lost for finding in answer.findings} == _truth(made)
    assert answer.looked_at == answer.persons


def test_a_budget_that_runs_out_is_told() -> None:
    ties = [("p0", "o0"), ("p0", "o1"), ("p1", "o0"), ("p1", "o1"), ("p2", "o1"), ("p2", "o2")]
    made = make([relation("seat", f"person:{p}", f"council:{o}") for p, o in ties])
    answer = together(made, budget=1)
    assert (answer.looked_at, answer.persons, answer.findings) == (1, 3, [])
    assert [finding.subjects for finding in together(made).findings] == [("person:p0", "person:p1")]


@pytest.mark.parametrize("seed", range(30))
def test_where_cores_form_it_agrees_with_brute_force_too(seed: int) -> None:
    made = dense_network(seed)
    answer = together(take(made, on(DAY)))
    assert {finding.subjects: finding.pairs_lost for finding in answer.findings} == _truth(made)
    assert answer.looked_at == answer.persons
