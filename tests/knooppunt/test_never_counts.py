"""What counts on no day because of what the lists say together is told by `load`, of whichever list it is."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from loaders.base import Table
from loaders.meaning.wording import problem_fields
from tests.loaders.hub import Hub
from tests.loaders.sheets import table

BOND = table("cliëntenorganisaties", "naam", ["Bond"])


@pytest.fixture
def hub(tmp_path: Path) -> Hub:
    return Hub(tmp_path)


def puk(since: str = "", until: str = "") -> Table:
    return table("personen", "naam,sinds,tot", ["Puk", since, until])


def seat(since: str = "", until: str = "") -> Table:
    return table("zetels", "persoon,organisatie,sinds,tot", ["Puk", "Bond", since, until])


def told(hub: Hub, source: str, *tables: Table) -> list[tuple[Any, ...]]:
    result = hub.try_load(source, *tables)
    assert result.loaded.problems == []
    assert {each.code for each in result.loaded.warnings} <= {"never-counts"}
    return [
        (each.place.file, each.place.sheet, each.place.row, *each.params.values()) for each in result.loaded.warnings
    ]


EARLY, LATE = date(2018, 1, 1), date(2020, 1, 1)


@pytest.mark.parametrize(
    ("person", "own", "expected"),
    [
        (puk(until="2018-01-01"), seat(since="2020-01-01"), [("", LATE, "Puk", EARLY)]),
        (puk(until="2018-01-01"), seat(since="2018-01-01"), [("", EARLY, "Puk", EARLY)]),
        (puk(since="2020-01-01"), seat(until="2018-01-01"), [("Puk", LATE, "", EARLY)]),
        (puk(until="2018-01-01"), seat(since="2017-12-31"), []),
        (puk(until="2018-01-01"), seat(), []),
        (puk(), seat(since="2020-01-01"), []),
    ],
)
def test_a_seat_of_somebody_who_is_not_there(hub: Hub, person: Table, own: Table, expected: list[Any]) -> None:
    assert told(hub, "a", BOND, person, own) == [("a", "zetels", 2, *each) for each in expected]


def test_two_ends_that_are_never_there_together(hub: Hub) -> None:
    bond = table("cliëntenorganisaties", "naam,sinds", ["Bond", "2020-01-01"])
    contact = table("contacten", "organisatie a,organisatie b,via", ["Bond", "Raad", "Puk"])
    raad = table("raden", "naam,tot", ["Raad", "2018-01-01"])
    assert told(hub, "a", bond, raad, puk(), contact) == [("a", "contacten", 2, "Bond", LATE, "Raad", EARLY)]


def test_a_carrier_who_is_never_there(hub: Hub) -> None:
    contact = table("contacten", "organisatie a,organisatie b,via,sinds", ["Bond", "Raad", "Puk", "2020-01-01"])
    tables = (BOND, table("raden", "naam", ["Raad"]), puk(until="2018-01-01"), contact)
    assert told(hub, "a", *tables) == [("a", "contacten", 2, "", LATE, "Puk", EARLY)]


def test_an_appointment_of_somebody_who_was_gone(hub: Hub) -> None:
    adviser = table("adviseurs", "persoon,sinds", ["Puk", "2020-01-01"])
    assert told(hub, "a", puk(until="2018-01-01"), adviser) == [("a", "adviseurs", 2, "", LATE, "Puk", EARLY)]


def test_another_list_that_ends_somebody_is_told_of_what_it_does(hub: Hub) -> None:
    """Once: when it comes, and not again with a list that changes nothing about it."""
    assert told(hub, "a", BOND, puk(), seat(since="2020-01-01")) == []
    assert told(hub, "b", puk(until="2018-01-01")) == [("a", "zetels", 2, "", LATE, "Puk", EARLY)]
    assert told(hub, "c", table("personen", "naam,tot", ["Jip", "2018-01-01"])) == []


def test_two_lists_that_leave_nobody_between_them(hub: Hub) -> None:
    assert told(hub, "a", puk(since="2020-01-01")) == []
    expected = [(source, "personen", 2, "Puk", LATE, "Puk", EARLY) for source in "ab"]
    assert sorted(told(hub, "b", puk(until="2018-01-01"))) == expected


def test_who_is_called_by_an_id_elsewhere_is_known(hub: Hub) -> None:
    """That the two are one only comes out when both are there."""
    with_id = table("personen", "id,naam,tot", ["p1", "Puk", "2018-01-01"])
    assert told(hub, "a", BOND, puk(), seat(since="2020-01-01")) == []
    assert told(hub, "b", with_id) == [("a", "zetels", 2, "", LATE, "Puk", EARLY)]


def test_it_is_told_in_words(hub: Hub) -> None:
    (warning,) = hub.try_load("a", BOND, puk(until="2018-01-01"), seat(since="2020-01-01")).loaded.warnings
    fields = problem_fields(warning, "nl")
    assert (fields["begins"], fields["since"], fields["ends"]) == ("deze rij", "1 januari 2020", "‘Puk’")
