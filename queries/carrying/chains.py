"""Chains of ties through H: who can introduce A to B, in the shortest way and in others."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from graph.model import NodeId
from graph.network import Network
from queries.carrying.graph import CarryingGraph, carrying_graph

if TYPE_CHECKING:
    import networkx

#: How many chains to show.
DEFAULT_ALTERNATIVES = 3
#: How many steps longer than the shortest an alternative may be: one more organisation and one more person.
_DETOUR = 2


class Chain(msgspec.Struct, frozen=True):
    """One chain from A to B: node ids in order, and the persons in it who would make the introductions."""

    nodes: tuple[NodeId, ...]
    introducers: tuple[NodeId, ...]


def chains(network: Network, a: str, b: str, *, alternatives: int = DEFAULT_ALTERNATIVES) -> list[Chain]:
    """Return the shortest chains of ties from ``a`` to ``b`` (organisations or persons), shortest first.

    [] when no chain exists. Chains of equal length come in a fixed order. After Yen (1971), as networkx has it.
    """
    # Not at the top: it takes longer to import than most commands take.
    import networkx

    graph = carrying_graph(network)
    start, end = graph.numbers[a], graph.numbers[b]
    every = networkx.shortest_simple_paths(_between(graph, start, end), start, end)
    try:
        found = [_chain(graph, steps) for steps in itertools.islice(every, alternatives)]
    except networkx.NetworkXNoPath:
        return []
    return [chain for chain in found if len(chain.nodes) <= len(found[0].nodes) + _DETOUR]


def _between(graph: CarryingGraph, start: int, end: int) -> networkx.Graph[int]:
    """Return H without what no chain goes through: persons with one tie, when they are not its ends."""
    import networkx

    ends = [start, end]
    kept = graph.degrees > 1
    kept[ends] = True
    a, b = graph.edges
    edges = kept[a] & kept[b]
    between: networkx.Graph[int] = networkx.Graph()
    between.add_nodes_from(ends)
    between.add_edges_from(zip(a[edges].tolist(), b[edges].tolist(), strict=True))
    return between


def _chain(graph: CarryingGraph, steps: list[int]) -> Chain:
    inner = [vertex for vertex in steps[1:-1] if graph.is_person(vertex)]
    return Chain(tuple(graph.ids[v] for v in steps), tuple(graph.ids[v] for v in inner))


def chain(graph: CarryingGraph, a: int, b: int) -> list[int]:
    """Return a shortest path in H from vertex ``a`` to ``b``, both included; [] when there is none.

    It is searched from both ends at once, each time from the end that has reached fewer: in a whole country a search from
    one end would pass nearly everybody.
    """
    if a == b:
        return [a]
    before: tuple[dict[int, int], dict[int, int]] = ({a: -1}, {b: -1})
    edges = [[a], [b]]
    while edges[0] and edges[1]:
        side = 0 if len(edges[0]) <= len(edges[1]) else 1
        reached = []
        for vertex in edges[side]:
            for other in graph.neighbours_of(vertex):
                if other in before[1 - side]:
                    ends = (vertex, other) if side == 0 else (other, vertex)
                    return [*reversed(_back(before[0], ends[0])), *_back(before[1], ends[1])]
                if other not in before[side]:
                    before[side][other] = vertex
                    reached.append(other)
        edges[side] = reached
    return []


def _back(before: Mapping[int, int], vertex: int) -> list[int]:
    """Return the way back from ``vertex`` to where the search began."""
    found = []
    while vertex >= 0:
        found.append(vertex)
        vertex = before[vertex]
    return found
