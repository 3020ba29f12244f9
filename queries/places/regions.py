"""Regions: which organisations belong to which, and what share of a region's connected pairs something endangers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection
from functools import cache, cached_property

from graph.network import Network
from queries.carrying.counted import counted, pairs_within
from queries.carrying.separation import between
from queries.places.areas import working_areas


class RegionShares:
    """Turns pairs into shares.

    The region of a finding is the smallest region that holds all its organisations, of equally small ones that in which it
    weighs most; when there is none, or when the network is one region already (the view ``within``), the whole network.
    """

    def __init__(self, network: Network) -> None:
        self._network = network
        self._counted = counted(network)
        self._separated = self._counted.separated
        self._connected = cache(self._connected_in)

    def region_of(self, organisations: Collection[int]) -> str | None:
        """Return the smallest region (node id) that holds these organisations (vertex numbers), or None for the whole."""
        return self._smallest(organisations)[0]

    def gravest(
        self, organisations: Collection[int], endangered: int | Callable[[str | None], int]
    ) -> tuple[str | None, float]:
        """Return the region of a finding about these organisations, and the share of its connected pairs at stake, 0..1.

        ``endangered``: so many pairs, or how many there are in a region.
        """
        regions = self._smallest(organisations)
        at_stake = ((one, endangered if isinstance(endangered, int) else endangered(one)) for one in regions)
        return max(((region, self.share(region, count)) for region, count in at_stake), key=lambda found: found[1])

    def _smallest(self, organisations: Collection[int]) -> list[str | None]:
        """Return the smallest regions that hold these organisations, in the order of the network; [None] without any."""
        if self._network.scope.region is not None or not organisations:
            return [None]
        common = frozenset.intersection(*(self._regions[organisation] for organisation in organisations))
        least = min((len(self._members[region]) for region in common), default=0)
        return [*self._network.ordered(r for r in common if len(self._members[r]) == least)] or [None]

    def share(self, region: str | None, pairs_endangered: int) -> float:
        """Return ``pairs_endangered`` (pairs within ``region``) as a share of its connected pairs, 0..1."""
        connected = self._connected(region)
        return min(1.0, pairs_endangered / connected) if connected else 0.0

    def pairs_lost(self, person: int, region: str | None) -> int:
        """Return the pairs within ``region`` that are lost without ``person``."""
        if region is None:
            return self._separated.pairs_lost(person)
        return self._separated.pairs_lost_among(person, self._entries[region])

    def regained(self, a: int, b: int) -> tuple[str | None, float]:
        """Return the region of two organisations (vertex numbers), and which share, 0..1, of the pairs that would be joined
        there with a contact between the two is not joined without it.
        """
        found = ((region, self.pairs_regained(a, b, region)) for region in self._smallest((a, b)))
        shares = ((region, more / (more + self._connected(region)) if more else 0.0) for region, more in found)
        return max(shares, key=lambda found: found[1])

    def pairs_regained(self, a: int, b: int, region: str | None) -> int:
        """Return the pairs within ``region`` that a contact between two organisations joins."""
        if self._separated.component_at(a) == self._separated.component_at(b):
            return 0
        return (self.reachable(a, region) + 1) * (self.reachable(b, region) + 1)

    def reachable(self, organisation: int, region: str | None) -> int:
        """Return the organisations within ``region`` that ``organisation`` is joined with, itself not counted."""
        component = self._separated.components[self._separated.component_at(organisation)]
        within = (
            self._separated.organisations_in(component)
            if region is None
            else between(self._entries[region], *component)
        )
        return within - 1

    def _connected_in(self, region: str | None) -> int:
        if region is None:
            return self._counted.joined_pairs()
        return pairs_within(self._counted.graph.component_of[self._members[region]])

    @cached_property
    def _regions(self) -> list[frozenset[str]]:
        """Return, by organisation, the regions that it belongs to: a platform as well to those of who takes part in it."""
        network = self._network.entire
        places = working_areas(network)
        found = {id_: places[id_].regions for id_ in network.organisations}
        for relation in network.relations_by_type.get("participates", ()):
            if relation.target in found:
                found[relation.target] |= places[relation.origin].regions
        return list(found.values())

    @cached_property
    def _members(self) -> dict[str, list[int]]:
        """Return the organisations of every region."""
        found: dict[str, list[int]] = defaultdict(list)
        for organisation, regions in enumerate(self._regions):
            for region in regions:
                found[region].append(organisation)
        return found

    @cached_property
    def _entries(self) -> dict[str, list[int]]:
        """Return, by region, the sorted entry numbers of its organisations."""
        return {id_: sorted(map(self._separated.entry.__getitem__, own)) for id_, own in self._members.items()}
