"""The workbook to fill in: it opens, explains itself, and loads back without a problem."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from python_calamine import CalamineWorkbook

from graph.vocabulary import Column, vocabulary
from graph.words.catalogue import LANGUAGES, text
from loaders.base import Table
from tests.knooppunt.command_line import done, run
from tests.loaders.sheets import write_xlsx

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
#: The fill of the header of a required column.
_REQUIRED = "FFFDE9C8"


@pytest.fixture(scope="module", params=LANGUAGES)
def lang(request: pytest.FixtureRequest) -> str:
    """Return a language."""
    return str(request.param)


@pytest.fixture(scope="module")
def book(lang: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the template in one language."""
    path = tmp_path_factory.mktemp("template") / "lijsten.xlsx"
    result = done("--lang", lang, "template", path)
    assert result.out == text(lang, "template.done", path=str(path)) + "\n"
    return path


class _Pages:
    """The parts of a workbook, by the name of the sheet."""

    def __init__(self, path: Path) -> None:
        self.archive = zipfile.ZipFile(path)
        relations = self._xml("xl/_rels/workbook.xml.rels")
        targets = {relation.get("Id"): relation.get("Target") for relation in relations}
        self.parts = {
            str(sheet.get("name")): f"xl/{targets[sheet.get(_RELATION)]}"
            for sheet in self._xml("xl/workbook.xml").iter(f"{_MAIN}sheet")
        }
        self.strings = [
            "".join(part.text or "" for part in item.iter(f"{_MAIN}t")) for item in self._xml("xl/sharedStrings.xml")
        ]
        styles = self._xml("xl/styles.xml")
        fills = [fill.find(f".//{_MAIN}fgColor") for fill in styles.iter(f"{_MAIN}fill")]
        formats = styles.find(f"{_MAIN}cellXfs")
        assert formats is not None
        self.fills = [self._colour(fills[int(style.get("fillId", "0"))]) for style in formats]

    def _xml(self, name: str) -> ElementTree.Element:
        return ElementTree.fromstring(self.archive.read(name))

    @staticmethod
    def _colour(fill: ElementTree.Element | None) -> str | None:
        return None if fill is None else fill.get("rgb")

    def sheet(self, name: str) -> ElementTree.Element:
        """Return the XML of a sheet."""
        return self._xml(self.parts[name])

    def headers(self, name: str) -> dict[str, str | None]:
        """Return the headers of a sheet with the colour of each."""
        row = next(self.sheet(name).iter(f"{_MAIN}row"))
        return {self._text(cell): self.fills[int(cell.get("s", "0"))] for cell in row}

    def _text(self, cell: ElementTree.Element) -> str:
        value = cell.find(f"{_MAIN}v")
        assert value is not None
        return self.strings[int(value.text or "")]

    def comments(self, name: str) -> dict[str, str]:
        """Return the comments of a sheet by cell."""
        part = self.parts[name]
        relations = self._xml(part.replace("worksheets/", "worksheets/_rels/") + ".rels")
        (target,) = (str(r.get("Target")) for r in relations if str(r.get("Type")).endswith("/comments"))
        return {
            str(comment.get("ref")): "".join(part.text or "" for part in comment.iter(f"{_MAIN}t"))
            for comment in self._xml(target.replace("..", "xl")).iter(f"{_MAIN}comment")
        }

    def choices(self, name: str) -> dict[str, str]:
        """Return the drop-downs of a sheet: the column letter and what it offers."""
        return {
            str(check.get("sqref"))[:1]: "".join(check.itertext())
            for check in self.sheet(name).iter(f"{_MAIN}dataValidation")
        }


@pytest.fixture(scope="module")
def pages(book: Path) -> _Pages:
    """Return the parts of the template."""
    return _Pages(book)


def _loaded(file: Path, book: Path) -> tuple[list[tuple[int, int, int]], str]:
    """Load a workbook; return (read, stored, left out) of every sheet, and what was told."""
    result = run("--file", file, "load", book)
    assert result.status == 0, result
    (source,) = done("--file", file, "sources", "list", "--format", "json").data["sources"]
    return [(c["read"], c["stored"], c["left_out"]) for c in source["counts"]], result.err


def test_the_example_rows_are_not_loaded_and_that_is_told(book: Path, lang: str, tmp_path: Path) -> None:
    counts, told = _loaded(tmp_path / "n.knooppunt", book)
    assert counts == [(0, 0, 0)] * len(vocabulary().sheets)
    assert len(told.splitlines()) == 1
    assert all(sheet.header[lang] in told for sheet in vocabulary().sheets.values())


def test_a_forgotten_example_row_blocks_nothing(tmp_path: Path) -> None:
    """The sheet that it refers to is not there any more."""
    headers = ["naam", "type", "actief in"]
    tables = [
        Table("instellingen", headers, [(2, ["Werkbedrijf Voorbeeldregio", "werkbedrijf", "Voorbeeldregio"])]),
        Table("gemeenten", ["naam"], [(2, ["Aalten"])]),
        Table("regio's", ["naam"], [(2, ["Achterhoek"])]),
        Table(
            "zetels",
            ["persoon", "organisatie", "rol", "einde termijn"],
            [(2, ["Fenna Fictief", "Ouderenbond Voorbeeldstad", "voorzitter", "31-12-2027"])],
        ),
    ]
    path = write_xlsx(tmp_path / "lijst.xlsx", tables)
    counts, told = _loaded(tmp_path / "n.knooppunt", path)
    assert counts == [(0, 0, 0), (1, 1, 0), (1, 1, 0), (0, 0, 0)]
    assert "instellingen en zetels" in told


def test_example_rows_that_somebody_changed_are_data(book: Path, lang: str, tmp_path: Path) -> None:
    """With a remark added to each, all of them load, and every relation that a sheet can make stands in them."""
    changed = []
    for sheet in vocabulary().sheets.values():
        columns = [column for column in sheet.columns.values() if column.example]
        note = sheet.columns["note"]
        header = [column.header[lang] for column in (*columns, note)]
        changed.append(Table(sheet.header[lang], header, [(2, [*(column.example[lang] for column in columns), "x"])]))
    file = tmp_path / "n.knooppunt"
    counts, told = _loaded(file, write_xlsx(tmp_path / "lijst.xlsx", changed))
    assert counts == [(1, 1, 0)] * len(vocabulary().sheets)
    assert told == ""
    answer = done("--file", file, "fragile", "--on", "2026-11-22", "--format", "json")
    assert answer.err == ""
    assert answer.data["network"]["persons"] == 1


def test_without_example_there_is_nothing_to_load(lang: str, tmp_path: Path) -> None:
    path, file = tmp_path / "leeg.xlsx", tmp_path / "n.knooppunt"
    done("--lang", lang, "template", path, "--no-example")
    result = done("--file", file, "load", path)
    _, *counts, next_ = result.out.splitlines()
    assert len(counts) == len(vocabulary().sheets)
    assert all(" 0 rijen gelezen, 0 opgeslagen" in line for line in counts)
    assert next_.startswith("Er staat nog niets in uw netwerk.")


def test_it_opens_as_a_workbook_with_every_sheet(book: Path, lang: str) -> None:
    sheets = [sheet.header[lang] for sheet in vocabulary().sheets.values()]
    with CalamineWorkbook.from_path(str(book)) as opened:
        assert opened.sheet_names == [text(lang, "template.guide"), *sheets, text(lang, "template.values")]
        guide = opened.get_sheet_by_name(text(lang, "template.guide")).to_python()
    assert [row[0] for row in guide] == text(lang, "template.explanation").strip().split("\n")


def test_required_columns_are_marked(pages: _Pages, lang: str) -> None:
    for sheet in vocabulary().sheets.values():
        headers = pages.headers(sheet.header[lang])
        assert list(headers) == [column.header[lang] for column in sheet.columns.values() if not column.by_map]
        marked = {header for header, colour in headers.items() if colour == _REQUIRED}
        assert marked == {column.header[lang] for column in sheet.columns.values() if column.required}


def test_every_column_explains_itself(pages: _Pages, lang: str) -> None:
    for sheet in vocabulary().sheets.values():
        comments = pages.comments(sheet.header[lang])
        assert len(comments) == sum(not column.by_map for column in sheet.columns.values())
        for number, column in enumerate(column for column in sheet.columns.values() if not column.by_map):
            comment = comments[f"{chr(ord('A') + number)}1"]
            assert column.help.get(lang, "") in comment
            assert text(lang, "template.required" if column.required else "template.optional") in comment
            assert (text(lang, "template.many") in comment) == column.many


def _offers_values(column: Column) -> bool:
    return vocabulary().value_list(column) is not None


def test_drop_downs_offer_the_values_and_the_names_of_other_sheets(pages: _Pages, lang: str) -> None:
    values = text(lang, "template.values")
    for sheet in vocabulary().sheets.values():
        choices = pages.choices(sheet.header[lang])
        for number, column in enumerate(column for column in sheet.columns.values() if not column.by_map):
            offered = choices.get(chr(ord("A") + number), "")
            if _offers_values(column):
                assert offered.startswith(f"'{values}'!$")
            elif column.to == ("platform",):
                assert offered.startswith(f"'{vocabulary().sheets['platforms'].header[lang]}'!$B$2:")
            elif column.property == "placeholder":
                assert offered == f'"{text(lang, "yes")}"'


def test_the_values_that_the_drop_downs_offer_are_understood(book: Path, lang: str) -> None:
    with CalamineWorkbook.from_path(str(book)) as opened:
        rows = opened.get_sheet_by_name(text(lang, "template.values")).to_python()
    for number, values in enumerate(vocabulary().values.values()):
        offered = [str(row[number]) for row in rows[1:] if row[number]]
        assert [values.find(label) for label in offered] == list(values.values)


def test_a_drop_down_points_at_all_of_its_values(pages: _Pages, lang: str) -> None:
    column = list(vocabulary().sheets["councils"].columns).index("type")
    offered = pages.choices(vocabulary().sheets["councils"].header[lang])[chr(ord("A") + column)]
    letter = chr(ord("A") + list(vocabulary().values).index("council_type"))
    last = 1 + len(vocabulary().values["council_type"].values)
    assert offered == f"'{text(lang, 'template.values')}'!${letter}$2:${letter}${last}"


def test_a_template_does_not_overwrite(book: Path) -> None:
    before = book.read_bytes()
    result = run("template", book)
    assert (result.status, result.out) == (2, "")
    assert "Gebruik --force om het te overschrijven" in result.err
    assert book.read_bytes() == before


def test_force_overwrites(tmp_path: Path) -> None:
    path = tmp_path / "lijsten.xlsx"
    path.write_bytes(b"oud")
    done("template", path, "--force")
    assert path.read_bytes().startswith(b"PK")


def test_the_usual_name(lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done("--lang", lang, "template")
    assert [path.name for path in tmp_path.iterdir()] == [text(lang, "template.file")]
