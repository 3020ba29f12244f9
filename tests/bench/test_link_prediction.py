"""The measuring of link prediction: what is hidden is gone, nothing else is, and the figures are those of a slow count."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.hiding import hide
from bench.link_task import Measured, Task
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


class _ByNumber:
    """Ranks pairs by a table of scores, one in three of them equal to another."""

    def __init__(self, size: int) -> None:
        scores = np.random.default_rng(size).integers(0, size, (size, size)).astype(np.float64)
        self.table = scores + scores.T

    def score(self, rows: Numbers, columns: Numbers) -> Values:
        found: Values = self.table[rows, columns]
        return found

    def leading(self, count: int) -> Numbers:
        rows, columns = np.triu_indices(len(self.table), 1)
        return key_of(rows.astype(np.int64), columns.astype(np.int64), len(self.table))


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
    ids, method = task.graph.ids, _ByNumber(task.size)
    connected = set(oracle.look(made, DAY).carriers)
    score = {
        frozenset((ids[a], ids[b])): method.table[a, b]
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
    found: Measured = task.measured(method)
    assert found.auc == pytest.approx(auc)
    assert found.at_hidden == pytest.approx(right / len(drawn))
