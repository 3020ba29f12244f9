"""Measures against values that others published, or that networkx gives for the same graph."""

from __future__ import annotations

import networkx as nx
import pytest

from graph.network import Network
from queries.carrying.counted import counted, everything
from queries.carrying.graph import carrying_graph
from queries.measures.centrality import betweenness, communities, constraint
from queries.measures.cohesion import (
    brokerage,
    centralization,
    connectedness,
    ei_index,
    fragmentation,
    kind_groups,
    municipality_groups,
    robustness,
)
from queries.measures.distances import distance_weighted_fragmentation
from queries.measures.ratio import Ratio
from tests.networks import network, node, relation
from tests.queries.measures.published import davis, florentine, of_organisations


def _value(ratio: Ratio) -> float:
    value = ratio.value
    assert value is not None
    return value


def _both(made: Network) -> tuple[float, float]:
    found = counted(made)
    return round(_value(fragmentation(found)), 4), round(_value(distance_weighted_fragmentation(found)), 4)


def test_fragmentation_of_the_florentine_families() -> None:
    """Borgatti (2006): nothing is apart; without Medici, and without Medici and Guadagni, more and more is."""
    assert _both(florentine())[0] == 0
    assert _both(florentine("Medici")) == (0.3846, 0.6738)
    assert _both(florentine("Medici", "Guadagni")) == (0.7051, 0.8024)


def test_fragmentation_of_two_triangles_joined_by_one_edge() -> None:
    edges = [("A", "B"), ("B", "C"), ("A", "C"), ("C", "D"), ("D", "E"), ("E", "F"), ("D", "F")]
    assert _both(of_organisations(edges, without=["C"])) == (0.6, 0.6)


def test_connectedness_is_what_fragmentation_leaves() -> None:
    graph = carrying_graph(florentine("Medici"))
    assert _value(connectedness(everything(graph))) == pytest.approx(1 - 0.3846, abs=1e-4)


def test_a_person_on_the_way_adds_no_distance() -> None:
    """One person in three organisations: all at distance 1; a second person after the third organisation: distance 2."""
    seats = [("p", "a"), ("p", "b"), ("p", "c"), ("q", "c"), ("q", "d")]
    made = network([relation("seat", f"person:{person}", f"council:{council}") for person, council in seats])
    # ab, ac, bc and cd at 1; ad and bd at 2: 5 of 6.
    assert _value(distance_weighted_fragmentation(counted(made))) == pytest.approx(1 / 6)


def test_a_platform_on_the_way_adds_no_distance() -> None:
    """Three councils in one platform: all four at distance 1."""
    made = network([relation("participates", f"council:{name}", "platform:p") for name in "abc"])
    assert _value(distance_weighted_fragmentation(counted(made))) == 0


def test_degree_centralization() -> None:
    """Wasserman and Faust (1994) give 0.267 for the 16 families, Pucci included; a star has 1, a circle 0."""
    families = florentine()
    with_pucci = Network({**families.nodes, "council:Pucci": node("council:Pucci")}, families.relations)
    assert _value(centralization(everything(carrying_graph(with_pucci)))) == pytest.approx(0.267, abs=5e-4)
    assert _value(centralization(everything(carrying_graph(of_organisations(nx.star_graph(6).edges))))) == 1
    assert _value(centralization(everything(carrying_graph(of_organisations(nx.cycle_graph(6).edges))))) == 0
    # Degrees 17, 16, 12, ... of 34 members with 78 ties (Zachary, 1977): (34 * 17 - 2 * 78) / (33 * 32).
    assert (
        _value(centralization(everything(carrying_graph(of_organisations(nx.karate_club_graph().edges))))) == 422 / 1056
    )


def _between(made: Network) -> dict[str, float]:
    graph = carrying_graph(made)
    values = betweenness(everything(graph)).values.tolist()
    return {id_.partition(":")[2]: value for id_, value in zip(graph.ids, values, strict=True)}


def test_betweenness_of_krackhardts_kite() -> None:
    """Krackhardt (1990): Heather 0.389, Fernando and Garth 0.231, Ike 0.222, Diane 0.102."""
    found = _between(of_organisations(nx.krackhardt_kite_graph().edges))
    expected = {"7": 0.389, "5": 0.231, "6": 0.231, "8": 0.222, "3": 0.102, "0": 0.023, "1": 0.023, "9": 0.0}
    assert {name: round(found[name], 3) for name in expected} == expected


def test_betweenness_of_the_medici() -> None:
    assert _between(florentine())["Medici"] == pytest.approx(0.522, abs=5e-4)


def test_betweenness_of_davis_and_karate_is_that_of_networkx() -> None:
    women = _between(davis())
    assert women == pytest.approx(nx.betweenness_centrality(nx.davis_southern_women_graph()))
    members = _between(of_organisations(nx.karate_club_graph().edges))
    assert members == pytest.approx({str(k): v for k, v in nx.betweenness_centrality(nx.karate_club_graph()).items()})


def test_communities_of_the_karate_club() -> None:
    """The best known division has modularity 0.4198 (Brandes et al., 2008); the same seed gives the same groups."""
    club: nx.Graph[int] = nx.Graph(nx.karate_club_graph().edges)
    graph = carrying_graph(of_organisations(club.edges))
    found = communities(everything(graph))
    assert found == communities(everything(graph))
    groups = [{int(graph.ids[v].partition(":")[2]) for v in group} for group in found]
    assert 0.41 < nx.community.modularity(club, groups) <= 0.4199


def test_robustness_of_the_southern_women() -> None:
    """Remove the woman with most events left, again and again; of equals by the events, as the rule says."""
    graph = nx.davis_southern_women_graph()
    women, events = set(graph.graph["top"]), set(graph.graph["bottom"])
    place = {id_.partition(":")[2]: number for number, id_ in enumerate(davis().organisations)}
    shares = []
    for _ in range(len(women)):
        ties = {woman: sorted(place[event] for event in graph[woman]) for woman in women & set(graph)}
        graph.remove_node(min(ties, key=lambda woman: (-len(ties[woman]), ties[woman])))
        shares.append(max(len(part & events) for part in nx.connected_components(graph)) / len(events))
    assert _value(robustness(counted(davis()))) == pytest.approx(sum(shares) / len(shares))


def test_robustness_of_a_star_is_one_over_the_organisations() -> None:
    """Schneider et al. (2011): 1/N at the lowest, when the first to go takes everything with it."""
    made = network([relation("seat", "person:p", f"council:{number}") for number in range(8)])
    assert _value(robustness(counted(made))) == 1 / 8


@pytest.mark.parametrize(("ego", "expected"), [("G", 0.400), ("A", 0.595), ("C", 1.0)])
def test_constraint_in_borgattis_graph(ego: str, expected: float) -> None:
    """The graph of Borgatti's *Structural Holes: Unpacking Burt's Redundancy Measures*, with one of them a person."""
    edges = ["AB", "AF", "AG", "AE", "EG", "FG", "BG", "BD", "DG", "GC"]
    relations = [
        relation("seat", f"person:{ego}", f"council:{(set(edge) - {ego}).pop()}")
        if ego in edge
        else relation("contact", f"council:{edge[0]}", f"council:{edge[1]}")
        for edge in edges
    ]
    graph = carrying_graph(network(relations))
    assert constraint(graph, graph.numbers[f"person:{ego}"]) == pytest.approx(expected, abs=1e-3)


def _village() -> Network:
    """Two municipalities: councils a, b and c in M, d and e in N; platform r in the region around both.

    Contacts: a-b, a-c, a-d, d-e, r-c, r-d, r-e.
    """
    places = {"a": "M", "b": "M", "c": "M", "d": "N", "e": "N"}
    advises = [relation("active_in", f"council:{o}", f"municipality:{place}") for o, place in places.items()]
    edges = [("a", "b"), ("a", "c"), ("a", "d"), ("d", "e")]
    contacts = [relation("contact", f"council:{x}", f"council:{y}") for x, y in edges]
    contacts += [relation("contact", "platform:r", f"council:{x}") for x in "cde"]
    return network([*advises, relation("active_in", "platform:r", "region:R"), *contacts])


def test_ei_index_by_hand() -> None:
    """By municipality: inside M ab and ac, inside N de; outside ad, rc, rd, re. (4 - 3) / 7."""
    made = _village()
    graph = carrying_graph(made)
    whole, groups = ei_index(everything(graph), municipality_groups(made, graph))
    assert whole == Ratio(1, 7)
    # M: ad and rc leave it, ab and ac stay. N: ad, rd and re leave it, de stays.
    assert (groups["municipality:M"], groups["municipality:N"]) == (Ratio(0, 4), Ratio(2, 4))
    # By kind: rc, rd and re join a platform with a council, the other four two councils.
    whole, groups = ei_index(everything(graph), kind_groups(made, graph))
    assert whole == Ratio(-1, 7)
    assert (groups["council"], groups["platform"]) == (Ratio(-1, 7), Ratio(3, 3))


def test_brokerage_by_hand() -> None:
    """a stands between b and c (own village), between b and d and between c and d (own and another).

    c between a and r, d between a and e, and between a and r (e and r know each other). r between c and d, c and e.
    """
    made = _village()
    graph = carrying_graph(made)
    found = {
        graph.ids[broker]: {role: count for role, count in roles.items() if count}
        for broker, roles in brokerage(graph.connections, municipality_groups(made, graph)).items()
    }
    assert found == {
        "council:a": {"coordinator": 1, "gatekeeper": 2},
        "council:c": {"gatekeeper": 1},
        "council:d": {"gatekeeper": 1, "liaison": 1},
        "platform:r": {"liaison": 2},
    }


def test_a_consultant_stands_within_a_municipality_that_is_not_hers() -> None:
    made = _village()
    more = [relation("contact", "platform:r", "council:b")]
    graph = carrying_graph(network([*made.relations, *more]))
    found = brokerage(graph.connections, municipality_groups(made, graph))
    # b and c of M do not know each other, and both know r of no single municipality.
    assert found[graph.numbers["platform:r"]]["consultant"] == 1
