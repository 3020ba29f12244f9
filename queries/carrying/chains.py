"""Chains of ties through H: who can introduce A to B, in the shortest way and in others."""

from __future__ import annotations

import itertools

import msgspec

from graph.model import NodeId
from graph.network import Network
from queries.carrying.graph import carrying_graph
from queries.carrying.walk import Steps, Walk, Way

#: How many chains to show.
DEFAULT_ALTERNATIVES = 3
#: How many organisations farther than the shortest an alternative may be.
_DETOUR = 1


class Chain(msgspec.Struct, frozen=True):
    """One chain from A to B: node ids in order, and the persons in it who would make the introductions.

    ``distance``: the organisations entered on the way, the last one included, without persons and platforms (design,
    section 5). From and to a person it is that of the nearest organisation with which she has a tie herself.
    ``unattributed``: the steps, each as its two ends in the order of the chain, that nobody is known to carry.
    """

    nodes: tuple[NodeId, ...]
    introducers: tuple[NodeId, ...]
    distance: int
    unattributed: tuple[tuple[NodeId, NodeId], ...]


def chains(network: Network, a: str, b: str, *, alternatives: int = DEFAULT_ALTERNATIVES) -> list[Chain]:
    """Return the shortest chains of ties from ``a`` to ``b`` (organisations or persons), shortest first; [] when there is
    none.

    Of equal distance the one with the fewest unattributed steps comes first, then the one with the fewest people, and then
    the first in the network; so the chains from ``b`` to ``a`` are the same ones.
    """
    graph = carrying_graph(network)
    found = _between(Steps(graph), graph.numbers[a], graph.numbers[b], alternatives)
    return [chain for chain in found if chain.distance <= found[0].distance + _DETOUR]


def chain(steps: Steps, a: int, b: int) -> Chain | None:
    """Return the first chain from vertex ``a`` to ``b``; None when there is none."""
    return next(iter(_between(steps, a, b, 1)), None)


def _between(steps: Steps, a: int, b: int, most: int) -> list[Chain]:
    if a == b:
        return [Chain((steps.graph.ids[a],), (), 0, ())]
    ways = itertools.islice(Walk(steps, min(a, b), max(a, b)).ways(_DETOUR), most)
    return [_chain(steps, cost, way if a < b else way[::-1]) for cost, way in ways]


def _chain(steps: Steps, cost: int, way: Way) -> Chain:
    graph, ids = steps.graph, steps.graph.ids
    # Who have a tie with one and the same organisation meet there, and need not enter another.
    meet = sum(not graph.is_person(vertex) for vertex in way) < 2
    return Chain(
        nodes=tuple(ids[vertex] for vertex in way),
        introducers=tuple(ids[vertex] for vertex in way[1:-1] if graph.is_person(vertex)),
        distance=0 if meet else steps.organisations(cost) + 1,
        unattributed=tuple((ids[u], ids[v]) for u, v in itertools.pairwise(way) if steps.unattributed(u, v)),
    )
