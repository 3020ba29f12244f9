"""Cases from public reports, made small with invented names: what one list says. A test is named after its case.

Here: M1, M2, H1, H2, D1 (what a term ends on), D2, D3, O1, O3, P1, P2, X1 and R3, with neighbours of each.
In ``test_cases_advice``: A1 to A6. In ``test_cases_loaded``, by the command line: S1 to S4, V1, M1, H2, D1, G1.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph.words.catalogue import text
from loaders.base import CellValue, Problem
from loaders.meaning.wording import problem_fields
from tests.loaders.sheets import (
    found,
    load,
    load_path,
    nodes,
    only_problem,
    read_tables,
    relations,
    table,
    triples,
    write_xlsx,
)

_OSS = ("advises", "council:raad", "municipality:GM0828")


@pytest.mark.parametrize(("header", "row"), [("naam,plaats", ["Raad", "Oss"]), ("name,place", ["Raad", "Oss"])])
def test_a_place_tells_the_municipality_where_nothing_else_does(header: str, row: list[str]) -> None:
    loaded = load(table("raden", header, row))
    assert (loaded.problems, loaded.warnings) == ([], [])
    assert _OSS in triples(loaded)


@pytest.mark.parametrize(
    ("header", "row"),
    [("naam,plaats,gemeente", ["Raad", "Ravenstein", "Oss"]), ("naam,gemeente,plaats", ["Raad", "Oss", "x"])],
)
def test_a_place_beside_the_municipality_is_told_and_stops_nothing(header: str, row: list[str]) -> None:
    loaded = load(table("raden", header, row))
    assert loaded.problems == []
    assert [(each.code, each.value) for each in loaded.warnings] == [("unknown-column", "plaats")]
    assert _OSS in triples(loaded)


@pytest.mark.parametrize("header", ["sinds", "tot", "tot en met", "until"])
def test_r3_days_of_a_municipality_are_told_with_what_to_do(header: str) -> None:
    loaded = load(table("gemeenten", f"naam,{header}", ["Elzenrade", "2020-12-31"]))
    assert loaded.problems == []
    assert found(loaded.warnings) == [("municipality-has-no-days", "gemeenten", None, header, header)]
    assert problem_fields(loaded.warnings[0], "nl")["count"] == 1


@pytest.mark.parametrize(
    ("sheet", "kind", "one", "other"),
    [
        ("personen", "person", "Мария Jansen", "Ольга Jansen"),
        ("raden", "council", "Рада Oekraïne", "Фонд Oekraïne"),
        ("raden", "council", "Platform 50+", "Platform 50"),
        ("raden", "council", "Wijkraad 2.1", "Wijkraad 21"),
        ("regio's", "region", "Ж regio", "Щ regio"),
    ],
)
def test_m1_m2_names_that_differ_in_what_an_id_cannot_show_are_apart(
    sheet: str, kind: str, one: str, other: str
) -> None:
    loaded = load(table(sheet, "naam", [one], [other]))
    assert (loaded.problems, loaded.warnings) == ([], [])
    assert {each.name for each in nodes(loaded, kind).values()} == {one, other}


def test_h1_a_theme_as_a_website_writes_it() -> None:
    loaded = load(table("raden", "naam,thema's", ["R1", "Zorg &amp; welzijn"], ["R2", "Caf&eacute;; inkoop"]))
    assert loaded.problems == []
    assert [each.code for each in loaded.warnings] == ["entity"]
    assert {each.name for each in nodes(loaded, "topic").values()} == {"Zorg & welzijn", "Café", "inkoop"}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        *(
            ("Zorg &AMP; welzijn", "Zorg & welzijn"),
            ("a &plus; b", "a + b"),
            ("&copy; x", "© x"),
            ("L&#233;on", "Léon"),
        ),
        *(
            ("Werk &amp Inkomen", "Werk & Inkomen"),
            ("a&amp;amp;b", "a&b"),
            ("Caf&amp;eacute;", "Café"),
            ("&#xCB;n", "Ën"),
        ),
        *(("R&D", "R&D"), ("Zorg&or", "Zorg&or"), ("W&I", "W&I")),
    ],
)
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_h1_every_way_in_which_a_website_writes_a_character(
    tmp_path: Path, written: str, meant: str, separator: str
) -> None:
    (tmp_path / "raden.csv").write_text(f"naam{separator}thema's\nR1{separator}{written}\n", encoding="utf-8")
    loaded = load_path(tmp_path / "raden.csv", "raden")
    assert loaded.problems == []
    assert [each.name for each in nodes(loaded, "topic").values()] == [meant]
    assert [each.code for each in loaded.warnings if each.code == "entity"] == ["entity"] * (written != meant)


def test_h2_a_name_as_a_website_writes_it_is_that_name() -> None:
    loaded = load(
        table("raden", "naam", ["Raad Werk &amp; Inkomen"]),
        table("personen", "naam", ["Jip Kade"]),
        table("zetels", "persoon,organisatie", ["Jip Kade", "Raad Werk & Inkomen"]),
    )
    assert loaded.problems == []
    assert [each.name for each in nodes(loaded, "council").values()] == ["Raad Werk & Inkomen"]
    assert len(triples(loaded, "seat")) == 1


@pytest.mark.parametrize("name", ["#DOEMEE!", "#MeToo", "#1", "#SAMEN/STERK!", "#WAARDE van zorg!", "#NU?"])
def test_x1_a_name_that_begins_with_a_hash_is_a_name(name: str) -> None:
    loaded = load(table("raden", "naam", [name]))
    assert [each.name for each in nodes(loaded, "council").values()] == [name]


@pytest.mark.parametrize(
    "error", ["#N/B", "#NAAM?", "#VERW!", "#WAARDE!", "#DEEL/0!", "#REF!", "#N/A", "#####", "Err:502"]
)
def test_x1_what_a_spreadsheet_shows_as_an_error_is_none(error: str) -> None:
    assert only_problem(table("raden", "naam", [error])).code == "cell-error"


def _told(problem: Problem) -> str:
    return text("nl", f"problem.{problem.code}", **problem_fields(problem, "nl"))


def _term_end(cell: CellValue) -> Any:
    loaded = load(
        table("raden", "naam", ["KBO Raad"]),
        table("personen", "naam", ["Jip"]),
        table("zetels", "persoon,organisatie,einde termijn", ["Jip", "KBO Raad", cell]),
    )
    assert loaded.problems == []
    (seat,) = relations(loaded, "seat")
    return seat.properties.get("term_end")


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2026", "2026-12-31"),
        (2026, "2026-12-31"),
        ("2026-06", "2026-06-30"),
        ("juni 2026", "2026-06-30"),
        ("feb. 2028", "2028-02-29"),
        ("Q2 2026", "2026-06-30"),
        ("najaar 2026", "2026-11-30"),
        ("2022-2026", "2026-12-31"),
        ("1-6-2026", "2026-06-01"),
    ],
)
def test_d1_a_term_ends_on_the_last_day_of_a_period(cell: CellValue, day: str) -> None:
    assert _term_end(cell) == day


@pytest.mark.parametrize(
    "cell",
    [
        *("12–9–2017", "2017‑09‑12", "12−9−2017", "12 / 9 / 2017", "12.09.2017"),
        *("2017-09-12T19:30:00+02:00", "20170912", 20170912, "12-9-2017 10.30 uur", "2017-09-12 19:30:00"),
        *("dinsdag 12 september 2017", "di 12-9-2017", "Tuesday, September 12, 2017", "12 sept '17", "12-9-'17"),
        *("12e september 2017", "de 12de september 2017", "12th of September 2017", "Sep 12 2017", "12sep2017"),
        *("12 sept 2017 om 10u", "12 september 2017 19.30-21.30 uur", "20170912T193000", "12 9 2017"),
        *("\u200e12-9-2017", "１２-９-２０１７", "12\u00a09\u00a02017"),
    ],
)
def test_d2_d3_a_day_as_people_and_programs_write_it(cell: CellValue) -> None:
    loaded = load(table("raden", "naam,sinds", ["KBO Raad", cell]))
    assert loaded.problems == []
    assert [each.since for each in nodes(loaded, "council").values()] == [date(2017, 9, 12)]


@pytest.mark.parametrize("cell", ["maandag 12-9-2017", "ma 12 september 2017", "Monday, September 12, 2017"])
def test_d3_a_day_of_the_week_that_is_not_that_day_is_told(cell: str) -> None:
    loaded = load(table("raden", "naam,sinds", ["KBO Raad", cell]))
    assert loaded.problems == []
    assert [(each.code, each.value) for each in loaded.warnings] == [("other-weekday", cell)]
    assert "12 september 2017" in _told(loaded.warnings[0])


@pytest.mark.parametrize("cell", ["oneindig", "geen einddatum", "tot nader order", "until further notice"])
def test_o1_words_that_say_that_there_is_no_end(cell: str) -> None:
    loaded = load(table("raden", "naam,tot", ["KBO Raad", cell]))
    assert (loaded.problems, [each.code for each in loaded.warnings]) == ([], ["no-end"])


@pytest.mark.parametrize("column", ["sinds", "tot"])
@pytest.mark.parametrize("cell", ["0000-00-00", "0001-01-01", "1-1-0001", "0001-01-01T00:00:00"])
def test_o1_a_day_that_says_that_there_is_no_day(cell: str, column: str) -> None:
    loaded = load(table("raden", f"naam,{column}", ["KBO Raad", cell]))
    assert (loaded.problems, [each.code for each in loaded.warnings]) == ([], ["read-as-empty"])


@pytest.mark.parametrize("column", ["tot", "tot en met"])
@pytest.mark.parametrize("cell", ["9999-12-31", "31-12-9999", 9999, "99991231", date(9999, 12, 31), "2999-12-31"])
def test_o1_a_day_that_says_that_there_is_no_end(cell: CellValue, column: str) -> None:
    loaded = load(table("raden", f"naam,{column}", ["KBO Raad", cell]))
    assert loaded.problems == []
    assert [each.code for each in loaded.warnings] == ["no-end"]
    assert [each.until for each in nodes(loaded, "council").values()] == [None]


def test_o3_a_year_is_told_without_points() -> None:
    assert "1900 tot en met 2200" in _told(only_problem(table("raden", "naam,sinds", ["KBO Raad", "1066-01-01"])))


def _moved(path: Path, target: Path, name: Callable[[str], str], content: Callable[[str], str] = str) -> Path:
    """Write a package again with its parts under other names; ``content`` mends what refers to them."""
    with zipfile.ZipFile(path) as package, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as moved:
        for part in package.namelist():
            text_ = package.read(part).decode()
            moved.writestr(name(part), content(text_) if part in ("_rels/.rels", "[Content_Types].xml") else text_)
    return target


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (lambda part: part.removeprefix("xl/"), lambda text_: text_.replace("xl/", "")),
        (lambda part: part.replace("xl/workbook.xml", "xl/Workbook.xml"), str),
        (str.upper, str),
        (str.lower, str),
        (lambda part: part.replace("/", "\\"), str),
        (lambda part: f"/{part}", str),
        (lambda part: f"./{part}", str),
    ],
    ids=["p1-at-the-root", "p2-capital", "capitals", "small", "backslashes", "from-the-root", "from-here"],
)
def test_p1_p2_a_package_with_its_parts_under_other_names(
    tmp_path: Path, name: Callable[[str], str], content: Callable[[str], str]
) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [table("raden", "naam", ["KBO Raad"])])
    assert read_tables(_moved(path, tmp_path / "b.xlsx", name, content))[0].rows == [(2, ["KBO Raad"])]
