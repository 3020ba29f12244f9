"""The command that says what to do first: introductions, a meeting, a succession."""

from __future__ import annotations

from pathlib import Path

import click

from graph.errors import UsageProblem
from knooppunt.answers.plan import TABLES, succession
from knooppunt.answers.plan import plan as told
from knooppunt.cli.framework import PATH, WORD, Command, whole
from knooppunt.cli.options import accepted, opened, output_options, scope_options
from knooppunt.cli.output import Destination
from knooppunt.rules.expectations import read_expectations
from knooppunt.rules.needs import read_needs
from knooppunt.usecases.decisions import accepted_now
from knooppunt.usecases.findings import OwnRules
from knooppunt.usecases.network import Asked
from knooppunt.usecases.plan import handing_over
from knooppunt.usecases.plan import plan as planned


@click.command(cls=Command)
@scope_options("internal", known_only=True)
@output_options(*TABLES)
@click.option("--introductions", type=whole(1))
@click.option("--meeting", type=whole(2))
@click.option("--succession", "leaver", type=WORD)
@click.option("--expectations", type=PATH)
@click.option("--needs", "needs_file", type=PATH)
def plan(
    asked: Asked,
    to: Destination,
    introductions: int | None,
    meeting: int | None,
    leaver: str | None,
    expectations: Path | None,
    needs_file: Path | None,
) -> None:
    """Say which few steps help most."""
    if sum(option is not None for option in (introductions, meeting, leaver)) != 1:
        raise UsageProblem("one-plan")
    if asked.audience == "public":
        raise UsageProblem("plan-needs-persons")
    if leaver is not None:
        say = opened(asked)
        handed, hanging = handing_over(say.network, asked.day, leaver, accepted=accepted_now(asked, say.network))
        to.write(*succession(say, handed, hanging), head=say.not_stored())
        return
    wishes = accepted(read_expectations(asked.file, expectations))
    rules = OwnRules(accepted(read_needs(asked.file, needs_file)), wishes)
    say = opened(asked)
    number, left_out = meeting or introductions or 1, accepted_now(asked, say.network)
    found = planned(say.network, asked.day, rules, number, meeting=meeting is not None, accepted=left_out)
    to.write(*told(say, found), head=say.not_stored())
