"""Separated groups: organisations of a region that no chain of ties joins with most others there (design, section 5)."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterator, Sequence

import msgspec
import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from graph.network import Network
from queries.areas import Areas
from queries.carrying import CarryingGraph
from queries.finding import Finding, severity_of
from queries.separation import pairs

#: Organisations to name that a group could get to know.
_NEARBY = 2


class _Part(msgspec.Struct, frozen=True):
    """The organisations (ids) of a component of H that work in a region, and those of the region's largest part."""

    region: str | None
    organisations: tuple[str, ...]
    largest: Sequence[str]
    region_size: int

    @property
    def share(self) -> float:
        """Return the share of the region's organisation pairs that this group misses."""
        return len(self.organisations) * (self.region_size - len(self.organisations)) / pairs(self.region_size)


def separated_groups(network: Network, graph: CarryingGraph, *, areas: Areas | None = None) -> Iterator[Finding]:
    """Yield the parts of regions that lie in another component of H than the region's largest part.

    In a network that was narrowed to a region (the view ``within``) that region is all there is. Otherwise every region
    is looked at, and the whole network. A group is told once: in the smallest region that holds most of it. Another part
    of the same component is told only when it has organisations that were not told yet.
    """
    areas = areas or Areas(network)
    by_component: dict[int, list[_Part]] = defaultdict(list)
    for component, part in _parts(network, graph, areas):
        by_component[component].append(part)
    for parts in by_component.values():
        told: set[str] = set()
        # Of a region and a whole network that are equally large, the region says more.
        for part in sorted(
            parts, key=lambda p: (-len(p.organisations), p.region_size, p.region is None, p.region or "")
        ):
            if new := [organisation for organisation in part.organisations if organisation not in told]:
                told.update(new)
                yield _finding(part, new[0], _nearby(part, graph, areas))


def _finding(part: _Part, subject: str, nearby: list[str]) -> Finding:
    return Finding(
        kind="separated-group",
        subjects=(subject,),
        organisations=part.organisations,
        severity=severity_of(part.share),
        share=part.share,
        region=part.region,
        details={"size": len(part.organisations), "nearby": nearby},
    )


def _nearby(part: _Part, graph: CarryingGraph, areas: Areas) -> list[str]:
    """Return whom the group could get to know: of the largest part, who works nearest and has most ties."""
    own = frozenset().union(*(areas.municipalities(organisation) for organisation in part.organisations))

    def order(organisation: str) -> tuple[bool, int, str]:
        far = own.isdisjoint(areas.municipalities(organisation))
        return far, -int(graph.degrees[graph.numbers[organisation]]), organisation

    return heapq.nsmallest(_NEARBY, part.largest, key=order)


def _parts(network: Network, graph: CarryingGraph, areas: Areas) -> Iterator[tuple[int, _Part]]:
    """Yield, by component, the part of it in each region in which it is not the largest."""
    size = len(graph.ids)
    ties = csr_array((np.ones(len(graph.neighbours)), graph.neighbours, graph.starts), shape=(size, size))
    component = connected_components(ties, directed=False)[1].tolist()
    for region, organisations in _by_region(network, graph, areas).items():
        groups: dict[int, list[str]] = defaultdict(list)
        for organisation in organisations:
            groups[component[organisation]].append(graph.ids[organisation])
        largest = min(groups, key=lambda one: (-len(groups[one]), min(groups[one])), default=-1)
        for one, ids in groups.items():
            if one != largest:
                yield one, _Part(region, tuple(sorted(ids)), groups[largest], len(organisations))


def _by_region(network: Network, graph: CarryingGraph, areas: Areas) -> dict[str | None, Sequence[int]]:
    """Return the organisations of every region and, under None, of the whole network."""
    everything = range(graph.organisations)
    if network.scope.region is not None:
        return {None: everything}
    found: dict[str | None, list[int]] = defaultdict(list)
    for organisation in everything:
        for region in areas.regions(graph.ids[organisation]):
            found[region].append(organisation)
    return {**found, None: everything}
