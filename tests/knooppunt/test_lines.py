"""Every line ends: what goes to the screen, to a file and to another program never runs together."""

from __future__ import annotations

import contextlib
import io
import shlex
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from knooppunt.cli.app import main
from knooppunt.documents.formats import FOR_ANSWERS
from tests.knooppunt.command_line import DAY, ROOT, commands, done, started, write_csv

QUESTIONS: list[list[str]] = [
    ["fragile"],
    ["fragile", "--why"],
    ["whatif", "--without-advisers"],
    ["missing"],
    ["gaps"],
    ["health", "--measures", "--per", "region"],
    ["plan", "--introductions", "1"],
    ["plan", "--meeting", "3"],
    ["plan", "--succession", "Kyra Garret"],
    ["diff", "--from", "2025-01-01"],
    ["decide"],
    ["search", "oog"],
    ["search", "niemand-heet-zo"],
    ["show", "Kyra Garret"],
    ["path", "Zandermeer", "Ouderenraad Rietwolde"],
    ["sources", "list"],
    ["sources", "show", "voorbeeldregio"],
]
OTHERS: list[list[str]] = [
    ["--help"],
    ["--version"],
    [],
    ["fragil"],
    ["show", "niemand-heet-zo"],
    ["fragile", "--format", "xlsx"],
    ["load", "lijst"],
    ["load", "goed"],
    ["load", "niets"],
    ["start"],
    ["start", "goed"],
    ["init"],
    ["check"],
    ["columns", "eigen.csv"],
    ["merge", "Kyra Garret", "Guus Jansse"],
    ["split", "Kyra Garret", "Guus Jansse"],
    ["places", "Utrecht"],
    ["template", "lijsten.xlsx"],
    ["map", "--output", "kaart.html"],
    ["map", "--output", "-"],
    ["report", "--output", "rapport.html"],
    ["export", "--output", "netwerk.gexf"],
    ["export", "--format", "graphml", "--output", "-"],
    ["sources", "withdraw", "niets"],
    ["places", "Bergen"],
    ["completion", "zsh"],
]


class _Written(io.RawIOBase):
    """A stream that writes down in one list, with the others, what reaches it."""

    def __init__(self, name: str, heard: list[tuple[str, bytes]]) -> None:
        self._name, self._heard = name, heard

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        self._heard.append((self._name, bytes(data)))  # type: ignore[call-overload]
        return len(self._heard[-1][1])


def _heard(arguments: Sequence[str]) -> list[tuple[str, bytes]]:
    """Return everything that the program writes, in its order, with the stream that it is written to."""
    heard: list[tuple[str, bytes]] = []
    out, err = (
        io.TextIOWrapper(io.BufferedWriter(_Written(name, heard)), encoding="utf-8", newline="")
        for name in ("out", "err")
    )
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), contextlib.suppress(SystemExit):
        main(list(arguments))
    out.flush()
    err.flush()
    return heard


def _check(arguments: Sequence[str]) -> None:
    heard = [(stream, data) for stream, data in _heard(arguments) if data]
    assert heard
    for (stream, data), (following, _) in zip(heard, [*heard[1:], ("end", b"")], strict=True):
        assert data.endswith(b"\n") or following == stream, (stream, data[-40:])


def test_every_command_is_listened_to() -> None:
    heard = {" ".join(words[: 2 if words[:1] == ["sources"] else 1]) for words in (*QUESTIONS, *OTHERS)}
    assert {words for words, ctx in commands() if words not in ("sources", "demo")} <= heard


@pytest.mark.parametrize("format_", FOR_ANSWERS)
@pytest.mark.parametrize("question", QUESTIONS, ids=" ".join)
def test_an_answer_ends_its_lines(question: list[str], format_: str, own_region: Path, tmp_path: Path) -> None:
    dated = [] if question[0] == "sources" else ["--to" if question[0] == "diff" else "--on", DAY]
    ask = ["--file", str(own_region), *question, *dated, "--format", format_]
    _check(ask)
    if format_ != "xlsx":
        path = tmp_path / "uit"
        done(*ask, "--output", path)
        assert path.read_bytes().endswith(b"\n")


@pytest.mark.parametrize("arguments", OTHERS, ids=lambda words: " ".join(words) or "nothing")
def test_anything_else_ends_its_lines(
    arguments: list[str], own_region: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_csv(tmp_path / "lijst", "zetels", "persoon;organisatie", "Puk;Raad X")
    write_csv(tmp_path / "goed", "personen", "naam", "Puk")
    (tmp_path / "eigen.csv").write_text("naam;functie;raad\nPuk;lid;Raad Elzenrade\n", encoding="utf-8")
    _check(["--file", str(own_region), *arguments])
    for path in [*tmp_path.glob("*.html"), *tmp_path.glob("*.g*ml"), *tmp_path.glob("*.gexf")]:
        assert path.read_bytes().endswith(b"\n"), path


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("skip", [[], ["--skip-bad-rows"]])
def test_a_refused_list_in_one_pipe(lang: str, skip: list[str], own_region: Path, tmp_path: Path) -> None:
    """Each of the lines, from the process itself, with both streams into one pipe and into one file."""
    lists = tmp_path / "lijst"
    write_csv(lists, "zetels", "persoon;organisatie", "Puk;Raad X")
    write_csv(lists, "personen", "naam;kleur", "Anna;rood")
    starts = ("Fout: ", "Error: ", "Let op: ", "Note: ", "Weggelaten: ", "Left out: ")
    changed = ("Nieuw in uw netwerk: ", "New in your network: ", "Volgende stap: ", "Next step: ")
    ask: list[str | Path] = ["--lang", lang, "--file", own_region, "load", lists, *skip]
    piped, _ = started(ask, stderr=subprocess.STDOUT).communicate(timeout=60)
    with (tmp_path / "uit.txt").open("wb") as file:
        started(ask, stdout=file, stderr=subprocess.STDOUT).wait(timeout=60)
    filed = (tmp_path / "uit.txt").read_bytes()
    assert piped.count(b"\n") > 3
    for text in (piped, filed):
        lines = text.decode("utf-8").splitlines()
        assert text.endswith(b"\n")
        for line in lines:
            assert not any(word in line[1:] for word in starts)
            assert line.startswith((*starts, *changed, "lijst", "  "))


@pytest.mark.skipif(sys.platform == "win32", reason="a shell there cannot close a stream")
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_stream_that_is_closed_leads_nowhere(closed: str, own_region: Path, tmp_path: Path) -> None:
    """As a service or a timetable starts a program: no traceback, and nothing in the network file but what belongs there."""
    write_csv(tmp_path / "goed", "personen", "naam", "Puk Lage")
    questions: list[tuple[list[str | Path], int]] = [
        (["search", "oog"], 0),
        (["load", tmp_path / "goed"], 0),
        (["load", "-", "--source", "personen"], 3),
        (["map", "--output", "-"], 0),
        (["fragile", "--format", "xlsx", "--output", "-"], 0),
        (["show", "niemand-heet-zo"], 2),
    ]
    for words, status in questions:
        line = shlex.join([sys.executable, "-m", "knooppunt", "--file", str(own_region), *map(str, words)])
        shell = subprocess.run(["sh", "-c", f"{line} {closed}"], capture_output=True, cwd=ROOT, check=False)
        assert shell.returncode == status, (words, shell.stderr)
        assert b"Traceback" not in shell.stderr and b"Exception" not in shell.stderr
    assert "Puk Lage" in done("--file", own_region, "search", "Puk Lage").out
