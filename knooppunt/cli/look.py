"""Commands that look things up: search, show, places."""

from __future__ import annotations

import click

from graph.vocabulary import vocabulary
from knooppunt.answers.card import TABLES, card
from knooppunt.answers.look import hits
from knooppunt.answers.places import what_is_known
from knooppunt.cli.framework import WORD, Choice, Command, language, whole
from knooppunt.cli.options import opened, output_options, scope_options
from knooppunt.cli.output import Destination
from knooppunt.documents.formats import format_named
from knooppunt.usecases import look
from knooppunt.usecases.network import Asked
from queries.search import DEFAULT_LIMIT


@click.command(cls=Command)
@click.argument("words", type=WORD, nargs=-1, required=True)
@scope_options("internal")
@output_options()
@click.option("--kind", type=Choice(*vocabulary().kinds))
@click.option("--limit", type=whole(1), default=DEFAULT_LIMIT, show_default=True)
def search(words: tuple[str, ...], asked: Asked, to: Destination, kind: str | None, limit: int) -> None:
    """Find nodes by name, id or property."""
    say, wanted = opened(asked), " ".join(words)
    to.write(*hits(say, wanted, *look.look_for(say.network, wanted, kind=kind, limit=limit)), head=say.not_stored())


@click.command(cls=Command)
@click.argument("name", type=WORD)
@scope_options("internal")
@output_options(*TABLES)
@click.option("--all", "all_", is_flag=True)
def show(name: str, asked: Asked, to: Destination, all_: bool) -> None:
    """Show everything about one node."""
    say = opened(asked)
    # Where it can be sorted and filtered every relation has its own row.
    each = all_ or not format_named(to.format).brief
    to.write(*card(say, *look.show(say.network, name), each=each), head=say.not_stored())


@click.command(cls=Command)
@click.argument("words", type=WORD, nargs=-1, required=True)
@output_options()
@click.pass_context
def places(ctx: click.Context, words: tuple[str, ...], to: Destination) -> None:
    """Tell what the table of places knows of a name."""
    to.write(*what_is_known(" ".join(words), language(ctx)))
