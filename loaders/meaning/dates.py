"""Dates as people write them: ISO, Dutch, English, partial (a month or a year), and the dates of a spreadsheet."""

from __future__ import annotations

import calendar
import functools
import re
import unicodedata
from datetime import date, datetime, timedelta
from typing import NamedTuple

from graph.names import words
from graph.vocabulary import vocabulary
from loaders.base import CellValue, Fault

FIRST_YEAR = 1900
LAST_YEAR = 2200
#: A bare number (in a number cell or a text) stands for a year within these bounds; outside them it is a serial number
#: or a typing error.
_FIRST_YEAR_AS_NUMBER, _LAST_YEAR_AS_NUMBER = 1900, 2100

#: The days that spreadsheets count, from this one; those of years long ago are no days but other numbers.
_DAY_ZERO = date(1899, 12, 30)
_FIRST_YEAR_COUNTED = 1940
_DAY_NUMBER = re.compile(r"([1-9]\d{4})(?:[.,]\d+)?", re.ASCII)

#: Years by which programs say that something has no end.
_OPEN_YEARS = (2999, 3000, 9999)
#: Years by which programs say that there is no day at all (0000-00-00, 0001-01-01).
_NO_YEARS = (0, 1)
#: ``'17`` is a year of this century up to here, and of the last one from here.
_CENTURY_TURNS = 50

#: Hyphens, dashes and minus signs that programs write instead of ``-``; a soft hyphen is nothing.
_DASHES = str.maketrans(
    {**dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-"), "\u00ad": ""}
)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_SHORT_YEAR = re.compile(
    r"(?<=[ \-/.])['\u2018\u2019\u00b4`](?P<y>\d\d)(?!\d)"
    # Without an apostrophe only behind a day and a month.
    r"|(?:(?<=\d-)|(?<=\d/)|(?<=\d\.)|(?<=\d[-/.] )|(?<=[a-z][ \-])|(?<=[a-z]\. ))(?P<end>\d\d)$",
    re.ASCII | re.IGNORECASE,
)
_DAY_AND_MONTH = re.compile(
    r"[a-z]{3,9}-|"  # jan-24: how a spreadsheet shows a month
    r"(?:[a-z]+,? )?\d{1,2} ?(?:(?P<sep>[-/.]) ?\d{1,2} ?(?P=sep)|[ -][a-z]+\.?[ -]) ?",
    re.ASCII | re.IGNORECASE,
)
#: The day of the week that goes before a date, and the time of day behind it, are left off.
_WEEKDAY = re.compile(r"(?P<name>[a-z]+)(?:\.?,? )(?=.*\d)", re.ASCII)
_TIME = re.compile(
    r"(?:(?<=\d)t|,? (?:om |at |van )?)"
    r"(?:\d{1,2}[:.u]\d\d(?::\d\d(?:[.,]\d+)?)?(?: ?(?:-|tot) ?\d{1,2}[:.u]\d\d)?(?: ?(?:uur|u\.?|am|pm))?"
    r"|\d{1,2} ?(?:uur|u\.?|am|pm)|(?<=t)\d{4}(?:\d\d)?)"
    r"(?: ?z| ?[+-]\d\d(?::?\d\d)?| (?:cet|cest|met|mest|mez|mesz|utc|gmt)(?:[+-]\d{1,2})?)?",
    re.ASCII,
)
#: Every other accepted form.
_FORMS = tuple(
    re.compile(form, re.ASCII)
    for form in (
        r"(?P<y>\d{4})-(?P<m>\d{1,2})",
        r"(?P<m>\d{1,2})[-/.](?P<y>\d{4})",
        r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)",
        r"(?P<y>\d{4})(?P<sep>[-/.])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})",
        r"(?P<d>\d{1,2}) ?(?P<sep>[-/.]) ?(?P<m>\d{1,2}) ?(?P=sep) ?(?P<y>\d{4})",
        r"(?P<d>\d{1,2}) (?P<m>\d{1,2}) (?P<y>\d{4})",
        r"(?:de |the )?(?P<d>\d{1,2})(?:e|ste|de|st|nd|rd|th)?(?: |-|/|)(?:of )?(?P<name>[a-z]+)\.?(?: |-|/|)(?P<y>\d{4})",
        r"(?P<name>[a-z]+)\.?(?: |-)(?P<y>\d{4})",
        r"(?P<name>[a-z]+)\.? (?P<d>\d{1,2})(?:st|nd|rd|th)?(?:, ?| )(?P<y>\d{4})",
    )
)


#: A part of a year with its year behind or before it.
_PART_OF_YEAR = re.compile(
    r"(?P<part>[a-z0-9]+(?: [a-z0-9]+){0,2}?)(?: (?:van|of|in))? (?P<year>\d{4})"
    r"|(?P<before>\d{4}) (?P<behind>[a-z0-9]+(?: [a-z0-9]+)?)",
    re.ASCII,
)
#: What stands between the first and the last day of a term.
_BETWEEN = re.compile(r" ?(?:-|/|\bt/m\b|\btot en met\b|\btot\b|\bthrough\b|\bto\b) ?", re.IGNORECASE)

BAD_DATE = Fault("bad-date")
OUT_OF_RANGE = Fault("year-out-of-range", params={"first": FIRST_YEAR, "last": LAST_YEAR})
#: A day by which programs say that there is no end; in a column that is no end its year is out of range.
NO_END = Fault(OUT_OF_RANGE.code, params=OUT_OF_RANGE.params)
#: A day by which programs say that there is none.
NO_DAY = Fault(OUT_OF_RANGE.code, params=OUT_OF_RANGE.params)


def read_date(value: CellValue, *, last: bool = False) -> date | Fault:
    """Return the date that a cell stands for.

    A partial date (``sept. 2017``, ``2017``) stands for the first day of its period, with ``last`` for the last one.
    """
    if isinstance(value, str):
        return _from_text(_plain(value), last)
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        return _in_range(day.year) or day
    if isinstance(value, Fault):
        return value
    return _from_number(value, last) if isinstance(value, (int, float)) else BAD_DATE


def read_end(value: CellValue) -> date | Fault:
    """Return the day after the last day that a cell stands for."""
    day = read_date(value, last=True)
    return day if isinstance(day, Fault) else day + timedelta(days=1)


def read_day_number(value: CellValue) -> date | None:
    """Return the day that a spreadsheet counts by a number of five digits (45123), or None for anything else."""
    text = str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value
    if not isinstance(text, str) or not (found := _DAY_NUMBER.fullmatch(text.strip())):
        return None
    day = _DAY_ZERO + timedelta(days=int(found[1]))
    return day if _FIRST_YEAR_COUNTED <= day.year <= _LAST_YEAR_AS_NUMBER else None


def century_added(text: str) -> str | None:
    """Return a date whose year is written with two digits (``12 sept '17``) with the four that it is read as."""
    text = text.translate(_DASHES).strip()
    short = _SHORT_YEAR.search(text)
    if short is None or (short["end"] and not _DAY_AND_MONTH.fullmatch(text[: short.start()])):
        return None
    year = int(short["y"] or short["end"])
    return f"{text[: short.start()]}{year + (2000 if year < _CENTURY_TURNS else 1900)}{text[short.end() :]}"


def read_period(text: str, *, last: bool = False) -> date | None:
    """Return the first day of a part of a year (``najaar 2017``, ``Q3 2025``), with ``last`` its last one; or None."""
    plain = re.sub(
        r"([a-z])(?=\d)", r"\1 ", " ".join(text.translate(_DASHES).casefold().replace("-", " ").split()), count=1
    )
    found = _PART_OF_YEAR.fullmatch(plain)
    if found is None:
        return None
    span = _months(found["part"] or found["behind"])
    year = int(found["year"] or found["before"])
    if span is None or _in_range(year):
        return None
    start, months = span
    if not last:
        return date(year, start, 1)
    end = start + months - 1
    return _last_of_month(year + (end - 1) // 12, (end - 1) % 12 + 1)


def _months(part: str) -> tuple[int, int] | None:
    """Return the month in which a part of a year begins, and how many months it has."""
    known = vocabulary().words
    if span := known.seasons.get(part):
        return span
    first, _, rest = part.partition(" ")
    for number, name in ((first, rest), (rest, first)):
        at, months = known.ordinals.get(number), known.parts_of_year.get(name)
        if at and months and at * months <= 12:
            return (at - 1) * months + 1, months
    return None


class Term(NamedTuple):
    """The first and the last day of a term; None in the place of the last one when it has no end yet."""

    first: date
    last: date | None


def read_term(text: str) -> Term | None:
    """Return the term that a text writes (``2021-2025``, ``mei 2021 t/m heden``), or None for any other text."""
    plain = " ".join(text.translate(_DASHES).split())
    for between in _BETWEEN.finditer(plain):
        first, end = read_date(plain[: between.start()]), plain[between.end() :]
        if isinstance(first, Fault):
            continue
        if says_no_end(end):
            return Term(first, None)
        last = read_date(end, last=True)
        if isinstance(last, date) and first <= last:
            return Term(first, last)
    return None


def _plain(text: str) -> str:
    """Return a date in lower case, with plain hyphens, without the day of the week and the time of day."""
    plain = " ".join(_as_typed(text).translate(_DASHES).split()).lower()
    weekday = _WEEKDAY.match(plain)
    if weekday is not None and weekday["name"] in vocabulary().words.weekdays:
        plain = plain[weekday.end() :]
    for time in _TIME.finditer(plain):
        if time.end() == len(plain) and _is_day(plain[: time.start()]):
            return plain[: time.start()]
    return plain


def _as_typed(text: str) -> str:
    """Return a text without marks that nobody sees, in plain letters and digits (``１２`` is 12)."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFKC", "".join(char for char in text if unicodedata.category(char) != "Cf"))


def other_weekday(text: str, day: date) -> bool:
    """Tell whether a text names another day of the week than ``day`` is."""
    named = _WEEKDAY.match(" ".join(_as_typed(text).split()).lower())
    number = vocabulary().words.weekdays.get(named["name"]) if named is not None else None
    return number is not None and number != day.isoweekday()


def _is_day(text: str) -> bool:
    """Tell whether a text can be a day by itself (not a month or a year): then a time may stand behind it."""
    return any((match := form.fullmatch(text)) and match.groupdict().get("d") for form in _FORMS)


def _in_range(year: int) -> Fault | None:
    """Return what is wrong with a year, if anything."""
    if FIRST_YEAR <= year <= LAST_YEAR:
        return None
    return NO_END if year in _OPEN_YEARS else NO_DAY if year in _NO_YEARS else OUT_OF_RANGE


def _from_number(number: float, last: bool) -> date | Fault:
    """Return the year that a number stands for, or the day that it writes (20170912)."""
    if number in _OPEN_YEARS:
        return NO_END
    if 10**7 <= number < 10**8 and number == int(number):
        return _from_text(str(int(number)), last)
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
    if wrong := _in_range(year):
        return wrong
    month = month if month is not None else (12 if last else 1)
    if not 1 <= month <= 12:
        return BAD_DATE
    days = _last_of_month(year, month).day
    day = day if day is not None else (days if last else 1)
    return date(year, month, day) if 1 <= day <= days else BAD_DATE


def _last_of_month(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def is_whole_day(text: str) -> bool:
    """Tell whether a text is a day, and no month or year alone."""
    plain = _plain(text)
    return _is_day(plain) and isinstance(_from_text(plain, last=False), date)


def says_no_end(text: str) -> bool:
    """Tell whether a text says that something has no end yet: ``heden``."""
    return tuple(words(text)) in _no_end()


def says_never(text: str) -> bool:
    """Tell whether a text says that there is no such day: ``nooit``."""
    return tuple(words(text)) in _never()


@functools.cache
def _no_end() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(text.split()) for text in vocabulary().words.no_end)


@functools.cache
def _never() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(text.split()) for text in vocabulary().words.never)
