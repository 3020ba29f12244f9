"""Positions: the same every time, nothing on top of anything, everything in its area, neighbours near."""

from __future__ import annotations

import functools
import itertools
import math
import os
import subprocess
import sys

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viz.layout.nested import Placed, Point, nested
from viz.layout.people import people
from viz.layout.separate import nearest_free

Given = tuple[dict[str, Point], dict[str, str], dict[str, str], list[tuple[str, str]]]


def _region(regions: int, towns: int, each: int, seed: int = 1) -> Given:
    """Return organisations in towns in regions: most ties within a town, some within a region, few beyond."""
    graph = nx.gnm_random_graph(regions * towns * each, regions * towns * each, seed=seed)
    boxes = {f"o{n}": (60.0 + n % 7 * 10, 30.0 + n % 3 * 12) for n in graph}
    inside = {f"o{n}": f"t{n // each}" for n in graph}
    around = {f"t{n}": f"r{n // towns}" for n in range(regions * towns)}
    edges = [(f"o{n}", f"o{n - n % each}") for n in graph if n % each] + [(f"o{a}", f"o{b}") for a, b in graph.edges][
        ::3
    ]
    return boxes, inside, around, edges


def _without_areas(nodes: int, edges: int, seed: int) -> Given:
    graph = nx.gnm_random_graph(nodes, edges, seed=seed)
    return {f"n{i}": (40.0 + i % 5 * 20, 30.0) for i in graph}, {}, {}, [(f"n{a}", f"n{b}") for a, b in graph.edges]


_CASES: dict[str, Given] = {
    "one": ({"a": (9.0, 9.0)}, {}, {}, []),
    "pair": ({"a": (9.0, 9.0), "b": (9.0, 9.0)}, {}, {}, [("a", "b")]),
    "loose": ({f"n{i}": (30.0, 20.0) for i in range(30)}, {}, {}, []),
    "star of 300": ({f"n{i}": (30.0, 20.0) for i in range(301)}, {}, {}, [("n0", f"n{i}") for i in range(1, 301)]),
    "no areas": _without_areas(200, 300, 2),
    "region": _region(2, 4, 7),
    "country": _region(5, 8, 9),
    "one town": ({"a": (50.0, 20.0), "b": (60.0, 20.0)}, {"a": "t", "b": "t"}, {}, [("a", "b")]),
}


@functools.cache
def _placed(name: str) -> Placed:
    return nested(*_CASES[name])


def _rectangle(spot: Point, size: Point) -> tuple[float, float, float, float]:
    return spot[0] - size[0] / 2, spot[1] - size[1] / 2, spot[0] + size[0] / 2, spot[1] + size[1] / 2


def _overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    # Places are told to a tenth of a pixel.
    return min(one[2], other[2]) - max(one[0], other[0]) > 0.2 and min(one[3], other[3]) - max(one[1], other[1]) > 0.2


@pytest.mark.parametrize("name", _CASES)
def test_no_box_covers_another(name: str) -> None:
    boxes, placed = _CASES[name][0], _placed(name)
    assert placed.nodes.keys() == boxes.keys()
    drawn = [_rectangle(placed.nodes[id_], size) for id_, size in boxes.items()]
    assert not any(_overlap(one, other) for one, other in itertools.combinations(drawn, 2))


@pytest.mark.parametrize("name", _CASES)
def test_everything_lies_in_its_area_and_in_no_other(name: str) -> None:
    boxes, inside, around, _ = _CASES[name]
    placed = _placed(name)
    areas = {area.id: _rectangle((area.x, area.y), (area.width, area.height)) for area in placed.areas}
    assert areas.keys() == {*inside.values(), *(around[a] for a in inside.values() if a in around)}
    things = {id_: _rectangle(placed.nodes[id_], size) for id_, size in boxes.items()} | areas
    lies_in = inside | around
    for id_, (left, top, right, bottom) in things.items():
        own = set()
        area = lies_in.get(id_, "")
        while area:
            own.add(area)
            x, y, x2, y2 = areas[area]
            assert x <= left + 0.2 and right <= x2 + 0.2 and y <= top + 0.2 and bottom <= y2 + 0.2, (id_, area)
            area = lies_in.get(area, "")
        within = {other for other, parent in lies_in.items() if parent == id_}
        others = areas.keys() - own - within - {id_} - _inside_all(lies_in, id_)
        assert not any(_overlap(things[id_], areas[other]) for other in others), id_
    assert [area.depth for area in placed.areas] == sorted(area.depth for area in placed.areas)


def _inside_all(lies_in: dict[str, str], area: str) -> set[str]:
    found = {id_ for id_, parent in lies_in.items() if parent == area}
    return found.union(*(_inside_all(lies_in, id_) for id_ in found)) if found else found


@pytest.mark.parametrize("name", ["no areas", "region", "country", "loose"])
def test_the_whole_is_about_as_wide_as_a_screen(name: str) -> None:
    xs, ys = zip(*_placed(name).nodes.values(), strict=True)
    assert 0.6 < (max(xs) - min(xs)) / (max(ys) - min(ys)) < 3.5


@pytest.mark.parametrize("name", ["region", "country"])
def test_neighbours_stand_nearer_than_strangers(name: str) -> None:
    boxes, _, _, edges = _CASES[name]
    place = _placed(name).nodes
    tied = np.mean([math.dist(place[a], place[b]) for a, b in edges])
    every = np.mean([math.dist(place[a], place[b]) for a, b in itertools.combinations(boxes, 2)])
    assert tied < every * 0.7


def test_what_stood_somewhere_stays_there_when_the_network_grows() -> None:
    boxes, inside, around, edges = _region(2, 4, 7)
    before = nested(boxes, inside, around, edges)
    boxes["new"], inside["new"] = (80.0, 30.0), "t3"
    after = nested(boxes, inside, around, [*edges, ("new", "o21")], before.nodes)
    size = max(x for x, _ in before.nodes.values()) - min(x for x, _ in before.nodes.values())
    middle = np.mean([np.subtract(after.nodes[id_], spot) for id_, spot in before.nodes.items()], axis=0)
    moved = [math.dist(np.subtract(after.nodes[id_], middle), spot) for id_, spot in before.nodes.items()]
    assert np.mean(moved) < size / 20


def test_same_input_gives_same_positions_in_another_process() -> None:
    program = (
        "from tests.viz.test_layout import _CASES\nfrom viz.layout.nested import nested\n"
        "print([sorted(nested(*_CASES[n]).nodes.items()) for n in ('region', 'no areas')])"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


def test_nothing_has_no_positions() -> None:
    assert nested({}, {}, {}, []) == Placed({}, ())


_SPOT = st.tuples(st.integers(-50, 50), st.integers(-50, 50)).map(lambda spot: (float(spot[0]), float(spot[1])))


@settings(max_examples=100, deadline=None)
@given(_SPOT, st.lists(st.tuples(_SPOT, st.integers(1, 30), st.integers(1, 30)), min_size=1, max_size=12))
def test_the_free_spot_lies_in_no_box_and_no_grid_point_nearby_is_nearer(
    wanted: Point, boxes: list[tuple[Point, int, int]]
) -> None:
    taken, reach = np.array([spot for spot, _, _ in boxes]), np.array([[w, h] for _, w, h in boxes], dtype=float)
    found = nearest_free(np.array(wanted), taken, reach)

    def free(x: float, y: float) -> bool:
        return not any(abs(x - a) < w - 1e-3 and abs(y - b) < h - 1e-3 for (a, b), w, h in boxes)

    def away(x: float, y: float) -> float:
        return math.hypot((x - wanted[0]) / 1.5, y - wanted[1])

    assert free(*found)
    if len(boxes) <= 8:
        # All boxes are looked at, and their edges lie on whole numbers.
        grid = itertools.product(range(-90, 91), repeat=2)
        nearer = ((x, y) for x, y in grid if away(x, y) < away(*found) - 1e-6)
        assert not any(free(x, y) for x, y in nearer)


def test_people_stand_around_their_organisation_or_between_several() -> None:
    places = {"a": (0.0, 0.0), "b": (400.0, 0.0)}
    ties = {f"p{n}": ["a"] for n in range(40)} | {"both": ["a", "b"], "also": ["a", "b"], "loose": []}
    found = people(places, {"a": 10.0, "b": 10.0}, ties)
    assert found.keys() == ties.keys()
    spots = [*places.values(), *found.values()]
    assert min(math.dist(one, other) for one, other in itertools.combinations(spots, 2)) > 9
    assert max(math.dist((0, 0), found[f"p{n}"]) for n in range(40)) < 80
    assert math.dist(found["both"], (200, 0)) < 15
    assert math.dist(found["also"], (200, 0)) < 40
    assert found["loose"][1] > max(y for id_, (_, y) in found.items() if id_ != "loose")
