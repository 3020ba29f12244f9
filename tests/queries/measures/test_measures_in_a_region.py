"""The measures of a region, against brute force: its own connections, and paths through everything that there is."""

from __future__ import annotations

import itertools

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.network import Network
from graph.views import known_only, on, take, within
from queries.carrying.counted import counted
from queries.fragile.bridges import bridges
from queries.measures.centrality import betweenness, communities
from queries.measures.cohesion import ROLES, robustness
from queries.measures.ratio import Ratio
from queries.measures.structure import structure
from tests.networks import DAY, REGIONS, countries, network, relation
from tests.queries import oracle
from tests.queries.measures import measures_oracle
from tests.queries.missing import missing_oracle

_regions = st.sampled_from((*REGIONS, "region:part"))


@settings(max_examples=250, deadline=None)
@given(countries(), _regions, st.booleans())
def test_robustness_agrees_with_brute_force(made: Network, region: str, only: bool) -> None:
    today = take(made, on(DAY), *([known_only] if only else []))
    truth, about = oracle.look(made, DAY, known_only=only), oracle.at_work(made, DAY, region)
    if about:
        expected = measures_oracle.robustness(truth, today.order, about)
        assert robustness(counted(take(today, within(region)))) == expected


@settings(max_examples=250, deadline=None)
@given(countries(), _regions)
def test_structure_agrees_with_brute_force(made: Network, region: str) -> None:
    today = take(made, on(DAY))
    truth, about = oracle.look(made, DAY), oracle.at_work(made, DAY, region)
    kinds = {id_: id_.partition(":")[0] for id_ in truth.organisations}
    places = {id_: missing_oracle.where(today, id_).municipalities for id_ in truth.organisations}
    towns = {id_: next(iter(own)) if len(own) == 1 else id_ for id_, own in places.items()}

    told = structure(take(today, within(region)))
    assert told.centralization.value == measures_oracle.centralization(truth, about)
    roles = {broker: {role: count for role, count in own.items() if count} for broker, own in told.brokers}
    expected = measures_oracle.brokerage(truth, towns, about)
    assert {(broker, role): count for broker, own in roles.items() for role, count in own.items()} == expected
    assert all(set(own) == set(ROLES) for _, own in told.brokers)
    connections = measures_oracle.connections(truth, about)
    assert told.ei_by_kind == _external_internal(connections, kinds)
    assert told.ei_by_municipality == _external_internal(connections, towns)
    assert told.ei_of_kinds == {
        group: _external_internal(connections, kinds, group) for group in {kinds[id_] for id_ in about}
    }
    own = {towns[id_] for id_ in about if towns[id_].startswith("municipality:")}
    assert told.ei_of_municipalities == {group: _external_internal(connections, towns, group) for group in own}


def _external_internal(connections: nx.Graph[str], groups: dict[str, str], group: str | None = None) -> Ratio:
    """Return how many connections leave their group less those that stay, of all of ``group`` (None: of any)."""
    ends = [(groups[a], groups[b]) for a, b in connections.edges if group in (None, groups[a], groups[b])]
    leaving = sum(a != b for a, b in ends)
    return Ratio(leaving - (len(ends) - leaving), len(ends))


@settings(max_examples=200, deadline=None)
@given(countries(), _regions)
def test_betweenness_and_groups_agree_with_brute_force(made: Network, region: str) -> None:
    truth, about = oracle.look(made, DAY), oracle.at_work(made, DAY, region)
    found = counted(take(made, on(DAY), within(region)))
    core = truth.organisations | {person for person in truth.persons if truth.graph.degree(person) > 1}
    whole = about == truth.organisations
    ends = {id_ for id_ in core if id_ in about or (id_ in truth.persons and (whole or about & set(truth.graph[id_])))}
    told = dict(zip(found.graph.ids, betweenness(found).values.tolist(), strict=True))
    for id_ in truth.graph:
        assert told[id_] == pytest.approx(_share_of_paths(truth.graph, id_, sorted(ends - {id_})))
    # Once more from a draw of all of them: nothing is left to guess.
    drawn = betweenness(found, exact_up_to=0, sample=max(len(ends), 1))
    assert drawn.values.tolist() == pytest.approx(list(told.values())) and drawn.errors == pytest.approx(0)

    groups = communities(found)
    assert sorted(found.graph.ids[v] for group in groups for v in group) == sorted(about)
    parts = list(nx.connected_components(measures_oracle.connections(truth, about)))
    assert all(any({found.graph.ids[v] for v in group} <= part for part in parts) for group in groups)


def _share_of_paths(graph: nx.Graph[str], vertex: str, others: list[str]) -> float:
    """Return the mean share of the shortest paths between two of ``others`` that ``vertex`` is on."""
    on = 0.0
    pairs = list(itertools.combinations(others, 2))
    for a, b in pairs:
        if nx.has_path(graph, a, b):
            ways = list(nx.all_shortest_paths(graph, a, b))
            on += sum(vertex in way for way in ways) / len(ways)
    return on / len(pairs) if pairs else 0.0


def test_the_card_of_somebody_between_two_regions() -> None:
    """In region r the shortest way from a to b is through Anna, who sits in a and next door."""
    made = network(
        [
            *(relation("active_in", f"council:{one}", "region:r") for one in "abc"),
            *(relation("seat", "person:anna", f"council:{one}") for one in ("a", "next")),
            *(relation("seat", "person:bas", f"council:{one}") for one in ("b", "next")),
            *(relation("seat", "person:cor", f"council:{one}") for one in "ac"),
        ]
    )
    card = bridges(take(made, on(DAY), within("region:r")), "person:anna")
    assert card is not None and (card.area, card.groups, card.communities) == ("region:r", (("council:a",),), 1)
    # Of the others that belong here (a, b, c, Bas and Cor): Bas and b with each of the other three.
    assert (card.betweenness, card.error) == (6 / 10, 0)


def test_a_connection_with_a_neighbouring_region_is_not_one_of_the_region() -> None:
    """In region r all three know each other alike; one of them has four contacts next door."""
    ring = [("a", "b"), ("b", "c"), ("a", "c")]
    made = network(
        [
            *(relation("active_in", f"council:{one}", "region:r") for one in "abc"),
            *(relation("contact", f"council:{one}", f"council:{other}") for one, other in ring),
            *(relation("contact", "council:a", f"council:next{i}") for i in range(4)),
        ]
    )
    today = take(made, on(DAY))
    assert structure(today).centralization.numerator > 0
    told = structure(take(today, within("region:r")))
    assert (told.centralization.value, told.ei_by_kind) == (0.0, Ratio(-3, 3))
    assert told.brokers == []
