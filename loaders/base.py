"""What every loader takes and returns.

What is wrong with the input is a value, not an exception: a loader returns everything it could read together with
every problem, each with its place. Exceptions (``graph.errors.InputRefused``) are for a file that cannot be read at
all.
"""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import msgspec

from graph.model import Node, Relation


class Fault(msgspec.Struct, frozen=True):
    """Why a cell has no usable value: a message code, the value as written, and what the message needs besides.

    The reader of a file puts it in the place of a cell that shows an error; ``others`` are further faults of the cell.
    """

    code: str
    value: str = ""
    params: dict[str, Any] = {}
    others: tuple[Fault, ...] = ()


CellValue = str | int | float | bool | date | datetime | time | timedelta | Fault | None

#: Called with (rows done, rows in all); the shell turns it into a progress bar.
Progress = Callable[[int, int], None]


class Place(msgspec.Struct, frozen=True):
    """Where something stands: row 1 is the first row of the sheet; ``column`` is the header as written in the file."""

    file: str
    sheet: str = ""
    row: int | None = None
    column: str = ""


class Problem(msgspec.Struct, frozen=True):
    """Something that cannot be read: the place, the value as written, and a message code with what was expected.

    ``params`` holds codes, ids, numbers and dates, never words for people: ``loaders.wording`` tells what they mean.
    """

    place: Place
    code: str
    value: str = ""
    params: dict[str, Any] = {}


class Table(msgspec.Struct):
    """One sheet as it stands in the file: the header row and the rows below it, each with its row number.

    A blank cell is None or an empty string. A row may be shorter than the header; cells past the header have no column.
    """

    name: str
    header: list[str]
    rows: list[tuple[int, list[CellValue]]]


class Count(msgspec.Struct):
    """What became of the rows of one sheet; nothing is stored of a load that is refused as a whole."""

    sheet: str
    read: int = 0
    stored: int = 0
    left_out: int = 0


class Loaded(msgspec.Struct):
    """What came out of one source: statements, problems (they stop the load), warnings, counts and rows left out."""

    statements: list[Node | Relation] = []
    problems: list[Problem] = []
    warnings: list[Problem] = []
    counts: list[Count] = []
    left_out: list[Place] = []

    @property
    def only_rows(self) -> bool:
        """Tell whether every problem is one of a single row, so that leaving rows out is enough to load the rest."""
        return all(problem.place.row is not None for problem in self.problems)


@contextlib.contextmanager
def garbage_collection_paused() -> Iterator[None]:
    """Hold the collector while many objects are made at once: none of them is garbage yet."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            if not gc.get_freeze_count():
                # Moves what was made to the old objects; otherwise all of it is looked through at once.
                gc.freeze()
                gc.unfreeze()
            gc.enable()
