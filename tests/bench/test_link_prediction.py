"""The measuring of link prediction: what is hidden is gone, nothing else is, and the figures are those of a slow count."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.hiding import hide
from bench.link_task import Measured, Method, Task
from graph.network import Network
from queries.carrying.graph import Numbers
from queries.places.incidence import Values, key_of
from tests.networks import DAY, network, relation
from tests.queries import oracle
from tests.queries.furnished import furnished_networks


@settings(max_examples=100, deadline=None)
@given(furnished_networks(), st.integers(0, 9))
def test_what_is_hidden_is_gone_and_the_rest_is_left(made: Network, seed: int) -> None:
    before = set(oracle.look(made, DAY).carriers)
    hidden = hide(made, 0.2, seed)
    drawn, lost = ({frozenset(pair) for pair in pairs} for pairs in (hidden.drawn, hidden.lost_too))
    assert len(drawn) == min(len(before), max(1, round(0.2 * len(before))))
    assert drawn.isdisjoint(lost)
    assert set(oracle.look(hidden.network, DAY).carriers) == before - drawn - lost
    assert hidden.network.nodes == made.nodes


def _scores(size: int) -> Values:
    """Return a table of scores of pairs, one in three of them equal to another."""
    scores = np.random.default_rng(size).integers(0, size, (size, size)).astype(np.float64)
    return scores + scores.T


def _method(table: Values) -> Method:
    """Return the ranking of pairs by a table of scores."""

    def score(rows: Numbers, columns: Numbers) -> Values:
        found: Values = table[rows, columns]
        return found

    rows, columns = np.triu_indices(len(table), 1)
    return Method(score, key_of(rows.astype(np.int64), columns.astype(np.int64), len(table)))


def _ring(size: int) -> Network:
    """Return a ring of councils, and two municipalities, with a contact between neighbours."""
    ids = [f"council:{i}" for i in range(size)]
    contacts = [relation("contact", a, b) for a, b in zip(ids, ids[1:] + ids[:1], strict=True)]
    return network(
        [*contacts, relation("contact", "municipality:x", ids[0]), relation("contact", "municipality:y", ids[0])]
    )


@pytest.mark.parametrize("seed", range(4))
def test_the_figures_are_those_of_a_slow_count(seed: int) -> None:
    made = _ring(14)
    hidden = hide(made, 0.3, seed)
    task = Task(hidden, seed)
    ids, table = task.graph.ids, _scores(task.size)
    connected = set(oracle.look(made, DAY).carriers)
    score = {
        frozenset((ids[a], ids[b])): table[a, b]
        for a, b in itertools.combinations(range(task.size), 2)
        if not (ids[a].startswith("municipality:") and ids[b].startswith("municipality:"))
    }
    drawn = {frozenset(pair) for pair in hidden.drawn}
    others = [score[pair] for pair in score if pair not in connected]
    auc = np.mean([np.mean([(score[p] > o) + (score[p] == o) / 2 for o in others]) for p in drawn])
    ranked = sorted((score[pair] for pair in score if pair not in connected or pair in drawn), reverse=True)
    least = ranked[len(drawn) - 1]
    room = len(drawn) - sum(value > least for value in ranked)
    equal = sum(value == least for value in ranked)
    right = sum(score[pair] > least for pair in drawn) + room / equal * sum(score[pair] == least for pair in drawn)
    found: Measured = task.measured(_method(table))
    assert found.auc == pytest.approx(auc)
    assert found.at_hidden == pytest.approx(right / len(drawn))
