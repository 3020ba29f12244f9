"""Cases from public reports, tried with the command line; each test has the case's letter."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.knooppunt.command_line import done, run, write_csv

_ON = ("--on", "2026-11-26")


def _told(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture
def ended(tmp_path: Path) -> Path:
    """Return a network in which Jip and Raad A ended, and Raad B did not."""
    write_csv(tmp_path / "a", "personen", "naam;tot", "Jip;2020")
    write_csv(tmp_path / "a", "raden", "naam;tot", "Raad A;2021", "Raad B;")
    file = tmp_path / "n.knooppunt"
    done("--file", file, "load", tmp_path / "a")
    return file


@pytest.mark.parametrize(
    ("name", "day", "before"), [("Jip", "1 januari 2020", "2019-12-31"), ("Raad A", "1 januari 2021", "2020-12-31")]
)
def test_z_who_ended_is_told_as_such(ended: Path, name: str, day: str, before: str) -> None:
    shown = run("--file", ended, "show", name, *_ON)
    assert shown.status == 2
    searched = done("--file", ended, "search", name, *_ON)
    for text in (_told(shown.err), _told(searched.out)):
        assert f"{name} is gestopt op {day}" in text
        assert f"--on {before}" in text
        assert "Bedoelt u" not in text


def test_z_an_unknown_name_is_no_one_who_ended(ended: Path) -> None:
    text = run("--file", ended, "show", "Jippe", *_ON).err
    assert "gestopt" not in text


def test_y_each_property_has_its_own_source(tmp_path: Path) -> None:
    header, file = "naam;e-mail;telefoon", tmp_path / "n.knooppunt"
    write_csv(tmp_path / "a", "personen", header, "Jan Kade;jan@noord.example;")
    write_csv(tmp_path / "b", "personen", header, "Jan Kade;;06-22")
    for name in "ab":
        done("--file", file, "load", tmp_path / name)
    node = done("--file", file, "show", "Jan Kade", *_ON, "--format", "json").data["node"]
    assert node["property_sources"] == {
        "email": [{"source": "a", "where": "personen!2"}],
        "phone": [{"source": "b", "where": "personen!2"}],
    }
    lines = done("--file", file, "show", "Jan Kade", *_ON).out.splitlines()
    beside = {line.split()[0]: line for line in lines if "blad personen" in line}
    assert "a, blad personen" in beside["e-mail"]
    assert "b, blad personen" in beside["telefoon"]


def _both(folder: Path, sheet: str, first: str, second: str) -> tuple[list[dict[str, Any]], str]:
    """Return the nodes after loading two lists with one name each, and what the second load told."""
    file = folder / "n.knooppunt"
    for name, written in (("a", first), ("b", second)):
        write_csv(folder / name, sheet, "naam", written)
    done("--file", file, "load", folder / "a")
    told = run("--file", file, "load", folder / "b")
    assert told.status == 0
    found = done("--file", file, "search", second, *_ON, "--format", "json").data["results"]
    return found, _told(told.err)


_SPELLED = [
    ("personen", "Łukasz Lage", "Lukasz Lage"),
    ("personen", "Anne Ørsted", "Anne Orsted"),
    ("personen", "Yıldız Kaya", "Yildiz Kaya"),
    ("personen", "Ælf Đorđe", "Aelf Dorde"),
    ("personen", "Þór Ðan", "Thor Dan"),
    ("raden", "Raad Werk & Inkomen", "Raad Werk en Inkomen"),
    ("cliëntenorganisaties", "Zorg&Samen", "Zorg en Samen"),
]


@pytest.mark.parametrize(("sheet", "first", "second"), _SPELLED)
def test_n_names_that_people_type_otherwise_are_one_and_told(
    tmp_path: Path, sheet: str, first: str, second: str
) -> None:
    found, told = _both(tmp_path, sheet, first, second)
    assert len(found) == 1
    assert f"‘{second}’ heet in een andere lijst iets anders: {first}" in told


@pytest.mark.parametrize(
    ("first", "second"),
    [("Raad Werk + Inkomen", "Raad Werk en Inkomen"), ("Raad Noord", "Raad Nord"), ("Raad 1", "Raad 2")],
)
def test_n_names_that_differ_more_stay_apart(tmp_path: Path, first: str, second: str) -> None:
    file = tmp_path / "n.knooppunt"
    _both(tmp_path, "raden", first, second)
    nodes = [done("--file", file, "show", name, *_ON, "--format", "json").data["node"] for name in (first, second)]
    assert [each["name"] for each in nodes] == [first, second]
    assert nodes[0]["id"] != nodes[1]["id"]


@pytest.mark.parametrize(("sheet", "first", "second"), _SPELLED)
@pytest.mark.parametrize("change", [str, str.lower, str.upper])
def test_n_a_search_finds_what_is_spelled_otherwise(
    tmp_path: Path, sheet: str, first: str, second: str, change: Any
) -> None:
    file = tmp_path / "n.knooppunt"
    write_csv(tmp_path / "a", sheet, "naam", first)
    done("--file", file, "load", tmp_path / "a")
    for asked in (change(second), change(first)):
        found = done("--file", file, "search", asked, *_ON, "--format", "json").data["results"]
        assert [each["name"] for each in found] == [first]


def test_n_a_search_finds_a_part_of_such_a_name(tmp_path: Path) -> None:
    file = tmp_path / "n.knooppunt"
    write_csv(tmp_path / "a", "personen", "naam", "Yıldız Kaya", "Łukasz van Ørsted")
    done("--file", file, "load", tmp_path / "a")
    for asked, name in (("yildiz", "Yıldız Kaya"), ("orsted", "Łukasz van Ørsted"), ("lukasz", "Łukasz van Ørsted")):
        found = done("--file", file, "search", asked, *_ON, "--format", "json").data["results"]
        assert [each["name"] for each in found] == [name]


@pytest.mark.parametrize(
    "written",
    ["Provincie Utrecht", "Utrecht (provincie)", "prov. Utrecht", "Regio Elzen", "Elzen (regio)", "Stadsregio Elzen"],
)
@pytest.mark.parametrize(
    ("sheet", "header"),
    [
        ("clientenorganisaties", "naam;actief in"),
        ("steunorganisaties", "naam;actief in"),
        ("Adreslijst", "Organisatie;Werkgebied"),
    ],
)
def test_r1_an_area_that_says_to_be_a_region_is_one(tmp_path: Path, sheet: str, header: str, written: str) -> None:
    file = tmp_path / "n.knooppunt"
    write_csv(tmp_path / "a", sheet, header, f"KBO Noord;{written}", "KBO Oss;Oss", "KBO Boxtel;Boxtel")
    loaded = run("--file", file, "load", tmp_path / "a")
    assert loaded.status == 0, loaded
    found = done("--file", file, "search", written, *_ON, "--format", "json").data["results"]
    assert [each["id"].partition(":")[0] for each in found if each["name"] == written] == ["region"]
