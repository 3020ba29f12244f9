"""The command path: which way comes first, and what is told of a contact that nobody is known to keep."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.knooppunt.command_line import done, write_csv

DAY = "2026-11-22"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A and B: over Ina and Jan, who both sit in C; over contacts with D that nobody is known to keep; in platform P."""
    folder = tmp_path_factory.mktemp("path") / "lijst"
    write_csv(folder, "raden", "naam", *(f"Raad {letter}" for letter in "ABCDE"))
    write_csv(folder, "platforms", "naam", "Platform P")
    write_csv(folder, "personen", "naam", "Ina", "Jan", "Kim")
    seats = [("Ina", "Raad A"), ("Ina", "Raad C"), ("Jan", "Raad C"), ("Jan", "Raad B"), ("Kim", "Raad E")]
    write_csv(folder, "zetels", "persoon;organisatie", *map(";".join, seats))
    write_csv(folder, "contacten", "organisatie a;organisatie b", "Raad A;Raad D", "Raad D;Raad B")
    write_csv(folder, "deelnames", "organisatie;platform;via", "Raad A;Platform P;Ina", "Raad E;Platform P;Kim")
    made = folder.parent / "n.knooppunt"
    done("--file", made, "load", folder)
    return made


def test_known_people_go_first_and_a_contact_of_nobody_is_told_in_words(file: Path) -> None:
    ask = ("--file", file, "path", "Raad A", "Raad B", "--on", DAY)
    told = " ".join(done(*ask).out.split())
    assert told.index("Ina, Jan") < told.index("(niemand bekend)")
    assert (
        "(van de contacten tussen Raad A en Raad D en tussen Raad D en Raad B is niet bekend wie ze onderhoudt)" in told
    )
    first, second = done(*ask, "--format", "json").data["paths"]
    assert (first["distance"], first["unattributed"]) == (2, [])
    assert second["distance"] == 2
    assert [[end["name"] for end in step] for step in second["unattributed"]] == [
        ["Raad A", "Raad D"],
        ["Raad D", "Raad B"],
    ]
    english = " ".join(done("--lang", "en", *ask).out.split())
    assert "nobody is known to keep the contacts between Raad A and Raad D and between Raad D and Raad B" in english


def test_one_contact_of_nobody_and_two_in_one_platform(file: Path) -> None:
    told = " ".join(done("--file", file, "path", "Raad A", "Raad D", "--alternatives", "1", "--on", DAY).out.split())
    assert "Raad A > Raad D (van het contact tussen Raad A en Raad D is niet bekend wie het onderhoudt)" in told
    (way,) = done("--file", file, "path", "Raad A", "Raad E", "--format", "json", "--on", DAY).data["paths"]
    assert way["distance"] == 1 and [one["name"] for one in way["introducers"]] == ["Ina", "Kim"]
