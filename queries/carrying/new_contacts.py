"""H with contacts in it that do not exist yet: what ``carrying_graph`` gives of the network with those contacts in it.

Nothing is read from the relations again: in a whole country that takes longer than choosing the contacts.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from graph.views.contacts import NewContact, named
from queries.carrying.graph import CarryingGraph, Connections, Numbers


def with_more_contacts(graph: CarryingGraph, contacts: Iterable[NewContact]) -> CarryingGraph:
    """Return H with new contacts; a carrier who is not in it yet becomes its last vertex."""
    made, numbers = named(contacts), dict(graph.numbers)
    for _, carriers in made:
        for carrier in carriers:
            numbers.setdefault(carrier, len(numbers))
    size = len(numbers)
    ends = [(*sorted(numbers[id_] for id_ in both), numbers[person]) for both, carriers in made for person in carriers]
    a, b, carriers_of = np.array(ends, dtype=np.int64).reshape(-1, 3).T
    one, other = graph.edges
    edges = [one * size + other, a * size + carriers_of, b * size + carriers_of]
    connections = _connections(graph.connections, a * size + b, carriers_of, size)
    return CarryingGraph(numbers, graph.organisations, np.concatenate(edges), connections, graph.unattributed)


def _connections(now: Connections, carried: Numbers, carriers: Numbers, size: int) -> Connections:
    """Return the connections with more of them: pairs as keys, once per carrier."""
    pairs = now.a * size + now.b
    couples = np.repeat(pairs, now.counts), now.carriers
    return Connections(
        np.concatenate([pairs, carried]),
        size,
        (np.concatenate([couples[0], carried]), np.concatenate([couples[1], carriers])),
        pairs[now.known],
        pairs[now.unattributed],
        pairs[now.named],
    )
