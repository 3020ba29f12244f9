"""Municipalities and regions: the order of loading does not decide what the network is."""

from __future__ import annotations

import itertools
import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.views.time import on
from loaders.base import Table
from tests.loaders.hub import Hub, by_name
from tests.loaders.sheets import table

#: Sources of which each may be loaded before or after every other one.
SOURCES: dict[str, tuple[Table, ...]] = {
    "bonden": (
        table(
            "cliëntenorganisaties",
            "naam,actief in",
            ["KO", "Noord; Beverwijk"],
            ["Bond", "Zuid; Velsen"],
            ["Koepel", "Noord-Holland"],
        ),
    ),
    "regios": (
        table("regio's", "id,naam,type", ["R1", "Noord", ""], ["", "Zuid", ""], ["PV27", "Noord-Holland", "provincie"]),
    ),
    "gemeenten": (
        table(
            "gemeenten",
            "id,naam,provincie",
            ["GM0375", "Beverwijk", "Noord-Holland"],
            ["", "Velsen", "noord-holland"],
            ["GM0396", "Heemskerk", ""],
        ),
    ),
    "raden": (table("raden", "naam,gemeente", ["Raad", "beverwijk"], ["Wmo-raad", "Velsen"]),),
    "tafels": (table("platforms", "naam,regio", ["Tafel", "noord"], ["Overleg", "Zuid"]),),
    "personen": (table("personen", "naam,gemeente", ["Jan", "Beverwijk"]),),
}


@pytest.fixture
def hub(tmp_path: Path) -> Hub:
    return Hub(tmp_path)


@pytest.mark.parametrize("order", [("bonden", "regios"), ("regios", "bonden")])
def test_an_area_becomes_the_region_that_a_list_says_it_is(hub: Hub, order: tuple[str, ...]) -> None:
    for source in order:
        hub.load(source, *SOURCES[source])
    assert hub.ids("municipality") == {"municipality:GM0375", "municipality:GM0453"}
    assert hub.ids("region") == {"region:R1", "region:zuid", "region:PV27"}
    assert ("client_organisation:ko", "region:R1") in hub.triples("active_in")


@pytest.mark.parametrize("order", [("gemeenten", "raden"), ("raden", "gemeenten")])
def test_a_municipality_survives_the_withdrawal_of_its_list(hub: Hub, order: tuple[str, ...]) -> None:
    for source in order:
        hub.load(source, *SOURCES[source])
    assert hub.triples("advises") == {
        ("council:raad", "municipality:GM0375"),
        ("council:wmo-raad", "municipality:velsen"),
    }
    hub.withdraw("gemeenten")
    assert len(hub.triples("advises")) == 2
    assert hub.network().nodes[dict(hub.triples("advises"))["council:raad"]].mention


def test_what_any_column_refers_to_survives(hub: Hub) -> None:
    hub.load("gebieden", *SOURCES["gemeenten"], *SOURCES["regios"])
    hub.load(
        "lijst",
        table("personen", "naam", ["Jan"]),
        table("zetels", "persoon,organisatie", ["Jan", "Heemskerk"]),
        table("adviseurs", "persoon,ondersteunt", ["Jan", "GM0375; Noord (regio)"]),
        table("platforms", "naam,bijeengeroepen door", ["Tafel", "Velsen"]),
        table("contacten", "organisatie a,organisatie b", ["Beverwijk", "Velsen"]),
    )
    nodes, relations = by_name(hub.network())
    hub.withdraw("gebieden")
    nodes -= {("region", "zuid"), ("region", "noord-holland")}
    relations = {each for each in relations if each[0] != "part_of"}
    assert by_name(hub.network()) == (nodes, relations)
    assert len(relations) == 5


def test_a_list_withdrawn_and_loaded_again_is_what_it_was(hub: Hub) -> None:
    hub.load("gemeenten", *SOURCES["gemeenten"])
    hub.load("raden", *SOURCES["raden"])
    before = hub.network()
    hub.withdraw("gemeenten")
    hub.load("anderen", table("raden", "naam,gemeente", ["Jeugdraad", "Beverwijk"]))
    assert len({target for _, target in hub.triples("advises")}) == 2
    hub.load("gemeenten", *SOURCES["gemeenten"])
    assert before.nodes.keys() <= hub.network().nodes.keys()
    assert ("council:jeugdraad", "municipality:GM0375") in hub.triples("advises")


def _ends_in(folder: Path, order: tuple[str, ...], withdrawn: tuple[str, ...]) -> object:
    """Return the network after loading sources in an order, and then withdrawing some."""
    hub = Hub(folder)
    for source in order:
        hub.load(source, *SOURCES[source])
    for source in withdrawn:
        hub.withdraw(source)
    return by_name(hub.network())


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.lists(st.sampled_from(list(SOURCES)), min_size=2, max_size=5, unique=True).flatmap(
        lambda some: st.tuples(
            st.permutations(some),
            st.permutations(some),
            st.lists(st.sampled_from(some), max_size=len(some) - 1, unique=True),
        )
    )
)
def test_any_order_of_loading_gives_the_same_network(drawn: tuple[list[str], list[str], list[str]]) -> None:
    one, other, withdrawn = drawn
    with tempfile.TemporaryDirectory() as folder:
        first = _ends_in(Path(folder, "one"), tuple(one), tuple(withdrawn))
        assert _ends_in(Path(folder, "other"), tuple(other), tuple(reversed(withdrawn))) == first
        stays = tuple(source for source in one if source not in withdrawn)
        assert _ends_in(Path(folder, "without"), stays, ()) == first


def test_three_lists_in_every_order(tmp_path: Path) -> None:
    for some in (("bonden", "regios", "tafels"), ("gemeenten", "raden", "bonden")):
        made = [
            _ends_in(tmp_path / "-".join((*order, *gone)), order, gone)
            for gone in ((), some[:1], some[1:2])
            for order in itertools.permutations(some)
        ]
        assert [made[i] == made[i // 6 * 6] for i in range(18)] == [True] * 18


@pytest.mark.parametrize("order", list(itertools.permutations(("personen", "adviseurs", "zetels"))))
def test_the_end_of_an_appointment_is_not_that_of_the_person(hub: Hub, order: tuple[str, ...]) -> None:
    """Who has ended has no tie, whoever confirmed later that she was an adviser once."""
    lists = {
        "personen": table("personen", "id,naam,tot,bevestigd", ["p20", "Puk", "2025-03-01", "2024-01-12"]),
        "adviseurs": table("adviseurs", "persoon,tot,bevestigd", ["p20", "2018-01-01", "2025-06-29"]),
        "zetels": table("zetels", "persoon,organisatie", ["p20", "Raad"], ["p20", "Bond"]),
    }
    hub.load("raden", table("raden", "naam", ["Raad"]), table("cliëntenorganisaties", "naam", ["Bond"]))
    hub.load("eerst", table("personen", "id,naam", ["p20", "Puk"]))
    for name in order:
        hub.load(name, lists[name])
    network = hub.network()
    assert network.nodes["person:p20"].until == date(2025, 3, 1)
    assert len(on(date(2025, 2, 28))(network).relations) == 2
    assert on(date(2026, 1, 1))(network).relations == []
    assert "person:p20" not in on(date(2026, 1, 1))(network).nodes
