"""CSV files (.csv): each is a sheet, and the name of the file is that of the sheet."""

from __future__ import annotations

import codecs
import contextlib
import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from graph.errors import InputRefused
from graph.names import normalise
from graph.vocabulary import vocabulary
from loaders.base import ENTITY, Format, Table

#: In order of preference when they do equally well; the semicolon is what a Dutch Excel writes.
_DELIMITERS = ";,\t"
_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
#: An accented letter in UTF-8; in a text of which other bytes are not UTF-8 it tells of damage, not of cp1252.
_ACCENTED = re.compile(rb"\xc3[\x80-\xbf]")
#: Stands in for the semicolon of an entity while cells are told apart; no text has it (a character for private use).
_HIDDEN = "\ue000"
_SEPARATOR_LINE = re.compile(r"sep=(.)(?=\r|\n)", re.IGNORECASE)


def read_csv(path: Path, data: bytes) -> list[Table]:
    """Return the CSV file ``path`` with content ``data`` as one table; a row number is the line on which a record starts.

    Raises InputRefused when it is no text, or when its quotation marks do not match.
    """
    text = _decoded(path, data)
    told = _SEPARATOR_LINE.match(text)
    text = text[told.end() :] if told else text
    known = _known_headers(path.stem)
    delimiter = told[1] if told else max(_DELIMITERS, key=lambda mark: _fitness(path, text, mark, known))
    records = [*_records(path, text, delimiter)]
    header = [" ".join(cell.split()) for cell in records[0][1]] if records else []
    return [Table(path.stem, header, [(row, [*record]) for row, record in records[1:]])]


CSV = Format("csv", (".csv",), read_csv, folder=True)


def _decoded(path: Path, data: bytes) -> str:
    """Return the text in UTF-8 (with or without byte order mark), UTF-16 with one, or cp1252 (older Excel)."""
    encoding = next((name for bom, name in _BOMS.items() if data.startswith(bom)), None)
    encodings = [encoding] if encoding else ["utf-8", *([] if _ACCENTED.search(data) else ["cp1252"])]
    for attempt in encodings:
        with contextlib.suppress(UnicodeDecodeError):
            text = data.decode(attempt)
            if "\0" not in text:
                return text
    raise InputRefused("csv-not-text", path=str(path))


def _known_headers(name: str) -> set[str]:
    """Return every accepted header of the sheet that is called ``name``, or of all sheets when none is, normalised."""
    sheet = vocabulary().find_sheet(name)
    sheets = vocabulary().sheets.values() if sheet is None else (sheet,)
    return {name for one in sheets for column in one.columns.values() for name in column.names()}


def _fitness(path: Path, text: str, delimiter: str, known: set[str]) -> tuple[int, int]:
    """Return how many known headers (and how many cells) the first record has with this delimiter."""
    with contextlib.suppress(InputRefused):
        for _, record in _records(path, text, delimiter):
            return sum(normalise(cell) in known for cell in record), len(record)
    return 0, 0


def _records(path: Path, text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield every record that is not blank with the number of the line it starts on."""
    # The semicolon of &amp; ends a character, not a cell.
    hidden = delimiter == ";" and _HIDDEN not in text and ENTITY.search(text) is not None
    if hidden:
        text = ENTITY.sub(lambda match: match[0][:-1] + _HIDDEN, text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    row = 1
    try:
        for record in reader:
            if any(map(str.strip, record)):
                yield row, [cell.replace(_HIDDEN, ";") for cell in record] if hidden else record
            row = reader.line_num + 1
    except csv.Error as error:
        raise InputRefused("csv-broken", path=str(path), row=row) from error
