"""Cases from public reports, made small with invented names."""

from __future__ import annotations

import pytest

from loaders.meaning.wording import problem_fields
from tests.loaders.sheets import found, load, nodes, table, triples

_OSS = ("advises", "council:raad", "municipality:GM0828")


@pytest.mark.parametrize(("header", "row"), [("naam,plaats", ["Raad", "Oss"]), ("name,place", ["Raad", "Oss"])])
def test_a_place_tells_the_municipality_where_nothing_else_does(header: str, row: list[str]) -> None:
    loaded = load(table("raden", header, row))
    assert (loaded.problems, loaded.warnings) == ([], [])
    assert _OSS in triples(loaded)


@pytest.mark.parametrize(
    ("header", "row"),
    [("naam,plaats,gemeente", ["Raad", "Ravenstein", "Oss"]), ("naam,gemeente,plaats", ["Raad", "Oss", "x"])],
)
def test_a_place_beside_the_municipality_is_told_and_stops_nothing(header: str, row: list[str]) -> None:
    loaded = load(table("raden", header, row))
    assert loaded.problems == []
    assert [(each.code, each.value) for each in loaded.warnings] == [("unknown-column", "plaats")]
    assert _OSS in triples(loaded)


@pytest.mark.parametrize("header", ["sinds", "tot", "tot en met", "until"])
def test_r3_days_of_a_municipality_are_told_with_what_to_do(header: str) -> None:
    loaded = load(table("gemeenten", f"naam,{header}", ["Elzenrade", "2020-12-31"]))
    assert loaded.problems == []
    assert found(loaded.warnings) == [("municipality-has-no-days", "gemeenten", None, header, header)]
    assert problem_fields(loaded.warnings[0], "nl")["count"] == 1


def test_m2_names_in_other_scripts_are_apart() -> None:
    loaded = load(table("raden", "naam", ["Рада Oekraïne"], ["Фонд Oekraïne"]))
    assert loaded.problems == []
    assert len(nodes(loaded, "council")) == 2


def test_x_a_name_that_begins_with_a_hash_is_a_name() -> None:
    loaded = load(table("raden", "naam", ["#DOEMEE!"]))
    assert [each.name for each in nodes(loaded, "council").values()] == ["#DOEMEE!"]
