"""Path: who can introduce A to B. The shortest chains through the carrying graph, with alternatives."""

from __future__ import annotations

import itertools

import msgspec
import networkx

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
    component = _component(graph, start)
    if end not in component:
        return []
    every = networkx.shortest_simple_paths(component, start, end)
    found = [_chain(graph, steps) for steps in itertools.islice(every, alternatives)]
    return [chain for chain in found if len(chain.nodes) <= len(found[0].nodes) + _DETOUR]


def _component(graph: CarryingGraph, start: int) -> networkx.Graph[int]:
    """Return the part of H that ``start`` lies in."""
    component: networkx.Graph[int] = networkx.Graph()
    component.add_node(start)
    queue, seen = [start], {start}
    while queue:
        vertex = queue.pop()
        for other in graph.neighbours_of(vertex):
            component.add_edge(vertex, other)
            if other not in seen:
                seen.add(other)
                queue.append(other)
    return component


def _chain(graph: CarryingGraph, steps: list[int]) -> Chain:
    inner = [vertex for vertex in steps[1:-1] if graph.is_person(vertex)]
    return Chain(tuple(graph.ids[v] for v in steps), tuple(graph.ids[v] for v in inner))
