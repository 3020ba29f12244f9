"""When a seat ends, worked out with every combination of the end of its term and of the seat itself."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest

from queries.fragile.terms import end_within
from tests.networks import DAY, relation

FIRST, LAST = DAY, DAY + timedelta(days=3)
DAYS = [None, *(FIRST + timedelta(days=number) for number in range(-1, 6))]


@pytest.mark.parametrize(("term_end", "until"), list(itertools.product(DAYS, DAYS)))
def test_a_seat_ends_on_the_first_of_its_two_ends_that_is_not_past(term_end: date | None, until: date | None) -> None:
    properties = {"term_end": term_end.isoformat()} if term_end else {}
    seat = relation("seat", "person:p", "council:c", until=until, properties=properties)
    inside = sorted(end for end in (term_end, until) if end is not None and FIRST <= end <= LAST)
    assert end_within(seat, FIRST, LAST) == (inside[0] if inside else None)
