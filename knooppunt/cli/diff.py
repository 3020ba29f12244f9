"""The command that compares two days: diff."""

from __future__ import annotations

from datetime import date

import click
import msgspec

from graph.errors import UsageProblem
from graph.words.catalogue import text
from knooppunt.answers.diff import TABLES, lacking
from knooppunt.answers.diff import changes as told
from knooppunt.answers.findings import Shown
from knooppunt.answers.speaker import Speaker
from knooppunt.cli.findings import fail_on_severity, finding_options
from knooppunt.cli.framework import DAY, Command, language
from knooppunt.cli.options import scope_options
from knooppunt.cli.output import Destination
from knooppunt.usecases import decisions
from knooppunt.usecases.findings import changes, own_rules
from knooppunt.usecases.load import versions
from knooppunt.usecases.network import Asked, open_network


@click.command("diff", cls=Command)
@scope_options("internal")
@finding_options("fragile", "missing", "gaps", followed=True, tables=TABLES)
@click.option("--from", "from_", type=DAY)
@click.option("--to", "to_", type=DAY)
@click.option("--since", type=DAY)
@click.pass_context
def diff_(
    ctx: click.Context,
    asked: Asked,
    to: Destination,
    shown: Shown,
    from_: date | None,
    to_: date | None,
    since: date | None,
) -> None:
    """Show what changed between two days."""
    lang, day = language(ctx), from_ or since
    if day is None or (from_ is not None and since is not None):
        raise UsageProblem("from-or-since")
    # --from looks back with what is known now; --since also forgets what was not loaded yet on that day.
    before = msgspec.structs.replace(asked, day=day, as_known=since or asked.as_known)
    after = msgspec.structs.replace(asked, day=to_ or asked.day)
    if after.day < before.day:
        raise UsageProblem("to-before-from", start=before.day, end=after.day)
    days = ((before, after), (after, before))
    first, second = (Speaker(open_network(one, beside=other), lang) for one, other in days)
    found = changes(first.network, second.network, own_rules(asked.file), shown.kinds)
    if since is not None and not versions(asked.file, since):
        click.echo(text(lang, "diff.nothing-loaded", day=since), err=True)
    counting, set_aside = decisions.judged(after, second.network, [*found.findings_new, *found.findings_open])
    answer = told(first, second, found, [*counting, *set_aside], shown, by_dates=since is None)
    to.write(*answer, head=lacking(first, second))
    graver = {finding.id for finding in (*found.findings_new, *(now for _, now in found.findings_changed))}
    fail_on_severity((one.finding for one in counting if one.finding.id in graver), shown.fail_on)
