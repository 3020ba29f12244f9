"""Ids and dates of nodes and relations: design, section 2."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import kind_of, make_id
from graph.names import slug
from tests.networks import node, relation

FIRST, LAST = date(2024, 9, 1), date(2026, 8, 31)


@pytest.mark.parametrize(
    ("day", "active"),
    [
        (FIRST - timedelta(days=1), False),
        (FIRST, True),
        (LAST, True),
        (LAST + timedelta(days=1), False),
    ],
)
def test_active_from_since_until_the_day_before_until(day: date, active: bool) -> None:
    dates = {"since": FIRST, "until": LAST + timedelta(days=1)}
    assert node("person:p", **dates).active(day) is active
    assert relation("seat", "person:p", "council:c", **dates).active(day) is active


def test_unknown_ends_are_open() -> None:
    assert node("person:p").active(date.min)
    assert node("person:p").active(date.max)
    assert node("person:p", since=FIRST).active(date.max)
    assert not node("person:p", since=FIRST).active(date.min)
    assert node("person:p", until=FIRST).active(date.min)
    assert not node("person:p", until=FIRST).active(date.max)


def test_what_ends_on_its_first_day_was_never_there() -> None:
    assert not any(node("person:p", since=FIRST, until=FIRST).active(FIRST + timedelta(days=i)) for i in (-1, 0, 1))


@pytest.mark.parametrize(
    ("kind", "key", "id_"),
    [
        ("municipality", "GM0375", "municipality:GM0375"),
        ("council", "asd Beverwijk / Noord", "council:asd Beverwijk / Noord"),
        ("council", "council:asd", "council:asd"),
        ("council", "raad:1", "council:raad:1"),
        ("person", "Ωmega-é", "person:Ωmega-é"),
    ],
)
def test_an_id_is_the_kind_and_the_key_letter_for_letter(kind: str, key: str, id_: str) -> None:
    assert make_id(kind, key) == id_
    assert kind_of(id_) == kind


@given(st.sampled_from(["person", "council", "municipality"]), st.text(min_size=1))
def test_the_kind_of_any_id_can_be_told(kind: str, key: str) -> None:
    assert kind_of(make_id(kind, key)) == kind
    assert make_id(kind, make_id(kind, key)) == make_id(kind, key)


@pytest.mark.parametrize(
    ("parts", "key"),
    [
        (("Cliëntenraad Súdwest-Fryslân",), "clientenraad-sudwest-fryslan"),
        (("Adviesraad", "Velsen"), "adviesraad-velsen"),
        (("  Wmo  2015! ",), "wmo-2015"),
        (("'s-Hertogenbosch",), "s-hertogenbosch"),
        (("Straße",), "strasse"),
        (("a", "", "b"), "a-b"),
    ],
)
def test_a_slug_is_readable(parts: tuple[str, ...], key: str) -> None:
    assert slug(*parts) == key


@given(st.text(min_size=1))
def test_a_slug_is_never_empty_and_always_the_same(name: str) -> None:
    assert slug(name) == slug(name)
    assert slug(name)
    assert set(slug(name)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_names_in_another_script_do_not_share_a_slug() -> None:
    assert len({slug(name) for name in ("مجلس", "مركز", "理事会", "Совет", "!!!", "???")}) == 6


def test_a_relation_between_other_nodes_names_a_carrier_once() -> None:
    contact = relation("contact", "council:a", "council:b", "person:x", "person:y")
    assert contact.nodes == ("council:a", "council:b", "person:x", "person:y")
    other = contact.between(["council:a", "council:c", "person:z", "person:z"])
    assert other == relation("contact", "council:a", "council:c", "person:z")
