"""The carrying graph H (design, section 5): what holds organisations together, and through whom.

Vertices are organisations and persons, numbered: first the organisations, then the persons. A network that went
through the view ``on(day)`` holds only what is active on that day, so everything in it counts. Edges and connections
are arrays of numbers, because a whole country is asked for every person at once.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from graph.model import FORMER_CARRIERS, ORPHANED, Relation, kind_of
from graph.network import Network
from queries.carrying.cache import cached_per_object
from queries.carrying.ties import relations_that_tie

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

#: Up to so many neighbours the components are searched vertex by vertex, in less time than scipy takes to import.
_SEARCHED = 50_000


class Connections:
    """The connections {a, b} with their carriers.

    ``a`` < ``b`` are organisation numbers, one entry per connection; the carriers of connection i are
    ``carriers[starts[i]:starts[i + 1]]``. ``unattributed[i]``: some relation makes it without a known carrier;
    ``hidden[i]``: it has carriers who are hidden from this audience; ``known[i]``: it has carriers, hidden or not;
    ``named[i]``: a carrier was ever named; ``orphaned[i]``: only orphaned relations are left of it.
    """

    def __init__(
        self,
        pairs: Numbers,
        size: int,
        carried: tuple[Numbers, Numbers],
        hidden: Numbers,
        unattributed: Numbers,
        named: Numbers,
    ) -> None:
        """Index ``pairs`` (keys a * size + b, with repeats), (pair, carrier) couples, and the pairs of which some relation
        has hidden carriers, holds without a known carrier, or had carriers who have left.
        """
        keys = distinct(pairs)
        self.a, self.b = np.divmod(keys, max(size, 1))
        couples = distinct(np.searchsorted(keys, carried[0]) * size + carried[1])
        owner, self.carriers = np.divmod(couples, max(size, 1))
        self.counts = np.bincount(owner, minlength=len(keys))
        self.starts = _starts(self.counts)
        self.unattributed = np.isin(keys, unattributed)
        self.hidden = np.isin(keys, hidden)
        self.known = (self.counts > 0) | self.hidden
        self.named = self.known | np.isin(keys, named)
        # A relation without carriers holds by itself, or it is orphaned.
        self.orphaned = ~self.known & ~self.unattributed

    def __len__(self) -> int:
        return len(self.a)

    @cached_property
    def standing(self) -> int:
        """Return how many connections hold: those that are not orphaned."""
        return len(self) - int(self.orphaned.sum())

    @cached_property
    def of_one_carrier(self) -> tuple[Numbers, Numbers, Numbers]:
        """Return the connections with exactly one carrier and no unattributed relation as columns: a, b and that carrier."""
        which = np.flatnonzero((self.counts == 1) & ~self.unattributed & ~self.hidden)
        return self.a[which], self.b[which], self.carriers[self.starts[which]]

    def alone_of(self, person: int) -> list[tuple[int, int]]:
        """Return the connections that ``person`` alone carries: their organisations."""
        a, b, carriers = self._by_sole_carrier
        own = slice(*np.searchsorted(carriers, [person, person + 1]))
        return list(zip(a[own].tolist(), b[own].tolist(), strict=True))

    def among(self, flags: Flags) -> Connections:
        """Return the connections of which ``flags`` tells that both ends count."""
        kept = flags[self.a] & flags[self.b]
        size = len(flags) + int(self.carriers.max(initial=0)) + 1
        pairs, carried = (self.a * size + self.b), np.repeat(kept, self.counts)
        return Connections(
            pairs[kept],
            size,
            (np.repeat(pairs, self.counts)[carried], self.carriers[carried]),
            pairs[kept & self.hidden],
            pairs[kept & self.unattributed],
            pairs[kept & self.named],
        )

    @cached_property
    def _by_sole_carrier(self) -> tuple[Numbers, Numbers, Numbers]:
        order = np.argsort(self.of_one_carrier[2], kind="stable")
        a, b, carriers = (column[order] for column in self.of_one_carrier)
        return a, b, carriers


class CarryingGraph:
    """H: the neighbours of vertex v are ``neighbours[starts[v]:starts[v + 1]]``, sorted.

    ``ids`` gives the node id of each vertex and ``numbers`` the vertex of each node id; the first ``organisations``
    vertices are organisations. ``unattributed``: the edges a < b between organisations that nobody is known to carry, as
    columns.
    """

    def __init__(
        self,
        numbers: dict[str, int],
        organisations: int,
        edges: Numbers,
        connections: Connections,
        unattributed: tuple[Numbers, Numbers],
    ) -> None:
        """Index ``edges`` (keys u * size + v, one direction, with repeats)."""
        ids = self.ids = list(numbers)
        self.numbers = numbers
        self.organisations = organisations
        self.connections = connections
        self.unattributed = unattributed
        size = max(len(ids), 1)
        u, v = np.divmod(edges, size)
        origins, self.neighbours = np.divmod(distinct(edges, v * size + u), size)
        self.degrees = np.bincount(origins, minlength=len(ids))
        self.starts = _starts(self.degrees)

    @cached_property
    def component_of(self) -> Numbers:
        """Return the number of the component that each vertex lies in."""
        return components(self.neighbours, self.starts)

    @cached_property
    def matters(self) -> Flags:
        """Tell which vertices matter: organisations and persons with two ties or more. The others are nine out of ten, and
        dead ends that hold no organisation.
        """
        return (self.degrees > 1) | (np.arange(len(self.ids)) < self.organisations)

    @cached_property
    def platforms(self) -> Flags:
        """Tell which vertices are platforms."""
        return np.array([kind_of(id_) == "platform" for id_ in self.ids], dtype=np.bool_)

    @cached_property
    def edges(self) -> tuple[Numbers, Numbers]:
        """Return the edges as columns, each once: the lower vertex and the higher."""
        origins = np.repeat(np.arange(len(self.ids)), self.degrees)
        once = origins < self.neighbours
        return origins[once], self.neighbours[once]

    @cached_property
    def ties_of_persons(self) -> dict[int, list[int]]:
        """Return the organisations of every person with two ties or more."""
        neighbours, starts = self.neighbours.tolist(), self.starts.tolist()
        persons = self.organisations + np.flatnonzero(self.degrees[self.organisations :] > 1)
        return {person: neighbours[starts[person] : starts[person + 1]] for person in persons.tolist()}

    def most_first(self, counts: Numbers) -> Numbers:
        """Return the place of every organisation in the order of ``counts``, the most first, and then of the network."""
        return np.argsort(np.argsort(-counts, kind="stable"))

    def neighbours_at(self, vertex: int) -> Numbers:
        """Return the neighbours of one vertex, sorted, as numbers to count with."""
        return self.neighbours[self.starts[vertex] : self.starts[vertex + 1]]

    def neighbours_of(self, vertex: int) -> list[int]:
        """Return the neighbours of one vertex, sorted."""
        found: list[int] = self.neighbours_at(vertex).tolist()
        return found

    def is_person(self, vertex: int) -> bool:
        """Tell whether a vertex is a person."""
        return vertex >= self.organisations


@cached_per_object
def carrying_graph(network: Network) -> CarryingGraph:
    """Build H from ``network``; after the view ``known_only``, without the edges that no known carrier makes."""
    relations = list(relations_that_tie(network))
    ids = (*network.organisations, *network.persons)
    numbers = dict(zip(ids, range(len(ids)), strict=True))
    ties = _Ties(relations, numbers, len(network.organisations))
    unattributed = _array([]) if network.scope.known_only else ties.unattributed
    shared, sharing = _shared(distinct(ties.held), len(numbers))
    connections = Connections(
        np.concatenate([ties.pairs, shared]),
        len(numbers),
        (np.concatenate([ties.carried, shared]), np.concatenate([ties.carriers, sharing])),
        ties.hidden,
        ties.unattributed,
        ties.named,
    )
    direct = (ties.hidden, ties.indirect)
    edges = np.concatenate([ties.held, *ties.carrier_edges(), *direct, unattributed])
    # Where somebody is hidden, there is somebody.
    nobody = np.divmod(np.setdiff1d(unattributed, np.concatenate(direct)), max(len(numbers), 1))
    return CarryingGraph(numbers, len(network.organisations), edges, connections, nobody)


def components(neighbours: Numbers, starts: Numbers) -> Numbers:
    """Return the number of the component of each vertex, with neighbours as in CarryingGraph."""
    if len(neighbours) <= _SEARCHED:
        return _searched(neighbours.tolist(), starts.tolist())
    # Not at the top: in a small network it takes longer to import than any question takes.
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    size = len(starts) - 1
    matrix = csr_array((np.ones(len(neighbours), np.int8), neighbours, starts), shape=(size, size))
    found: Numbers = connected_components(matrix, directed=False)[1]
    return found


def _searched(neighbours: list[int], starts: list[int]) -> Numbers:
    """Return the same, searched vertex by vertex."""
    found = [-1] * (len(starts) - 1)
    count = 0
    for first in range(len(found)):
        if found[first] < 0:
            found[first] = count
            reached = [first]
            for vertex in reached:
                for other in neighbours[starts[vertex] : starts[vertex + 1]]:
                    if found[other] < 0:
                        found[other] = count
                        reached.append(other)
            count += 1
    return np.array(found, dtype=np.int64)


class _Ties:
    """The relations that tie, as arrays of keys: first vertex number * number of vertices + second vertex number.

    ``held``: a person with an organisation. ``pairs``: two organisations, the lower number first; each of them is in
    ``carried`` (once per active carrier, who is in ``carriers``), in ``hidden`` or in ``unattributed``, unless it is
    orphaned; in ``named`` when somebody who carried it has left. Keys may repeat.
    ``indirect``: two organisations that somebody who is hidden joins, without a connection.
    """

    def __init__(self, relations: Sequence[Relation], numbers: dict[str, int], organisations: int) -> None:
        number, size = numbers.get, len(numbers)
        self._size = size
        # Whole columns at a time: a country has so many relations that a step of Python for each shows.
        origins = _array([number(relation.origin, size) for relation in relations])
        targets = _array([number(relation.target, size) for relation in relations])
        ties = (targets < organisations) & (origins < size) & (origins != targets)
        persons = ties & (origins >= organisations)
        self.held = origins[persons] * size + targets[persons]

        between = np.flatnonzero(ties & (origins < organisations))
        a, b = origins[between], targets[between]
        self.pairs = np.minimum(a, b) * size + np.maximum(a, b)
        self._carry([relations[i] for i in between.tolist()], number)

    def _carry(self, between: Sequence[Relation], number: Callable[[str, int], int]) -> None:
        """Tell the relations of ``pairs`` apart by their carriers."""
        size = self._size
        named = np.repeat(np.arange(len(between)), _array([len(relation.carriers) for relation in between]))
        carriers = _array([number(carrier, size) for relation in between for carrier in relation.carriers])
        active = carriers < size
        self.carriers, self.carried = carriers[active], self.pairs[named[active]]
        hidden, indirect, orphaned, left = (
            np.array([mark in relation.properties for relation in between], dtype=np.bool_)
            for mark in ("carriers_hidden", "indirect", ORPHANED, FORMER_CARRIERS)
        )
        nobody = np.bincount(named[active], minlength=len(between)) == 0
        self.hidden, self.unattributed = self.pairs[hidden & ~indirect], self.pairs[nobody & ~hidden & ~orphaned]
        self.named = self.pairs[left]
        self.indirect, self.pairs = self.pairs[indirect], self.pairs[~indirect]

    def carrier_edges(self) -> tuple[Numbers, Numbers]:
        """Return the edges of the carriers with both organisations."""
        a, b = np.divmod(self.carried, max(self._size, 1))
        return self.carriers * self._size + a, self.carriers * self._size + b


def _shared(held: Numbers, size: int) -> tuple[Numbers, Numbers]:
    """Return the organisation pairs that one person ties directly, and that person, from sorted person-organisation keys."""
    persons, organisations = np.divmod(held, max(size, 1))
    tied, counts = organisations.tolist(), np.bincount(persons, minlength=size)
    starts = _starts(counts).tolist()
    found: list[int] = []
    sharing: list[int] = []
    for person in np.flatnonzero(counts > 1).tolist():
        keys = [a * size + b for a, b in itertools.combinations(tied[starts[person] : starts[person + 1]], 2)]
        found += keys
        sharing += [person] * len(keys)
    return _array(found), _array(sharing)


def distinct(*keys: Numbers) -> Numbers:
    """Return all keys, sorted and each once (by sorting: on these sizes faster than ``numpy.unique``)."""
    ordered = np.sort(np.concatenate(keys))
    once: Numbers = ordered[np.diff(ordered, prepend=-1) != 0]
    return once


def _array(values: list[int]) -> Numbers:
    return np.array(values, dtype=np.int64)


def _starts(counts: Numbers) -> Numbers:
    """Return where each run starts when runs of these lengths lie behind each other, and the end of the last."""
    return np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(counts)])
