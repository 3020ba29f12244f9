"""What answers and reports are made of: plain data that every format writes down, with every text in one language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec


class Mark(msgspec.Struct, frozen=True):
    """How a terminal shows a cell: a character of ASCII that tells it without colour, and a colour behind it."""

    symbol: str
    colour: str


class Cell(msgspec.Struct, frozen=True):
    """A cell of a table: its lines, a share (0..1) that is drawn as a bar below them, and a mark in place of them."""

    lines: tuple[str, ...]
    bar: float | None = None
    mark: Mark | None = None

    @property
    def text(self) -> str:
        """Return the lines as one text."""
        return "\n".join(self.lines)


Row = tuple[Cell, ...]


class Column(msgspec.Struct, frozen=True):
    """A column of a table: numbers stand on the right, and short texts on one line."""

    label: str
    numeric: bool = False
    short: bool = False


class Table(msgspec.Struct, frozen=True):
    """A table with its title; ``note`` stands below it. One without columns is only a note.

    ``name`` is what a user asks for it by, the same in every language, where an answer has several.

    One with a ``legend`` is a grid: a name in the first column and one of the cells of the legend in every other.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    intro: str = ""
    note: str = ""
    legend: Row = ()
    name: str = ""

    def named(self, name: str) -> Table:
        """Return it with a name."""
        return msgspec.structs.replace(self, name=name)


class KeyNumber(msgspec.Struct, frozen=True):
    """A number with what it means."""

    value: str
    label: str
    explanation: str
    bar: float | None = None


class Severity(msgspec.Struct, frozen=True):
    """How grave something is: a word, and a level from 1 to 4 that is drawn as so many filled squares."""

    code: str
    label: str
    level: int
    explanation: str = ""


class Item(msgspec.Struct, frozen=True):
    """One finding: how grave, what it is, what was decided about it, what to do, and where it stands."""

    severity: Severity
    text: str
    decision: str = ""
    suggestion: str = ""
    source: str = ""


class Group(msgspec.Struct, frozen=True):
    """Findings under one heading, mostly of one kind.

    ``intro`` and ``suggestion`` are what holds for all of them, ``more`` tells how many are not here.
    """

    title: str
    count: str
    items: tuple[Item, ...]
    suggestion: str = ""
    more: str = ""
    intro: str = ""


class Section(msgspec.Struct, frozen=True):
    """A part of a document: what it holds follows each other in this order; a definition is a word and its meaning."""

    anchor: str = ""
    title: str = ""
    paragraphs: tuple[str, ...] = ()
    severities: tuple[Severity, ...] = ()
    points: tuple[str, ...] = ()
    numbers: tuple[KeyNumber, ...] = ()
    tables: tuple[Table, ...] = ()
    groups: tuple[Group, ...] = ()
    definitions: tuple[tuple[str, str], ...] = ()
    note: str = ""


class Document(msgspec.Struct, frozen=True):
    """An answer or a report. ``scope`` says what it is about, ``caution`` what it cannot know; ``data`` is the same for
    programs; a function in it is called when it is written.
    """

    lang: str
    sections: tuple[Section, ...]
    title: str = ""
    subtitle: str = ""
    scope: tuple[str, ...] = ()
    caution: str = ""
    summary: Section | None = None
    data: dict[str, Any] | None = None


def row(*values: str | Cell | Iterable[str]) -> Row:
    """Return a row: a text is a cell with its lines, a list one of several lines."""
    return tuple(
        value if isinstance(value, Cell) else Cell(tuple(value.split("\n") if isinstance(value, str) else value))
        for value in values
    )


def table(
    title: str, headers: Iterable[str], rows: Iterable[Sequence[str | Cell]], note: str = "", legend: Row = ()
) -> Table:
    """Return a table of texts, or of only a ``note`` when there are no headers."""
    cells = tuple(row(*values) for values in rows)
    return Table(title, tuple(map(Column, headers)), cells, note=note, legend=legend)
