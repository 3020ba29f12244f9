"""Calendars: who accepted was there, on the day as people saw it, and all that is not counted is told."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import InputRefused
from loaders.formats.icalendar import read_icalendar
from loaders.formats.limits import MOST_IN_A_CELL, MOST_OCCURRENCES
from tests.knooppunt.command_line import done, run

_TODAY = date(2026, 3, 31)
_ZOE = 'ATTENDEE;CN="Vries, Zoë de";PARTSTAT=ACCEPTED:mailto:zoe@example.org'
_PIET = "ATTENDEE;CN=Piet de Boer;PARTSTAT=ACCEPTED:mailto:piet@example.org"


def _event(*lines: str, uid: str = "", start: str = ":20260112T100000", name: str = "Overleg", who: str = _ZOE) -> str:
    begin = ["BEGIN:VEVENT", *([f"UID:{uid}"] if uid else []), f"SUMMARY:{name}", f"DTSTART{start}"]
    return "\n".join([*begin, *lines, who, "END:VEVENT"]) + "\n"


def _calendar(*parts: str) -> str:
    return "".join(["BEGIN:VCALENDAR\nVERSION:2.0\n", *parts, "END:VCALENDAR\n"])


def _read(text: str | bytes) -> tuple[dict[str, list[str]], dict[str, int]]:
    """Return who came, by the name and day of the meeting, and what is told, with how many."""
    data = text if isinstance(text, bytes) else text.encode()
    (table,) = read_icalendar(Path("agenda.ics"), data, _TODAY)
    came: dict[str, list[str]] = {}
    for _, (name, day, _, person, _) in table.rows:
        came.setdefault(f"{name} {day}", []).append(str(person))
    told = {each.fault.code.removeprefix("calendar-"): each.fault.params["count"] for each in table.remarks}
    assert bool(table.rows) != bool(told.pop("empty", 0))
    return came, told


def _days(*lines: str, start: str = ":20260112T100000") -> list[str]:
    return [each.removeprefix("Overleg ") for each in _read(_calendar(_event(*lines, start=start)))[0]]


# Whose answer counts


def test_who_accepted_was_there_and_everybody_else_is_told() -> None:
    people = "\n".join(
        [
            "ORGANIZER;CN=Fenna Groen:MAILTO:fenna@example.org",
            _ZOE,
            "ATTENDEE;PARTSTAT=ACCEPTED;CN=Piet de",
            "  Boer:mailto:piet@example.org",
            "ATTENDEE;CN=Kees Nee;PARTSTAT=DECLINED:mailto:kees@example.org",
            "ATTENDEE;CN=Mia Mogelijk;PARTSTAT=TENTATIVE:mailto:mia@example.org",
            "ATTENDEE;CN=Wim Wacht;PARTSTAT=NEEDS-ACTION:mailto:wim@example.org",
            "ATTENDEE;CN=Nel Niets:mailto:nel@example.org",
            "ATTENDEE;CN=Zaal 3;CUTYPE=ROOM;PARTSTAT=ACCEPTED:mailto:zaal@example.org",
            "ATTENDEE;CN=Beamer;CUTYPE=RESOURCE;PARTSTAT=ACCEPTED:mailto:beamer@example.org",
            "ATTENDEE;CN=Iedereen;CUTYPE=GROUP;PARTSTAT=ACCEPTED:mailto:allen@example.org",
            "ATTENDEE;PARTSTAT=ACCEPTED:urn:uuid:1",
        ]
    )
    assert _read(_calendar(_event(who=people))) == (
        {"Overleg 2026-01-12": ["Vries, Zoë de", "Piet de Boer", "Fenna Groen"]},
        {"tentative": 1, "no-answer": 2, "declined": 1, "rooms": 3, "nameless-person": 1},
    )


@pytest.mark.parametrize(
    ("answer", "came"),
    [("ACCEPTED", True), ("NEEDS-ACTION", True), ("TENTATIVE", True), ("DECLINED", False)],
)
def test_who_called_a_meeting_was_there_unless_she_declined(answer: str, *, came: bool) -> None:
    calls = "ORGANIZER;CN=Fenna Groen:mailto:Fenna@example.org"
    also = f"ATTENDEE;PARTSTAT={answer}:mailto:fenna@Example.org"
    found, _ = _read(_calendar(_event(calls, also)))
    assert found == {"Overleg 2026-01-12": ["Fenna Groen", "Vries, Zoë de"] if came else ["Vries, Zoë de"]}


def test_an_address_is_no_name_when_another_meeting_tells_it() -> None:
    bare = "ATTENDEE;CN=piet@example.org;PARTSTAT=ACCEPTED:mailto:PIET@example.org"
    nobody = "ATTENDEE;PARTSTAT=ACCEPTED:mailto:nel@example.org"
    text = _calendar(_event(nobody, who=bare, name="Eerst"), _event(who=_PIET, name="Daarna"))
    assert _read(text) == (
        {"Eerst 2026-01-12": ["nel@example.org", "Piet de Boer"], "Daarna 2026-01-12": ["Piet de Boer"]} | {},
        {"bare": 1},
    )


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (("STATUS:CANCELLED",), "cancelled"),
        (("CLASS:PRIVATE",), "private"),
        (("CLASS:confidential",), "private"),
    ],
)
def test_what_is_cancelled_or_private_is_left_out_and_told(lines: tuple[str, ...], told: str) -> None:
    assert _read(_calendar(_event(*lines))) == ({}, {told: 1})


def test_what_is_no_meeting_is_left_out_and_told() -> None:
    parts = [
        _event(who=""),
        _event(start=":20260401T100000"),
        _event(start=":morgen"),
        "BEGIN:VTODO\nSUMMARY:Bellen\nEND:VTODO\n",
    ]
    assert _read(_calendar(*parts)) == ({}, {"nobody": 1, "later": 1, "undated": 1, "others": 1})
    assert _read(_calendar("METHOD:REPLY\n", _event())) == ({}, {"others": 1})
    assert _read(_calendar(_event(uid="1")) + _calendar("METHOD:CANCEL\n", _event(uid="1"))) == ({}, {"cancelled": 1})


def test_meetings_without_a_name_and_of_one_name_are_told() -> None:
    text = _calendar(_event(name="-"), _event(), _event(who=_PIET, name="OVERLEG"))
    assert _read(text) == (
        {"agenda 2026-01-12": ["Vries, Zoë de"], "Overleg 2026-01-12": ["Vries, Zoë de", "Piet de Boer"]},
        {"nameless": 1, "same-day": 1},
    )


# The day as people saw it


@pytest.mark.parametrize(
    ("start", "day"),
    [
        (";VALUE=DATE:20260112", "2026-01-12"),
        (":20260112T233000", "2026-01-12"),
        (";TZID=Europe/Amsterdam:20260112T233000", "2026-01-12"),
        (";TZID=America/New_York:20260112T233000", "2026-01-12"),
        (";TZID=W. Europe Standard Time:20260112T233000", "2026-01-12"),
        (';TZID="(UTC+01:00) Amsterdam, Berlijn":20260112T003000', "2026-01-12"),
        (":20260112T233000Z", "2026-01-13"),
        (":20260112T213000Z", "2026-01-12"),
        (":00010101T000000Z", "0001-01-01"),
    ],
)
def test_the_day_is_that_of_the_clock_of_the_meeting(start: str, day: str) -> None:
    assert _days(start=start) == [day]


def test_the_clock_of_a_calendar_holds_for_times_in_universal_time() -> None:
    text = _calendar(_event(start=":20260112T020000Z"), "X-WR-TIMEZONE:America/New_York\n")
    assert list(_read(text)[0]) == ["Overleg 2026-01-11"]


# Meetings that recur


@pytest.mark.parametrize(
    ("lines", "days"),
    [
        (("RRULE:FREQ=WEEKLY;COUNT=3",), ["2026-01-12", "2026-01-19", "2026-01-26"]),
        (("RRULE:FREQ=MONTHLY;BYDAY=2MO",), ["2026-01-12", "2026-02-09", "2026-03-09"]),
        (("RRULE:FREQ=WEEKLY;UNTIL=20260119T090000Z",), ["2026-01-12", "2026-01-19"]),
        (("RRULE:FREQ=WEEKLY;COUNT=2", "EXDATE:20260112T100000"), ["2026-01-19"]),
        (("RRULE:FREQ=WEEKLY;COUNT=2", "EXDATE:20260119T090000Z"), ["2026-01-12"]),
        (("RDATE:20260301T100000,20260302T100000",), ["2026-01-12", "2026-03-01", "2026-03-02"]),
        (("RDATE;VALUE=PERIOD:20260301T100000Z/PT1H",), ["2026-01-12", "2026-03-01"]),
        (("RRULE:FREQ=DAILY;COUNT=3", "EXRULE:FREQ=DAILY;INTERVAL=2"), ["2026-01-13"]),
    ],
)
def test_every_day_of_a_meeting_that_recurs_counts(lines: tuple[str, ...], days: list[str]) -> None:
    assert _days(*lines) == days


def test_an_endless_meeting_goes_on_up_to_today() -> None:
    came, told = _read(_calendar(_event("RRULE:FREQ=MONTHLY")))
    assert list(came) == ["Overleg 2026-01-12", "Overleg 2026-02-12", "Overleg 2026-03-12"]
    assert told == {"later": 1}


def test_one_day_of_a_meeting_that_recurs_may_be_told_apart() -> None:
    text = _calendar(
        _event("RRULE:FREQ=WEEKLY;COUNT=4", uid="1", start=";TZID=Europe/Amsterdam:20260112T100000"),
        _event("RECURRENCE-ID:20260119T090000Z", uid="1", start=":20260120T100000", who=_PIET),
        _event("RECURRENCE-ID:20260126T090000Z", "STATUS:CANCELLED", uid="1", start=":20260126T100000"),
    )
    assert _read(text) == (
        {
            "Overleg 2026-01-12": ["Vries, Zoë de"],
            "Overleg 2026-01-20": ["Piet de Boer"],
            "Overleg 2026-02-02": ["Vries, Zoë de"],
        },
        {"cancelled": 1},
    )


def test_of_what_is_told_twice_the_newest_counts() -> None:
    text = _calendar(_event("SEQUENCE:2", uid="1", name="Nieuw"), _event("SEQUENCE:1", uid="1", name="Oud"))
    assert list(_read(text)[0]) == ["Nieuw 2026-01-12"]


@pytest.mark.parametrize(
    "rule",
    [
        *("FREQ=SECONDLY", "FREQ=HOURLY", "FREQ=DAILY;BYHOUR=1,2", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;BYEASTER=0"),
        *(
            "",
            "FREQ=WEEKLY;BYDAY=XX",
            "FREQ=DAILY;FREQ=DAILY",
            "FREQ=YEARLY;BYMONTH=" + "9" * 5000,
            "FREQ=DAILY;RSCALE=X",
        ),
    ],
)
def test_a_rule_that_cannot_be_read_is_told(rule: str) -> None:
    assert _read(_calendar(_event(f"RRULE:{rule}"))) == (
        {"Overleg 2026-01-12": ["Vries, Zoë de"]},
        {"unread-rules": 1},
    )


def test_of_very_many_days_the_last_count() -> None:
    came, told = _read(_calendar(_event("RRULE:FREQ=DAILY", start=":20200101T100000")))
    days = (_TODAY - date(2020, 1, 1)).days + 1
    assert len(came) == MOST_OCCURRENCES
    assert f"Overleg {_TODAY}" in came
    assert told == {"later": 1, "cut": days - MOST_OCCURRENCES}


@pytest.mark.parametrize("rule", ["FREQ=DAILY", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=YEARLY;COUNT=999999"])
def test_rules_that_go_on_and_on_are_refused(rule: str) -> None:
    bombs = [_event(f"RRULE:{rule}", start=":19700101T100000", uid=str(n)) for n in range(200)]
    with pytest.raises(InputRefused) as refused:
        _read(_calendar(*bombs))
    assert refused.value.code in ("calendar-too-many-days", "sheet-too-large")


# Files as they come


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_encoding_is_read(encoding: str, end: str) -> None:
    text = _calendar(_event(name="Café\\, Zoë")).replace("\n", end)
    assert list(_read(text.encode(encoding))[0]) == ["Café, Zoë 2026-01-12"]


def test_descriptions_alarms_and_attachments_are_not_read() -> None:
    hidden = "DESCRIPTION:BEGIN:VEVENT\n END:VEVENT\nlosse regel\nATTACH;ENCODING=BASE64:!!"
    alarm = "BEGIN:VALARM\nSUMMARY:Bel\nATTENDEE;PARTSTAT=ACCEPTED:mailto:x@example.org\nEND:VALARM"
    assert _read(_calendar(_event(hidden, alarm))) == ({"Overleg 2026-01-12": ["Vries, Zoë de"]}, {})


@pytest.mark.parametrize(
    ("text", "code", "row"),
    [
        ("", "calendar-broken", 1),
        ("hallo\n" + _calendar(_event()), "calendar-broken", 1),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\n", "calendar-broken", 2),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n", "calendar-broken", 3),
        ("BEGIN:VCALENDAR\nBEGIN:VCALENDAR\n", "calendar-broken", 2),
        ("BEGIN:VEVENT\nEND:VEVENT\n", "calendar-broken", 1),
        ("BEGIN:VCALENDAR\n" + "BEGIN:X\n" * 100_000, "calendar-broken", 7),
        (_calendar(_event("SUMMARY:half", "een regel", "LOCATION:x")), "calendar-broken", 7),
        (_calendar(_event("ATTENDEE" + ";A=b" * 3000)), "calendar-broken", 6),
        (_calendar(_event(name="\0")), "calendar-not-text", None),
        (_calendar(_event(name="a" * MOST_IN_A_CELL)), "csv-long-cell", 4),
    ],
)
def test_a_broken_calendar_is_refused_with_its_line(text: str, code: str, row: int | None) -> None:
    with pytest.raises(InputRefused) as refused:
        _read(text)
    assert (refused.value.code, refused.value.params.get("row")) == (code, row)


# All the way to the network


def test_a_meeting_and_its_people_are_shown(tmp_path: Path) -> None:
    file, agenda = tmp_path / "own.knooppunt", tmp_path / "agenda.ics"
    bare = (
        "ATTENDEE;PARTSTAT=ACCEPTED:mailto:nel@example.org\nATTENDEE;CN=Kees Nee;PARTSTAT=DECLINED:mailto:k@example.org"
    )
    place = "LOCATION:Gemeentehuis\nATTENDEE;CN=Jip Berg | Movisie;PARTSTAT=ACCEPTED:mailto:jip@example.org"
    agenda.write_text(_calendar(_event(place, bare, name="Overleg inkoop")), encoding="utf-8")
    told = run("--file", str(file), "load", str(agenda))
    assert told.status == 0
    for text in (
        "Van 1 genodigde staat alleen het e-mailadres",
        "nel@example.org",
        "1 keer zei iemand een uitnodiging af",
    ):
        assert text in told.err
    shown = done("--file", str(file), "show", "Overleg inkoop").out
    for text in ("12 januari 2026", "Gemeentehuis", "Jip Berg", "Vries, Zoë de", "nel@example.org", "‘Overleg inkoop’"):
        assert text in shown
    assert "Kees" not in shown
    assert "Movisie" in done("--file", str(file), "show", "Jip Berg").out


def test_a_folder_of_calendars_is_one_network(tmp_path: Path) -> None:
    file, folder = tmp_path / "own.knooppunt", tmp_path / "agendas"
    folder.mkdir()
    for name, who in (("jan", _ZOE), ("piet", _PIET)):
        (folder / f"{name}.ics").write_text(_calendar(_event(uid="1", who=who)), encoding="utf-8")
    assert "1 bijeenkomst" in run("--file", str(file), "load", str(folder)).out
    shown = done("--file", str(file), "show", "Overleg").out
    assert "Vries, Zoë de" in shown
    assert "Piet de Boer" in shown


def test_columns_shows_how_a_calendar_is_read(tmp_path: Path) -> None:
    file, agenda = tmp_path / "own.knooppunt", tmp_path / "agenda.ics"
    agenda.write_text(_calendar(_event()), encoding="utf-8")
    assert "naam van een persoon" in run("--file", str(file), "columns", str(agenda)).out
    assert "1 bijeenkomst" in run("--file", str(file), "load", str(agenda)).out


def test_what_is_wrong_with_a_meeting_is_told_by_its_name_and_day(tmp_path: Path) -> None:
    file, agenda = tmp_path / "own.knooppunt", tmp_path / "agenda.ics"
    who = "ATTENDEE;CN=Afdeling Zorg;PARTSTAT=ACCEPTED:mailto:a@example.org"
    agenda.write_text(_calendar(_event(who=who)), encoding="utf-8")
    assert "‘Overleg’ (12 januari 2026)" in run("--file", str(file), "load", str(agenda)).err


def test_a_calendar_without_meetings_says_so(tmp_path: Path) -> None:
    file, agenda = tmp_path / "own.knooppunt", tmp_path / "agenda.ics"
    agenda.write_text(_calendar(_event("CLASS:PRIVATE")), encoding="utf-8")
    told = run("--file", str(file), "load", str(agenda))
    assert told.status == 0
    assert "geen bijeenkomst waar iemand bij was" in told.err
    assert "1 afspraak is privé of vertrouwelijk" in told.err


_NAMES = ("Jan Bos", "Piet Vos", "Mia Zwart", "Nel Groen", "Kees Rood", "Jip Berg", "Janneke Wit")
_ANSWERS = st.sampled_from(("ACCEPTED", "DECLINED", "TENTATIVE", "NEEDS-ACTION"))


@settings(max_examples=10, deadline=None)
@given(meetings=st.lists(st.dictionaries(st.sampled_from(_NAMES), _ANSWERS, min_size=1), min_size=1, max_size=6))
def test_as_many_attended_as_accepted(tmp_path_factory: pytest.TempPathFactory, meetings: list[dict[str, str]]) -> None:
    folder = tmp_path_factory.mktemp("agenda")
    file, agenda = folder / "own.knooppunt", folder / "agenda.ics"
    parts, accepted = [], set()
    for number, answers in enumerate(meetings):
        day = date(2025, 1, 1) + timedelta(days=number)
        who = [
            f"ATTENDEE;CN={name};PARTSTAT={answer}:mailto:{name.split()[0]}@example.org"
            for name, answer in answers.items()
        ]
        parts.append(_event(name=f"Overleg {'abcdef'[number]}", start=f":{day:%Y%m%d}", who="\n".join(who)))
        accepted |= {(f"Overleg {'abcdef'[number]}", name) for name, answer in answers.items() if answer == "ACCEPTED"}
    agenda.write_text(_calendar(*parts), encoding="utf-8")
    assert run("--file", str(file), "load", str(agenda)).status == 0
    attended = set()
    for name in {name for _, name in accepted}:
        shown = run("--file", str(file), "show", name, "--format", "json")
        attended |= {(text, name) for text in {met for met, who in accepted} if text in json.dumps(shown.data)}
    assert attended == accepted
