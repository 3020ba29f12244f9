"""Names in one list that are nearly the same are proposed as one; what a person would never take for one is not."""

from __future__ import annotations

import itertools
import random

import pytest

from loaders.base import CellValue
from tests.loaders.sheets import load, municipalities, table


def alike(*names: str, sheet: str = "cliëntenorganisaties") -> list[tuple[str, str]]:
    loaded = load(table(sheet, "naam", *([name] for name in names)))
    assert loaded.problems == []
    return [each.names for each in loaded.alike]


@pytest.mark.parametrize(
    ("sheet", "one", "other"),
    [
        ("raden", "Seniorenraad Zandermer", "Seniorenraad Zandermeer"),
        ("raden", "Senoirenraad Elzenrade", "Seniorenraad Elzenrade"),
        ("raden", "Adviesraad Sociaal Domein Elzenrade", "ASD Elzenrade"),
        ("raden", "CR Elzenrade", "Cliëntenraad Elzenrade"),
        ("cliëntenorganisaties", "KBO Amsterdam Noord", "KBO Amsterdam-N."),
    ],
)
def test_typing_errors_and_abbreviations_are_proposed(sheet: str, one: str, other: str) -> None:
    assert alike(one, other, "Iets heel anders", sheet=sheet) == [(one, other)]
    assert alike(other, one, sheet=sheet) == [(other, one)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Raad Noord", "Raad Oost"),
        ("Raad Bergen (NH)", "Raad Bergen (L)"),
        ("Wijkraad 1", "Wijkraad 2"),
        ("Wijkraad 12345678", "Wijkraad 12345679"),
        ("Raad Ooststellingwerf", "Raad Weststellingwerf"),
        ("Ouderenraad Elzenrade", "Jongerenraad Elzenrade"),
        ("Raad Zoetermeer", "Raad Zoeterwoude"),
        ("Adviesraad Elzenrade", "Adviesraad Zandermeer"),
        ("Platform A", "Platform Armoede"),
        ("Raad I", "Raad II"),
    ],
)
def test_what_plainly_differs_is_never_proposed(one: str, other: str) -> None:
    for sheet in ("raden", "cliëntenorganisaties"):
        assert alike(one, other, sheet=sheet) == []


def test_two_known_places_of_one_letter_apart_are_two_and_a_place_typed_wrong_is_asked_about() -> None:
    assert alike("Raad Heusden", "Raad Leusden", sheet="raden") == []
    assert alike("Raad Heusden", "Raad Heussden", sheet="raden") == [("Raad Heusden", "Raad Heussden")]


def test_an_abbreviation_of_two_is_of_neither() -> None:
    assert alike("KBO Amsterdam-N.", "KBO Amsterdam Noord", "KBO Amsterdam Nieuw") == []


def test_other_municipalities_and_ids_of_their_own_keep_them_apart() -> None:
    rows: list[list[CellValue]] = [["Seniorenraad Zandermer", "Haarlem"], ["Seniorenraad Zandermeer", "Beverwijk"]]
    assert load(municipalities(), table("raden", "naam,gemeente", *rows)).alike == []
    rows = [["r1", "Seniorenraad Zandermer"], ["r2", "Seniorenraad Zandermeer"]]
    assert load(table("raden", "id,naam", *rows)).alike == []


def people(*seats: tuple[str, str], **addresses: str) -> list[tuple[str, str]]:
    names = list(dict.fromkeys(name for name, _ in seats))
    persons = [[name, addresses.get(name.split()[0].strip("."), "")] for name in names]
    loaded = load(
        table("personen", "naam,e-mail", *persons),
        table("raden", "naam", *([name] for name in dict.fromkeys(raad for _, raad in seats))),
        table("zetels", "persoon,organisatie", *seats),
    )
    assert loaded.problems == []
    return [each.names for each in loaded.alike]


def test_within_one_organisation_an_initial_may_be_the_first_name() -> None:
    assert people(("P. de Vries", "A"), ("Piet de Vries", "A")) == [("P. de Vries", "Piet de Vries")]
    assert people(("Piet Janssen", "A"), ("Piet Jansen", "A")) == [("Piet Janssen", "Piet Jansen")]


def test_people_of_two_organisations_or_addresses_or_names_are_not_proposed() -> None:
    assert people(("P. de Vries", "A"), ("Piet de Vries", "B")) == []
    assert people(("Paul de Vries", "A"), ("Piet de Vries", "A")) == []
    assert people(("P. de Vries", "A"), ("Piet de Vries", "A"), ("Paul de Vries", "A")) == []
    assert people(("P. de Vries", "A"), ("Piet de Vries", "A"), P="p@x.example", Piet="q@x.example") == []


def test_every_pair_in_which_one_letter_of_a_long_word_differs_is_found() -> None:
    """Against a brute force that knows only letters: every name with every other one."""
    dice = random.Random(1)
    names = ["".join(dice.choices("abc", k=7)) for _ in range(300)]
    names = list(dict.fromkeys(names))[:60]
    expected = {frozenset(pair) for pair in itertools.combinations(names, 2) if _one_apart(*pair)}
    assert {frozenset(pair) for pair in alike(*(f"Qx {name}" for name in names))} == {
        frozenset(f"Qx {name}" for name in pair) for pair in expected
    }


def _one_apart(one: str, other: str) -> bool:
    differing = [at for at in range(len(one)) if one[at] != other[at]]
    swapped = len(differing) == 2 and differing[1] == differing[0] + 1
    return len(differing) == 1 or (
        swapped and one[differing[0]] == other[differing[1]] and one[differing[1]] == other[differing[0]]
    )
