"""Excel workbooks: what the file shows is what is read, and what cannot be read is said."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from graph.errors import InputRefused
from loaders.base import CellValue, Fault, Table
from loaders.formats.xlsx import read_xlsx
from tests.loaders.sheets import found, load_path, nodes, read_tables, table, write_xlsx


def written(path: Path, write: Callable[[Any, Any], None], **options: Any) -> list[Table]:
    """Return the tables of a workbook that ``write`` filled."""
    with xlsxwriter.Workbook(str(path), options) as workbook:
        write(workbook, workbook.add_worksheet("personen"))
    return read_tables(path)


def cells(tables: list[Table], row: int) -> list[CellValue]:
    (found,) = [values for number, values in tables[0].rows if number == row]
    return found


def rewritten(path: Path, part: str, change: Callable[[str], str]) -> Path:
    """Change one part of a workbook."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert change(parts[part].decode()) != parts[part].decode()
    parts[part] = change(parts[part].decode()).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def test_values_of_every_sort(tmp_path: Path) -> None:
    rows: list[list[CellValue]] = [["tekst", 12, 12.5, True, date(2020, 1, 2), "", None, "Zoë\nvan"]]
    (found,) = read_tables(write_xlsx(tmp_path / "a.xlsx", [table("personen", "a,b,c,d,e,f,g,h", *rows)]))
    assert found.header == list("abcdefgh")
    assert found.rows == [(2, ["tekst", 12.0, 12.5, True, date(2020, 1, 2), "", "", "Zoë\nvan"])]


def test_moments_and_times(tmp_path: Path) -> None:
    def write(workbook: Any, sheet: Any) -> None:
        sheet.write(0, 0, "kop")
        sheet.write_datetime(1, 0, datetime(2020, 1, 2, 3, 4), workbook.add_format({"num_format": "d-m-yyyy hh:mm"}))  # noqa: DTZ001
        sheet.write_datetime(1, 1, time(14, 30), workbook.add_format({"num_format": "hh:mm"}))

    assert cells(written(tmp_path / "a.xlsx", write), 2) == [datetime(2020, 1, 2, 3, 4), time(14, 30)]  # noqa: DTZ001


def test_the_calendar_of_old_macs(tmp_path: Path) -> None:
    def write(workbook: Any, sheet: Any) -> None:
        sheet.write(0, 0, "kop")
        sheet.write_datetime(1, 0, date(2020, 1, 2), workbook.add_format({"num_format": "d-m-yyyy"}))

    assert cells(written(tmp_path / "a.xlsx", write, date_1904=True), 2) == [date(2020, 1, 2)]


def test_row_numbers_are_those_of_the_file(tmp_path: Path) -> None:
    def write(workbook: Any, sheet: Any) -> None:
        sheet.write(2, 1, "naam")
        sheet.write(4, 1, "Jan")
        sheet.write(7, 3, "x")

    (found,) = written(tmp_path / "a.xlsx", write)
    assert found.header == ["", "naam", "", ""]
    assert [(number, [value or "" for value in values]) for number, values in found.rows] == [
        (5, ["", "Jan", "", ""]),
        (8, ["", "", "", "x"]),
    ]


def test_error_values_are_not_blank(tmp_path: Path) -> None:
    def write(workbook: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["a", "b"])
        sheet.write_formula(1, 0, "=1/0", None, "#DIV/0!")
        sheet.write_formula(2, 1, "=A9", None, "#N/A")

    found = written(tmp_path / "a.xlsx", write)
    assert cells(found, 2)[0] == Fault("cell-error", "#DIV/0!")
    assert cells(found, 3)[1] == Fault("cell-error", "#N/A")


def test_a_formula_gives_its_result(tmp_path: Path) -> None:
    def write(workbook: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["a", "b", "c", "d"])
        sheet.write_formula(1, 0, '="Jan"', None, "Jan")
        sheet.write_formula(1, 1, "=1+1", None, 2)
        sheet.write_formula(1, 2, "=TRUE", None, True)
        sheet.write(1, 3, "x")

    assert cells(written(tmp_path / "a.xlsx", write), 2) == ["Jan", 2.0, True, "x"]


def test_a_formula_without_a_result_is_not_blank(tmp_path: Path) -> None:
    def write(workbook: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["a", "b"])
        sheet.write_formula(1, 0, '=B2&" "&C2', None, "")
        # Never calculated: XlsxWriter puts 0 and asks for a calculation on opening.
        sheet.write_formula(2, 0, "=UPPER(B3)")

    found = written(tmp_path / "a.xlsx", write)
    assert cells(found, 2)[0] == Fault("formula-without-value", '=B2&" "&C2')
    assert cells(found, 3)[0] == Fault("formula-without-value", "=UPPER(B3)")


def test_a_result_of_nothing_or_zero_is_a_result(tmp_path: Path) -> None:
    def write(workbook: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["a", "b"])
        sheet.write_formula(1, 0, "=1-1", None, 0)
        sheet.write(1, 1, "x")

    path = tmp_path / "a.xlsx"
    written(path, write)
    rewritten(path, "xl/workbook.xml", lambda text: text.replace(' fullCalcOnLoad="1"', ""))
    assert cells(read_tables(path), 2) == [0.0, "x"]
    number, text = '<c r="A2"><f>1-1</f><v>0</v>', '<c r="A2" t="str"><f>""</f><v></v>'
    rewritten(path, "xl/worksheets/sheet1.xml", lambda part: part.replace(number, text))
    assert cells(read_tables(path), 2) == ["", "x"]


def test_cells_without_a_position_of_their_own(tmp_path: Path) -> None:
    def write(workbook: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["a", "b"])
        sheet.write(1, 0, 1)
        sheet.write_formula(1, 1, "=1/0", None, "#DIV/0!")

    path = tmp_path / "a.xlsx"
    written(path, write)
    rewritten(path, "xl/worksheets/sheet1.xml", lambda text: re.sub(r' r="[A-Z]?[0-9]+"', "", text))
    assert cells(read_tables(path), 2) == [1.0, Fault("cell-error", "#DIV/0!")]


def test_a_prefix_on_the_elements_of_a_sheet(tmp_path: Path) -> None:
    def write(workbook: Any, sheet: Any) -> None:
        sheet.write(0, 0, "a")
        sheet.write_formula(1, 0, "=1/0", None, "#DIV/0!")

    path = tmp_path / "a.xlsx"
    written(path, write)
    rewritten(
        path,
        "xl/worksheets/sheet1.xml",
        lambda text: re.sub(r"(</?)(\w)", r"\1x:\2", text).replace('xmlns="http', 'xmlns:x="http', 1),
    )
    assert cells(read_tables(path), 2) == [Fault("cell-error", "#DIV/0!")]


def test_cells_merged_downwards_count_for_every_row(tmp_path: Path) -> None:
    def write(workbook: Any, sheet: Any) -> None:
        sheet.merge_range(0, 0, 0, 1, "kop over twee")
        sheet.write_row(0, 2, ["c"])
        sheet.merge_range(1, 0, 3, 0, "samen")
        sheet.merge_range(1, 1, 2, 2, "blok")
        sheet.write(2, 3, "rij 3")
        sheet.write(3, 2, "rij 4")
        sheet.merge_range(5, 0, 100, 0, "tot beneden")
        sheet.write(6, 1, "rij 7")

    (found,) = written(tmp_path / "a.xlsx", write)
    filled = {number: [value or "" for value in values][:3] for number, values in found.rows}
    assert filled == {
        2: ["samen", "blok", ""],
        3: ["samen", "blok", ""],
        4: ["samen", "", "rij 4"],
        6: ["tot beneden", "", ""],
        7: ["tot beneden", "rij 7", ""],
    }


def test_hidden_sheets_and_rows_are_read_and_charts_are_not(tmp_path: Path) -> None:
    def write(workbook: Any, sheet: Any) -> None:
        sheet.write_column(0, 0, ["naam", "Jan"])
        sheet.set_row(1, None, None, {"hidden": True})
        hidden = workbook.add_worksheet("zetels")
        hidden.write(0, 0, "persoon")
        hidden.very_hidden()
        chart = workbook.add_chart({"type": "line"})
        chart.add_series({"values": "=personen!$A$1:$A$2"})
        workbook.add_chartsheet("grafiek").set_chart(chart)
        workbook.add_worksheet("leeg")

    found = written(tmp_path / "a.xlsx", write)
    assert [(each.name, each.header, len(each.rows)) for each in found] == [
        ("personen", ["naam"], 1),
        ("zetels", ["persoon"], 0),
        ("leeg", [], 0),
    ]


def refused(path: Path, data: bytes) -> str:
    path.write_bytes(data)
    with pytest.raises(InputRefused) as caught:
        read_tables(path)
    assert caught.value.params["path"] == str(path)
    return caught.value.code


def test_what_is_no_workbook(tmp_path: Path) -> None:
    whole = write_xlsx(tmp_path / "heel.xlsx", [table("personen", "naam", ["Jan"])]).read_bytes()
    other = tmp_path / "iets.zip"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("a.txt", "x")
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
    path = tmp_path / "a.xlsx"
    assert refused(path, b"") == "workbook-damaged"
    assert refused(path, b"naam;e-mail\nJan;x\n") == "workbook-damaged"
    assert refused(path, whole[: len(whole) // 2]) == "workbook-damaged"
    assert refused(path, other.read_bytes()) == "workbook-damaged"
    assert refused(path, old) == "workbook-old"
    assert refused(path, old + "EncryptedPackage".encode("utf-16-le")) == "workbook-encrypted"


def test_a_workbook_with_broken_xml(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [table("personen", "naam", ["Jan"])])
    for part in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"):
        broken = write_xlsx(tmp_path / "b.xlsx", [table("personen", "naam", ["Jan"])])
        rewritten(broken, part, lambda text: text[: len(text) // 2])
        assert refused(path, broken.read_bytes()) == "workbook-damaged", part


def test_a_document_type_is_refused(tmp_path: Path) -> None:
    """A "billion laughs" bomb needs one."""
    path = write_xlsx(tmp_path / "a.xlsx", [table("personen", "naam", ["Jan"])])
    rewritten(
        path, "xl/workbook.xml", lambda text: text.replace("<workbook", '<!DOCTYPE x [<!ENTITY a "b">]><workbook', 1)
    )
    assert refused(path, path.read_bytes()) == "workbook-damaged"


def test_a_cell_far_away_does_not_take_all_memory(tmp_path: Path) -> None:
    def write(workbook: Any, sheet: Any) -> None:
        sheet.write(0, 0, "naam")
        sheet.write(5000, 16383, "verdwaald")

    path = tmp_path / "a.xlsx"
    with pytest.raises(InputRefused) as caught:
        written(path, write)
    assert caught.value.code == "sheet-too-large"
    assert caught.value.params["sheet"] == "personen"


def test_a_cell_far_down_is_read(tmp_path: Path) -> None:
    def write(workbook: Any, sheet: Any) -> None:
        sheet.write(0, 0, "naam")
        sheet.write(1_048_575, 1, "beneden")

    (found,) = written(tmp_path / "a.xlsx", write)
    assert [number for number, _ in found.rows] == [1_048_576]


def test_bytes_are_read_once(tmp_path: Path) -> None:
    data = write_xlsx(tmp_path / "a.xlsx", [table("personen", "naam", ["Jan"])]).read_bytes()
    assert read_xlsx(Path("nergens.xlsx"), data)[0].rows == [(2, ["Jan"])]


def packed(path: Path, parts: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def parts_of(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_a_package_with_its_parts_elsewhere(tmp_path: Path) -> None:
    """All of ``xl/`` at the root, and the targets as full paths: where a part is says the package, not its folder."""
    day = date(2020, 1, 2)
    parts = parts_of(write_xlsx(tmp_path / "a.xlsx", [table("personen", "naam,sinds", ["Jan", day])]))
    moved = {name.replace("xl/", ""): content.replace("/xl/", "/") for name, content in parts.items()}
    moved["_rels/.rels"] = moved["_rels/.rels"].replace("xl/workbook.xml", "workbook.xml")
    moved["_rels/workbook.xml.rels"] = moved["_rels/workbook.xml.rels"].replace('Target="s', 'Target="/s')
    assert read_tables(packed(tmp_path / "b.xlsx", moved))[0].rows == [(2, ["Jan", day])]


def test_a_workbook_under_another_name_or_in_other_capitals(tmp_path: Path) -> None:
    parts = parts_of(write_xlsx(tmp_path / "a.xlsx", [table("personen", "naam", ["Jan"])]))
    capital = {name.replace("xl/workbook.xml", "xl/Workbook.xml"): content for name, content in parts.items()}
    named = {
        name.replace("workbook.xml", "boek.xml"): content.replace("xl/workbook.xml", "xl/boek.xml")
        for name, content in parts.items()
    }
    strings = {name.replace("sharedStrings", "SharedStrings"): content for name, content in parts.items()}
    for number, changed in enumerate((capital, named, strings)):
        assert changed.keys() != parts.keys()
        assert read_tables(packed(tmp_path / f"{number}.xlsx", changed))[0].rows == [(2, ["Jan"])]


def test_the_relations_of_a_workbook_in_other_capitals(tmp_path: Path) -> None:
    parts = parts_of(write_xlsx(tmp_path / "a.xlsx", [table("personen", "naam", ["Jan"])]))
    changed = {name.replace("workbook.xml", "Workbook.xml"): content for name, content in parts.items()}
    assert "xl/_rels/Workbook.xml.rels" in changed
    assert read_tables(packed(tmp_path / "b.xlsx", changed))[0].rows == [(2, ["Jan"])]


def test_two_sheets_of_one_name_are_both_read(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [table("een", "naam", ["Jan"]), table("twee", "naam", ["Piet"])])
    rewritten(path, "xl/workbook.xml", lambda text: text.replace('"twee"', '"een"'))
    assert [each.rows for each in read_tables(path)] == [[(2, ["Jan"])], [(2, ["Piet"])]]


def test_a_part_in_another_encoding(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [table("personen", "naam", ["Zoë"])])
    parts = parts_of(path)
    for encoding in ("UTF-16", "ISO-8859-1"):
        with zipfile.ZipFile(tmp_path / "b.xlsx", "w") as archive:
            for name, content in parts.items():
                archive.writestr(
                    name,
                    content.replace('encoding="UTF-8"', f'encoding="{encoding}"').encode(encoding, "xmlcharrefreplace"),
                )
        assert read_tables(tmp_path / "b.xlsx")[0].rows == [(2, ["Zoë"])]


def test_what_is_hidden_or_struck_through_is_read_and_told(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as workbook:
        struck, plain = workbook.add_format({"font_strikeout": True}), workbook.add_format({"bold": True})
        sheet = workbook.add_worksheet("personen")
        sheet.write_row(0, 0, ["naam", "telefoon"])
        for row, name in enumerate(["Jan", "Piet", "Kees", "Anna", "Els"], 1):
            sheet.write_row(row, 0, [name, "1"], struck if name == "Kees" else plain)
        for row in (1, 3, 4, 9):
            sheet.set_row(row, None, None, {"hidden": True})
        sheet.set_column(1, 1, None, None, {"hidden": True})
        hidden = workbook.add_worksheet("platforms")
        hidden.write_column(0, 0, ["naam", "Tafel"])
        hidden.very_hidden()
    loaded = load_path(tmp_path / "a.xlsx", "bron")
    assert sorted(node.name for node in nodes(loaded).values()) == ["Anna", "Els", "Jan", "Kees", "Piet", "Tafel"]
    assert found(loaded.warnings) == [
        ("hidden-rows", "personen", 2, "", "2, 4-5"),
        ("struck-through", "personen", 4, "", "4"),
        ("hidden-columns", "personen", None, "", "telefoon"),
        ("hidden-sheet", "platforms", None, "", ""),
    ]


def test_a_percentage_and_a_long_time_are_quoted_as_they_are_shown(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as workbook:
        sheet = workbook.add_worksheet("personen")
        sheet.write_column(0, 0, ["naam", "Jan", "Piet"])
        workbook.add_worksheet("adviseurs").write_row(0, 0, ["persoon", "uren per maand"])
        hours = workbook.get_worksheet_by_name("adviseurs")
        hours.write(1, 0, "Jan")
        hours.write(1, 1, 0.5, workbook.add_format({"num_format": "0%"}))
        hours.write(2, 0, "Piet")
        hours.write(2, 1, 30.5 / 24, workbook.add_format({"num_format": "[h]:mm"}))
    loaded = load_path(tmp_path / "a.xlsx", "bron")
    assert found(loaded.problems) == [
        ("not-number", "adviseurs", 2, "uren per maand", "50%"),
        ("not-number", "adviseurs", 3, "uren per maand", "30:30"),
    ]


def test_a_date_of_nothing_is_told_as_the_sheet_shows_it(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as workbook:
        sheet = workbook.add_worksheet("personen")
        sheet.write_row(0, 0, ["naam", "sinds"])
        sheet.write(1, 0, "Jan")
        sheet.write(1, 1, 0, workbook.add_format({"num_format": "d-m-yyyy"}))
    loaded = load_path(tmp_path / "a.xlsx", "bron")
    assert found(loaded.problems) == [("bad-date", "personen", 2, "sinds", "0-1-1900 0:00")]
