"""Dates: every form that people write, what a partial date stands for, and what is no date."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.base import CellValue, Fault
from loaders.meaning.dates import century_added, read_date, read_end, read_period, read_term

DUTCH = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
]
ENGLISH = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
SHORT = ["jan.", "feb.", "mrt.", "apr.", "mei", "jun.", "jul.", "aug.", "sept.", "okt.", "nov.", "dec."]
SHORT_ENGLISH = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


WEEKDAYS = ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"]
#: Hyphen, non-breaking hyphen, figure dash, en dash, em dash, minus sign.
DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212"


def written(day: date) -> list[str]:
    """Return one day in every form that is accepted."""
    month = day.month - 1
    return [
        day.isoformat(),
        f"{day.isoformat()}T00:00:00",
        f"{day.isoformat()} 00:00:00",
        f"{day.isoformat()}T19:30:00+02:00",
        f"{day.isoformat()}T19:30:00.123Z",
        f"{day:%Y%m%d}",
        f"{day:%Y/%m/%d}",
        f"{day:%d-%m-%Y}",
        f"{day.day}-{day.month}-{day.year}",
        f"{day.day}/{day.month}/{day.year}",
        f"{day.day}.{day.month}.{day.year}",
        f" {day.day} - {day.month} - {day.year} ",
        f"{day.day}-{day.month}-{day.year} 10.30 uur",
        f"{day.day}-{day.month}-{day.year}, om 9:30u",
        f"{day.day} {DUTCH[month]} {day.year}",
        f"{WEEKDAYS[day.weekday()]} {day.day} {DUTCH[month]} {day.year}",
        f"{WEEKDAYS[day.weekday()][:2]}. {day.day}-{day.month}-{day.year} 10:30",
        f"{day:%A}, {day.day} {ENGLISH[month]} {day.year}",
        *(f"{day.day}{dash}{day.month}{dash}{day.year}" for dash in DASHES),
        *(f"{day:%Y}{dash}{day:%m}{dash}{day:%d}" for dash in DASHES),
        f"{day.day} {DUTCH[month].upper()}  {day.year}",
        f"{day.day}\u00a0{SHORT[month]} {day.year}",
        f"{day.day}-{SHORT_ENGLISH[month]}-{day.year}",
        f"{day.day} {ENGLISH[month]} {day.year}",
        f"{ENGLISH[month]} {day.day}, {day.year}",
    ]


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)))
def test_a_day_in_every_accepted_form_is_that_day(day: date) -> None:
    for text in written(day):
        assert read_date(text) == day, text
        assert read_date(text, last=True) == day, text
    assert read_date(day) == day
    assert read_date(int(f"{day:%Y%m%d}")) == day
    assert read_date(datetime.combine(day, time(13, 45))) == day


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)))
def test_a_month_stands_for_its_first_or_last_day(day: date) -> None:
    next_month = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    month = day.month - 1
    for text in (
        f"{day.year}-{day.month:02}",
        f"{day.month}-{day.year}",
        f"{day.month}/{day.year}",
        f"{DUTCH[month]} {day.year}",
        f"{SHORT[month]} {day.year}",
        f"{ENGLISH[month]} {day.year}",
    ):
        assert read_date(text) == day.replace(day=1), text
        assert read_end(text) == next_month, text


@pytest.mark.parametrize("value", ["2017", 2017, 2017.0, " 2017 "])
def test_a_year_stands_for_its_first_or_last_day(value: CellValue) -> None:
    assert read_date(value) == date(2017, 1, 1)
    assert read_date(value, last=True) == date(2017, 12, 31)
    assert read_end(value) == date(2018, 1, 1)


def test_the_end_of_a_last_day_is_the_day_after() -> None:
    assert read_end("31-12-2017") == date(2018, 1, 1)
    assert read_end("28-2-2016") == date(2016, 2, 29)
    assert read_end(date(2017, 2, 28)) == date(2017, 3, 1)
    assert read_end("februari 2016") == date(2016, 3, 1)


@pytest.mark.parametrize(
    "value",
    [
        *("31-2-2017", "29-2-2017", "12-13-2017", "0-1-2017", "2017-13", "13-2017", "32 januari 2017"),
        *(
            "12-9-17",
            "'17",
            "17",
            "12 foo 2017",
            "foo 2017",
            "volgend jaar",
            "1899",
            "2101",
            "12-9-2017 tot 1-1-2018",
        ),
        *("12/9-2017", "١٢-٩-٢٠١٧", "41000", "14:30", "2017-09 10:30", "2017 10:30", "najaar 2017", "12 september"),
        *(42990, 42990.5, 17, 1899, 2101, 2017.5, float("nan"), float("inf"), True, time(14, 30), timedelta(hours=30)),
    ],
)
def test_what_is_no_date(value: CellValue) -> None:
    result = read_date(value)
    assert isinstance(result, Fault)
    assert result.code == "bad-date"


@pytest.mark.parametrize(
    "value",
    ["1-1-1817", "1-1899", "jan 3017", "2201-01-01", date(1899, 12, 31), datetime.combine(date(2201, 1, 1), time())],
)
def test_a_year_that_cannot_be_right(value: CellValue) -> None:
    result = read_date(value)
    assert isinstance(result, Fault)
    assert result.code == "year-out-of-range"
    assert result.params == {"first": 1900, "last": 2200}


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("najaar 2017", date(2017, 9, 1), date(2017, 11, 30)),
        ("Voorjaar 2016", date(2016, 3, 1), date(2016, 5, 31)),
        ("winter 2015", date(2015, 12, 1), date(2016, 2, 29)),
        ("eind 2024", date(2024, 10, 1), date(2024, 12, 31)),
        *(
            (text, date(2025, 7, 1), date(2025, 9, 30))
            for text in ("Q3 2025", "2025-Q3", "Q3-2025", "3e kwartaal 2025")
        ),
        *(
            (text, date(2025, 7, 1), date(2025, 9, 30))
            for text in ("derde kwartaal van 2025", "kwartaal 3 2025", "K3 2025")
        ),
        *((text, date(2025, 1, 1), date(2025, 6, 30)) for text in ("eerste helft 2025", "1e halfjaar 2025", "H1 2025")),
    ],
)
def test_a_part_of_a_year(text: str, first: date, last: date) -> None:
    assert read_period(text) == first
    assert read_period(text, last=True) == last


@pytest.mark.parametrize(
    "text", ["5e kwartaal 2025", "mei 2025", "2025", "Q3", "Q5 2025", "derde helft 2025", "najaar", "", "kwartaal 2025"]
)
def test_what_is_no_part_of_a_year(text: str) -> None:
    assert read_period(text) is None


@pytest.mark.parametrize(
    "text",
    ["12-09-17", "12-9-17", "12/9/17", "12.9.17", "12–9–17", "12 sept 17", "12-sep-17", "di 12-9-17", "12 sept. '17"],
)
def test_a_year_of_two_digits_behind_a_day_and_a_month(text: str) -> None:
    full = century_added(text)
    assert full is not None
    assert read_date(full) == date(2017, 9, 12)


@pytest.mark.parametrize("text", ["sept 17", "09-17", "17", "2017-09", "12-9-2017", "2017-9-12", "2021-25"])
def test_what_has_no_year_of_two_digits(text: str) -> None:
    assert century_added(text) is None


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("2021-2025", (date(2021, 1, 1), date(2025, 12, 31))),
        ("2021 – 2025", (date(2021, 1, 1), date(2025, 12, 31))),
        ("2021/2025", (date(2021, 1, 1), date(2025, 12, 31))),
        ("1-3-2021 t/m 28-2-2025", (date(2021, 3, 1), date(2025, 2, 28))),
        ("mei 2021 tot en met mei 2025", (date(2021, 5, 1), date(2025, 5, 31))),
        ("2021-heden", (date(2021, 1, 1), None)),
        *(
            (text, None)
            for text in ("2025-2021", "2021-12", "2021", "1-1-2021", "heden", "2021-", "lid-voorzitter", "")
        ),
    ],
)
def test_a_term(text: str, term: tuple[date, date | None] | None) -> None:
    assert read_term(text) == term


def test_a_time_with_the_name_of_its_zone_is_left_off() -> None:
    for text in ("2026/03/02 9:14:11 AM CET", "2026/03/02 9:14:11 AM GMT+1", "2-3-2026 09:14 CEST"):
        assert read_date(text) == date(2026, 3, 2), text
