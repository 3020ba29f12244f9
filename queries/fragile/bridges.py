"""Bridges: what one person holds together, for her card."""

from __future__ import annotations

from collections import defaultdict
from typing import Annotated

import msgspec

from graph.model import NodeId
from graph.network import Network
from graph.views import take, within
from queries.carrying.counted import Counted, counted
from queries.carrying.graph import CarryingGraph
from queries.measures.centrality import acquainted, betweenness, communities, constraint
from queries.places.regions import RegionShares

#: With more organisations than this, groups and shortest paths are looked at in the region of the person only.
_WHOLE_UP_TO = 500
#: Beyond this many vertices betweenness is estimated, so that a card is there at once.
_EXACT_UP_TO = 2_500
_SAMPLE = 64


#: A measure with as many digits as it is told with.
Precise = Annotated[float, msgspec.Meta(extra={"digits": 6})]


class Bridges(msgspec.Struct, frozen=True):
    """What a person bridges, in node ids.

    ``organisations``: those she has a tie with in H. ``parts``: the organisations of each part that her component falls
    into without her, largest first, and ``pairs_lost`` the pairs that this parts; none when it stays whole. In a region these
    are of those that the network is about.
    ``only_carrier``: the connections of which she is the only carrier. ``acquainted``: how many pairs of her organisations
    have a connection without her; ``constraint``: Burt's, of her neighbourhood.

    The rest is about ``area``: the region that is asked about, else the whole (None), or of a large whole the smallest
    region that holds all her organisations. ``groups``: her organisations there by the community that they are in, of
    ``communities`` in all (of two organisations or more). ``betweenness`` and its standard ``error``: the share of the
    shortest paths between others there that she is on; these run through everything that there is.
    """

    organisations: tuple[NodeId, ...]
    parts: tuple[tuple[NodeId, ...], ...]
    pairs_lost: int
    only_carrier: tuple[tuple[NodeId, NodeId], ...]
    acquainted: int
    constraint: Precise
    area: str | None
    groups: tuple[tuple[NodeId, ...], ...]
    communities: int
    betweenness: Precise
    error: Precise


def bridges(network: Network, person: str) -> Bridges | None:
    """Return what ``person`` (node id) bridges in ``network``; None when she has ties with fewer than two organisations."""
    found = counted(network)
    graph = found.graph
    vertex = graph.numbers[person]
    organisations = graph.neighbours_of(vertex)
    if len(organisations) < 2:
        return None
    parts = _parts(found, vertex)
    area, around = _around(network, organisations)
    groups = communities(around)
    own = set(organisations)
    between = betweenness(around, exact_up_to=_EXACT_UP_TO, sample=_SAMPLE)
    return Bridges(
        organisations=_ids(graph, organisations),
        parts=tuple(_ids(graph, part) for part in parts),
        pairs_lost=found.separated.pairs_lost(vertex),
        only_carrier=tuple((graph.ids[a], graph.ids[b]) for a, b in found.connections.alone_of(vertex)),
        acquainted=acquainted(graph, vertex),
        constraint=constraint(graph, vertex),
        area=area,
        groups=tuple(_ids(graph, [v for v in group if v in own]) for group in groups if not own.isdisjoint(group)),
        communities=sum(len(group) > 1 for group in groups),
        betweenness=float(between.values[vertex]),
        error=float(between.errors[vertex]),
    )


def _parts(found: Counted, person: int) -> list[list[int]]:
    """Return the organisations that count of every part of the person's component without her; [] when it stays whole."""
    separated = found.separated
    if not separated.parts(person):
        return []
    component = separated.component_at(person)
    parts: dict[int, list[int]] = defaultdict(list)
    for organisation in found.organisations.tolist():
        if separated.component_at(organisation) == component:
            parts[separated.part_of(person, organisation)].append(organisation)
    return sorted(parts.values(), key=lambda part: (-len(part), part))


def _around(network: Network, organisations: list[int]) -> tuple[str | None, Counted]:
    """Return the area in which groups and between which paths are looked at, and what counts there of H."""
    found, region = counted(network), network.scope.region
    if region is not None or len(found.organisations) <= _WHOLE_UP_TO:
        return region, found
    area = RegionShares(network).region_of(organisations)
    return area, found if area is None else counted(take(network, within(area)))


def _ids(graph: CarryingGraph, vertices: list[int]) -> tuple[str, ...]:
    return tuple(graph.ids[vertex] for vertex in vertices)
