"""What the values of a column look like: shares of its cells that are addresses, dates, names of people, and so on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date

import msgspec

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
#: Answers to a question, which are no crosses.
_YES_NO = frozenset({"ja", "nee", "yes", "no", "waar", "onwaar", "true", "false"})
#: So many different values of a column are looked at.
_SAMPLE = 50


class Looks(msgspec.Struct, frozen=True):
    """Shares (0..1) of the filled cells of a column that look like something; ``filled`` how many are filled."""

    filled: int
    email: float = 0
    phone: float = 0
    date: float = 0
    person: float = 0
    people: float = 0
    organisation: float = 0
    area: float = 0
    person_of: float = 0
    role: float = 0
    topic: float = 0
    number: float = 0
    mark: float = 0
    yes_no: float = 0
    samples: tuple[str, ...] = ()


def looks_of(cells: Sequence[CellValue], kinds_of: Callable[[str], tuple[str, ...]]) -> Looks:
    """Return what the ``cells`` of a column look like; ``kinds_of`` gives the kinds of what other lists call so."""
    filled = [cell for cell in cells if not is_blank(cell)]
    values = _sample(filled)
    if not values:
        return Looks(len(filled))
    texts = [" ".join(shown(value).split()) for value in values]
    organisations = vocabulary().organisation_kinds - {"municipality"}
    topics = vocabulary().topic_types

    def share(is_one: Callable[[str], bool]) -> float:
        return sum(map(is_one, texts)) / len(texts)

    def is_organisation(text: str) -> bool:
        guess = kind_of_name(text)
        return not organisations.isdisjoint(kinds_of(text)) or (guess is not None and guess[2])

    def is_area(text: str) -> bool:
        parts = [bare_name("municipality", part.strip()) for part in re.split(r"[;,/]", text)]
        known = places().known_names
        return all(normalise(part) in known or {"municipality", "region"} & {*kinds_of(part)} for part in parts)

    def is_date(value: CellValue) -> bool:
        counted = read_day_number(value) is not None
        return counted or isinstance(value, date) or (isinstance(value, str) and isinstance(read_date(value), date))

    def is_phone(text: str) -> bool:
        return (
            bool(_PHONE.fullmatch(text)) and sum(map(str.isdigit, text)) >= 6 and not isinstance(read_date(text), date)
        )

    def is_person_of(text: str) -> bool:
        name, _, of = text.partition("(")
        return of.endswith(")") and is_organisation(of) and looks_like_person(name) and not is_organisation(name)

    def is_person(text: str) -> bool:
        return isinstance(read_person(text), Vacancy) or (looks_like_person(text) and not is_organisation(text))

    def is_role(text: str) -> bool:
        return all(vocabulary().values["seat_role"].find(role) for role in roles_in(text)[0])

    return Looks(
        len(filled),
        email=share(lambda text: bool(_EMAIL.fullmatch(text))),
        phone=share(is_phone),
        date=sum(map(is_date, values)) / len(values),
        person=share(is_person),
        # A line break parts people as well, so this looks at cells as they are written.
        people=sum(len(people_in(shown(value))) > 1 for value in values) / len(values),
        organisation=share(lambda text: is_organisation(text) and not is_person_of(text)),
        person_of=share(is_person_of),
        area=share(is_area),
        topic=share(lambda text: all(normalise(part) in topics for part in re.split(r"[;,/]", text))),
        role=share(is_role),
        number=sum(
            isinstance(value, (int, float)) or text.replace(",", ".").replace(".", "", 1).isdigit()
            for value, text in zip(values, texts, strict=True)
        )
        / len(values),
        mark=_marks(filled),
        yes_no=share(lambda text: text.casefold() in _YES_NO),
        samples=tuple(text[:60] for text in texts[:3]),
    )


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
