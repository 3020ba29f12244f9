"""The command that keeps what people decided about findings."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
import msgspec

from graph.errors import UsageProblem
from graph.i18n import text, written_date
from knooppunt import usecases
from knooppunt.cli.framework import Choice, Command, Day, Word, language
from knooppunt.cli.options import output_options, scope_options
from knooppunt.cli.output import write
from knooppunt.tables import Table
from knooppunt.usecases import Asked
from queries.decisions import STATUSES, Decision, as_seen


@click.command(cls=Command)
@click.argument("finding", type=Word(), required=False)
@scope_options("internal")
@output_options
@click.option("--status", type=Choice(*STATUSES))
@click.option("--until", type=Day())
@click.option("--owner", type=Word(), default="")
@click.option("--note", type=Word(), default="")
@click.pass_context
def decide(
    ctx: click.Context,
    asked: Asked,
    finding: str | None,
    format_: str,
    output: Path | None,
    status: str | None,
    until: date | None,
    owner: str,
    note: str,
) -> None:
    """Keep what was decided about a finding, or list the decisions."""
    lang = language(ctx)
    if finding is None:
        _list(_decisions_for(asked), lang, format_, output)
        return
    if status is None:
        raise UsageProblem("status-needed", allowed=", ".join(STATUSES))
    if (until is not None) != (status == "accepted"):
        raise UsageProblem("until-with-accepted")
    if until is not None and until <= asked.day:
        raise UsageProblem("until-passed", day=until)
    decision = Decision("", (), status, datetime.now().astimezone(), until, owner, note)
    usecases.decide(asked, finding, decision)
    click.echo(text(lang, f"decide.done.{status}", id=finding, day=until))


def _decisions_for(asked: Asked) -> list[Decision]:
    """Return the decisions as the audience may see them: the public none about persons, partners none with a name."""
    decisions = usecases.read_decisions(asked)
    if asked.audience == "internal":
        return decisions
    network = usecases.open_network(asked)
    seen = [as_seen(network, decision) for decision in decisions]
    hidden = "person:" if asked.audience == "public" else None
    return [one for one in seen if hidden is None or not any(subject.startswith(hidden) for subject in one.subjects)]


def _list(decisions: list[Decision], lang: str, format_: str, output: Path | None) -> None:
    """Write every decision, newest first."""
    newest = list(reversed(decisions))
    data = {"command": "decide", "decisions": [_decision_data(decision) for decision in newest]}
    rows = [
        (
            ":".join((decision.kind, *decision.subjects)),
            text(lang, f"status.{decision.status}"),
            written_date(decision.until, lang) if decision.until else "",
            decision.owner,
            decision.note,
            written_date(decision.decided_at.astimezone().date(), lang),
        )
        for decision in newest
    ]
    headers = tuple(text(lang, f"decide.{name}") for name in ("finding", "status", "until", "owner", "note", "decided"))
    note = "" if rows else text(lang, "decide.none")
    write(data, [Table(text(lang, "decide.title"), headers, rows, note)], format_, output)


def _decision_data(decision: Decision) -> dict[str, Any]:
    data: dict[str, Any] = msgspec.to_builtins(decision)
    return {"id": ":".join((decision.kind, *decision.subjects)), **data}
