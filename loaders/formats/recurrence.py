"""On which days a meeting in a calendar was held: its rule, the days besides and those left out, up to a last day."""

from __future__ import annotations

import contextlib
import re
from collections import deque
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

import msgspec

from loaders.formats.limits import MOST_OCCURRENCES, Budget

_TIMES = ("BYHOUR", "BYMINUTE", "BYSECOND")
#: What a rule may be made of: those that make more than one meeting in a day, or that few programs know, are told.
_PARTS = {
    "FREQ": re.compile(r"DAILY|WEEKLY|MONTHLY|YEARLY"),
    "UNTIL": re.compile(r"\d{8}(T\d{6}Z?)?"),
    "COUNT": re.compile(r"\d{1,6}"),
    "INTERVAL": re.compile(r"[1-9]\d{0,4}"),
    "WKST": re.compile(r"[A-Z]{2}"),
    "BYDAY": re.compile(r"[-+\d,A-Z]{2,100}"),
    **dict.fromkeys(("BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYMONTH", "BYSETPOS"), re.compile(r"[-+\d,]{1,100}")),
    **dict.fromkeys(_TIMES, re.compile(r"\d{1,2}")),
}
_MOMENT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(Z?))?")
#: Rules go back no further: older than that is no meeting, but a birthday or a mistake.
_FIRST_YEAR = 1970
_SHIFT = timedelta(days=146_097 * 19)
#: Rules by the week or longer take so much less than those by the day; and what a rule takes that goes on to the end.
_QUICKER, _TO_THE_END = 8, 40_000


class Moment(msgspec.Struct, frozen=True):
    """A day, or a time of the day, as it is written: ``universal`` in UTC, else by the clock of the ``zone`` beside it."""

    at: datetime
    universal: bool = False
    zone: ZoneInfo | None = None

    def day(self, zone: ZoneInfo) -> date:
        """Return the day that it was for who lives by the clock of ``zone``."""
        if self.universal or self.zone not in (None, zone):
            with contextlib.suppress(OverflowError):  # The first and the last day that there are.
                return self.at.replace(tzinfo=UTC if self.universal else self.zone).astimezone(zone).date()
        return self.at.date()


class Days(msgspec.Struct, frozen=True):
    """The days of a meeting, in order: ``later`` tells that there are more to come, ``cut`` how many old ones were left
    out, ``unread`` that there is a rule that could not be read."""

    days: list[date]
    later: bool = False
    cut: int = 0
    unread: bool = False


@cache
def zone_named(name: str) -> ZoneInfo | None:
    """Return a time zone by its name, which may have the name of a program before it; None when it is not known."""
    parts = name.strip("/").split("/")
    known = available_timezones()
    found = next((each for n in (3, 2, 1) if (each := "/".join(parts[-n:])) in known), None)
    return ZoneInfo(found) if found else None


def moment(text: str, zone: ZoneInfo | None = None) -> Moment | None:
    """Return the moment that ``text`` is, by the clock of ``zone``; None when it is none."""
    found = _MOMENT.fullmatch(text.strip())
    if not found:
        return None
    try:
        numbers = [int(each or 0) for each in found.groups()[:6]]
        at = datetime(*numbers)  # type: ignore[arg-type]  # noqa: DTZ001  (by the clock of the zone)
    except ValueError:
        return None
    return Moment(at, bool(found[7]), None if found[4] is None else zone)


def days_of(
    start: date,
    rules: Iterable[str],
    exceptions: Iterable[str],
    besides: Iterable[date],
    without: Iterable[date],
    *,
    last: date,
    zone: ZoneInfo,
    budget: Budget,
) -> Days:
    """Return the days of a meeting that began on ``start``, up to the day ``last``.

    ``rules`` tell on which days it recurs, ``exceptions`` are rules for days on which it does not; ``besides`` and
    ``without`` are such days themselves. Raises InputRefused when the rules go through too many days.
    """
    held = {start, *besides}
    gone = set(without)
    unread = later = False
    cut = 0
    for found, rule in [*((held, each) for each in rules), *((gone, each) for each in exceptions)]:
        parts = _parts(rule)
        if parts is None or start.year < _FIRST_YEAR:
            unread = True
            continue
        later = later or (found is held and _goes_on(parts, last, zone))
        days: deque[date] = deque(maxlen=MOST_OCCURRENCES)
        for count, day in enumerate(_by_rule(parts, start, last, zone, budget), 1):
            cut += count > MOST_OCCURRENCES and found is held
            days.append(day)
        if cut and found is held:
            held.discard(start)  # The first day of the rule is one of the old ones.
        found.update(days)
    left = held - gone
    later = later or any(day > last for day in left)
    return Days(sorted(day for day in left if day <= last), later, cut, unread)


def _parts(rule: str) -> dict[str, str] | None:
    """Return the parts of a rule; None when there is one that is not read."""
    pairs = [each.partition("=") for each in rule.upper().replace(" ", "").strip(";").split(";")]
    parts = {name: value for name, _, value in pairs}
    if "FREQ" not in parts or len(parts) < len(pairs):
        return None
    if any(name not in _PARTS or not _PARTS[name].fullmatch(value) for name, value in parts.items()):
        return None
    parts.pop("COUNT", None) if parts.get("COUNT") == "0" else None
    try:
        _rule(parts, date(2000, 1, 1))
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError):
        return None
    return parts


def _rule(parts: dict[str, str], start: date) -> Iterator[date]:
    """Return the days of a rule, without end."""
    from dateutil.rrule import rrulestr

    text = ";".join(f"{name}={value}" for name, value in parts.items() if name not in ("COUNT", "UNTIL", *_TIMES))
    # The library looks for the next day up to the year 9999. The calendar is the same after every 400 years: so late, a
    # rule that comes true no more is soon at an end.
    found = rrulestr(text, dtstart=datetime.combine(start + _SHIFT, time()))
    return (at.date() - _SHIFT for at in found)


def _by_rule(parts: dict[str, str], start: date, last: date, zone: ZoneInfo, budget: Budget) -> Iterator[date]:
    """Yield the days of a rule up to the last one; ``COUNT`` counts from the first."""
    until = min(last, _until(parts, zone))
    most = int(parts.get("COUNT", 0)) or None
    if start > until:
        return
    budget.take("days", (until - start).days // (1 if parts["FREQ"] == "DAILY" else _QUICKER))
    for count, day in enumerate(_rule(parts, start), 1):
        if day > until or (most is not None and count > most):
            return
        yield day
    budget.take("days", _TO_THE_END)


def _until(parts: dict[str, str], zone: ZoneInfo) -> date:
    until = moment(parts["UNTIL"]) if "UNTIL" in parts else None
    return until.day(zone) if until else date.max


def _goes_on(parts: dict[str, str], last: date, zone: ZoneInfo) -> bool:
    """Tell whether a rule goes on after a day, as far as can be told without following it."""
    return "COUNT" not in parts and _until(parts, zone) > last
