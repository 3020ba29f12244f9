"""Councils in which nobody sits on behalf of clients, and organisations where many come and go: design, section 5."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.days import months_before
from graph.model import Relation
from graph.network import Network
from graph.turnover import Turnover
from graph.views import for_audience, on, take, within
from queries.finding import Finding
from queries.fragile.seats import high_turnover, one_sided, seats
from tests.networks import DAY, network, node, relation

YEAR_AGO = date(2025, 11, 22)
TYPES = ("advisory_council", "wmo_council", "participation_council", "youth_council", None)
ORGANISATIONS = ("council:c0", "council:c1", "client_organisation:u", "municipality:m")
#: What seats speak for, and whether it is a target group.
TOPICS = {"jeugd": True, "Wmo": False, "armoede": False, "doven": True}
_DAYS = (None, None, None, *(day + timedelta(days=n) for day in (YEAR_AGO, DAY) for n in (-1, 0, 1)), date(2026, 4, 1))


def _active(item: Any, day: date) -> bool:
    return (item.since is None or item.since <= day) and (item.until is None or day < item.until)


@st.composite
def _seated(draw: st.DrawFn) -> Network:
    """Councils with few seats, on behalf of all sorts, that begin and end around today and a year ago."""
    dates = st.sampled_from(_DAYS)
    persons = [f"person:p{number}" for number in range(6)]
    topics = [
        node("topic:jeugd", properties={"type": "target_group"}),
        node("topic:armoede", properties={"type": "theme"}),
        node("topic:wmo", name="wmo", properties={"type": "law"}),
    ]
    nodes = [node(id_, since=draw(dates), until=draw(dates)) for id_ in persons]
    nodes += [node(id_, properties={"type": draw(st.sampled_from(TYPES))}) for id_ in ORGANISATIONS[:2]]
    made = []
    for _ in range(draw(st.integers(0, 16))):
        person, where = draw(st.sampled_from(persons)), draw(st.sampled_from(ORGANISATIONS[:3]))
        dated = {"since": draw(dates), "until": draw(dates)}
        spoken = draw(st.sampled_from([[], [], ["Wmo"], ["armoede"], ["jeugd"], ["doven", "Wmo"]]))
        role = draw(st.sampled_from(["member", "chair"]))
        made.append(relation("seat", person, where, properties={"role": role, "speaks_for": spoken}, **dated))
        if draw(st.booleans()):
            target = draw(st.sampled_from(ORGANISATIONS))
            made.append(relation("represents", person, target, properties={"at": where}, **dated))
    made.append(relation("active_in", "council:c0", "region:r"))
    return network(made, *nodes, *topics, *map(node, ORGANISATIONS[2:]))


def _standing(made: Network, code: str, day: date) -> list[Relation]:
    nodes = made.nodes
    found = [r for r in made.relations if r.relation == code and _active(r, day)]
    return [r for r in found if _active(nodes[r.origin], day) and _active(nodes[r.target], day)]


def _one_sided(made: Network) -> dict[str, tuple[int, int]]:
    """Return, by the definition, every council that is one-sided: its seats, and those of which it is known."""
    found = {}
    for council in ("council:c0", "council:c1"):
        own = [r for r in _standing(made, "seat", DAY) if r.target == council]
        behalf = [r for r in _standing(made, "represents", DAY) if r.properties["at"] == council]
        known, clients = 0, False
        for seat in own:
            organisations = [r.target for r in behalf if r.origin == seat.origin]
            known += bool(organisations or seat.properties["speaks_for"])
            clients |= "client_organisation:u" in organisations
            clients |= any(TOPICS[topic] for topic in seat.properties["speaks_for"])
        type_ = made.nodes[council].properties["type"]
        if type_ in TYPES[:3] and len(own) >= 3 and known / len(own) >= 0.5 and not clients:
            found[council] = (len(own), known)
    return found


def _turned_over(made: Network) -> dict[str, tuple[int, int, int]]:
    """Return, by the definition, every organisation with a high turnover: its places, those that began and that ended."""
    found = {}
    for organisation in ORGANISATIONS:
        now, then = (
            {r.origin for r in _standing(made, "seat", day) if r.target == organisation} for day in (DAY, YEAR_AGO)
        )
        if len(now | then) >= 4 and len(now ^ then) / len(now | then) >= 0.5:
            found[organisation] = (len(now | then), len(now - then), len(then - now))
    return found


def _told(findings: list[Finding], *names: str) -> dict[str, tuple[int, ...]]:
    assert all(finding.organisations == finding.subjects for finding in findings)
    return {finding.subjects[0]: tuple(finding.details[name] for name in names) for finding in findings}


@given(_seated())
def test_both_are_found_as_they_are_defined(made: Network) -> None:
    today = take(made, on(DAY))
    assert _told(one_sided(today), "seats", "known") == _one_sided(made)
    assert _told(high_turnover(today), "places", "begun", "ended") == _turned_over(made)


@given(_seated())
def test_views_change_nothing_about_it(made: Network) -> None:
    today = take(made, on(DAY))
    assert seats(take(today, for_audience("partners"))) == seats(today)
    assert seats(take(today, for_audience("public"))) == []
    assert seats(take(today, on(DAY))) == seats(today)
    inside = [finding for finding in seats(today) if finding.subjects == ("council:c0",)]
    for narrowed in (take(today, within("region:r")), take(made, within("region:r"), on(DAY))):
        assert [finding for finding in seats(narrowed) if finding.subjects == ("council:c0",)] == inside


@pytest.mark.parametrize(
    ("changed", "severity"), [(1, None), (2, "low"), (3, "medium"), (4, "medium")], ids="{0}".format
)
def test_how_grave_it_is_that_many_change(changed: int, severity: str | None) -> None:
    stayed = [relation("seat", f"person:s{n}", "council:c") for n in range(4 - changed)]
    left = [relation("seat", f"person:l{n}", "council:c", until=DAY) for n in range(changed)]
    found = high_turnover(take(network([*stayed, *left]), on(DAY)))
    assert [finding.severity for finding in found] == ([severity] if severity else [])


def test_who_has_another_role_than_a_year_ago_stayed() -> None:
    roles = [
        relation("seat", "person:p", "council:c", until=date(2026, 6, 1), properties={"role": "member"}),
        relation("seat", "person:p", "council:c", since=date(2026, 6, 1), properties={"role": "chair"}),
    ]
    assert take(network(roles), on(DAY)).turnover == {"council:c": Turnover(stayed=1)}


@pytest.mark.parametrize(
    ("day", "before"),
    [
        (date(2024, 2, 29), date(2023, 2, 28)),
        (date(2025, 2, 28), date(2024, 2, 28)),
        (date(2026, 11, 22), date(2025, 11, 22)),
        (date.min, date.min),
    ],
)
def test_a_year_before(day: date, before: date) -> None:
    assert months_before(day, 12) == before
