"""What a shell gets to complete: commands, options and values, explained in the language that is asked for."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from graph.words.catalogue import LANGUAGES
from knooppunt.cli.framework import Choice, help_text
from tests.knooppunt.command_line import ROOT, commands, done, run

COMMANDS = dict(commands())


def _completed(monkeypatch: pytest.MonkeyPatch, *words: str, shell: str = "zsh") -> dict[str, tuple[str, str]]:
    """Return what may stand in the place of the last of ``words``: its sort and its explanation."""
    monkeypatch.setenv("_KNOOPPUNT_COMPLETE", f"{shell}_complete")
    monkeypatch.setenv("COMP_WORDS", shlex.join(["knooppunt", *words]))
    monkeypatch.setenv("COMP_CWORD", str(len(words)))
    result = run()
    assert (result.status, result.err) == (0, "")
    lines = result.out.strip("\n").splitlines()
    return {value: (sort, told) for sort, value, told in zip(lines[::3], lines[1::3], lines[2::3], strict=True)}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_commands_are_explained_in_the_language(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    told = _completed(monkeypatch, "--lang", lang, "")
    assert {name: words for name, (_, words) in told.items()} == {
        words: help_text(lang, words).split("\n")[0] for words in COMMANDS if words and " " not in words
    }
    assert list(_completed(monkeypatch, "--lang", lang, "sources", "w")) == ["withdraw"]


def test_an_environment_in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KNOOPPUNT_LANG", "en")
    assert _completed(monkeypatch, "fra") == {"fragile": ("plain", help_text("en", "fragile").split("\n")[0])}


@pytest.mark.parametrize("words", [words for words in COMMANDS if words])
def test_every_option_and_every_value_is_offered(words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ctx = COMMANDS[words]
    told = _completed(monkeypatch, *words.split(), "--")
    options = [param for param in ctx.command.get_params(ctx) if param.param_type_name == "option"]
    long = {name for param in options for name in (*param.opts, *param.secondary_opts) if name.startswith("--")}
    assert long - {"--help"} <= told.keys() <= long
    for param in ctx.command.params:
        if isinstance(param.type, Choice) and param.opts[0].startswith("--"):
            assert list(_completed(monkeypatch, *words.split(), param.opts[0], "")) == list(param.type.choices)


def test_a_path_is_for_the_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    for words in (["load", "lij"], ["map", "--output", "lij"], ["--file", "lij"], ["template", "lij"]):
        assert _completed(monkeypatch, *words) == {"lij": ("file", "_")}


@pytest.mark.parametrize("words", [["bogus", ""], ["fragile", "--bogus", ""], ["fragile", "--on", "gisteren", "x", ""]])
def test_nothing_sensible_gives_nothing_and_no_error(words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert _completed(monkeypatch, *words) == {}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_what_a_shell_reads(shell: str) -> None:
    out = done("completion", shell).out
    assert "_KNOOPPUNT_COMPLETE" in out and "knooppunt" in out and out.endswith("\n")


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
def test_bash_itself(tmp_path: Path) -> None:
    program = tmp_path / "knooppunt"
    program.write_text(f'#!/bin/sh\ncd "{ROOT}" && exec "{sys.executable}" -m knooppunt "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    script = (
        "source <(knooppunt completion bash); COMP_WORDS=(knooppunt wha); COMP_CWORD=1; _knooppunt_completion knooppunt;"
        'echo "${COMPREPLY[@]}"'
    )
    environment = {"PATH": f"{tmp_path}:/usr/bin:/bin"}
    told = subprocess.run(["bash", "-c", script], capture_output=True, env=environment, check=False)
    assert (told.stdout.decode(), told.stderr.decode()) == ("whatif\n", "")
