"""Calendars (.ics, iCalendar): meetings that were held, and of each who accepted; every such person is a row."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from graph.names import normalise, words
from graph.vocabulary import vocabulary
from loaders.base import CellValue, Fault, Format, Origin, Remark, Table
from loaders.formats.attendees import Answers, Person, answers_of, parameter
from loaders.formats.calendars import Calendars, Event, as_text, read_calendars
from loaders.formats.content_lines import Property, text_of
from loaders.formats.limits import MOST_OCCURRENCES, Budget
from loaders.formats.recurrence import Days, Moment, days_of, moment, zone_named

#: What the properties of a meeting and of who came fill.
_MEANS: dict[str, tuple[str, ...]] = {
    "SUMMARY": ("meetings.name",),
    "DTSTART": ("meetings.date",),
    "LOCATION": ("meetings.place",),
    "ATTENDEE": ("persons.name",),
    "EMAIL": ("persons.email",),
}
_PRIVATE = frozenset({"PRIVATE", "CONFIDENTIAL"})
#: What is told of a calendar, in this order.
_TOLD = (
    "calendar-empty",
    *("calendar-tentative", "calendar-no-answer", "calendar-declined", "calendar-rooms", "calendar-nameless-person"),
    *("calendar-cancelled", "calendar-private", "calendar-nobody", "calendar-later", "calendar-others"),
    *("calendar-undated", "calendar-unread-rules", "calendar-cut"),
    *("calendar-nameless", "calendar-same-day", "calendar-bare"),
)


class _Meeting(msgspec.Struct):
    """A meeting that was held: its name and day, where, and who came, by what tells them apart."""

    name: str
    day: date
    place: str = ""
    people: dict[str, Person] = {}


def read_icalendar(path: Path, data: bytes, last: date | None = None) -> list[Table]:
    """Return the meetings of ``path`` with content ``data`` up to the day ``last`` (today): a row for everybody who came.

    The number of a row is that of the meeting, in the order of their days. Raises InputRefused when it is no text, no
    calendar, or too much.
    """
    budget = Budget(path, len(data))
    found = read_calendars(path, text_of(path, data, "calendar-not-text"))
    last = last or date.today()  # noqa: DTZ011  (the user's own day is meant)
    held = _Held(path, budget, last)
    held.read(found)
    table = held.table()
    budget.take("area", len(table.header) * len(table.rows), path.stem)
    return [table]


ICALENDAR = Format("icalendar", (".ics",), read_icalendar, folder=True)


class _Held:
    """Gathers the meetings that were held, and counts what is left out."""

    def __init__(self, path: Path, budget: Budget, last: date) -> None:
        self._path, self._budget, self._last = path, budget, last
        self._meetings: dict[tuple[str, date], _Meeting] = {}
        self._counts: Counter[str] = Counter()
        self._names: dict[str, str] = {}
        self._bare: set[str] = set()

    def read(self, found: Calendars) -> None:
        """Read all events: what tells of one day of a meeting that recurs takes the place of that day."""
        self._counts["calendar-others"] = found.others
        answers = {id(each): answers_of(each) for each in found.events}
        for person in (person for told in answers.values() for person in told.came):
            if person.name and person.email:
                self._names.setdefault(person.email, person.name)
        for events in _by_identity(found.events):
            series = [each for each in events if each.first("RECURRENCE-ID") is None]
            single = [each for each in events if each.first("RECURRENCE-ID") is not None]
            if any(map(_is_private, events)):
                self._counts["calendar-private"] += 1
                continue
            zone = _zone_of(series[0]) if series else None
            moved = [day for each in single if (day := _day_of(each, "RECURRENCE-ID", zone)) is not None]
            for each in series:
                self._event(each, answers[id(each)], moved)
            for each in single:
                self._event(each, answers[id(each)], ())

    def _event(self, event: Event, answers: Answers, moved: Iterable[date]) -> None:
        start = _day_of(event, "DTSTART")
        if start is None:
            self._counts["calendar-undated"] += 1
        elif event.cancelled or event.text("STATUS").upper() == "CANCELLED":
            self._counts["calendar-cancelled"] += 1
        else:
            days = self._days(event, start, moved)
            self._counts["calendar-later"] += days.later
            self._counts["calendar-unread-rules"] += days.unread
            self._counts["calendar-cut"] += days.cut
            for day in days.days:
                self._meet(event, day, answers)

    def _days(self, event: Event, start: date, moved: Iterable[date]) -> Days:
        zone = _zone_of(event)
        rules, exceptions = ([as_text(each.value) for each in _all(event, name)] for name in ("RRULE", "EXRULE"))
        if event.first("RECURRENCE-ID") is not None:
            rules = exceptions = []
        besides = [each.day(zone) for each in _moments(event, "RDATE")]
        without = [*(each.day(zone) for each in _moments(event, "EXDATE")), *moved]
        return days_of(start, rules, exceptions, besides, without, last=self._last, zone=zone, budget=self._budget)

    def _meet(self, event: Event, day: date, answers: Answers) -> None:
        """Add who came to a meeting; two of one name on one day are one."""
        self._counts.update(answers.others)
        if not answers.came:
            self._counts["calendar-nobody"] += 1
            return
        name = event.text("SUMMARY")
        if _says_nothing(name):
            self._counts["calendar-nameless"] += 1
            name = self._path.stem
        key = (normalise(name), day)
        if key in self._meetings:
            self._counts["calendar-same-day"] += 1
        meeting = self._meetings.setdefault(key, _Meeting(name, day, people={}))
        meeting.place = meeting.place or event.text("LOCATION")
        for person in answers.came:
            known = person.name or self._names.get(person.email, "")
            if not known:
                self._bare.add(person.email)
            shown = Person(known or person.email, person.email)
            meeting.people.setdefault(person.email or normalise(known), shown)
            self._budget.take("cells", len(_MEANS), self._path.stem)

    def table(self) -> Table:
        """Return the meetings as a table."""
        header = list(_MEANS)
        rows: list[tuple[int, list[CellValue]]] = []
        called = {}
        for number, meeting in enumerate(sorted(self._meetings.values(), key=lambda each: (each.day, each.name)), 1):
            called[number] = f"{meeting.name.replace('!', '')}, {meeting.day.isoformat()}"
            told: list[CellValue] = [meeting.name, meeting.day, meeting.place]
            rows += [(number, [*told, each.name, each.email]) for each in meeting.people.values()]
        for _, cells in rows:
            texts = [each for each in cells if isinstance(each, str)]
            self._budget.take("characters", sum(map(len, texts)), self._path.stem)
            self._budget.take_items([texts], self._path.stem)
        origin = Origin(self._path.stem, header, called)
        return Table(self._path.stem, header, rows, origin, list(self._remarks()), 0, means=_MEANS)

    def _remarks(self) -> Iterator[Remark]:
        """Yield what was left out or read in a way that has to be told, with how many."""
        counts = self._counts | Counter({"calendar-bare": len(self._bare), "calendar-empty": not self._meetings})
        params: dict[str, dict[str, object]] = {
            "calendar-cut": {"most": MOST_OCCURRENCES},
            "calendar-nameless": {"name": self._path.stem},
            "calendar-bare": {"samples": sorted(self._bare)[:3]},
        }
        for code in _TOLD:
            if count := counts[code]:
                yield Remark(Fault(code, params={"count": count, **params.get(code, {})}))


def _by_identity(events: Iterable[Event]) -> Iterator[list[Event]]:
    """Yield the events that belong together, in the order of the file: of what is told twice, the newest."""
    groups: dict[str, dict[str, Event]] = defaultdict(dict)
    for number, event in enumerate(events):
        identity = event.text("UID") or f"{number}\n"
        once = event.text("RECURRENCE-ID")
        before = groups[identity].get(once)
        if before is None or _sequence(event) >= _sequence(before):
            groups[identity][once] = event
    yield from (list(each.values()) for each in groups.values())


def _sequence(event: Event) -> int:
    text = event.text("SEQUENCE")
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else 0


def _is_private(event: Event) -> bool:
    return event.text("CLASS").upper() in _PRIVATE


def _zone_of(event: Event) -> ZoneInfo:
    """Return by which clock an event goes: that of its beginning, or of its calendar."""
    start = event.first("DTSTART")
    return (start and zone_named(parameter(start, "TZID"))) or event.zone


def _day_of(event: Event, name: str, zone: ZoneInfo | None = None) -> date | None:
    """Return the day that a property tells."""
    found = next(iter(_moments(event, name)), None)
    return found.day(zone or _zone_of(event)) if found else None


def _moments(event: Event, name: str) -> Iterator[Moment]:
    """Yield the moments that properties tell; of a period its beginning."""
    for each in _all(event, name):
        zone = zone_named(parameter(each, "TZID"))
        for text in as_text(each.value).split(","):
            if (found := moment(text.partition("/")[0], zone)) is not None:
                yield found


def _all(event: Event, name: str) -> list[Property]:
    return [each for each in event.properties if each.name == name]


def _says_nothing(text: str) -> bool:
    """Tell whether a text is no name: marks alone, or a word for nothing."""
    said = tuple(words(text))
    return not said or said in {tuple(words(each)) for each in vocabulary().words.empty}
