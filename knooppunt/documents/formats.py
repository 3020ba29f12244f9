"""The formats by name. A new format is a module with a FORMAT, and a line here."""

from __future__ import annotations

import importlib
from collections.abc import Callable

import msgspec

from knooppunt.documents.model import Document

#: The module that writes each format; it is imported when it is asked for, because of the library behind it.
_MODULES = {"table": "terminal", "json": "json", "csv": "csv", "xlsx": "xlsx", "html": "html"}
#: What a command offers; a page is for reports.
FOR_ANSWERS = tuple(name for name in _MODULES if name != "html")


class Format(msgspec.Struct, frozen=True):
    """A way to write a document: as text, or as bytes that only fit in a file.

    ``show`` writes it for whoever looks at standard output, when that is not the same. ``needs_file``: it is no text.
    ``brief``: people read it from a screen, so an answer is cut unless they ask for more. ``flat``: programs read it as one
    table, of findings of every kind. ``plain``: programs read it as data, and nothing of it is a table.
    """

    render: Callable[[Document], str | bytes]
    suffix: str
    show: Callable[[Document], str] | None = None
    encoding: str = "utf-8"
    needs_file: bool = False
    brief: bool = False
    flat: bool = False
    plain: bool = False


def format_named(name: str) -> Format:
    """Return a format. Raises KeyError when there is none of that name."""
    found: Format = importlib.import_module(f"knooppunt.documents.{_MODULES[name]}").FORMAT
    return found
