"""Cases from public reports in which the advice misled: see ``test_cases``."""

from __future__ import annotations

import pytest

from graph.words.catalogue import text
from loaders.base import CellValue, Problem
from loaders.meaning.wording import problem_fields
from tests.loaders.sheets import load, nodes, only_problem, table, triples


def _told(problem: Problem) -> str:
    return text("nl", f"problem.{problem.code}", **problem_fields(problem, "nl"))


def _proposed(*names: str, cell: str, sheet: str = "gemeenten") -> list[str]:
    problem = only_problem(
        table(sheet, "naam", *[[name] for name in names]), table("raden", "naam,gemeente", ["R1", cell])
    )
    params = problem.params
    return (
        [each["name"] for each in params["candidates"]] if problem.code == "ambiguous" else params.get("suggestion", [])
    )


@pytest.mark.parametrize("names", [["Bergen (NH.)", "Bergen (L.)"], ["Bergen NH", "Bergen L"]])
def test_a1_every_municipality_that_a_name_fits_is_proposed(names: list[str]) -> None:
    assert sorted(_proposed(*names, cell="Bergen")) == sorted(names)


@pytest.mark.parametrize(
    ("listed", "cell", "near"),
    [
        ("Haren", "Haaren", []),
        ("Beek", "Boekel", []),
        ("Haren", "Harren", ["Haren"]),
        ("Elzenrade", "Elzenrad", ["Elzenrade"]),
    ],
)
def test_a2_a_place_that_exists_is_not_taken_for_a_misspelling(listed: str, cell: str, near: list[str]) -> None:
    loaded = load(table("gemeenten", "naam", [listed]), table("raden", "naam,gemeente", ["R1", cell]))
    assert [each for told in (*loaded.problems, *loaded.warnings) for each in told.params.get("suggestion", ())] == near


@pytest.mark.parametrize(
    ("listed", "cell"),
    [
        *(("Gemeente Utrecht", "Utrecht"), ("Utrecht", "Gemeente Utrecht"), ("gem. Elzenrade", "Elzenrade")),
        ("Elzenrade", "gemeente Elzenrade"),
    ],
)
def test_a3_a_municipality_is_found_with_its_word_or_without(listed: str, cell: str) -> None:
    loaded = load(table("gemeenten", "naam", [listed]), table("raden", "naam,gemeente", ["R1", cell]))
    assert (loaded.problems, len(nodes(loaded, "municipality"))) == ([], 1)


@pytest.mark.parametrize(
    ("listed", "cell"),
    [
        *(("Provincie Gelderland", "Gelderland"), ("Provincie Gelderland", "de provincie Gelderland")),
        ("Regio Rivierenland", "Rivierenland"),
    ],
)
def test_a3_a_region_is_found_with_its_word_or_without(listed: str, cell: str) -> None:
    loaded = load(table("regio's", "naam", [listed]), table("steunorganisaties", "naam,actief in", ["S", cell]))
    assert (loaded.problems, [each.name for each in nodes(loaded, "region").values()]) == ([], [listed])


def test_a3_what_is_a_municipality_as_well_is_no_region() -> None:
    loaded = load(
        table("regio's", "naam", ["Provincie Utrecht"]), table("steunorganisaties", "naam,actief in", ["S", "Utrecht"])
    )
    assert triples(loaded, "active_in") == {("active_in", "support_organisation:s", "municipality:GM0344")}


@pytest.mark.parametrize("sheet", ["platforms", "raden"])
def test_a4_two_of_one_name_and_place_need_ids(sheet: str) -> None:
    rows = ["Groep Kade", "Z", "2020-05-06", "2020-08-06"], ["Groep Kade", "Z", "2020-08-06", ""]
    loaded = load(table(sheet, "naam,gemeente,sinds,tot", *rows))
    assert loaded.problems == []
    told = " ".join(map(_told, loaded.warnings))
    assert "geef elk dan een eigen id" in told
    assert "vul de gemeente in" not in told


def test_a5_an_id_of_two_kinds_is_told_with_how_to_write_it() -> None:
    told = _told(
        only_problem(
            table("raden", "id,naam", ["1", "Raad A"]),
            table("platforms", "id,naam", ["1", "Platform B"]),
            table("personen", "naam", ["Jip"]),
            table("zetels", "persoon,organisatie", ["Jip", "1"]),
        )
    )
    assert "zoals council:1" in told


@pytest.mark.parametrize(
    ("id_", "cell"),
    [
        *(("p1", "P1"), ("001", "1"), ("001", "'001"), ("1", "001"), ("001", "’1"), ("R-12", "r12"), ("7", "7.0")),
        *(("p01", "p1"), ("A 1", "A1"), ("a_1", "A-1"), ("1.5", "1,5"), ("12", "#12")),
    ],
)
def test_a6_an_id_that_is_typed_otherwise_is_proposed(id_: str, cell: CellValue) -> None:
    problem = only_problem(
        table("raden", "id,naam", [id_, "Adviesraad"]),
        table("personen", "naam", ["Jip"]),
        table("zetels", "persoon,organisatie", ["Jip", cell]),
    )
    assert (problem.code, problem.params["suggestion"]) == ("unknown-reference", [id_])
