"""What the cells of a row say, by the columns of a map."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from loaders.base import CellValue, Fault, is_blank, shown
from loaders.columns.find import Found
from loaders.columns.maps import DATES, KEPT, TableMap
from loaders.columns.meanings import is_day_without_year, with_year
from loaders.columns.texts import is_nothing
from loaders.columns.words import mark
from loaders.meaning.dates import read_date

#: By which targets a row names its organisation, and of which kind that is where the target tells it.
NAMED_BY = {
    "organisations.name": "",
    "seats.organisation": "",
    "contacts.organisation_a": "",
    "participations.organisation": "",
    "councils.name": "councils",
    "client_organisations.name": "client_organisations",
    "platforms.name": "platforms",
    "support_organisations.name": "support_organisations",
    "institutions.name": "institutions",
    "municipalities.name": "municipalities",
}
_PERSON = ("persons.name", "seats.person", "advisers.person", "attendances.person")
_PARTS = ("persons.title", "persons.initials", "persons.first_name", "persons.prefix", "persons.surname")
#: Targets of which the cells are handed on as they are.
_AS_IS = ("advisers.", "row.", "seats.role", "seats.since", "seats.until", "seats.last_day", "seats.term_end")
#: The cells of a row by column: a value (of people and organisations: who or what it is) and the header it stands under.
Cells = dict[str, tuple[Any, str]]


class Values:
    """What the cells of a row say, by target."""

    def __init__(self) -> None:
        self.by_target: dict[str, list[tuple[CellValue, str]]] = defaultdict(list)
        self.unread: list[tuple[str, str]] = []
        self.crosses: list[tuple[str, str, CellValue]] = []
        self.forms: frozenset[str] = frozenset()
        self.targets: frozenset[str] = frozenset()
        self.headers: frozenset[tuple[str, str]] = frozenset()
        #: How many cells of a target something was made of.
        self._taken: dict[str, int] = {}

    def first(self, target: str) -> tuple[Any, str] | None:
        """Return the text of the first filled cell of a target and its header."""
        cells = self.by_target.get(target)
        if not cells:
            return None
        self._take(target, 1)
        return _told(target, *cells[0])

    def all(self, target: str) -> list[tuple[Any, str]]:
        """Return the filled cells of a target with their headers: as text, but of a day as it is."""
        cells = self.by_target.get(target, [])
        self._take(target, len(cells))
        return [_told(target, *cell) for cell in cells]

    def plain(self, sheet: str, columns: Collection[str]) -> Cells:
        """Return the cells of targets as columns of their own."""
        found: Cells = {}
        for target, cells in self.by_target.items():
            of, _, column = target.partition(".")
            if of == sheet and column in columns and cells:
                self._take(target, 1)
                found[column] = cells[0]
        return found

    def _take(self, target: str, count: int) -> None:
        if self._taken.get(target, 0) < count:
            self._taken[target] = count

    def left(self) -> list[tuple[str, str]]:
        """Return the header and text of the cells that nothing was made of: none is lost."""
        cells = [each for target, several in self.by_target.items() for each in several[self._taken.get(target, 0) :]]
        return [*self.unread, *((header, " ".join(shown(cell).split())) for cell, header in cells if header)]

    def name_of_person(self) -> tuple[str, str, str]:
        """Return the name of the person of a row, put together of its parts, under which headers it stands, and the surname
        when that has a column of its own."""
        for target in _PERSON:
            if named := self.first(target):
                return *named, ""
        parts = [each for target in _PARTS if (each := self.first(target))]
        surname = self.first("persons.surname")
        if not (surname or self.first("persons.first_name")):
            return "", "", ""
        headers = " + ".join(header for _, header in parts)
        return " ".join(text for text, _ in parts), headers, surname[0] if surname else ""


def fixed_values(fixed: Mapping[str, str]) -> Values:
    """Return values that stand in no cell, by target; what is empty is left out."""
    values = Values()
    for target, text in fixed.items():
        if text:
            values.by_target[target].append((text, ""))
    return values


def _told(target: str, value: CellValue, header: str) -> tuple[Any, str]:
    """Return a cell as text, but of a day as it is."""
    return (value if target == "meetings.date" else shown(value)), header


class RowReader:
    """Reads the cells of a row by the columns of a map."""

    def __init__(self, found: Found, table_map: TableMap, only: Collection[str] = ()) -> None:
        """Take the columns of a map, or those of them that fill ``only`` some targets."""
        self._targets: dict[int, tuple[str, tuple[str, ...]]] = {}
        self._crosses: dict[int, tuple[str, str]] = {}
        # Where it works, a list of one organisation tells of that one.
        around = {"organisations.area": table_map.area} if table_map.area and not table_map.organisation else {}
        self._fixed = table_map.fixed | around
        self._headers = frozenset((each, header) for header, several in table_map.columns.items() for each in several)
        self._forms = frozenset(target.partition(".")[0] for target in table_map.targets())
        self._all = table_map.targets()
        self._above: dict[int, CellValue] = {}
        for n, header in found.header.items():
            if header in table_map.crosses:
                self._crosses[n] = (header, table_map.crosses[header])
                if table_map.year and table_map.crosses[header] == "meetings.date" and not is_day(header):
                    day = next(filter(is_day, with_year(header, table_map.year)), header)
                    self._crosses[n] = (day, "meetings.date")
            elif DATES in table_map.crosses and header not in table_map.columns and is_day(header):
                self._crosses[n] = (header, table_map.crosses[DATES])
            elif DATES in table_map.crosses and table_map.year and is_day_without_year(header):
                self._crosses[n] = (next(filter(is_day, with_year(header, table_map.year))), table_map.crosses[DATES])
            elif header:
                targets = table_map.columns.get(header, ())
                if only and set(only).isdisjoint(targets):
                    continue
                self._targets[n] = (header, tuple(each for each in targets if each != KEPT))
        self._downwards = {n for n, header in found.header.items() if header in table_map.downwards}

    def values(self, cells: Sequence[CellValue]) -> Values:
        """Return what the cells of a row say."""
        values = Values()
        values.forms, values.headers, values.targets = self._forms, self._headers, self._all
        filled = any(not is_blank(cell) for n, cell in enumerate(cells) if n not in self._downwards)
        for n, (header, targets) in self._targets.items():
            cell = cells[n] if n < len(cells) else None
            if n in self._downwards:
                cell = self._above.get(n) if is_blank(cell) and filled else cell
                self._above[n] = cell
            if is_blank(cell):
                continue
            if isinstance(cell, Fault):
                values.by_target[targets[0] if targets else KEPT].append((cell, header))
                continue
            for target in targets:
                # What a known column makes of a word for nothing, it tells itself.
                if target.startswith(_AS_IS) or not is_nothing(cell, target):
                    values.by_target[target].append((cell, header))
            if not targets:
                values.unread.append((header, " ".join(shown(cell).split())))
        for n, (header, target) in self._crosses.items():
            if n < len(cells) and not is_blank(cells[n]):
                if target == "organisations.topics":
                    if mark(cells[n]):
                        values.by_target[target].append((header.rpartition(": ")[2], header))
                    elif mark(cells[n]) is None:
                        values.unread.append((header, " ".join(shown(cells[n]).split())))
                    continue
                values.crosses.append((header, target, cells[n]))
        for target, text in self._fixed.items():
            if not values.by_target.get(target):
                values.by_target[target].append((text, ""))
        return values


def is_day(header: str) -> bool:
    """Tell whether a header is a day."""
    return isinstance(read_date(header), date)


def dated_header(header: str) -> tuple[str, tuple[str, str] | None]:
    """Return the day and the name of a meeting in a header with both (``Overleg 12-1-2026``)."""
    group, _, last = header.rpartition(": ")
    if group and is_day(last):
        return last, (group, header)
    words = header.split()
    for size in (1, 2, 3):
        day = " ".join(words[-size:])
        if len(words) > size and is_day(day):
            return day, (" ".join(words[:-size]).strip(" -–:"), header)
    return header, None
