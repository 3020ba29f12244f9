"""Where organisations go: in a box of their municipality, and municipalities in a box of their region.

From the outside in, what lies in a box is laid out by its own ties (Kamada and Kawai for few, Fruchterman and Reingold for
many; both from a library) and turned towards what it is tied to outside. Then, from the inside out, what overlaps is moved
apart, and every box is drawn as close around its content as it can be. The unit is a pixel at zoom 1; y points down.
"""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
import networkx as nx
import numpy as np
import rustworkx as rx

from viz.layout.separate import SCREEN, Floats, separated

Point = tuple[float, float]

_SEED = 20171231
#: Up to this many the slower layout that keeps distances best is fast enough.
_SMALL = 20
#: Part of a box that its content may fill before anything is moved apart.
_FILL = 0.8
#: Room between a box and its content, and for the name of the area at the top.
_MARGIN = 10.0
_TITLE = 20.0
#: How far outside the box, of which the content reaches to 1, the ends of ties to the outside are held.
_OUTSIDE = 1.6
#: A tie to the outside pulls this much of what one inside does.
_OUTER_PULL = 0.5
#: One side is not stretched more than this against the other.
_MOST_STRETCH = 2.5


class Area(msgspec.Struct, frozen=True):
    """A named box behind the nodes: its centre, its size, and how deep it lies in others (0: in none)."""

    id: str
    x: float
    y: float
    width: float
    height: float
    depth: int


class Placed(msgspec.Struct, frozen=True):
    """Where every node stands (the centre of its box), and the areas, the outermost first."""

    nodes: dict[str, Point]
    areas: tuple[Area, ...]


class _Box:
    """A node, or an area with what lies in it: ``place`` is its centre, seen from the centre of the box around it."""

    __slots__ = ("half", "id", "inner", "kids", "outer", "parent", "place")

    def __init__(self, id_: str, parent: _Box | None, half: Floats) -> None:
        self.id, self.parent, self.half = id_, parent, half
        self.place: Floats = np.zeros(2)
        self.kids: list[_Box] = []
        self.inner: dict[tuple[int, int], int] = defaultdict(int)
        self.outer: dict[int, list[_Box]] = defaultdict(list)
        if parent is not None:
            parent.kids.append(self)

    @property
    def around(self) -> list[_Box]:
        """Return the boxes around it, the outermost first, and itself."""
        found = [self]
        while found[-1].parent is not None:
            found.append(found[-1].parent)
        return found[::-1]

    @property
    def centre(self) -> Floats:
        """Return its centre, seen from that of the whole."""
        centre: Floats = np.sum([box.place for box in self.around], axis=0)
        return centre


def nested(
    boxes: Mapping[str, Point],
    inside: Mapping[str, str],
    around: Mapping[str, str],
    edges: Iterable[tuple[str, str]],
    start: Mapping[str, Point] | None = None,
) -> Placed:
    """Return a place for every node of ``boxes`` (node id to width and height), around (0, 0).

    ``inside`` tells in which area a node lies, ``around`` in which larger area an area lies; who is in neither lies in none.
    ``start`` are the places of an earlier time: what stood somewhere stays about there.
    """
    if not boxes:
        return Placed({}, ())
    whole, nodes = _tree(boxes, inside, around)
    _tie(nodes, edges)
    _roughly(whole)
    _place(whole, start or {})
    _settle(whole)
    _mirror(whole)
    return _told(whole)


def _tree(
    boxes: Mapping[str, Point], inside: Mapping[str, str], around: Mapping[str, str]
) -> tuple[_Box, dict[str, _Box]]:
    """Return the whole, and the box of every node in it."""
    whole = _Box("", None, np.zeros(2))
    areas = {"": whole}

    def area(id_: str) -> _Box:
        if id_ not in areas:
            areas[id_] = _Box(id_, area(around.get(id_, "")), np.zeros(2))
        return areas[id_]

    nodes = {id_: _Box(id_, area(inside.get(id_, "")), np.array(size) / 2) for id_, size in boxes.items()}
    return whole, nodes


def _tie(nodes: Mapping[str, _Box], edges: Iterable[tuple[str, str]]) -> None:
    """Count every edge in the smallest box around both its ends, and in those around one of them as a tie to the outside."""
    paths = {id_: box.around for id_, box in nodes.items()}
    number = {id(kid): n for path in paths.values() for box in path for n, kid in enumerate(box.kids)}
    for one, other in edges:
        paths_of = paths[one], paths[other]
        common = sum(1 for _ in itertools.takewhile(lambda pair: pair[0] is pair[1], zip(*paths_of, strict=False)))
        if common == min(map(len, paths_of)):
            continue
        first, second = (number[id(path[common])] for path in paths_of)
        paths[one][common - 1].inner[min(first, second), max(first, second)] += 1
        for own, far in (paths_of, paths_of[::-1]):
            for box, kid in itertools.pairwise(own[common:]):
                box.outer[number[id(kid)]].append(far[common])


def _roughly(box: _Box) -> None:
    """Give every area about the size that its content needs."""
    for kid in box.kids:
        _roughly(kid)
    if box.kids:
        room = sum(4 * float(kid.half.prod()) for kid in box.kids) / _FILL
        box.half = np.array([math.sqrt(room * SCREEN), math.sqrt(room / SCREEN)]) / 2 + _MARGIN


def _place(box: _Box, start: Mapping[str, Point]) -> None:
    """Place what lies in ``box``, and then what lies in that."""
    known = {n: np.array(start[kid.id]) for n, kid in enumerate(box.kids) if kid.id in start}
    place = _laid_out(box)
    place -= (place.max(axis=0) + place.min(axis=0)) / 2
    stretch = 2 * box.half / np.maximum(np.ptp(place, axis=0), 1e-6)
    place *= np.minimum(stretch, _MOST_STRETCH * stretch.min())
    if len(known) > len(box.kids) / 2:
        place = _as_before(box, place, known)
    for kid, spot in zip(box.kids, place, strict=True):
        kid.place = spot
    for kid in box.kids:
        if kid.kids:
            _place(kid, start)


def _laid_out(box: _Box) -> Floats:
    """Return places for what lies in ``box``, within about 1 of its centre, in which only the directions count."""
    count = len(box.kids)
    if count == 1:
        return np.zeros((1, 2))
    graph = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(count))
    graph.add_edges_from([(a, b, 1 + math.log(ties)) for (a, b), ties in box.inner.items()])
    place = _by_own_ties(graph)
    pulls = _pulls(box)
    if not pulls:
        return _level(place)
    place = _turned(place, pulls)
    if count == 2:
        return place
    held = {}
    for kid, pull in pulls.items():
        strength = float(np.hypot(*pull))
        spot = graph.add_node(None)
        graph.add_edge(kid, spot, strength)
        held[spot] = tuple(pull / strength * _OUTSIDE)
    known = {**{n: (float(x), float(y)) for n, (x, y) in enumerate(place)}, **held}
    drawn = rx.spring_layout(
        graph, pos=known, fixed=set(held), k=1.1 / math.sqrt(count), num_iter=50, seed=_SEED, weight_fn=float
    )
    return np.array([drawn[n] for n in range(count)])


def _by_own_ties(graph: rx.PyGraph[int, float]) -> Floats:
    """Lay out what lies in a box by its own ties, within 1 of the centre."""
    count = len(graph)
    if count <= _SMALL:
        small: nx.Graph[int] = nx.Graph(list(graph.edge_list()))
        small.add_nodes_from(range(count))
        groups = sorted(nx.connected_components(small), key=lambda group: (-len(group), min(group)))
        middle = max(groups[0], key=lambda n: (small.degree(n), -n))
        # What nothing ties lies around the middle.
        small.add_edges_from((middle, min(group)) for group in groups[1:])
        found: Mapping[int, Any] = nx.kamada_kawai_layout(small)
    else:
        found = rx.spring_layout(graph, seed=_SEED, num_iter=300, weight_fn=float)
    place = np.array([found[n] for n in range(count)], dtype=np.float64)
    place -= place.mean(axis=0)
    return place / max(float(np.abs(place).max()), 1e-9)


def _level(place: Floats) -> Floats:
    """Return ``place`` with its long side level: a screen is wider than high."""
    _, _, axes = np.linalg.svd(place - place.mean(axis=0), full_matrices=False)
    # The library leaves the sign of an axis open: fixed, the picture does not flip.
    level: Floats = place @ (axes * np.sign(axes[np.arange(2), np.abs(axes).argmax(axis=1)])[:, None]).T
    return level


def _pulls(box: _Box) -> dict[int, Floats]:
    """Return which way the ties to the outside pull what lies in ``box``, and how much."""
    pulls = {}
    for kid, others in sorted(box.outer.items()):
        away = np.sum([other.centre for other in others], axis=0) - len(others) * box.centre
        if (length := float(np.hypot(*away))) > 0:
            pulls[kid] = away / length * _OUTER_PULL * (1 + math.log(len(others)))
    return pulls


def _turned(place: Floats, pulls: Mapping[int, Floats]) -> Floats:
    """Turn ``place``, or mirror it, so that everything lies as far as can be where it is pulled (Procrustes)."""
    kids = list(pulls)
    left, _, right = np.linalg.svd(place[kids].T @ np.array([pulls[kid] for kid in kids]))
    turned: Floats = place @ (left @ right)
    return turned


def _as_before(box: _Box, place: Floats, known: Mapping[int, Floats]) -> Floats:
    """Return ``place`` with what stood somewhere before in its old place, and what is new beside what it is tied to."""
    kids = list(known)
    old = np.array([known[kid] for kid in kids])
    middle = (old.max(axis=0) + old.min(axis=0)) / 2
    found: Floats = place.copy()
    found[kids] = old - middle
    near = defaultdict(list)
    for a, b in box.inner:
        for kid, other in ((a, b), (b, a)):
            if kid not in known and other in known:
                near[kid].append(known[other] - middle)
    for kid, spots in near.items():
        found[kid] = np.mean(spots, axis=0)
    return found


def _settle(box: _Box) -> None:
    """From the inside out: move apart what overlaps, and draw every box around its content."""
    for kid in box.kids:
        if kid.kids:
            _settle(kid)
    half = np.array([kid.half for kid in box.kids])
    ties = np.array(list(box.inner), dtype=np.intp).reshape(-1, 2)
    place = separated(np.array([kid.place for kid in box.kids]), half, ties)
    low, high = (place - half).min(axis=0), (place + half).max(axis=0)
    if box.parent is not None:
        low = low - np.array([_MARGIN, _MARGIN + _TITLE])
        high = high + _MARGIN
    centre = (low + high) / 2
    for kid, spot in zip(box.kids, place, strict=True):
        kid.place = spot - centre
    box.place = box.place + centre
    box.half = (high - low) / 2


def _mirror(box: _Box) -> None:
    """From the outside in: mirror what lies in a box, when its ties to the outside are shorter then."""
    if box.outer:
        middle = np.array([0.0, _TITLE / 2])
        ties = [(box.kids[kid].place - middle, other) for kid, others in box.outer.items() for other in others]
        own, centre = np.array([place for place, _ in ties]), box.centre + middle
        away = np.array([other.centre for _, other in ties]) - centre

        def length(way: tuple[float, ...]) -> float:
            return round(float(np.hypot(*(own * way - away).T).sum()), 3)

        way = min(itertools.product((1.0, -1.0), repeat=2), key=length)
        for kid in box.kids:
            kid.place = middle + way * (kid.place - middle)
    for kid in box.kids:
        if kid.kids:
            _mirror(kid)


def _told(whole: _Box) -> Placed:
    """Return where everything stands, seen from the centre of the whole."""
    whole.place = np.zeros(2)
    nodes: dict[str, Point] = {}
    areas = []
    waiting = [(whole, np.zeros(2), -1)]
    for box, centre, depth in waiting:
        x, y = (round(float(each), 1) for each in centre)
        if not box.kids:
            nodes[box.id] = (x, y)
        elif depth >= 0:
            width, height = (round(2 * float(each), 1) for each in box.half)
            areas.append(Area(box.id, x, y, width, height, depth))
        waiting += [(kid, centre + kid.place, depth + 1) for kid in box.kids]
    return Placed(nodes, tuple(areas))
