"""The regions of the usual divisions of the country: they come into being when somebody asks about one.

A region of which a list has a row, or that rows mention, is a region of the hub and goes first. Of all others the table of
places tells which municipalities lie in it; without being asked about they are no region of any network.
"""

from __future__ import annotations

from collections.abc import Callable

from graph.errors import UsageProblem
from graph.model import Evidence, Node, Relation, make_id
from graph.names import normalise, slug
from graph.network import Network
from graph.places.identity import MUNICIPALITY, coded
from graph.places.table import DIVISIONS, SOURCE, Former, Municipality, Region, places
from graph.vocabulary import vocabulary
from graph.words.catalogue import Choice


def usual_region(network: Network, name: str) -> tuple[str, Callable[[Network], Network]] | None:
    """Return the id of the region of a usual division that ``name`` means, and the view that adds it; None without any.

    Raises UsageProblem when it may be several that differ, or none of its municipalities is in the network.
    """
    regions = places().regions_called(name)
    if not regions:
        return None
    members = {region.type: frozenset(_members(network, region)) for region in regions}
    first = regions[0]
    if first.type != DIVISIONS[0] and len(set(members.values())) > 1:
        # As these regions are called in the country itself, which is how they are understood in any language.
        told = [f"{vocabulary().value_label('region_type', each.type, 'nl')} {each.name}" for each in regions]
        raise UsageProblem("usual-region-several", name=name, candidates=Choice(told))
    if not members[first.type]:
        raise UsageProblem("usual-region-empty", name=first.name, count=len(first.members))
    id_ = make_id("region", slug(first.type, first.name))
    return id_, lambda whole: _added(whole, id_, first)


def goes_by(area: Node, name: str) -> bool:
    """Tell whether an area that is in the network goes before a region of a usual division that ``name`` may mean.

    Not when its name has other words than that region's.
    """
    regions = places().regions_called(name)
    own = {normalise(area.name), normalise(area.id.partition(":")[2])}
    return not regions or not own.isdisjoint({normalise(name), normalise(regions[0].name)})


def _added(network: Network, id_: str, region: Region) -> Network:
    evidence = (Evidence(SOURCE, ""),)
    node = Node(id=id_, kind="region", name=region.name, properties={"type": region.type}, sources=evidence)
    parts = [
        Relation(relation="part_of", origin=each, target=id_, sources=evidence) for each in _members(network, region)
    ]
    return network.replace({**network.nodes, id_: node}, [*network.relations, *parts])


def _members(network: Network, region: Region) -> list[str]:
    """Return the municipalities (ids) of a network that lie in a region."""
    found = ((node.id, _of_table(node)) for node in network.nodes.values() if node.kind == MUNICIPALITY)
    return [id_ for id_, known in found if known is not None and known.lies_in(region)]


def _of_table(node: Node) -> Municipality | Former | None:
    """Return what the table tells of a municipality: by its code, or by its name when nobody gave it an id."""
    called = places().called(node.name) if node.made else []
    return coded(node) or (called[0] if len(called) == 1 else None)
