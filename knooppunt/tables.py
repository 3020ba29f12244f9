"""A table for people, whatever it is written to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec


class Table(msgspec.Struct):
    """A table: a title, headers and rows of text."""

    title: str
    headers: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    note: str = ""


class Mark(msgspec.Struct, frozen=True):
    """How a grid shows a word: a character of ASCII that tells it without colour, and a colour behind it."""

    symbol: str
    colour: str


class Grid(Table, kw_only=True):
    """A table with a name in the first column and one of a few words in every other cell.

    On a terminal a word is shown by its mark, with a legend in the order of ``marks``; elsewhere it is the word itself.
    """

    marks: Mapping[str, Mark]
