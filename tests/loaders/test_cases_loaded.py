"""Cases from public reports that show when lists are loaded beside or after each other: see ``test_cases``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.knooppunt.command_line import Result, done, run, write_csv


@pytest.fixture
def network(tmp_path: Path) -> Path:
    """Return where a network file may come."""
    return tmp_path / "netwerk.knooppunt"


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    """Return a folder with one person, who has a seat in one council."""
    folder = tmp_path / "lijst"
    write_csv(folder, "personen", "naam", "Puk Lage")
    write_csv(folder, "raden", "naam", "KBO Raad")
    write_csv(folder, "zetels", "persoon;organisatie", "Puk Lage;KBO Raad")
    return folder


def _loaded(network: Path, path: Path) -> Result:
    """Load with something to say about it."""
    result = run("--file", network, "load", path)
    assert result.status == 0, result
    return result


def _refused(network: Path, path: Path) -> str:
    result = run("--file", network, "load", path)
    assert result.status == 3, result
    return result.err


def _names(network: Path, words: str) -> list[str]:
    found = done("--file", network, "search", words, "--format", "json").data["results"]
    return sorted(each["name"] for each in found)


@pytest.mark.parametrize("content", [b"", b"\n", b"\xef\xbb\xbf", b";;\n;;\n", b"naam\n"])
def test_s1_an_empty_sheet_that_another_refers_to(network: Path, lists: Path, content: bytes) -> None:
    (lists / "personen.csv").write_bytes(content)
    err = _refused(network, lists)
    assert "blad zetels, rij 2, kolom persoon: ‘Puk Lage’ staat in geen enkele lijst" in err
    assert "blad personen: Op dit blad staat geen enkele rij" in err


@pytest.mark.parametrize("content", ["", "\n"])
def test_s2_a_blank_sheet_of_organisations_that_contacts_refer_to(tmp_path: Path, network: Path, content: str) -> None:
    folder = tmp_path / "l"
    write_csv(folder, "clientenorganisaties", "naam", "Bond A", "Bond B")
    write_csv(folder, "contacten", "organisatie a;organisatie b", "Bond A;Raad X")
    (folder / "raden.csv").write_text(content, encoding="utf-8")
    assert "kolom organisatie b: ‘Raad X’ staat in geen enkele lijst" in _refused(network, folder)


@pytest.mark.parametrize("content", ["", "naam\n"])
def test_s3_a_sheet_that_is_empty_now(network: Path, lists: Path, content: str) -> None:
    _loaded(network, lists)
    (lists / "personen.csv").write_text(content, encoding="utf-8")
    assert "‘Puk Lage’ staat in geen enkele lijst" in _refused(network, lists)
    assert _names(network, "Puk") == ["Puk Lage"]


@pytest.mark.parametrize("content", [None, "", "persoon;organisatie\n"])
def test_s4_a_sheet_that_was_there_before(network: Path, lists: Path, content: str | None) -> None:
    _loaded(network, lists)
    if content is None:
        (lists / "zetels.csv").unlink()
    else:
        (lists / "zetels.csv").write_text(content, encoding="utf-8")
    assert "blad zetels: de enige rij gaat weg (Puk Lage – KBO Raad)" in _refused(network, lists)


def test_m1_people_of_two_lists_in_another_script(tmp_path: Path, network: Path) -> None:
    write_csv(tmp_path / "a", "personen", "naam", "Мария Jansen", "Team 50+")
    write_csv(tmp_path / "b", "personen", "naam", "Ольга Jansen", "Team 50")
    _loaded(network, tmp_path / "a")
    _loaded(network, tmp_path / "b")
    assert _names(network, "Jansen") == ["Мария Jansen", "Ольга Jansen"]
    assert _names(network, "Team") == ["Team 50", "Team 50+"]


def test_h2_a_list_of_ones_own_is_read_as_it_was_meant(tmp_path: Path, network: Path) -> None:
    write_csv(tmp_path, "leden", "naam;organisatie;rol", "Jip Ren&eacute; Kade;Raad Werk &amp; Inkomen;lid")
    result = _loaded(network, tmp_path / "leden.csv")
    assert "‘Raad Werk &amp; Inkomen’ is gelezen als ‘Raad Werk & Inkomen’" in result.err
    assert _names(network, "Jip") == ["Jip René Kade"]
    assert _names(network, "Inkomen") == ["Raad Werk & Inkomen"]


@pytest.mark.parametrize(
    ("cell", "day"), [("2026", "2026-12-31"), ("2026-12", "2026-12-31"), ("Q1 2027", "2027-03-31")]
)
def test_d1_a_term_that_ends_with_the_year_is_reported(network: Path, lists: Path, cell: str, day: str) -> None:
    write_csv(lists, "raden", "naam", "KBO Raad", "ASD")
    write_csv(lists, "zetels", "persoon;organisatie;einde termijn", f"Puk Lage;KBO Raad;{cell}", "Puk Lage;ASD;")
    _loaded(network, lists)
    answer = done("--file", network, "fragile", "--on", "2026-11-26", "--format", "json").data
    (found,) = [each for each in answer["findings"] if each["kind"] == "term-ending"]
    assert found["last_day"] == day


def test_g1_files_that_nobody_made_are_passed_over(network: Path, lists: Path) -> None:
    for name in ("._zetels.csv", "~$zetels.csv", ".~lock.zetels.csv#", "._lijst.txt"):
        (lists / name).write_bytes(bytes.fromhex("00051607000200004d6163204f5320582020"))
    assert _loaded(network, lists).err == ""
    assert _names(network, "Puk") == ["Puk Lage"]


@pytest.mark.parametrize("name", ["._zetels.csv", "~$lijst.xlsx", "._lijst.xlsx"])
def test_g1_such_a_file_by_itself_is_told_for_what_it_is(tmp_path: Path, network: Path, name: str) -> None:
    (tmp_path / name).write_bytes(bytes.fromhex("00051607000200004d6163204f5320582020"))
    assert "is geen lijst" in _refused(network, tmp_path / name)


def test_s_a_folder_within_a_folder_is_told(network: Path, lists: Path) -> None:
    write_csv(lists / "noord", "personen", "naam", "Jip Kade")
    (lists / "plaatjes").mkdir()
    (lists / "__MACOSX").mkdir()
    (lists / "__MACOSX" / "zetels.csv").write_bytes(b"")
    err = _loaded(network, lists).err
    assert "De map noord in deze map is niet gelezen" in err
    assert err.count("Let op") == 1


_OLD = ("Jip Kade;voorzitter;Adviesraad Sociaal Domein", "Puk Lage;lid;KBO Raad")
_NEW = ("Puk Lage;voorzitter;Adviesraad Sociaal Domein",)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("ledenlijst 2025", "ledenlijst 2026"), ("leden", "leden (1)"), ("leden oud", "leden nieuw")),
        *(("leden jan 2026", "leden feb 2026"), ("20250101_leden", "20260101_leden"), ("leden", "kopie van leden")),
        *(("leden-2025", "Leden 2026-def2"), ("leden week 3", "leden week 14"), ("leden", "backup leden")),
    ],
)
def test_v1_a_list_that_looks_like_a_new_version_is_told(tmp_path: Path, network: Path, one: str, other: str) -> None:
    for name, rows in ((one, _OLD), (other, _NEW)):
        write_csv(tmp_path / name, "leden", "naam;rol;organisatie", *rows)
    _loaded(network, tmp_path / one)
    err = _loaded(network, tmp_path / other).err
    assert f"{other} lijkt een nieuwe versie van ‘{one}’" in err
    assert "--source" in err


@pytest.mark.parametrize(("one", "other"), [("leden noord", "leden zuid"), ("leden Mei", "leden Haaren")])
def test_v1_another_list_is_no_version(tmp_path: Path, network: Path, one: str, other: str) -> None:
    write_csv(tmp_path / one, "leden", "naam;rol;organisatie", *_OLD)
    write_csv(tmp_path / other, "leden", "naam;rol;organisatie", "Kees Vos;voorzitter;Wmo-raad Zuid")
    _loaded(network, tmp_path / one)
    assert "nieuwe versie" not in _loaded(network, tmp_path / other).err
