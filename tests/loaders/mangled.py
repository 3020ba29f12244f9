"""Inputs that are almost lists: small real ones, mangled in ways that follow from a number.

``mangled(folder, seed)`` writes one. The same seed gives the same input, so a seed is all that a report needs.
"""

from __future__ import annotations

import contextlib
import csv
import io
import zipfile
import zlib
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from random import Random
from xml.sax.saxutils import escape

import xlsxwriter

from loaders.base import CellValue, Table
from loaders.registry import read_source
from tests.loaders import mangled_parts
from tests.loaders.mangled_cells import CELLS
from tests.loaders.sheets import as_text, ods_sheet, write_cell, write_ods

FORMS = ("xlsx", "xlsx", "ods", "ods", "csv", "tsv", "txt", "folder")
_LISTS = Path(__file__).resolve().parents[2] / "examples" / "voorbeeldregio"
_FEW = 60
_ENCODINGS = (
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "cp1252",
    "cp437",
    "mac-roman",
    "utf-7",
)

#: What comes of an archive that was mangled so far that it cannot be changed once more.
_NO_ARCHIVE = (zipfile.BadZipFile, zlib.error, EOFError, LookupError, OSError, RuntimeError, ValueError)


def mangled(folder: Path, seed: int) -> Path:
    """Write input number ``seed`` in ``folder``, and return its path: a file, or a folder of files."""
    random = Random(seed)
    form = random.choice(FORMS)
    tables = _some_tables(random)
    for _ in range(random.choice((0, 0, 1, 1, 2, 4))):
        random.choice(TABLES)(random, tables)
    if form == "folder":
        path = folder / "lijsten"
        path.mkdir()
        for number, table in enumerate(tables):
            suffix = random.choice((".csv", ".csv", ".tsv", ".txt", ".CSV"))
            write_text(random, path / f"{_file_name(table) or number}{suffix}", table)
        return path
    one = random.choice(tables)
    path = folder / f"{'lijst' if form in ('xlsx', 'ods') else _file_name(one) or 'personen'}.{form}"
    if form == "xlsx":
        write_xlsx(random, path, tables)
    elif form == "ods":
        write_ods(path, "".join(map(ods_sheet, map(_without_what_xml_cannot_hold, tables))))
    else:
        write_text(random, path, one)
    if form in ("xlsx", "ods"):
        mangled_parts.write(path, mangled_parts.content(path))
        for _ in range(random.choice((0, 1, 1, 2, 3))):
            with contextlib.suppress(*_NO_ARCHIVE):
                random.choice(mangled_parts.PARTS)(random, path)
    for _ in range(random.choice((0, 0, 0, 1, 2))):
        path.write_bytes(random.choice(mangled_parts.BYTES)(random, path.read_bytes()))
    return path


def _file_name(table: Table) -> str:
    """Return what a file of a table is called, without what no file can be called."""
    return "".join(letter for letter in table.name if letter.isalnum() or letter in " -'")[:60]


@cache
def _lists() -> list[Table]:
    return [
        Table(table.name, table.header, [(number, [*map(_typed, row)]) for number, row in table.rows[:30]])
        for table in read_source(_LISTS).tables
    ]


def _typed(value: CellValue) -> CellValue:
    """Return a cell of a text file as a spreadsheet has it."""
    with contextlib.suppress(ValueError, TypeError):
        return date.fromisoformat(str(value))
    with contextlib.suppress(ValueError):
        return float(str(value))
    return value


def _some_tables(random: Random) -> list[Table]:
    """Return some of the lists with some of their rows, which may refer to what is not there."""
    chosen = random.sample(_lists(), random.randint(1, 4))
    return [
        Table(table.name, [*table.header], [(n, [*row]) for n, row in table.rows[: random.choice((1, 3, 8, 30))]])
        for table in chosen
    ]


def _hostile_cells(random: Random, tables: list[Table]) -> None:
    table = random.choice(tables)
    for _ in range(random.choice((1, 3, 20))):
        if table.rows:
            _, row = random.choice(table.rows)
            if row:
                row[random.randrange(len(row))] = random.choice(CELLS)


def _hostile_column(random: Random, tables: list[Table]) -> None:
    table = random.choice(tables)
    value, column = random.choice(CELLS), random.randrange(len(table.header) or 1)
    for _, row in table.rows:
        if column < len(row):
            row[column] = value


def _mangled_header(random: Random, tables: list[Table]) -> None:
    table = random.choice(tables)
    for _ in range(random.randint(1, 3)):
        if table.header:
            column = random.randrange(len(table.header))
            old = table.header[column]
            other = random.choice((old[1:], old.upper(), old + " ", old + "(en)", "", "id", "naam", "x" * 20_000))
            table.header[column] = random.choice(
                (other, other, as_text(random.choice(CELLS)), random.choice(table.header))
            )


def _many_columns(random: Random, tables: list[Table]) -> None:
    table = random.choice(tables)
    known = table.header or ["naam"]
    table.header += [
        f"{random.choice(known)}{random.choice(('', 'x', number))}" for number in range(random.choice((3, 300)))
    ]


def _doubled_column(random: Random, tables: list[Table]) -> None:
    table = random.choice(tables)
    if table.header:
        column = random.randrange(len(table.header))
        table.header.insert(0, table.header[column])
        for _, row in table.rows:
            row.insert(0, row[column] if column < len(row) else None)


def _doubled_rows(random: Random, tables: list[Table]) -> None:
    table = random.choice(tables)
    # Small: the limits are those of a small file, a large one may take longer.
    times = random.choice((2, 2, 50)) if len(table.rows) <= _FEW else 1
    rows = [row for _, row in table.rows] * times + [[*table.header]]
    random.shuffle(rows)
    table.rows[:] = [(number, [*row]) for number, row in enumerate(rows, 2)]


def _shuffled_cells(random: Random, tables: list[Table]) -> None:
    for _, row in random.choice(tables).rows:
        random.shuffle(row)


def _renamed(random: Random, tables: list[Table]) -> None:
    table = random.choice(tables)
    names = (
        table.name.upper(),
        table.name[:-1],
        "blad1",
        "",
        random.choice(tables).name,
        as_text(random.choice(CELLS)),
    )
    table.name = random.choice(names)


def _no_rows(random: Random, tables: list[Table]) -> None:
    table = random.choice(tables)
    table.rows.clear()
    if random.random() < 0.5:
        table.header.clear()


#: What is done to lists before they are written.
TABLES: tuple[Callable[[Random, list[Table]], None], ...] = (
    *(_hostile_cells, _hostile_cells, _hostile_column, _mangled_header, _many_columns, _doubled_column),
    *(_doubled_rows, _shuffled_cells, _renamed, _no_rows),
)


def write_text(random: Random, path: Path, table: Table) -> None:
    """Write a table as text, in one of the ways that occur."""
    stream = io.StringIO()
    # Without quotation marks where the dice say so: then a line break is a row, and a separator a cell.
    writer = csv.writer(stream, delimiter=random.choice(";;,\t|:"), lineterminator=random.choice(("\n", "\r\n", "\r")))
    if random.random() < 0.2:
        stream.write(random.choice(("sep=;\n", "\n\n", "Lijst van de gemeente\n", '"', "\ufeff\ufeff")))
    writer.writerows([table.header, *([as_text(value) for value in row] for _, row in table.rows)])
    encoding = random.choice(_ENCODINGS) if random.random() < 0.4 else "utf-8-sig"
    data = stream.getvalue().encode(encoding, "surrogatepass" if encoding.startswith("utf") else "replace")
    if random.random() < 0.3:
        data = random.choice(mangled_parts.BYTES)(random, data)
    path.write_bytes(data)


def write_xlsx(random: Random, path: Path, tables: list[Table]) -> None:
    """Write tables as the sheets of a workbook."""
    options = {"strings_to_formulas": random.random() < 0.3, "strings_to_urls": False, "nan_inf_to_errors": True}
    with xlsxwriter.Workbook(str(path), options) as workbook:
        workbook.set_properties({"created": datetime(2026, 1, 1, tzinfo=UTC)})
        formats = [workbook.add_format({"num_format": "dd-mm-yyyy"}), workbook.add_format({"font_strikeout": True})]
        formats += [workbook.add_format({"num_format": code}) for code in ("0%", "[h]:mm")]
        taken: set[str] = set()
        for number, table in enumerate(map(_without_what_xml_cannot_hold, tables)):
            name = "".join(letter for letter in table.name[:28] if letter not in "[]:*?/\\'")
            sheet = workbook.add_worksheet(name if name and name.casefold() not in taken else f"b{number}")
            taken.add(name.casefold())
            sheet.write_row(0, 0, table.header)
            for row, (_, cells) in enumerate(table.rows, 1):
                for column, value in enumerate(cells):
                    write_cell(
                        sheet, row, column, value, random.choice(formats) if random.random() < 0.05 else formats[0]
                    )
            if random.random() < 0.2:
                sheet.set_row(random.randint(0, 5), None, None, {"hidden": True})
            if random.random() < 0.2:
                sheet.merge_range(1, 0, random.choice((3, 30, 100_000)), 0, "x")
            if random.random() < 0.2:
                sheet.write_formula(1, 1, "=A1", None, random.choice(("", 0, "#REF!", "Jan")))


def _without_what_xml_cannot_hold(table: Table) -> Table:
    def plain(value: str) -> str:
        kept = value.encode("utf-8", "replace").decode()
        return "".join(letter for letter in kept if letter in "\t\r\n" or " " <= letter < "\ufffe" or letter > "\uffff")

    rows = [(n, [plain(value)[:32_767] if isinstance(value, str) else value for value in row]) for n, row in table.rows]
    return Table(escape(plain(table.name), {'"': "'"}), [plain(name)[:32_767] for name in table.header], rows)
