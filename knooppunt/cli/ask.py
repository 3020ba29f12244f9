"""Commands that ask how the network is: fragile, whatif, missing, gaps, health."""

from __future__ import annotations

from pathlib import Path

import click

from graph.errors import UsageProblem
from knooppunt.answers import fragile as answers
from knooppunt.answers.findings import Shown
from knooppunt.answers.gaps import matrix
from knooppunt.answers.health import TABLES as HEALTH_TABLES
from knooppunt.answers.health import health as told
from knooppunt.cli.findings import finding_options, present
from knooppunt.cli.framework import PATH, WORD, Choice, Command, whole
from knooppunt.cli.options import accepted, opened, output_options, scope_options
from knooppunt.cli.output import Destination
from knooppunt.documents.formats import format_named
from knooppunt.rules.expectations import read_expectations
from knooppunt.rules.needs import chosen, read_needs
from knooppunt.rules.weights import read_weights
from knooppunt.usecases import fragile as hanging
from knooppunt.usecases.health import condition
from knooppunt.usecases.network import Asked
from queries.fragile.question import DEFAULT_HORIZON
from queries.gaps.coverage import UNITS, coverage
from queries.health.question import INDICATORS
from queries.missing import question as lacking
from queries.missing.introductions import Introductions
from queries.missing.likely import DEFAULT_RANKED


@click.command(cls=Command)
@scope_options("internal", known_only=True)
@finding_options("fragile", tables=("findings", "seats", "advisers", "terms"))
@click.option("--horizon", type=whole(0), default=DEFAULT_HORIZON, show_default=True)
@click.option("--together", type=Choice("2"))
def fragile(asked: Asked, to: Destination, shown: Shown, horizon: int, together: str | None) -> None:
    """Show what hangs on one person."""
    say = opened(asked)
    found = hanging.fragile(say.network, asked.day, horizon=horizon, pairs=together is not None)
    if found.pairs is not None and found.pairs.looked_at < found.pairs.persons:
        partly = say.said("together.partly", looked_at=found.pairs.looked_at, persons=found.pairs.persons)
        click.echo(partly, err=True)
    data, closing = answers.workload(say, found.workload, shown.most)
    closing = closing if shown.everything else []
    present("fragile", asked, to, shown, say, found.findings, (data, []), closing=closing)


@click.command(cls=Command)
@scope_options("internal", known_only=True)
@finding_options("whatif", tables=("findings", "size"))
@click.option("--without", "names", type=WORD, multiple=True)
@click.option("--without-advisers", is_flag=True)
@click.argument("more_names", type=WORD, nargs=-1)
def whatif(
    asked: Asked,
    to: Destination,
    shown: Shown,
    names: tuple[str, ...],
    more_names: tuple[str, ...],
    without_advisers: bool,
) -> None:
    """Show what falls apart without these people."""
    if more_names and not names:
        raise UsageProblem("without-needed")
    if not names and not without_advisers:
        raise UsageProblem("nobody-named")
    say = opened(asked)
    found = hanging.without(say.network, (*names, *more_names), advisers=without_advisers)
    data, tables = answers.whatif(say, found, shown.most)
    present("whatif", asked, to, shown, say, found.findings, (data, tables))


@click.command(cls=Command)
@scope_options("internal", known_only=True)
@finding_options("missing")
@click.option("--expectations", "expectations_file", type=PATH)
@click.option("--ranked", type=whole(0), default=DEFAULT_RANKED, show_default=True)
def missing(asked: Asked, to: Destination, shown: Shown, expectations_file: Path | None, ranked: int) -> None:
    """Show which connections are missing."""
    rules = accepted(read_expectations(asked.file, expectations_file))
    say = opened(asked)
    found = lacking.missing(say.network, rules, ranked=ranked)
    present("missing", asked, to, shown, say, found, ({}, []), complete=Introductions(say.network).of)


@click.command(cls=Command)
@scope_options("internal")
@finding_options("gaps", tables=("findings", "matrix"))
@click.option("--unit", type=Choice(*UNITS), default=UNITS[0], show_default=True)
@click.option("--need", "need_ids", type=WORD, multiple=True)
@click.option("--needs", "needs_file", type=PATH)
def gaps(
    asked: Asked, to: Destination, shown: Shown, unit: str, need_ids: tuple[str, ...], needs_file: Path | None
) -> None:
    """Show how every need is covered in every municipality or region."""
    needs = chosen(accepted(read_needs(asked.file, needs_file)), need_ids)
    say = opened(asked)
    found = coverage(say.network, asked.day, needs, unit=unit)
    present("gaps", asked, to, shown, say, found.findings, matrix(say, found, needs, unit, shown.most))


@click.command(cls=Command)
@scope_options("internal", known_only=True)
@output_options(*HEALTH_TABLES)
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
    to.write(*told(say, found, full=not format_named(to.format).brief), head=say.not_stored())
