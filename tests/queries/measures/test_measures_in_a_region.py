"""The measures of a region, against brute force: its own connections, and paths through everything that there is."""

from __future__ import annotations

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.network import Network
from graph.views import known_only, on, take, within
from queries.carrying.counted import counted
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
