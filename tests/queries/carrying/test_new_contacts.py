"""H with new contacts is the H of the network with those contacts in it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.network import Network
from graph.views import known_only, on, take
from graph.views.contacts import NewContact, with_contacts
from queries.carrying.graph import CarryingGraph, carrying_graph
from queries.carrying.new_contacts import with_more_contacts
from tests.networks import DAY, networks


def _by_id(graph: CarryingGraph) -> tuple[object, object]:
    """Return the neighbours of every vertex, and what is known of every connection, by id."""
    ids, ties = graph.ids, graph.connections
    neighbours = {ids[v]: {ids[other] for other in graph.neighbours_of(v)} for v in range(len(ids))}
    connections = {
        frozenset((ids[ties.a[i]], ids[ties.b[i]])): (
            sorted(ids[person] for person in ties.carriers[ties.starts[i] : ties.starts[i + 1]]),
            bool(ties.unattributed[i]),
            bool(ties.known[i]),
        )
        for i in range(len(ties))
    }
    return neighbours, connections


@settings(max_examples=60, deadline=None)
@given(networks(), st.data(), st.booleans())
def test_it_is_the_graph_of_the_network_with_those_contacts(made: Network, data: st.DataObject, only: bool) -> None:
    seen = take(made, on(DAY), *([known_only] if only else []))
    persons = st.one_of(st.none(), st.sampled_from(sorted(seen.persons))) if seen.persons else st.none()
    contacts = []
    if len(seen.organisations) > 1:
        two = st.lists(st.sampled_from(sorted(seen.organisations)), min_size=2, max_size=2, unique=True)
        one = st.builds(NewContact, two.map(lambda pair: (pair[0], pair[1])), st.tuples(persons, persons))
        contacts = data.draw(st.lists(one, max_size=3))
    expected = carrying_graph(take(seen, with_contacts(contacts)))
    assert _by_id(with_more_contacts(carrying_graph(seen), contacts)) == _by_id(expected)
