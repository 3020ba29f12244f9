"""What the cells of a row say, by the columns of a map."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from loaders.base import CellValue, Fault, is_blank, shown
from loaders.columns.dated import completed, is_day, lacks_year
from loaders.columns.find import Found
from loaders.columns.headers import owner_of
from loaders.columns.joined import apart
from loaders.columns.maps import DATES, KEPT, SOMEBODY, SUPPORTED, YEARS, TableMap
from loaders.columns.marks import Marks, marks_in
from loaders.columns.texts import is_nothing
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
_TERM_END = "seats.term_end"
#: A cross in a column of which the header is a meeting makes no seat of who is there.
MEETINGS = "meetings."
#: The cells of a row by column: a value (of people and organisations: who or what it is) and the header it stands under.
Cells = dict[str, tuple[Any, str]]
#: The cells of a row that fill one target, each with its header.
Said = tuple[tuple[CellValue, str], ...]


class Filled(msgspec.Struct, frozen=True):
    """What the columns of a table fill: the ``forms`` are the sheets, ``headers`` each target with its header, ``by_sheet``
    the targets by sheet and column, and ``named_by`` by which of them a row names its organisation."""

    forms: frozenset[str]
    headers: frozenset[tuple[str, str]]
    by_sheet: dict[str, dict[str, str]]
    named_by: tuple[tuple[str, str], ...]

    @classmethod
    def by(cls, table_map: TableMap) -> Filled:
        """Return what the columns of a map fill."""
        targets = table_map.targets()
        by_sheet: dict[str, dict[str, str]] = defaultdict(dict)
        for target in sorted(targets):
            sheet, _, column = target.partition(".")
            by_sheet[sheet][column] = target
        headers = frozenset((each, header) for header, several in table_map.columns.items() for each in several)
        named_by = tuple(each for each in NAMED_BY.items() if each[0] in targets)
        forms = {*by_sheet, *({"advisers"} if SUPPORTED in table_map.crosses.values() else ())}
        return cls(frozenset(forms), headers, dict(by_sheet), named_by)


class RowMarks(msgspec.Struct, frozen=True):
    """What the marks of a table say: in columns of meetings, of who was not there, and in other columns of crosses."""

    presences: Marks = Marks()
    absences: Marks = Marks()
    crossed: Marks = Marks()


_NO_MARKS = RowMarks()


class Values:
    """What the cells of a row say, by target."""

    __slots__ = ("_taken", "by_target", "crosses", "filled", "marks", "unread", "years")

    def __init__(self, filled: Filled) -> None:
        self.filled = filled
        self.by_target: dict[str, Said] = {}
        self.unread: list[tuple[str, str]] = []
        self.crosses: list[tuple[str, str, CellValue]] = []
        self.years: list[tuple[str, str, CellValue]] = []
        self.marks = _NO_MARKS
        #: How many cells of a target something was made of.
        self._taken: dict[str, int] = {}

    def add(self, target: str, said: Said) -> None:
        """Add cells to those of a target."""
        self.by_target[target] = self.by_target[target] + said if target in self.by_target else said

    def first(self, target: str) -> tuple[Any, str] | None:
        """Return the text of the first filled cell of a target and its header."""
        cells = self.by_target.get(target)
        if cells is None:
            return None
        self._taken.setdefault(target, 1)
        return _told(target, cells[0])

    def all(self, target: str) -> list[tuple[Any, str]]:
        """Return the filled cells of a target with their headers: as text, but of a day as it is."""
        cells = self.by_target.get(target)
        if cells is None:
            return []
        self._taken[target] = len(cells)
        return [_told(target, cell) for cell in cells]

    def plain(self, sheet: str, columns: Collection[str]) -> Cells:
        """Return the cells of targets as columns of their own."""
        found: Cells = {}
        for column, target in self.filled.by_sheet.get(sheet, {}).items():
            if column in columns and (cells := self.by_target.get(target)):
                self._taken.setdefault(target, 1)
                found[column] = cells[0]
        return found

    def of_header(self, target: str, header: str, others: Sequence[str]) -> tuple[CellValue, str] | None:
        """Take the cell of a target of which the header says that it tells of ``header``, of all ``others``."""
        cells = self.by_target.get(target, ())
        found = next((each for each in cells if owner_of(each[1], others) == header), None)
        if found is not None:
            self.by_target[target] = tuple(each for each in cells if each is not found)
        return found

    def left(self) -> list[tuple[str, str]]:
        """Return the header and text of the cells that nothing was made of: none is lost."""
        cells = [
            each
            for target, several in self.by_target.items()
            if (taken := self._taken.get(target, 0)) < len(several)
            for each in several[taken:]
        ]
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
    values = Values(Filled.by(TableMap(fixed=dict(fixed))))
    for target, text in fixed.items():
        if text:
            values.add(target, ((text, ""),))
    return values


def _told(target: str, cell: tuple[CellValue, str]) -> tuple[Any, str]:
    """Return a cell as text, but of a day as it is."""
    value, header = cell
    return cell if isinstance(value, str) or target == "meetings.date" else (shown(value), header)


class _Column:
    """A column of a list and the targets that it fills.

    ``known`` is what was made of texts: most columns have the same ones on many rows. ``joined``: a cell may join names.
    """

    def __init__(self, number: int, header: str, targets: tuple[str, ...], *, downwards: bool, joined: bool) -> None:
        self.number, self.downwards, self._joined = number, downwards, joined
        self.known: dict[CellValue, tuple[tuple[str, Said], ...]] = {}
        self._header, self._targets = header, targets
        self._above: CellValue = None

    def or_above(self, cell: CellValue, *, filled: bool) -> CellValue:
        """Return a cell, or the one above it where it is blank on a row that is ``filled`` otherwise."""
        self._above = self._above if is_blank(cell) and filled else cell
        return self._above

    def read(self, cell: CellValue) -> tuple[tuple[str, Said], ...]:
        """Return what a cell says, by target."""
        if is_blank(cell):
            said: tuple[tuple[str, Said], ...] = ()
        elif isinstance(cell, Fault):
            return (((*self._targets, KEPT)[0], ((cell, self._header),)),)
        elif not self._targets:
            said = ((KEPT, ((" ".join(shown(cell).split()), self._header),)),)
        else:
            # What a known column makes of a word for nothing, it tells itself.
            filled = [each for each in self._targets if each.startswith(_AS_IS) or not is_nothing(cell, each)]
            own = apart(cell) if self._joined and isinstance(cell, str) else cell
            said = tuple((each, ((own, self._header),)) for each in filled)
        if isinstance(cell, str):
            self.known[cell] = said
        return said


class RowReader:
    """Reads the cells of a row by the columns of a map."""

    def __init__(self, found: Found, table_map: TableMap, only: Collection[str] = ()) -> None:
        """Take the columns of a map, or those of them that fill ``only`` some targets."""
        # Where it works, a list of one organisation tells of that one.
        around = {"organisations.area": table_map.area} if table_map.area and not table_map.organisation else {}
        table_map = msgspec.structs.replace(table_map, fixed=table_map.fixed | around)
        self.filled = Filled.by(table_map)
        self._columns: list[_Column] = []
        self._crosses: dict[int, tuple[str, str]] = {}
        self._fixed = [(target, ((text, ""),)) for target, text in table_map.fixed.items()]
        for n, header in found.header.items():
            if (cross := _cross(header, table_map)) is not None:
                self._crosses[n] = cross
                continue
            targets = table_map.columns.get(header, ())
            if header and not (only and set(only).isdisjoint(targets)):
                fills = tuple(each for each in targets if each != KEPT)
                downwards, joined = header in table_map.downwards, header in table_map.apart
                self._columns.append(_Column(n, header, fills, downwards=downwards, joined=joined))
        self._marks = _NO_MARKS if only else _marks(found, table_map, self._crosses)
        self._downwards = {n for n, header in found.header.items() if header in table_map.downwards}

    def values(self, cells: Sequence[CellValue]) -> Values:
        """Return what the cells of a row say."""
        values = Values(self.filled)
        values.marks = self._marks
        filled = not self._downwards or any(
            not is_blank(cell) for n, cell in enumerate(cells) if n not in self._downwards
        )
        by_target, width = values.by_target, len(cells)
        for column in self._columns:
            cell = cells[column.number] if column.number < width else None
            if column.downwards:
                cell = column.or_above(cell, filled=filled)
            known = column.known.get(cell) if isinstance(cell, str) else None
            for target, said in column.read(cell) if known is None else known:
                by_target[target] = by_target[target] + said if target in by_target else said
        for n, (header, target) in self._crosses.items():
            if n < len(cells) and not is_blank(cells[n]):
                _read_cross(values, header, target, cells[n])
        if len(ends := by_target.get(_TERM_END, ())) > 1:  # of several terms the last one counts
            by_target[_TERM_END] = tuple(sorted(ends, key=lambda each: _day(each[0]), reverse=True))
        for target, text in self._fixed:
            if target not in values.by_target:
                values.add(target, text)
        return values


def doubtful_marks(found: Found, table_map: TableMap) -> tuple[str, ...]:
    """Return the marks in the columns of meetings of a table of which it is not certain what they say."""
    crosses = {n: cross for n, header in found.header.items() if (cross := _cross(header, table_map)) is not None}
    return _marks(found, table_map, crosses).presences.doubtful


def _marks(found: Found, table_map: TableMap, crosses: Mapping[int, tuple[str, str]]) -> RowMarks:
    """Return what the marks of a table say: in columns of meetings, of who was not there, and in other columns of crosses."""
    met = {n for n, (_, target) in crosses.items() if target.startswith(MEETINGS) or target == SOMEBODY}
    present, absent = (
        {n for n, header in found.header.items() if target in table_map.columns.get(header, ())}
        for target in ("row.present", "row.absent")
    )
    rows = [cells for _, cells in found.rows]
    lines = [*found.title, *(text for _, _, text in found.rest)]
    blocks = (met | present, absent, crosses.keys() - met)
    return RowMarks(*(marks_in(rows, each, table_map.marks, lines) if each else Marks() for each in blocks))


def _cross(header: str, table_map: TableMap) -> tuple[str, str] | None:
    """Return what a cross under a header makes, and of what: of a day without year the day in the year of the list."""
    target = table_map.crosses.get(header)
    days = table_map.crosses.get(DATES)
    if target is not None:
        return completed(header, table_map.year) if target.startswith(MEETINGS) else header, target
    if days is None:
        return None
    if header not in table_map.columns and is_day(header):
        return header, days
    if table_map.year and header not in table_map.columns and lacks_year(header):
        return completed(header, table_map.year), days
    return None


def _read_cross(values: Values, header: str, target: str, cell: CellValue) -> None:
    """Add what a filled cell in a column of crosses says; of a topic that a cross is all there is to it."""
    if target in YEARS:
        values.years.append((header, target, cell))
    elif target != "organisations.topics":
        values.crosses.append((header, target, cell))
    elif values.marks.crossed.of(cell):
        values.add(target, ((header.rpartition(": ")[2], header),))
    elif values.marks.crossed.of(cell) is None:
        values.unread.append((header, " ".join(shown(cell).split())))


def _day(cell: CellValue) -> date:
    """Return the day that a cell tells, an early one when it tells none."""
    day = read_date(cell)
    return day if isinstance(day, date) else date.min
