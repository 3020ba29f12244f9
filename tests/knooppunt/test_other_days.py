"""Who has ended or is still to begin: told as such, with a day on which it is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.knooppunt.command_line import done, run, write_csv

_ON = ("--on", "2026-11-26")
_JIP = (
    "Jip is gestopt op 1 januari 2020 en staat dus niet in het netwerk van 26 november 2026. "
    "Wilt u zien hoe het was? Gebruik --on 2019-12-31."
)


@pytest.fixture(params=[False, True], ids=["in this order", "in the other"])
def network(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """Return a network of two lists, loaded in either order."""
    write_csv(tmp_path / "a", "personen", "naam;sinds;tot", "Jip;;2020", "Wil;2030-02-01;", "Noa;;")
    write_csv(tmp_path / "b", "raden", "naam;tot", "Raad A;2021", "Raad B;")
    file = tmp_path / "n.knooppunt"
    for name in ("b", "a") if request.param else ("a", "b"):
        done("--file", file, "load", tmp_path / name)
    return file


@pytest.mark.parametrize(
    "asked", [("show", "Jip"), ("path", "Jip", "Raad B"), ("whatif", "--without", "Jip"), ("show", "person:jip")]
)
def test_who_has_ended_is_told_with_the_day(network: Path, asked: tuple[str, ...]) -> None:
    result = run("--file", network, *asked, *_ON)
    assert result.status == 2
    assert _JIP in " ".join(result.err.split())


def test_an_organisation_and_who_is_to_begin(network: Path) -> None:
    council = run("--file", network, "show", "Raad A", *_ON).err
    assert "Raad A is gestopt op 1 januari 2021" in council
    assert "--on 2020-12-31" in council
    assert "Raad B" not in council
    begins = run("--file", network, "show", "wil", *_ON).err
    assert "Wil begint op 1 februari 2030" in begins
    assert "--on 2030-02-01" in begins


@pytest.mark.parametrize(("name", "day"), [("Jip", "2019-12-31"), ("Wil", "2030-02-01"), ("Raad A", "2020-12-31")])
def test_the_day_that_is_named_shows_it(network: Path, name: str, day: str) -> None:
    assert done("--file", network, "show", name, "--on", day, "--format", "json").data["node"]["name"] == name


def test_a_search_tells_it_too(network: Path) -> None:
    assert _JIP in " ".join(done("--file", network, "search", "Jip", *_ON).out.split())
    found = done("--file", network, "search", "Raad A", *_ON, "--format", "json").data
    assert found["elsewhere"] == [
        {"id": "council:raad-a", "name": "Raad A", "kind": "council", "since": None, "until": "2021-01-01"}
    ]
    # What is there today and is as like it, is the answer.
    assert done("--file", network, "search", "Raad", *_ON, "--format", "json").data["elsewhere"] == []


@pytest.mark.parametrize("audience", ["partners", "public"])
def test_others_are_told_of_organisations_only(network: Path, audience: str) -> None:
    seen = ("--audience", audience, *_ON)
    assert "gestopt" not in run("--file", network, "show", "Jip", *seen).err
    assert done("--file", network, "search", "Jip", *seen, "--format", "json").data["elsewhere"] == []
    assert "Raad A is gestopt op 1 januari 2021" in run("--file", network, "show", "Raad A", *seen).err
