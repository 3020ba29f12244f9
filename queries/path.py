"""Path: who can introduce A to B. The shortest chains through the carrying graph, with alternatives."""

from __future__ import annotations

import itertools

import msgspec
import networkx
import numpy as np

from graph.network import Network
from queries.carrying import CarryingGraph, carrying_graph

#: How many chains to show.
DEFAULT_ALTERNATIVES = 3
#: How many steps longer than the shortest an alternative may be: one more organisation and one more person.
_DETOUR = 2


class Chain(msgspec.Struct, frozen=True):
    """One chain from A to B: node ids in order, and the persons in it who would make the introductions."""

    nodes: tuple[str, ...]
    introducers: tuple[str, ...]


def chains(
    network: Network, a: str, b: str, *, alternatives: int = DEFAULT_ALTERNATIVES, known_only: bool = False
) -> list[Chain]:
    """Return the shortest chains of ties from ``a`` to ``b`` (organisations or persons), shortest first.

    [] when no chain exists. Chains of equal length come in a fixed order. After Yen (1971), as networkx has it.
    """
    graph = carrying_graph(network, known_only=known_only)
    start, end = graph.numbers[a], graph.numbers[b]
    every = networkx.shortest_simple_paths(_between(graph, start, end), start, end)
    try:
        found = [_chain(graph, steps) for steps in itertools.islice(every, alternatives)]
    except networkx.NetworkXNoPath:
        return []
    return [chain for chain in found if len(chain.nodes) <= len(found[0].nodes) + _DETOUR]


def _between(graph: CarryingGraph, start: int, end: int) -> networkx.Graph[int]:
    """Return H without what no chain goes through: persons with one tie, when they are not its ends."""
    ends = [start, end]
    kept = graph.degrees > 1
    kept[ends] = True
    origins = np.repeat(np.arange(len(graph.ids)), graph.degrees)
    edges = (origins < graph.neighbours) & kept[origins] & kept[graph.neighbours]
    between: networkx.Graph[int] = networkx.Graph()
    between.add_nodes_from(ends)
    between.add_edges_from(zip(origins[edges].tolist(), graph.neighbours[edges].tolist(), strict=True))
    return between


def _chain(graph: CarryingGraph, steps: list[int]) -> Chain:
    inner = [vertex for vertex in steps[1:-1] if graph.is_person(vertex)]
    return Chain(tuple(graph.ids[v] for v in steps), tuple(graph.ids[v] for v in inner))
