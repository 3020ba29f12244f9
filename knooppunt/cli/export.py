"""The command that writes the whole network for another program."""

from __future__ import annotations

from pathlib import Path

import click

from graph.words.catalogue import text
from knooppunt.cli.framework import Choice, Command, FilePath
from knooppunt.cli.options import opened, scope_options
from knooppunt.exports.registry import FORMATS
from knooppunt.exports.registry import export as write
from knooppunt.usecases import Asked


@click.command(cls=Command)
@scope_options("partners")
@click.option("--format", "format_", type=Choice(*FORMATS), default="gexf", show_default=True)
@click.option("--output", type=FilePath())
def export(asked: Asked, format_: str, output: Path | None) -> None:
    """Write the network for another program."""
    network, lang = opened(asked)
    path = output or Path(text(lang, "export.file")).with_suffix(FORMATS[format_].suffix)
    write(network, path, format_, lang)
    counts = {"nodes": len(network.nodes), "relations": len(network.relations)}
    click.echo(text(lang, "export.done", path=str(path), **counts))
