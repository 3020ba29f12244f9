"""A table for people, whatever it is written to."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec


class Table(msgspec.Struct):
    """A table: a title, headers and rows of text."""

    title: str
    headers: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    note: str = ""
