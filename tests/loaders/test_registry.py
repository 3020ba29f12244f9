"""What can be read at all, what is said about the rest, and when two sources are the same."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from graph.errors import InputRefused
from graph.words.catalogue import text
from loaders import registry
from loaders.base import Format, Origin, Table
from loaders.registry import FORMATS, hash_source, read_source
from tests.loaders.sheets import found, load_path, nodes, ods_sheet, table, write_csv_folder, write_ods, write_xlsx

ROOT = Path(__file__).parents[2]
TABLES = [table("personen", "naam,sinds", ["Jan", "2017"]), table("platforms", "naam", ["Tafel"])]


def refused(path: Path) -> str:
    for attempt in (read_source, hash_source):
        with pytest.raises(InputRefused) as caught:
            attempt(path)
    return caught.value.code


def test_what_is_not_there_or_of_another_kind(tmp_path: Path) -> None:
    assert refused(tmp_path / "niets.xlsx") == "input-missing"
    assert refused(tmp_path) == "folder-without-csv"
    codes = {".xls": "input-other-spreadsheet", ".xlsb": "input-other-spreadsheet", ".docx": "input-unknown-format"}
    for suffix, code in {**codes, ".PDF": "input-unknown-format", "": "input-unknown-format"}.items():
        path = tmp_path / f"lijst{suffix}"
        path.write_bytes(b"x")
        assert refused(path) == code


def test_every_format_gives_the_same_statements(tmp_path: Path) -> None:
    paths = {
        "xlsx": write_xlsx(tmp_path / "a.XLSX", TABLES),
        "ods": write_ods(tmp_path / "a.ods", "".join(map(ods_sheet, TABLES))),
        "csv": write_csv_folder(tmp_path / "a", TABLES),
    }
    statements = [load_path(path, "bron").statements for path in paths.values()]
    assert {id_: node.name for id_, node in nodes(load_path(paths["ods"], "bron")).items()} == {
        "person:jan": "Jan",
        "platform:tafel": "Tafel",
    }
    assert statements[0] == statements[1] == statements[2]
    assert [read_source(path).loader for path in paths.values()] == list(paths)


@pytest.mark.parametrize("suffix", [".xlsm", ".XLSM"])
def test_a_workbook_with_macros_is_read_as_a_workbook(tmp_path: Path, suffix: str) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", TABLES)
    other = path.rename(path.with_suffix(suffix))
    with zipfile.ZipFile(other) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    main = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", main
    )
    assert main in parts["[Content_Types].xml"]
    with zipfile.ZipFile(other, "w") as archive:
        for name, content in {**parts, "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 no macro is run or read"}.items():
            archive.writestr(name, content)
    assert set(nodes(load_path(other, "bron"))) == {"person:jan", "platform:tafel"}


def test_the_hash_of_a_file_is_that_of_its_bytes(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", TABLES)
    copy = tmp_path / "b.xlsx"
    copy.write_bytes(path.read_bytes())
    assert read_source(path).hash == hash_source(path) == hash_source(copy)
    one, other = tmp_path / "personen.csv", tmp_path / "persons.csv"
    one.write_bytes(b"naam\nJan\n")
    other.write_bytes(b"naam\nJan\n")
    # sha256sum of these bytes
    assert hash_source(one) == hash_source(other) == "63ec713d50f35c5ac5457fecd63f2c9b41e58d78675ab0694f1fe792d8e3cc47"


def test_the_hash_of_a_folder_is_that_of_its_csv_files(tmp_path: Path) -> None:
    folder = write_csv_folder(tmp_path / "een", TABLES)
    before = hash_source(folder)
    assert read_source(folder).hash == before
    assert hash_source(write_csv_folder(tmp_path / "twee", TABLES)) == before
    (folder / "README.md").write_text("uitleg", encoding="utf-8")
    assert hash_source(folder) == before
    (folder / "zetels.csv").write_bytes(b"")
    with_empty = hash_source(folder)
    assert with_empty != before
    (folder / "zetels.csv").rename(folder / "contacten.csv")
    assert hash_source(folder) not in (before, with_empty)


def test_warnings_about_the_folder_are_told_with_the_rest(tmp_path: Path) -> None:
    folder = write_csv_folder(tmp_path / "een", [*TABLES, table("adressen", "straat", ["Dorpsstraat"])])
    (folder / "rest.xlsx").write_bytes(b"")
    loaded = load_path(folder, "bron")
    assert found(loaded.warnings) == [
        ("file-passed-over", "", None, "", "rest.xlsx"),
        ("unknown-sheet", "adressen", None, "", "adressen"),
    ]


def test_progress_is_told_along_the_way(tmp_path: Path) -> None:
    rows = [[f"Persoon {number}"] for number in range(2500)]
    path = write_xlsx(tmp_path / "a.xlsx", [table("personen", "naam", *rows)])
    steps: list[tuple[int, int]] = []
    load_path(path, "bron", progress=lambda done, total: steps.append((done, total)))
    assert steps == [(1000, 2500), (2000, 2500), (2500, 2500)]


def test_what_is_left_behind_in_a_folder_is_passed_over(tmp_path: Path) -> None:
    folder = write_csv_folder(tmp_path / "lijsten", [table("personen", "naam", ["Jan"])])
    (folder / "._personen.csv").write_bytes(b"\x00\x05\x16\x07\x00\x02\x00\x00Mac OS X")
    for name in ("~$personen.csv", "~$zetels.xlsx", ".~lock.personen.csv#", "._zetels.xlsx", ".~lock.zetels.csv"):
        (folder / name).write_bytes(b"\x00x")
    loaded = load_path(folder, "bron")
    assert (loaded.problems, loaded.warnings) == ([], [])
    assert [node.name for node in nodes(loaded).values()] == ["Jan"]
    assert hash_source(folder) == hash_source(write_csv_folder(tmp_path / "twee", [table("personen", "naam", ["Jan"])]))


def read_card(path: Path, data: bytes) -> list[Table]:
    """Read a file of one person, whose name is all that stands in it."""
    return [Table("personen", ["naam"], [(1, [data.decode()])], Origin(path.name, ["FN"]))]


@pytest.fixture
def cards(monkeypatch: pytest.MonkeyPatch) -> None:
    """Register a format of one sheet per file."""
    monkeypatch.setitem(registry._BY_SUFFIX, ".vcf", Format("vcard", (".vcf",), read_card, folder=True))


@pytest.mark.usefixtures("cards")
def test_a_folder_of_any_format_with_one_sheet_per_file(tmp_path: Path) -> None:
    for name in ("jan", "piet"):
        (tmp_path / f"{name}.vcf").write_text(name.title(), encoding="utf-8")
    (tmp_path / "rest.ods").write_bytes(b"")
    assert read_source(tmp_path / "jan.vcf").loader == read_source(tmp_path).loader == "vcard"
    loaded = load_path(tmp_path, "kaartjes")
    assert {node.name: node.sources[0].where for node in nodes(loaded).values()} == {
        "Jan": "jan.vcf!1",
        "Piet": "piet.vcf!1",
    }
    assert [(each.code, each.value) for each in loaded.warnings] == [("file-passed-over", "rest.ods")]
    write_csv_folder(tmp_path, [table("platforms", "naam", ["Tafel"])])
    assert read_source(tmp_path).loader == "csv+vcard"
    assert len(nodes(load_path(tmp_path, "kaartjes"))) == 3


def said(path: Path, lang: str) -> str:
    with pytest.raises(InputRefused) as caught:
        read_source(path)
    return text(lang, f"error.{caught.value.code}", **caught.value.params)


def test_messages_name_every_format(tmp_path: Path) -> None:
    (tmp_path / "lijst.docx").write_bytes(b"x")
    expected = (
        "Laad een werkboek (.xlsx, .xlsm of .ods), een .csv, .tsv, .txt, .vcf of .ics-bestand "
        "of een map met .csv, .tsv, .txt, .vcf of .ics-bestanden."
    )
    assert said(tmp_path / "lijst.docx", "nl").endswith(expected)
    assert said(tmp_path, "en").endswith("for instance persons.csv, or load a workbook (.xlsx, .xlsm or .ods).")


def test_messages_name_every_format_of_a_folder(tmp_path: Path) -> None:
    assert "een map aan met per blad een .csv, .tsv, .txt, .vcf of .ics-bestand" in said(tmp_path, "nl")


@pytest.mark.parametrize("page", ["README.md", "docs/laden.md"])
def test_the_docs_name_every_format(page: str) -> None:
    told = (ROOT / page).read_text(encoding="utf-8")
    assert [suffix for each in FORMATS for suffix in each.suffixes if suffix not in told] == []
