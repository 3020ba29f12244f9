"""Typed parsers for cells: one function per type of property, chosen once per column.

A parser takes a cell and returns its value, None when the cell is blank after all, a ``Fault``, or a ``Told``.
"""

from __future__ import annotations

import functools
import math
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

import msgspec
from rapidfuzz import fuzz, process

from graph.names import normalise
from graph.vocabulary import Column, Property, ValueList, vocabulary
from loaders.base import CellValue, Fault, Percentage, Told, shown
from loaders.meaning.dates import (
    NO_DAY,
    NO_END,
    century_added,
    other_weekday,
    read_date,
    read_day_number,
    read_period,
    read_term,
    says_never,
    says_no_end,
)
from loaders.meaning.hours import MONTH, in_a_month, span_of
from loaders.meaning.kinds import kind_of_word
from loaders.meaning.lists import items_of, names_in, says_nothing

Parse = Callable[[CellValue], Any]

#: The least likeness (0..100, rapidfuzz's ratio of normalised texts) at which something is proposed as what was meant.
_CLOSE = 75

#: How spreadsheets show an error, in English and Dutch, and what is left of a number in a column that was too narrow. Any
#: other text after a # is a name.
_ERROR_VALUE = re.compile(
    r"#(?:REF|VALUE|NULL|NUM|SPILL|CALC|FIELD|BLOCKED|CONNECT|UNKNOWN|BUSY|PYTHON|EXTERNAL"
    r"|VERW|WAARDE|LEEG|GETAL|OVERLOOP|BEREKEN|VELD|GEBLOKKEERD|VERBINDEN|VERBINDING|ONBEKEND|BEZET|DIV/0|DEEL/0)!"
    r"|#(?:NAME|NAAM)\?|#N/[AB]|#GETTING_DATA|#GEGEVENS_OPHALEN|#{3,}|Err:\d{3}"
)
#: How an error value begins; a blank text begins with nothing and needs a second look as well.
_ERROR_STARTS = ("#", "E", "")
#: Zero-width space and byte order mark: invisible, and left behind by copying from web pages and exports.
_INVISIBLE = "\u200b\ufeff"
#: Properties that are kept as they are written, whatever it is: a name of one mark is a name, a remark may be a dash.
_AS_WRITTEN = ("id", "name", "note", "source", "frequency")
#: What is a number with decimals to one and a whole number with thousands to another.
_TWO_WAYS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_GROUPED = re.compile(r"\d{1,3}([.,' ])\d{3}(?:\1\d{3})*", re.ASCII)
_DECIMAL = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:\.\d{3})+(?=,)|\d{1,3}(?:,\d{3})+(?=\.))(?:[.,]\d+)?", re.ASCII)
_LONGEST_NUMBER = 30
_HOURS = "hours_per_month"
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]{2,}")


def read_text(value: CellValue) -> str | Fault | None:
    """Return the text of a cell: no white space around it, in one Unicode form; a whole number without decimals."""
    if isinstance(value, str):
        text = value.strip()
        if text.isascii() and text.isprintable() and text[:1] not in _ERROR_STARTS:
            return text
        return _clean(text)
    if value is None or isinstance(value, Fault):
        return value
    if isinstance(value, bool):
        return Fault("boolean-for-text")
    if isinstance(value, (date, datetime, time, timedelta)):
        return Fault("date-for-text")
    return shown(value) if math.isfinite(value) else Fault("cell-error", str(value))


def read_name(value: CellValue) -> str | Fault | None:
    """Return the text of a cell on one line, with single spaces."""
    text = read_text(value)
    return " ".join(text.split()) if isinstance(text, str) and not text.isalnum() else text


def read_id(value: CellValue) -> str | Fault | None:
    """Return an id, letter for letter."""
    text = read_text(value)
    if isinstance(text, str) and (";" in text or not text.isprintable()):
        return Fault("bad-id")
    return text


def read_email(value: CellValue) -> str | Fault | None:
    """Return an e-mail address."""
    text = read_text(value)
    if not isinstance(text, str):
        return text
    text = text.removeprefix("mailto:")
    return text if _EMAIL.fullmatch(text) else Fault("bad-email")


def read_yes_no(value: CellValue) -> bool | Fault | None:
    """Return yes (True) or no (False), in Dutch, English or the spreadsheet's own way."""
    if isinstance(value, bool):
        return value
    text = read_text(value)
    if not isinstance(text, str):
        return text
    words = vocabulary().words
    if text.casefold() in words.yes:
        return True
    return False if text.casefold() in words.no else Fault("not-yes-no")


def number_reader(prop: Property) -> Parse:
    """Return the parser of a number, whole or not, within the bounds of its property."""
    whole = prop.type == "whole_number"
    code = "not-whole-number" if whole else "not-number"
    least, most = prop.range

    def read(value: CellValue) -> int | float | Told | Fault | None:
        if isinstance(value, (bool, date, datetime, time, timedelta, Percentage)):
            return Fault(code)
        text = read_text(value) if isinstance(value, str) else None
        if prop.code == _HOURS and isinstance(text, str) and (hours := _hours_of_span(text)) is not None:
            return hours if least <= hours.value <= most else _out_of_range(prop)
        plain, about = _bare_number(text, prop) if isinstance(text, str) else (text, False)
        number = value if isinstance(value, (int, float)) else _number_in(plain, whole, code)
        if number is None or isinstance(number, Fault):
            return number
        if not math.isfinite(number) or (whole and number != int(number)):
            return Fault(code)
        if not least <= number <= most:
            return _out_of_range(prop)
        # An amount, which begins at 0, may be meant with thousands; where something lies on a map may not.
        if least == 0 and not whole and isinstance(value, str) and _TWO_WAYS.fullmatch(value.strip()):
            return Told(float(number), "read-as-decimal", {"number": number})
        result = int(number) if whole else float(number)
        return Told(result, "read-as-number", {"number": result}) if about else result

    return read


def _out_of_range(prop: Property) -> Fault:
    bounds = [int(bound) if bound.is_integer() else bound for bound in prop.range]
    return Fault("number-out-of-range", params=dict(zip(("least", "most"), bounds, strict=True)))


def _hours_of_span(text: str) -> Told | None:
    """Return the hours a month that hours of a week or a year are, which is told; None when a text tells none."""
    amount, span = span_of(_exact(text)[0])
    known = span and span != MONTH and not _TWO_WAYS.fullmatch(amount)
    number = _number_in(amount, whole=False, code="") if known else None
    if not isinstance(number, (int, float)):
        return None
    hours = in_a_month(number, span)
    return Told(hours, "read-as-hours-a-month", {"number": hours})


def _exact(text: str) -> tuple[str, bool]:
    """Return a number as written without what says that it is not exact, and whether something did."""
    bare = text.casefold()
    word = next((word for word in sorted(vocabulary().words.about, key=len, reverse=True) if bare.startswith(word)), "")
    return (bare[len(word) :].lstrip(". "), True) if word else (bare, False)


def _bare_number(text: str, prop: Property) -> tuple[str, bool]:
    """Return a number as written without what says that it is not exact, and whether it does; hours without that word."""
    known = vocabulary().words
    rest, word = _exact(text)
    if prop.code == _HOURS:
        unit = next(
            (unit for unit in sorted(known.hours, key=len, reverse=True) if rest.rstrip(".").endswith(unit)), ""
        )
        rest = rest.rstrip(".").removesuffix(unit).rstrip() if unit else rest
    return (rest, word) if rest[:1].isdigit() and rest[-1:].isdigit() else (text, False)


def value_reader(values: ValueList) -> Callable[[str], str | Fault | Told]:
    """Return a function from a text to the code of the value it stands for; an open list keeps other texts, which is told."""
    labels = [label for value in values.values.values() for label in (value.nl, value.en)]

    def read(text: str) -> str | Fault | Told:
        code = values.find(text) or _council_type(values, text)
        if code is not None:
            return code
        near = suggestion(closest(text, labels))
        if values.open:
            return Told(text, "kept-as-written", {"read": normalise(text), **near})
        return Fault("unknown-value", text, {"value_list": values.code, **near})

    return read


def _council_type(values: ValueList, text: str) -> str | None:
    """Return the type of council that a text tells by its words (``Wmo-adviesraad Velsen``), when that is certain."""
    told = kind_of_word(text) if values.code == "council_type" else None
    return told.type if told is not None and told.kind == "council" and told.certain else None


def item_list(
    read_item: Callable[[str], Any],
    is_one: Callable[[str], bool] = lambda text: False,
    parts_of: Callable[[str], list[str]] = lambda text: [text],
) -> Parse:
    """Return the parser of a cell with several texts (``items_of``): each once, in the order of the cell.

    A cell that ``is_one`` is not taken apart; ``parts_of`` says which items are several after all, which is told;
    who writes a semicolon knows what separates.
    """

    def read(value: CellValue) -> list[Any] | Told | Fault | None:
        text = read_text(value)
        if not isinstance(text, str):
            return text
        whole = " ".join(text.split())
        found, told = ([whole], False) if ";" not in text and is_one(whole) else items_of(text)
        parts = found if ";" in text else [part for item in found for part in parts_of(item)]
        items = [read_item(part) for part in dict.fromkeys(parts)]
        faults = [item for item in items if isinstance(item, Fault)]
        if faults:
            params = {"comma": True} if len(parts) == 1 and "," in text and ";" not in text else {}
            return Fault(faults[0].code, faults[0].value, {**faults[0].params, **params}, tuple(faults[1:]))
        values = [item.value if isinstance(item, Told) else item for item in items]
        result = list(dict.fromkeys(value for value in values if value is not None)) or None
        if told or len(parts) > len(found):
            read_as = [
                item[1] if isinstance(item, tuple) else part
                for item, part in zip(values, dict.fromkeys(parts), strict=True)
            ]
            return Told(result, "read-as-several", {"read": "; ".join(dict.fromkeys(read_as))})
        ways = zip(items, dict.fromkeys(parts), strict=True)
        how, part = next(((item, part) for item, part in ways if isinstance(item, Told)), (None, ""))
        return result if how is None else Told(result, how.code, how.params, part if len(items) > 1 else "")

    return read


def single_item(read_item: Callable[[str], Any], parts_of: Callable[[str], list[str]] = lambda text: [text]) -> Parse:
    """Return the parser of a cell with one text that ``read_item`` understands; ``parts_of`` says when it is several."""

    def read(value: CellValue) -> Any:
        text = read_name(value)
        if not isinstance(text, str):
            return text
        return Fault("one-expected", text) if len(parts_of(text)) > 1 else read_item(text)

    return read


def unless_empty(read: Parse, is_one: Callable[[str], bool] = lambda text: False) -> Parse:
    """Return ``read`` for what does not say that there is nothing (``-``, ``n.v.t.``): that is blank, and told.

    What ``is_one`` is something that is called so.
    """

    def read_cell(value: CellValue) -> Any:
        if isinstance(value, str) and says_nothing(value) and not is_one(value.strip()):
            return Told(None, "read-as-empty") if value.strip() else None
        return read(value)

    return read_cell


def memoised(read: Callable[[Any], Any]) -> Parse:
    """Return ``read`` with a memory of texts: the same text in another row is not parsed again."""
    known: dict[str, Any] = {}

    def remembering(value: CellValue) -> Any:
        if not isinstance(value, str):
            return read(value)
        result = known.get(value, known)
        if result is known:
            result = known[value] = read(value)
        return result

    return remembering


def property_parser(column: Column) -> Parse:
    """Return the parser of a column that holds a property without reference."""
    prop = vocabulary().properties[column.property]
    if column.property not in _AS_WRITTEN and not (prop.type == "text" and column.many):
        return (
            memoised(unless_empty(_property_parser(column)))
            if prop.type == "date"
            else unless_empty(_property_parser(column))
        )
    return _property_parser(column)


def _property_parser(column: Column) -> Parse:
    prop = vocabulary().properties[column.property]
    values = vocabulary().value_list(column)
    if prop.type == "date":
        return _date_reader(column)
    if prop.type == "value" and values is not None:
        read_value = value_reader(values)
        parts_of = partial(names_in, is_known=lambda text: values.find(text) is not None)
        return memoised(item_list(read_value, parts_of=parts_of) if column.many else single_item(read_value))
    if prop.type in ("number", "whole_number"):
        return number_reader(prop)
    if column.many:
        return memoised(item_list(lambda text: text))
    # The name of a node goes on one line; a note may have several.
    plain: dict[str, Parse] = {"id": read_id, "email": read_email, "yes_no": read_yes_no, "value": read_name}
    return read_name if column.property == "name" else plain.get(prop.type, read_text)


def closest(text: str, choices: Iterable[str]) -> str | None:
    """Return the one of ``choices`` that is most like ``text``, or None when none of them is close."""
    choices = tuple(choices)
    found = most_alike(text, _normalised(choices))
    return None if found is None else choices[found[2]]


@functools.lru_cache(maxsize=256)
def _normalised(choices: tuple[str, ...]) -> list[str]:
    return [normalise(choice) for choice in choices]


def suggestion(near: str | None) -> dict[str, str]:
    """Return the parameter of a message that proposes ``near`` as what was meant, when there is something to propose."""
    return {} if near is None else {"suggestion": near}


def near(text: str, known: Mapping[str, Any], least: float) -> str | None:
    """Return the one of ``known`` (normalised texts) that is most like ``text``, when it is ``least`` (0..100) like it."""
    found = process.extractOne(normalise(text), known.keys(), scorer=fuzz.ratio, score_cutoff=least)
    return None if found is None else str(found[0])


def most_alike(text: str, plain: Collection[str]) -> tuple[str, float, int] | None:
    """Return the one of the normalised texts ``plain`` that is most like ``text``, how like it is, and its position."""
    return process.extractOne(normalise(text), plain, scorer=fuzz.ratio, score_cutoff=_CLOSE)


def _clean(text: str) -> str | Fault | None:
    if not (text.isascii() and text.isprintable()):
        text = unicodedata.normalize("NFC", text).strip(_INVISIBLE).strip().replace("\r\n", "\n")
        damaged = next((char for char in text if not char.isprintable() and _is_control(char)), None)
        if damaged is not None:
            seen = "".join("\ufffd" if _is_control(char) else char for char in text)
            return Fault("control-character", seen, {"character": f"U+{ord(damaged):04X}"})
        if "\ufffd" in text:
            return Fault("damaged-character")
    if text[:1] in _ERROR_STARTS and _ERROR_VALUE.fullmatch(text):
        return Fault("cell-error", text)
    return text or None


def _is_control(char: str) -> bool:
    """Tell whether ``char`` is a control character (other than a tab or line end) or half of a surrogate pair."""
    return unicodedata.category(char) in ("Cc", "Cs") and char not in "\t\n\r"


def _number_in(text: str | Fault | None, whole: bool, code: str) -> float | int | Fault | None:
    """Return the number in a text, written the Dutch way (``1.234,5``) or the English way (``1,234.5``)."""
    if not isinstance(text, str):
        return text
    text = text.replace("\xa0", " ")
    if whole and len(text) <= _LONGEST_NUMBER and _GROUPED.fullmatch(text):
        return int(re.sub(r"\D", "", text))
    if len(text) > _LONGEST_NUMBER or not _DECIMAL.fullmatch(text):
        return Fault(code)
    decimal = max(text.rfind("."), text.rfind(","))
    if decimal < 0:
        return int(text)
    return float(f"{re.sub('[.,]', '', text[:decimal])}.{text[decimal + 1 :]}")


def _date_reader(column: Column) -> Parse:
    """Return the parser of a column of days; those of what is no moment are kept as text.

    In a column that is an ``end`` the year 9999 says that there is none. The end of a term is its last day: 2026 is the
    whole year.
    """
    moment = column.property in ("since", "until", "last_confirmed")
    last = column.last_day or (column.end and not moment)
    later = timedelta(days=1 if column.last_day else 0)

    def read_text_day(text: str) -> Any:
        if column.end and says_no_end(text):
            return Told(None, "no-end")
        if says_never(text):
            return Told(None, "read-as-empty")
        if full := century_added(text):
            day = read_date(full, last=last)
            return Told(day, "century-added", {"year": full}) if isinstance(day, date) else day
        if period := read_period(text, last=last):
            return Told(period, "read-as-period", {"read": period})
        if column.end and not moment and (term := read_term(text)):
            if term.last is None:
                return Told(term, "read-as-since", {"first": term.first})
            return Told(term, "read-as-term", {"first": term.first, "last": term.last})
        return read_date(text, last=last)

    def kept(day: date) -> date | str:
        return day + later if moment else day.isoformat()

    def read(value: CellValue) -> Any:
        text = read_text(value) if isinstance(value, str) else value
        if (counted := read_day_number(text)) is not None:
            return Told(kept(counted), "read-as-day-number", {"read": counted})
        found = read_text_day(text) if isinstance(text, str) else text if text is None else read_date(text, last=last)
        if found is NO_END and column.end:
            return Told(None, "no-end")
        if found is NO_DAY:
            return Told(None, "read-as-empty")
        if isinstance(text, str) and isinstance(found, date) and other_weekday(text, found):
            return Told(kept(found), "other-weekday", {"read": found})
        if isinstance(found, Told) and isinstance(found.value, date):
            return msgspec.structs.replace(found, value=kept(found.value))
        return kept(found) if isinstance(found, date) else found

    return read
