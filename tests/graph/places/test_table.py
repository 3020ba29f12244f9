"""The table of places: what a name means in it, held against facts that anybody can look up."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from graph.names import normalise
from graph.places.table import COUNTS, DIVISIONS, places
from graph.vocabulary import vocabulary


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Den Haag", "GM0518"),
        ("'s-Gravenhage", "GM0518"),
        ("s Gravenhage", "GM0518"),
        ("Den Bosch", "GM0796"),
        ("’s-Hertogenbosch", "GM0796"),
        ("gemeente Velsen", "GM0453"),
        ("Gemeente Velsen", "GM0453"),
        ("gem. Velsen", "GM0453"),
        ("Sudwest Fryslan", "GM1900"),
        ("SÚDWEST-FRYSLÂN", "GM1900"),
        ("Bergen NH", "GM0373"),
        ("Bergen (NH.)", "GM0373"),
        ("Bergen (NH)", "GM0373"),
        ("Bergen, NH", "GM0373"),
        ("gemeente Bergen (Noord-Holland)", "GM0373"),
        ("Bergen (L.)", "GM0893"),
        ("Bergen Limburg", "GM0893"),
        ("Nuenen", "GM0820"),
        ("Nuenen, Gerwen en Nederwetten", "GM0820"),
        ("Hengelo", "GM0164"),
        ("Hengelo (O.)", "GM0164"),
        ("Alphen a/d Rijn", "GM0484"),
        ("St. Michielsgestel", "GM0845"),
        ("Utrecht", "GM0344"),
    ],
)
def test_a_municipality_goes_by_several_names(name: str, code: str) -> None:
    assert [each.code for each in places().called(name)] == [code]


def test_a_name_of_two_municipalities_means_both() -> None:
    assert {each.code for each in places().called("Bergen")} == {"GM0373", "GM0893"}


@pytest.mark.parametrize("name", ["Zandermeer", "", "gemeente", "Hengelo (Gld)", "Bergen (Z.)", "Haren", "IJmuiden"])
def test_what_is_no_municipality_of_today_is_none(name: str) -> None:
    assert places().called(name) == []


@pytest.mark.parametrize(
    ("name", "until", "now_in"),
    [
        ("Haren", date(2019, 1, 1), ["Groningen"]),
        ("gemeente Maasdonk", date(2015, 1, 1), ["'s-Hertogenbosch", "Oss"]),
        ("Haaren", date(2021, 1, 1), ["Boxtel", "Oisterwijk", "Tilburg", "Vught"]),
        ("Weesp", date(2022, 3, 24), ["Amsterdam"]),
        ("Franekeradeel", date(2018, 1, 1), ["Waadhoeke"]),
    ],
)
def test_a_former_municipality_lies_in_one_or_more_of_today(name: str, until: date, now_in: list[str]) -> None:
    [former] = places().formerly_called(name)
    assert former.until == until
    assert sorted(places().municipalities[code].name for code in former.now_in) == now_in


@pytest.mark.parametrize(
    ("name", "municipalities"),
    [
        ("IJmuiden", {"Velsen"}),
        ("Wijk aan Zee", {"Beverwijk"}),
        ("Hengelo (Gld)", {"Bronckhorst"}),
        ("Hengelo", {"Hengelo", "Bronckhorst"}),
        ("Haren", {"Groningen", "Oss"}),
        ("Rijswijk NB", {"Altena"}),
        ("Beek", {"Beek", "Berg en Dal", "Montferland"}),
        ("Zandermeer", set()),
    ],
)
def test_a_village_lies_in_every_municipality_with_a_village_of_that_name(name: str, municipalities: set[str]) -> None:
    found = places().villages_called(name)
    assert {places().municipalities[each.municipality].name for each in found} == municipalities


@pytest.mark.parametrize(
    ("name", "type_", "size"),
    [
        ("Zuid-Limburg", "corop", 16),
        ("zuid limburg", "corop", 16),
        ("arbeidsmarktregio Achterhoek", "labour_market", 8),
        ("Achterhoek (COROP-gebied)", "corop", 11),
        ("Groningen", "province", 10),
        ("veiligheidsregio Groningen", "safety", 10),
        ("Friesland", "province", 18),
        ("Fryslân", "province", 18),
        ("provincie Utrecht", "province", 26),
    ],
)
def test_a_region_has_its_municipalities(name: str, type_: str, size: int) -> None:
    region = places().region(name)
    assert region is not None and (region.type, len(region.members)) == (type_, size)


def test_a_name_of_different_regions_means_none_of_them_alone() -> None:
    assert places().region("Achterhoek") is None
    assert {each.type for each in places().regions_called("Achterhoek")} == {"corop", "labour_market"}
    assert places().region("Veenrand") is None


def test_the_table_is_whole() -> None:
    known = places()
    assert (len(known.municipalities), len(known.former)) == (342, 158)
    assert not known.municipalities.keys() & known.former.keys()
    for each in known.municipalities.values():
        assert all(getattr(each, division) for division in DIVISIONS)
        assert 50.7 < each.latitude < 53.6 and 3.3 < each.longitude < 7.3
        assert each.inhabitants > 900 and each.counted in COUNTS
    assert 17_500_000 < sum(each.inhabitants for each in known.municipalities.values()) < 18_500_000
    assert all(each.now_in and known.municipalities.keys() >= {*each.now_in} for each in known.former.values())
    assert known.municipalities.keys() >= {each.municipality for each in known.villages}
    assert Counter(region.type for region in known.regions)["province"] == 12
    assert all(division in vocabulary().values["region_type"].values for division in DIVISIONS)


def test_every_name_finds_what_bears_it() -> None:
    known = places()
    for each in known.municipalities.values():
        assert all(each in known.called(name) for name in (each.name, *each.also, f"gemeente {each.name}"))
    assert all(each in known.formerly_called(each.name) for each in known.former.values())
    assert all(each in known.villages_called(each.name) for each in known.villages)
    assert all(each in known.regions_called(each.name) for each in known.regions)
    assert {normalise("Haaren"), normalise("Velsen")} <= known.known_names
