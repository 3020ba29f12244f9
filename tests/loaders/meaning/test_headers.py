"""Sheets and headers: both languages, any case, and what is said about those that are not known."""

from __future__ import annotations

import pytest

from graph.vocabulary import Column, Sheet, vocabulary
from loaders.base import Origin, Table
from loaders.meaning.headers import column_letter, recognise
from tests.loaders.sheets import FILE, found, good, load, nodes, table

SHEETS = list(vocabulary().sheets.values())


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.code)
def test_every_sheet_and_column_in_both_languages(sheet: Sheet) -> None:
    for lang in ("nl", "en"):
        header = [column.header[lang].upper() for column in sheet.columns.values()]
        result = recognise([Table(sheet.header[lang].title(), header, [])], FILE)
        assert (result.problems, result.warnings) == ([], [])
        assert [column.code for _, column in result.tables[0].columns] == list(sheet.columns)
    codes = recognise([Table(sheet.code, list(sheet.columns), [])], FILE)
    assert [column.code for _, column in codes.tables[0].columns] == list(sheet.columns)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.code)
def test_every_missing_required_column_is_a_problem(sheet: Sheet) -> None:
    required = [column.code for column in sheet.columns.values() if column.required]
    assert required
    for missing in required:
        header = [column.header["nl"] for column in sheet.columns.values() if column.code != missing]
        result = recognise([Table(sheet.header["nl"], header, [])], FILE)
        assert [(each.code, each.params["column"], each.place.row) for each in result.problems] == [
            ("missing-column", missing, None)
        ]


def all_columns() -> list[Column]:
    return [column for sheet in SHEETS for column in sheet.columns.values()]


def test_no_two_columns_of_a_sheet_answer_to_one_name() -> None:
    for sheet in SHEETS:
        names = [name for column in sheet.columns.values() for name in column.names()]
        assert len(names) == len(set(names)), sheet.code


def test_accents_case_and_punctuation_do_not_matter() -> None:
    loaded = good(table("CLIENTENORGANISATIES", "NAAM,Thema’s,DOEL-GROEPEN,t/m", ["Bond", "inkoop", "ouderen", "2017"]))
    assert "client_organisation:bond" in nodes(loaded)


def test_an_unknown_sheet_is_a_warning_with_what_was_not_read() -> None:
    loaded = load(table("personen", "naam", ["Jan"]), table("zetel", "a,b", ["x", ""], ["", 0.0], [" ", None]))
    assert loaded.problems == []
    (warning,) = loaded.warnings
    assert (warning.code, warning.value, warning.place.sheet) == ("unknown-sheet", "zetel", "zetel")
    assert warning.params == {"count": 4, "suggestion": "zetels"}
    assert list(nodes(loaded)) == ["person:jan"]


def test_an_unknown_column_is_a_warning_with_what_was_not_read() -> None:
    loaded = load(table("personen", "naam,schoenmaat,e-mial", ["Jan", "43", ""], ["Piet", "", "x"], ["Kees", 41, None]))
    assert found(loaded.warnings) == [
        ("unknown-column", "personen", None, "schoenmaat", "schoenmaat"),
        ("unknown-column", "personen", None, "e-mial", "e-mial"),
    ]
    assert loaded.warnings[0].params == {"count": 2}
    assert loaded.warnings[1].params == {"count": 1, "suggestion": "e-mail"}


def test_a_column_without_header_is_a_warning() -> None:
    loaded = load(table("personen", "naam,,", ["Jan", "x", ""], ["Piet", "", ""]))
    assert found(loaded.warnings) == [("column-without-header", "personen", None, "", "B")]
    assert loaded.warnings[0].params == {"count": 1}


def test_what_is_empty_is_ignored() -> None:
    tables = [
        table("personen", "naam,schoenmaat,,", ["Jan", "", None, " "]),
        Table("Blad2", [], []),
        Table("zetels", [], []),
        Table("contacten", ["organisatie a", "organisatie b"], []),
    ]
    loaded = good(*tables)
    assert [(count.sheet, count.read) for count in loaded.counts] == [("personen", 1), ("zetels", 0), ("contacten", 0)]


def test_no_known_sheet_at_all_is_a_problem() -> None:
    for tables in ([], [table("Blad1", "naam", ["Jan"])]):
        loaded = load(*tables)
        assert [(each.code, each.place.file) for each in loaded.problems] == [("no-known-sheet", FILE)]
        assert not loaded.only_rows


@pytest.mark.parametrize("header", ["naam,telefoon,e-mail,phone", "naam,name"])
def test_two_columns_that_mean_the_same(header: str) -> None:
    loaded = load(
        table("personen", header, ["Jan", "a@jan.example", "b@jan.example", "06"][: header.count(",") + 1]),
        skip_bad_rows=True,
    )
    last = header.split(",")[-1]
    assert [(each.code, each.place.column, each.value) for each in loaded.problems] == [("double-column", last, last)]
    assert loaded.statements == []


def test_a_sheet_that_is_there_twice() -> None:
    loaded = load(table("personen", "naam", ["Jan"]), table("persons", "name", ["Piet"]), skip_bad_rows=True)
    assert found(loaded.problems) == [("double-sheet", "persons", None, "", "persons")]
    assert loaded.problems[0].params == {"first": "personen"}
    assert loaded.statements == []


@pytest.mark.parametrize("derived_first", [True, False])
def test_sheets_of_other_names_may_be_one_sheet_together(derived_first: bool) -> None:
    tables = [
        Table("personen", ["naam"], [(2, ["Jan"])]),
        Table("personen", ["naam"], [(2, ["Piet"])], Origin("contacten", ["Wie"])),
        Table("personen", ["naam"], [(2, ["Kees"])], Origin("leden", ["Naam"])),
    ]
    result = recognise(tables[1:] + tables[:1] if derived_first else tables, FILE)
    assert result.problems == []
    assert len(result.tables) == 3


def test_a_missing_column_does_not_drown_in_its_consequences() -> None:
    loaded = load(
        table("personen", "id,telefoon", ["p1", "06"], ["p2", True]),
        table("raden", "id,naam", ["r1", "Raad"]),
        table("zetels", "persoon,organisatie", ["p1", "r1"], ["Jan Onbekend", "r1"], ["p1", "Nergens"]),
        table("deelnames", "organisatie,via", ["r1", "p1"]),
    )
    assert found(loaded.problems) == [
        ("missing-column", "personen", None, "", ""),
        ("missing-column", "deelnames", None, "", ""),
        ("boolean-for-text", "personen", 3, "telefoon", "WAAR/TRUE"),
        ("unknown-reference", "zetels", 4, "organisatie", "Nergens"),
    ]
    assert not loaded.only_rows


def test_the_explanation_in_the_template_is_passed_over() -> None:
    from graph.words.catalogue import text

    guide = Table("Uitleg", [text("nl", "template.explanation").split("\n")[0]], [(2, ["…"])])
    values = Table("lists", [text("en", "template.values.council_type")], [(2, ["advisory council"])])
    assert load(table("personen", "naam", ["Jan"]), guide, values).warnings == []
    own = table("lists", "naam", ["Jan"])
    assert [each.code for each in load(table("personen", "naam", ["Jan"]), own).warnings] == ["unknown-sheet"]


@pytest.mark.parametrize(
    ("number", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")]
)
def test_column_letters(number: int, letter: str) -> None:
    assert column_letter(number) == letter


def test_a_header_that_is_there_twice() -> None:
    two = load(table("personen", "naam,telefoon,telefoon", ["Jan", "1", "2"], ["Piet", "3", ""]))
    assert two.problems == []
    assert found(two.warnings) == [("column-again", "personen", None, "telefoon", "telefoon")]
    assert two.warnings[0].params == {"count": 1}
    assert [each.properties for each in nodes(two).values()] == [{"phone": "1"}, {"phone": "3"}]


def test_an_empty_column_with_the_header_of_another_never_stops_a_load() -> None:
    assert len(good(table("personen", "naam,naam", ["Jan", ""], ["Piet"])).statements) == 2
    filled = load(table("personen", "naam,naam", ["Jan", "Jansen"]))
    assert [each.code for each in filled.problems] == ["double-column"]
