"""What counts of H: the organisations that a network is about, while paths run through everything that there is.

In a region (the view ``within``) who can reach each other through a neighbouring region is joined, and nobody is
indispensable because the map was cut. So what somebody costs a region is never more than what she costs the whole.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import numpy as np

from graph.model import Relation
from graph.network import Network
from queries.carrying.cache import cached_per_object
from queries.carrying.graph import CarryingGraph, Connections, Flags, Numbers, carrying_graph
from queries.carrying.separation import Separation, pairs, separation


class Counted:
    """H of everything, and what of it counts: ``flags`` tell which organisations do."""

    def __init__(self, graph: CarryingGraph, flags: Flags) -> None:
        self.graph = graph
        self.flags = flags

    @cached_property
    def organisations(self) -> Numbers:
        """Return the organisations (vertex numbers) that count."""
        return np.flatnonzero(self.flags)

    @cached_property
    def persons(self) -> Numbers:
        """Return the persons (vertex numbers) who count: those with a tie to an organisation that does; everybody, when every
        organisation does.
        """
        graph = self.graph
        every = np.arange(graph.organisations, len(graph.ids))
        if self.flags.all():
            return every
        beside = np.concatenate([graph.neighbours_at(one) for one in self.organisations.tolist()] or [every[:0]])
        return np.unique(beside[beside >= graph.organisations])

    @cached_property
    def connections(self) -> Connections:
        """Return the connections of which both ends count."""
        return self.graph.connections if self.flags.all() else self.graph.connections.among(self.flags)

    @cached_property
    def separated(self) -> Separation:
        """Return the search over H, counting only the organisations that count."""
        found = separation(self.graph)
        return found if self.flags.all() else found.counting(self.organisations)

    def counts(self, vertex: int) -> bool:
        """Tell whether a vertex is an organisation that counts."""
        return vertex < self.graph.organisations and bool(self.flags[vertex])

    def joined_pairs(self, component_of: Numbers | None = None) -> int:
        """Return the pairs that are joined in H, or in a part of it, from the component of each vertex there."""
        found = self.graph.component_of if component_of is None else component_of
        return pairs_within(found[self.organisations])

    @property
    def every_pair(self) -> int:
        """Return the number of pairs of organisations."""
        return pairs(len(self.organisations))


@cached_per_object
def counted(network: Network) -> Counted:
    """Return H of everything around ``network``, and what of it ``network`` is about."""
    graph = carrying_graph(network.entire)
    return everything(graph) if network.around is None else Counted(graph, _flags(graph, network))


def everything(graph: CarryingGraph) -> Counted:
    """Return H in which every organisation counts."""
    return Counted(graph, np.ones(graph.organisations, dtype=np.bool_))


def that_count(network: Network, relations: Iterable[Relation]) -> list[Relation]:
    """Return those of ``relations`` (of ``network``) that are of no organisation that is shown and not counted."""
    aside = set(network.organisations) - network.counted
    return [relation for relation in relations if relation.origin not in aside and relation.target not in aside]


def pairs_within(component_of: Numbers) -> int:
    """Return the pairs of organisations in one component, from the component of each."""
    return sum(map(pairs, np.bincount(component_of).tolist()))


def _flags(graph: CarryingGraph, network: Network) -> Flags:
    flags = np.zeros(graph.organisations, dtype=np.bool_)
    flags[[graph.numbers[id_] for id_ in network.counted]] = True
    return flags
