"""Names of areas in lists: what is a region and no municipality, and in what a municipality beside it lies."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.places.parts import is_every_area, is_region_by_name, of_whole
from tests.loaders.columns import test_readings as readings
from tests.loaders.columns.test_readings import Case


@pytest.mark.parametrize(
    "name",
    ["Achterhoek", "de Achterhoek", "Noordoost-Groningen", "Zuid-Limburg", "Noord-Holland", "Drenthe", "West-Brabant"],
)
def test_a_name_of_a_region(name: str) -> None:
    assert is_region_by_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "Midden-Drenthe",
        "Noordoostpolder",
        "Oost Gelre",
        "Utrecht",
        "Groningen",
        "Zuidplas",
        "Lagerhei",
        "Noord Lagerhei",
        "Zuid",
        "",
    ],
)
def test_a_name_that_is_no_region(name: str) -> None:
    assert not is_region_by_name(name)


@pytest.mark.parametrize(
    ("written", "name"),
    [("heel Drenthe", "Drenthe"), ("Heel Emmen", "Emmen"), ("Heelsum", "Heelsum"), ("heel", "heel")],
)
def test_all_of_an_area_is_that_area(written: str, name: str) -> None:
    assert of_whole(written) == name


def test_every_area_of_a_sort_is_none_of_its_own() -> None:
    assert is_every_area("alle Drentse gemeenten")
    assert not is_every_area("Allemanswoud")
    assert not is_every_area("")


CASES = (
    Case(
        "regions-among-municipalities",
        "Organisatie;Werkgebied\nKBO A;heel Drenthe\nKBO B;Noordoost-Groningen\nKBO C;alle Drentse gemeenten\nKBO D;Utrecht\n"
        "KBO E;Achterhoek\n",
        (
            "KBO A active_in Drenthe",
            "KBO B active_in Noordoost-Groningen",
            "KBO D active_in Utrecht",
            "KBO E active_in Achterhoek",
        ),
        of={"KBO C": {"unread": "Werkgebied: alle Drentse gemeenten"}},
        kinds={
            "Drenthe": "region",
            "Noordoost-Groningen": "region",
            "Achterhoek": "region",
            "Utrecht": "municipality",
        },
    ),
    Case(
        "a-region-beside-a-municipality",
        "Regio;Gemeente;Raad\nAchterhoek;Doetinchem;ASD Doetinchem\nRegio Veenrand;Lagerhei;ASD Lagerhei\n;Ede;ASD Ede\n",
        (
            "ASD Doetinchem advises Doetinchem",
            "ASD Lagerhei advises Lagerhei",
            "ASD Ede advises Ede",
            "Doetinchem part_of Achterhoek",
            "Lagerhei part_of Regio Veenrand",
        ),
        kinds={"Achterhoek": "region", "Regio Veenrand": "region"},
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_areas_in_a_list(case: Case, tmp_path: Path) -> None:
    readings.test_a_list_says_what_a_person_reads_in_it(case, tmp_path)
