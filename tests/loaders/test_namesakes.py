"""Namesakes in several sources, and in several versions of one: who is who, and which id each one keeps."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from loaders.base import Table
from tests.loaders.hub import Hub
from tests.loaders.sheets import load, table

GEMEENTEN = table("gemeenten", "id,naam", ["GM0375", "Beverwijk"], ["GM0392", "Haarlem"], ["GM0453", "Velsen"])
PERSONS = table("personen", "naam", ["Jan"])


@pytest.fixture
def hub(tmp_path: Path) -> Hub:
    return Hub(tmp_path)


def council(*areas: str, name: str = "Cliëntenraad") -> Table:
    return table("raden", "naam,gemeente", *([name, area] for area in areas))


def union(*areas: str) -> Table:
    return table("cliëntenorganisaties", "naam,actief in", *(["Ouderenbond", area] for area in areas))


def seats(*organisations: str) -> Table:
    return table("zetels", "persoon,organisatie", *(["Jan", organisation] for organisation in organisations))


# --- in two sources --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("listed", [False, True])
@pytest.mark.parametrize(
    ("sheet", "column", "key"),
    [
        ("raden", "gemeente", "council:cli-nt"),
        ("raden", "regio", "council:cli-nt"),
        ("cliëntenorganisaties", "actief in", "client_organisation:cli-nt"),
        ("platforms", "gemeente", "platform:cli-nt"),
        ("platforms", "regio", "platform:cli-nt"),
        ("steunorganisaties", "actief in", "support_organisation:cli-nt"),
        ("instellingen", "actief in", "institution:cli-nt"),
        ("personen", "gemeente", "person:cli-nt"),
    ],
)
def test_namesakes_of_two_sources_are_two(hub: Hub, sheet: str, column: str, key: str, listed: bool) -> None:
    if listed and column != "regio":
        hub.load("gemeenten", GEMEENTEN)
    hub.load("s1", table(sheet, f"naam,{column}", ["Cli Nt", "Haarlem"]))
    hub.load("s2", table(sheet, f"naam,{column}", ["CLI NT", "Velsen"]))
    hub.load("s3", table(sheet, f"naam,{column}", ["cli nt", "velsen"], ["Cli nt", "haarlem"]))
    assert hub.ids(key.partition(":")[0]) == {key, f"{key}-velsen"}


def test_two_councils_each_advise_their_own_municipality(hub: Hub) -> None:
    hub.load("s1", council("Haarlem"))
    hub.load("s2", council("Velsen"))
    assert hub.triples("advises") == {
        ("council:clientenraad", "municipality:GM0392"),
        ("council:clientenraad-velsen", "municipality:GM0453"),
    }


@pytest.mark.parametrize("order", list(itertools.permutations(["", "Haarlem", "GM0392"])))
def test_without_an_area_or_with_the_same_one_it_stays_one(hub: Hub, order: tuple[str, ...]) -> None:
    hub.load("gemeenten", GEMEENTEN)
    for number, area in enumerate(order):
        hub.load(f"s{number}", council(area))
    assert hub.ids("council") == {"council:clientenraad"}


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [("Haarlem; Velsen", "Velsen; Beverwijk", 1), ("Haarlem; Velsen", "Beverwijk; Heemskerk", 2), ("A", "A; B; C", 1)],
)
def test_an_organisation_with_several_areas_is_another_when_none_is_in_common(
    hub: Hub, first: str, second: str, count: int
) -> None:
    for number, areas in enumerate((first, second)):
        hub.load(f"s{number}", union(areas))
    assert len(hub.ids("client_organisation")) == count


def test_a_list_with_both_namesakes_knows_the_one_that_was_there(hub: Hub) -> None:
    hub.load("s1", council("Haarlem"))
    hub.load("s2", council("Velsen", "Haarlem"))
    assert hub.ids("council") == {"council:clientenraad", "council:clientenraad-velsen"}


def test_a_list_with_one_of_the_namesakes_knows_which(hub: Hub) -> None:
    hub.load("s1", council("Velsen", "Haarlem"))
    hub.load("s2", council("Haarlem"))
    assert hub.ids("council") == {"council:clientenraad-haarlem", "council:clientenraad-velsen"}


# --- referring to namesakes of an earlier source ---------------------------------------------------------------------


@pytest.mark.parametrize("listed", [False, True])
def test_a_namesake_of_an_earlier_list_is_found_by_its_municipality(hub: Hub, listed: bool) -> None:
    if listed:
        hub.load("gemeenten", GEMEENTEN)
    hub.load("s1", council("Haarlem", "Velsen"), union("Haarlem; Beverwijk", "Velsen"))
    named = ("Clientenraad (Haarlem)", "cliëntenraad (velsen)", "Ouderenbond (Beverwijk)")
    hub.load("s2", PERSONS, seats(*named))
    assert hub.triples("seat") == {
        ("person:jan", "council:clientenraad-haarlem"),
        ("person:jan", "council:clientenraad-velsen"),
        ("person:jan", "client_organisation:ouderenbond-haarlem"),
    }


def test_candidates_of_an_earlier_list_show_their_municipality(hub: Hub) -> None:
    hub.load("s1", council("Haarlem"))
    hub.load("s2", council("Velsen"))
    problem = hub.problem("s3", PERSONS, seats("Clientenraad"))
    assert problem.code == "ambiguous"
    assert [(each["id"], each["areas"]) for each in problem.params["candidates"]] == [
        ("council:clientenraad", ["Haarlem"]),
        ("council:clientenraad-velsen", ["Velsen"]),
    ]


# --- in the next version of a source ---------------------------------------------------------------------------------


def test_who_was_there_keeps_the_id_when_a_namesake_comes_and_goes(hub: Hub) -> None:
    hub.load("lijst", council("Haarlem"))
    hub.load("zetels", PERSONS, seats("Cliëntenraad"))
    for version in (("Haarlem", "Velsen"), ("Velsen", "Haarlem"), ("Haarlem",)):
        hub.load("lijst", council(*version))
        assert hub.triples("seat") == {("person:jan", "council:clientenraad")}
        assert ("council:clientenraad", "municipality:GM0392") in hub.triples("advises")


def test_who_stays_keeps_the_id_with_the_municipality(hub: Hub) -> None:
    hub.load("lijst", council("Haarlem", "Velsen"))
    hub.load("zetels", PERSONS, seats("Cliëntenraad (Velsen)"))
    for version in (("Velsen",), ("Velsen", "Beverwijk")):
        hub.load("lijst", council(*version))
        assert hub.triples("seat") == {("person:jan", "council:clientenraad-velsen")}
    assert hub.ids("council") == {"council:clientenraad-velsen", "council:clientenraad-beverwijk"}


def test_ids_come_back_after_a_withdrawal(hub: Hub) -> None:
    hub.load("lijst", council("Haarlem", "Velsen"))
    hub.load("zetels", PERSONS, seats("Cliëntenraad (Velsen)"))
    hub.withdraw("lijst")
    hub.load("lijst", council("Velsen"))
    assert hub.triples("seat") == {("person:jan", "council:clientenraad-velsen")}


def test_a_person_keeps_her_id_when_a_namesake_comes(hub: Hub) -> None:
    hub.load("gemeenten", GEMEENTEN)
    hub.load("lijst", table("personen", "naam,gemeente", ["Jan", "GM0392"]))
    hub.load("lijst", table("personen", "naam,gemeente", ["Jan", "Velsen"], ["Jan", "Haarlem"]))
    assert hub.ids("person") == {"person:jan", "person:jan-velsen"}
    assert hub.network().nodes["person:jan"].properties["municipality"] == "municipality:GM0392"


def test_who_has_the_same_areas_goes_before_who_has_one_in_common(hub: Hub) -> None:
    hub.load("lijst", union("Haarlem"))
    hub.load("lijst", union("Velsen; Haarlem", "Haarlem"))
    assert hub.triples("active_in") == {
        ("client_organisation:ouderenbond", "municipality:GM0392"),
        ("client_organisation:ouderenbond-velsen", "municipality:GM0392"),
        ("client_organisation:ouderenbond-velsen", "municipality:GM0453"),
    }


def test_whoever_moves_without_a_namesake_keeps_the_id(hub: Hub) -> None:
    hub.load("lijst", council("Haarlem"))
    hub.load("lijst", council("Velsen"))
    assert hub.ids("council") == {"council:clientenraad"}


def test_a_row_that_stands_there_twice_is_told_in_every_version(hub: Hub) -> None:
    hub.load("lijst", council("Haarlem"))
    result = hub.try_load("lijst", council("Haarlem", "haarlem"))
    assert [(each.code, each.place.row, each.params["row"]) for each in result.loaded.warnings] == [
        ("told-twice", 3, 2)
    ]
    assert result.loaded.problems == []
    assert hub.ids("council") == {"council:clientenraad"}


def test_a_row_that_may_be_the_one_that_was_there_is_told(hub: Hub) -> None:
    hub.load("lijst", council("Haarlem"))
    result = hub.try_load("lijst", council("Haarlem", ""))
    assert [(each.code, each.place.row) for each in result.loaded.warnings] == [("told-as-one", 3)]
    assert hub.ids("council") == {"council:clientenraad"}


def test_a_given_id_is_not_taken_by_a_namesake(hub: Hub) -> None:
    hub.load("lijst", council("Haarlem"))
    rows = [["clientenraad", "Cliëntenraad", "Velsen"], ["", "Cliëntenraad", "Haarlem"]]
    hub.load("lijst", table("raden", "id,naam,gemeente", *rows))
    assert hub.triples("advises") == {
        ("council:clientenraad", "municipality:GM0453"),
        ("council:clientenraad-haarlem", "municipality:GM0392"),
    }


def test_an_id_that_another_source_has_elsewhere_is_not_kept(hub: Hub) -> None:
    hub.load("s1", union("Haarlem"))
    hub.load("s2", union("Haarlem; Velsen"))
    hub.load("s3", union("Velsen"))
    assert hub.ids("client_organisation") == {"client_organisation:ouderenbond"}
    hub.withdraw("s2")
    hub.load("s3", union("Velsen"), PERSONS)
    assert hub.ids("client_organisation") == {
        "client_organisation:ouderenbond",
        "client_organisation:ouderenbond-velsen",
    }


def test_an_id_that_was_given_is_not_kept_by_a_row_without_one(hub: Hub) -> None:
    hub.load("lijst", table("raden", "id,naam,gemeente", ["r1", "Cliëntenraad", "Haarlem"]))
    hub.load("lijst", council("Haarlem"))
    assert hub.ids("council") == {"council:clientenraad"}


# --- names in other scripts ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sheet", "kind", "names"),
    [
        ("personen", "person", ("Мария Jansen", "Ольга Jansen")),
        ("raden", "council", ("Рада Oekraïne", "Фонд Oekraïne")),
    ],
)
def test_names_that_differ_in_another_script_are_two(hub: Hub, sheet: str, kind: str, names: tuple[str, str]) -> None:
    for number, name in enumerate(names):
        hub.load(f"s{number}", table(sheet, "naam", [name]))
    assert len(hub.ids(kind)) == 2
    both = Hub(hub.folder / "both")
    both.load("s", table(sheet, "naam", *([name] for name in names)))
    assert both.ids(kind) == hub.ids(kind)


# --- a name that several earlier lists bear --------------------------------------------------------------------------


def persons(area: str | None) -> Table:
    return (
        table("personen", "naam", ["Jan Smit"])
        if area is None
        else table("personen", "naam,gemeente", ["Jan Smit", area])
    )


LISTS = {
    "a": (persons("Velsen"),),
    "b": (persons("Zwolle"),),
    "c": (persons(None), table("raden", "naam", ["ASD"]), table("zetels", "persoon,organisatie", ["Jan Smit", "ASD"])),
}


def told(hub: Hub, source: str, *tables: Table) -> list[tuple[str, list[str]]]:
    """Load a list; return the code of every warning, and the ids that it names."""
    loaded = hub.try_load(source, *tables).loaded
    assert loaded.problems == []
    return [(each.code, sorted(one["id"] for one in each.params.get("candidates", ()))) for each in loaded.warnings]


@pytest.mark.parametrize("order", ["ab", "ba"])
def test_a_row_that_may_be_any_of_several_earlier_ones_is_none_of_them(hub: Hub, order: str) -> None:
    for source in order:
        hub.load(source, *LISTS[source])
    earlier = hub.ids("person")
    assert told(hub, "c", *LISTS["c"]) == [("one-of-several", sorted(earlier))]
    (own,) = hub.ids("person") - earlier
    assert own == "person:jan-smit--2"
    assert hub.triples("seat") == {(own, "council:asd")}
    # It keeps that id in another version, and when only one is left that it may be, it is that one.
    more = (*LISTS["c"], table("platforms", "naam", ["Tafel"]))
    assert [code for code, _ in told(hub, "c", *more)] == ["one-of-several"]
    assert hub.ids("person") == {*earlier, own}
    hub.withdraw(order[0])
    assert len(hub.ids("person")) == 1
    hub.load("c", *LISTS["c"])
    assert len(hub.ids("person")) == 1


@pytest.mark.parametrize(("area", "code"), [("Velsen", "GM0453"), ("Zwolle", "GM0193")])
def test_a_municipality_makes_the_row_that_one(hub: Hub, area: str, code: str) -> None:
    for source in "ab":
        hub.load(source, *LISTS[source])
    assert len(told(hub, "c", *LISTS["c"])) == 1
    seat = table("zetels", "persoon,organisatie", [f"Jan Smit ({area})", "ASD"])
    hub.load("c", persons(area), LISTS["c"][1], seat)
    ((who, _),) = hub.triples("seat")
    assert hub.ids("person") == {"person:jan-smit", "person:jan-smit-zwolle"}
    assert hub.network().nodes[who].properties["municipality"] == f"municipality:{code}"


def test_a_name_with_a_number_in_it_is_somebody_else(hub: Hub) -> None:
    for source in "ab":
        hub.load(source, *LISTS[source])
    assert len(told(hub, "c", *LISTS["c"])) == 1
    hub.load("d", table("personen", "naam", ["Jan Smit 2"], ["Jan Smit 3"]))
    assert len(hub.ids("person")) == 5


def test_an_organisation_with_the_areas_of_two_is_neither(hub: Hub) -> None:
    hub.load("s1", union("Haarlem"))
    hub.load("s2", union("Velsen"))
    earlier = hub.ids("client_organisation")
    assert told(hub, "s3", union("Haarlem; Velsen")) == [("one-of-several", sorted(earlier))]
    assert len(hub.ids("client_organisation")) == 3


def test_two_of_one_list_that_nothing_tells_apart_stay_a_problem(hub: Hub) -> None:
    for source in "ab":
        hub.load(source, *LISTS[source])
    rows = table("personen", "naam,telefoon", ["Jan Smit", "1"], ["Jan Smit", "2"])
    assert hub.problem("c", rows).code == "duplicate-id"


@pytest.mark.parametrize("order", ["acb", "bca", "cab", "cba"])
@pytest.mark.parametrize("key", ["", "p1"])
def test_a_namesake_that_comes_after_a_row_with_the_name_alone_is_told(hub: Hub, order: str, key: str) -> None:
    first = {
        source: (table("personen", "id,naam,gemeente", [key, "Jan Smit", area]),)
        for source, area in (("a", "Velsen"), ("b", "Zwolle"))
    }
    lists = {**LISTS, order.replace("c", "")[0]: first[order.replace("c", "")[0]]}
    for source in order[:2]:
        hub.load(source, *lists[source])
    (one,) = hub.ids("person")
    assert told(hub, order[2], *lists[order[2]]) == [("another-of-a-name", [one])]
    # Who says where she lives is not named.
    result = hub.try_load(order[2], *lists[order[2]], table("platforms", "naam", ["Tafel"]))
    assert [each.params["lists"] for each in result.loaded.warnings] == [["c"]]


def test_a_namesake_elsewhere_of_lists_that_all_tell_where_is_not_told(hub: Hub) -> None:
    for source, area in (("a", "Velsen"), ("b", "Velsen"), ("c", "Zwolle")):
        hub.load(source, persons(area), council(area))
    assert len(hub.ids("person")) == len(hub.ids("council")) == 2


def test_a_second_row_of_a_name_that_contradicts_an_id_does_too() -> None:
    rows = (["c1", "Bond"], ["c1", "Bond Zuid"], ["c1", "Bond Zuid"])
    loaded = load(table("client_organisations", "id,naam", *rows))
    assert [(each.code, each.place.row) for each in loaded.problems] == [("duplicate-id", 3), ("duplicate-id", 4)]
