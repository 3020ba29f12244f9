"""The command that finds ways between two: path."""

from __future__ import annotations

import click

from knooppunt.answers.look import ways
from knooppunt.cli.framework import WORD, Command, whole
from knooppunt.cli.options import opened, output_options, scope_options
from knooppunt.cli.output import Destination
from knooppunt.usecases import look
from knooppunt.usecases.network import Asked
from queries.carrying.chains import DEFAULT_ALTERNATIVES


@click.command(cls=Command)
@click.argument("a", type=WORD, metavar="A")
@click.argument("b", type=WORD, metavar="B")
@scope_options("internal", known_only=True)
@output_options()
@click.option("--alternatives", type=whole(1), default=DEFAULT_ALTERNATIVES, show_default=True)
def path(a: str, b: str, asked: Asked, to: Destination, alternatives: int) -> None:
    """Show who can introduce A to B."""
    say = opened(asked)
    to.write(*ways(say, *look.ways(say.network, a, b, alternatives=alternatives)), head=say.not_stored())
