"""Dates as people write them: ISO, Dutch, English, partial (a month or a year), and the dates of a spreadsheet."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime, timedelta

from graph.vocabulary import vocabulary
from loaders.base import CellValue, Fault

FIRST_YEAR = 1900
LAST_YEAR = 2200
#: A bare number (in a number cell or a text) stands for a year within these bounds; outside them it is a serial number
#: or a typing error.
_FIRST_YEAR_AS_NUMBER, _LAST_YEAR_AS_NUMBER = 1900, 2100

_YEAR = re.compile(r"\d{4}", re.ASCII)
#: Every other accepted form; the time of day that an export adds to a date is left off.
_FORMS = tuple(
    re.compile(form, re.ASCII)
    for form in (
        r"(?P<y>\d{4})-(?P<m>\d{1,2})",
        r"(?P<m>\d{1,2})[-/.](?P<y>\d{4})",
        r"(?P<y>\d{4})(?P<sep>[-/.])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?:[t ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?z?)?",
        r"(?P<d>\d{1,2}) ?(?P<sep>[-/.]) ?(?P<m>\d{1,2}) ?(?P=sep) ?(?P<y>\d{4})(?: \d\d?:\d\d(?::\d\d)?)?",
        r"(?P<d>\d{1,2})(?: |-)(?P<name>[a-z]+)\.?(?: |-)(?P<y>\d{4})",
        r"(?P<name>[a-z]+)\.?(?: |-)(?P<y>\d{4})",
        r"(?P<name>[a-z]+) (?P<d>\d{1,2}), ?(?P<y>\d{4})",
    )
)


BAD_DATE = Fault("bad-date")
OUT_OF_RANGE = Fault("year-out-of-range", params={"first": FIRST_YEAR, "last": LAST_YEAR})


def read_date(value: CellValue, *, last: bool = False) -> date | Fault:
    """Return the date that a cell stands for.

    A partial date (``sept. 2017``, ``2017``) stands for the first day of its period, with ``last`` for the last one.
    """
    if isinstance(value, str):
        return _from_text(" ".join(value.split()).lower(), last)
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        return day if FIRST_YEAR <= day.year <= LAST_YEAR else OUT_OF_RANGE
    if isinstance(value, Fault):
        return value
    return _from_number(value, last) if isinstance(value, (int, float)) else BAD_DATE


def read_end(value: CellValue) -> date | Fault:
    """Return the day after the last day that a cell stands for."""
    day = read_date(value, last=True)
    return day if isinstance(day, Fault) else day + timedelta(days=1)


def _from_number(number: float, last: bool) -> date | Fault:
    """Return the year that a number stands for."""
    if not _FIRST_YEAR_AS_NUMBER <= number <= _LAST_YEAR_AS_NUMBER or number != int(number):
        return BAD_DATE
    return _period(int(number), None, None, last)


def _from_text(text: str, last: bool) -> date | Fault:
    if _YEAR.fullmatch(text):
        return _from_number(int(text), last)
    for form in _FORMS:
        if match := form.fullmatch(text):
            parts = match.groupdict()
            name = parts.get("name")
            written = parts.get("m") if name is None else vocabulary().words.months.get(name)
            if name is not None and written is None:
                return BAD_DATE
            month, day = (None if part is None else int(part) for part in (written, parts.get("d")))
            return _period(int(parts["y"]), month, day, last)
    return BAD_DATE


def _period(year: int, month: int | None, day: int | None, last: bool) -> date | Fault:
    """Return the first (or last) day of a year, of a month, or the one day that is meant."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return OUT_OF_RANGE
    month = month if month is not None else (12 if last else 1)
    if not 1 <= month <= 12:
        return BAD_DATE
    days = calendar.monthrange(year, month)[1]
    day = day if day is not None else (days if last else 1)
    return date(year, month, day) if 1 <= day <= days else BAD_DATE
