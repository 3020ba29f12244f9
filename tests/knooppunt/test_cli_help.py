"""Help: every command and option, in both languages, from the catalogue alone."""

from __future__ import annotations

import io
import re
import shlex
import shutil
from pathlib import Path

import click
import pytest
import xlsxwriter

from graph.words.catalogue import LANGUAGES, messages
from knooppunt.cli.framework import examples, help_key, help_text, parameter_help
from tests.knooppunt.command_line import ROOT, commands, run

COMMANDS = dict(commands())
#: What click itself would say, or what a developer leaves behind; none of these is a Dutch word or an option's value.
ENGLISH = re.compile(
    r"\b(usage|options|option|commands|command|args|arguments|show this|the|default|required|name|date|path|file)\b",
    re.IGNORECASE,
)
#: What is the same in every language: options, values to choose from, names of files and of other commands.
SAME = re.compile(r"--?[a-z][a-z-]*|\[[a-z_|-]+\]|'[a-z]+'|\([a-z]+\)|knooppunt [a-z ]+|\b[a-z-]+/[a-z0-9-]+\b")


def _shown(words: str, lang: str) -> str:
    result = run("--lang", lang, *words.split(), "--help")
    assert (result.status, result.err) == (0, "")
    return result.out


@pytest.mark.parametrize("words", COMMANDS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_help_tells_of_every_parameter(words: str, lang: str) -> None:
    shown = " ".join(_shown(words, lang).split())
    ctx = COMMANDS[words]
    for param in ctx.command.get_params(ctx):
        told = parameter_help(lang, help_key(ctx), param)
        assert told in shown
        assert all(option in shown for option in param.opts if isinstance(param, click.Option))


@pytest.mark.parametrize("words", COMMANDS)
def test_dutch_help_has_no_english(words: str) -> None:
    shown = SAME.sub("", _shown(words, "nl").replace(f"knooppunt {words}", ""))
    # The names of the commands are the same in both languages.
    shown = re.sub(r"^  [a-z0-9-]+  ", "", shown, flags=re.MULTILINE)
    assert ENGLISH.findall(shown) == []


@pytest.mark.parametrize("words", COMMANDS)
def test_the_two_languages_differ_in_every_text(words: str) -> None:
    ctx = COMMANDS[words]
    key = help_key(ctx)
    assert help_text("nl", key) != help_text("en", key)
    for param in ctx.command.get_params(ctx):
        assert parameter_help("nl", key, param) != parameter_help("en", key, param)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_help_is_left_over(lang: str) -> None:
    used = set()
    for ctx in COMMANDS.values():
        key = help_key(ctx)
        used.add(f"help.{key}")
        for param in ctx.command.get_params(ctx):
            name = "help" if "--help" in param.opts else param.name
            specific = f"help.{key}.{name}"
            used.add(specific if specific in messages(lang) else f"help.{name}")
    assert {code for code in messages(lang) if code.startswith("help.")} == used


@pytest.mark.parametrize("words", [words for words, ctx in COMMANDS.items() if isinstance(ctx.command, click.Group)])
def test_a_group_lists_its_commands(words: str) -> None:
    shown = _shown(words, "nl")
    group = COMMANDS[words].command
    assert isinstance(group, click.Group)
    for name in group.list_commands(COMMANDS[words]):
        first = help_text("nl", f"{words} {name}".strip().replace(" ", ".")).split("\n", 1)[0]
        assert re.search(rf"^  {name} ", shown, re.MULTILINE)
        assert first in " ".join(shown.split())


def test_nothing_at_all_shows_help_as_an_error() -> None:
    result = run()
    assert result.status == 2
    assert result.out == ""
    assert result.err.startswith("Gebruik: knooppunt [OPTIES] OPDRACHT ...")


def test_the_short_option_is_the_same() -> None:
    assert run("load", "-h").out == run("load", "--help").out


def test_the_language_comes_from_the_option_then_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("--help").out.startswith("Gebruik:")
    monkeypatch.setenv("KNOOPPUNT_LANG", "en_GB.UTF-8")
    assert run("--help").out.startswith("Usage:")
    assert run("--lang", "nl", "--help").out.startswith("Gebruik:")
    monkeypatch.setenv("KNOOPPUNT_LANG", "fr")
    assert run("--help").out.startswith("Gebruik:")


def test_a_command_to_copy_is_not_broken_at_a_hyphen() -> None:
    assert "--without-advisers" in _shown("whatif", "nl").partition("Opties")[0]


def test_version() -> None:
    result = run("--version")
    assert result.status == 0
    assert re.fullmatch(r"knooppunt \d+\.\d+\.\d+\n", result.out)


@pytest.mark.parametrize("words", COMMANDS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_command_shows_an_example(words: str, lang: str) -> None:
    lines = examples(lang, help_key(COMMANDS[words]))
    assert lines
    shown = _shown(words, lang)
    for line in lines:
        assert f"    {line}\n" in shown  # in one piece, to be copied
        _, *rest = shlex.split(line)
        rest = rest[2:] if rest[0] == "--file" else rest
        assert rest[: len(words.split())] == words.split()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_examples_work(lang: str, region: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One after the other, in the network of the fictional region."""
    monkeypatch.chdir(tmp_path)
    shutil.copy(region, "netwerk.knooppunt")
    shutil.copy(ROOT / "tests/data/lists/ledenlijst-adviesraad.xlsx", "ledenlijst.xlsx")
    Path("leden.csv").write_text("naam;functie\nPuk Lage;lid\n", encoding="utf-8")
    lines = [line for ctx in COMMANDS.values() for line in examples(lang, help_key(ctx))]
    # What is loaded is a workbook with something in it, and what was made is in nobody's way.
    book = next(line for line in lines if "template" in line).split()[-1]
    lines.sort(key=lambda line: ("withdraw" in line, "template" not in line, " load " not in line))
    for line in lines:
        words, _, handed_over = line.partition(" < ")
        if handed_over:
            given = io.BytesIO(b"persoon;organisatie\nKyra Garret;Ouderenraad Rietwolde\n")
            monkeypatch.setattr("sys.stdin", io.TextIOWrapper(given, encoding="utf-8"))
        done_ = run("--lang", lang, *shlex.split(words)[1:])
        assert done_.status == 0, (line, done_)
        if " template " in line:
            with xlsxwriter.Workbook(book) as made:
                made.add_worksheet("personen").write_column(0, 0, ["naam", "Puk Lage"])
    assert len(lines) > 20


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_example_is_left_over(lang: str) -> None:
    used = {f"example.{help_key(ctx)}" for ctx in COMMANDS.values()}
    assert {code for code in messages(lang) if code.startswith("example.")} == used
