"""Where the nodes go: positions that are the same every time.

Every group of connected nodes is laid out by itself (Kamada and Kawai for a small one, Fruchterman and Reingold for a
large one; both from a library), a node with one neighbour stands in a ring around that neighbour, what overlaps is
moved apart, and the groups are packed next to each other. The unit is a pixel at zoom 1; y points down.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import networkx as nx
import numpy as np
import rustworkx as rx
from numpy.typing import NDArray
from scipy.spatial import cKDTree

Positions = NDArray[np.float64]

_SEED = 20171231
#: Up to this many nodes the slower layout that keeps distances best is fast enough.
_SMALL = 70
#: The map area that the nodes share: about one screen.
_SCREEN = 1000.0 * 620.0
#: A screen is wider than high, and so is a label: room is this much wider than high.
_ASPECT = 1.55
#: Part of the area that the nodes may fill, so that the lines between them stay visible.
_FILL = 0.36
#: Nodes of a tiny network do not stand further apart than this.
_MOST_ROOM = 55.0
#: Nodes in a ring may stand this much closer: their lines all go the same way.
_RING_DENSITY = 0.85
#: Nodes that nothing ties stand this many times their room apart, as long as they are few: a name must fit beside each.
_LOOSE_ROOM = 3.2
#: Room around a node and between two groups.
_MARGIN = 7.0
_GROUP_GAP = 60.0


def positions(radii: Mapping[str, float], edges: Iterable[tuple[str, str]]) -> dict[str, tuple[float, float]]:
    """Return a position (x, y) for every node of ``radii`` (node id to radius), around (0, 0).

    The order of ``radii`` is the only thing that the result depends on besides the nodes and edges themselves.
    """
    if not radii:
        return {}
    number = {id_: index for index, id_ in enumerate(radii)}
    graph = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(list(radii))
    graph.add_edges_from_no_data([(number[a], number[b]) for a, b in edges if a != b])
    room = _room(np.array(list(radii.values()), dtype=np.float64))
    place = np.zeros((len(radii), 2))
    groups = sorted((sorted(group) for group in rx.connected_components(graph)), key=lambda group: (-len(group), group))
    loose = [group[0] for group in groups if len(group) == 1]
    blocks = [group for group in groups if len(group) > 1] + ([loose] if loose else [])
    for block in blocks:
        place[block] = _grid(room[block]) if block is loose else _group(graph, block, room)
    _pack(place, blocks, room)
    place -= (place.max(axis=0) + place.min(axis=0)) / 2
    return {id_: (round(float(x), 1), round(float(y), 1)) for id_, (x, y) in zip(radii, place, strict=True)}


def _room(radii: Positions) -> Positions:
    """Return the room around every node: an equal share of the screen, more for a larger node, never less than it covers."""
    share = min(_MOST_ROOM, 0.5 * math.sqrt(_SCREEN * _FILL / len(radii)))
    room: Positions = np.maximum(radii + _MARGIN, share * radii / radii.mean())
    return room


def _group(graph: rx.PyGraph, members: Sequence[int], room: Positions) -> Positions:
    """Return positions for one connected group, in the order of ``members``."""
    rings = _rings(graph, members) if len(members) > _SMALL else {}
    ringed = set(itertools.chain.from_iterable(rings.values()))
    core = [node for node in members if node not in ringed]
    spots = {hub: _ring_places(room, hub, leaves) for hub, leaves in rings.items()}
    # A hub needs room for its leaves too: up to the outermost ring.
    sizes = np.array([spots[n][-1][0] + room[rings[n]].max() if n in rings else room[n] for n in core])
    place = dict(zip(core, _apart(_scaled(_core(graph, core), sizes), sizes), strict=True))
    for hub, leaves in rings.items():
        for leaf, (distance, angle) in zip(leaves, spots[hub], strict=True):
            place[leaf] = place[hub] + distance * np.array([math.cos(angle), math.sin(angle)])
    return np.array([place[node] for node in members])


def _core(graph: rx.PyGraph, core: Sequence[int]) -> Positions:
    """Lay out ``core`` with the library that suits its size."""
    inner = graph.subgraph(core)
    if len(core) <= _SMALL:
        small: nx.Graph[int] = nx.Graph()
        small.add_nodes_from(inner.node_indices())
        small.add_edges_from(inner.edge_list())
        found: Mapping[Any, Any] = nx.kamada_kawai_layout(small)
    else:
        found = rx.spring_layout(inner, seed=_SEED, num_iter=600)
    return np.array([found[index] for index in range(len(core))], dtype=np.float64).reshape(-1, 2)


def _rings(graph: rx.PyGraph, members: Sequence[int]) -> dict[int, list[int]]:
    """Return the nodes with a single neighbour, by that neighbour."""
    rings: dict[int, list[int]] = {}
    for node in members:
        if graph.degree(node) == 1:
            rings.setdefault(graph.neighbors(node)[0], []).append(node)
    return rings


def _ring_places(room: Positions, hub: int, leaves: list[int]) -> list[tuple[float, float]]:
    """Return (distance, angle) from ``hub`` for each of ``leaves``: rings, filled from the inside."""
    step = 2 * float(room[leaves].max()) * _RING_DENSITY
    distance, found, left = float(room[hub]) + step / 2, list[tuple[float, float]](), len(leaves)
    while left:
        fits = min(left, max(1, int(2 * math.pi * distance / step)))
        found += [(distance, 2 * math.pi * index / fits) for index in range(fits)]
        left -= fits
        distance += step
    return found


def _scaled(place: Positions, sizes: Positions) -> Positions:
    """Turn the long side of ``place`` level, and scale it so that circles of radius ``sizes`` fill part of its area."""
    if len(place) < 2:
        return np.zeros_like(place)
    place = place - place.mean(axis=0)
    _, _, axes = np.linalg.svd(place, full_matrices=False)
    # A library leaves the sign of an axis open: fix it, so that the picture does not flip.
    place = place @ (axes * np.sign(axes[np.arange(2), np.abs(axes).argmax(axis=1)])[:, None]).T
    extent = np.maximum(place.max(axis=0) - place.min(axis=0), 1e-9)
    extent = np.maximum(extent, extent.max() / 2)
    # A screen lies: a round group becomes an oval.
    wider = np.array([max(1.0, 0.85 * _ASPECT * float(extent[1] / extent[0])), 1.0])
    place, extent = place * wider, extent * wider
    needed = _ASPECT * np.pi * float((sizes**2).sum()) / _FILL
    return place * math.sqrt(needed / float(extent.prod()))


def _apart(place: Positions, sizes: Positions) -> Positions:
    """Move apart what overlaps: circles of radius ``sizes``, stretched sideways by the aspect of a label."""
    stretch = np.array([_ASPECT, 1.0])
    place = place / stretch
    for _ in range(200):
        pairs = cKDTree(place).query_pairs(2 * float(sizes.max()), output_type="ndarray")
        gap = place[pairs[:, 0]] - place[pairs[:, 1]]
        distance = np.hypot(gap[:, 0], gap[:, 1])
        wanted = sizes[pairs[:, 0]] + sizes[pairs[:, 1]]
        close = distance < wanted - 0.1
        if not close.any():
            break
        pairs, gap, distance, wanted = pairs[close], gap[close], distance[close], wanted[close]
        # Two nodes at the very same spot part along a direction of their own.
        same = distance < 1e-6
        gap[same] = np.stack([np.cos(pairs[same, 0]), np.sin(pairs[same, 0])], axis=1)
        push = gap / np.maximum(distance, 1.0)[:, None] * ((wanted - distance) / 2 * 0.7)[:, None]
        np.add.at(place, pairs[:, 0], push)
        np.add.at(place, pairs[:, 1], -push)
    spread: Positions = place * stretch
    return spread


def _grid(room: Positions) -> Positions:
    """Return a grid for nodes that nothing ties to anything."""
    step = (_LOOSE_ROOM if len(room) <= _SMALL else 2.0) * float(room.max())
    columns = max(1, math.ceil(math.sqrt(len(room) / _ASPECT)))
    return np.array([(index % columns * step * _ASPECT, index // columns * step) for index in range(len(room))])


def _pack(place: Positions, blocks: Sequence[Sequence[int]], room: Positions) -> None:
    """Move every block of nodes to a spot of its own, so that together they have about the shape of a screen."""
    boxes = [_box(place[list(block)], room[list(block)]) for block in blocks]
    sizes = [(float(w) + _GROUP_GAP, float(h) + _GROUP_GAP) for w, h in (box[1] - box[0] for box in boxes)]
    least, most = max(width for width, _ in sizes), sum(width for width, _ in sizes)
    strips = [least * (most / least) ** (step / 15) for step in range(16)]
    best = min((_packed(sizes, strip) for strip in strips), key=lambda spots: _screens(spots, sizes))
    for block, box, spot in zip(blocks, boxes, best, strict=True):
        place[list(block)] += np.array(spot) - box[0]


def _packed(sizes: Sequence[tuple[float, float]], strip: float) -> list[tuple[float, float]]:
    """Return the left top corner of every box of ``sizes``: each at the highest free spot in a strip that wide."""
    skyline = [(0.0, strip, 0.0)]
    spots = [(0.0, 0.0)] * len(sizes)
    for index in sorted(range(len(sizes)), key=lambda i: (-sizes[i][1], i)):
        width, height = sizes[index]
        spots[index] = x, y = _highest(skyline, width, strip)
        skyline = _lowered(skyline, x, width, y + height)
    return spots


def _screens(spots: Sequence[tuple[float, float]], sizes: Sequence[tuple[float, float]]) -> float:
    """Return how much the whole must shrink to fit a screen."""
    width, height = np.add(spots, sizes).max(axis=0).tolist()
    return float(max(width / _ASPECT, height))


def _box(place: Positions, room: Positions) -> Positions:
    """Return the corners [[left, top], [right, bottom]] of a block."""
    reach = room[:, None] * np.array([_ASPECT, 1.0])
    return np.array([(place - reach).min(axis=0), (place + reach).max(axis=0)])


def _highest(skyline: list[tuple[float, float, float]], width: float, strip: float) -> tuple[float, float]:
    """Return the spot (x, y) nearest to the top where something of ``width`` fits below ``skyline`` (start, end, y)."""
    spots = []
    for start, _, _ in skyline:
        if start + width <= strip + 1e-6:
            spots.append((max(y for a, b, y in skyline if a < start + width - 1e-6 and b > start), start))
    y, x = min(spots)
    return x, y


def _lowered(
    skyline: list[tuple[float, float, float]], x: float, width: float, y: float
) -> list[tuple[float, float, float]]:
    """Return ``skyline`` with the stretch of ``width`` from ``x`` moved down to ``y``."""
    end = x + width
    kept = [(a, min(b, x), h) for a, b, h in skyline if a < x] + [(max(a, end), b, h) for a, b, h in skyline if b > end]
    return sorted([*kept, (x, end, y)])
