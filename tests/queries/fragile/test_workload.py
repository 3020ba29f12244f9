"""Workload, by hand."""

from __future__ import annotations

from datetime import date

import pytest

from queries.fragile.terms import term_calendar
from queries.fragile.workload import adviser_loads, many_seats, overloaded_advisers, seat_shares
from tests.networks import network, node, relation


def test_the_share_of_seats_by_number_held() -> None:
    seats = [relation("seat", "person:busy", f"council:{i}") for i in range(3)]
    seats += [relation("seat", f"person:one{i}", "council:0") for i in range(2)]
    made = network(seats)
    shares = seat_shares(made)
    assert [(s.held, s.persons, s.seats) for s in shares] == [(1, 2, 2), (3, 1, 3)]
    assert [s.share for s in shares] == pytest.approx([0.4, 0.6])
    assert [(f.person, f.details["seats"]) for f in many_seats(made)] == [("person:busy", 3)]


def test_many_roles_in_one_organisation_are_one_place() -> None:
    """A place is one person in one organisation (design 5): chair, secretary and member of one council is one."""
    roles = ("chair", "secretary", "member")
    one = [relation("seat", "person:one", "council:0", properties={"role": role}) for role in roles]
    three = [relation("seat", "person:three", f"council:{i}", properties={"role": r}) for i in range(3) for r in roles]
    made = network([*one, *three])
    found = many_seats(made)
    assert [(f.person, f.details["seats"], f.severity) for f in found] == [("person:three", 3, "low")]
    assert found[0].organisations == ("council:0", "council:1", "council:2")
    assert [(s.held, s.persons, s.seats, s.share) for s in seat_shares(made)] == [(1, 1, 1, 0.25), (3, 1, 3, 0.75)]


def test_advisers_with_many_bodies_or_few_hours() -> None:
    def adviser(name: str, hours: float | None) -> object:
        return node(f"person:{name}", properties={"appointments": [{"hours_per_month": hours}]})

    supports = [relation("supports", "person:wide", f"council:{i}") for i in range(10)]
    supports += [relation("supports", "person:thin", f"council:{i}") for i in range(4)]
    supports += [relation("supports", "person:fine", "council:0"), relation("supports", "person:unknown", "council:1")]
    made = network(supports, adviser("wide", 40.0), adviser("thin", 6.0), adviser("fine", 6.0))  # type: ignore[arg-type]
    assert [(load.person, load.bodies, load.hours) for load in adviser_loads(made)] == [
        ("person:wide", 10, 40.0),
        ("person:thin", 4, 6.0),
        ("person:fine", 1, 6.0),
        ("person:unknown", 1, None),
    ]
    assert [f.person for f in overloaded_advisers(made)] == ["person:wide", "person:thin"]


def test_the_term_calendar_is_in_order_and_within_its_bounds() -> None:
    made = network(
        [
            relation("seat", "person:late", "council:a", properties={"term_end": "2027-01-31", "role": "chair"}),
            relation("seat", "person:first", "council:a", until=date(2027, 1, 1)),
            relation("seat", "person:after", "council:a", properties={"term_end": "2027-02-01"}),
            relation("seat", "person:open", "council:a"),
            # The term is over, but she stays until somebody else is found.
            relation(
                "seat", "person:stays", "council:b", properties={"term_end": "2026-06-01"}, until=date(2027, 1, 2)
            ),
        ]
    )
    terms = term_calendar(made, date(2027, 1, 1), date(2027, 1, 31))
    assert [(t.end, t.person, t.role) for t in terms] == [
        (date(2027, 1, 1), "person:first", ""),
        (date(2027, 1, 2), "person:stays", ""),
        (date(2027, 1, 31), "person:late", "chair"),
    ]
