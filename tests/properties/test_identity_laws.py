"""What holds for any judgements about identity."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import combinations
from typing import Any

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from graph.identity.judgements import Judgement, identity

IDS = [f"person:p{number}" for number in range(5)]
START = datetime(2026, 11, 1, tzinfo=UTC)
_pairs = st.lists(st.sampled_from(IDS), min_size=2, max_size=2, unique=True)
_judgements = st.lists(
    st.builds(
        lambda pair, same, day: Judgement(pair[0], pair[1], same, START + timedelta(days=day)),
        _pairs,
        st.integers(0, 2).map(bool),
        st.integers(0, 6),
    ),
    max_size=10,
)
_guesses = st.dictionaries(st.sampled_from(IDS), st.sampled_from(IDS)).map(
    lambda found: {id_: other for id_, other in found.items() if id_ != other}
)


def _newest(judged: list[Judgement]) -> list[Judgement]:
    newest: dict[frozenset[str], Judgement] = {}
    for one in sorted(judged, key=lambda each: (each.decided_at, not each.same, each.node)):
        newest[one.pair] = one
    return list(newest.values())


@given(_judgements, _guesses, st.randoms(use_true_random=False))
def test_the_order_of_judgements_does_not_matter(judged: list[Judgement], guesses: dict[str, str], random: Any) -> None:
    shuffled = list(judged)
    random.shuffle(shuffled)
    assert identity(shuffled, guesses) == identity(judged, guesses)


@given(_judgements, _guesses)
def test_every_judgement_holds_or_is_told(judged: list[Judgement], guesses: dict[str, str]) -> None:
    found = identity(judged, guesses)
    refused = [each.refused for each in found.contradictions]
    for one in _newest(judged):
        joined = found.ids.get(one.node, one.node) == found.ids.get(one.other, one.other)
        assert joined == one.same or one in refused
    assert all(each.refused.same and each.different for each in found.contradictions)
    assert not any(other.same for each in found.contradictions for other in each.different)


@given(_judgements)
def test_who_is_one_is_joined_by_what_counts(judged: list[Judgement]) -> None:
    """Worked out as connected components of the judgements that count."""
    found = identity(judged)
    refused = {each.refused for each in found.contradictions}
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(IDS)
    graph.add_edges_from((one.node, one.other) for one in _newest(judged) if one.same and one not in refused)
    parts = {id_: part for part in nx.connected_components(graph) for id_ in part}
    for one, other in combinations(IDS, 2):
        assert (found.ids.get(one, one) == found.ids.get(other, other)) == (other in parts[one])


@given(_judgements, _guesses)
def test_the_id_that_stays_stays(judged: list[Judgement], guesses: dict[str, str]) -> None:
    ids = identity(judged, guesses).ids
    assert ids.keys().isdisjoint(ids.values())


@given(
    _judgements,
    _guesses,
    st.builds(Judgement, st.just(IDS[0]), st.sampled_from(IDS[1:]), st.booleans(), st.just(START)),
)
def test_an_older_judgement_about_the_same_two_changes_nothing(
    judged: list[Judgement], guesses: dict[str, str], newest: Judgement
) -> None:
    newer = Judgement(newest.node, newest.other, newest.same, START + timedelta(days=9))
    older = Judgement(newest.other, newest.node, not newest.same, START + timedelta(days=8))
    assert identity([*judged, older, newer], guesses) == identity([*judged, newer], guesses)


@given(_judgements)
def test_where_nothing_contradicts_everything_is_followed(judged: list[Judgement]) -> None:
    only_same = [one for one in judged if one.same]
    assert identity(only_same).contradictions == ()
