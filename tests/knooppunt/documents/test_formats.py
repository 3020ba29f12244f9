"""Every format writes every document: the report as well as the answer of a command, and nothing in it does any harm."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import msgspec
import pytest

from knooppunt.cli import output
from knooppunt.documents.formats import FOR_ANSWERS, format_named
from knooppunt.documents.model import Document, Section, table
from tests.knooppunt.command_line import DAY, done, run
from tests.knooppunt.hostile import ELEMENTS, EVIL, HOSTILE, hostile_document
from tests.knooppunt.reports import Page

FORMATS = (*FOR_ANSWERS, "html")
#: A terminal is cleared, text is turned round, a formula, and what Markdown and other notations take for their own.
STEERING = "\x1b[2J=1+1\u202e# | a | `b` [x](javascript:y)"
QUESTIONS = (
    ["fragile", "--why"],
    ["gaps", "--unit", "region"],
    ["health", "--measures", "--per", "municipality"],
    ["search", "nobody-at-all"],
)


def _texts(name: str, document: Document) -> list[str]:
    """Return the texts that a format writes: of a workbook the parts that hold text."""
    written = format_named(name).render(document)
    if isinstance(written, str):
        return [written]
    with zipfile.ZipFile(io.BytesIO(written)) as book:
        return [book.read(part).decode("utf-8") for part in book.namelist()]


def _hostile_answer() -> Document:
    """Return an answer of which every part is hostile, and one table is only a note."""
    words = f"{STEERING} {EVIL}"
    tables = (table(words, (words, words), [(words, words)], words), table("", (), (), words))
    return Document("nl", (Section(tables=tables),), data={"command": words})


def test_an_unknown_format_is_no_format() -> None:
    with pytest.raises(KeyError):
        format_named("docx")


def test_commands_offer_the_formats_for_answers(region: Path) -> None:
    refused = run("--file", region, "search", "raad", "--format", "html")
    assert refused.status == 2
    assert ", ".join(FOR_ANSWERS) in refused.err


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_that_needs_a_file_writes_bytes(name: str) -> None:
    chosen = format_named(name)
    assert isinstance(chosen.render(_hostile_answer()), bytes) == chosen.needs_file
    assert chosen.suffix.startswith(".")
    assert [chosen.brief, chosen.flat, chosen.plain].count(True) == (name in ("table", "csv", "json"))


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("name", FORMATS)
def test_the_report_in_every_format(name: str, lang: str, examples: Path) -> None:
    document = hostile_document(lang, "internal", examples)
    written = " ".join(" ".join(_texts(name, document)).split())
    sections = [section for section in document.sections if section.tables or section.groups]
    assert len(sections) > 5
    for section in sections:
        for shown in section.tables:
            if name not in ("xlsx", "csv"):  # a name of a sheet is cut; a CSV has one table
                assert " ".join((shown.title or section.title).split()[:3]) in written
    if name != "csv":
        assert " ".join(document.sections[0].paragraphs[0].split()[:4]) in written


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_steers_in_any_format(name: str) -> None:
    for part in _texts(name, _hostile_answer()):
        # JSON is for programs: what somebody wrote is what it holds.
        assert "\x1b" not in part and ("\u202e" not in part or name == "json")
        if name == "xlsx":
            ElementTree.fromstring(part)


def test_the_report_as_json_is_the_document(examples: Path) -> None:
    document = hostile_document("nl", "internal", examples)
    assert msgspec.convert(json.loads(_texts("json", document)[0]), Document) == document


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_as_a_page(question: list[str], region: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Document] = []
    monkeypatch.setattr(output, "write_document", lambda document, *_: seen.append(document))
    done("--file", region, *question, "--on", DAY)
    page = Page(str(format_named("html").render(seen[0])))
    assert page.left_open == []
    assert {tag for tag, _ in page.elements} <= ELEMENTS
    for shown in seen[0].sections[0].tables:
        assert " ".join(shown.note.split()) in page.text()
        for row in shown.rows:
            assert [" ".join(cell.text.split()) for cell in row] in page.rows()


def test_nothing_in_an_answer_becomes_a_part_of_the_page() -> None:
    page = Page(str(format_named("html").render(_hostile_answer())))
    assert page.left_open == []
    assert {tag for tag, _ in page.elements} <= ELEMENTS
    assert all(" ".join(part.split()) in page.text() for part in HOSTILE)


def test_nothing_in_a_report_is_a_formula_or_steers(examples: Path) -> None:
    document = hostile_document("nl", "internal", examples)
    table_ = table(STEERING, (STEERING,), [(STEERING,)], STEERING)
    document = msgspec.structs.replace(
        document, sections=(*document.sections, Section("x", STEERING, (STEERING,), tables=(table_,)))
    )
    for name in ("table", "csv"):
        assert "\x1b" not in _texts(name, document)[0]
    for cells in csv.reader(io.StringIO(_texts("csv", document)[0], newline=""), delimiter=";"):
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)
    sheets = [part for part in _texts("xlsx", document) if "<sheetData" in part]
    assert len(sheets) > 10
    assert not any("<f>" in part or "<hyperlink" in part for part in sheets)
