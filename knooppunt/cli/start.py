"""The command that leads a beginner from a list to a report: start. Every step is another command, which it names."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import Any

import click

from graph.errors import InputRefused, KnooppuntError, UsageProblem
from graph.words.catalogue import text
from knooppunt.answers.changed import first_question
from knooppunt.cli import ask
from knooppunt.cli.columns import columns
from knooppunt.cli.confirm import confirmed, on_terminal
from knooppunt.cli.data import load
from knooppunt.cli.draw import map_, report
from knooppunt.cli.framework import PATH, Command, language
from knooppunt.cli.options import network_file, to_type, today
from knooppunt.documents.safe import printable
from knooppunt.usecases.columns import NO_WISHES, map_for
from knooppunt.usecases.network import Asked, open_network
from loaders.registry import accepted, hash_source

_STEPS = 6
#: Findings of each kind that are shown: a beginner reads the first ones.
_FIRST = "3"
#: Lists in this folder that can be chosen by number, the newest first.
_MOST_LISTS = 9
_MOST_TRIES = 5


@click.command(cls=Command)
@click.argument("path", type=PATH, required=False)
@click.pass_context
def start(ctx: click.Context, path: Path | None) -> None:
    """Lead from a list to the first findings, a map and a report; without a terminal, tell which commands do so."""
    lang = language(ctx)
    if path is not None:
        hash_source(path)
    if not on_terminal():
        if path is None:
            raise UsageProblem("start-without-list", command=to_type("start", text(lang, "start.any-list")))
        _show(text(lang, "start.no-terminal"))
        for code, command in _commands(path, "fragile").items():
            _show(f"  {command}", f"    {text(lang, f'start.{code}')}")
        return
    _show(text(lang, "start.welcome", file=str(network_file())))
    path = path or _chosen(lang)
    _look(ctx, path, lang)
    while not _goes_on(3, "load", to_type("load", path), lang):
        _show(text(lang, "start.same", command=to_type("columns", path, "--all", "--force")))
        if not confirmed(text(lang, "start.ask-every"), lang):
            _show(text(lang, "start.not-loaded", command=to_type("start", path)))
            return
        ctx.invoke(columns, path=path, all_=True, force=True)
    _load(ctx, path, lang)
    question = first_question(open_network(Asked(network_file(), today())))
    commands = _commands(path, question)
    if _goes_on(4, question, commands[question], lang):
        _do(ctx, getattr(ask, question), lang, limit=int(_FIRST))
    makers: dict[str, click.Command] = {"map": map_, "report": report}
    for number, (code, maker) in enumerate(makers.items(), 5):
        if _goes_on(number, code, commands[code], lang) and _do(ctx, maker, lang):
            _show(text(lang, "start.made", command=f"{commands[code]} --audience internal"))
    _show(
        "", text(lang, "start.done", another=to_type("start"), undo=to_type("sources", "withdraw", path.resolve().name))
    )


def _commands(path: Path, question: str) -> dict[str, str]:
    """Return the command line of every step, by its code."""
    return {
        "columns": to_type("columns", path),
        "load": to_type("load", path),
        question: to_type(question, "--limit", _FIRST),
        "map": to_type("map"),
        "report": to_type("report"),
    }


def _show(*lines: str) -> None:
    for line in lines:
        click.echo(printable(line))


def _heading(number: int, code: str, command: str, lang: str) -> None:
    """Show which step begins, and the command that does the same."""
    _show("", text(lang, "start.step", number=number, of=_STEPS, what=text(lang, f"start.{code}")))
    if command:
        _show(text(lang, "start.same", command=command))


def _goes_on(number: int, code: str, command: str, lang: str) -> bool:
    """Show a step, and ask whether to take it."""
    _heading(number, code, command, lang)
    return confirmed(text(lang, "start.ask"), lang, otherwise=True)


def _do(ctx: click.Context, command: click.Command, lang: str, **values: Any) -> bool:
    """Take a step; what keeps it from being done is told, and is no reason to stop."""
    try:
        ctx.invoke(command, **values)
    except UsageProblem as problem:
        _show(text(lang, f"error.{problem.code}", **problem.params))
        return False
    return True


# --- which list ------------------------------------------------------------------------------------------------------


def _chosen(lang: str) -> Path:
    """Ask which list it is about: one of this folder by its number, or any by its name."""
    _heading(1, "which", "", lang)
    found = _lists_here()
    for number, each in enumerate(found, 1):
        _show(f"  {number}  {each}")
    given = Path()
    for _ in range(_MOST_TRIES):
        code = "start.ask-list" if found else "start.ask-list-nothing-here"
        typed = click.prompt(text(lang, code), prompt_suffix=" ", err=sys.stderr.isatty())
        number = int(typed) if typed.strip().isdecimal() else 0
        given = found[number - 1] if 0 < number <= len(found) else _path(typed)
        try:
            hash_source(given)
        except KnooppuntError as error:
            _show(text(lang, f"error.{error.code}", **error.params))
        else:
            return given
    raise InputRefused("input-missing", path=str(given))


def _lists_here() -> list[Path]:
    """Return the lists in this folder, the newest first."""
    suffixes = {*accepted(folder=True), *accepted(folder=False)}
    with os.scandir() as entries:
        files = [each for each in entries if each.is_file() and Path(each.name).suffix.lower() in suffixes]
    own = [each for each in files if not each.name.startswith((".", "~$"))]
    return [Path(each.name) for each in sorted(own, key=lambda each: -each.stat().st_mtime)][:_MOST_LISTS]


def _path(typed: str) -> Path:
    """Return the path that somebody typed, or dragged into the window: that comes between quotes or with backslashes."""
    bare = typed.strip()
    if len(bare) > 1 and bare[0] == bare[-1] and bare[0] in "'\"":
        bare = bare[1:-1]
    elif os.sep == "/" and not Path(bare).exists():
        bare = re.sub(r"\\(.)", r"\1", bare)
    return Path(bare).expanduser()


# --- steps -----------------------------------------------------------------------------------------------------------


def _look(ctx: click.Context, path: Path, lang: str) -> None:
    """Show how the list is read, and ask about what is doubtful; a column map that is there already has the answers."""
    _heading(2, "columns", to_type("columns", path), lang)
    beside = map_for(path, NO_WISHES)
    if beside is not None:
        _show(text(lang, "start.map-there", path=str(beside), command=to_type("columns", path, "--force")))
        return
    ctx.invoke(columns, path=path)


def _load(ctx: click.Context, path: Path, lang: str) -> None:
    """Load the list; without the rows that have an error when that is what somebody wants. Raises InputRefused."""
    try:
        ctx.invoke(load, paths=(path,))
    except InputRefused as refused:
        if refused.code == "nothing-stored":
            _show("", text(lang, "start.same", command=to_type("load", path, "--skip-bad-rows")))
            if confirmed(text(lang, "start.ask-skip", count=refused.params["count"]), lang):
                ctx.invoke(load, paths=(path,), skip_bad_rows=True)
                return
        _show("", text(lang, "start.refused", command=to_type("start", path)))
        raise
