"""A name that stands in a list more than once is one, however it is typed, and what its rows tell is taken together."""

from __future__ import annotations

import pytest

from loaders.base import CellValue, Loaded
from tests.loaders.sheets import found, load, municipalities, nodes, relations, table, triples

KBO = ["KBO Amsterdam", "KBO-Amsterdam", "K.B.O. Amsterdam", "kbo amsterdam"]


def organisations(header: str, *rows: list[CellValue]) -> Loaded:
    loaded = load(municipalities(), table("cliëntenorganisaties", header, *rows))
    assert loaded.problems == []
    return loaded


def told(loaded: Loaded) -> list[tuple[str, int | None]]:
    return [(each.code, each.place.row) for each in loaded.warnings]


@pytest.mark.parametrize("spelling", KBO[1:])
def test_two_spellings_with_other_cells_are_one_that_has_all(spelling: str) -> None:
    rows: list[list[CellValue]] = [[KBO[0], "", "ouderen"], [spelling, "lokaal", "jeugd"]]
    loaded = organisations("naam,niveau,doelgroepen", *rows)
    assert told(loaded) == [("told-as-one", 3)]
    assert list(nodes(loaded, "client_organisation")) == ["client_organisation:kbo-amsterdam"]
    covers = {target for _, _, target in triples(loaded, "covers")}
    assert covers == {"topic:ouderen", "topic:jeugd"}
    levels = {each.properties.get("level") for each in nodes(loaded, "client_organisation").values()}
    assert levels == {"local"}


def test_a_blank_cell_takes_nothing_away_in_either_order() -> None:
    one: list[CellValue] = ["A", "lokaal"]
    other: list[CellValue] = ["a", ""]
    for rows in (one, other), (other, one):
        loaded = organisations("naam,niveau", *rows)
        assert told(loaded) == [("told-as-one", 3)]


def test_of_two_values_the_first_is_kept_and_both_places_are_told() -> None:
    loaded = organisations("naam,niveau", [KBO[0], "lokaal"], [KBO[1], "landelijk"])
    warning = loaded.warnings[1]
    assert (warning.code, warning.place.row, warning.place.column, warning.value) == (
        "another-value",
        3,
        "niveau",
        "landelijk",
    )
    assert (warning.params["row"], warning.params["kept"]) == (2, "lokaal")
    said = [each for each in loaded.statements if each.properties.get("level")]
    assert [each.properties["level"] for each in said] == ["local"]


def test_the_value_that_was_confirmed_last_is_kept() -> None:
    rows: list[list[CellValue]] = [["A", "lokaal", "1-1-2020"], ["a", "landelijk", "1-1-2026"]]
    warning = organisations("naam,niveau,bevestigd", *rows).warnings[1]
    assert (warning.place.row, warning.value, warning.params["kept"]) == (2, "lokaal", "landelijk")


def test_the_same_name_in_two_municipalities_is_two() -> None:
    loaded = load(
        municipalities(), table("raden", "naam,gemeente", ["Adviesraad", "Haarlem"], ["adviesraad", "Beverwijk"])
    )
    assert (loaded.problems, loaded.warnings) == ([], [])
    assert len(nodes(loaded, "council")) == 2


def test_a_row_without_a_municipality_is_the_only_one_of_that_name_and_of_two_neither() -> None:
    rows = [["Adviesraad", "Haarlem"], ["Adviesraad", ""]]
    assert len(nodes(load(municipalities(), table("raden", "naam,gemeente", *rows)), "council")) == 1
    rows = [["Adviesraad", "Haarlem"], ["Adviesraad", "Beverwijk"], ["Adviesraad", ""]]
    assert len(nodes(load(municipalities(), table("raden", "naam,gemeente", *rows)), "council")) == 3


def test_ids_of_their_own_keep_two_apart() -> None:
    loaded = organisations("id,naam", ["k1", KBO[0]], ["k2", KBO[1]])
    assert loaded.warnings == []
    assert len(nodes(loaded, "client_organisation")) == 2


def test_a_carrier_on_one_of_the_rows_carries_the_one_relation() -> None:
    rows: list[list[CellValue]] = [["Wmo-raad", "Haarlem", ""], ["WMO raad", "Haarlem", "Jan Kade"]]
    loaded = load(municipalities(), table("personen", "naam", ["Jan Kade"]), table("raden", "naam,gemeente,via", *rows))
    assert {each.carriers for each in relations(loaded, "advises")} == {("person:jan-kade",)}


def test_two_periods_are_one_time_that_goes_on() -> None:
    rows: list[list[CellValue]] = [["Groep", "6-5-2020", "6-8-2020"], ["groep", "6-8-2020", ""]]
    loaded = organisations("naam,sinds,tot", *rows)
    dates = [each for each in found(loaded.warnings) if each[0] == "periods-as-one"]
    assert dates == [
        ("periods-as-one", "cliëntenorganisaties", 2, "tot", "6-8-2020"),
        ("periods-as-one", "cliëntenorganisaties", 3, "sinds", "6-8-2020"),
    ]
    said = {
        (each.since and each.since.isoformat(), each.until) for each in nodes(loaded, "client_organisation").values()
    }
    assert said == {("2020-05-06", None)}


def test_people_of_one_name_with_two_addresses_are_not_made_one() -> None:
    loaded = load(table("personen", "naam,e-mail", ["Jan Smit", "a@x.example"], ["jan smit", "b@x.example"]))
    assert [each.code for each in loaded.problems] == ["duplicate-id"]
    loaded = load(table("personen", "naam,e-mail,telefoon", ["Jan Smit", "a@x.example", ""], ["jan smit", "", "1"]))
    assert loaded.problems == []
    assert len(nodes(loaded, "person")) == 1


def test_seats_by_either_spelling_are_of_the_one() -> None:
    loaded = load(
        table("personen", "naam", ["Jan Kade"], ["Puk Lage"]),
        table("cliëntenorganisaties", "naam,niveau", [KBO[0], "lokaal"], [KBO[1], ""]),
        table("zetels", "persoon,organisatie", ["Jan Kade", KBO[1]], ["Puk Lage", KBO[2]]),
    )
    assert loaded.problems == []
    assert {target for _, _, target in triples(loaded, "seat")} == {"client_organisation:kbo-amsterdam"}
