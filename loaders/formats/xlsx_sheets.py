"""What the XML of a sheet tells that the reader of workbooks does not: its size, faults, hidden and struck-through rows.

Most sheets are written by a program in one fixed way and hold none of these: a pattern sees that many times faster than a
parser. Every other sheet is parsed.
"""

from __future__ import annotations

import re
from xml.parsers import expat

import msgspec

from loaders.base import Fault
from loaders.formats.archives import elements, local, refuse_document_type
from loaders.formats.limits import MOST_COLUMNS

#: Row and column of a cell, both from 0.
Position = tuple[int, int]

#: Bytes that stand in every sheet with an error value, a formula or a hidden row (and, harmlessly, in some others).
_MARKS = (b'"e"', b"'e'", b"<f", b":f", b"hidden=", b"hidden =", b"<!")
_ATTRIBUTES = rb'(?: [\w:.-]+="[^"<>]*+")*+'
_VALUE = rb"(?:<v>[^<]*+</v>|<is><t" + _ATTRIBUTES + rb">[^<]*+</t></is>)?+"
#: A row as most programs write it: every cell in the row that it says, nothing but values.
_PLAIN_ROW = re.compile(
    rb'<row r="([0-9]{1,7})"'
    + _ATTRIBUTES
    + rb'(?:/>|>(?:<c r="[A-Z]{1,3}\1"'
    + _ATTRIBUTES
    + rb"(?:/>|>"
    + _VALUE
    + rb"</c>))*+</row>)"
)
_BEGIN, _END = b"<sheetData>", b"</sheetData>"
_COLUMNS = re.compile(rb' r="([A-Z]{2,3})[0-9]')
_LETTERS = 26
#: Some programs count the texts that cells share wrongly; up to so many that takes no room worth mentioning.
_MANY = 100_000
_DIGITS = 20
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


class Survey(msgspec.Struct):
    """What a sheet holds: cells with something in them, the ``area`` to the last row and column of these, and characters.

    Numbers from 0: ``hidden`` rows and ``hidden_columns``, and ``struck`` rows with a cell that is struck through, as far as
    they hold something. ``references`` counts how often each shared text is used; None when nobody counted.
    """

    cells: int
    area: int
    characters: int
    faults: dict[Position, Fault] = {}
    percentages: set[Position] = set()
    hidden: list[int] = []
    hidden_columns: list[int] = []
    struck: list[int] = []
    references: dict[int, int] | None = None


class Styles(msgspec.Struct, frozen=True):
    """The numbers, as cells have them, of the styles that strike through and of those that show a percentage."""

    struck: frozenset[str] = frozenset()
    percent: frozenset[str] = frozenset()

    def in_use(self, data: bytes) -> bool:
        """Tell whether a sheet may have a cell of these styles."""
        return any(b's="%s"' % style.encode() in data for style in self.struck | self.percent)


def quick_survey(data: bytes, styles: Styles) -> Survey | None:
    """Return what a sheet of the plainest sort holds, at the most; None when it has to be parsed."""
    if (
        styles.in_use(data)
        or any(mark in data for mark in _MARKS)
        or data.count(b"sheetData") != 2
        or data.count(b"<?") > 1
    ):
        return None
    at = data.find(_BEGIN) + len(_BEGIN)
    if at < len(_BEGIN):
        return None
    last = 0
    while row := _PLAIN_ROW.match(data, at):
        last = max(last, int(row[1]))
        at = row.end()
    if not data.startswith(_END, at):
        return None
    columns = max((column_number(each.decode()) + 1 for each in set(_COLUMNS.findall(data))), default=_LETTERS)
    cells = data.count(b"<v>") + data.count(b"<is>")
    return Survey(cells, last * columns, len(data))


def full_survey(data: bytes, styles: Styles, uncalculated: bool) -> Survey:
    """Return what a sheet holds.

    A program that writes formulas without working them out may write 0 as their result and ask for a full calculation on
    opening (``uncalculated``): such a 0 is no result either.
    """
    reader = _Reader(styles, uncalculated)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = refuse_document_type
    parser.Parse(data, True)
    return reader.survey()


class _Reader:
    """Goes over the elements of a sheet; a cell or row without its own position comes after the one before it."""

    def __init__(self, styles: Styles, uncalculated: bool) -> None:
        self._styles, self._uncalculated = styles, uncalculated
        self._row, self._column = 0, 0
        self._cell: dict[str, str] | None = None
        self._inside = ""
        self._written: dict[str, list[str]] = {}
        self._row_hidden = self._row_filled = self._row_struck = False
        self._cells = self._characters = 0
        self._last_row = self._last_column = -1
        self._faults: dict[Position, Fault] = {}
        self._percentages: set[Position] = set()
        self._hidden: list[int] = []
        self._hidden_columns: list[int] = []
        self._struck: list[int] = []
        self._references: dict[int, int] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = local(tag)
        if name == "c":
            if (reference := attributes.get("r")) is not None:
                match = _CELL.fullmatch(reference)
                if match is None:
                    # The reader takes small letters and longer numbers for a place too, and makes room up to there.
                    raise ValueError("a cell in a place that no sheet has")
                self._row, self._column = int(match[2]) - 1, column_number(match[1])
            self._cell, self._written = attributes, {}
        elif name in ("v", "f", "t", "is") and self._cell is not None:
            self._inside = name
            self._written.setdefault(name, [])
        elif name == "row":
            self._row = int(attributes.get("r", self._row + 1)) - 1
            self._column = 0
            self._row_hidden = _is_on(attributes.get("hidden"))
            self._row_filled = self._row_struck = False
        elif name == "col" and _is_on(attributes.get("hidden")):
            first, last = int(attributes["min"]) - 1, min(int(attributes["max"]), MOST_COLUMNS)
            self._hidden_columns += range(first, last)

    def text(self, text: str) -> None:
        if self._inside:
            self._written[self._inside].append(text)

    def end(self, tag: str) -> None:
        name = local(tag)
        if name == self._inside:
            self._inside = ""
        elif name == "c" and self._cell is not None:
            self._end_cell(self._cell)
            self._cell = None
            self._column += 1
        elif name == "row":
            if self._row_filled and self._row_hidden:
                self._hidden.append(self._row)
            if self._row_struck:
                self._struck.append(self._row)
            self._row += 1

    def _end_cell(self, attributes: dict[str, str]) -> None:
        """Count a cell, and keep what is wrong with it."""
        written = {name: "".join(parts) for name, parts in self._written.items()}
        if fault := _fault(attributes.get("t", ""), written.get("f"), written.get("v"), self._uncalculated):
            self._faults[self._row, self._column] = fault
        elif not written:
            return
        self._cells += 1
        self._row_filled = True
        style = attributes.get("s")
        if style in self._styles.struck:
            self._row_struck = True
        if style in self._styles.percent:
            self._percentages.add((self._row, self._column))
        self._characters += sum(map(len, written.values()))
        if attributes.get("t") == "s" and written.get("v", "").strip().isdecimal():
            number = int(written["v"].strip()[:9])
            self._references[number] = self._references.get(number, 0) + 1
        row, column = self._row, self._column
        self._last_row, self._last_column = max(self._last_row, row), max(self._last_column, column)

    def survey(self) -> Survey:
        return Survey(
            cells=self._cells,
            area=(self._last_row + 1) * (self._last_column + 1),
            characters=self._characters,
            faults=self._faults,
            percentages=self._percentages,
            hidden=self._hidden,
            hidden_columns=[column for column in self._hidden_columns if column <= self._last_column],
            struck=self._struck,
            references=self._references,
        )


def _fault(kind: str, formula: str | None, value: str | None, uncalculated: bool) -> Fault | None:
    if kind == "e":
        return Fault("cell-error", value or "")
    # A formula whose result is an empty text is of type "str" and really blank.
    blank = value is None or (not value and kind != "str")
    if formula is not None and (blank or (uncalculated and value == "0" and not kind)):
        return Fault("formula-without-value", f"={formula}")
    return None


def _is_on(value: str | None) -> bool:
    return value is not None and value not in ("0", "false")


def read_styles(content: bytes) -> Styles:
    """Return which styles of a workbook mean something for a table."""
    fonts: list[bool] = []
    formats = {"9", "10"}
    for each in elements((content,), "styleSheet"):
        formats |= {
            one.get("numFmtId", "") for one in each.iterfind("numFmts/numFmt") if "%" in one.get("formatCode", "")
        }
        for font in each.iterfind("fonts/font"):
            strike = font.find("strike")
            fonts.append(strike is not None and strike.get("val", "1") not in ("0", "false"))
        styles = list(enumerate(each.iterfind("cellXfs/xf")))
        return Styles(
            frozenset(str(number) for number, one in styles if _chosen(fonts, one.get("fontId", "0"))),
            frozenset(str(number) for number, one in styles if one.get("numFmtId") in formats),
        )
    return Styles()


def _chosen(fonts: list[bool], number: str) -> bool:
    return number.isdecimal() and int(number) < len(fonts) and fonts[int(number)]


def shared_lengths(content: bytes) -> list[int]:
    """Return the number of characters of every text that cells share.

    Raises ValueError when the part says that there are far more: the reader makes room for as many as it says.
    """
    lengths = []
    said = 0
    for each in elements((content,), "si", begun="sst"):
        if each.tag == "si":
            lengths.append(len("".join(each.itertext())))
        elif (count := each.get("uniqueCount", "").lstrip("+")).isdecimal():
            said = max(said, int(count[:_DIGITS]))
    if said > max(len(lengths), _MANY):
        raise ValueError("far more shared texts said to be there than there are")
    return lengths


def column_number(letters: str) -> int:
    """Return the number of a column from its letters (A is 0)."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
