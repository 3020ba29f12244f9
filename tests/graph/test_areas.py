"""Areas that lie in each other, however deep, and in a circle too."""

from __future__ import annotations

import random

import pytest

from graph.areas import AreaTree
from tests.networks import relation


def _tree(pairs: list[tuple[str, str]]) -> AreaTree:
    return AreaTree([relation("part_of", inner, outer) for inner, outer in pairs], {})


@pytest.mark.parametrize("seed", range(200))
def test_sizes_are_those_of_what_lies_inside(seed: int) -> None:
    """Against looking at every area by itself; with several regions around one, and circles."""
    rand = random.Random(seed)
    areas = [f"region:{number}" for number in range(rand.randint(1, 12))]
    pairs = [(rand.choice(areas), rand.choice(areas)) for _ in range(rand.randint(0, 20))]
    tree = _tree(pairs)
    for area in areas:
        inside = {area}
        while more := {inner for inner, outer in pairs if outer in inside} - inside:
            inside |= more
        assert tree.size(area) == len(inside)
        assert tree.inside(area) == inside


@pytest.mark.parametrize("seed", range(200))
def test_areas_are_alike_when_the_same_lies_inside_and_around_that(seed: int) -> None:
    """Against the sets themselves; some areas lie in no region, and some that are relevant are unknown."""
    rand = random.Random(seed)
    areas = [f"region:{number}" for number in range(rand.randint(1, 12))]
    pairs = [(rand.choice(areas[1:] or areas), rand.choice(areas[1:] or areas)) for _ in range(rand.randint(0, 20))]
    relevant = {*rand.sample(areas, rand.randint(0, len(areas))), "region:unknown"}
    tree = _tree(pairs)
    groups: dict[tuple[frozenset[str], frozenset[str]], list[str]] = {}
    for area in areas:
        inside = tree.inside(area)
        key = frozenset(inside & relevant), frozenset(tree.around(inside) & relevant)
        groups.setdefault(key, []).append(area)
    assert tree.alike(areas, relevant) == list(groups.values())


def test_a_chain_of_regions_may_be_long() -> None:
    last = 3_000
    tree = _tree([(f"region:{number}", f"region:{number + 1}") for number in range(last)])
    assert [tree.size(f"region:{number}") for number in (0, 1, last)] == [1, 2, last + 1]
    assert tree.regions_around("region:0") == [f"region:{number}" for number in range(1, last + 1)]


def test_a_circle_of_regions_may_be_long() -> None:
    count = 3_000
    tree = _tree([(f"region:{number}", f"region:{(number + 1) % count}") for number in range(count)])
    assert tree.size("region:7") == count
