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


def test_r1_two_provinces_in_a_cell_are_told() -> None:
    loaded = load(table("steunorganisaties", "naam,actief in", ["S", "Provincies Utrecht en Gelderland"]))
    assert [each.code for each in loaded.warnings] == ["list-in-area"]


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


_TOPICS = ["inkoop", "armoede"]


@pytest.mark.parametrize(
    "cell",
    [
        "inkoop|armoede",
        "inkoop ¦ armoede",
        "inkoop<br>armoede",
        "• inkoop\n• armoede",
        "▪ inkoop ▪ armoede",
        "o inkoop\no armoede",
        "1. inkoop\n2. armoede",
        "(1) inkoop\n(2) armoede",
        "a) inkoop\nb) armoede",
    ],
)
def test_t_what_certainly_is_a_list_of_topics_is_read_as_one(cell: str) -> None:
    loaded = good(table("raden", "naam,thema's", ["R", cell]))
    assert sorted(each.name for each in nodes(loaded, "topic").values()) == sorted(_TOPICS)


@pytest.mark.parametrize(
    "cell", ["1. inkoop 2. armoede", "1) inkoop 2) armoede", "a. inkoop b. armoede", "- inkoop - armoede"]
)
def test_t_numbers_and_dashes_before_topics_on_one_line_separate_them(cell: str) -> None:
    loaded = load(table("raden", "naam,thema's", ["R", cell]))
    assert loaded.problems == []
    assert found(loaded.warnings) == [("read-as-several", "raden", 2, "thema's", cell)]
    assert sorted(each.name for each in nodes(loaded, "topic").values()) == sorted(_TOPICS)


_DOUBTFUL = ["+", "/", " // ", "\\", ",", "、", " - ", " – ", " · ", " → ", " ~ "]


@pytest.mark.parametrize("mark", _DOUBTFUL)
def test_t_what_may_separate_topics_is_told(mark: str) -> None:
    cell = f"inkoop {mark} armoede"
    loaded = load(table("raden", "naam,thema's", ["R", cell]))
    assert [each.code for each in loaded.warnings] in (["list-in-topic"], ["comma-in-topic"])


@pytest.mark.parametrize("mark", [*_DOUBTFUL, " of ", " & ", " plus ", " alsmede ", " en/of ", ", en "])
def test_t_topics_that_are_known_are_read_apart(mark: str) -> None:
    rows = [["R", f"inkoop {mark} armoede"], *([topic, topic] for topic in _TOPICS)]
    loaded = load(table("raden", "naam,thema's", *rows))
    assert [each.code for each in loaded.warnings] == ["read-as-several"]
    assert sorted(each.name for each in nodes(loaded, "topic").values()) == sorted(_TOPICS)


@pytest.mark.parametrize("cell", ["Zorg-thuis", "Werk & Inkomen", "3. inkoop 4. armoede"])
def test_t_one_topic_with_a_mark_in_it_stays_one(cell: str) -> None:
    loaded = good(table("raden", "naam,thema's", ["R", cell]))
    assert [each.name for each in nodes(loaded, "topic").values()] == [cell]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Nuenen, Gerwen en Nederwetten; Peel en Maas", ["Nuenen, Gerwen en Nederwetten", "Peel en Maas"]),
        ("Berg en Dal", ["Berg en Dal"]),
        ("Aa en Hunze", ["Aa en Hunze"]),
        ("Edam - Volendam", ["Edam-Volendam"]),
    ],
)
def test_t_the_guard_municipalities_stay_whole(cell: str, names: list[str]) -> None:
    loaded = good(table("cliëntenorganisaties", "naam,actief in", ["Bond", cell]))
    assert sorted(each.name for each in nodes(loaded, "municipality").values()) == names


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Berg en Dal, Aa en Hunze", ["Aa en Hunze", "Berg en Dal"]),
        ("Berg en Dal en Aa en Hunze", ["Aa en Hunze", "Berg en Dal"]),
        (
            "Oss, Nuenen, Gerwen en Nederwetten en Peel en Maas",
            ["Nuenen, Gerwen en Nederwetten", "Oss", "Peel en Maas"],
        ),
        ("Oss - Boxtel", ["Boxtel", "Oss"]),
    ],
)
def test_t_municipalities_with_a_mark_in_their_names_are_read_apart(cell: str, names: list[str]) -> None:
    loaded = load(table("cliëntenorganisaties", "naam,actief in", ["Bond", cell]))
    assert [each.code for each in loaded.warnings] == ["read-as-several"]
    assert sorted(each.name for each in nodes(loaded, "municipality").values()) == names
