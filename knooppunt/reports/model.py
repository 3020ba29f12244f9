"""What a report is made of: plain data that the template writes down, with every text already in one language."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec


class Cell(msgspec.Struct, frozen=True):
    """A cell of a table: its lines, and a share (0..1) that is drawn as a bar below them."""

    lines: tuple[str, ...]
    bar: float | None = None


class Column(msgspec.Struct, frozen=True):
    """A column of a table: numbers stand on the right, and short texts on one line."""

    label: str
    numeric: bool = False
    short: bool = False


class Table(msgspec.Struct, frozen=True):
    """A table with its title; ``note`` stands below it."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    intro: str = ""
    note: str = ""


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
    decision: str
    suggestion: str
    source: str


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
    """A part of the report: paragraphs, what the severities mean, points, tables, and findings, in this order."""

    anchor: str
    title: str
    paragraphs: tuple[str, ...] = ()
    severities: tuple[Severity, ...] = ()
    points: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    groups: tuple[Group, ...] = ()


class Definition(msgspec.Struct, frozen=True):
    """A word and what it means in this report."""

    term: str
    meaning: str


class Page(msgspec.Struct, frozen=True):
    """A whole report; ``since`` is what changed since an earlier day, when that was asked."""

    lang: str
    title: str
    subtitle: str
    scope: str
    audience: str
    lead: str
    summary: tuple[str, ...]
    numbers: tuple[KeyNumber, ...]
    sections: tuple[Section, ...]
    definitions: tuple[Definition, ...]
    sources: Section
    since: Section | None = None


def cell(*lines: str, bar: float | None = None) -> Cell:
    """Return a cell of these lines."""
    return Cell(lines, bar)


def row(*values: str | Cell | Sequence[str]) -> tuple[Cell, ...]:
    """Return a row: a text is a cell of one line, a list one of several."""
    return tuple(
        value if isinstance(value, Cell) else cell(value) if isinstance(value, str) else cell(*value)
        for value in values
    )
