"""Which bearers of one name are one: asked of one of them it is the same as asked of them all."""

from __future__ import annotations

from random import Random

import pytest

from graph.identity.namesakes import Bearer, one_and_the_same, one_with


def _bearer(random: Random, id_: str) -> Bearer:
    areas = random.sample(["Haarlem", "Velsen", "Zwolle"], random.choice([0, 1, 1, 2]))
    return Bearer(id_, random.random() < 0.7, frozenset(areas), frozenset({random.choice("abcd")}))


@pytest.mark.parametrize("seed", range(300))
def test_who_is_one_with_a_bearer_is_its_group(seed: int) -> None:
    random = Random(seed)
    others = [_bearer(random, str(number)) for number in range(random.randint(0, 5))]
    own = _bearer(random, "")
    group = next((each for each in one_and_the_same([*others, own]) if own in each), [own])
    assert {each.id for each in one_with(own, others)} | {own.id} == {each.id for each in group}
