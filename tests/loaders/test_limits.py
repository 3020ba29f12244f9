"""Small files that kill: each is refused, or read, within five seconds and 500 MB, in a child process.

What a file says of itself is no measure: sizes in a directory, numbers of rows and dimensions may be anything.
"""

from __future__ import annotations

import os
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.loaders.sheets import NAMESPACES, ods_cell, table, write_ods, write_xlsx
from tests.loaders.watched import Child, Outcome

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is measured by /proc")

MEGABYTE = 1 << 20


@pytest.fixture(scope="module")
def child() -> Iterator[Child]:
    with Child() as child:
        yield child


def xlsx(
    path: Path, rows: str = "", *, strings: str = "", parts: dict[str, bytes] | None = None, after: str = ""
) -> Path:
    """Write a workbook with one sheet, "personen", of which the rows are this XML; ``parts`` replaces or adds parts."""
    write_xlsx(path, [table("personen", "naam", ["Jan"])])
    with zipfile.ZipFile(path) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    head = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    if rows:
        sheet = f"{head}<sheetData>{rows}</sheetData>{after}</worksheet>"
        content["xl/worksheets/sheet1.xml"] = sheet.encode()
    if strings:
        content["xl/sharedStrings.xml"] = f'<sst xmlns="http://x">{strings}</sst>'.encode()
    content |= parts or {}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return path


def inline(reference: str, text: str = "x") -> str:
    return f'<c{f" r={chr(34)}{reference}{chr(34)}" if reference else ""} t="inlineStr"><is><t>{text}</t></is></c>'


NAME = f'<row r="1">{inline("A1", "naam")}</row>'
SHARED = "".join('<row><c t="s"><v>1</v></c></row>' for _ in range(10_000))
CELL = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'


def ods(path: Path, rows: str, before: str = "") -> Path:
    name = f"<table:table-row>{ods_cell('naam')}</table:table-row>"
    return write_ods(path, f'{before}<table:table table:name="personen">{name}{rows}</table:table>')


def with_(attribute: str, value: int) -> str:
    return CELL.replace(" ", f' table:{attribute}="{value}" ', 1)


def repeated(times: int, cell: str = CELL) -> str:
    return f'<table:table-row table:number-rows-repeated="{times}">{cell}</table:table-row>'


def lied_about(path: Path) -> Path:
    """Let the directory of the archive say that every part is small."""
    data = bytearray(path.read_bytes())
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 24 : at + 28] = (100).to_bytes(4, "little")
        at = data.find(b"PK\x01\x02", at + 4)
    path.write_bytes(data)
    return path


def packed_otherwise(path: Path) -> Path:
    """Write a part of 200 MB with a way of packing that unpacks it all at once."""
    with zipfile.ZipFile(path) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    del content["xl/styles.xml"]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_BZIP2) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
        with archive.open("xl/styles.xml", "w") as stream:
            for _ in range(200):
                stream.write(bytes(MEGABYTE))
    return path


def bomb(
    path: Path, part: str, start: bytes = b"", end: bytes = b"", fill: bytes = b" ", *, megabytes: int = 200
) -> Path:
    """Write a part of so many megabytes, which packs to a thousandth or two."""
    with zipfile.ZipFile(path) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in content.items():
            if name != part:
                archive.writestr(name, data)
        with archive.open(part, "w") as stream:
            stream.write(start)
            for _ in range(megabytes):
                stream.write(fill * (MEGABYTE // len(fill)))
            stream.write(end)
    return path


SST = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = b"</sheetData></worksheet>"

#: What is written to a path with the right suffix, and the code of the refusal ("new": it is read).
XLSX: dict[str, tuple[Callable[[Path], Path], str]] = {
    "rows without a number and a far cell": (
        lambda path: xlsx(path, f"<row>{inline('A1', 'naam')}</row><row>{inline('XFD1048576')}</row>"),
        "sheet-too-large",
    ),
    "two spaces before the number": (
        lambda path: xlsx(path, NAME + f'<row  r = "1048576">{inline("XFD1048576")}</row>'),
        "sheet-too-large",
    ),
    "a far cell in a row that says it is near": (
        lambda path: xlsx(path, NAME + f'<row r="2">{inline("XFD1048576")}</row>'),
        "sheet-too-large",
    ),
    "a far cell behind a sheet in a remark": (
        lambda path: xlsx(path, NAME + f"<!--<sheetData></sheetData>--><row>{inline('XFD1048576')}</row>"),
        "sheet-too-large",
    ),
    "a far cell that is an empty text": (
        lambda path: xlsx(path, NAME + '<row><c r="XFD1048576" t="str"><v></v></c></row>'),
        "sheet-too-large",
    ),
    "far cells without anything in them": (
        lambda path: xlsx(
            path, NAME + f'<row r="2">{inline("A2")}</row><row r="1048576"><c r="XFD1048576" s="0"/></row>'
        ),
        "new",
    ),
    **{
        f"{count.decode()} shared texts that are not there": (
            lambda path, count=count: xlsx(  # type: ignore[misc]
                path,
                parts={"xl/sharedStrings.xml": SST + b' uniqueCount="%s"><si><t>naam</t></si></sst>' % count},
            ),
            "workbook-damaged",
        )
        for count in (b"4294967296", b"+4294967296", b"18446744073709551615", b"99999999999999999999999")
    },
    "a count of shared texts that is somewhat wrong": (
        lambda path: xlsx(
            path,
            '<row><c t="s"><v>0</v></c></row><row><c t="s"><v>1</v></c></row>',
            parts={"xl/sharedStrings.xml": SST + b' uniqueCount="900"><si><t>naam</t></si><si><t>Jan</t></si></sst>'},
        ),
        "new",
    ),
    **{
        f"a cell at {place}": (
            lambda path, place=place: xlsx(path, NAME + f"<row>{inline(place)}</row>"),  # type: ignore[misc]
            "workbook-damaged",
        )
        for place in (
            "A10000000",
            "A99999999",
            "A4294967295",
            "xfd1048576",
            "a99999999",
            "ZZZZ9",
            "ZZZZZZ1000000000000",
            " ",
        )
    },
    "a far cell in a column": (lambda path: xlsx(path, NAME + f"<row>{inline('Z1048576')}</row>"), "sheet-too-large"),
    "many sheets that are each within the limits": (
        lambda path: xlsx(
            path,
            NAME + f"<row>{inline('D1000000')}</row>",
            parts={
                "xl/workbook.xml": (
                    b'<workbook xmlns:r="http://r"><sheets>'
                    + b"".join(b'<sheet name="blad %d" r:id="rId1"/>' % number for number in range(500))
                    + b"</sheets></workbook>"
                )
            },
        ),
        "sheet-too-large",
    ),
    "one shared text of 100 kB in 10,000 cells": (
        lambda path: xlsx(path, SHARED, strings=f"<si><t>naam</t></si><si><t>{'x' * 100_000}</t></si>"),
        "sheet-too-much-text",
    ),
    "a shared text of 100 kB in many pieces": (
        lambda path: xlsx(path, SHARED, strings="<si><t>a</t></si><si>" + "<r><t>x</t></r>" * 100_000 + "</si>"),
        "sheet-too-much-text",
    ),
    "300,000 cells": (
        lambda path: xlsx(path, NAME + "<row><c><v>1</v></c></row>" * 300_000),
        "sheet-too-large",
    ),
    "a million empty elements": (lambda path: xlsx(path, "<a/>" * 3_000_000), "workbook-too-large"),
    "elements within elements": (lambda path: xlsx(path, "<a>" * 900_000 + "</a>" * 900_000), "new"),
    "merged cells on top of each other": (
        lambda path: xlsx(
            path,
            "<row>" + inline("", "naam") + "</row>" + f"<row>{inline('')}</row>" * 20_000,
            after="<mergeCells>" + '<mergeCell ref="A2:A20001"/>' * 20_000 + "</mergeCells>",
        ),
        "sheet-too-large",
    ),
    "1,000 MB in a sheet": (
        lambda path: bomb(xlsx(path), "xl/worksheets/sheet1.xml", HEAD, TAIL, megabytes=1000),
        "workbook-too-large",
    ),
    "200 MB in one cell": (
        lambda path: bomb(
            xlsx(path), "xl/worksheets/sheet1.xml", HEAD + b'<row><c t="str"><v>', b"</v></c></row>" + TAIL, b"a"
        ),
        "workbook-too-large",
    ),
    "200 MB of shared texts": (lambda path: bomb(xlsx(path), "xl/sharedStrings.xml"), "workbook-too-large"),
    "200 MB of styles": (lambda path: bomb(xlsx(path), "xl/styles.xml"), "workbook-too-large"),
    "200 MB of what leads to the parts": (lambda path: bomb(xlsx(path), "_rels/.rels"), "workbook-too-large"),
    "200 MB in a drawing, which nobody reads": (lambda path: bomb(xlsx(path), "xl/drawings/drawing1.xml"), "new"),
    "200 MB of remarks, which nobody reads": (lambda path: bomb(xlsx(path), "xl/comments1.xml"), "new"),
    "200 MB packed otherwise": (lambda path: packed_otherwise(xlsx(path)), "workbook-damaged"),
    "a directory that lies": (
        lambda path: lied_about(bomb(xlsx(path), "xl/worksheets/sheet1.xml", HEAD, TAIL)),
        "workbook-damaged",
    ),
    "texts within texts": (
        lambda path: xlsx(
            path,
            parts={
                "xl/sharedStrings.xml": b'<!DOCTYPE sst [<!ENTITY a "xxxxxxxxxx">'
                + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10 if n else b"&a;" * 10) for n in range(9))
                + b"]><sst><si><t>&a8;</t></si></sst>"
            },
        ),
        "workbook-damaged",
    ),
}

ODS: dict[str, tuple[Callable[[Path], Path], str]] = {
    "28 million repeated rows": (lambda path: ods(path, repeated(28_000_000)), "sheet-too-large"),
    "repeated rows on and on": (lambda path: ods(path, repeated(100_000) * 300), "sheet-too-large"),
    "a row of a billion cells": (
        lambda path: ods(
            path,
            f"<table:table-row>{with_('number-columns-repeated', 1_000_000_000)}</table:table-row>",
        ),
        "sheet-too-large",
    ),
    "a far cell": (
        lambda path: ods(
            path,
            f'<table:table-row><table:table-cell table:number-columns-repeated="1000000000"/>{CELL}</table:table-row>',
        ),
        "sheet-too-large",
    ),
    "400,000 spaces": (
        lambda path: ods(
            path,
            "<table:table-row><table:table-cell><text:p>"
            + "<text:s/>" * 400_000
            + "</text:p></table:table-cell></table:table-row>",
        ),
        "new",
    ),
    "spaces that say they are many": (
        lambda path: ods(
            path,
            "<table:table-row><table:table-cell><text:p>x"
            + '<text:s text:c="1000"/>' * 400_000
            + "</text:p></table:table-cell></table:table-row>",
        ),
        "sheet-too-much-text",
    ),
    "a text of 100 kB in repeated cells": (
        lambda path: ods(path, repeated(10_000, CELL.replace(">x<", f">{'x' * 100_000}<"))),
        "sheet-too-much-text",
    ),
    "spans within spans": (
        lambda path: ods(
            path,
            "<table:table-row><table:table-cell><text:p>"
            + "<text:span>" * 100_000
            + "Jan"
            + "</text:span>" * 100_000
            + "</text:p></table:table-cell></table:table-row>",
        ),
        "new",
    ),
    "merged cells on top of each other": (
        lambda path: ods(
            path,
            f"<table:table-row>{with_('number-rows-spanned', 20_000)}</table:table-row>" * 20_000,
        ),
        "sheet-too-large",
    ),
    "200 MB": (lambda path: bomb(ods(path, ""), "content.xml"), "workbook-too-large"),
    "200 MB in a text": (
        lambda path: bomb(
            ods(path, ""),
            "content.xml",
            f'<x {NAMESPACES}><table:table table:name="personen"><table:table-row><table:table-cell><text:p>'.encode(),
            b"</text:p></table:table-cell></table:table-row></table:table></x>",
            b"a",
        ),
        "workbook-too-large",
    ),
    "200 MB of what it is made of": (lambda path: bomb(ods(path, ""), "META-INF/manifest.xml"), "workbook-too-large"),
    "a row of two million elements": (
        lambda path: ods(path, f"<table:table-row>{'<table:table-cell/>' * 1_500_000}</table:table-row>"),
        "workbook-damaged",
    ),
}


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


CSV: dict[str, tuple[Callable[[Path], Path], str]] = {
    "a header of 100,000 columns": (
        lambda path: written(path, b"naam" + b";x" * 100_000 + b"\nJan\n"),
        "sheet-too-large",
    ),
    "16,000 columns and 16,000 rows": (
        lambda path: written(path, b"naam" + b";x" * 16_000 + b"\n" + b"Jan;\n" * 16_000),
        "new",
    ),
    "a gap of many lines": (lambda path: written(path, b"naam\n" + b"\n" * 3_000_000 + b"Jan\n"), "new"),
    "a cell of 200,000 characters": (
        lambda path: written(path, b"naam;opmerking\nJan;" + b"x" * 200_000 + b"\n"),
        "csv-long-cell",
    ),
    "a quotation mark that is never closed": (
        lambda path: written(path, b'naam;opmerking\nJan;"x\n' + b"Piet;y\n" * 100_000),
        "csv-long-cell",
    ),
    "only quotation marks": (lambda path: written(path, b'naam\n"' + b'""' * 60_000 + b'"\n'), "new"),
    "only bytes of nothing": (lambda path: written(path, bytes(20_000_000)), "csv-not-text"),
    "a file as large as a disk": (lambda path: sparse(path, 1 << 40), "input-too-large"),
}


def sparse(path: Path, size: int) -> Path:
    with path.open("wb") as stream:
        stream.truncate(size)
    return path


def assert_fine(outcome: Outcome, expected: str) -> None:
    assert not outcome.wrong, outcome
    assert outcome.status == expected, outcome


@pytest.mark.parametrize("name", XLSX)
def test_workbooks_of_excel(tmp_path: Path, child: Child, name: str) -> None:
    write, expected = XLSX[name]
    assert_fine(child.load(write(tmp_path / "a.xlsx")), expected)


@pytest.mark.parametrize("name", ODS)
def test_workbooks_of_libreoffice(tmp_path: Path, child: Child, name: str) -> None:
    write, expected = ODS[name]
    assert_fine(child.load(write(tmp_path / "a.ods")), expected)


@pytest.mark.parametrize("name", CSV)
def test_files_with_commas(tmp_path: Path, child: Child, name: str) -> None:
    write, expected = CSV[name]
    assert_fine(child.load(write(tmp_path / "personen.csv")), expected)


def test_a_child_that_takes_too_much_is_told() -> None:
    assert Outcome("new", seconds=6).wrong
    assert Outcome("new", megabytes=501).wrong
    assert Outcome("stopped", broken="died (-9)").wrong
    assert not Outcome("new", seconds=1, megabytes=100).wrong


def pipe(path: Path) -> Path:
    os.mkfifo(path)
    return path


def link(path: Path, target: str) -> Path:
    path.symlink_to(target)
    return path


#: What is no regular file, under the name of a file; on its own and in a folder.
NO_FILES: dict[str, Callable[[Path], Path]] = {
    "a pipe": pipe,
    "a link to a device that never ends": lambda path: link(path, "/dev/zero"),
    "a link to a terminal": lambda path: link(path, "/dev/tty"),
    "a link in a circle": lambda path: link(path, path.name),
}


@pytest.mark.parametrize("name", NO_FILES)
@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".ods"])
def test_only_files_are_read(tmp_path: Path, child: Child, name: str, suffix: str) -> None:
    assert_fine(child.load(NO_FILES[name](tmp_path / f"personen{suffix}")), "input-no-file")


@pytest.mark.parametrize("name", NO_FILES)
def test_only_files_are_read_from_a_folder(tmp_path: Path, child: Child, name: str) -> None:
    (tmp_path / "personen.csv").write_text("naam\nJan\n", encoding="utf-8")
    NO_FILES[name](tmp_path / "zetels.csv")
    assert_fine(child.load(tmp_path), "input-no-file")


def test_a_folder_that_is_a_link_in_a_circle(tmp_path: Path, child: Child) -> None:
    assert_fine(child.load(link(tmp_path / "map", "map")), "input-no-file")


def test_a_file_that_a_link_leads_to_is_read(tmp_path: Path, child: Child) -> None:
    (tmp_path / "echt.csv").write_text("naam\nJan\n", encoding="utf-8")
    assert_fine(child.load(link(tmp_path / "personen.csv", "echt.csv")), "new")


@pytest.mark.parametrize("place", ["file", "in a folder", "folder"])
def test_a_name_that_is_no_text(tmp_path: Path, child: Child, place: str) -> None:
    name = os.fsdecode(b"zetels\xff.csv")
    folder = tmp_path / (os.fsdecode(b"map\xff") if place == "folder" else "map")
    folder.mkdir()
    file = folder / ("personen.csv" if place == "folder" else name)
    file.write_text("naam\nJan\n", encoding="utf-8")
    assert_fine(child.load(file if place == "file" else folder), "input-name-no-text")


def test_a_name_that_is_too_long(tmp_path: Path, child: Child) -> None:
    assert_fine(child.load(tmp_path / f"{'x' * 300}.csv"), "input-missing")
