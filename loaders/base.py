"""What every loader takes and returns.

What is wrong with the input is a value, not an exception: a loader returns everything it could read together with
every problem, each with its place. Exceptions (``graph.errors.InputRefused``) are for a file that cannot be read at
all.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from html.entities import name2codepoint
from pathlib import Path
from typing import Any

import msgspec

from graph.model import Node, Relation
from graph.store.base import SheetCount


class Fault(msgspec.Struct, frozen=True):
    """Why a cell has no usable value: a message code, the value as written, and what the message needs besides.

    The reader of a file puts it in the place of a cell that shows an error; ``others`` are further faults of the cell.
    """

    code: str
    value: str = ""
    params: dict[str, Any] = {}
    others: tuple[Fault, ...] = ()


class Told(msgspec.Struct, frozen=True):
    """The value of a cell that was read in a way that has to be told: a message code and what the message needs.

    ``value`` None: the cell counts as blank. ``written``: the part of the cell that is told of, when that is not all of it.
    """

    value: Any
    code: str
    params: dict[str, Any] = {}
    written: str = ""


class Percentage(float):
    """The number of a cell that shows it as a percentage."""


CellValue = str | int | float | bool | date | datetime | time | timedelta | Fault | None

_SHORT = ("amp", "lt", "gt", "deg", "reg", "shy", "yen")
#: The names of characters in HTML, but for short ones that may be the end of a name (``Zorg&or;``).
_NAMES = {name for name in name2codepoint if len(name) > 3} | {
    "apos",
    "plus",
    *_SHORT,
    *map(str.upper, _SHORT[:3]),
    "QUOT",
    "COPY",
}
#: A character as HTML writes it: by number or by name, and perhaps written so once more (``&amp;eacute;``).
ENTITY = re.compile(rf"&(?:amp;){{0,2}}(?:#\d{{1,7}}|#[xX][0-9a-fA-F]{{1,6}}|{'|'.join(sorted(_NAMES))});")

#: Called with (rows done, rows in all); the shell turns it into a progress bar.
Progress = Callable[[int, int], None]


class Place(msgspec.Struct, frozen=True):
    """Where something stands: row 1 is the first row of the sheet; ``column`` is the header as written in the file.

    ``called`` is what people know a row by that has no number in the file.
    """

    file: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    called: str = ""


class Problem(msgspec.Struct, frozen=True):
    """Something that cannot be read: the place, the value as written, and a message code with what was expected.

    ``params`` holds codes, ids, numbers and dates, never words for people: ``loaders.meaning.wording`` tells what they mean.
    """

    place: Place
    code: str
    value: str = ""
    params: dict[str, Any] = {}


class Remark(msgspec.Struct, frozen=True):
    """What the reader of a file tells of a sheet besides its cells, as a warning; ``row`` where it begins."""

    fault: Fault
    row: int | None = None

    def problem(self, place: Place) -> Problem:
        """Return the warning about it."""
        return Problem(place, self.fault.code, self.fault.value, self.fault.params)


class Origin(msgspec.Struct, frozen=True):
    """Where a table comes from: a sheet of the file, and for every column of the table the header as written there.

    ``called`` is what people know rows by that have no number in the file: a name and a day (``Overleg, 2026-09-12``).
    """

    sheet: str
    header: Sequence[str]
    called: dict[int, str] = {}

    def place(self, file: str, row: int | None = None, column: int | None = None) -> Place:
        """Return the place of the sheet, of a row in it, or of a cell: ``column`` is the number that the table gives it."""
        called = self.called.get(row, "") if row is not None else ""
        return Place(file, self.sheet, row, "" if column is None else self.header[column], called)

    def where(self, row: int) -> str:
        """Return the place of a row as evidence cites it."""
        return f"{self.sheet}!{self.called.get(row, row)}"


class Table(msgspec.Struct):
    """A header and the rows below it, to be read as the sheet ``name``; a row comes with its number in the file.

    ``origin`` is where the cells really stand, and what every problem and all evidence cites. Without one the table is a
    sheet as it stands in the file. Several tables may come from one sheet: each with some of its columns and rows.
    A blank cell is None or an empty string. A row may be shorter than the header; cells past the header have no column.
    ``top`` is the row of the header in the file, ``across`` are cells that are merged to the right: (row, first column, last
    column). A ``derived`` table was made of a list that is no sheet of the vocabulary: then ``continued`` are the rows, by
    position, that tell more of what an earlier one declares, and what is ``named`` is an area that other lists may declare.
    A format of which the columns are always the same tells in ``means`` what each header fills, as a column map does; then
    the table is a list with nothing else around it.
    """

    name: str
    header: list[str]
    rows: list[tuple[int, list[CellValue]]]
    origin: Origin = Origin("", ())
    remarks: list[Remark] = []
    top: int = 1
    across: tuple[tuple[int, int, int], ...] = ()
    continued: dict[int, int] = {}
    named: bool = False
    derived: bool = False
    means: dict[str, tuple[str, ...]] = {}

    def __post_init__(self) -> None:
        if not self.origin.sheet:
            self.origin = Origin(self.name, self.header)


class Format(msgspec.Struct, frozen=True):
    """A format of files: the suffixes, in lower case, and what turns the path and bytes of a file into tables.

    With ``folder`` a file is a single sheet, and a folder of such files can be read as well.
    """

    code: str
    suffixes: tuple[str, ...]
    read: Callable[[Path, bytes], list[Table]]
    folder: bool = False


class Alike(msgspec.Struct, frozen=True):
    """Two nodes that a list declares under names that are nearly the same: ids, names and where they stand."""

    ids: tuple[str, str]
    names: tuple[str, str]
    places: tuple[Place, Place]


class Loaded(msgspec.Struct):
    """What came out of one source: statements, problems (they stop the load), warnings, who may be one, what became of
    the rows of every sheet (nothing is stored of a load that is refused as a whole), the rows left out,
    and the cells left out of rows that were stored."""

    statements: list[Node | Relation] = []
    problems: list[Problem] = []
    warnings: list[Problem] = []
    alike: list[Alike] = []
    counts: list[SheetCount] = []
    left_out: list[Place] = []
    cells_left_out: list[Place] = []

    @property
    def only_rows(self) -> bool:
        """Tell whether every problem is one of a single row, so that leaving rows out is enough to load the rest."""
        return all(problem.place.row is not None for problem in self.problems)


def shown(value: CellValue) -> str:
    """Return a cell as people see it in the file, to quote it in a message."""
    if isinstance(value, str):  # almost every cell
        return value
    if isinstance(value, Fault):
        return value.value
    if isinstance(value, bool):
        return "WAAR/TRUE" if value else "ONWAAR/FALSE"
    if value == time():  # What comes of 0 in a cell of dates or times; a date is what it mostly was.
        return "0-1-1900 0:00"
    if isinstance(value, Percentage):
        return f"{value * 100:.12g}%"
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")
    if isinstance(value, float) and math.isfinite(value) and value == int(value):
        return str(int(value))
    if isinstance(value, (date, time)):
        return value.isoformat()
    return "" if value is None else str(value)


def is_blank(value: CellValue) -> bool:
    """Tell whether a cell holds nothing that anybody can see."""
    return value is None or (isinstance(value, str) and (not value or value.isspace()))
