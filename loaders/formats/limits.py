"""How much may be read of one file: counted while it is read, whatever the file says of itself.

A list takes room in proportion to its file. A small file may hold as much as an ordinary list, a large one more for every
byte of it; a file of which a little unpacks to far more is not a list. What is within these limits is read within a few
seconds for a small file, in less than 500 MB.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from graph.errors import InputRefused

#: The most bytes of a file, and of all files of a folder together.
MOST_FILE_BYTES = 128 << 20
#: The most characters in one cell; a spreadsheet itself takes 32,767.
MOST_IN_A_CELL = 131_072
#: The most columns of a sheet, which is what a spreadsheet takes.
MOST_COLUMNS = 16_384
#: The most meetings of one event of a calendar that recurs: daily, these are almost three years.
MOST_OCCURRENCES = 1000

#: What a file of no size may hold, and how much more for every byte of it: bytes when unpacked, marks of XML (``<``), cells
#: that hold something, characters in them, what separates several things in one cell, cells, filled or not, up to the
#: last row and column of a sheet, and days that the rules of a calendar go through.
_LIMITS: dict[str, tuple[int, float]] = {
    "bytes": (32 << 20, 40),
    "marks": (2_000_000, 2),
    "cells": (250_000, 1),
    "characters": (4_000_000, 20),
    "items": (250_000, 1 / 16),
    "area": (5_000_000, 1),
    "days": (400_000, 1 / 4),
}
_REFUSALS = {
    "bytes": "workbook-too-large",
    "marks": "workbook-too-large",
    "characters": "sheet-too-much-text",
    "items": "sheet-too-many-items",
    "days": "calendar-too-many-days",
}
_SEPARATORS = ";\n|•；"


class Budget:
    """What may still be read of the file ``path``, which is ``size`` bytes long; shared by all that is read of it."""

    def __init__(self, path: Path, size: int) -> None:
        self.path = path
        self._left = {what: base + int(more * size) for what, (base, more) in _LIMITS.items()}
        self._most = dict(self._left)

    def left(self, what: str) -> int:
        """Return how much may still be taken."""
        return self._left[what]

    def take(self, what: str, amount: int, sheet: str = "") -> None:
        """Count ``amount`` of what was read (on ``sheet``); raise InputRefused when that is too much."""
        self._left[what] -= amount
        if self._left[what] < 0:
            code = _REFUSALS.get(what, "sheet-too-large")
            most = self._most[what]
            raise InputRefused(code, path=str(self.path), sheet=sheet, most=most, megabytes=self._most["bytes"] >> 20)

    def take_items(self, rows: Iterable[Sequence[object]], sheet: str) -> None:
        """Count what separates the items in the cells of ``rows``: a little text may name very many things."""
        for row in rows:
            text = " ".join([cell for cell in row if isinstance(cell, str)])
            self.take("items", sum(map(text.count, _SEPARATORS)), sheet)
