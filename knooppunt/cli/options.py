"""What several commands share: options, the day of today, opening what is asked about."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar, cast

import click
from click.core import ParameterSource

from graph.errors import InputRefused
from graph.vocabulary import AUDIENCES
from graph.words.catalogue import text
from knooppunt.answers.speaker import Speaker
from knooppunt.cli.framework import DAY, PATH, WORD, Choice, language
from knooppunt.cli.output import Destination, Output
from knooppunt.documents.formats import FOR_ANSWERS, format_named
from knooppunt.documents.safe import printable
from knooppunt.rules.reader import Reading, problem_line
from knooppunt.usecases.network import Asked, open_network

_Function = TypeVar("_Function", bound=Callable[..., Any])
_Rules = TypeVar("_Rules")

_OUTPUT, _FORCE = click.option("--output", type=PATH), click.option("--force", is_flag=True)


def as_one(
    name: str, make: Callable[[dict[str, Any]], Any], options: Sequence[Callable[[_Function], _Function]]
) -> Callable[[_Function], _Function]:
    """Return a decorator that adds ``options`` and passes them on as one argument ``name``: what ``make`` makes of them.

    ``make`` takes them out of the values of all options of the command.
    """

    def decorate(function: _Function) -> _Function:
        @functools.wraps(function)
        def command(*args: Any, **values: Any) -> Any:
            made = make(values)
            return function(*args, **{name: made}, **values)

        return functools.reduce(lambda made, option: option(made), reversed(options), cast(_Function, command))

    return decorate


def scope_options(audience: str, *, known_only: bool = False) -> Callable[[_Function], _Function]:
    """Add --region, --on, --as-known and --audience (with its default), and pass them on as ``asked``.

    ``known_only``: also --known-only, for questions about what holds together.
    """
    options = [
        click.option("--region", type=WORD),
        click.option("--on", type=DAY),
        click.option("--as-known", type=DAY),
        click.option("--audience", type=Choice(*AUDIENCES), default=audience, show_default=True),
        *([click.option("--known-only", is_flag=True)] if known_only else []),
    ]
    return as_one("asked", _asked, options)


def _asked(values: dict[str, Any]) -> Asked:
    return Asked(
        file=network_file(),
        day=values.pop("on") or today(),
        known_only=values.pop("known_only", False),
        **{name: values.pop(name) for name in ("as_known", "region", "audience")},
    )


def output_options(*tables: str) -> Callable[[_Function], _Function]:
    """Add --format, --output and --force, and pass them on as ``to``: where an answer goes, if it may go there.

    ``tables`` are the names of the tables that an answer may have: when there are several, --table chooses one.
    """
    options = [
        click.option("--format", "format_", type=Choice(*FOR_ANSWERS), default="table", show_default=True),
        *([click.option("--table", type=Choice(*tables))] if tables else []),
        _OUTPUT,
        _FORCE,
    ]
    return as_one("to", _destination, options)


def _destination(values: dict[str, Any]) -> Destination:
    format_, path, force = values.pop("format_"), values.pop("output"), values.pop("force")
    output = Output(path, format_named(format_).suffix, network_file(), force) if path else None
    return Destination(format_, output, values.pop("table", None)).checked()


def file_options(
    name: str, suffix: Callable[[dict[str, Any]], str] = lambda _: ".html"
) -> Callable[[_Function], _Function]:
    """Add --output and --force, and pass them on as ``to``: the file to make, if it may be made.

    The message ``name`` is what it is called when nothing is said; ``suffix`` tells what it ends on, given all options.
    """

    def make(values: dict[str, Any]) -> Output:
        own = Path(text(language(click.get_current_context()), name)).with_suffix(suffix(values))
        path, force = values.pop("output") or own, values.pop("force")
        return Output(path, own.suffix, network_file(), force).checked()

    return as_one("to", make, [_OUTPUT, _FORCE])


def network_file() -> Path:
    """Return the network file of this command line."""
    file: Path = click.get_current_context().find_root().obj
    return file


def to_type(*words: str | Path) -> str:
    """Return the command line of ``words`` to be copied: with the --file and --lang of this one."""
    root = click.get_current_context().find_root()
    shared = [
        word
        for option in ("file", "lang")
        if root.get_parameter_source(option) is ParameterSource.COMMANDLINE
        for word in (f"--{option}", root.params[option])
    ]
    return " ".join(["knooppunt", *(_quoted(str(word)) for word in (*shared, *words))])


def _quoted(word: str) -> str:
    """Return a word as every shell takes it for one."""
    return word if re.fullmatch(r"[\w./:\\~-]+", word) else f'"{word}"'


def today() -> date:
    """Return the date of today where the user is. The one place that looks at the calendar."""
    return date.today()  # noqa: DTZ011  (the user's own day is meant)


def now() -> datetime:
    """Return what time it is where the user is."""
    return datetime.now().astimezone()


def accepted(reading: Reading[_Rules]) -> _Rules:
    """Return what was read of a file that a hub edits. Tells every problem, and raises InputRefused when there is any."""
    lang = language(click.get_current_context())
    for problem in sorted(reading.problems, key=lambda problem: problem.line):
        click.echo(printable(problem_line(problem, lang)), err=True)
    if reading.problems:
        raise InputRefused("rules-refused-told", path=reading.path, count=len(reading.problems))
    return reading.accepted()


def opened(asked: Asked, *, beside: Asked | None = None) -> Speaker:
    """Return who speaks of the network that is asked about (``open_network``); tell what the sources leave loose."""
    say = Speaker(open_network(asked, beside=beside), language(click.get_current_context()))
    if say.network.loose_ends:
        click.echo(say.said("loose-ends", count=len(say.network.loose_ends)), err=True)
    return say
