"""The command that asks how healthy the network is."""

from __future__ import annotations

from pathlib import Path

import click

from knooppunt.answers.health import health as told
from knooppunt.cli.framework import PATH, Choice, Command
from knooppunt.cli.options import Destination, accepted, opened, output_options, scope_options
from knooppunt.documents.formats import format_named
from knooppunt.rules.needs import read_needs
from knooppunt.rules.weights import read_weights
from knooppunt.usecases.health import condition
from knooppunt.usecases.network import Asked
from queries.gaps.coverage import UNITS
from queries.health.question import INDICATORS


@click.command(cls=Command)
@scope_options("internal", known_only=True)
@output_options
@click.option("--per", type=Choice(*UNITS))
@click.option("--measures", is_flag=True)
@click.option("--weights", "weights_file", type=PATH)
@click.option("--needs", "needs_file", type=PATH)
def health(
    asked: Asked, to: Destination, per: str | None, measures: bool, weights_file: Path | None, needs_file: Path | None
) -> None:
    """Show how healthy the network is."""
    named = {weight.id: weight.weight for weight in accepted(read_weights(asked.file, weights_file))}
    # An indicator that the file does not name does not count.
    weights = {name: named.get(name, 0) for name in INDICATORS}
    needs = accepted(read_needs(asked.file, needs_file))
    say = opened(asked)
    found = condition(say.network, asked.day, needs, weights, per=per or "", measures=measures)
    to.write(*told(say, found, full=not format_named(to.format).brief))
