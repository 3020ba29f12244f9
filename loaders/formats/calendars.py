"""The events of a calendar file (iCalendar), as they are written: found line by line, each read with vobject."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from graph.errors import InputRefused
from loaders.formats.content_lines import BrokenLine, Property, properties
from loaders.formats.limits import MOST_IN_A_CELL
from loaders.formats.recurrence import zone_named

#: By which clock a calendar goes that does not tell: that of the Netherlands, where the program is about.
_HOME = ZoneInfo("Europe/Amsterdam")
#: What is read of an event; its description, attachments and alarms are not.
_READ = frozenset(
    {
        *("UID", "SEQUENCE", "SUMMARY", "LOCATION", "DTSTART", "STATUS", "CLASS", "ORGANIZER", "ATTENDEE"),
        *("RRULE", "EXRULE", "RDATE", "EXDATE", "RECURRENCE-ID"),
    }
)
_OF_CALENDAR = frozenset({"METHOD", "X-WR-TIMEZONE"})
#: Calendars that hold an answer to an invitation, and no meeting.
_ANSWERS = frozenset({"REPLY", "REFRESH", "COUNTER", "DECLINECOUNTER"})
_NAME = re.compile(r"([\w.-]+)\s*[;:]")
_EDGE = re.compile(r"(BEGIN|END)\s*:\s*([\w-]{1,50})\s*", re.IGNORECASE)
#: A calendar holds events, and these hold alarms: nothing lies deeper.
_DEEPEST = 6


class Event(msgspec.Struct):
    """An event: the number of its first line, by which clock its calendar goes, and what is read of it."""

    line: int
    zone: ZoneInfo
    cancelled: bool
    properties: list[Property]

    def first(self, name: str) -> Property | None:
        """Return the first property of a name."""
        return next((each for each in self.properties if each.name == name), None)

    def text(self, name: str) -> str:
        """Return the text of the first property of a name, on one line."""
        found = self.first(name)
        return " ".join(as_text(found.value).split()) if found else ""


class Calendars(msgspec.Struct):
    """What a file holds: its events, and how many other things (tasks, notes, answers to an invitation)."""

    events: list[Event] = []
    others: int = 0


def as_text(value: object) -> str:
    """Return the value of a property as text."""
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def read_calendars(path: Path, text: str) -> Calendars:
    """Return what the calendars in ``text`` hold; raise InputRefused for what is in none, or is not right."""
    reader = _Reader(path)
    for number, line in _unfolded(text):
        reader.read(number, line)
    return reader.finished()


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines, with what goes on on the next one put together, and the number of the first."""
    parts: list[str] = []
    first = 1
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text), 1):
        if line[:1] in (" ", "\t") and parts:
            parts.append(line[1:])
        else:
            if parts:
                yield first, "".join(parts)
            parts, first = [line], number
    yield first, "".join(parts)


def _read(lines: Iterable[str]) -> list[Property]:
    return properties("".join(f"{line}\n" for line in ("BEGIN:VEVENT", *lines, "END:VEVENT")), card=False)


def _is_right(line: str) -> bool:
    try:
        return bool(_read([line]))
    except BrokenLine:
        return False


class _Reader:
    """Finds the events among the lines."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._open: list[tuple[str, int]] = []
        self._kept: dict[str, list[tuple[int, str]]] = {}
        self._begun: list[tuple[int, list[tuple[int, str]]]] = []
        self._wanted = False
        self._found = Calendars()
        self._seen = False

    def read(self, number: int, line: str) -> None:
        """Take the next line."""
        if edge := _EDGE.fullmatch(line):
            self._wanted = False
            (self._begin if edge[1].upper() == "BEGIN" else self._end)(number, edge[2].upper())
            return
        if not self._open and line.strip():
            raise self._broken(number)
        inside = [name for name, _ in self._open]
        if inside == ["VCALENDAR"]:
            self._take(number, line, _OF_CALENDAR, self._kept.setdefault("VCALENDAR", []))
        elif inside == ["VCALENDAR", "VEVENT"]:
            self._take(number, line, _READ, self._begun[-1][1])

    def _take(self, number: int, line: str, names: frozenset[str], lines: list[tuple[int, str]]) -> None:
        """Keep a line when it is a property that is read; one without a name goes on with the property before it."""
        if found := _NAME.match(line):
            self._wanted = found[1].rpartition(".")[2].upper() in names
        if self._wanted and line.strip():
            if len(line) > MOST_IN_A_CELL:
                raise InputRefused("csv-long-cell", path=str(self._path), row=number, most=MOST_IN_A_CELL)
            lines.append((number, line))

    def _begin(self, number: int, name: str) -> None:
        if bool(self._open) == (name == "VCALENDAR") or len(self._open) == _DEEPEST:
            raise self._broken(number)
        if name == "VEVENT":
            if len(self._open) > 1:
                raise self._broken(number)
            self._begun.append((number, []))
        self._found.others += name in ("VTODO", "VJOURNAL")
        self._open.append((name, number))
        self._seen = True

    def _end(self, number: int, name: str) -> None:
        if not self._open or self._open[-1][0] != name:
            raise self._broken(number)
        self._open.pop()
        if name == "VCALENDAR":
            self._close()

    def _close(self) -> None:
        """Read the events of a calendar: what holds for all of them may stand below them."""
        told = {each.name: as_text(each.value).strip() for each in self._properties(self._kept.pop("VCALENDAR", []))}
        method = told.get("METHOD", "").upper()
        zone = zone_named(told.get("X-WR-TIMEZONE", "")) or _HOME
        if method in _ANSWERS:
            self._found.others += len(self._begun)
        else:
            for line, lines in self._begun:
                self._found.events.append(Event(line, zone, method == "CANCEL", self._properties(lines)))
        self._begun = []

    def _properties(self, lines: list[tuple[int, str]]) -> list[Property]:
        try:
            return _read(line for _, line in lines)
        except BrokenLine as error:
            raise self._broken(next((number for number, line in lines if not _is_right(line)), 1)) from error

    def finished(self) -> Calendars:
        """Return what was found."""
        if self._open or not self._seen:
            raise self._broken(self._open[-1][1] if self._open else 1)
        return self._found

    def _broken(self, number: int) -> InputRefused:
        return InputRefused("calendar-broken", path=str(self._path), row=number)
