"""How often something is, read from free text: what is plain is understood, and nothing else."""

from __future__ import annotations

import csv
from fractions import Fraction
from pathlib import Path

import pytest

from graph.frequency import by_arrangement, times_per_year

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
UNDERSTOOD = {
    "twee keer per jaar": 2,
    "elk kwartaal": 4,
    "per kwartaal": 4,
    "maandelijks": 12,
    "jaarlijks": 1,
    "4x per jaar": 4,
    "4 x per jaar": 4,
    "6 keer/jaar": 6,
    "Eén keer per jaar": 1,
    "tweemaal in het jaar": 2,
    "zesmaal per jaar": 6,
    "2x jaarlijks": 2,
    "halfjaarlijks": 2,
    "elk half jaar": 2,
    "tweemaandelijks": 6,
    "eens per twee maanden": 6,
    "om de twee maanden": 6,
    "elke 6 weken": Fraction(52, 6),
    "elke 2 jaar": Fraction(1, 2),
    "ca. 4 keer per jaar": 4,
    "zo'n vier keer per jaar": 4,
    "minimaal 2 keer per jaar": 2,
    "every quarter": 4,
    "quarterly": 4,
    "once a month": 12,
    "Twice a year": 2,
    "at least 3 times a year": 3,
    "every six months": 2,
    "every two years": Fraction(1, 2),
    "half-yearly": 2,
}
#: No number, more than one, a part of one, none at all; and what says something else for some than for others.
NOT_PLAIN = [
    *("regelmatig", "ad hoc", "op afroep", "", "-", "4", "4 keer", "jaar", "4 jaar", "a year", "0 keer per jaar"),
    *("1-2 keer per jaar", "1 of 2 keer per jaar", "2,5 keer per jaar", "2 à 3 maanden", "elke 0 weken", "maximaal"),
    *(
        "om de week",
        "om de maand",
        "vóór elk kwartaal",
        "vier keer per raadsperiode",
        "eerst maandelijks, nu jaarlijks",
    ),
]


@pytest.mark.parametrize("text", UNDERSTOOD)
def test_what_is_plain_is_understood(text: str) -> None:
    assert times_per_year(text) == UNDERSTOOD[text]
    assert times_per_year(f"  {text.upper()}. ") == UNDERSTOOD[text]


@pytest.mark.parametrize("text", NOT_PLAIN)
def test_what_is_not_plain_is_not_known(text: str) -> None:
    assert times_per_year(text) is None


def test_the_examples_say_it_plainly_but_for_a_few() -> None:
    written = set()
    for path in EXAMPLES.glob("*/platforms.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            written |= {row.get("frequentie") or "" for row in csv.DictReader(file, delimiter=";")}
    assert {text for text in written - {""} if times_per_year(text) is None} == {
        "een aantal malen per jaar",
        "regulier",
        "structureel",
    }
    assert len(written) > 3


@pytest.mark.parametrize(
    ("frequency", "arranged"),
    [
        ("elk kwartaal", True),
        ("twee keer per jaar, zo nodig vaker", True),
        ("Ad-hoc", False),
        ("adhoc", False),
        ("incidenteel (telefonisch)", False),
        ("Af en toe", False),
        ("once a year", True),
        ("regelmatig", True),
        ("", False),
        ("?", False),
    ],
)
def test_a_frequency_is_an_arrangement_unless_it_is_ad_hoc(frequency: str, arranged: bool) -> None:
    assert by_arrangement(frequency) == arranged
