"""The command that asks which connections ought to exist or would help, and who can make the introduction."""

from __future__ import annotations

from pathlib import Path

import click

from knooppunt.cli.findings import Shown, finding_options, present
from knooppunt.cli.framework import Command, FilePath, Whole
from knooppunt.cli.options import opened, scope_options
from knooppunt.cli.rules import accepted
from knooppunt.rules.expectations import read_expectations
from knooppunt.usecases import Asked
from queries.missing.likely import DEFAULT_RANKED


@click.command(cls=Command)
@scope_options("internal", known_only=True)
@finding_options("missing")
@click.option("--expectations", "expectations_file", type=FilePath())
@click.option("--ranked", type=Whole(0), default=DEFAULT_RANKED, show_default=True)
def missing(asked: Asked, shown: Shown, expectations_file: Path | None, ranked: int) -> None:
    """Show which connections are missing."""
    from queries.missing.introductions import Introductions
    from queries.missing.question import missing as ask

    rules = accepted(read_expectations(asked.file, expectations_file))
    network, lang = opened(asked)
    found = ask(network, rules, ranked=ranked)
    complete = Introductions(network, found.graph).introduced
    present("missing", asked, shown, network, found.size, found.findings, lang, complete=complete)
