"""The network in memory, and what networkx makes of it."""

from __future__ import annotations

import json
from datetime import date

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from networkx.readwrite import json_graph

from graph.model import kind_of
from graph.network import LooseEnd, Network, Scope
from tests.networks import ORGANISATION_KINDS, network, networks, node, relation

COUNCIL, UNION, PLATFORM, TOWN = "council:c", "client_organisation:u", "platform:p", "municipality:GM0001"
ANNA, BEA = "person:anna", "person:bea"


@pytest.fixture
def small() -> Network:
    """A council and a union that Anna keeps in contact; both Anna's seats in the council; Bea sits in the union."""
    return network(
        [
            relation("contact", COUNCIL, UNION, ANNA, properties={"frequency": "elk kwartaal"}),
            relation("contact", UNION, COUNCIL, BEA),
            relation("seat", ANNA, COUNCIL, properties={"role": "member"}, until=date(2025, 1, 1)),
            relation("seat", ANNA, COUNCIL, properties={"role": "chair"}, since=date(2025, 1, 1)),
            relation("seat", BEA, UNION),
            relation("advises", COUNCIL, TOWN),
            relation("participates", UNION, PLATFORM, ANNA, BEA),
        ],
        node(COUNCIL, properties={"type": "wmo_council", "name": "a property of that name"}),
        node("meeting:m", since=date(2026, 1, 1)),
        node("topic:wmo"),
    )


def test_organisations_and_persons_in_the_order_of_the_sources(small: Network) -> None:
    assert small.organisations == (COUNCIL, UNION, TOWN, PLATFORM)
    assert small.persons == (ANNA, BEA)


def test_parallel_relations_are_parallel_edges(small: Network) -> None:
    graph = small.graph
    assert graph.number_of_edges() == 7
    assert graph.number_of_edges(ANNA, COUNCIL) == 2
    assert {data["role"] for data in graph.get_edge_data(ANNA, COUNCIL).values()} == {"member", "chair"}
    assert {key.partition("#")[0] for _, _, key in graph.edges(keys=True)} == {
        "contact",
        "seat",
        "advises",
        "participates",
    }
    assert len({key for _, _, key in graph.edges(keys=True)}) == 7


def test_nodes_and_edges_carry_fields_and_properties(small: Network) -> None:
    graph = small.graph
    assert graph.nodes[COUNCIL]["kind"] == "council"
    assert graph.nodes[COUNCIL]["type"] == "wmo_council"
    assert graph.nodes[COUNCIL]["name"] == "c", "a field goes before a property of the same name"
    assert graph.nodes["meeting:m"]["since"] == "2026-01-01"
    (contact,) = graph.get_edge_data(COUNCIL, UNION).values()
    assert contact["relation"] == "contact"
    assert contact["carriers"] == ANNA
    assert contact["frequency"] == "elk kwartaal"
    assert contact["sources"] == "test.xlsx, contact!2"
    assert "since" not in contact


def test_a_node_without_relations_is_in_the_graph(small: Network) -> None:
    assert "topic:wmo" in small.graph
    assert small.graph.degree("topic:wmo") == 0


@pytest.mark.parametrize("name", ["key", "u_for_edge", "v_for_edge", "source", "target", "weight"])
def test_a_property_may_have_any_name(name: str) -> None:
    made = network([relation("contact", COUNCIL, UNION, properties={name: "x"})], node(ANNA, properties={name: "y"}))
    ((_, _, data),) = made.graph.edges(data=True)
    assert data[name] == "x"
    assert made.graph.nodes[ANNA][name] == "y"


def test_networkx_functions_take_it(small: Network) -> None:
    graph = small.graph
    # Anna 2 edges, of 5 other nodes... worked out by hand: degree / (number of nodes - 1).
    centrality = nx.degree_centrality(graph)
    assert centrality[ANNA] == pytest.approx(2 / 7)
    assert centrality[COUNCIL] == pytest.approx(5 / 7)
    assert {frozenset(part) for part in nx.weakly_connected_components(graph)} == {
        frozenset({COUNCIL, UNION, PLATFORM, TOWN, ANNA, BEA}),
        frozenset({"meeting:m"}),
        frozenset({"topic:wmo"}),
    }
    undirected = graph.to_undirected()
    assert undirected.number_of_edges() == 7
    assert nx.shortest_path(undirected, TOWN, BEA) == [TOWN, COUNCIL, UNION, BEA]
    assert set(nx.ego_graph(undirected, TOWN)) == {TOWN, COUNCIL}
    assert nx.number_strongly_connected_components(graph) == 7
    assert sum(nx.pagerank(nx.DiGraph(graph)).values()) == pytest.approx(1)


def test_the_graph_as_plain_data_and_back(small: Network) -> None:
    data = json_graph.node_link_data(small.graph, edges="edges")
    assert {entry["id"] for entry in data["nodes"]} == set(small.nodes)
    assert {(entry["source"], entry["target"], entry["key"]) for entry in data["edges"]} == set(
        small.graph.edges(keys=True)
    )
    back = json_graph.node_link_graph(data, edges="edges")
    assert nx.utils.graphs_equal(back, small.graph)
    text = json.dumps(data)
    assert "elk kwartaal" in text


def test_a_graph_that_is_taken_apart_leaves_the_network_whole(small: Network) -> None:
    copy = small.graph.copy()
    copy.remove_node(COUNCIL)
    assert COUNCIL in small.nodes
    assert COUNCIL in small.graph
    assert len(small.relations) == 7


def test_an_empty_network() -> None:
    empty = Network({}, [])
    assert empty.organisations == empty.persons == ()
    assert empty.advisers == frozenset()
    assert not empty.relations_of
    assert empty.graph.number_of_nodes() == 0
    assert empty.scope == Scope(on=None, region=None, audience="internal", without=())


def test_relations_of_a_node_are_those_it_is_an_end_or_a_carrier_of(small: Network) -> None:
    of = {
        id_: [(r.relation, r.origin, r.target) for r in small.relations_of.get(id_, ())]
        for id_ in (ANNA, COUNCIL, "topic:wmo")
    }
    assert of[ANNA] == [
        ("contact", COUNCIL, UNION),
        ("seat", ANNA, COUNCIL),
        ("seat", ANNA, COUNCIL),
        ("participates", UNION, PLATFORM),
    ]
    assert len(of[COUNCIL]) == 5
    assert of["topic:wmo"] == []


def test_a_relation_with_itself_counts_once() -> None:
    itself = relation("contact", COUNCIL, COUNCIL, ANNA, ANNA)
    made = network([itself])
    assert made.relations_of[COUNCIL] == [itself]
    assert made.relations_of[ANNA] == [itself]
    assert made.graph.number_of_edges(COUNCIL, COUNCIL) == 1


def test_who_is_an_adviser() -> None:
    made = network(
        [
            relation("supports", "person:supporter", COUNCIL),
            relation("employer", "person:employed", "support_organisation:s"),
            relation("seat", "person:member", COUNCIL),
            relation("convenes", "person:convener", PLATFORM),
        ],
        node("person:appointed", properties={"appointments": [{"since": None, "until": None}]}),
        node("person:was-appointed", properties={"appointments": []}),
    )
    assert made.advisers == {"person:supporter", "person:employed", "person:appointed"}
    assert {person for person in made.persons if made.is_adviser(person)} == made.advisers


def test_replace_keeps_what_is_not_given(small: Network) -> None:
    loose = LooseEnd(relation("seat", ANNA, "council:gone"), ("council:gone",))
    whole = Network(
        small.nodes, small.relations, loose_ends=[loose], salt=b"pepper", identity={"council:old": "council:a"}
    )
    narrowed = whole.replace(region="region:r").replace(on=date(2026, 1, 1))
    assert narrowed.scope == Scope(on=date(2026, 1, 1), region="region:r")
    assert (narrowed.nodes, narrowed.relations) == (small.nodes, small.relations)
    assert (narrowed.loose_ends, narrowed.salt) == ([loose], b"pepper")
    assert narrowed.identity == {"council:old": "council:a"}
    assert whole.scope == Scope()
    assert whole.replace({}, []).nodes == {}


def test_named_gives_the_nodes_that_are_there(small: Network) -> None:
    assert [item.id for item in small.named([BEA, "person:nobody", COUNCIL])] == [BEA, COUNCIL]


@settings(max_examples=50)
@given(networks())
def test_the_indexes_say_what_a_plain_search_says(made: Network) -> None:
    assert set(made.organisations) == {id_ for id_ in made.nodes if kind_of(id_) in ORGANISATION_KINDS}
    assert set(made.persons) == {id_ for id_ in made.nodes if id_.startswith("person:")}
    for id_ in made.nodes:
        touching = [r for r in made.relations if id_ in (r.origin, r.target) or id_ in r.carriers]
        assert list(made.relations_of.get(id_, ())) == touching
    for code in {r.relation for r in made.relations}:
        assert list(made.relations_by_type[code]) == [r for r in made.relations if r.relation == code]
    assert sum(map(len, made.relations_by_type.values())) == len(made.relations)


@settings(max_examples=50)
@given(networks(), st.data())
def test_the_graph_has_every_node_and_relation_once(made: Network, data: st.DataObject) -> None:
    graph = made.graph
    assert list(graph) == list(made.nodes)
    assert graph.number_of_edges() == len(made.relations)
    if made.relations:
        number = data.draw(st.integers(0, len(made.relations) - 1))
        one = made.relations[number]
        edge = graph.edges[one.origin, one.target, f"{one.relation}#{number}"]
        ends = {name: str(day) for name, day in (("since", one.since), ("until", one.until)) if day}
        assert {name: edge[name] for name in ("since", "until") if name in edge} == ends
        assert edge.get("carriers", "") == "; ".join(one.carriers)


def test_looking_up_a_node_without_relations_does_not_change_the_index(small: Network) -> None:
    before = len(small.relations_of)
    with pytest.raises(KeyError):
        small.relations_of["person:nobody"]
    with pytest.raises(KeyError):
        small.relations_by_type["seats"]
    assert len(small.relations_of) == before
