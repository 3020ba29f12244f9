"""Cases from public reports about words, cells and files, made small with invented names; each test has the case's letter."""

from __future__ import annotations

import pytest

from tests.loaders.sheets import found, good, load, nodes, table, triples


@pytest.mark.parametrize(
    "name",
    [
        "Provincie Utrecht",
        "de provincie Utrecht",
        "Utrecht (provincie)",
        "Utrecht (prov.)",
        "prov. Utrecht",
        "Prov.Utrecht",
        "Provincie-Utrecht",
        "Province of Utrecht",
        "Provincie Friesland",
        "Provincie Elzenrade",
    ],
)
def test_r1_the_word_for_a_province_beside_a_name_makes_it_one(name: str) -> None:
    loaded = good(table("steunorganisaties", "naam,actief in", ["S", name]))
    assert not nodes(loaded, "municipality")
    assert [(each.name, each.properties) for each in nodes(loaded, "region").values()] == [(name, {"type": "province"})]


def test_r1_two_spellings_of_a_province_are_one() -> None:
    rows = [["S", "Provincie Utrecht"], ["T", "Utrecht (provincie)"], ["U", "prov. Utrecht"], ["V", "Gemeente Utrecht"]]
    loaded = good(table("steunorganisaties", "naam,actief in", *rows))
    assert [each.name for each in nodes(loaded, "region").values()] == ["Provincie Utrecht"]
    assert len(triples(loaded, "active_in")) == 4


@pytest.mark.parametrize(
    "name", ["Regio Elzenrade", "Elzenrade (regio)", "Stadsregio Elzenrade", "Brabant", "Nederland", "landelijk"]
)
def test_r1_no_region_is_a_municipality(name: str) -> None:
    assert {*nodes(good(table("steunorganisaties", "naam,actief in", ["S", name])))} >= {"support_organisation:s"}
    loaded = load(table("steunorganisaties", "naam,actief in", ["S", name]))
    assert not nodes(loaded, "municipality")
    assert len(nodes(loaded, "region")) == 1


def test_r1_a_region_that_is_in_no_list_of_regions_is_told() -> None:
    regions = table("regio's", "naam", ["Veenrand"])
    loaded = load(regions, table("steunorganisaties", "naam,actief in", ["S", "Regio Elzenrade"]))
    assert found(loaded.problems) == [("unknown-reference", "steunorganisaties", 2, "actief in", "Regio Elzenrade")]


@pytest.mark.parametrize(
    ("name", "now"),
    [("Maasdonk", {"Oss", "'s-Hertogenbosch"}), ("Haaren", {"Boxtel", "Tilburg", "Oisterwijk", "Vught"})],
)
def test_r2_a_municipality_that_was_divided_has_more_than_one_successor(name: str, now: set[str]) -> None:
    loaded = load(table("raden", "naam,gemeente", ["Raad", name]))
    assert loaded.problems == []
    assert found(loaded.warnings) == [("place-split", "raden", 2, "gemeente", name)]
    assert set(loaded.warnings[0].params["names"]) == now


@pytest.mark.parametrize("column", ["sinds", "tot"])
def test_r3_a_day_of_a_municipality_is_told(column: str) -> None:
    loaded = load(table("gemeenten", f"naam,{column}", ["Elzenrade", "2012"]))
    assert [each.code for each in loaded.warnings] == ["municipality-has-no-days"]


def test_b_a_second_column_of_the_same_is_noted() -> None:
    loaded = load(table("personen", "naam,telefoon,Telefoon", ["Jip", "06-1", "06-2"], ["Puk", "", "06-3"]))
    assert loaded.problems == []
    assert found(loaded.warnings) == [("column-again", "personen", None, "Telefoon", "Telefoon")]
    assert loaded.warnings[0].params == {"count": 2}


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("naam,telefoon,naam", ["Jip", "06-1", ""]),
        ("naam,telefoon,name", ["Jip", "06-1", ""]),
        ("naam,naam,telefoon", ["", "Jip", "06-1"]),
        ("name,naam,telefoon,naam", ["", "", "06-1", "Jip"]),
        ("naam,telefoon,phone", ["Jip", "", "06-1"]),
        ("naam,telefoon,telefoon,tel", ["Jip", "", "06-1", ""]),
    ],
)
def test_b_an_empty_column_of_the_same_never_stops_a_load(header: str, row: list[str]) -> None:
    (person,) = nodes(good(table("personen", header, row))).values()
    assert (person.name, person.properties) == ("Jip", {"phone": "06-1"})


def test_b_columns_of_the_same_that_are_all_empty_are_one_empty_column() -> None:
    assert len(good(table("personen", "naam,telefoon,phone", ["Jip", "", ""])).statements) == 1
