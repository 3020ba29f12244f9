"""The command that writes the whole network for another program."""

from __future__ import annotations

from pathlib import Path

import click

from knooppunt.cli.framework import PATH, Choice, Command
from knooppunt.cli.options import opened, scope_options
from knooppunt.exports.registry import FORMATS
from knooppunt.exports.registry import export as write
from knooppunt.usecases.network import Asked


@click.command(cls=Command)
@scope_options("partners")
@click.option("--format", "format_", type=Choice(*FORMATS), default="gexf", show_default=True)
@click.option("--output", type=PATH)
def export(asked: Asked, format_: str, output: Path | None) -> None:
    """Write the network for another program."""
    say = opened(asked)
    path = output or Path(say.said("export.file")).with_suffix(FORMATS[format_].suffix)
    write(say.network, path, format_, say.lang)
    counts = {"nodes": len(say.network.nodes), "relations": len(say.network.relations)}
    click.echo(say.said("export.done", path=str(path), **counts))
