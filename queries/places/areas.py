"""Where organisations work: the municipalities and regions they are tied to, directly or through a larger area."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

import msgspec

from graph.areas import AREA_RELATIONS
from graph.network import Network
from queries.carrying.cache import cached_per_object

_NOWHERE: frozenset[str] = frozenset()


class _Place(msgspec.Struct, frozen=True):
    """Where an organisation works (node ids); many organisations share one."""

    direct: frozenset[str] = _NOWHERE
    municipalities: frozenset[str] = _NOWHERE
    regions: frozenset[str] = _NOWHERE


@cached_per_object
def working_areas(network: Network) -> Areas:
    """Return where the organisations of ``network`` work."""
    return Areas(network)


class Areas:
    """The areas of the organisations of a network (node ids).

    A council that advises an institution works where that institution does.
    """

    def __init__(self, network: Network) -> None:
        self._network = network

    def municipalities(self, organisation: str) -> frozenset[str]:
        """Return the municipalities that an organisation advises or is active in; a municipality is its own."""
        return self._places[organisation].municipalities

    def direct(self, organisation: str) -> frozenset[str]:
        """Return the municipalities and regions that an organisation advises or is active in."""
        return self._places[organisation].direct

    def regions(self, organisation: str) -> frozenset[str]:
        """Return the regions that an organisation works in, or that lie around where it works."""
        return self._places[organisation].regions

    @cached_property
    def _places(self) -> dict[str, _Place]:
        """Return the place of every organisation that works somewhere; all others have the empty place."""
        direct = self._direct
        known: dict[frozenset[str], _Place] = {}
        places: dict[str, _Place] = defaultdict(_Place)
        for id_, areas in direct.items():
            if areas not in known:
                known[areas] = self._place(areas, areas)
            places[id_] = known[areas]
        for id_ in self._municipalities:
            areas = direct.get(id_, _NOWHERE)
            places[id_] = self._place(areas, areas | {id_})
        return places

    def _place(self, direct: frozenset[str], areas: frozenset[str]) -> _Place:
        around = self._network.area_tree.around(areas)
        regions = frozenset(area for area in around if area.startswith("region:"))
        return _Place(direct, areas & self._municipalities, regions)

    @cached_property
    def _municipalities(self) -> frozenset[str]:
        return frozenset(id_ for id_ in self._network.organisations if id_.startswith("municipality:"))

    @cached_property
    def _direct(self) -> dict[str, frozenset[str]]:
        areas: dict[str, set[str]] = defaultdict(set)
        institutions: dict[str, set[str]] = defaultdict(set)
        for code in AREA_RELATIONS:
            for relation in self._network.relations_by_type.get(code, ()):
                is_area = relation.target.startswith(("municipality:", "region:"))
                (areas if is_area else institutions)[relation.origin].add(relation.target)
        for council, advised in institutions.items():
            areas[council].update(*(areas.get(institution, set()) for institution in advised))
        return {organisation: frozenset(found) for organisation, found in areas.items()}
