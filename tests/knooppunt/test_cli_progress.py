"""The bar of a long load: on a terminal only, and gone when it is done."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from graph.words.catalogue import LANGUAGES, text
from knooppunt.cli.app import main
from tests.knooppunt.command_line import run, write_csv


class _Screen(io.StringIO):
    """A terminal that keeps what is drawn on it."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    """Return a list of so many rows that progress is told in between."""
    return write_csv(tmp_path / "lijst", "personen", "naam", *(f"Persoon {number}" for number in range(2500))).parent


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_terminal_sees_how_far_it_is(lang: str, lists: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = _Screen()
    monkeypatch.setattr("knooppunt.cli.progress._PATIENCE", -1.0)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setattr(sys, "stderr", screen)
    with pytest.raises(SystemExit) as ended:
        main(["--lang", lang, "--file", str(tmp_path / "n.knooppunt"), "load", str(lists)])
    drawn = screen.getvalue()
    assert ended.value.code == 0
    assert text(lang, "load.progress") in drawn and " 40%" in drawn and " 80%" in drawn
    assert drawn.index(text(lang, "load.storing")) > drawn.index(" 80%")
    # At the end the line is wiped, so that what is told then does not stand behind it.
    assert drawn.endswith("\x1b[2K")


def test_nobody_else_does(lists: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("knooppunt.cli.progress._PATIENCE", -1.0)
    assert run("--file", tmp_path / "n.knooppunt", "load", lists).err == ""
