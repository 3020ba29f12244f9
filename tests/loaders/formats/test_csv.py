"""CSV: encodings, delimiters, quoted cells of several lines, and files that are no text."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import InputRefused
from loaders.base import Table
from loaders.formats.csv import read_csv
from loaders.meaning.load import load_tables
from loaders.registry import read_source
from tests.loaders.sheets import FILE, SOURCE, found, read_tables, table, write_csv_folder

TEXT = "naam;e-mail;gemeente\nZoë;zoe@example.org;Súdwest-Fryslân\n"


def read(data: bytes | str, name: str = "personen.csv") -> Table:
    (found,) = read_csv(Path(name), data.encode() if isinstance(data, str) else data)
    return found


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_encodings(encoding: str) -> None:
    result = read(TEXT.encode(encoding))
    assert result.header == ["naam", "e-mail", "gemeente"]
    assert result.rows == [(2, ["Zoë", "zoe@example.org", "Súdwest-Fryslân"])]


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode() + b"\x81\x8d",
        TEXT.encode() + "é".encode("cp1252"),
        b"\xff\xfen\x00a",
        b"naam\x00;x\n",
        b"PK\x03\x04\x00\x00",
        b"\xef\xbb\xbfnaam\n\xff\n",
    ],
)
def test_what_is_no_text(data: bytes) -> None:
    if data == b"\xff\xfen\x00a":
        data = data[:-1] + b"\xd8"
    with pytest.raises(InputRefused) as caught:
        read(data)
    assert caught.value.code == "csv-not-text"


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_the_delimiter_with_the_most_known_headers(delimiter: str) -> None:
    text = f'naam{delimiter}e-mail{delimiter}"thema; \'s, a\tb"\nJan{delimiter}"a,b;c\td"{delimiter}\n'
    assert read(text).rows == [(2, ["Jan", "a,b;c\td", ""])]


def test_a_single_column_and_unknown_headers() -> None:
    assert read("naam\nJansen, Jan\n").rows == [(2, ["Jansen, Jan"])]
    assert read("foo,bar\n1,2\n", "onbekend.csv").header == ["foo", "bar"]


def test_the_line_in_which_excel_tells_the_delimiter() -> None:
    result = read('sep=,\r\nnaam,telefoon\r\nJan,"1;2"\r\n')
    assert result.header == ["naam", "telefoon"]
    assert result.rows == [(3, ["Jan", "1;2"])]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_row_number_is_the_line_on_which_the_row_starts(end: str) -> None:
    lines = ["", "naam;opmerking", 'Jan;"een', "twee", 'drie"', "", 'Piet;"x', 'y"', "Kees;z"]
    result = read(end.join(lines))
    assert [(number, cells[0]) for number, cells in result.rows] == [(3, "Jan"), (7, "Piet"), (9, "Kees")]
    assert str(result.rows[0][1][1]).split() == ["een", "twee", "drie"]


@pytest.mark.parametrize("text", ['naam;x\nJan;"open\nPiet;y\n', 'naam;x\nJan;y\n"Piet" de Vries;z\n'])
def test_quotation_marks_that_do_not_match(text: str) -> None:
    with pytest.raises(InputRefused) as caught:
        read(text)
    assert caught.value.code == "csv-broken"
    assert caught.value.params["row"] in (2, 3)


def test_quotation_marks_within_a_text_are_fine() -> None:
    assert read('naam;x\nJan "de Lange" Jansen;"zei ""ja"""\n').rows == [(2, ['Jan "de Lange" Jansen', 'zei "ja"'])]


def test_an_empty_file() -> None:
    assert read("").header == []
    assert read(" ; \n\n").rows == []


def test_a_row_longer_than_the_header() -> None:
    tables = [read("naam;telefoon\nJan;1;;\nPiet;2;rest;meer\nKees\n")]
    loaded = load_tables(tables, FILE, SOURCE, ())
    assert found(loaded.problems) == [("extra-cells", "personen", 3, "", "rest; meer")]
    assert loaded.problems[0].params == {"count": 2}
    assert [count.read for count in loaded.counts] == [3]


def test_a_folder_gives_a_table_per_file(tmp_path: Path) -> None:
    folder = write_csv_folder(
        tmp_path / "lijsten", [table("personen", "naam", ["Jan"]), table("zetels", "persoon", ["Jan"])]
    )
    for name in ("README.md", "x.yaml", "x.json", "maak.py", "~$open.xlsx"):
        (folder / name).write_text("x", encoding="utf-8")
    (folder / "GEMEENTEN.CSV").write_text("naam\nHaarlem\n", encoding="utf-8")
    (folder / "sub.csv").mkdir()
    read_folder = read_source(folder)
    assert [each.name for each in read_folder.tables] == ["GEMEENTEN", "personen", "zetels"]
    assert read_folder.loader == "csv"
    assert read_folder.warnings == []


def test_workbooks_in_the_folder_are_passed_over_with_a_warning(tmp_path: Path) -> None:
    folder = write_csv_folder(tmp_path / "lijsten", [table("personen", "naam", ["Jan"])])
    for name in ("oud.xls", "leden.xlsx", "rek.ods"):
        (folder / name).write_bytes(b"")
    assert found(read_source(folder).warnings) == [
        ("file-passed-over", "", None, "", "leden.xlsx"),
        ("file-passed-over", "", None, "", "oud.xls"),
        ("file-passed-over", "", None, "", "rek.ods"),
    ]


def test_a_single_file_is_the_sheet_it_is_called_after(tmp_path: Path) -> None:
    path = tmp_path / "Personen.csv"
    path.write_text("naam\nJan\n", encoding="utf-8")
    assert read_tables(path) == [Table("Personen", ["naam"], [(2, ["Jan"])])]


def test_every_row_between_quotation_marks_as_a_whole() -> None:
    result = read('"naam,telefoon"\n"Jan,06"\n"Piet,""a,b"""\n')
    assert result.header == ["naam", "telefoon"]
    assert result.rows == [(2, ["Jan", "06"]), (3, ["Piet", "a,b"])]
    loaded = load_tables([result], FILE, SOURCE, ())
    assert found(loaded.warnings) == [("whole-rows-quoted", "personen", None, "", "")]
    # One column of names with commas is that.
    assert read('"naam"\n"Jansen, Jan"\n').rows == [(2, ["Jansen, Jan"])]


@pytest.mark.parametrize("line", ['"sep=;"', "sep=;", "SEP=;"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_line_that_tells_the_delimiter_between_quotation_marks(line: str, encoding: str) -> None:
    result = read(f"{line}\r\nnaam;telefoon\r\nJan;1,2\r\n".encode(encoding))
    assert (result.header, result.rows) == (["naam", "telefoon"], [(3, ["Jan", "1,2"])])


def test_upright_lines_between_the_cells() -> None:
    assert read("naam|gemeente\nJan|Velsen; x, y\n").rows == [(2, ["Jan", "Velsen; x, y"])]


@pytest.mark.parametrize("suffix", [".tsv", ".txt", ".TXT"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_text_with_tabs(tmp_path: Path, suffix: str, encoding: str) -> None:
    path = tmp_path / f"personen{suffix}"
    path.write_bytes("naam\ttelefoon\r\nZoë\t06\r\n".encode(encoding))
    assert read_tables(path) == [Table("personen", ["naam", "telefoon"], [(2, ["Zoë", "06"])])]
    assert read_tables(tmp_path) == read_tables(path)


def test_some_text_beside_the_lists_does_not_stop_them(tmp_path: Path) -> None:
    folder = write_csv_folder(tmp_path / "lijsten", [table("personen", "naam", ["Jan"])])
    (folder / "lees mij.txt").write_text('Zie ook "de lijst\nvan "vorig" jaar\n', encoding="utf-8")
    loaded = load_tables(read_tables(folder), FILE, SOURCE, ())
    assert loaded.problems == []
    assert [(each.code, each.value) for each in loaded.warnings] == [("unknown-sheet", "lees mij")]


def test_a_cell_that_is_too_long_is_not_called_a_matter_of_quotation_marks_alone() -> None:
    whole = read(f"naam;opmerking\nJan;{'x' * 131_072}\n")
    assert len(str(whole.rows[0][1][1])) == 131_072
    with pytest.raises(InputRefused) as caught:
        read(f"naam;opmerking\nJan;y\nPiet;{'x' * 131_073}\n")
    assert (caught.value.code, caught.value.params["row"]) == ("csv-long-cell", 3)


def test_a_comma_in_the_title_alone_parts_nothing() -> None:
    result = read("Presentielijst Platform Jeugd, 3 maart 2026\nNaam;Raad\nPuk Lage;Wmo-raad Ede\n")
    assert [result.header, *(row for _, row in result.rows)] == [
        ["Presentielijst Platform Jeugd, 3 maart 2026"],
        ["Naam", "Raad"],
        ["Puk Lage", "Wmo-raad Ede"],
    ]
