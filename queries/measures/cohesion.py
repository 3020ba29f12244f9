"""Measures of cohesion from graph theory, over the organisations of the carrying graph H.

Two sorts of ties between organisations are used, each where its measure asks for it:

- *joined*: a path of any length in H (fragmentation, connectedness, robustness);
- a *connection* (design, section 5): direct contact, whoever carries it (centralization, the E-I index, brokerage).

``queries.measures.distances`` has the measures that count steps, ``queries.measures.centrality`` those of a single person.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from graph.network import Network
from queries.carrying.counted import Counted
from queries.carrying.graph import CarryingGraph, Connections, Flags, Numbers, components
from queries.carrying.separation import pairs
from queries.measures.ratio import Ratio
from queries.places.areas import working_areas

#: The roles of Gould and Fernandez in a network without direction, where gatekeeper and representative are the same.
ROLES = ("coordinator", "consultant", "gatekeeper", "liaison")


def joined_pairs_without(found: Counted, persons: Iterable[int]) -> int:
    """Return the organisation pairs that count with a path between them in H without ``persons`` (vertex numbers)."""
    gone = np.fromiter(persons, dtype=np.int64)
    return found.joined_pairs(_components_without(found.graph, gone))


def connectedness(found: Counted) -> Ratio:
    """Return Krackhardt's connectedness (1994): the share of the organisation pairs that is joined in H, 0..1."""
    return Ratio(found.joined_pairs(), found.every_pair)


def fragmentation(found: Counted) -> Ratio:
    """Return Borgatti's F (2006, formula 4): the share of the organisation pairs that is not joined in H, 0..1.

    Borgatti, S.P. Identifying sets of key players in a social network. Comput. Math. Organ. Theory 12, 21-34.
    """
    return Ratio(found.every_pair - found.joined_pairs(), found.every_pair)


def robustness(found: Counted) -> Ratio:
    """Return R of Schneider et al. (2011): how much holds together while persons leave one after the other.

    R is the mean, over Q = 1..N, of the share of organisations in the largest component of H without the first Q persons.
    N counts the persons with a tie to two organisations or more; the others hold nothing together. Rule of removal: *highest
    degree first*, recomputed after every removal. Persons have ties with organisations only, so the degree of one does
    not change when another leaves, and the order is known beforehand; equal degrees go by their organisations, in the
    order of the network, which is the same for every audience. 1 / organisations when the first to leave takes everything
    with her, 1 when unattributed ties hold all together without anybody. Of a region those leave who have a tie there.
    """
    graph, order = found.graph, _by_degree(found)
    forest = _Forest(_components_without(graph, found.persons)[: graph.organisations], found.flags)
    # Backwards: put the persons back, the last who left first, because joining is quick and falling apart is not.
    in_largest = 0
    for person in reversed(order):
        in_largest += forest.largest
        first, *others = graph.ties_of_persons[person]
        for other in others:
            forest.join(first, other)
    return Ratio(in_largest, len(order) * len(found.organisations))


def centralization(found: Counted) -> Ratio:
    """Return Freeman's degree centralization (1979) of the connections: 1 for a star, 0 when all have equally many."""
    connections, count = found.connections, len(found.organisations)
    if count < 3:
        return Ratio(0, 0)
    degrees = np.bincount(np.concatenate([connections.a, connections.b]), minlength=1)
    return Ratio(int(count * degrees.max() - degrees.sum()), (count - 1) * (count - 2))


def ei_index(found: Counted, groups: Sequence[str]) -> tuple[Ratio, Mapping[str, Ratio]]:
    """Return the E-I index of Krackhardt and Stern (1988) over the connections: of all together, and of every group.

    ``groups`` gives the group of every organisation of H (by number); those are told that organisations that count are
    in. (external - internal) / (external + internal): -1 when all connections stay within the group, 1 when all leave it.
    """
    connections = found.connections
    ends = [(groups[a], groups[b]) for a, b in _ends(connections)]
    internal = Counter(one for one, other in ends if one == other)
    external = Counter(group for both in ends if both[0] != both[1] for group in both)
    by_group = {
        group: Ratio(external[group] - internal[group], external[group] + internal[group])
        for group in dict.fromkeys(groups[one] for one in found.organisations.tolist())
    }
    return Ratio(len(connections) - 2 * internal.total(), len(connections)), by_group


def brokerage(connections: Connections, groups: Sequence[str]) -> dict[int, dict[str, int]]:
    """Return, by organisation that stands between others, how often in each role of Gould and Fernandez (1989).

    She stands between a and c when both have a connection with her and none with each other; every such pair counts once.
    coordinator: all three in one group; consultant: a and c in one group, she in another; gatekeeper: she in the group of
    one of them (with direction: gatekeeper or representative); liaison: three groups.
    """
    adjacent: dict[int, set[int]] = defaultdict(set)
    for a, b in _ends(connections):
        adjacent[a].add(b)
        adjacent[b].add(a)
    found = {}
    for broker, neighbours in adjacent.items():
        # All pairs of neighbours by counting, less those with a connection of their own: these are few.
        counts = _pairs_by_role(Counter(groups[neighbour] for neighbour in neighbours), groups[broker])
        for a in neighbours:
            for c in adjacent[a] & neighbours:
                if a < c:
                    counts[_role(groups[a], groups[broker], groups[c])] -= 1
        if any(counts.values()):
            found[broker] = counts
    return found


def municipality_groups(network: Network, graph: CarryingGraph) -> list[str]:
    """Return, by organisation number, the one municipality that it works in; one with none or several is its own group."""
    places = working_areas(network)
    own = ((id_, places[id_].municipalities) for id_ in graph.ids[: graph.organisations])
    return [next(iter(municipalities)) if len(municipalities) == 1 else id_ for id_, municipalities in own]


def kind_groups(network: Network, graph: CarryingGraph) -> list[str]:
    """Return the kind of every organisation, by number."""
    return [network.nodes[id_].kind for id_ in graph.ids[: graph.organisations]]


def _pairs_by_role(neighbours: Counter[str], own: str) -> dict[str, int]:
    """Return how many pairs of neighbours (counted by group) there are for each role of somebody in the group ``own``."""
    same, others = neighbours[own], neighbours.total() - neighbours[own]
    within_one = sum(pairs(count) for group, count in neighbours.items() if group != own)
    return {
        "coordinator": pairs(same),
        "consultant": within_one,
        "gatekeeper": same * others,
        "liaison": pairs(others) - within_one,
    }


def _role(a: str, broker: str, c: str) -> str:
    if a == c:
        return "coordinator" if a == broker else "consultant"
    return "gatekeeper" if broker in (a, c) else "liaison"


def _ends(connections: Connections) -> Iterator[tuple[int, int]]:
    return zip(connections.a.tolist(), connections.b.tolist(), strict=True)


def _components_without(graph: CarryingGraph, persons: Numbers) -> Numbers:
    """Return the number of the component of each vertex of H without ``persons``, each of whom is a component of her own."""
    gone = np.zeros(len(graph.ids), dtype=np.bool_)
    gone[persons] = True
    stays = ~(np.repeat(gone, graph.degrees) | gone[graph.neighbours])
    starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(stays)])[graph.starts]
    return components(graph.neighbours[stays], starts)


def _by_degree(found: Counted) -> list[int]:
    """Return the persons with two ties or more in the order of leaving; who knows the same organisations is the same."""
    ties = found.graph.ties_of_persons
    return sorted(
        ties.keys() & set(found.persons.tolist()), key=lambda person: (-len(ties[person]), ties[person], person)
    )


class _Forest:
    """Disjoint sets of organisations (union by size, path halving: Tarjan and Van Leeuwen, 1984)."""

    def __init__(self, set_of: Numbers, counts: Flags) -> None:
        """Start with the sets in ``set_of`` (a number for each organisation); a set is as large as how many ``counts``."""
        _, first, which = np.unique(set_of, return_index=True, return_inverse=True)
        self._parent: list[int] = first[which].tolist()
        self._size: list[int] = np.bincount(which[counts], minlength=len(first))[which].tolist()
        self.largest = max(self._size, default=0)

    def join(self, a: int, b: int) -> None:
        """Make one set of the sets of ``a`` and ``b``."""
        a, b = self._root(a), self._root(b)
        if a == b:
            return
        if self._size[a] < self._size[b]:
            a, b = b, a
        self._parent[b] = a
        self._size[a] += self._size[b]
        self.largest = max(self.largest, self._size[a])

    def _root(self, a: int) -> int:
        parent = self._parent
        while parent[a] != a:
            parent[a] = a = parent[parent[a]]
        return a
