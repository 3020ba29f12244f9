"""Of which kind an organisation is, by the words in its name and in a column that says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.vocabulary import bare_name
from loaders.meaning.kinds import kind_of_name
from tests.loaders.columns import test_readings as readings
from tests.loaders.columns.test_readings import Case


@pytest.mark.parametrize(
    ("name", "kind", "type_"),
    [
        ("Adviescommissie Sociaal Domein", "council", "advisory_council"),
        ("Klankbordgroep Wmo", "council", "other"),
        ("Cliëntenpanel Zorg Ommen", "council", "citizen_panel"),
        ("Steungroep GGZ", "client_organisation", None),
        ("Zelfregiecentrum Ommen", "client_organisation", None),
        ("Mantelzorgorganisatie Ommen", "client_organisation", None),
        ("GGZ Drenthe", "institution", None),
        ("Zorggroep Ommen", "institution", None),
    ],
)
def test_the_kind_that_a_name_tells(name: str, kind: str, type_: str | None) -> None:
    told = kind_of_name(name)
    assert told is not None
    assert (told.kind, told.type) == (kind, type_)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Gem Dalfsen", "Dalfsen"),
        ("Gem. Dalfsen", "Dalfsen"),
        ("Ommen (gemeente)", "Ommen"),
        ("gemeente Ommen", "Ommen"),
        ("Gemert", "Gemert"),
        ("Bergen (NH.)", "Bergen (NH.)"),
        ("Gemeente", "Gemeente"),
    ],
)
def test_the_word_for_a_municipality_is_no_part_of_its_name(written: str, name: str) -> None:
    assert bare_name("municipality", written) == name


CASES = (
    Case(
        "municipalities-however-they-are-written",
        "Organisatie;Contactpersoon\nGem Dalfsen;Jan Smit\nOmmen (gemeente);Mia Kok\nGemeente Ommen;Bo Ras\n",
        ("Jan Smit seat Dalfsen: role=contact", "Mia Kok seat Ommen: role=contact", "Bo Ras seat Ommen: role=contact"),
        kinds={"Dalfsen": "municipality", "Ommen": "municipality"},
        untold=("list-kind-unsure",),
    ),
    Case(
        "a-name-tells-more-than-the-word-for-any-council",
        "Organisatie;Categorie;Gemeente\nJongerenraad Ede;Adviesraad;Ede\nRaad van Urk;Adviesraad;Urk\n"
        "Adviesraad Sociaal Domein;Wmo-raad;Rhenen\n",
        (
            "Jongerenraad Ede advises Ede",
            "Raad van Urk advises Urk",
            "Adviesraad Sociaal Domein advises Rhenen",
        ),
        of={
            "Jongerenraad Ede": {"type": "youth_council"},
            "Raad van Urk": {"type": "advisory_council"},
            "Adviesraad Sociaal Domein": {"type": "wmo_council"},
        },
    ),
    Case(
        "words-for-kinds-in-a-column",
        "Naam;Soort;Gemeente\nDe Brug;kerk;Ede\nDe Regenboog;school;Ede\nSamen Sterk;CR;Ede\nDalfsen;overheid;\n"
        "MZ Ede;mantelzorgorganisatie;Ede\nDe Ark;knutselclub;Ede\n",
        (
            "De Brug active_in Ede",
            "De Regenboog active_in Ede",
            "Samen Sterk advises Ede",
            "MZ Ede active_in Ede",
            "De Ark active_in Ede",
        ),
        kinds={
            "De Brug": "institution",
            "De Regenboog": "institution",
            "Samen Sterk": "council",
            "Dalfsen": "municipality",
            "MZ Ede": "client_organisation",
            "De Ark": "client_organisation",
        },
        told=("list-kind-word",),
        untold=("list-kind-unsure",),
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_kinds_in_a_list(case: Case, tmp_path: Path) -> None:
    readings.test_a_list_says_what_a_person_reads_in_it(case, tmp_path)
