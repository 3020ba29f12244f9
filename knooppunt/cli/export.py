"""The command that writes the whole network for another program."""

from __future__ import annotations

import click

from knooppunt.cli.framework import Choice, Command
from knooppunt.cli.options import file_options, opened, scope_options
from knooppunt.cli.output import Output
from knooppunt.documents.safe import printable
from knooppunt.exports.registry import FORMATS, exported
from knooppunt.usecases.network import Asked


@click.command(cls=Command)
@scope_options("partners")
@click.option("--format", "format_", type=Choice(*FORMATS), default="gexf", show_default=True)
@file_options("export.file", lambda values: FORMATS[values["format_"]].suffix)
def export(asked: Asked, to: Output, format_: str) -> None:
    """Write the network for another program."""
    say = opened(asked)
    to.write(exported(say.network, format_, say.lang))
    if lacking := say.not_stored():
        click.echo(printable(lacking), err=True)
    counts = {"nodes": len(say.network.nodes), "relations": len(say.network.relations)}
    to.tell(say.said("export.done", path=str(to.path), **counts))
