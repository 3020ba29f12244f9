"""Likely links: every point against a slow count, resource allocation against networkx, and cases made by hand."""

from __future__ import annotations

import math

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.network import Network
from graph.views import on, take
from queries.carrying.counted import counted
from queries.finding import Finding
from queries.missing.likely import WEIGHTS, likely_links
from queries.missing.likely_features import Shared
from tests.networks import DAY, network, node, relation
from tests.queries import oracle
from tests.queries.furnished import furnished_networks
from tests.queries.missing import missing_oracle

_EVERYTHING = 10_000


def _answer(made: Network, *, ranked: int = _EVERYTHING) -> list[Finding]:
    return list(likely_links(made, counted(made), ranked=ranked))


@settings(max_examples=250, deadline=None)
@given(furnished_networks())
def test_points_agree_with_a_slow_count(made: Network) -> None:
    likeness = missing_oracle.Likeness(made, oracle.look(made, DAY))
    found = _answer(take(made, on(DAY)))
    assert {f.subjects for f in found} == set(missing_oracle.candidates(likeness))
    for finding in found:
        a, b = finding.subjects
        truth = likeness.points(a, b, WEIGHTS)
        level = likeness.levels[a, b]
        told = {"shared-area" if r.reason == "other-area" else r.reason: r.points for r in finding.because}
        assert {reason: told.get(reason, 0.0) for reason in truth} == pytest.approx(truth, abs=1e-9)
        assert finding.score == pytest.approx(sum(reason.points for reason in finding.because))
        if area := next((r for r in finding.because if r.reason.endswith("-area")), None):
            assert (area.reason == "other-area") == (level in ("elsewhere", "unknown"))


@settings(max_examples=150, deadline=None)
@given(furnished_networks(), st.integers(0, 6))
def test_the_best_come_first_and_equals_in_the_order_of_the_network(made: Network, ranked: int) -> None:
    likeness = missing_oracle.Likeness(made, oracle.look(made, DAY))
    scores = {p: sum(likeness.points(*p, WEIGHTS).values()) for p in missing_oracle.candidates(likeness)}
    place = list(made.nodes).index
    order = sorted(scores, key=lambda pair: (-round(scores[pair], 6), sorted(map(place, pair))))
    assert [f.subjects for f in _answer(take(made, on(DAY)), ranked=ranked)] == order[:ranked]


@settings(max_examples=150, deadline=None)
@given(furnished_networks())
def test_reasons_are_about_what_both_have(made: Network) -> None:
    truth = oracle.look(made, DAY)
    likeness = missing_oracle.Likeness(made, truth)
    for finding in _answer(take(made, on(DAY))):
        a, b = finding.subjects
        places = [likeness.where[id_] for id_ in (a, b)]
        shared = {
            "common-contact": set(likeness.graph[a]) & set(likeness.graph[b]),
            "shared-topic": likeness.topics[a] & likeness.topics[b],
            "shared-meeting": likeness.meetings[a] & likeness.meetings[b],
            "active-nearby": places[0].municipalities & places[1].municipalities,
        }
        for reason in finding.because:
            if reason.reason in shared:
                assert set(reason.about) == shared[reason.reason]
            elif reason.reason == "shared-area":
                both = set[str]().union(*places[0][1:]) & set[str]().union(*places[1][1:])
                assert reason.about and set(reason.about) <= both


@settings(max_examples=150, deadline=None)
@given(furnished_networks())
def test_resource_allocation_is_that_of_networkx(made: Network) -> None:
    found = counted(take(made, on(DAY)))
    graph = found.graph
    truth = missing_oracle.connection_graph(oracle.look(made, DAY))
    rows, columns = np.triu_indices(graph.organisations, 1)
    ours = Shared(made, found).resource_allocation.of(rows, columns)
    pairs = [(graph.ids[a], graph.ids[b]) for a, b in zip(rows.tolist(), columns.tolist(), strict=True)]
    theirs = [value for _, _, value in nx.resource_allocation_index(truth, pairs)]
    assert ours.tolist() == pytest.approx(theirs)


def test_a_large_network_ranks_as_if_every_pair_were_computed(monkeypatch: pytest.MonkeyPatch) -> None:
    rand = np.random.default_rng(3)
    organisations = [f"council:{i}" for i in range(60)]
    relations = [
        relation("contact", *(organisations[i] for i in rand.choice(60, 2, replace=False))) for _ in range(120)
    ]
    relations += [relation("covers", o, f"topic:{rand.integers(12)}") for o in organisations for _ in range(2)]
    relations += [relation("active_in", o, f"municipality:{rand.integers(9)}") for o in organisations]
    made = network(relations)
    everything = [f.subjects for f in _answer(made)]
    monkeypatch.setattr("queries.missing.likely._POOL", 5)
    for ranked in (1, 5, 40):
        assert [f.subjects for f in _answer(made, ranked=ranked)] == everything[:ranked]


def test_what_few_share_says_more() -> None:
    relations = [relation("covers", f"client_organisation:{i}", "topic:gewoon") for i in range(6)]
    relations += [relation("covers", f"client_organisation:{i}", "topic:zeldzaam") for i in (2, 3)]
    best = _answer(network(relations))[0]
    assert best.subjects == ("client_organisation:2", "client_organisation:3")
    assert best.because[0].about == ("topic:gewoon", "topic:zeldzaam")
    assert best.because[0].points == pytest.approx(WEIGHTS["shared-topic"] * (1 + 1 / 15))


def test_two_that_know_each_other_and_two_municipalities_are_no_candidates() -> None:
    made = network(
        [
            relation("covers", "council:a", "topic:t"),
            relation("covers", "council:b", "topic:t"),
            relation("seat", "person:p", "council:a"),
            relation("seat", "person:p", "council:b"),
            relation("contact", "municipality:x", "council:a"),
            relation("contact", "municipality:y", "council:a"),
        ]
    )
    pairs = {f.subjects for f in _answer(made)}
    assert pairs == {("council:b", "municipality:x"), ("council:b", "municipality:y")}


def test_neighbouring_municipalities_lie_side_by_side_and_not_too_far() -> None:
    def town(name: str, latitude: float, longitude: float) -> object:
        return node(f"municipality:{name}", properties={"latitude": latitude, "longitude": longitude})

    towns = [town("a", 52.0, 5.0), town("b", 52.1, 5.2), town("c", 52.2, 4.9), town("ver", 53.2, 6.5)]
    relations = [relation("active_in", f"council:{name}", f"municipality:{name}") for name in ("a", "b", "c", "ver")]
    relations += [relation("covers", f"council:{name}", "topic:t") for name in ("a", "b", "c", "ver")]
    found = {f.subjects: {r.reason for r in f.because} for f in _answer(network(relations, *towns))}  # type: ignore[arg-type]
    beside = {pair for pair, reasons in found.items() if "adjacent-municipality" in reasons}
    assert beside == {("council:a", "council:b"), ("council:a", "council:c"), ("council:b", "council:c")}


def test_places_on_one_line_have_no_neighbours_and_break_nothing() -> None:
    towns = [node(f"municipality:{i}", properties={"latitude": 52.0 + i / 10, "longitude": 5.0}) for i in range(4)]
    relations = [relation("active_in", f"council:{i}", f"municipality:{i}") for i in range(4)]
    relations += [relation("covers", f"council:{i}", "topic:t") for i in range(4)]
    found = _answer(network(relations, *towns))
    assert sum(f.subjects[1].startswith("council:") for f in found) == 6
    assert not any(r.reason == "adjacent-municipality" for f in found for r in f.because)


def test_a_kind_that_always_meets_another_scores_more() -> None:
    relations = [relation("contact", f"council:{i}", f"platform:{i}") for i in range(5)]
    relations += [relation("covers", name, "topic:t") for name in ("council:nieuw", "platform:nieuw", "institution:n")]
    found = {f.subjects: {r.reason: r.points for r in f.because} for f in _answer(network(relations))}
    usual = found["council:nieuw", "platform:nieuw"]["usual-kinds"]
    assert usual > found["council:nieuw", "institution:n"]["usual-kinds"]
    assert math.exp(usual) == pytest.approx(((5 + 2 * 5 / 78) / (36 + 2)) / (5 / 78))


def test_nothing_to_rank() -> None:
    assert _answer(network([])) == []
    assert _answer(network([relation("seat", "person:p", "council:a")])) == []
