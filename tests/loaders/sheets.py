"""Small tables for tests, and ways to write them to a file."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter

from graph.model import Node, Relation
from loaders.base import CellValue, Loaded, Problem, Progress, Table
from loaders.meaning.load import load_tables
from loaders.registry import read_source

FILE = "lijst.xlsx"
SOURCE = "lijst"

#: Names that other sheets may refer to.
MUNICIPALITIES = [["GM0375", "Beverwijk"], ["GM0392", "Haarlem"]]


def table(name: str, header: str, *rows: Sequence[CellValue]) -> Table:
    """Return a table with its header in row 1; ``header`` is one text with commas."""
    return Table(name, header.split(","), [(number, list(row)) for number, row in enumerate(rows, 2)])


def load(*tables: Table, known: Iterable[Node] = (), skip_bad_rows: bool = False) -> Loaded:
    return load_tables(tables, FILE, SOURCE, known, skip_bad_rows=skip_bad_rows)


def good(*tables: Table, known: Iterable[Node] = ()) -> Loaded:
    """Load tables that have nothing wrong with them."""
    loaded = load(*tables, known=known)
    assert loaded.problems == []
    assert loaded.warnings == []
    return loaded


def nodes(loaded: Loaded, kind: str = "") -> dict[str, Node]:
    found = [each for each in loaded.statements if isinstance(each, Node) and kind in ("", each.kind)]
    return {node.id: node for node in found}


def relations(loaded: Loaded, type_: str = "") -> list[Relation]:
    return [each for each in loaded.statements if isinstance(each, Relation) and type_ in ("", each.relation)]


def triples(loaded: Loaded, type_: str = "") -> set[tuple[str, str, str]]:
    return {(each.relation, each.origin, each.target) for each in relations(loaded, type_)}


def found(problems: Iterable[Problem]) -> list[tuple[str, str, int | None, str, str]]:
    """Return (code, sheet, row, column, value) of every problem."""
    return [(each.code, each.place.sheet, each.place.row, each.place.column, each.value) for each in problems]


def only_problem(*tables: Table, known: Iterable[Node] = ()) -> Problem:
    """Load tables with exactly one problem; nothing of them is stored."""
    loaded = load(*tables, known=known)
    assert len(loaded.problems) == 1, loaded.problems
    assert loaded.statements == []
    return loaded.problems[0]


def load_path(path: Path, source: str, *, skip_bad_rows: bool = False, progress: Progress | None = None) -> Loaded:
    """Read and load a file or folder."""
    read = read_source(path)
    loaded = load_tables(read.tables, path.name, source, (), skip_bad_rows=skip_bad_rows, progress=progress)
    loaded.warnings = [*read.warnings, *loaded.warnings]
    return loaded


def read_tables(path: Path) -> list[Table]:
    return read_source(path).tables


def municipalities() -> Table:
    return table("gemeenten", "id,naam", *MUNICIPALITIES)


def write_xlsx(path: Path, tables: Iterable[Table]) -> Path:
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as workbook:
        day = workbook.add_format({"num_format": "dd-mm-yyyy"})
        for each in tables:
            sheet = workbook.add_worksheet(each.name)
            sheet.write_row(0, 0, each.header)
            for number, cells in each.rows:
                for column, value in enumerate(cells):
                    write_cell(sheet, number - 1, column, value, day)
    return path


def write_cell(sheet: Any, row: int, column: int, value: CellValue, day: Any) -> None:
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, (date, datetime)):
        sheet.write_datetime(row, column, value, day)
    elif isinstance(value, (int, float)):
        sheet.write_number(row, column, value)
    elif value:
        sheet.write_string(row, column, str(value))


def write_csv_folder(folder: Path, tables: Iterable[Table], delimiter: str = ";", encoding: str = "utf-8-sig") -> Path:
    folder.mkdir(exist_ok=True)
    for each in tables:
        with (folder / f"{each.name}.csv").open("w", encoding=encoding, newline="") as stream:
            writer = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
            writer.writerow(each.header)
            writer.writerows([[as_text(value) for value in cells] for _, cells in each.rows])
    return folder


def as_text(value: CellValue) -> str:
    """Return a cell as a Dutch spreadsheet writes it to CSV (with ISO dates)."""
    if isinstance(value, bool):
        return "WAAR" if value else "ONWAAR"
    if isinstance(value, float):
        return str(value).removesuffix(".0").replace(".", ",")
    return "" if value is None else str(value)


NAMESPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
        "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
        "dc": "http://purl.org/dc/elements/1.1/",
    }.items()
)


def write_ods(path: Path, body: str, *, encrypted: bool = False) -> Path:
    """Write an OpenDocument spreadsheet whose sheets are the XML ``body``."""
    secret = "<encryption-data/>" if encrypted else ""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", f"<manifest>{secret}</manifest>")
        archive.writestr(
            "content.xml",
            f"<office:document-content {NAMESPACES}><office:body><office:spreadsheet>{body}"
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return path


def ods_sheet(each: Table) -> str:
    """Return a table as the XML that LibreOffice writes for it."""
    rows: list[Sequence[CellValue]] = [each.header, *(cells for _, cells in each.rows)]
    body = "".join(f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>" for row in rows)
    blank = '<table:table-row table:number-rows-repeated="1000000"><table:table-cell/></table:table-row>'
    return f'<table:table table:name="{escape(each.name)}">{body}{blank}</table:table>'


def ods_cell(value: CellValue) -> str:
    if value is None or not str(value):
        return "<table:table-cell/>"
    if isinstance(value, bool):
        return f'<table:table-cell office:value-type="boolean" office:boolean-value="{str(value).lower()}"/>'
    if isinstance(value, date):
        return f'<table:table-cell office:value-type="date" office:date-value="{value.isoformat()}"/>'
    if isinstance(value, (int, float)):
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
    return f'<table:table-cell office:value-type="string"><text:p>{escape(str(value))}</text:p></table:table-cell>'
