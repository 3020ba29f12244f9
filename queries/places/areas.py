"""Where organisations work: the municipalities and regions they are tied to, directly or through a larger area."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import msgspec

from graph.areas import AREA_RELATIONS
from graph.network import Network
from queries.carrying.cache import cached_per_object

_AREAS = ("municipality:", "region:")


class Place(msgspec.Struct, frozen=True):
    """Where an organisation works (node ids); many organisations share one.

    ``direct``: the municipalities and regions that it advises or is active in; ``municipalities``: those among them, and a
    municipality is its own; ``regions``: those that it works in, or that lie around where it works.
    """

    direct: frozenset[str] = frozenset()
    municipalities: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()


_NOWHERE = Place()


@cached_per_object
def working_areas(network: Network) -> Mapping[str, Place]:
    """Return where the organisations of ``network`` work; whoever works nowhere has an empty place."""
    direct, around = _direct(network), network.area_tree.around
    municipalities = frozenset(id_ for id_ in network.organisations if id_.startswith("municipality:"))

    def place(own: frozenset[str], areas: frozenset[str]) -> Place:
        regions = frozenset(area for area in around(areas) if area.startswith("region:"))
        return Place(own, areas & municipalities, regions)

    known = {areas: place(areas, areas) for areas in set(direct.values())}
    places = defaultdict(lambda: _NOWHERE, {id_: known[areas] for id_, areas in direct.items()})
    for id_ in municipalities:
        own = direct.get(id_, frozenset())
        places[id_] = place(own, own | {id_})
    return places


def own_areas(network: Network) -> dict[str, set[str]]:
    """Return the municipalities and regions that every organisation advises or is active in, if any."""
    found: dict[str, set[str]] = defaultdict(set)
    for code in AREA_RELATIONS:
        for relation in network.relations_by_type.get(code, ()):
            if relation.target.startswith(_AREAS):
                found[relation.origin].add(relation.target)
    return found


def _direct(network: Network) -> dict[str, frozenset[str]]:
    """Return the areas of every organisation that has any; a council works where the institutions do that it advises."""
    own = own_areas(network)
    areas = {organisation: frozenset(found) for organisation, found in own.items()}
    for relation in network.relations_by_type.get("advises", ()):
        if not relation.target.startswith(_AREAS):
            areas[relation.origin] = areas.get(relation.origin, frozenset()).union(own.get(relation.target, ()))
    return areas
