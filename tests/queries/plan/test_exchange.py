"""Exchanging two at a time: what comes out is never worse than one by one, and the search is bounded."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence

import pytest

from queries.plan.exchange import choose


class _Numbers:
    """Numbers with a worth of their own, and pairs that are worth more or less together than apart."""

    kept = 0

    def __init__(self, seed: int, size: int = 9) -> None:
        chance = random.Random(seed)
        self._alone = [chance.randint(-4, 4) for _ in range(size)]
        self._pairs = {pair: chance.randint(-3, 9) for pair in itertools.combinations(range(size), 2)}
        self._made: list[int] = []
        self.asked = 0

    def of(self, chosen: Sequence[int]) -> int:
        """Return what numbers are worth together."""
        pairs = itertools.combinations(sorted(chosen), 2)
        return sum(self._alone[one] for one in chosen) + sum(self._pairs[pair] for pair in pairs)

    def begin(self) -> list[int]:
        return []

    def restart(self, made: Sequence[int]) -> None:
        self._made = list(made)

    def add(self, one: int) -> None:
        self._made.append(one)

    def undo(self) -> None:
        self._made.pop()

    def worth(self, one: int) -> float:
        return self.of([*self._made, one]) - self.of(self._made)

    def best(self) -> int | None:
        one = max(self._left(), key=self.worth)
        return one if self.worth(one) > 0 else None

    def candidates(self) -> list[int]:
        self.asked += 1
        return self._left()

    def opening(self, chosen: Sequence[int]) -> list[int]:
        return []

    def _left(self) -> list[int]:
        return [one for one in range(len(self._alone)) if one not in self._made]


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_exchanging_is_never_worse_and_two_are_the_best_two(number: int) -> None:
    better = 0
    for seed in range(40):
        numbers = _Numbers(seed)
        one_by_one = numbers.of(choose(numbers, number, exchanging=False))
        assert numbers.asked == 0
        chosen = choose(numbers, number, exchanging=True)
        assert len(set(chosen)) == len(chosen) <= number
        assert numbers.of(chosen) >= one_by_one
        assert numbers.asked <= 600 // max(number, 1)
        better += numbers.of(chosen) > one_by_one
        if number <= 2:
            every = (each for n in range(number + 1) for each in itertools.combinations(range(9), n))
            assert numbers.of(chosen) == max(map(numbers.of, every))
    assert (better > 0) == (number > 1)


def test_the_order_is_that_in_which_each_adds_most() -> None:
    for seed in range(20):
        numbers = _Numbers(seed)
        chosen = choose(numbers, 4, exchanging=True)
        for place, one in enumerate(chosen):
            numbers.restart(chosen[:place])
            assert numbers.worth(one) == max(numbers.worth(other) for other in chosen[place:])


def test_the_search_ends_where_exchanges_go_on() -> None:
    numbers = _Numbers(1, size=24)
    assert len(choose(numbers, 12, exchanging=True)) == 12
    assert 0 < numbers.asked <= 600 // 12
