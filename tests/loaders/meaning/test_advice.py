"""What is proposed for a name that is in no list, and what a message advises: never something else than was meant."""

from __future__ import annotations

import pytest

from graph.words.catalogue import text
from loaders.base import Problem, Table
from loaders.meaning.wording import problem_fields
from tests.loaders.sheets import only_problem, table


def said(problem: Problem) -> str:
    return text("nl", f"problem.{problem.code}", **problem_fields(problem, "nl"))


def municipalities(*names: str) -> Table:
    return table("gemeenten", "naam", *([name] for name in names))


@pytest.mark.parametrize(
    ("names", "written", "near"),
    [
        (("Bergen (NH.)", "Bergen (L.)"), "Berge", None),
        (("Haren",), "Haarn", ["Haren"]),
        (("Haren",), "Harn", ["Haren"]),
        (("Zutphen",), "ASD Zutphen", None),
    ],
)
def test_places_are_proposed_for_places(names: tuple[str, ...], written: str, near: list[str] | None) -> None:
    problem = only_problem(municipalities(*names), table("raden", "naam,gemeente", ["Raad", written]))
    assert (problem.code, problem.params.get("suggestion")) == ("unknown-reference", near)


PEOPLE = table("personen", "id,naam", ["p1", "Tineke Wesselink"], ["001", "Henk Roelofs"], ["p3", "Jan Kade"])


@pytest.mark.parametrize(
    ("written", "near"),
    [
        ("Mw. T. Wesselink", ["Tineke Wesselink"]),
        ("Dhr. H. Roelofs", ["Henk Roelofs"]),
        ("Wesselink, Tineke", ["Tineke Wesselink"]),
        ("Mw. A. Wesselink", None),
        ("P1", ["p1"]),
        ("1", ["001"]),
        ("'001", ["001"]),
        ("Jan Kadde", ["Jan Kade"]),
    ],
)
def test_titles_initials_and_mistyped_ids(written: str, near: list[str] | None) -> None:
    seats = table("zetels", "persoon,organisatie", [written, "Raad"])
    problem = only_problem(PEOPLE, table("raden", "naam", ["Raad"]), seats)
    assert (problem.code, problem.params.get("suggestion")) == ("unknown-reference", near)


def test_an_abbreviation_of_a_council_is_not_its_municipality() -> None:
    council = table("raden", "naam,gemeente", ["Adviesraad Sociaal Domein Zutphen", "Zutphen"])
    problem = only_problem(
        municipalities("Zutphen"), council, PEOPLE, table("zetels", "persoon,organisatie", ["p1", "ASD Zutphen"])
    )
    assert problem.params["suggestion"] == ["Adviesraad Sociaal Domein Zutphen"]


def test_two_rows_in_one_municipality_are_advised_ids_and_not_a_municipality() -> None:
    rows = (["Jan Kade", "Z", "j@x.example"], ["Jan Kade", "Z", "k@x.example"])
    problem = only_problem(table("personen", "naam,gemeente,e-mail", *rows))
    assert problem.code == "duplicate-id"
    assert "eigen id" in said(problem) and "gemeente" not in said(problem)
    problem = only_problem(table("personen", "naam,e-mail", ["Jan", "j@x.example"], ["Jan", "k@x.example"]))
    assert "of vul de gemeente in" in said(problem)


def test_one_id_in_two_kinds_is_told_apart_by_the_kind() -> None:
    problem = only_problem(
        table("raden", "id,naam", ["1", "Raad"]),
        table("platforms", "id,naam", ["1", "Tafel"]),
        PEOPLE,
        table("zetels", "persoon,organisatie", ["p1", "1"]),
    )
    assert problem.code == "ambiguous"
    assert "zoals council:1" in said(problem)
