"""Several items in one cell, written in other ways than with a semicolon; and provinces that a cell mentions."""

from __future__ import annotations

import pytest

from graph.model import Node
from tests.loaders.sheets import good, load, nodes, only_problem, table


def topics(column: str, *cells: str) -> tuple[set[str], list[str]]:
    """Return the names of the topics and the codes of the warnings of councils with these cells."""
    rows = [[f"Raad {number}", cell] for number, cell in enumerate(cells)]
    loaded = load(table("raden", f"naam,{column}", *rows))
    assert loaded.problems == []
    return {node.name for node in nodes(loaded, "topic").values()}, [each.code for each in loaded.warnings]


@pytest.mark.parametrize(
    "cell",
    [
        "inkoop|armoede",
        "inkoop；armoede",
        "• inkoop\n• armoede",
        "• inkoop • armoede",
        "- inkoop\n- armoede",
        "* inkoop\n* armoede",
        "1. inkoop\n2. armoede",
        "1) inkoop\r\n2) armoede",
    ],
)
def test_what_certainly_is_a_list_is_read_as_one(cell: str) -> None:
    assert topics("thema's", cell) == ({"inkoop", "armoede"}, [])


def test_lines_without_marks_are_several_and_told() -> None:
    assert topics("thema's", "inkoop\narmoede") == ({"inkoop", "armoede"}, ["read-as-several"])


@pytest.mark.parametrize("cell", ["Wmo en Jeugdwet", "Wmo/Jeugdwet", "Wmo + Jeugdwet", "Wmo, Jeugdwet"])
def test_known_laws_are_several_and_told(cell: str) -> None:
    assert topics("wetten", cell) == ({"Wmo", "Jeugdwet"}, ["read-as-several"])


def test_three_laws_with_slashes() -> None:
    assert topics("wetten", "Wmo/Jeugdwet/Pwet")[0] == {"Wmo", "Jeugdwet", "Participatiewet"}


@pytest.mark.parametrize("rest", [("inkoop", "armoede"), ("inkoop; armoede",)])
def test_topics_that_other_cells_name_are_known_wherever_they_stand(rest: tuple[str, ...]) -> None:
    for cells in (("inkoop + armoede", *rest), (*rest, "inkoop + armoede")):
        assert topics("thema's", *cells) == ({"inkoop", "armoede"}, ["read-as-several"])


@pytest.mark.parametrize("cell", ["inkoop + armoede", "inkoop/armoede", "Wmo en Iets"])
def test_what_may_be_a_list_stays_one_and_is_told(cell: str) -> None:
    assert topics("thema's", cell) == ({cell}, ["list-in-topic"])


def test_a_semicolon_behind_a_name_says_that_it_is_one() -> None:
    assert topics("wetten", "Wmo en Jeugdwet;") == ({"Wmo en Jeugdwet"}, ["list-in-topic"])


def test_an_ordinary_name_with_and_is_one() -> None:
    assert topics("thema's", "Werk en Inkomen") == ({"Werk en Inkomen"}, [])


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Nuenen, Gerwen en Nederwetten; Peel en Maas", {"Nuenen, Gerwen en Nederwetten", "Peel en Maas"}),
        ("Nuenen, Gerwen\nen Nederwetten", {"Nuenen, Gerwen en Nederwetten"}),
        ("Berg en Dal", {"Berg en Dal"}),
        ("Aa en Hunze", {"Aa en Hunze"}),
        ("Haarlem|Velsen", {"Haarlem", "Velsen"}),
    ],
)
def test_municipalities_in_a_cell(cell: str, names: set[str]) -> None:
    loaded = good(table("raden", "naam,gemeente", ["Raad", cell]))
    assert {node.name for node in nodes(loaded, "municipality").values()} == names


def test_a_province_is_mentioned_as_a_region() -> None:
    loaded = good(
        table("steunorganisaties", "naam,actief in", ["S", "Provincie Utrecht"], ["T", "provincie Gelderland"])
    )
    assert nodes(loaded, "municipality") == {}
    regions = nodes(loaded, "region").values()
    assert {(node.name, node.properties["type"], node.may_be) for node in regions} == {
        ("Provincie Utrecht", "province", ()),
        ("provincie Gelderland", "province", ()),
    }


def test_a_province_that_is_known_goes_first() -> None:
    sheet = table("steunorganisaties", "naam,actief in", ["S", "Provincie Utrecht"])
    known = [Node(id="region:PV26", kind="region", name="Utrecht", properties={"type": "province"})]
    assert set(nodes(good(sheet, known=known), "region")) == {"region:PV26"}
    other = [Node(id="region:x", kind="region", name="Elders", properties={"type": "province"})]
    assert only_problem(sheet, known=other).code == "unknown-reference"


def areas(column: str, *cells: str) -> tuple[set[str], list[str]]:
    """Return the names of the areas, and the codes of the warnings, of organisations with these cells."""
    rows = [[f"Bond {number}", cell] for number, cell in enumerate(cells)]
    loaded = load(table("cliëntenorganisaties", f"naam,{column}", *rows))
    assert loaded.problems == []
    found = {**nodes(loaded, "municipality"), **nodes(loaded, "region")}
    return {node.name for node in found.values()}, [each.code for each in loaded.warnings]


@pytest.mark.parametrize(
    "cell", ["Lochem/Zutphen", "Lochem / Zutphen", "Lochem, Zutphen", "Lochem + Zutphen", "Lochem en Zutphen"]
)
def test_municipalities_are_several_and_told(cell: str) -> None:
    assert areas("actief in", cell) == ({"Lochem", "Zutphen"}, ["read-as-several"])


@pytest.mark.parametrize(
    "cell", ["Aa en Hunze", "Nuenen, Gerwen en Nederwetten", "Achterhoek en Liemers", "gemeente Lochem"]
)
def test_what_is_one_place_stays_one(cell: str) -> None:
    names, warnings = areas("actief in", cell)
    assert (len(names), warnings) == (1, [])


@pytest.mark.parametrize("cell", ["Lochem/Nergens", "Lochem, Nergens", "Lochem en Nergens", "Hier + Daar"])
def test_places_of_which_one_is_unknown_stay_one_and_are_told(cell: str) -> None:
    for cells in ((cell, "Nergens"), ("Nergens", cell)):
        names, warnings = areas("actief in", *cells)
        assert (names, warnings) == ({cell, "Nergens"}, ["list-in-area"])


def test_several_where_one_fits_are_refused() -> None:
    for cell in ("Lochem/Zutphen", "Lochem en Zutphen"):
        problem = only_problem(table("personen", "naam,gemeente", ["Jan", cell]))
        assert (problem.code, problem.value, problem.place.column) == ("one-expected", cell, "gemeente")
    loaded = load(table("personen", "naam,gemeente", ["Jan", "Lochem/Nergens"]))
    assert [each.code for each in loaded.warnings] == ["list-in-area"]
    assert loaded.warnings[0].place.column == "gemeente"


def test_names_in_the_lists_are_several_where_several_fit() -> None:
    councils = table("raden", "naam", ["Raad A"], ["Raad B"], ["Raad A/C"])
    several = load(councils, table("platforms", "naam,bijeengeroepen door", ["P", "Raad A / Raad B"]))
    assert [each.code for each in several.warnings] == ["read-as-several"]
    assert [each.relation for each in several.statements if not isinstance(each, Node)] == ["convenes"] * 2
    whole = load(councils, table("platforms", "naam,bijeengeroepen door", ["P", "Raad A/C"]))
    assert whole.warnings == []
    persons = table("personen", "naam", ["Jan"])
    problem = only_problem(councils, persons, table("zetels", "persoon,organisatie", ["Jan", "Raad A/Raad B"]))
    assert (problem.code, problem.place.column) == ("one-expected", "organisatie")
