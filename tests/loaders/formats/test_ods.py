"""OpenDocument spreadsheets, as LibreOffice writes them."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from graph.errors import InputRefused
from loaders.base import CellValue, Fault, Table
from tests.loaders.sheets import ods_sheet, read_tables, table, write_ods


def text(value: str) -> str:
    return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'


def sheet(*rows: str, name: str = "personen") -> str:
    return f'<table:table table:name="{name}">{"".join(rows)}</table:table>'


def row(*cells: str, repeat: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{repeat}">{"".join(cells)}</table:table-row>'


def read(tmp_path: Path, body: str) -> list[Table]:
    return read_tables(write_ods(tmp_path / "a.ods", body))


def test_values_of_every_sort(tmp_path: Path) -> None:
    values: list[CellValue] = ["tekst", 12, 12.5, True, False, date(2020, 1, 2), None, "a & b"]
    (found,) = read(tmp_path, ods_sheet(table("personen", "a,b,c,d,e,f,g,h", values)))
    assert found.header == list("abcdefgh")
    assert found.rows == [(2, ["tekst", 12.0, 12.5, True, False, date(2020, 1, 2), None, "a & b"])]


def cell(attributes: str, content: str = "") -> str:
    return f"<table:table-cell {attributes}>{content}</table:table-cell>"


def one(tmp_path: Path, written: str) -> CellValue:
    """Return what one cell holds."""
    (found,) = read(tmp_path, sheet(row(text("kop")), row(written)))
    return found.rows[0][1][0]


def test_one_cell(tmp_path: Path) -> None:
    moment = cell('office:value-type="date" office:date-value="2020-01-02T03:04:05.123"')
    assert one(tmp_path, moment) == datetime(2020, 1, 2, 3, 4, 5)  # noqa: DTZ001
    assert one(tmp_path, cell('office:value-type="currency" office:value="12"', "<text:p>€ 12</text:p>")) == 12.0
    assert one(tmp_path, cell('office:value-type="percentage" office:value="0.5"')) == 0.5
    assert (
        one(tmp_path, cell('office:value-type="time" office:time-value="PT14H30M00S"', "<text:p>14:30</text:p>"))
        == "14:30"
    )
    assert one(tmp_path, cell('office:value-type="string" office:string-value="a"', "<text:p>b</text:p>")) == "a"
    assert one(tmp_path, cell('office:value-type="date" office:date-value="0000-00-00"', "<text:p>?</text:p>")) == "?"


def test_the_text_of_a_cell(tmp_path: Path) -> None:
    content = (
        "<office:annotation><dc:date>2020-01-01</dc:date><text:p>opmerking</text:p></office:annotation>"
        'Jan<text:p>a<text:s text:c="3"/>b<text:tab/>c<text:line-break/>d <text:span>e</text:span>'
        "<text:a>f</text:a></text:p><draw:frame><text:p>plaatje</text:p></draw:frame><text:p>g</text:p>"
    )
    assert one(tmp_path, cell('office:value-type="string"', content)) == "a   b\tc\nd ef\ng"


def test_errors_and_formulas(tmp_path: Path) -> None:
    error = 'table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error"'
    assert one(tmp_path, cell(error, "<text:p>#DEEL/0!</text:p>")) == Fault("cell-error", "#DEEL/0!")
    old = 'table:formula="of:=NA()" office:value-type="float" office:value="0"'
    assert one(tmp_path, cell(old, "<text:p>#N/B</text:p>")) == Fault("cell-error", "#N/B")
    assert one(tmp_path, cell('table:formula="of:=UPPER([.B2])"')) == Fault("formula-without-value", "=UPPER([.B2])")
    result = 'table:formula="of:=1+1" office:value-type="float" office:value="2"'
    assert one(tmp_path, cell(result, "<text:p>2</text:p>")) == 2.0
    assert one(tmp_path, cell('office:value-type="float" office:value="NaN"')) == Fault("cell-error", "")
    blank = cell('table:formula="of:=&quot;&quot;" office:value-type="string" office:string-value=""')
    (found,) = read(tmp_path, sheet(row(text("kop")), row(blank, text("x"))))
    assert found.rows == [(2, [None, "x"])]


def test_repeated_rows_and_columns_and_blanks_in_between(tmp_path: Path) -> None:
    body = sheet(
        row(cell('table:number-columns-repeated="16384"'), repeat=3),
        row(cell(""), text("naam"), text("e-mail"), cell('table:number-columns-repeated="16000"')),
        row(cell('table:number-columns-repeated="16384"'), repeat=2),
        row(cell(""), cell('table:number-columns-repeated="2" office:value-type="float" office:value="7"'), repeat=2),
        row(cell('table:number-columns-repeated="16384"'), repeat=1_000_000),
    )
    (found,) = read(tmp_path, body)
    assert found.header == ["", "naam", "e-mail"]
    assert found.rows == [(7, [None, 7.0, 7.0]), (8, [None, 7.0, 7.0])]


def test_cells_merged_downwards_count_for_every_row(tmp_path: Path) -> None:
    covered = "<table:covered-table-cell/>"
    merged = cell(
        'table:number-rows-spanned="3" table:number-columns-spanned="1" office:value-type="string"',
        "<text:p>x</text:p>",
    )
    body = sheet(
        row(
            cell('table:number-columns-spanned="2" office:value-type="string"', "<text:p>a</text:p>"),
            covered,
            text("c"),
        ),
        row(merged, text("1")),
        row(covered, text("2")),
        row(covered),
        row(text("y")),
    )
    (found,) = read(tmp_path, body)
    assert found.header == ["a", "", "c"]
    assert found.rows == [(2, ["x", "1"]), (3, ["x", "2"]), (5, ["y"])]


def test_grouped_hidden_and_header_rows_are_rows(tmp_path: Path) -> None:
    body = sheet(
        f"<table:table-header-rows>{row(text('naam'))}</table:table-header-rows>",
        f"<table:table-row-group>{row(text('Jan'))}</table:table-row-group>",
        f'<table:table-row table:visibility="collapse">{text("Piet")}</table:table-row>',
    )
    (found,) = read(tmp_path, body)
    assert found.rows == [(2, ["Jan"]), (3, ["Piet"])]


def test_white_space_between_elements_and_what_is_no_sheet(tmp_path: Path) -> None:
    tracked = f"<table:tracked-changes>{cell('', '<text:p>weg</text:p>')}</table:tracked-changes>"
    copy = sheet(row(text("naam")), name="'file:///x.ods'#zetels")
    body = sheet(row("\n  ", text("naam"), "\n"), "\n  ", row(text("Jan")))
    found = read(tmp_path, f"{tracked}\n{body}\n{copy}")
    assert [(each.name, each.header, each.rows) for each in found] == [("personen", ["naam"], [(2, ["Jan"])])]


def refused(path: Path) -> str:
    with pytest.raises(InputRefused) as caught:
        read_tables(path)
    return caught.value.code


def test_what_is_no_spreadsheet(tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    path.write_bytes(b"geen zip")
    assert refused(path) == "workbook-damaged"
    assert refused(write_ods(path, "<table:table")) == "workbook-damaged"
    assert refused(write_ods(path, "", encrypted=True)) == "workbook-encrypted"
    body = sheet(row(cell('office:value-type="float"')))
    assert refused(write_ods(path, body)) == "workbook-damaged"


def test_cells_that_take_all_memory(tmp_path: Path) -> None:
    filled = cell('table:number-columns-repeated="16384" office:value-type="float" office:value="1"')
    path = write_ods(tmp_path / "a.ods", sheet(row(text("naam")), row(filled, repeat=1_000_000)))
    assert refused(path) == "sheet-too-large"
    stray = row(cell('table:number-columns-repeated="16000"'), text("x"), repeat=100_000)
    assert refused(write_ods(path, sheet(row(text("naam")), stray))) == "sheet-too-large"


def test_what_is_hidden_or_struck_through_is_read_and_told(tmp_path: Path) -> None:
    styles = (
        '<style:style xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" style:name="weg">'
        '<style:text-properties style:text-line-through-style="solid"/></style:style>'
        '<style:style xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" style:name="gewoon">'
        '<style:text-properties style:text-line-through-style="none"/></style:style>'
    )
    columns = (
        '<table:table-column table:number-columns-repeated="2"/><table:table-columns>'
        '<table:table-column table:visibility="collapse" table:number-columns-repeated="2"/></table:table-columns>'
        '<table:table-column table:visibility="filter"/><table:table-column table:number-columns-repeated="16379"/>'
    )

    def line(name: str, visible: str = "visible", style: str = "gewoon") -> str:
        cells = text(name).replace(" ", f' table:style-name="{style}" ', 1) + text("a") * 4
        return f'<table:table-row table:visibility="{visible}">{cells}</table:table-row>'

    header = row(text("naam"), text("opmerking"), text("telefoon"), text(""), text("email"))
    rows = [line("Jan", "collapse"), line("Piet"), line("Kees", "filter", "weg"), line("Anna", "collapse"), line("Els")]
    # What is hidden where nothing stands is not told.
    empty = '<table:table-row table:visibility="collapse" table:number-rows-repeated="99"/>'
    (found,) = read(tmp_path, styles + sheet(columns, header, *rows, empty))
    assert [cells[0] for _, cells in found.rows] == ["Jan", "Piet", "Kees", "Anna", "Els"]
    assert [(each.fault.code, each.fault.value, each.fault.params, each.row) for each in found.remarks] == [
        ("hidden-rows", "2, 4-5", {"count": 3}, 2),
        ("struck-through", "4", {"count": 1}, 4),
        ("hidden-columns", "telefoon, email", {"count": 2}, None),
    ]


def test_as_many_hidden_columns_as_a_sheet_has(tmp_path: Path) -> None:
    columns = '<table:table-column table:visibility="collapse" table:number-columns-repeated="99999999999"/>' * 2
    (found,) = read(tmp_path, sheet(columns, row(text("naam")), row(text("Jan"))))
    assert [(each.fault.code, each.fault.value) for each in found.remarks] == [("hidden-columns", "naam")]
