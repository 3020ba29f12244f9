"""What the values of a column look like: shares of its cells that are addresses, dates, names of people, and so on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property

from graph.names import normalise
from graph.places.table import places
from graph.vocabulary import bare_name, vocabulary
from loaders.base import CellValue, is_blank, shown
from loaders.columns.marks import is_mark
from loaders.columns.roles import roles_in
from loaders.columns.texts import is_nothing
from loaders.meaning.dates import read_date, read_day_number
from loaders.meaning.kinds import kind_of_name
from loaders.meaning.people import Vacancy, looks_like_person, people_in, read_person

_EMAIL = re.compile(r"(?:mailto:)?[^@\s,;<>]+@[^@\s,;<>]+\.[a-z]{2,}", re.IGNORECASE)
_PHONE = re.compile(r"\+?[\d\s().-]{6,20}")
#: What may stand between topics in a cell.
_BETWEEN_TOPICS = re.compile(r"[;,/&+|•\n]|\b(?:en|and)\b", re.IGNORECASE)
#: Answers to a question, which are no crosses.
_YES_NO = frozenset({"ja", "nee", "yes", "no", "waar", "onwaar", "true", "false"})
#: So many different values of a column are looked at.
_SAMPLE = 50


class Looks:
    """Shares (0..1) of the different values of a column that look like something, each looked at when it is asked for.

    ``filled`` is how many cells are filled.
    """

    def __init__(self, cells: Sequence[CellValue], kinds_of: Callable[[str], tuple[str, ...]]) -> None:
        """Take the ``cells`` of a column; ``kinds_of`` gives the kinds of what other lists call so."""
        self._filled = [cell for cell in cells if not is_blank(cell)]
        self.filled = len(self._filled)
        self._kinds_of = kinds_of
        self._values = _sample(self._filled)
        self._texts = [" ".join(shown(value).split()) for value in self._values]
        self.samples = tuple(text[:60] for text in self._texts[:3])

    def _share(self, is_one: Callable[[str], bool]) -> float:
        return sum(map(is_one, self._texts)) / max(len(self._texts), 1)

    @cached_property
    def email(self) -> float:
        """Return the share of e-mail addresses."""
        return self._share(lambda text: bool(_EMAIL.fullmatch(text)))

    @cached_property
    def phone(self) -> float:
        """Return the share of phone numbers."""
        return self._share(_is_phone)

    @cached_property
    def date(self) -> float:
        """Return the share of days."""
        return sum(map(_is_date, self._values)) / max(len(self._values), 1)

    @cached_property
    def person(self) -> float:
        """Return the share of names of one person, and of words for a vacancy."""
        return self._share(self._is_person)

    @cached_property
    def people(self) -> float:
        """Return the share of names of several people."""
        # A line break parts people as well, so this looks at cells as they are written.
        return sum(len(people_in(shown(value))) > 1 for value in self._values) / max(len(self._values), 1)

    @cached_property
    def organisation(self) -> float:
        """Return the share of names of organisations."""
        return self._share(lambda text: self._is_organisation(text) and not self._is_person_of(text))

    @cached_property
    def person_of(self) -> float:
        """Return the share of names of people with that of an organisation in brackets."""
        return self._share(self._is_person_of)

    @cached_property
    def area(self) -> float:
        """Return the share of names of municipalities and regions."""
        return self._share(self._is_area)

    @cached_property
    def topic(self) -> float:
        """Return the share of known topics."""
        topics = vocabulary().topic_types
        return self._share(lambda text: all(normalise(part) in topics for part in re.split(r"[;,/]", text)))

    @cached_property
    def some_topic(self) -> float:
        """Return the share of cells in which a known topic stands, perhaps beside others."""
        topics = vocabulary().topic_types
        said = (_BETWEEN_TOPICS.split(shown(value)) for value in self._values)
        return sum(any(normalise(part) in topics for part in parts) for parts in said) / max(len(self._values), 1)

    @cached_property
    def role(self) -> float:
        """Return the share of known roles."""
        return self._share(_is_role)

    @cached_property
    def number(self) -> float:
        """Return the share of numbers."""
        pairs = zip(self._values, self._texts, strict=True)
        return sum(_is_number(value, text) for value, text in pairs) / max(len(self._values), 1)

    @cached_property
    def mark(self) -> float:
        """Return the share of marks of who was there among all filled cells."""
        return _marks(self._filled) if self._values else 0.0

    @cached_property
    def yes_no(self) -> float:
        """Return the share of answers to a question."""
        return self._share(lambda text: text.casefold() in _YES_NO)

    def _is_organisation(self, text: str) -> bool:
        organisations = vocabulary().organisation_kinds - {"municipality"}
        guess = kind_of_name(text)
        return not organisations.isdisjoint(self._kinds_of(text)) or (guess is not None and guess[2])

    def _is_area(self, text: str) -> bool:
        parts = [bare_name("municipality", part.strip()) for part in re.split(r"[;,/]", text)]
        known = places().known_names
        return all(normalise(part) in known or {"municipality", "region"} & {*self._kinds_of(part)} for part in parts)

    def _is_person_of(self, text: str) -> bool:
        name, _, of = text.partition("(")
        if not (of.endswith(")") and self._is_organisation(of)):
            return False
        return looks_like_person(name) and not self._is_organisation(name)

    def _is_person(self, text: str) -> bool:
        return isinstance(read_person(text), Vacancy) or (looks_like_person(text) and not self._is_organisation(text))


def _is_date(value: CellValue) -> bool:
    counted = read_day_number(value) is not None
    return counted or isinstance(value, date) or (isinstance(value, str) and isinstance(read_date(value), date))


def _is_phone(text: str) -> bool:
    return bool(_PHONE.fullmatch(text)) and sum(map(str.isdigit, text)) >= 6 and not isinstance(read_date(text), date)


def _is_role(text: str) -> bool:
    return all(vocabulary().values["seat_role"].find(role) for role in roles_in(text)[0])


def _is_number(value: CellValue, text: str) -> bool:
    return isinstance(value, (int, float)) or text.replace(",", ".").replace(".", "", 1).isdigit()


def _sample(filled: Sequence[CellValue]) -> list[CellValue]:
    """Return the first different values of a column that say something."""
    found: dict[str, CellValue] = {}
    for cell in filled:
        if (text := shown(cell)) not in found and text != "-" and not is_nothing(cell, ""):
            found[text] = cell
            if len(found) == _SAMPLE:
                break
    return list(found.values())


def _marks(filled: Sequence[CellValue]) -> float:
    """Return the share of marks among cells that say something; most columns have the same few texts on many rows."""
    said: Counter[bool | None] = Counter()
    for cell, count in Counter(cell if isinstance(cell, (str, bool)) else shown(cell) for cell in filled).items():
        said[is_mark(cell)] += count
    return said[True] / max(said[True] + said[False], 1)
