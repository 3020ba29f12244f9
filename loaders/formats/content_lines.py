"""Files of content lines, as address cards and calendars are: their text, and the properties that vobject reads in them."""

from __future__ import annotations

import codecs
import io
import re
from pathlib import Path
from typing import Any

import msgspec

from graph.errors import InputRefused

#: What a line looks like that vobject reads. Its own pattern takes for ever to find that a long line is none; this one, which
#: never goes back, does not.
_LINE = re.compile(
    r"(?:[a-zA-Z0-9_-]++\.)?[a-zA-Z0-9_-]++;?"
    r"(?:;[a-zA-Z0-9_-]++(?:[=,](?:\"[^\"]*+\"|[^\";:,]*+))*+)*+:",
)


class Property(msgspec.Struct, frozen=True):
    """A property of a component: its name and those of its parameters in capitals, and the value as vobject reads it."""

    name: str
    params: dict[str, list[str]]
    value: Any


class BrokenLine(Exception):
    """A line that is no property; of a card ``number`` is its own, from 1."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def text_of(path: Path, data: bytes, refusal: str) -> str:
    """Return the text: UTF-16 with a byte order mark, UTF-8, or cp1252 (older programs); else raise InputRefused."""
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeError:
            continue
        if "\0" not in text:
            return text
    raise InputRefused(refusal, path=str(path))


def properties(text: str, *, card: bool) -> list[Property]:
    """Return the properties of the one component that ``text`` is, in their order; raise BrokenLine for what is none.

    Those of a ``card`` have names and addresses taken apart.
    """
    import vobject

    for line, number in vobject.base.getLogicalLines(io.StringIO(text), allowQP=True):
        if line.strip() and not _LINE.match(line):
            raise BrokenLine(number)
    try:
        (component,) = vobject.readComponents(text, transform=card, allowQP=True)
        return [Property(each.name.upper(), each.params, each.value) for each in component.getChildren()]
    except (vobject.base.VObjectError, ValueError, LookupError, AttributeError, TypeError, AssertionError) as error:
        raise BrokenLine(getattr(error, "lineNumber", None) or 1) from error
