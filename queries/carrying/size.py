"""How large a network is: organisations, persons, connections, and the organisation pairs that are joined in H."""

from __future__ import annotations

import msgspec

from graph.model import kind_of
from graph.network import Network
from queries.carrying.counted import counted


class Size(msgspec.Struct, frozen=True):
    """The size of what was looked at."""

    organisations: int
    persons: int
    connections: int
    connected_pairs: int


class Dormant(msgspec.Struct, frozen=True):
    """How many persons and organisations are in no count, for all of their relations have ended; None: not to be told."""

    persons: int | None
    organisations: int


def dormant(network: Network) -> Dormant:
    """Count who is dormant on the day of ``network``: the same for partners as for the hub."""
    kinds = [kind_of(id_) for id_ in network.dormant]
    persons = kinds.count("person")
    return Dormant(None if network.hides_persons else persons, len(kinds) - persons)


def size(network: Network) -> Size:
    """Count the organisations that ``network`` is about, the persons with a tie to them (in a whole network everybody), their
    connections, and their pairs that are joined in H.
    """
    found = counted(network)
    return Size(len(found.organisations), len(found.persons), len(found.connections), found.joined_pairs())


class Groups(msgspec.Struct, frozen=True):
    """How many of the persons stand for several people, as far as their size is known, and for how many in all."""

    count: int
    people: int


def groups(network: Network) -> Groups:
    """Count the persons that stand for a group of known size: they count as one person each in everything else."""
    whole = network.whole
    several = [size for id_ in whole.persons if (size := whole.nodes[id_].properties.get("size", 1)) > 1]
    return Groups(len(several), sum(several))
