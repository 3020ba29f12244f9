"""The rows of the known sheets that come of a list: gathered row by row, and made into tables. Cells keep their place."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

import msgspec

from graph.vocabulary import vocabulary
from loaders.base import CellValue, Origin, Table, shown
from loaders.columns.find import Found
from loaders.columns.organisations import MUNICIPALITIES, Organisation
from loaders.columns.people import Somebody
from loaders.columns.rows import Cells

#: Whom or what a row of a sheet of nodes is about: a person, an organisation, or something by name.
Subject = Somebody | Organisation | str
#: How tables refer to what they come of: a table of the list, by number.
_Key = tuple[int, str]


class _Row(msgspec.Struct):
    number: int
    cells: Cells
    about: Subject | None


class Drafts:
    """The rows of a list, by sheet."""

    def __init__(self) -> None:
        self._rows: dict[_Key, list[_Row]] = defaultdict(list)
        self._last: dict[tuple[_Key, int, Subject], _Row] = {}
        self._related: set[tuple[int, int]] = set()
        self._unread: dict[Subject, list[str]] = defaultdict(list)

    def put(self, table: int, sheet: str, row: int, cells: Cells, about: Subject | None = None) -> None:
        """Add a row of ``sheet`` that comes of a row of a table; one about the same subject adds its cells to it."""
        key = (table, sheet)
        if about is None:
            self._related.add((table, row))
            self._rows[key].append(_Row(row, cells, None))
            return
        if (last := self._last.get((key, row, about))) is not None:
            last.cells = {**cells, **last.cells}
            return
        self._last[key, row, about] = found = _Row(row, cells, about)
        self._rows[key].append(found)

    def keep(self, about: Subject, lines: Sequence[str]) -> None:
        """Keep what is left unread of a row with whom or what it is about."""
        self._unread[about] += [line for line in lines if line not in self._unread[about]]

    def tables(self, found: Sequence[Found]) -> list[Table]:
        """Return the tables, in the order of the vocabulary's sheets; ``found`` are the tables of the list by number."""
        written: set[Subject] = set()
        order = list(vocabulary().sheets)
        keys = sorted(self._rows, key=lambda key: (order.index(key[1]), key[0]))
        return [self._table(sheet, number, found[number], written) for number, sheet in keys]

    def _table(self, sheet: str, number: int, found: Found, written: set[Subject]) -> Table:
        rows: list[tuple[int, dict[str, CellValue]]] = []
        headers: dict[str, dict[str, None]] = defaultdict(dict)
        first: dict[Subject, int] = {}
        said: dict[Subject, set[tuple[str, str]]] = defaultdict(set)
        continued: dict[int, int] = {}
        often = Counter(row.about for row in self._rows[number, sheet])
        for row in self._rows[number, sheet]:
            about, cells = row.about, row.cells
            for name, (_, header) in cells.items():
                if header:
                    headers[name][header] = None
            if about is not None:
                cells = {**_called(about), **cells, **self._in_all(sheet, about, written)}
            values = {name: _text(value) for name, (value, _) in cells.items()}
            if about is not None and often[about] > 1:
                told = {(name, shown(value)) for name, value in values.items()}
                if about in first:
                    # A row that only names it again says nothing more of it; the relation that it tells has its place.
                    if told <= said[about] and (number, row.number) in self._related:
                        continue
                    continued[len(rows)] = first[about]
                first.setdefault(about, len(rows))
                said[about] |= told
            rows.append((row.number, values))
        filled = set(itertools.chain.from_iterable(values for _, values in rows))
        used = [name for name in vocabulary().sheets[sheet].columns if name in filled]
        origin = Origin(found.table.name, [", ".join(headers[name]) for name in used], found.table.origin.called)
        cells_of = [(at, list(map(values.get, used))) for at, values in rows]
        named = sheet == MUNICIPALITIES
        return Table(sheet, used, cells_of, origin, continued=continued, named=named, derived=True)

    def _in_all(self, sheet: str, about: Subject, written: set[Subject]) -> Cells:
        """Return what is told of somebody or something in all: it stands with the first row that tells of it."""
        cells: Cells = {}
        if isinstance(about, Somebody) and about.key:
            cells["id"] = (about.key, "")
        elif isinstance(about, Organisation) and about.code:
            cells["id"] = (about.code, "")
        if about in written:
            return cells
        written.add(about)
        if lines := self._unread.get(about):
            cells["unread"] = ("\n".join(lines), "")
        if isinstance(about, Organisation) and about.vacancies:
            cells["vacancies"] = (about.vacancies, "")
        if isinstance(about, Somebody) and about.also:
            cells["also_known_as"] = ("; ".join(about.also), "")
        return {name: value for name, value in cells.items() if name in vocabulary().sheets[sheet].columns}


def _called(about: Subject) -> Cells:
    """Return the name of whom or what a row tells of: every row of a sheet of nodes has it."""
    if isinstance(about, Somebody):
        return {"name": (about.name.shown, "")}
    return {"name": (about.name, "")} if isinstance(about, Organisation) else {}


def _text(value: Any) -> CellValue:
    """Return a value as a cell: people and organisations by what they are called."""
    if isinstance(value, str):  # most are
        return value
    if isinstance(value, (Somebody, Organisation)):
        return value.reference
    if isinstance(value, list):
        return "; ".join(each.reference for each in value)
    result: CellValue = value
    return result
