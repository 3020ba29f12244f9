"""The carrying graph H (design, section 5): what holds organisations together, and through whom.

Vertices are organisations and persons, numbered: first the organisations, then the persons. A network that went
through the view ``on(day)`` holds only what is active on that day, so everything in it counts. Edges and connections
are arrays of numbers, because a whole country is asked for every person at once.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from graph.model import Relation
from graph.network import Network
from graph.vocabulary import vocabulary

Numbers = npt.NDArray[np.int64]


class Connections:
    """The connections {a, b} with their carriers.

    ``a`` < ``b`` are organisation numbers, one entry per connection; the carriers of connection i are
    ``carriers[starts[i]:starts[i + 1]]``. ``unattributed[i]``: some relation makes it without a known carrier;
    ``known[i]``: it has carriers, named here or hidden from this audience.
    """

    def __init__(self, pairs: Numbers, size: int, carried: tuple[Numbers, Numbers], unattributed: Numbers) -> None:
        """Index ``pairs`` (keys a * size + b, with repeats), (pair, carrier) couples and the unattributed pairs."""
        keys = _distinct(pairs)
        self.a, self.b = np.divmod(keys, max(size, 1))
        couples = _distinct(np.searchsorted(keys, carried[0]) * size + carried[1])
        owner, self.carriers = np.divmod(couples, max(size, 1))
        self.counts = np.bincount(owner, minlength=len(keys))
        self.starts = _starts(self.counts)
        self.unattributed = np.isin(keys, unattributed)
        self.known = (self.counts > 0) | ~self.unattributed

    def __len__(self) -> int:
        return len(self.a)

    def of_one_carrier(self) -> Numbers:
        """Return which connections have exactly one carrier and no unattributed relation."""
        return np.flatnonzero((self.counts == 1) & ~self.unattributed)

    def sole_carrier(self, connections: Numbers) -> Numbers:
        """Return the one carrier of each of ``connections`` (from ``of_one_carrier``)."""
        return self.carriers[self.starts[connections]]


class CarryingGraph:
    """H: the neighbours of vertex v are ``neighbours[starts[v]:starts[v + 1]]``, sorted.

    ``ids`` gives the node id of each vertex; the first ``organisations`` vertices are organisations.
    """

    def __init__(self, ids: list[str], organisations: int, edges: Numbers, connections: Connections) -> None:
        """Index ``edges`` (keys u * size + v, one direction, with repeats)."""
        self.ids = ids
        self.organisations = organisations
        self.connections = connections
        size = max(len(ids), 1)
        u, v = np.divmod(edges, size)
        origins, self.neighbours = np.divmod(_distinct(np.concatenate([edges, v * size + u])), size)
        self.degrees = np.bincount(origins, minlength=len(ids))
        self.starts = _starts(self.degrees)

    def neighbours_of(self, vertex: int) -> list[int]:
        """Return the neighbours of one vertex, sorted."""
        found: list[int] = self.neighbours[self.starts[vertex] : self.starts[vertex + 1]].tolist()
        return found

    def is_person(self, vertex: int) -> bool:
        """Tell whether a vertex is a person."""
        return vertex >= self.organisations

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Return the vertex number of every node id."""
        return {id_: number for number, id_ in enumerate(self.ids)}


def carrying_graph(network: Network, *, known_only: bool = False) -> CarryingGraph:
    """Build H from ``network``; ``known_only`` leaves edges without a known carrier out of it."""
    ties = _Ties(network)
    for code, type_ in vocabulary().relations.items():
        if type_.ties:
            ties.add(network.relations_by_type.get(code, ()))
    return ties.graph(known_only=known_only)


def tying_relations(network: Network, person: str) -> list[Relation]:
    """Return the relations through which ``person`` ties organisations: her own, and those that she carries."""
    types, organisations = vocabulary().relations, vocabulary().organisation_kinds
    return [
        relation
        for relation in network.relations_of.get(person, ())
        if types[relation.relation].ties and network.nodes[relation.target].kind in organisations
    ]


class _Ties:
    """Collects the edges of H and the connections as keys: first number * size + second number."""

    def __init__(self, network: Network) -> None:
        self.ids = [*network.organisations, *network.persons]
        self.number = {id_: i for i, id_ in enumerate(self.ids)}
        self.organisations = len(network.organisations)
        self.held: list[int] = []
        self.pairs: list[int] = []
        self.carried_pairs: list[int] = []
        self.carried_by: list[int] = []
        self.hidden: list[int] = []
        self.unattributed: list[int] = []

    def add(self, relations: Sequence[Relation]) -> None:
        """Add relations that tie: of a person with an organisation, or of two organisations."""
        number, organisations, size = self.number, self.organisations, len(self.ids)
        for relation in relations:
            target = number.get(relation.target, size)
            origin = number.get(relation.origin, size)
            if target >= organisations or origin in (target, size):
                continue
            if origin >= organisations:
                self.held.append(origin * size + target)
            else:
                self._add_pair(relation, origin * size + target if origin < target else target * size + origin)

    def _add_pair(self, relation: Relation, pair: int) -> None:
        self.pairs.append(pair)
        carriers = [number for carrier in relation.carriers if (number := self.number.get(carrier)) is not None]
        if carriers:
            self.carried_by += carriers
            self.carried_pairs += [pair] * len(carriers)
        elif "carriers_hidden" in relation.properties:
            self.hidden.append(pair)
        else:
            self.unattributed.append(pair)

    def graph(self, *, known_only: bool) -> CarryingGraph:
        """Return H and the connections of everything added."""
        size = len(self.ids)
        held = _distinct(_array(self.held))
        shared, sharing = _shared(held, size)
        pairs, carriers = _array(self.carried_pairs), _array(self.carried_by)
        unattributed = _array(self.unattributed)
        a, b = np.divmod(pairs, max(size, 1))
        edges = [held, carriers * size + a, carriers * size + b, _array(self.hidden)]
        edges += [] if known_only else [unattributed]
        connections = Connections(
            np.concatenate([_array(self.pairs), shared]),
            size,
            (np.concatenate([pairs, shared]), np.concatenate([carriers, sharing])),
            unattributed,
        )
        return CarryingGraph(self.ids, self.organisations, np.concatenate(edges), connections)


def _shared(held: Numbers, size: int) -> tuple[Numbers, Numbers]:
    """Return the organisation pairs that one person ties directly, and that person, from sorted person-organisation keys.
    """
    persons, organisations = np.divmod(held, max(size, 1))
    found: list[int] = []
    sharing: list[int] = []
    starts = _starts(np.bincount(persons, minlength=size))
    for person in np.flatnonzero(np.diff(starts) > 1).tolist():
        tied = organisations[starts[person] : starts[person + 1]].tolist()
        keys = [a * size + b for a, b in itertools.combinations(tied, 2)]
        found += keys
        sharing += [person] * len(keys)
    return _array(found), _array(sharing)


def _distinct(keys: Numbers) -> Numbers:
    """Return ``keys`` sorted and without repeats (by sorting: on these sizes faster than ``numpy.unique``)."""
    ordered = np.sort(keys)
    distinct: Numbers = ordered[np.diff(ordered, prepend=-1) != 0]
    return distinct


def _array(values: list[int]) -> Numbers:
    return np.array(values, dtype=np.int64)


def _starts(counts: Numbers) -> Numbers:
    """Return where each run starts when runs of these lengths lie behind each other, and the end of the last."""
    return np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(counts)])
