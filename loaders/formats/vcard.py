"""Address cards (.vcf, vCard 2.1, 3.0 and 4.0), read with vobject: every card is a row, every property a column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from graph.errors import InputRefused
from graph.names import normalise
from loaders.base import CellValue, Fault, Format, Origin, Remark, Table
from loaders.formats.content_lines import BrokenLine, properties, text_of
from loaders.formats.limits import MOST_COLUMNS, MOST_IN_A_CELL, Budget

#: What the properties of the card of a person, and of an organisation, fill; all others are kept with the row.
_OF_PERSON: dict[str, tuple[str, ...]] = {
    "FN": ("persons.name",),
    "ORG": ("organisations.name",),
    "ROLE": ("seats.role",),
    "TITLE": ("seats.role",),
    "EMAIL": ("persons.email",),
    "TEL": ("persons.phone",),
    "NOTE": ("row.note",),
}
_OF_ORGANISATION: dict[str, tuple[str, ...]] = {
    "ORG": ("organisations.name",),
    "NOTE": ("row.note",),
}
#: What says nothing of who the card is about, but something of the card, or of the program that wrote it.
_ABOUT_THE_CARD = frozenset(
    {"VERSION", "PRODID", "REV", "UID", "X-ABUID", "CLIENTPIDMAP", "XML", "X-ABSHOWAS", "X-ADDRESSBOOKSERVER-KIND"}
)
#: The kinds of a card by which it is read: others are kept with it.
_KINDS = frozenset({"individual", "org", "group"})
#: The kinds of what is neither a person nor an organisation.
_THINGS = frozenset({"location", "application", "device", "thing"})
#: What is no text.
_ATTACHED = frozenset({"PHOTO", "LOGO", "SOUND", "KEY"})
_BEGIN = re.compile(r"BEGIN\s*:\s*VCARD\s*", re.IGNORECASE)
_END = re.compile(r"END\s*:\s*VCARD\s*", re.IGNORECASE)
#: A line that begins with a picture or the like.
_ATTACHMENT = re.compile(r"(?:[\w-]+\.)?(PHOTO|LOGO|SOUND|KEY)[;:]", re.IGNORECASE)
_PROPERTY = re.compile(r"[\w.-]+[;:]")


class _Sort(msgspec.Struct):
    """The cards of persons or those of organisations: ``headers`` in the order in which they came."""

    columns: dict[str, tuple[str, ...]]
    cards: list[tuple[int, dict[str, str]]] = []

    def table(self, name: str, left: dict[str, int]) -> Table:
        """Return them as a table; what was ``left`` out is told: by code, how many."""
        found = dict.fromkeys(header for _, cells in self.cards for header in cells)
        header = [each for each in self.columns if each in found] + [each for each in found if each not in self.columns]
        rows: list[tuple[int, list[CellValue]]] = [
            (number, [cells.get(each, "") for each in header]) for number, cells in self.cards
        ]
        means = {each: self.columns.get(each, ()) for each in header}
        remarks = [Remark(Fault(code, params={"count": count})) for code, count in left.items() if count]
        return Table(name, header, rows, Origin(name, header), remarks, 0, means=means)


def read_vcard(path: Path, data: bytes) -> list[Table]:
    """Return the cards of ``path`` with content ``data``: a table of persons, and one of organisations.

    The number of a row is that of the card, from 1. Raises InputRefused when it is no text, no card, or too much.
    """
    persons, organisations = _Sort(_OF_PERSON), _Sort(_OF_ORGANISATION)
    budget = Budget(path, len(data))
    left = {"cards-attachments": 0, "cards-groups": 0, "cards-things": 0}
    number = 0
    for number, (line, lines) in enumerate(_cards(path, text_of(path, data, "card-not-text")), 1):
        text, pictures = _without_attachments(lines)
        left["cards-attachments"] += pictures
        cells, kind = _cells(_properties(path, line, text))
        if max(map(len, cells.values()), default=0) > MOST_IN_A_CELL:
            raise InputRefused("csv-long-cell", path=str(path), row=line, most=MOST_IN_A_CELL)
        budget.take("cells", len(cells), path.stem)
        budget.take("characters", sum(map(len, cells.values())), path.stem)
        budget.take_items([list(cells.values())], path.stem)
        if kind == "group" or kind in _THINGS:
            left["cards-groups" if kind == "group" else "cards-things"] += 1
        elif kind == "org" or ("ORG" in cells and normalise(cells.get("FN", "")) in ("", normalise(cells["ORG"]))):
            cells["ORG"] = cells.get("ORG") or cells.get("FN", "")
            if normalise(cells.get("FN", "")) == normalise(cells["ORG"]):
                cells.pop("FN", None)
            organisations.cards.append((number, cells))
        else:
            persons.cards.append((number, cells))
    if not number:
        raise InputRefused("card-broken", path=str(path), row=1)
    sorts = [each for each in (persons, organisations) if each.cards] or [persons]
    tables = [each.table(path.stem, {} if n else left) for n, each in enumerate(sorts)]
    # The area is that of a sheet: a property that few cards have is a column of all.
    for table in tables:
        if len(table.header) > MOST_COLUMNS:
            raise InputRefused("sheet-too-large", path=str(path), sheet=path.stem)
        budget.take("area", len(table.header) * len(table.rows), path.stem)
    return tables


VCARD = Format("vcard", (".vcf",), read_vcard, folder=True)


def _cards(path: Path, text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines of every card with the number of its first line; raise InputRefused for what is in none."""
    card: list[str] | None = None
    first = 1
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text), 1):
        if card is None and _BEGIN.fullmatch(line):
            card, first = [line], number
        elif card is None and line.strip():
            raise InputRefused("card-broken", path=str(path), row=number)
        elif card is not None:
            if _BEGIN.fullmatch(line):
                raise InputRefused("card-broken", path=str(path), row=number)
            card.append(line)
            if _END.fullmatch(line):
                yield first, card
                card = None
    if card is not None:
        raise InputRefused("card-broken", path=str(path), row=first)


def _without_attachments(lines: list[str]) -> tuple[str, int]:
    """Return a card with blank lines for its pictures and the like, and how many those are: they are not decoded."""
    kept = []
    count = 0
    inside = False
    for line in lines:
        begins = bool(_ATTACHMENT.match(line))
        count += begins
        inside = begins or (inside and not _PROPERTY.match(line) and not _END.fullmatch(line))
        kept.append("" if inside else line)
    return "\n".join(kept) + "\n", count


def _properties(path: Path, line: int, text: str) -> list[tuple[str, Any]]:
    """Return the properties of a card in their order: the name in capitals, and the value as vobject reads it."""
    try:
        return [(each.name, each.value) for each in properties(text, card=True)]
    except BrokenLine as error:
        raise InputRefused("card-broken", path=str(path), row=line + error.number - 1) from error


def _cells(properties: list[tuple[str, Any]]) -> tuple[dict[str, str], str]:
    """Return what a card says by header (a second e-mail is ``EMAIL 2``), and its kind: ``org``, ``group`` or empty."""
    cells: dict[str, str] = {}
    kind = ""
    name = ""
    for header, value in properties:
        parts = _parts(value)
        text = ", ".join(parts).strip()
        if header in ("KIND", "X-ADDRESSBOOKSERVER-KIND"):
            kind = text.lower()
        elif header == "X-ABSHOWAS" and text.lower() == "company":
            kind = "org"
        about_card = header in _ABOUT_THE_CARD or (header == "KIND" and kind in _KINDS)
        if about_card or header in _ATTACHED or not text:
            continue
        if header == "N" and not name:
            name = text if isinstance(value, str) else " ".join(str(value).split())
            continue
        for part in parts if header == "ORG" else [text]:
            if header in ("EMAIL", "TEL"):
                part = re.sub(r"^(?:mailto|tel):", "", part, flags=re.IGNORECASE)
            _put(cells, header, part.strip())
    if name and not set(normalise(name).split()) <= set(normalise(cells.get("FN", "")).split()):
        _put(cells, "N" if "FN" in cells else "FN", name)
    if "ROLE" in cells and "TITLE" in cells:
        _put(cells, "TITLE 2", cells.pop("TITLE"))  # One role is read; the other is kept.
    return cells, kind


def _put(cells: dict[str, str], header: str, text: str) -> None:
    if not text or text in [cells.get(header)]:
        return
    number = 1
    found = header
    while found in cells:
        number += 1
        found = f"{header} {number}"
    cells[found] = text


def _parts(value: Any) -> list[str]:
    """Return the parts of a value as text: those of a list, the lines of an address, or the only one."""
    if isinstance(value, (list, tuple)):
        return [str(each) for each in value]
    if isinstance(value, (str, bytes)):
        return [value if isinstance(value, str) else value.decode("utf-8", "replace")]
    return [line for line in str(value).splitlines() if line.strip(" ,")]
