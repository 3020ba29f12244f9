"""Options that several commands share."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from graph.network import Network
from graph.vocabulary import AUDIENCES
from graph.words.catalogue import text
from knooppunt.cli.framework import Choice, Day, FilePath, Word, language
from knooppunt.usecases import Asked, open_network

_F = TypeVar("_F", bound=Callable[..., Any])

FORMATS = ("table", "json", "csv", "xlsx")


def scope_options(audience: str, *, known_only: bool = False) -> Callable[[_F], _F]:
    """Add --region, --on, --as-known and --audience (with its default), and pass them on as ``asked``.

    ``known_only``: also --known-only, for questions about what holds together.
    """

    only_known = click.option("--known-only", is_flag=True)

    def decorate(function: _F) -> _F:
        @click.option("--region", type=Word())
        @click.option("--on", type=Day())
        @click.option("--as-known", type=Day())
        @click.option("--audience", type=Choice(*AUDIENCES), default=audience, show_default=True)
        @(only_known if known_only else _unchanged)
        @functools.wraps(function)
        def command(
            *args: Any, region: str | None, on: date | None, as_known: date | None, audience: str, **kwargs: Any
        ) -> Any:
            file: Path = click.get_current_context().find_root().obj
            only = kwargs.pop("known_only", False)
            asked = Asked(file, on or today(), as_known, region, audience, only)
            return function(*args, asked=asked, **kwargs)

        return command  # type: ignore[return-value]

    return decorate


def _unchanged(function: _F) -> _F:
    return function


def output_options(function: _F) -> _F:
    """Add --format and --output."""
    with_output = click.option("--output", type=FilePath())(function)
    return click.option("--format", "format_", type=Choice(*FORMATS), default="table", show_default=True)(with_output)


def today() -> date:
    """Return the date of today where the user is. The one place that looks at the calendar."""
    return date.today()  # noqa: DTZ011  (the user's own day is meant)


def opened(asked: Asked) -> tuple[Network, str]:
    """Return the network that is asked about and the language; tell what the sources leave loose."""
    lang = language(click.get_current_context())
    network = open_network(asked)
    if network.loose_ends:
        click.echo(text(lang, "loose-ends", count=len(network.loose_ends)), err=True)
    return network, lang
