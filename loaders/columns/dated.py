"""The days in the headers of a list: ``12-1-2026``, ``15 jan``, ``mei``, ``AV 12-1-2026``, ``Overleg 1 (12-1)``."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from datetime import date

from graph.names import words as words_of
from graph.vocabulary import vocabulary
from loaders.meaning.dates import read_date, read_period

_DAY_OF_YEAR = re.compile(r"(?:\w+ )?\d{1,2}[-/. ]+(?:\d{1,2}|[a-z]{3,9})\.?", re.IGNORECASE)
_LEAP_YEAR = "2024"
#: A part of a year without it: a month, a quarter, a season.
_PART = re.compile(r"(?=.*[a-z])[a-z0-9]+(?: [a-z]+)?\.?", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBER = re.compile(r"\d{1,3}(?:e|de|ste|st|nd|rd|th)?")
#: A day is written in so many words at the most, and what a meeting is called beside it.
_DAY_WORDS, _NAME_WORDS = 4, 5
_AROUND = " -–—:,()"


def day_of(text: str) -> date | None:
    """Return the day that a text is, of a month or a quarter the first one."""
    day = read_date(text)
    return day if isinstance(day, date) else read_period(text)


def is_day(header: str) -> bool:
    """Tell whether a header is a day, a month or a quarter, with its year."""
    return day_of(header) is not None


@functools.lru_cache(maxsize=4096)
def year_of(header: str) -> int | None:
    """Return the year that a header is (``2024``, ``Jaar 2024``); None when it is something else."""
    words = words_of(header)
    years = [word for word in words if _YEAR.fullmatch(word)]
    around = {word for each in vocabulary().lists.headers["year"] for word in words_of(each)}
    return int(years[0]) if len(years) == 1 and {*words} - {*years} <= around else None


@functools.lru_cache(maxsize=4096)
def is_day_without_year(header: str) -> bool:
    """Tell whether a header is a day, a month or a quarter of a year that it does not tell: ``15 jan``, ``9-3``, ``mei``."""
    if not (_DAY_OF_YEAR.fullmatch(header) or _PART.fullmatch(header)):
        return False
    return not is_day(header) and any(map(is_day, with_year(header, _LEAP_YEAR)))


def is_day_and_month(header: str) -> bool:
    """Tell whether a day is written with the name of its month (``12 jan``), so that it is nothing else."""
    return any(map(str.isdigit, header)) and not vocabulary().words.months.keys().isdisjoint(words_of(header))


def with_year(header: str, year: str) -> tuple[str, str]:
    """Return the ways to write a day without a year with one."""
    mark = "/" if "/" in header else "-"
    return f"{header.rstrip('.')} {year}", f"{header.rstrip('-/. ')}{mark}{year}"


@functools.lru_cache(maxsize=4096)
def dated_header(header: str) -> tuple[str, str]:
    """Return the day in a header, and what the meeting is called (``Overleg`` of ``Overleg 12-1-2026``); no day: nothing."""
    if is_day(header) or is_day_without_year(header):
        return header, ""
    for is_one in (is_day, is_day_without_year):
        for day, name in _parted(header):
            if is_one(day) and year_of(day) is None:
                return day, name
    return "", ""


def completed(header: str, year: str) -> str:
    """Return a header in which the day has a year."""
    day, name = dated_header(header)
    if not year or not is_day_without_year(day):
        return header
    return f"{name} {next(filter(is_day, with_year(day, year)))}".strip()


def lacks_year(header: str) -> bool:
    """Tell whether a header has a day without a year."""
    return is_day_without_year(dated_header(header)[0])


def is_numbered_meeting(header: str) -> bool:
    """Tell whether a header is a meeting by its number alone: ``1e overleg``."""
    words = words_of(header)
    numbers = [word for word in words if _NUMBER.fullmatch(word)]
    return bool(numbers) and len(words) > len(numbers) and {*words} - {*numbers} <= _gatherings()


def _parted(header: str) -> Iterator[tuple[str, str]]:
    """Yield the ways to read a header as a day and a name."""
    group, _, last = header.rpartition(": ")
    if group:
        yield from ((last, group), (group, last))
    words = header.split()
    for size in range(min(_DAY_WORDS, len(words) - 1), 0, -1):
        for day, name in ((words[-size:], words[:-size]), (words[:size], words[size:])):
            if len(name) <= _NAME_WORDS:
                yield " ".join(day).strip(_AROUND), " ".join(name).strip(_AROUND)


@functools.cache
def _gatherings() -> frozenset[str]:
    return frozenset(vocabulary().lists.gatherings)
