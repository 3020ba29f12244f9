"""Path, held against every simple path of H that networkx lists."""

from __future__ import annotations

import itertools

import networkx as nx
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from graph.network import Network
from graph.views import known_only, on, take
from queries.carrying.chains import chains
from tests.networks import DAY, network, networks, relation
from tests.queries import oracle


@settings(max_examples=120, deadline=None)
@given(networks(), st.data(), st.booleans())
def test_chains_are_the_shortest_paths_of_brute_force(made: Network, data: st.DataObject, only: bool) -> None:
    seen = take(made, on(DAY), *([known_only] if only else []))
    look = oracle.look(made, DAY, known_only=only)
    assume(len(look.graph) > 1)
    a, b = data.draw(st.lists(st.sampled_from(sorted(look.graph)), min_size=2, max_size=2, unique=True))
    every = sorted(nx.all_simple_paths(look.graph, a, b), key=len)
    found = chains(seen, a, b, alternatives=4)
    assert [len(chain.nodes) for chain in found] == [len(path) for path in every[:4] if len(path) <= len(every[0]) + 2]
    assert len({chain.nodes for chain in found}) == len(found)
    for chain in found:
        assert (chain.nodes[0], chain.nodes[-1]) == (a, b)
        assert all(look.graph.has_edge(*step) for step in itertools.pairwise(chain.nodes))
        assert chain.introducers == tuple(node for node in chain.nodes[1:-1] if node in look.persons)


def test_a_person_with_one_tie_can_be_an_end() -> None:
    made = network(
        [
            relation("seat", "person:p", "council:a"),
            relation("seat", "person:q", "council:a"),
            relation("seat", "person:q", "council:b"),
            relation("seat", "person:loose", "council:c"),
        ]
    )
    (chain,) = chains(made, "person:p", "council:b")
    assert chain.nodes == ("person:p", "council:a", "person:q", "council:b")
    assert chain.introducers == ("person:q",)
    assert chains(made, "council:a", "person:loose") == []
    assert [chain.nodes for chain in chains(made, "council:a", "council:a")] == [("council:a",)]
