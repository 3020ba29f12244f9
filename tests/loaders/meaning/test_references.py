"""References: by id, by name, by name and municipality; what is unknown, of the wrong kind or fits more than one."""

from __future__ import annotations

from typing import Any

import pytest

from graph.model import Node
from graph.vocabulary import vocabulary
from loaders.base import Fault, Table
from loaders.meaning.references import Index, reference_reader
from tests.loaders.sheets import good, load, municipalities, only_problem, relations, table

COUNCILS = table(
    "raden",
    "id,naam,gemeente",
    ["r1", "Cliëntenraad", "Haarlem"],
    ["r2", "Cliëntenraad", "Beverwijk"],
    ["r3", "Adviesraad (sociaal domein)", "Haarlem"],
    ["42", "Jeugdraad", ""],
)
PERSONS = table("personen", "id,naam", ["p1", "Fenna Fictief"], ["r1", "Rik van Rij"])


def seat_in(text: Any, *more: Table, known: tuple[Node, ...] = ()) -> str:
    """Return what the organisation of a seat refers to."""
    seats = table("zetels", "persoon,organisatie", ["p1", text])
    return relations(good(municipalities(), COUNCILS, PERSONS, seats, *more, known=known), "seat")[0].target


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("r1", "council:r1"),
        ("council:r1", "council:r1"),
        (" council:r1 ", "council:r1"),
        ("Adviesraad (Sociaal Domein)", "council:r3"),
        ("adviesraad SOCIAAL-domein", "council:r3"),
        ("Clientenraad (Haarlem)", "council:r1"),
        ("cliëntenraad(gm0375)", "council:r2"),
        ("Haarlem", "municipality:GM0392"),
        ("GM0392", "municipality:GM0392"),
        (42.0, "council:42"),
        ("JEUGDRAAD", "council:42"),
        ("Jeugdraad (raad)", "council:42"),
    ],
)
def test_what_a_reference_may_be(text: Any, expected: str) -> None:
    assert seat_in(text) == expected


def test_an_id_goes_before_a_name() -> None:
    more = table("platforms", "id,naam", ["Jeugdraad", "Jeugdtafel"])
    assert seat_in("Jeugdraad", more) == "platform:Jeugdraad"


def test_nodes_of_other_sources_can_be_referred_to() -> None:
    known = (Node(id="platform:tafel", kind="platform", name="De Tafel"),)
    assert seat_in("de tafel", known=known) == "platform:tafel"


def test_a_node_with_two_names_answers_to_both() -> None:
    known = (Node(id="platform:tafel", kind="platform", name="De Oude Tafel"),)
    more = table("platforms", "id,naam", ["tafel", "De Nieuwe Tafel"])
    seats = table(
        "zetels", "persoon,organisatie,rol", ["p1", "De Oude Tafel", "lid"], ["p1", "De nieuwe tafel", "voorzitter"]
    )
    loaded = load(PERSONS, more, seats, known=known)
    assert loaded.problems == []
    assert [each.target for each in relations(loaded, "seat")] == ["platform:tafel", "platform:tafel"]
    (warning,) = loaded.warnings
    assert (warning.code, warning.value, warning.place.row) == ("id-called-otherwise", "De Nieuwe Tafel", 2)
    assert [each["name"] for each in warning.params["candidates"]] == ["De Oude Tafel"]


def problem_with(text: str) -> Any:
    return only_problem(municipalities(), COUNCILS, PERSONS, table("zetels", "persoon,organisatie", ["p1", text]))


def test_a_name_that_fits_two_shows_both() -> None:
    problem = problem_with("clientenraad")
    assert problem.code == "ambiguous"
    assert problem.value == "clientenraad"
    assert problem.params["candidates"] == [
        {"name": "Cliëntenraad", "kind": "council", "areas": ["Haarlem"], "id": "council:r1", "at": ("", "raden!2")},
        {"name": "Cliëntenraad", "kind": "council", "areas": ["Beverwijk"], "id": "council:r2", "at": ("", "raden!3")},
    ]


def test_a_name_that_another_source_has_too_fits_two() -> None:
    known = (Node(id="person:x", kind="person", name="Fenna Fictief"),)
    problem = only_problem(
        municipalities(),
        COUNCILS,
        PERSONS,
        table("zetels", "persoon,organisatie", ["Fenna Fictief", "r1"]),
        known=known,
    )
    assert problem.code == "ambiguous"
    assert [each["id"] for each in problem.params["candidates"]] == ["person:x", "person:p1"]


def test_an_unknown_name_with_the_closest_one() -> None:
    problem = problem_with("Jeugtraad")
    assert problem.code == "unknown-reference"
    assert problem.params == {"kinds": ["organisation"], "suggestion": ["Jeugdraad"]}


def test_an_unknown_name_that_nothing_is_close_to() -> None:
    assert problem_with("Stichting Volslagen Onbekend").params == {"kinds": ["organisation"]}


def test_a_name_of_the_wrong_kind() -> None:
    problem = problem_with("Fenna Fictief")
    assert problem.code == "wrong-kind"
    assert problem.params["kinds"] == ["organisation"]
    assert [(each["kind"], each["id"]) for each in problem.params["candidates"]] == [("person", "person:p1")]


def test_several_where_one_fits() -> None:
    assert problem_with("Jeugdraad; Haarlem").code == "one-expected"


def test_ids_are_compared_letter_for_letter() -> None:
    assert problem_with("R1").code == "unknown-reference"


def test_every_wrong_reference_in_a_list_is_reported() -> None:
    loaded = load(
        municipalities(),
        COUNCILS,
        PERSONS,
        table("contacten", "organisatie a,organisatie b,via", ["r1", "r2", "Niemand; p1; r3"]),
    )
    assert [(each.code, each.value) for each in loaded.problems] == [
        ("unknown-reference", "Niemand"),
        ("wrong-kind", "r3"),
    ]


def test_names_of_punctuation_only_are_not_all_the_same() -> None:
    index = Index([Node(id="person:a", kind="person", name="?"), Node(id="person:b", kind="person", name="!")])
    column = vocabulary().sheets["seats"].columns["person"]
    read = reference_reader(index, column, ("person",))
    assert read("?") == "person:a"
    assert isinstance(read("-"), Fault)
