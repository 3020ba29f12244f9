"""In which area an organisation is at home: the smallest that holds everywhere it works."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import msgspec

from graph.network import Network
from queries.carrying.graph import carrying_graph
from queries.places.areas import working_areas


class Homes(msgspec.Struct, frozen=True):
    """``inside``: the area of every organisation that has one; ``around``: the smallest larger area around an area."""

    inside: dict[str, str]
    around: dict[str, str]


def homes(network: Network) -> Homes:
    """Return where the organisations of ``network`` are at home (ids of municipalities and regions).

    Who works nowhere is at home in the smallest area that holds all who work somewhere and with whom there is a connection.
    An area that holds everything tells nothing, and is left out.
    """
    areas = working_areas(network)
    direct = {id_: areas[id_].direct or _itself(id_) for id_ in network.organisations}
    inside = {id_: home for id_, own in direct.items() if own and (home := _smallest(network, own))}
    inside |= _by_connections(network, inside)
    around: dict[str, str] = {}
    waiting = list(dict.fromkeys(inside.values()))
    for area in waiting:
        larger = _larger(network, area)
        if larger and area not in around:
            around[area] = larger
            waiting.append(larger)
    return _without_whole(network, inside, around)


def _itself(id_: str) -> frozenset[str]:
    return frozenset([id_] if id_.startswith("municipality:") else [])


def _smallest(network: Network, areas: Iterable[str]) -> str:
    """Return the smallest area that holds all of ``areas``; empty when none does."""
    tree = network.area_tree
    holding = set.intersection(*(tree.around([area]) for area in areas))
    return min(holding, key=lambda area: (tree.size(area), area), default="")


def _larger(network: Network, area: str) -> str:
    """Return the smallest area that holds ``area`` and more; empty when there is none."""
    tree = network.area_tree
    return next((region for region in tree.regions_around(area) if tree.size(region) > tree.size(area)), "")


def _by_connections(network: Network, inside: Mapping[str, str]) -> dict[str, str]:
    """Return where those are at home who work nowhere, by those whom they have a connection with."""
    graph = carrying_graph(network)
    near: dict[str, set[str]] = {id_: set() for id_ in network.organisations if id_ not in inside}
    for a, b in zip(graph.connections.a.tolist(), graph.connections.b.tolist(), strict=True):
        for one, other in ((graph.ids[a], graph.ids[b]), (graph.ids[b], graph.ids[a])):
            if one in near and other in inside:
                near[one].add(inside[other])
    return {id_: home for id_, found in near.items() if found and (home := _smallest(network, found))}


def _without_whole(network: Network, inside: dict[str, str], around: dict[str, str]) -> Homes:
    """Leave out the outermost area as long as everything lies in it."""
    while len(inside) == len(network.organisations):
        outermost = Counter(area for area in {*inside.values(), *around.values()} if area not in around)
        if len(outermost) != 1 or not around:
            break
        whole = next(iter(outermost))
        inside = {id_: area for id_, area in inside.items() if area != whole}
        around = {area: larger for area, larger in around.items() if larger != whole}
    return Homes(inside, around)
