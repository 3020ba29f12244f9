"""Every answer about a network of which rows or cells were left out says so in its head, whoever asks, in every form."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from knooppunt.cli.app import app
from tests.knooppunt.command_line import run

#: What to ask of every command that is about a network; one that is not here fails.
_ASKED: dict[str, tuple[str, ...]] = {
    "search": ("Anna",),
    "show": ("Raad A",),
    "path": ("Raad A", "Raad C"),
    "fragile": (),
    "whatif": ("--without-advisers",),
    "missing": (),
    "gaps": (),
    "health": (),
    "plan": ("--introductions", "1"),
    "diff": ("--from", "2020-01-01"),
    "map": (),
    "report": (),
    "export": (),
}
_TOLD = {
    "internal": "1 rij en 2 cellen uit de lijsten zijn bij het laden weggelaten",
    "partners": "Het gaat om bron 1.",
    "public": "Wat hier staat is dus niet volledig.",
}


def _commands() -> Iterator[str]:
    context = click.Context(app)
    for name in app.list_commands(context):
        command = app.get_command(context, name)
        if command is not None and any(param.name == "audience" for param in command.params):
            yield name


@pytest.fixture(scope="module")
def lacking(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a network file of which one row and two cells were left out, of lists that name somebody."""
    folder = tmp_path_factory.mktemp("lacking")
    lists = folder / "van Anna Geheim"
    lists.mkdir()
    (lists / "raden.csv").write_text("naam;sinds;tot\nRaad A;2020;\nRaad B;ooit;eens\nRaad C;;\n", encoding="utf-8")
    (lists / "personen.csv").write_text("naam\nAnna\nBob\n", encoding="utf-8")
    (lists / "zetels.csv").write_text(
        "persoon;organisatie;rol\nAnna;Raad A;voorzitter\nAnna;Raad C;lid\nBob;;lid\n", encoding="utf-8"
    )
    file = folder / "netwerk.knooppunt"
    assert run("--file", file, "load", lists, "--skip-bad-rows").status == 0
    return file


#: What makes a file of its own; and what tells what people decided, of which nothing stands in a list.
_FILES, _DECISIONS = {"map", "report", "export"}, {"decide"}


@pytest.mark.parametrize(
    ("command", "audience"),
    [
        (command, audience)
        for command in sorted(set(_commands()) - _FILES - _DECISIONS)
        for audience in _TOLD
        # A plan is about persons, whom the public does not see.
        if (command, audience) != ("plan", "public")
    ],
)
def test_every_question_tells_it_on_a_screen_in_json_and_beside_a_table(
    command: str, audience: str, lacking: Path
) -> None:
    asked: list[str | Path] = ["--file", lacking, command, *_ASKED[command], "--audience", audience]
    shown, beside = run(*asked), run(*asked, "--format", "csv")
    head = " ".join(shown.out.split("\n\n")[0].split())
    assert head.startswith("Let op: ")
    assert _TOLD[audience] in head
    assert head in beside.err
    assert "Geheim" not in (shown.out + beside.out + beside.err if audience != "internal" else "")
    told = run(*asked, "--format", "json").data["not_stored"]
    sources = {"internal": ["van Anna Geheim"], "partners": ["#1"], "public": []}[audience]
    assert told == {"rows": 1, "cells": 2, "sources": sources}


@pytest.mark.parametrize("audience", _TOLD)
def test_map_report_and_export_tell_it(audience: str, lacking: Path, tmp_path: Path) -> None:
    told = {}
    for name in sorted(_FILES):
        made = tmp_path / f"{name}{'.gexf' if name == 'export' else '.html'}"
        result = run("--file", lacking, name, "--audience", audience, "--output", made)
        assert result.status == 0, result
        told[name] = result.err if name == "export" else _head(made)
    for name, words in told.items():
        assert _TOLD[audience] in words, name
        assert "1 rij en 2 cellen" in words
        assert ("Geheim" in words) == (audience == "internal"), name


def _head(made: Path) -> str:
    """Return what stands above everything else on a page."""
    return html.unescape(made.read_text(encoding="utf-8").partition("<header>")[2].partition("</header>")[0])


def test_it_is_of_the_newest_version_as_far_as_known(tmp_path: Path) -> None:
    """A list that is loaded again whole, or that is taken back, lacks nothing."""
    file, lists = tmp_path / "n.kn", tmp_path / "raden.csv"
    lists.write_text("naam;sinds\nRaad A;ooit\n", encoding="utf-8")
    assert run("--file", file, "load", lists, "--skip-bad-rows").status == 0
    fragile = ("--file", file, "fragile", "--format", "json")
    assert run(*fragile).data["not_stored"] == {"rows": 0, "cells": 1, "sources": ["raden.csv"]}
    assert run(*fragile, "--as-known", "2020-01-01").data["not_stored"] == {"rows": 0, "cells": 0, "sources": []}
    lists.write_text("naam;sinds\nRaad A;2019\n", encoding="utf-8")
    assert run("--file", file, "load", lists).status == 0
    assert run(*fragile).data["not_stored"] == {"rows": 0, "cells": 0, "sources": []}
    assert "weggelaten" not in run("--file", file, "fragile").out
    data = json.loads(run("--file", file, "sources", "list", "--format", "json").out)
    assert len(data["sources"]) == 1
