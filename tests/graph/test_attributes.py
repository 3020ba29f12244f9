"""Fields and properties as flat values."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graph.attributes import attributes, flat
from graph.model import Claim, Evidence
from tests.networks import node, relation


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Wmo", "Wmo"),
        (12, 12),
        (52.5, 52.5),
        (True, True),
        (date(2026, 1, 1), "2026-01-01"),
        (["Wmo", "Jeugdwet"], "Wmo; Jeugdwet"),
        (("person:a", "person:b"), "person:a; person:b"),
        (
            [{"functions": ["inform", "connect"], "since": "2020-01-01", "until": None}],
            "functions: inform; connect, since: 2020-01-01",
        ),
        (
            (Evidence("lijst", "zetels!2", "jaarverslag"), Evidence("lijst", "zetels!3")),
            "lijst, zetels!2, jaarverslag; lijst, zetels!3",
        ),
        ({"population": (Claim(400, Evidence("b", "gemeenten!3")),)}, "population: 400 (b, gemeenten!3)"),
        ("tab\tline\nend\r\x00\x1b\ud800\ufffe", "tab\tline\nend" + "\ufffd" * 5),
        ("Élan 𝔸 é", "Élan 𝔸 é"),
    ],
)
def test_every_value_is_flat(value: Any, expected: Any) -> None:
    assert flat(value) == expected
    assert type(flat(value)) is type(expected)


def test_what_is_unknown_or_empty_is_left_out() -> None:
    made = node(
        "council:c", name="Adviesraad", properties={"population": 0, "placeholder": False, "laws": [], "note": None}
    )
    assert attributes(made) == {
        "population": 0,
        "placeholder": False,
        "kind": "council",
        "name": "Adviesraad",
        "mention": False,
    }


def test_a_field_goes_before_a_property_of_that_name() -> None:
    made = relation("contact", "council:a", "council:b", properties={"relation": "x", "frequency": "vaak"})
    assert attributes(made) == {
        "relation": "contact",
        "frequency": "vaak",
        "sources": "test.xlsx, contact!2",
    }
