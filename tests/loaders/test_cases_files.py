"""Cases from public reports about files, made small with invented names; each test has the case's letter."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import xlsxwriter

from loaders.base import Loaded, Problem
from tests.knooppunt.command_line import run
from tests.loaders.sheets import load_path, nodes, read_tables, relations, table, write_xlsx

_PERSONS = "naam\nJip\nPuk\n"
_COUNCILS = "naam\nRaad Oss\n"


def _loaded(folder: Path, **files: str | bytes) -> Loaded:
    """Load a folder with these files, by the name of their sheet; what has no ending is a .csv."""
    for name, content in files.items():
        path = folder / (name.replace("_", ".") if "_" in name else f"{name}.csv")
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return load_path(folder, "lijst")


def _seats(loaded: Loaded) -> set[tuple[str, str]]:
    assert loaded.problems == []
    return {(each.origin, each.target) for each in relations(loaded, "seat")}


_BOTH = {("person:jip", "council:raad-oss"), ("person:puk", "council:raad-oss")}


@pytest.mark.parametrize(
    "seats",
    [
        '"persoon,organisatie"\n"Jip,Raad Oss"\n"Puk,Raad Oss"\n',
        '"persoon;organisatie"\n"Jip;Raad Oss"\n"Puk;Raad Oss"\n',
        '"persoon,organisatie"\r\n"Jip,""Raad Oss"""\r\n"Puk,Raad Oss"\r\n',
        'persoon,organisatie\n"Jip,Raad Oss"\n"Puk,Raad Oss"\n',
        '"persoon,organisatie";;\n"Jip,Raad Oss";;\n"Puk,Raad Oss";;\n',
    ],
)
def test_f1_rows_that_are_one_cell_are_taken_apart_and_told(tmp_path: Path, seats: str) -> None:
    loaded = _loaded(tmp_path, personen=_PERSONS, raden=_COUNCILS, zetels=seats)
    assert _seats(loaded) == _BOTH
    assert [(each.code, each.place.sheet) for each in loaded.warnings] == [("whole-rows-quoted", "zetels")]


@pytest.mark.parametrize("content", ["naam;telefoon\nJip;\nPuk;\n", "naam\nJip\nPuk\n", "naam;telefoon\n"])
def test_f1_rows_with_one_cell_that_are_no_whole_rows_stay(tmp_path: Path, content: str) -> None:
    loaded = _loaded(tmp_path, personen=content)
    assert (loaded.problems, loaded.warnings) == ([], [])
    assert len(nodes(loaded)) == content.count("\n") - 1


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("sep=;", ";"),
        ('"sep=;"', ";"),
        ("SEP=|", "|"),
        ("sep=\\t", "\t"),
        ("sep=\t", "\t"),
        ("sep=;;", ";"),
        ("sep = ,", ","),
    ],
)
def test_f2_a_line_that_tells_the_separator_is_no_header(tmp_path: Path, line: str, mark: str) -> None:
    rows = [["persoon", "organisatie"], ["Jip", "Raad Oss"], ["Puk", "Raad Oss"]]
    seats = "\r\n".join([line, *(mark.join(row) for row in rows), ""])
    loaded = _loaded(tmp_path, personen=_PERSONS, raden=_COUNCILS, zetels=seats)
    assert _seats(loaded) == _BOTH
    assert loaded.warnings == []


@pytest.mark.parametrize("mark", ["|", " | ", "\t", ",", ";"])
def test_f3_cells_may_be_parted_by_a_bar(tmp_path: Path, mark: str) -> None:
    loaded = _loaded(tmp_path, raden=f"naam{mark}gemeente\nRaad A{mark}Oss\n")
    assert loaded.problems == []
    assert {(each.origin, each.target) for each in relations(loaded)} == {("council:raad-a", "municipality:GM0828")}


@pytest.mark.parametrize(
    "content",
    [
        " naam | gemeente\n------+---------\n Raad A | Oss\n",
        "| naam | gemeente |\n|:---|---|\n| Raad A | Oss |\n",
        "naam;gemeente\n====;========\nRaad A;Oss\n",
    ],
)
def test_f3_a_line_under_the_headers_is_no_row_and_told(tmp_path: Path, content: str) -> None:
    loaded = _loaded(tmp_path, raden=content)
    assert loaded.problems == []
    assert [(each.code, each.place.row) for each in loaded.warnings] == [("line-under-header", 2)]
    assert [each.name for each in nodes(loaded, "council").values()] == ["Raad A"]


@pytest.mark.parametrize("name", ["Raad --- Oss", "-", "--"])
def test_f3_a_name_with_dashes_is_no_line(tmp_path: Path, name: str) -> None:
    assert len(nodes(_loaded(tmp_path, raden=f"naam;thema's\n{name};inkoop\n"), "council")) == 1


def test_f1_an_own_list_of_which_each_row_is_one_cell(tmp_path: Path) -> None:
    path = tmp_path / "Leden Raad Oss.csv"
    path.write_text('"Naam,Functie,Kleur"\n"Jip Lage,voorzitter,rood"\n"Puk Kade,lid,"\n', encoding="utf-8")
    (read,) = read_tables(path)
    assert read.header == ["Naam", "Functie", "Kleur"]
    assert [cells for _, cells in read.rows] == [["Jip Lage", "voorzitter", "rood"], ["Puk Kade", "lid", ""]]
    assert [each.fault.code for each in read.remarks] == ["whole-rows-quoted"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("name", ["raden_txt", "raden_tsv", "raden_TXT", "raden_csv"])
def test_f4_text_of_excel_is_read(tmp_path: Path, name: str, encoding: str) -> None:
    loaded = _loaded(tmp_path, **{name: "naam\tgemeente\r\nRaad Zoë\tOss\r\n".encode(encoding)})
    assert (loaded.problems, loaded.warnings) == ([], [])
    assert [each.name for each in nodes(loaded, "council").values()] == ["Raad Zoë"]


def test_f4_a_text_beside_the_lists_is_told(tmp_path: Path) -> None:
    loaded = _loaded(tmp_path, raden=_COUNCILS, LEESMIJ_txt='Dit is "de lijst.\nGroet\n')
    assert loaded.problems == []
    assert [each.code for each in loaded.warnings] == ["unknown-sheet"]


@pytest.mark.parametrize(
    ("encoding", "names"),
    [
        ("mac_roman", ["Zoë Lage", "André Lage", "Daniël Kade", "Ruud Hüls", "Cliëntenraad"]),
        ("cp850", ["Zoë Lage", "André Lage", "Coöperatie De Zon", "García Lage", "Vendôme"]),
        ("cp437", ["Zoë Lage", "Irène Kade", "Vendôme"]),
    ],
)
def test_e2_letters_of_another_system_are_told(tmp_path: Path, encoding: str, names: list[str]) -> None:
    for name in names:
        loaded = _loaded(tmp_path, raden=f"naam\n{name}\n".encode(encoding))
        assert [(each.code, each.params["name"]) for each in loaded.warnings] == [("garbled", name)]


@pytest.mark.parametrize("name", ["Zoë Lage", "René Lage", "Raad – Oss", "‘t Hart", "Çelik Lage"])
def test_e1_letters_that_were_read_as_others_are_told(tmp_path: Path, name: str) -> None:
    damaged = name.encode().decode("cp1252")
    loaded = load_path(write_xlsx(tmp_path / "lijst.xlsx", [table("raden", "naam", [damaged])]), "lijst")
    assert [(each.code, each.params["name"]) for each in loaded.warnings] == [("garbled", name)]
    assert [each.name for each in nodes(loaded).values()] == [damaged]


@pytest.mark.parametrize("name", ["Zoë Lage", "‘t Hart", "Œuvre 100‰", "Ãngela Lage", "D’Avalo"])
def test_e_letters_as_they_are_meant_are_not_told(tmp_path: Path, name: str) -> None:
    loaded = load_path(write_xlsx(tmp_path / "lijst.xlsx", [table("raden", "naam", [name])]), "lijst")
    assert loaded.warnings == []


def _told(loaded: Loaded) -> list[tuple[str, str, str]]:
    return [(each.code, each.place.sheet, each.value) for each in loaded.warnings]


def test_k_what_is_hidden_or_struck_through_is_read_and_told(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "lijst.xlsx")) as workbook:
        struck = workbook.add_format({"font_strikeout": True})
        sheets = {name: workbook.add_worksheet(name) for name in ("personen", "raden", "zetels", "platforms")}
        sheets["personen"].write_column(0, 0, ["naam", "Jip", "Puk"])
        sheets["raden"].write_column(0, 0, ["naam", "Raad Oss"])
        sheets["zetels"].write_row(0, 0, ["persoon", "organisatie"])
        sheets["zetels"].write_row(1, 0, ["Jip", "Raad Oss"])
        sheets["zetels"].write_row(2, 0, ["Puk", "Raad Oss"], struck)
        sheets["zetels"].set_row(1, None, None, {"hidden": True})
        sheets["platforms"].write_column(0, 0, ["naam", "Tafel"])
        sheets["platforms"].very_hidden()
    loaded = load_path(tmp_path / "lijst.xlsx", "lijst")
    assert _seats(loaded) == _BOTH
    assert len(nodes(loaded, "platform")) == 1
    assert [each[:2] for each in _told(loaded)] == [
        ("hidden-rows", "zetels"),
        ("struck-through", "zetels"),
        ("hidden-sheet", "platforms"),
    ]
    assert [each.place.row for each in loaded.warnings] == [2, 3, None]


def _in_cell(folder: Path, sheet: str, header: list[str], value: object, shape: str) -> Loaded:
    with xlsxwriter.Workbook(str(folder / "lijst.xlsx")) as workbook:
        people = workbook.add_worksheet("personen")
        people.write_column(0, 0, ["naam", "Jip"])
        cells = people if sheet == "personen" else workbook.add_worksheet(sheet)
        cells.write_row(0, 0, header)
        cells.write(1, 0, "Jip")
        cells.write(1, 1, value, workbook.add_format({"num_format": shape}))
    return load_path(folder / "lijst.xlsx", "lijst")


def _hours(folder: Path, value: object, shape: str) -> tuple[object, list[Problem], list[Problem]]:
    loaded = _in_cell(folder, "adviseurs", ["persoon", "uren per maand"], value, shape)
    return [each.properties for each in nodes(loaded).values()], loaded.problems, loaded.warnings


def test_q1_a_day_that_is_zero_is_told_as_a_spreadsheet_shows_it(tmp_path: Path) -> None:
    (problem,) = _in_cell(tmp_path, "personen", ["naam", "sinds"], 0, "d-m-yyyy").problems
    assert problem.value.startswith("0-1-1900")


@pytest.mark.parametrize("shape", ["[h]:mm", "[hh]:mm:ss"])
def test_q2_hours_as_a_time_are_quoted(tmp_path: Path, shape: str) -> None:
    _, (problem,), _ = _hours(tmp_path, timedelta(hours=30, minutes=30), shape)
    assert (problem.code, problem.value) == ("not-number", "30:30")


@pytest.mark.parametrize("shape", ["0%", "0.0%", "0.00%"])
def test_q3_a_percentage_is_no_number_of_hours(tmp_path: Path, shape: str) -> None:
    _, (problem,), _ = _hours(tmp_path, 0.25, shape)
    assert (problem.code, problem.value) == ("not-number", "25%")


@pytest.mark.parametrize(("written", "number"), [("12.500", 12.5), ("12,500", 12.5), ("1.200", 1.2)])
def test_q4_a_number_that_may_be_two_is_told(tmp_path: Path, written: str, number: float) -> None:
    _, problems, (warning,) = _hours(tmp_path, written, "@")
    assert problems == []
    assert (warning.code, warning.value, warning.params["number"]) == ("read-as-decimal", written, number)


def test_e_letters_in_a_list_of_your_own_are_told_once(tmp_path: Path) -> None:
    path = tmp_path / "Leden Raad Oss.csv"
    path.write_text("Naam;Functie\nZoÃ« Lage;voorzitter\nJip Kade;lid\n", encoding="utf-8")
    told = run("--file", tmp_path / "n.knooppunt", "load", path)
    assert told.status == 0
    assert told.err.count("‘ZoÃ« Lage’ is waarschijnlijk ‘Zoë Lage’") == 1


def test_q4_the_bounds_of_a_number_are_written_as_people_write_them(tmp_path: Path) -> None:
    write_xlsx(
        tmp_path / "lijst.xlsx",
        [table("personen", "naam", ["Jip"]), table("adviseurs", "persoon,uren per maand", ["Jip", "1.234,5"])],
    )
    told = run("--file", tmp_path / "n.knooppunt", "load", tmp_path / "lijst.xlsx")
    assert told.status == 3
    assert "een getal van 0 tot en met 744." in told.err
