"""Municipalities that no list has: the table of places that comes with the program tells which they are."""

from __future__ import annotations

import itertools
from datetime import date
from pathlib import Path

import pytest

from graph.model import Node, Relation
from graph.network import Network
from graph.views import on, take
from loaders.base import Loaded, Table
from tests.loaders.hub import Hub
from tests.loaders.sheets import found, good, load, nodes, only_problem, relations, table, triples

#: What the table tells of Beverwijk, and where it says so.
REGIONS = {
    "province": "Noord-Holland",
    "corop": "IJmond",
    "safety": "Kennemerland",
    "labour_market": "Zuid-Kennemerland en IJmond",
}


@pytest.fixture
def hub(tmp_path: Path) -> Hub:
    return Hub(tmp_path)


def councils(*rows: tuple[str, str]) -> Table:
    return table("raden", "naam,gemeente", *(list(row) for row in rows))


def into(hub: Hub, source: str, *tables: Table) -> None:
    """Load tables that are told of."""
    assert hub.try_load(source, *tables).loaded.problems == []


def one_warning(loaded: Loaded) -> tuple[str, str]:
    assert loaded.problems == []
    [(code, _, _, _, value)] = found(loaded.warnings)
    return code, value


@pytest.mark.parametrize(
    ("written", "id_"),
    [
        ("Den Haag", "GM0518"),
        ("'s-Gravenhage", "GM0518"),
        ("Den Bosch", "GM0796"),
        ("gem. Velsen", "GM0453"),
        ("gemeente Velsen", "GM0453"),
        ("Gemeente Velsen", "GM0453"),
        ("Sudwest Fryslan", "GM1900"),
        ("Bergen NH", "GM0373"),
        ("Bergen (NH.)", "GM0373"),
        ("Nuenen", "GM0820"),
        ("Nuenen, Gerwen en Nederwetten", "GM0820"),
        ("Hengelo", "GM0164"),
        ("GM0375", "GM0375"),
        ("municipality:GM0375", "GM0375"),
        ("gem. Zandermeer", "zandermeer"),
        ("Gemeente Zandermeer", "zandermeer"),
    ],
)
@pytest.mark.parametrize("sheet", ["raden:gemeente", "cliëntenorganisaties:actief in"])
def test_a_municipality_gets_its_code(written: str, id_: str, sheet: str) -> None:
    name, column = sheet.split(":")
    loaded = good(table(name, f"naam,{column}", ["Een", written]))
    assert set(nodes(loaded, "municipality")) == {f"municipality:{id_}"}


def test_several_names_of_one_are_one() -> None:
    loaded = good(councils(("A", "Den Haag"), ("B", "'s-Gravenhage"), ("C", "gem. den haag")))
    assert set(nodes(loaded, "municipality")) == {"municipality:GM0518"}
    loaded = load(councils(("A", "Nuenen, Gerwen en Nederwetten; Peel en Maas"), ("B", "Den Haag, Delft en Velsen")))
    assert one_warning(loaded) == ("read-as-several", "Den Haag, Delft en Velsen")
    assert {node.name for node in nodes(loaded, "municipality").values()} == {
        *("Nuenen, Gerwen en Nederwetten", "Peel en Maas", "'s-Gravenhage", "Delft", "Velsen")
    }


def test_it_has_what_the_table_tells_with_its_own_source(hub: Hub) -> None:
    hub.load("lijst", councils(("A", "Beverwijk")))
    node = hub.network().nodes["municipality:GM0375"]
    assert {name: node.properties[name] for name in REGIONS} == REGIONS
    assert node.properties["population"] == 43052 and round(node.properties["latitude"]) == 52
    assert {place.source for place in node.places_of("province")} == {"CBS 2026"}
    assert {place.source for place in node.places_of("population")} == {"Register van Overheidsorganisaties 2026"}
    assert {place.source for place in node.sources} >= {"lijst", "CBS 2026"}


def test_no_region_and_no_municipality_comes_into_being_by_the_table(hub: Hub) -> None:
    hub.load("lijst", councils(("A", "Beverwijk")))
    network = hub.network()
    assert set(network.nodes) == {"council:a", "municipality:GM0375"}
    assert [each.relation for each in network.relations] == ["advises"]


def test_a_region_that_the_lists_name_has_the_municipalities_that_they_name(hub: Hub) -> None:
    hub.load("a", councils(("A", "Maastricht; Velsen"), ("B", "Beek")))
    hub.load("b", table("steunorganisaties", "naam,actief in", ["S", "Zuid-Limburg"], ["T", "Achterhoek"]))
    assert hub.ids("region") == {"region:zuid-limburg", "region:achterhoek"}
    assert hub.triples("part_of") == {
        ("municipality:GM0935", "region:zuid-limburg"),
        ("municipality:GM0888", "region:zuid-limburg"),
    }


def test_a_region_of_which_a_list_tells_the_parts_is_left_alone(hub: Hub) -> None:
    hub.load("a", councils(("A", "Maastricht")))
    hub.load("b", table("gemeenten", "naam,regio's", ["Zandermeer", "Zuid-Limburg"]))
    assert hub.triples("part_of") == {("municipality:zandermeer", "region:zuid-limburg")}


def test_a_name_of_two_municipalities_is_told_of_both() -> None:
    problem = only_problem(councils(("A", "Bergen")))
    assert problem.code == "ambiguous"
    assert [each["name"] for each in problem.params["candidates"]] == ["Bergen (NH.)", "Bergen (L.)"]


def test_a_list_that_has_one_of_two_tells_which() -> None:
    own = table("gemeenten", "id,naam", ["nh", "Bergen (NH.)"])
    loaded = load(own, councils(("A", "Bergen")))
    assert loaded.problems == [] and triples(loaded) == {("advises", "council:a", "municipality:nh")}
    both = table("gemeenten", "naam", ["Bergen (NH.)"], ["Bergen (L.)"])
    assert only_problem(both, councils(("A", "Bergen"))).code == "ambiguous"


def test_a_village_leads_to_its_municipality_and_is_told() -> None:
    loaded = load(councils(("A", "IJmuiden"), ("B", "Velsen; Wijk aan Zee"), ("C", "IJmuiden")))
    assert loaded.problems == []
    assert found(loaded.warnings) == [
        ("place-village", "raden", 2, "gemeente", "IJmuiden"),
        ("place-village", "raden", 3, "gemeente", "Wijk aan Zee"),
    ]
    assert triples(loaded) == {
        ("advises", "council:a", "municipality:GM0453"),
        ("advises", "council:b", "municipality:GM0453"),
        ("advises", "council:b", "municipality:GM0375"),
        ("advises", "council:c", "municipality:GM0453"),
    }
    assert only_problem(councils(("A", "Rossum"))).code == "ambiguous"


def test_the_country_is_no_village() -> None:
    loaded = good(table("steunorganisaties", "naam,actief in", ["Koepel", "Nederland"]))
    assert [node.name for node in nodes(loaded).values() if node.mention] == ["Nederland"]


def test_a_list_of_its_own_goes_first_and_stands_alone(hub: Hub) -> None:
    own = table("gemeenten", "id,naam,provincie", ["z1", "Haren", "Laagmeren"], ["", "Beverwijk", ""])
    loaded = good(own, councils(("A", "Haren"), ("B", "beverwijk")))
    assert triples(loaded, "advises") == {
        ("advises", "council:a", "municipality:z1"),
        ("advises", "council:b", "municipality:beverwijk"),
    }
    hub.load("lijst", own, councils(("A", "Haren"), ("B", "beverwijk")))
    network = hub.network()
    assert not any({*REGIONS, "population", "latitude"} & node.properties.keys() for node in network.nodes.values())
    assert {place.source for node in network.nodes.values() for place in node.sources} == {"lijst"}


def test_beside_a_list_of_its_own_the_table_is_told() -> None:
    own = table("gemeenten", "naam", ["Zandermeer"])
    assert one_warning(load(own, councils(("A", "Amsterdam")))) == ("place-not-listed", "Amsterdam")
    assert only_problem(own, councils(("A", "Zandermer"))).code == "unknown-reference"


def test_another_name_of_what_the_list_has_is_that() -> None:
    own = table("gemeenten", "id,naam", ["x", "'s-Gravenhage"])
    assert triples(good(own, councils(("A", "Den Haag")))) == {("advises", "council:a", "municipality:x")}


@pytest.mark.parametrize("order", list(itertools.permutations("abc")))
def test_the_list_may_come_last(hub: Hub, order: tuple[str, ...]) -> None:
    lists = {
        "a": councils(("A", "Den Haag"), ("B", "Velsen")),
        "b": table("cliëntenorganisaties", "naam,actief in", ["C", "'s-Gravenhage"]),
        "c": table("gemeenten", "id,naam", ["haag", "Den Haag"]),
    }
    for name in order:
        into(hub, name, lists[name])
    assert hub.ids("municipality") == {"municipality:haag", "municipality:GM0453"}
    hub.withdraw("c")
    assert len(hub.ids("municipality")) == 2
    assert hub.network().nodes["municipality:GM0453"].properties["province"] == "Noord-Holland"


# --- municipalities that ended ---


def _haren(since: str, until: str) -> Loaded:
    return load(table("raden", "naam,gemeente,sinds,tot", ["Raad", "Haren", since, until]))


@pytest.mark.parametrize("seat", ["adviseurs", "raden"])
def test_a_former_municipality_is_carried_over(hub: Hub, seat: str) -> None:
    if seat == "raden":
        into(hub, "lijst", table("raden", "naam,gemeente,sinds", ["Raad", "Haren", "2014"]))
        people = "council:raad"
    else:
        into(
            hub,
            "lijst",
            table("personen", "naam", ["Puk"]),
            table("adviseurs", "persoon,ondersteunt", ["Puk", "Haren"]),
        )
        people = "person:puk"
    network = hub.network()
    before, after = take(network, on(date(2015, 6, 1))), take(network, on(date(2026, 6, 1)))
    assert {each.target for each in _of(before, people)} == {"municipality:GM0017"}
    assert {each.target for each in _of(after, people)} == {"municipality:GM0014"}
    assert "municipality:GM0017" not in after.nodes
    haren = network.nodes["municipality:GM0017"]
    assert (haren.until, haren.properties["now_in"]) == (date(2019, 1, 1), ["Groningen"])
    assert hub.triples("succeeds") == {("municipality:GM0014", "municipality:GM0017")}


def _of(network: Network, node: str) -> list[Relation]:
    return [each for each in network.relations if each.origin == node and each.relation in ("advises", "supports")]


def test_what_ended_before_it_says_nothing_of_what_came_after() -> None:
    loaded = _haren("2010", "2018")
    assert set(nodes(loaded, "municipality")) == {"municipality:GM0017"}
    assert triples(loaded) == {("advises", "council:raad", "municipality:GM0017")}


def test_what_began_after_it_says_nothing_of_what_was_before() -> None:
    loaded = _haren("2020", "")
    assert set(nodes(loaded, "municipality")) == {"municipality:GM0014"}
    assert triples(loaded) == {("advises", "council:raad", "municipality:GM0014")}


def test_it_is_told() -> None:
    assert one_warning(_haren("", "")) == ("place-ended", "Haren")


@pytest.mark.parametrize(
    ("name", "end", "parts"),
    [
        ("Maasdonk", date(2015, 1, 1), {"'s-Hertogenbosch", "Oss"}),
        ("Haaren", date(2021, 1, 1), {"Boxtel", "Oisterwijk", "Tilburg", "Vught"}),
    ],
)
def test_one_that_was_divided_ends_and_is_told(hub: Hub, name: str, end: date, parts: set[str]) -> None:
    lists = [councils(("A", name), *((part[0], part) for part in sorted(parts)))]
    loaded = load(*lists)
    assert one_warning(loaded) == ("place-split", name)
    [(_, _, former)] = triples(loaded) & {("advises", "council:a", each) for each in nodes(loaded)}
    [advises] = [each for each in relations(loaded) if each.target == former]
    assert advises.until == end
    into(hub, "lijst", *lists)
    assert {origin for origin, target in hub.triples("succeeds") if target == former} == {
        node.id for node in hub.network().nodes.values() if node.name in parts
    }


def test_who_lives_there_lives_where_it_lies_now() -> None:
    loaded = load(table("personen", "naam,gemeente", ["Puk", "Haren"]))
    assert nodes(loaded, "person")["person:puk"].properties["municipality"] == "municipality:GM0014"
    assert set(nodes(loaded, "municipality")) == {"municipality:GM0014"}


# --- networks of before ---


def _old(id_: str, name: str) -> Node:
    return Node(id=id_, kind="municipality", name=name, mention=True)


def test_a_network_of_before_is_what_it_was_until_its_list_is_loaded_again() -> None:
    from graph.store.fold import fold

    network = fold([_old("municipality:beverwijk", "Beverwijk"), _old("municipality:haren", "Haren")])
    assert set(network.nodes) == {"municipality:beverwijk", "municipality:haren"}
    assert not any(node.properties for node in network.nodes.values())


def test_its_ids_are_known_afterwards() -> None:
    from graph.store.fold import fold

    new = good(councils(("A", "Beverwijk"), ("B", "Den Haag"))).statements
    for network in (fold([*new, _old("municipality:beverwijk", "Beverwijk")]), fold(new)):
        assert network.identity["municipality:beverwijk"] == "municipality:GM0375"
        assert network.identity["municipality:den-haag"] == "municipality:GM0518"
        assert "municipality:beverwijk" not in network.nodes


# --- who supports, visits or sits with a municipality ---


@pytest.mark.parametrize(
    ("sheet", "written"),
    [
        (table("adviseurs", "persoon,ondersteunt", ["Puk", "Velsen"]), "Velsen"),
        (table("adviseurs", "persoon,ondersteunt", ["Puk", "gemeente Velsen"]), "Velsen"),
        (table("zetels", "persoon,organisatie", ["Puk", "gemeente Velsen"]), "Velsen"),
        (table("zetels", "persoon,organisatie", ["Puk", "gem. Den Haag"]), "'s-Gravenhage"),
        (table("contacten", "organisatie a,organisatie b", ["KBO", "Gemeente Velsen"]), "Velsen"),
    ],
)
def test_a_municipality_is_an_organisation_too(hub: Hub, sheet: Table, written: str) -> None:
    people, unions = table("personen", "naam", ["Puk"]), table("cliëntenorganisaties", "naam", ["KBO"])
    hub.load("lijst", people, unions, sheet)
    network = hub.network()
    assert network.loose_ends == () or list(network.loose_ends) == []
    assert {node.name for node in network.nodes.values() if node.kind == "municipality"} == {written}
    assert len(network.relations) == 1


def test_among_organisations_a_bare_name_is_no_municipality() -> None:
    people = table("personen", "naam", ["Puk"])
    assert only_problem(people, table("zetels", "persoon,organisatie", ["Puk", "Velsen"])).code == "unknown-reference"
