"""Regions: which organisations belong to which, and what share of a region's connected pairs something endangers."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection
from functools import cached_property

from graph.areas import AREA_RELATIONS
from graph.network import Network
from queries.carrying.graph import CarryingGraph
from queries.carrying.separation import Separation, pairs


class RegionShares:
    """Turns pairs into shares.

    The region of a finding is the smallest region that holds all its organisations; when there is none, or when the
    network is one region already (the view ``within``), it is the whole network.
    """

    def __init__(self, network: Network, graph: CarryingGraph, separated: Separation) -> None:
        self._network = network
        self._graph = graph
        self._separated = separated
        self._connected: dict[str | None, int] = {}

    @cached_property
    def connected_pairs(self) -> int:
        """Return the organisation pairs that are joined in H."""
        return sum(pairs(self._separated.organisations_in(component)) for component in self._separated.components)

    def region_of(self, organisations: Collection[int]) -> str | None:
        """Return the region (node id) of a finding about these organisations (vertex numbers), or None for the whole."""
        if self._network.scope.region is not None or not organisations:
            return None
        common = frozenset.intersection(*(self._regions[organisation] for organisation in organisations))
        return min(common, key=lambda region: (len(self._entries[region]), region), default=None)

    def share(self, region: str | None, pairs_endangered: int) -> float:
        """Return ``pairs_endangered`` (pairs within ``region``) as a share of its connected pairs, 0..1."""
        connected = self._connected_in(region)
        return min(1.0, pairs_endangered / connected) if connected else 0.0

    def pairs_lost(self, person: int, region: str | None) -> int:
        """Return the pairs within ``region`` that are lost without ``person``."""
        if region is None:
            parts = self._separated.parts(person)
            return pairs(sum(parts)) - sum(map(pairs, parts))
        return self._separated.pairs_lost_among(person, self._entries[region])

    def reachable(self, organisation: int, region: str | None) -> int:
        """Return the organisations within ``region`` that ``organisation`` is joined with, itself not counted."""
        entry = self._separated.entry[organisation]
        component = self._separated.components[self._component_of[entry]]
        if region is None:
            return self._separated.organisations_in(component) - 1
        entries = self._entries[region]
        return bisect_left(entries, component[1]) - bisect_left(entries, component[0]) - 1

    def _connected_in(self, region: str | None) -> int:
        if region is None:
            return self.connected_pairs
        if region not in self._connected:
            entries = self._entries[region]
            counts: dict[int, int] = defaultdict(int)
            for entry in entries:
                counts[self._component_of[entry]] += 1
            self._connected[region] = sum(map(pairs, counts.values()))
        return self._connected[region]

    @cached_property
    def _component_of(self) -> list[int]:
        """Return, by entry number, the number of its component."""
        return [i for i, (start, end) in enumerate(self._separated.components) for _ in range(start, end)]

    @cached_property
    def _regions(self) -> list[frozenset[str]]:
        """Return, by organisation, the regions that it belongs to."""
        above: dict[str, set[str]] = defaultdict(set)
        for code in ("part_of", *AREA_RELATIONS):
            for relation in self._network.relations_by_type.get(code, ()):
                above[relation.origin].add(relation.target)
        known: dict[frozenset[str], frozenset[str]] = {}
        found = []
        for id_ in self._graph.ids[: self._graph.organisations]:
            direct = frozenset(above.get(id_, ()))
            if direct not in known:
                known[direct] = _regions_from(direct, above)
            found.append(known[direct])
        return found

    @cached_property
    def _entries(self) -> dict[str, list[int]]:
        """Return, by region, the sorted entry numbers of its organisations."""
        found: dict[str, list[int]] = defaultdict(list)
        for organisation, regions in enumerate(self._regions):
            for region in regions:
                found[region].append(self._separated.entry[organisation])
        for entries in found.values():
            entries.sort()
        return found


def _regions_from(starts: Collection[str], above: dict[str, set[str]]) -> frozenset[str]:
    """Return the regions among ``starts`` and around them."""
    found = set(starts)
    queue = list(starts)
    while queue:
        for wider in above.get(queue.pop(), ()):
            if wider not in found:
                found.add(wider)
                queue.append(wider)
    return frozenset(area for area in found if area.startswith("region:"))
