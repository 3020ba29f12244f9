"""What a list says that is hardly true is told at the load, with what to do."""

from __future__ import annotations

import pytest

from graph.model import Node
from graph.words.catalogue import text
from loaders.base import Loaded, Table
from loaders.meaning.people import no_name_of_a_person
from loaders.meaning.wording import problem_fields
from tests.loaders.sheets import found, good, load, table

PLACES = ["Aardenhof", "Beekveld", "Cromland", "Dorsthoek"]


def told(loaded: Loaded) -> list[tuple[str, str, int | None, str, str]]:
    assert loaded.problems == []
    return found(loaded.warnings)


@pytest.mark.parametrize(
    "name",
    [
        "Woo-contactpersoon",
        "secretariaat",
        "Team Wmo",
        "Griffie Beekveld",
        "contactpersoon",
        "Vacature",
        "N.N.",
        "KBO Beekveld",
        "-",
    ],
)
def test_this_is_called_like_a_post(name: str) -> None:
    assert no_name_of_a_person(name)


@pytest.mark.parametrize(
    "name", ["Jip", "Puk Lage", "mw. Raad", "Jan de Raad", "P. Bureau", "Wmo Jansen", "Ria D'Hondt", "jan smit", "A."]
)
def test_this_may_be_somebody(name: str) -> None:
    assert not no_name_of_a_person(name)


def test_a_post_is_no_person_and_that_is_told_with_what_to_do() -> None:
    loaded = load(
        table("personen", "naam,plaatshouder", ["Woo-contactpersoon", ""], ["Jip Lage", ""], ["Griffie", "ja"])
    )
    assert told(loaded) == [("no-name-of-a-person", "personen", 2, "naam", "Woo-contactpersoon")]
    words = text("nl", "problem.no-name-of-a-person", **problem_fields(loaded.warnings[0], "nl"))
    assert "plaatshouder" in words


def councils(*places: str) -> Table:
    return table("raden", "naam,gemeente", *([f"Raad {place}", place] for place in places))


def seats(person: str, *places: str) -> Table:
    return table("zetels", "persoon,organisatie", *([person, f"Raad {place}"] for place in places))


def test_one_bare_name_with_places_in_three_municipalities_is_asked_about() -> None:
    loaded = load(table("personen", "naam", ["Jip Lage"]), councils(*PLACES), seats("Jip Lage", *PLACES))
    assert told(loaded) == [("one-name-in-many-places", "zetels", 2, "persoon", "Jip Lage")]
    words = text("nl", "problem.one-name-in-many-places", **problem_fields(loaded.warnings[0], "nl"))
    assert "4 gemeenten: Aardenhof, Beekveld, Cromland en Dorsthoek" in words


@pytest.mark.parametrize(
    ("people", "name", "places"),
    [
        (["naam", "Jip Lage"], "Jip Lage", PLACES[:2]),
        (["id,naam", "p1", "Jip Lage"], "p1", PLACES),
        (["naam,gemeente", "Jip Lage", "Beekveld"], "Jip Lage", PLACES),
    ],
)
def test_who_is_known_by_more_than_a_name_or_sits_in_two_is_not(
    people: list[str], name: str, places: list[str]
) -> None:
    header, *cells = people
    good(table("personen", header, cells), councils(*PLACES), seats(name, *places))


def test_an_organisation_of_several_municipalities_is_one_place_and_an_adviser_works_in_many() -> None:
    good(
        table("personen", "naam", ["Jip Lage"]),
        table("clientenorganisaties", "naam,actief in", ["Bond", "; ".join(PLACES)]),
        councils(*PLACES),
        table("zetels", "persoon,organisatie", ["Jip Lage", "Bond"]),
        table("adviseurs", "persoon,ondersteunt", ["Jip Lage", "; ".join(f"Raad {place}" for place in PLACES)]),
    )


def test_municipalities_of_other_lists_count() -> None:
    known = [
        Node(
            id=f"council:raad-{place.lower()}", kind="council", name=f"Raad {place}", properties={"municipality": place}
        )
        for place in PLACES
    ]
    places = table("gemeenten", "naam", *([place] for place in PLACES))
    loaded = load(places, table("personen", "naam", ["Jip Lage"]), seats("Jip Lage", *PLACES), known=known)
    assert [code for code, *_ in told(loaded)] == ["one-name-in-many-places"]


def test_an_organisation_called_like_a_municipality_is_told() -> None:
    loaded = load(
        table("gemeenten", "naam", ["Beekveld"]),
        table("raden", "naam", ["beekveld"], ["Raad Beekveld"]),
        table("platforms", "naam", ["Haarlem"], ["Overleg Haarlem"]),
    )
    assert told(loaded) == [
        ("called-like-a-municipality", "raden", 2, "naam", "beekveld"),
        ("called-like-a-municipality", "platforms", 2, "naam", "Haarlem"),
    ]


def test_a_topic_that_almost_has_a_known_name_is_told_once() -> None:
    known = [Node(id="topic:inkoop-jeugdhulp", kind="topic", name="inkoop jeugdhulp", mention=True)]
    rows = [["A", "Jeugwet", "inkoop jeugdhup"], ["B", "Jeugwet", "wonen"], ["C", "Jeugdwet", "inkoop jeugdhulp"]]
    loaded = load(table("raden", "naam,wetten,thema's", *rows), known=known)
    assert [(each.code, each.value, each.params["suggestion"]) for each in loaded.warnings] == [
        ("nearly-a-topic", "Jeugwet", "Jeugdwet"),
        ("nearly-a-topic", "inkoop jeugdhup", "inkoop jeugdhulp"),
    ]
