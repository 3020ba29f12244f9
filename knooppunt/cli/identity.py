"""Commands by which people tell who is the same, and who is not: merge, split."""

from __future__ import annotations

import click

from graph.words.catalogue import text
from knooppunt.cli.framework import WORD, Command, language
from knooppunt.cli.options import network_file, now, to_type
from knooppunt.documents.safe import printable
from knooppunt.usecases.identity import judge


@click.command(cls=Command)
@click.argument("a", type=WORD, metavar="A")
@click.argument("b", type=WORD, metavar="B")
@click.pass_context
def merge(ctx: click.Context, a: str, b: str) -> None:
    """Keep that two are the same."""
    _judge(ctx, a, b, same=True)


@click.command(cls=Command)
@click.argument("a", type=WORD, metavar="A")
@click.argument("b", type=WORD, metavar="B")
@click.pass_context
def split(ctx: click.Context, a: str, b: str) -> None:
    """Keep that two are not the same."""
    _judge(ctx, a, b, same=False)


def _judge(ctx: click.Context, a: str, b: str, *, same: bool) -> None:
    lang = language(ctx)
    ids = judge(network_file(), a, b, now(), same=same)
    code, opposite = ("merge", "split") if same else ("split", "merge")
    undo = to_type(opposite, *ids)
    click.echo(printable(text(lang, f"{code}.done", one=ids[0], other=ids[1], undo=undo)))
