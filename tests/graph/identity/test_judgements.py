"""Judgements about identity: the newest counts, chains join, what is not the same stays apart, and one id stays."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from graph.identity.judgements import Contradiction, Judgement, identity

A, B, C, D = (f"person:{key}" for key in "abcd")
START = datetime(2026, 11, 1, 9, tzinfo=UTC)


def _same(node: str, other: str, hour: int = 0) -> Judgement:
    return Judgement(node, other, same=True, decided_at=START + timedelta(hours=hour))


def _different(node: str, other: str, hour: int = 0) -> Judgement:
    return Judgement(node, other, same=False, decided_at=START + timedelta(hours=hour))


def test_without_judgements_everything_goes_by_its_own_id() -> None:
    assert identity([]).ids == {}
    assert identity([_different(A, B)]) == identity([])


@pytest.mark.parametrize(
    ("judged", "ids"),
    [
        ([_same(A, B)], {A: B}),
        ([_same(B, A)], {B: A}),
        ([_same(A, B), _same(B, C), _same(D, B)], {A: C, B: C, D: C}),
        # Two that she is the same as, of which nobody said which one stays: the least.
        ([_same(A, C), _same(A, B)], {A: B, C: B}),
        ([_same(B, C), _same(C, A), _same(A, B)], {B: A, C: A}),
    ],
)
def test_the_id_that_stays(judged: list[Judgement], ids: dict[str, str]) -> None:
    for order in (judged, judged[::-1]):
        assert identity(order).ids == ids


@pytest.mark.parametrize(
    ("older", "newer", "ids"),
    [
        (_same(A, B), _different(B, A, 1), {}),
        (_different(A, B), _same(B, A, 1), {B: A}),
        (_same(A, B), _same(B, A, 1), {B: A}),
        # At one moment: rather two that may be one than one that may be two.
        (_same(A, B), _different(A, B), {}),
    ],
)
def test_a_newer_judgement_replaces_the_older(older: Judgement, newer: Judgement, ids: dict[str, str]) -> None:
    for order in ([older, newer], [newer, older]):
        assert identity(order).ids == ids
        assert identity(order).contradictions == ()


@pytest.mark.parametrize("hour", [0, 5], ids=["first", "afterwards"])
def test_what_is_not_the_same_is_joined_by_no_chain(hour: int) -> None:
    apart = _different(A, D, hour)
    judged = [_same(A, B, 1), _same(B, C, 2), _same(C, D, 3), apart]
    for order in (judged, judged[::-1]):
        found = identity(order)
        assert found.ids == {A: C, B: C}
        assert found.contradictions == (Contradiction(_same(C, D, 3), (apart,)),)


def test_all_that_keeps_apart_is_told() -> None:
    apart = [_different(A, C, 3), _different(D, B, 4)]
    found = identity([*apart, _same(A, B, 1), _same(C, D, 2), _same(B, C, 5)])
    assert found.ids == {A: B, C: D}
    assert found.contradictions == (Contradiction(_same(B, C, 5), tuple(apart)),)


def test_what_contradicts_counts_when_the_other_is_undone() -> None:
    judged = [_same(A, B, 1), _different(A, C, 2), _same(B, C, 3)]
    assert identity(judged).ids == {A: B}
    assert identity([judged[0], judged[2]]).ids == {A: C, B: C}


def test_people_know_better_than_the_program() -> None:
    guesses = {A: B}
    assert identity([], guesses).ids == {A: B}
    assert identity([_same(A, C)], guesses).ids == {A: C}
    assert identity([_same(B, C)], guesses).ids == {A: C, B: C}
    assert identity([_different(B, A)], guesses) == identity([])
    assert identity([_same(B, C), _different(A, C)], guesses).ids == {B: C}


def test_a_judgement_is_about_two() -> None:
    with pytest.raises(ValueError, match="two nodes"):
        _same(A, A)
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(msgspec.json.encode({**msgspec.to_builtins(_same(A, B)), "other": A}), type=Judgement)
