"""A list of one's own beside known sheets in one file: who is named in both is one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.knooppunt.command_line import done, run, write_csv

_LIST = ("naam;rol;organisatie", "Puk Lage;lid;KBO Raad")


@pytest.mark.parametrize(
    ("sheet", "lines", "council"),
    [
        ("raden", ("naam", "KBO Raad"), "council:kbo-raad"),
        ("raden", ("id;naam;gemeente", "7;KBO Raad;Oss"), "council:7"),
        ("raden", ("naam;gemeente", "KBO raad;Oss"), "council:kbo-raad"),
        ("raden", ("naam;ook bekend als", 'Ouderenraad Oss;"Bond; KBO Raad"'), "council:ouderenraad-oss"),
        ("platforms", ("id;naam", "p;KBO Raad"), "platform:p"),
    ],
)
def test_an_organisation_on_a_known_sheet_is_the_one_that_a_list_names(
    tmp_path: Path, sheet: str, lines: tuple[str, ...], council: str
) -> None:
    write_csv(tmp_path / "l", sheet, *lines)
    write_csv(tmp_path / "l", "ledenlijst", *_LIST)
    assert _seats(tmp_path) == [council]


def test_a_person_on_a_known_sheet_is_the_one_that_a_list_names(tmp_path: Path) -> None:
    write_csv(tmp_path / "l", "personen", "id;naam;e-mail", "p1;Puk Lage;puk@voorbeeld.nl")
    write_csv(tmp_path / "l", "ledenlijst", *_LIST)
    network = tmp_path / "n.knooppunt"
    assert run("--file", network, "load", tmp_path / "l").status == 0
    found = done("--file", network, "search", "Puk", "--format", "json").data["results"]
    assert [each["id"] for each in found] == ["person:p1"]


def test_a_name_that_fits_two_on_a_known_sheet_is_asked_about(tmp_path: Path) -> None:
    write_csv(tmp_path / "l", "raden", "naam;gemeente", "KBO Raad;Oss", "KBO Raad;Bernheze")
    write_csv(tmp_path / "l", "ledenlijst", *_LIST)
    result = run("--file", tmp_path / "n.knooppunt", "load", tmp_path / "l")
    assert result.status == 3
    assert "‘KBO Raad’ past op meer dan één" in result.err


def _seats(folder: Path) -> list[str]:
    network = folder / "n.knooppunt"
    result = run("--file", network, "load", folder / "l")
    assert result.status == 0, result
    card = done("--file", network, "show", "Puk Lage", "--format", "json").data
    return [each["to"]["id"] for each in card["relations"] if each["relation"] == "seat"]
