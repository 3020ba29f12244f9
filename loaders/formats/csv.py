"""CSV files (.csv): each is a sheet, and the name of the file is that of the sheet."""

from __future__ import annotations

import codecs
import contextlib
import csv
import io
import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from graph.errors import InputRefused
from graph.names import normalise
from graph.vocabulary import vocabulary
from loaders.base import ENTITY, CellValue, Fault, Format, Remark, Table
from loaders.formats.limits import MOST_COLUMNS, MOST_IN_A_CELL, Budget

#: In order of preference when they do equally well; the semicolon is what a Dutch Excel writes.
_DELIMITERS = ";,\t|"
_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
#: An accented letter in UTF-8; in a text of which other bytes are not UTF-8 it tells of damage, not of cp1252.
_ACCENTED = re.compile(rb"\xc3[\x80-\xbf]")
#: Stands in for the semicolon of an entity while cells are told apart; no text has it (a character for private use).
_HIDDEN = "\ue000"
#: Behind it stand what separates the empty cells beside it, when a spreadsheet wrote the file anew.
_SEPARATOR_LINE = re.compile(r"\ufeff?\"?sep *= *(\\t|.)\"?[;,\t|]*(?=\r|\n)", re.IGNORECASE)
#: What a program draws with dashes under a header.
_LINE = re.compile(r"\s*:?(?:-{3,}|={3,})[-=+:|\s]*")
#: The headers stand among so many records at the begin.
_BEGIN = 10
#: A record with so many known headers is one of headers.
_HEADERS = 2
_AT_ONCE = 1 << 20
#: Of Dutch in UTF-16 so large a part of one half of the bytes is zero.
_MOSTLY = 0.8
csv.field_size_limit(MOST_IN_A_CELL)


def read_csv(path: Path, data: bytes) -> list[Table]:
    """Return the CSV file ``path`` with content ``data`` as one table; a row number is the line on which a record starts.

    Raises InputRefused when it is no text, when its quotation marks do not match, or when it holds too much.
    """
    file = _File(path, data, _encoding(path, data))
    known = _known_headers(path.stem)
    best = _best_delimiter(file, known)
    budget = Budget(path, len(data))
    records = []
    try:
        for row, record in file.records(file.told or best):
            budget.take("cells", len(record) - record.count(""), path.stem)
            budget.take("area", len(record), path.stem)
            records.append((row, record))
    except InputRefused:
        if path.suffix.lower() == ".txt" and vocabulary().find_sheet(path.stem) is None:
            return [Table(path.stem, [path.name], [])]  # Some text that stands beside the lists.
        raise
    remarks = [Remark(Fault("whole-rows-quoted"))] if _whole_rows(records, known) else []
    remarks += _line_under_header(records)
    header = [" ".join(cell.split()) for cell in records[0][1]] if records else []
    if len(header) > MOST_COLUMNS:
        raise InputRefused("sheet-too-large", path=str(path), sheet=path.stem)
    budget.take_items((record for _, record in records), path.stem)
    rows: list[tuple[int, list[CellValue]]] = [(row, [*record]) for row, record in records[1:]]
    top = records[0][0] if records else 1
    return [Table(path.stem, header, rows, remarks=remarks, top=top)]


CSV = Format("csv", (".csv", ".tsv", ".txt"), read_csv, folder=True)


def _encoding(path: Path, data: bytes) -> str:
    """Return the encoding: UTF-8 or UTF-16 (with or without byte order mark), or cp1252 (older Excel)."""
    encoding = next((name for bom, name in _BOMS.items() if data.startswith(bom)), None) or _utf_16(data[:_AT_ONCE])
    encodings = [encoding] if encoding else ["utf-8", *([] if _ACCENTED.search(data) else ["cp1252"])]
    for attempt in encodings:
        with contextlib.suppress(UnicodeError):
            if all("\0" not in part for part in codecs.iterdecode(_pieces(data), attempt)):
                return attempt
    raise InputRefused("csv-not-text", path=str(path))


def _utf_16(data: bytes) -> str | None:
    """Return the form of UTF-16 that bytes without a mark are in: nearly every other one of them is zero then."""
    half = len(data) // 2
    for first, name in enumerate(("utf-16-be", "utf-16-le")):
        if half and data[first::2].count(0) > half * _MOSTLY and not data[1 - first :: 2].count(0):
            return name
    return None


def _pieces(data: bytes) -> Iterator[bytes]:
    for start in range(0, len(data), _AT_ONCE):
        yield data[start : start + _AT_ONCE]


def _known_headers(name: str) -> set[str]:
    """Return, normalised, every header of the sheet that is called ``name``, or of all sheets and lists when none is."""
    sheet = vocabulary().find_sheet(name)
    sheets = vocabulary().sheets.values() if sheet is None else (sheet,)
    own = [header for several in vocabulary().lists.headers.values() for header in several] if sheet is None else []
    return {name for one in sheets for column in one.columns.values() for name in column.names()} | {
        *map(normalise, own)
    }


class _File(msgspec.Struct):
    """The bytes of a file, to be read as text piece by piece; ``told`` is the delimiter that its first line tells."""

    path: Path
    data: bytes
    encoding: str
    told: str = ""

    def __post_init__(self) -> None:
        begin = self.data[:64].decode(self.encoding, "ignore")
        if told := _SEPARATOR_LINE.match(begin):
            self.told = "\t" if told[1] == r"\t" else told[1]

    def records(self, delimiter: str) -> Iterator[tuple[int, list[str]]]:
        """Yield every record that is not blank with the number of the line it starts on."""
        with io.TextIOWrapper(io.BytesIO(self.data), self.encoding, newline="") as stream:
            if self.told:
                stream.readline()
            row = first = 2 if self.told else 1
            # The semicolon of &amp; ends a character, not a cell.
            hidden = delimiter == ";" and b"&" in self.data and not self._has(_HIDDEN)
            lines = (ENTITY.sub(_without_end, line) for line in stream) if hidden else stream
            reader = csv.reader(lines, delimiter=delimiter, strict=True)
            try:
                for record in reader:
                    if any(map(str.strip, record)):
                        yield row, [cell.replace(_HIDDEN, ";") for cell in record] if hidden else record
                    row = reader.line_num + first
            except csv.Error as error:
                code = "csv-long-cell" if "field larger" in str(error) else "csv-broken"
                raise InputRefused(code, path=str(self.path), row=row, most=MOST_IN_A_CELL) from error

    def _has(self, letter: str) -> bool:
        with contextlib.suppress(UnicodeEncodeError):
            return (
                letter.encode({"utf-16": "utf-16-le"}.get(self.encoding, self.encoding.removesuffix("-sig")))
                in self.data
            )
        return False


def _without_end(entity: re.Match[str]) -> str:
    return entity[0].replace(";", _HIDDEN)


def _best_delimiter(file: _File, known: set[str]) -> str:
    """Return the delimiter that gives the first record the most known headers, or else the most cells.

    Titles may stand above the headers: a record that is one cell whatever the delimiter, and no header, does not tell; nor
    does a title with a comma in it, above a record of headers.
    """
    begins = {mark: _without_sentence(list(_begin(file, mark, known))) for mark in _DELIMITERS}
    first = [{mark: begin[at] for mark, begin in begins.items() if at < len(begin)} for at in range(_BEGIN)]
    for fits in first:
        if any(headers >= _HEADERS for headers, _ in fits.values()):
            return max(fits, key=lambda mark: fits[mark])
    for fits in first:
        if any(cells > 1 or headers for headers, cells in fits.values()):
            return max(fits, key=lambda mark: fits[mark])
    return _DELIMITERS[0]


def _without_sentence(begin: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return what a file begins with, where a mark that stands in one record alone (a comma in a title) parts nothing."""
    parted = [at for at, (_, cells) in enumerate(begin) if cells > 1]
    if len(parted) != 1 or len(begin) <= parted[0] + 1 or begin[parted[0]][0]:
        return begin
    return [(headers, 1) for headers, _ in begin]


def _begin(file: _File, delimiter: str, known: set[str]) -> Iterator[tuple[int, int]]:
    """Yield how many known headers and how many cells each of the first records has with this delimiter."""
    with contextlib.suppress(InputRefused):
        for _, record in itertools.islice(file.records(delimiter), _BEGIN):
            yield sum(normalise(cell) in known for cell in record[:MOST_COLUMNS]), len(record)


def _line_under_header(records: list[tuple[int, list[str]]]) -> Iterator[Remark]:
    """Take the line away that a program drew under the header, and yield the remark that tells it."""
    if len(records) > 1 and all(_LINE.fullmatch(cell) for cell in records[1][1] if cell.strip()):
        row, line = records.pop(1)
        yield Remark(Fault("line-under-header", " ".join(cell.strip() for cell in line if cell.strip())), row)


def _whole_rows(records: list[tuple[int, list[str]]], known: set[str]) -> bool:
    """Take records apart that were put between quotation marks as a whole, and tell whether they were.

    The header may have been left as it was; a spreadsheet that wrote them anew put empty cells behind them.
    """
    if not records or any(any(map(str.strip, record[1:])) for _, record in records[1:]):
        return False
    header = records[0][1]
    whole = not any(map(str.strip, header[1:]))
    for delimiter in _DELIMITERS:
        with contextlib.suppress(csv.Error):
            parts = [next(csv.reader(record[:1], delimiter=delimiter, strict=True), []) for _, record in records]
            first = parts[0] if whole else header
            fits = whole or (len(parts) > 1 and all(len(part) == len(first) for part in parts[1:]))
            if fits and len(first) > 1 and 2 * sum(normalise(cell) in known for cell in first) >= len(first):
                records[:] = [(row, part) for (row, _), part in zip(records, [first, *parts[1:]], strict=True)]
                return True
    return False
