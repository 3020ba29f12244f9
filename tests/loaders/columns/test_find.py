"""Where the tables on a sheet are, what was taken for what, and that this is told."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from loaders.base import CellValue, Table
from loaders.columns.find import Found, tables_on
from loaders.registry import read_source
from tests.knooppunt.command_line import run

Row = list[CellValue]
HEADER: Row = ["Naam", "Functie", "Lid sinds"]
PUK: Row = ["Puk Lage", "voorzitter", "2021"]
JIP: Row = ["Jip Kade", "lid", "2022"]


def _found(*rows: Row) -> list[Found]:
    """Return the tables on a sheet with these rows, the first in row 1."""
    first, *rest = rows
    return tables_on(Table("Leden", [str(cell or "") for cell in first], list(enumerate(rest, 2))))


def _rows(found: Found) -> list[int]:
    return [number for number, _ in found.rows]


def test_words_of_headers_in_a_row_below_an_empty_one_make_no_header() -> None:
    header: Row = ["Voornaam", "Tussenvoegsel", "Achternaam", "Functie"]
    (found,) = _found(
        header, ["Puk", "", "Blom", "voorzitter"], [], ["Puk", "van", "Garret", "lid"], ["Wil", "", "Lage", "lid"]
    )
    assert found.header_rows == [1]
    assert _rows(found) == [2, 4, 5]


def test_titles_stand_above_and_empty_rows_between() -> None:
    (found,) = _found(["Wmo-raad Zandermeer"], ["Stand van maart"], [], HEADER, [], PUK, [], JIP)
    assert found.title == ["Wmo-raad Zandermeer", "Stand van maart"]
    assert found.header_rows == [4]
    assert list(found.header.values()) == HEADER
    assert _rows(found) == [6, 8]
    assert found.rest == []


def test_a_row_with_a_prefix_and_a_role_under_an_empty_row_is_no_header() -> None:
    header: Row = ["Voornaam", "Tussenvoegsel", "Achternaam", "Functie"]
    (found,) = _found(header, ["Puk", None, "Blom", "voorzitter"], [], ["Jip", "van", "Kade", "lid"])
    assert _rows(found) == [2, 4]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (["Totaal", 2], "total"),
        ([None, "Aantal leden:", 2], "total"),
        (["Laatst bijgewerkt: 3-2-2026"], "remark"),
        (["* op proef"], "remark"),
        ([None, None, "Bron: het secretariaat"], "remark"),
    ],
)
def test_totals_and_remarks_are_no_rows(line: Row, why: str) -> None:
    (found,) = _found(HEADER, PUK, JIP, [], line)
    assert _rows(found) == [2, 3]
    assert [(number, reason) for number, reason, _ in found.rest] == [(5, why)]


def test_a_total_between_the_rows_ends_nothing() -> None:
    (found,) = _found(HEADER, PUK, ["Totaal", 1], JIP, ["Totaal", 2])
    assert _rows(found) == [2, 4]
    assert [number for number, _, _ in found.rest] == [3, 5]


def test_tables_below_each_other_have_titles_of_their_own() -> None:
    one, other = _found(["Wmo-raad Lagerhei"], HEADER, PUK, [], ["Participatieraad Elzenrade"], HEADER, JIP)
    assert (one.title, _rows(one)) == (["Wmo-raad Lagerhei"], [3])
    assert (other.title, _rows(other)) == (["Participatieraad Elzenrade"], [7])


def test_tables_beside_each_other() -> None:
    one, other = _found([*HEADER, None, *HEADER], [*PUK, None, *JIP], [*JIP, None, None, None, None])
    assert (one.columns, _rows(one)) == ([0, 1, 2], [2, 3])
    assert (other.columns, _rows(other)) == ([4, 5, 6], [2])
    assert other.rows[0][1][4:] == JIP


def test_a_header_over_two_rows_with_merged_cells(tmp_path: Path) -> None:
    path = tmp_path / "lijst.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        sheet = workbook.add_worksheet("Presentie")
        sheet.merge_range(0, 2, 0, 3, "Overleg Veenrand")
        sheet.write_row(1, 0, ["Naam", "Namens", "12-1-2026", "9-3-2026"])
        sheet.write_row(2, 0, ["Puk Lage", "KBO Zandermeer", "x", ""])
    (found,) = tables_on(read_source(path).tables[0])
    assert found.header_rows == [1, 2]
    assert found.header == {
        0: "Naam",
        1: "Namens",
        2: "Overleg Veenrand: 12-1-2026",
        3: "Overleg Veenrand: 9-3-2026",
    }


def test_what_is_no_table_has_none() -> None:
    assert _found(["Hoe dit bestand werkt"], ["Vul hieronder uw gegevens in."], ["Vragen? Bel ons gerust."]) == []


def test_what_was_taken_for_what_is_told(tmp_path: Path) -> None:
    path = tmp_path / "leden.csv"
    lines = ["Wmo-raad Lagerhei", "", "Naam;Functie", "Puk Lage;lid", "Totaal;1", "Laatst bijgewerkt: maart"]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    result = run("--file", tmp_path / "net.knooppunt", "load", path)
    assert result.status == 0, result
    assert "rij 4 tot en met 4: gelezen als lijst van Wmo-raad Lagerhei" in result.out
    assert "Rij 5 is een telling, geen rij van de lijst: Totaal 1" in result.out
    assert "Rij 6 is een opmerking, geen rij van de lijst: Laatst bijgewerkt: maart" in result.out


def test_a_cell_that_is_a_header_of_the_map_makes_no_header_of_its_row() -> None:
    rows: list[tuple[int, Row]] = [
        (2, ["Puk Lage", "voorzitter"]),
        (3, ["Jip Kade", "lid"]),
        (4, ["lid", "functie"]),
        (5, ["Wil Blom", "lid"]),
    ]
    table = Table("Leden", ["lid", "functie"], rows)
    above, below = tables_on(table, {"lid", "functie"})
    assert (_rows(above), _rows(below)) == ([2, 3], [5])
