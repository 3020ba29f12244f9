"""How large a network is: organisations, persons, connections, and the organisation pairs that are joined in H."""

from __future__ import annotations

import msgspec
import numpy as np

from graph.network import Network
from queries.carrying.graph import CarryingGraph, Numbers, carrying_graph
from queries.carrying.separation import pairs


class Size(msgspec.Struct, frozen=True):
    """The size of what was looked at."""

    organisations: int
    persons: int
    connections: int
    connected_pairs: int


def size(network: Network) -> Size:
    """Count organisations, persons, connections and the organisation pairs that are joined in H."""
    graph = carrying_graph(network)
    persons = len(graph.ids) - graph.organisations
    return Size(graph.organisations, persons, len(graph.connections), joined_pairs(graph))


class Groups(msgspec.Struct, frozen=True):
    """How many of the persons stand for several people, as far as their size is known, and for how many in all."""

    count: int
    people: int


def groups(network: Network) -> Groups:
    """Count the persons that stand for a group of known size: they count as one person each in everything else."""
    whole = network.whole
    several = [size for id_ in whole.persons if (size := whole.nodes[id_].properties.get("size", 1)) > 1]
    return Groups(len(several), sum(several))


def joined_pairs(graph: CarryingGraph) -> int:
    """Return the organisation pairs with a path between them in H."""
    return pairs_within(graph.component_of[: graph.organisations])


def pairs_within(component_of: Numbers) -> int:
    """Return the pairs of organisations in one component, from the component of each."""
    return sum(map(pairs, np.bincount(component_of).tolist()))
