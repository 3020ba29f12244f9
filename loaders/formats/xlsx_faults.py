"""What the spreadsheet reader does not tell about an .xlsx file: error values, and formulas without a result.

Both come out of ``python-calamine`` as blank cells. Each sheet is searched for their marks first: most have none.
"""

from __future__ import annotations

import posixpath
import re
import zipfile

from loaders.base import Fault
from loaders.formats.archives import parse_xml

#: Row and column of a cell, both from 0.
Position = tuple[int, int]

_WORKBOOK = "xl/workbook.xml"
_RELATIONSHIPS = "xl/_rels/workbook.xml.rels"

#: Bytes that stand in every sheet with an error value or a formula (and, harmlessly, in some others). Looking for bytes
#: is many times faster than parsing, and most sheets have none.
_MARKS = (b'"e"', b"'e'", b"<f", b":f")
_ROW = re.compile(rb"""row [^>]*?r=["']([0-9]+)""")
_COLUMNS = (re.compile(rb' r="([A-Z]{2,3})[0-9]'), re.compile(rb" r='([A-Z]{2,3})[0-9]"))
_LETTERS = 26
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the name of the part (file in the archive) of every sheet, by sheet name."""
    targets = {
        each["Id"]: posixpath.normpath(posixpath.join("/xl", each["Target"])).lstrip("/")
        for each in _elements(archive, _RELATIONSHIPS, "Relationship")
    }
    links = {each["name"]: each.get("id", "") for each in _elements(archive, _WORKBOOK, "sheet")}
    present = set(archive.namelist())
    return {name: targets[link] for name, link in links.items() if targets.get(link) in present}


def span(data: bytes) -> int:
    """Return the number of cells, filled or not, up to the last row and column that a sheet uses (at least column Z)."""
    last_row = max(map(int, _ROW.findall(data)), default=0)
    letters: set[bytes] = set().union(*(column.findall(data) for column in _COLUMNS))
    return last_row * max((column_number(each.decode()) + 1 for each in letters), default=_LETTERS)


def faults(archive: zipfile.ZipFile, part: str, data: bytes) -> dict[Position, Fault]:
    """Return the cells of a sheet that show an error or hold a formula without a result.

    ``data`` is the content of ``part``. A program that writes formulas without working them out may write 0 as their
    result and ask for a full calculation on opening: such a 0 is no result either.
    """
    if not any(mark in data for mark in _MARKS):
        return {}
    calculations = _elements(archive, _WORKBOOK, "calcPr")
    scanner = _Scanner(uncalculated=any(each.get("fullCalcOnLoad") in ("1", "true") for each in calculations))
    with archive.open(part) as stream:
        parse_xml(stream, scanner.start, scanner.end, scanner.text)
    return scanner.found


def column_number(letters: str) -> int:
    """Return the number of a column from its letters (A is 0)."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


class _Scanner:
    """Walks through the cells of a sheet. A cell or row without its own position comes after the one before it."""

    def __init__(self, *, uncalculated: bool) -> None:
        self.found: dict[Position, Fault] = {}
        self._uncalculated = uncalculated
        self._row, self._column = -1, -1
        self._type = ""
        #: The formula and the value of the cell, by the name of their element.
        self._texts: dict[str, str] = {}
        self._reading = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = _local(tag)
        if tag == "row":
            self._row = int(attributes["r"]) - 1 if "r" in attributes else self._row + 1
            self._column = -1
        elif tag == "c":
            match = _CELL.fullmatch(attributes.get("r", ""))
            self._column = column_number(match[1]) if match else self._column + 1
            self._type, self._texts = attributes.get("t", ""), {}
        elif tag in ("f", "v"):
            self._texts[tag], self._reading = "", tag

    def text(self, text: str) -> None:
        if self._reading:
            self._texts[self._reading] += text

    def end(self, tag: str) -> None:
        tag = _local(tag)
        if tag in ("f", "v"):
            self._reading = ""
        elif tag == "c":
            fault = self._fault()
            if fault is not None:
                self.found[self._row, self._column] = fault

    def _fault(self) -> Fault | None:
        formula, value = self._texts.get("f"), self._texts.get("v")
        if self._type == "e":
            return Fault("cell-error", value or "")
        if formula is None:
            return None
        # A formula whose result is an empty text is of type "str" and really blank.
        blank = value is None or (not value and self._type != "str")
        if blank or (self._uncalculated and value == "0" and not self._type):
            return Fault("formula-without-value", f"={formula}")
        return None


def _elements(archive: zipfile.ZipFile, part: str, name: str) -> list[dict[str, str]]:
    """Return the attributes, without their prefixes, of every element of a part that is called ``name``."""
    found = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if _local(tag) == name:
            found.append({_local(attribute): value for attribute, value in attributes.items()})

    with archive.open(part) as stream:
        parse_xml(stream, start)
    return found


def _local(name: str) -> str:
    return name.rpartition(":")[2]
