"""Who can bring two organisations together: shortest chains against networkx, and advisers nearby by hand."""

from __future__ import annotations

import itertools

import networkx as nx
from hypothesis import given, settings

from graph.network import Network
from graph.views import on, take
from queries.carrying.chains import chain
from queries.carrying.graph import carrying_graph
from queries.finding import Finding
from queries.missing.introductions import Introductions
from tests.networks import DAY, network, relation
from tests.queries import oracle
from tests.queries.furnished import furnished_networks


@settings(max_examples=100, deadline=None)
@given(furnished_networks())
def test_a_chain_is_a_shortest_path(made: Network) -> None:
    graph, truth = carrying_graph(take(made, on(DAY))), oracle.look(made, DAY).graph
    for a, b in itertools.combinations(range(graph.organisations), 2):
        found = [graph.ids[vertex] for vertex in chain(graph, a, b)]
        if not nx.has_path(truth, graph.ids[a], graph.ids[b]):
            assert found == []
        else:
            assert (found[0], found[-1]) == (graph.ids[a], graph.ids[b])
            assert nx.is_path(truth, found)
            assert len(found) - 1 == nx.shortest_path_length(truth, found[0], found[-1])


def _introduced(made: Network, *organisations: str) -> dict[str, list[str]]:
    finding = Finding(kind="expected-link", subjects=organisations, organisations=organisations)
    details = Introductions(made).introduced(finding).details
    return {name: ids for name, ids in details.items() if ids}


def test_whoever_knows_both_or_the_people_in_between() -> None:
    seats = [("p", "a"), ("p", "b"), ("q", "b"), ("q", "c")]
    made = network([relation("seat", f"person:{person}", f"council:{council}") for person, council in seats])
    assert _introduced(made, "council:a", "council:b") == {"introducers": ["person:p"]}
    assert _introduced(made, "council:a", "council:c") == {
        "introducers": ["person:p", "person:q"],
        "via": ["council:b"],
    }


def test_an_organisation_in_between_when_nobody_is_known_to_keep_the_contact() -> None:
    made = network([relation("contact", "council:a", "platform:p"), relation("contact", "platform:p", "council:b")])
    assert _introduced(made, "council:a", "council:b") == {"via": ["platform:p"]}


def test_without_a_way_the_advisers_nearby() -> None:
    town, region = "municipality:stad", "region:r"
    relations = [relation("active_in", f"council:{name}", town) for name in "ab"]
    relations += [relation("part_of", town, region), relation("supports", "person:ver", region)]
    assert _introduced(network(relations), "council:a", "council:b") == {"advisers": ["person:ver"]}
    relations.append(relation("supports", "person:dichtbij", town))
    assert _introduced(network(relations), "council:a", "council:b") == {"advisers": ["person:dichtbij"]}
    assert _introduced(network(relations[:2]), "council:a", "council:b") == {}
