"""What several commands share: options, the day of today, opening what is asked about."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, TypeVar, cast

import click

from graph.errors import InputRefused
from graph.vocabulary import AUDIENCES
from knooppunt.answers.speaker import Speaker
from knooppunt.cli.framework import DAY, PATH, WORD, Choice, language
from knooppunt.cli.output import Destination
from knooppunt.documents.formats import FOR_ANSWERS
from knooppunt.documents.safe import printable
from knooppunt.rules.reader import Reading, problem_line
from knooppunt.usecases.network import Asked, open_network

_Function = TypeVar("_Function", bound=Callable[..., Any])
_Rules = TypeVar("_Rules")

OUTPUT_OPTIONS = (
    click.option("--format", "format_", type=Choice(*FOR_ANSWERS), default="table", show_default=True),
    click.option("--output", type=PATH),
)


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
        file=click.get_current_context().find_root().obj,
        day=values.pop("on") or today(),
        known_only=values.pop("known_only", False),
        **{name: values.pop(name) for name in ("as_known", "region", "audience")},
    )


def output_options(function: _Function) -> _Function:
    """Add --format and --output, and pass them on as ``to``."""
    return as_one("to", lambda values: Destination(values.pop("format_"), values.pop("output")), OUTPUT_OPTIONS)(
        function
    )


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


def opened(asked: Asked) -> Speaker:
    """Return who speaks of the network that is asked about; tell what the sources leave loose."""
    say = Speaker(open_network(asked), language(click.get_current_context()))
    if say.network.loose_ends:
        click.echo(say.said("loose-ends", count=len(say.network.loose_ends)), err=True)
    return say
