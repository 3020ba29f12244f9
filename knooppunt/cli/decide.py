"""The command that keeps what is done about a finding: decide."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from graph.errors import UsageProblem
from graph.words.catalogue import text
from knooppunt.answers.decisions import decisions as listed
from knooppunt.cli.framework import DAY, PATH, WORD, Choice, Command, language
from knooppunt.cli.options import accepted, now, output_options, scope_options
from knooppunt.cli.output import Destination
from knooppunt.usecases import decisions
from knooppunt.usecases.network import Asked
from queries.decisions import STATUSES, Decision

#: Parameters that say something about a finding.
_WITH_FINDING = ("status", "until", "owner", "note", "needs_file", "expectations_file")


@click.command(cls=Command)
@click.argument("finding", type=WORD, required=False)
@scope_options("internal")
@output_options()
@click.option("--status", type=Choice(*STATUSES))
@click.option("--until", type=DAY)
@click.option("--owner", type=WORD)
@click.option("--note", type=WORD)
@click.option("--needs", "needs_file", type=PATH)
@click.option("--expectations", "expectations_file", type=PATH)
@click.pass_context
def decide(
    ctx: click.Context,
    asked: Asked,
    finding: str | None,
    to: Destination,
    status: str | None,
    until: date | None,
    owner: str | None,
    note: str | None,
    needs_file: Path | None,
    expectations_file: Path | None,
) -> None:
    """Keep what was decided about a finding, or list the decisions."""
    lang = language(ctx)
    if finding is None:
        _refuse_what_needs_a_finding(ctx)
        to.write(*listed(decisions.decisions_seen(asked)[::-1], lang))
        return
    status, words = _checked(asked, status, until), {"owner": owner, "note": note}
    decision = Decision("", (), status, now(), until, owner or "", note or "")
    # Not at the top: whoever lists decisions needs no rules, nor the libraries behind them.
    from knooppunt.rules.expectations import read_expectations
    from knooppunt.rules.needs import read_needs
    from knooppunt.usecases.findings import OwnRules

    rules = OwnRules(
        accepted(read_needs(asked.file, needs_file)), accepted(read_expectations(asked.file, expectations_file))
    )
    keep = [name for name, given in words.items() if given is None]
    decisions.decide(asked, finding, decision, keep=keep, rules=rules)
    click.echo(text(lang, f"decide.done.{status}", id=finding, day=until))


def _refuse_what_needs_a_finding(ctx: click.Context) -> None:
    """Raise UsageProblem when an option is given that only goes with a finding."""
    options = [f"--{name.removesuffix('_file')}" for name in _WITH_FINDING if ctx.params[name] is not None]
    if options:
        raise UsageProblem("finding-needed", options=", ".join(options))


def _checked(asked: Asked, status: str | None, until: date | None) -> str:
    """Return the status; raise UsageProblem when it is lacking, or does not go with ``until``."""
    if status is None:
        raise UsageProblem("status-needed", allowed=", ".join(STATUSES))
    if (until is not None) != (status == "accepted"):
        raise UsageProblem("until-with-accepted")
    if until is not None and until <= asked.day:
        raise UsageProblem("until-passed" if until < asked.day else "until-same-day", day=until)
    return status
