"""When a seat ends, worked out with every combination of the end of its term and of the seat itself."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest

from graph.views import on, take
from queries.fragile.question import fragile
from queries.fragile.terms import end_within
from tests.networks import DAY, network, relation

FIRST, LAST = DAY, DAY + timedelta(days=3)
DAYS = [None, *(FIRST + timedelta(days=number) for number in range(-1, 6))]


@pytest.mark.parametrize(("term_end", "until"), list(itertools.product(DAYS, DAYS)))
def test_a_seat_ends_on_the_first_of_its_two_ends_that_is_not_past(term_end: date | None, until: date | None) -> None:
    properties = {"term_end": term_end.isoformat()} if term_end else {}
    seat = relation("seat", "person:p", "council:c", until=until, properties=properties)
    inside = sorted(end for end in (term_end, until) if end is not None and FIRST <= end <= LAST)
    assert end_within(seat, FIRST, LAST) == (inside[0] if inside else None)


@pytest.mark.parametrize(
    ("term_end", "until", "expected"),
    [
        (DAY - timedelta(days=1), None, (DAY - timedelta(days=1), True)),
        (DAY.replace(year=DAY.year - 2), None, (DAY.replace(year=DAY.year - 2), True)),
        (DAY.replace(year=DAY.year - 2) - timedelta(days=1), None, None),
        (DAY, None, (DAY, False)),
        # A term that is past of a seat that ends as well: what is to come goes first, told by its last day.
        (DAY - timedelta(days=9), DAY + timedelta(days=9), (DAY + timedelta(days=8), False)),
        (None, DAY + timedelta(days=9), (DAY + timedelta(days=8), False)),
        # The end of a term is its last day.
        (DAY + timedelta(days=9), DAY + timedelta(days=9), (DAY + timedelta(days=9), False)),
        (None, None, None),
    ],
)
def test_a_term_that_ends_or_ended_while_the_seat_goes_on(
    term_end: date | None, until: date | None, expected: tuple[date, bool] | None
) -> None:
    properties = {"term_end": term_end.isoformat()} if term_end else {}
    made = network(
        [
            relation("seat", "person:p", "council:a", until=until, properties=properties),
            relation("seat", "person:p", "council:b"),
        ]
    )
    found = [one for one in fragile(take(made, on(DAY)), DAY).findings if one.kind == "term-ending"]
    assert [(one.details["last_day"], one.details["passed"]) for one in found] == ([expected] if expected else [])
