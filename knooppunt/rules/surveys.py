"""Surveys: figures of a report to compare a network with."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import msgspec

from graph.vocabulary import vocabulary
from knooppunt.rules.reader import Reading

_Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
_Count = Annotated[int, msgspec.Meta(ge=0)]


class Document(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The report that the figures come from. ``sent``, ``responded`` and ``respondents`` are municipalities."""

    document: str
    publisher: str
    year: int
    month: int | None = None
    authors: tuple[str, ...] = ()
    place: str = ""
    sent: _Count | None = None
    responded: _Count | None = None
    respondents: _Count | None = None


class SizeClass(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"least": "min", "most": "max"}):
    """Municipalities with ``least`` through ``most`` inhabitants (None: no upper limit), and how many took part."""

    code: str
    label: dict[str, str]
    least: _Count
    most: _Count | None
    respondents: _Count


class Figure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A figure of the survey: ``count`` of ``n`` municipalities, ``total`` as a share (0..1), and the share by size class.

    ``matches``: the types of council that stand for this figure in a network. ``kind`` ``participation-form``: a form
    of participation that a municipality of the network may name by the same label.
    """

    id: str
    label: dict[str, str]
    kind: str
    n: _Count
    count: _Count
    total: _Share
    chapter: str = ""
    table: str = ""
    matches: tuple[str, ...] = ()
    by_size: dict[str, _Share] = {}

    @property
    def countable(self) -> bool:
        """Tell whether a network can show this figure."""
        return bool(self.matches) or self.kind == "participation-form"


class Comparison(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A survey: where it comes from, the municipalities that took part by size, and its figures."""

    title: str
    source: Document
    respondents: _Count
    size_classes: tuple[SizeClass, ...]
    figures: tuple[Figure, ...]


def read_survey(file: Path) -> Reading[Comparison]:
    """Read the file of a survey. Raises InputRefused when it cannot be read at all."""
    choices = {"figures.matches": vocabulary().values["council_type"].values}
    reading = Reading(file, "report --comparison", Comparison, choices)
    sizes = reading.sound.get("size_classes")
    codes: list[Any] = [size.get("code") for size in sizes] if isinstance(sizes, list) else [None]
    for number, figure in enumerate(reading.sound.get("figures") or ()):
        if all(codes):  # else an unknown code may be the one that is wrong
            unknown = (code for code in figure.get("by_size") or () if code not in codes)
            reading.refuse(("figures", number, "by_size"), unknown, codes)
    return reading
