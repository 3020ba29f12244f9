"""Positions: the same every time, nothing on top of anything, groups apart."""

from __future__ import annotations

import functools
import itertools
import math
import os
import subprocess
import sys

import networkx as nx
import pytest

from viz.layout import positions

Graph = tuple[dict[str, float], list[tuple[str, str]]]


def _hubs(hubs: int, leaves: int) -> Graph:
    """Return a ring of hubs with `leaves` leaves each."""
    radii = {f"h{h}": 20.0 for h in range(hubs)} | {f"h{h}l{i}": 8.0 for h in range(hubs) for i in range(leaves)}
    edges = [(f"h{h}", f"h{(h + 1) % hubs}") for h in range(hubs)]
    return radii, edges + [(f"h{h}", f"h{h}l{i}") for h in range(hubs) for i in range(leaves)]


def _random(nodes: int, edges: int, seed: int) -> Graph:
    graph = nx.gnm_random_graph(nodes, edges, seed=seed)
    return {f"n{i}": 8.0 + i % 12 for i in graph}, [(f"n{a}", f"n{b}") for a, b in graph.edges]


_GRAPHS = {
    "one": ({"a": 9.0}, []),
    "pair": ({"a": 9.0, "b": 9.0}, [("a", "b")]),
    "loose": ({f"n{i}": 9.0 for i in range(30)}, []),
    "star of 300": _hubs(1, 300),
    "40": _random(40, 60, 1),
    "500": _hubs(60, 7),
    "1500 in groups": _random(1500, 1400, 2),
}


@functools.cache
def _placed(name: str) -> dict[str, tuple[float, float]]:
    return positions(*_GRAPHS[name])


@pytest.mark.parametrize("name", _GRAPHS)
def test_no_node_covers_another(name: str) -> None:
    radii, place = _GRAPHS[name][0], _placed(name)
    assert place.keys() == radii.keys()
    for a, b in itertools.combinations(radii, 2):
        assert math.dist(place[a], place[b]) > (radii[a] + radii[b]) * 0.9, (a, b)


@pytest.mark.parametrize("name", _GRAPHS)
def test_groups_stand_apart(name: str) -> None:
    edges, place = _GRAPHS[name][1], _placed(name)
    graph: nx.Graph[str] = nx.Graph(edges)
    boxes = []
    for group in nx.connected_components(graph):
        xs, ys = zip(*(place[id_] for id_ in group), strict=True)
        boxes.append((min(xs), max(xs), min(ys), max(ys)))
    for a, b in itertools.combinations(boxes, 2):
        assert a[1] < b[0] or b[1] < a[0] or a[3] < b[2] or b[3] < a[2]


@pytest.mark.parametrize("name", ["40", "500", "1500 in groups"])
def test_the_whole_is_about_as_wide_as_a_screen(name: str) -> None:
    xs, ys = zip(*_placed(name).values(), strict=True)
    assert 1.0 < (max(xs) - min(xs)) / (max(ys) - min(ys)) < 2.6


def test_neighbours_stand_nearer_than_strangers() -> None:
    """Four cliques in a chain: the mean distance within one is far below that between two."""
    cliques = [[f"c{c}n{i}" for i in range(8)] for c in range(4)]
    edges = [pair for clique in cliques for pair in itertools.combinations(clique, 2)]
    edges += [(cliques[c][0], cliques[c + 1][0]) for c in range(3)]
    place = positions({id_: 10.0 for clique in cliques for id_ in clique}, edges)

    def mean(pairs: list[tuple[str, str]]) -> float:
        return sum(math.dist(place[a], place[b]) for a, b in pairs) / len(pairs)

    within = mean([pair for clique in cliques for pair in itertools.combinations(clique, 2)])
    between = mean([(a, b) for one, other in itertools.combinations(cliques, 2) for a in one for b in other])
    assert within < between / 2


def test_same_input_gives_same_positions_in_another_process() -> None:
    program = (
        "from tests.viz.test_layout import _GRAPHS\nfrom viz.layout import positions\n"
        "print([sorted(positions(*_GRAPHS[n]).items()) for n in ('40', '500')])"
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
    assert positions({}, []) == {}
