"""What a node or relation says of itself, in words."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graph.model import Evidence
from graph.words.values import Fact, dated, facts, place_text, property_label, value_text
from tests.networks import network, node, relation

COUNCIL, ANNA, TOWN = "council:c", "person:anna", "municipality:GM1"
MADE = network([], node(COUNCIL, name="Adviesraad"), node(TOWN, name="Merendam"))
APPOINTMENT = {"functions": ["inform", "connect"], "since": "2020-01-01", "until": None, "hours_per_month": 12}


@pytest.mark.parametrize(
    ("kind", "code", "value", "nl", "en"),
    [
        ("council", "type", "wmo_council", "Wmo-raad", "Wmo council"),
        ("institution", "type", "werkbedrijf", "werkbedrijf", "werkbedrijf"),
        ("council", "roles", ["think_along", "meer"], "meedenken aan de voorkant, meer", "think along early, meer"),
        ("municipality", "population", 41863, "41.863", "41,863"),
        ("municipality", "latitude", 52.5, "52,5", "52.5"),
        ("person", "placeholder", True, "ja", "yes"),
        ("person", "placeholder", False, "nee", "no"),
        ("person", "municipality", TOWN, "Merendam", "Merendam"),
        ("person", "municipality", "municipality:weg", "municipality:weg", "municipality:weg"),
        ("person", "note", TOWN, TOWN, TOWN),
        ("", "term_end", "2027-12-31", "31 december 2027", "31 December 2027"),
        ("", "term_end", "ooit", "ooit", "ooit"),
        ("", "since", date(2020, 1, 1), "1 januari 2020", "1 January 2020"),
        ("council", "kleur", "blauw", "blauw", "blauw"),
        (
            "person",
            "appointments",
            [APPOINTMENT],
            "functies: informeren, verbinden, sinds: 1 januari 2020, uren per maand in totaal: 12",
            "functions: inform, connect, since: 1 January 2020, hours per month in all: 12",
        ),
    ],
)
def test_a_value_in_words(kind: str, code: str, value: Any, nl: str, en: str) -> None:
    assert value_text(MADE, kind, code, value, "nl") == nl
    assert value_text(MADE, kind, code, value, "en") == en


@pytest.mark.parametrize(
    ("since", "until", "told"),
    [
        ("2020-01-01", None, "sinds 1 januari 2020"),
        (None, "2021-01-01", "tot 1 januari 2021"),
        ("2020-01-01", "2021-01-01", "van 1 januari 2020 tot 1 januari 2021"),
        (None, None, "begin en einde niet bekend"),
    ],
)
def test_an_appointment_in_brief_is_its_period(since: str | None, until: str | None, told: str) -> None:
    value = [{**APPOINTMENT, "since": since, "until": until}]
    assert value_text(MADE, "person", "appointments", value, "nl", brief=True) == told


def test_facts_are_labelled_and_marks_of_a_view_are_none() -> None:
    tie = relation("contact", COUNCIL, TOWN, properties={"frequency": "elk kwartaal", "note": None, "indirect": True})
    assert facts(MADE, tie, "nl") == [Fact("frequency", "frequentie", "elk kwartaal")]
    assert property_label("kleur", "nl") == "kleur"


def test_a_seat_tells_on_behalf_of_whom_it_is() -> None:
    seat = relation("seat", ANNA, COUNCIL, properties={"speaks_for": ["LVB", "doven"]})
    behalf = [relation("represents", ANNA, TOWN, properties={"at": at}) for at in (COUNCIL, "council:d")]
    made = network([seat, *behalf, relation("seat", ANNA, "council:e")], *MADE.nodes.values())
    told = [Fact("organisation", "namens", "Merendam"), Fact("speaks_for", "spreekt voor", "LVB, doven")]
    assert facts(made, seat, "nl") == told
    assert facts(made, behalf[0], "nl") == [Fact("at", "bij", "Adviesraad")]
    assert facts(made, made.relations[-1], "nl") == []


def test_what_is_spoken_for_by_whom_is_not_told() -> None:
    council = node(COUNCIL, properties={"spoken_for": ["GGZ", "LVB"]})
    assert facts(MADE, council, "nl") == [Fact("spoken_for", "hier spreekt iemand voor", "GGZ, LVB")]


def test_dates_of_a_statement() -> None:
    made = node(ANNA, until=date(2026, 1, 1), last_confirmed=date(2025, 5, 1))
    assert dated(made, "nl") == [
        Fact("until", "tot", "1 januari 2026"),
        Fact("last_confirmed", "bevestigd", "1 mei 2025"),
    ]


def test_a_place() -> None:
    assert place_text(Evidence("lijst", "zetels!12", "jaarverslag"), "nl") == "lijst, blad zetels, rij 12"
    assert place_text(Evidence("lijst", ""), "nl") == "lijst"
