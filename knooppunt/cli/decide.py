"""Commands that follow findings over time: decide and diff."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
import msgspec

from graph.errors import UsageProblem
from graph.i18n import caption, text, written_date
from graph.model import Relation
from graph.network import Network
from graph.vocabulary import vocabulary
from knooppunt import usecases
from knooppunt.answer import finding_data, plain, reference
from knooppunt.cli.framework import Choice, Command, Day, Word, language
from knooppunt.cli.options import output_options, scope_options, today
from knooppunt.cli.output import write
from knooppunt.tables import Table
from knooppunt.text import finding_text, severity_label
from knooppunt.usecases import Asked
from queries.decisions import STATUSES, Decision, as_seen
from queries.diff import Changed, Diff
from queries.finding import Finding


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


@click.command("diff", cls=Command)
@scope_options("internal")
@output_options
@click.option("--from", "from_", type=Day())
@click.option("--to", type=Day())
@click.option("--since", type=Day())
@click.pass_context
def diff_(
    ctx: click.Context,
    asked: Asked,
    format_: str,
    output: Path | None,
    from_: date | None,
    to: date | None,
    since: date | None,
) -> None:
    """Show what changed between two days."""
    lang = language(ctx)
    if (from_ is None) == (since is None):
        raise UsageProblem("from-or-since")
    # --from looks back with what is known now; --since also forgets what was not loaded yet on that day.
    before = msgspec.structs.replace(asked, day=from_ or since, as_known=since or asked.as_known)
    after = msgspec.structs.replace(asked, day=to or asked.day or today())
    if after.day < before.day:
        raise UsageProblem("to-before-from", start=before.day, end=after.day)
    first, second, found = usecases.compare(before, after)
    data = _diff_data(first, second, found, lang)
    write(data, _diff_tables(first, second, found, lang), format_, output)


def _diff_data(first: Network, second: Network, found: Diff, lang: str) -> dict[str, Any]:
    """Return what changed as plain data."""
    return {
        "command": "diff",
        "from": plain(first.scope.on),
        "to": plain(second.scope.on),
        "scope": {"region": second.scope.region, "audience": second.scope.audience},
        "nodes": {
            "new": [reference(second, id_, lang) for id_ in found.nodes_new],
            "gone": [reference(first, id_, lang) for id_ in found.nodes_gone],
            "changed": [_changed_data(second, changed, lang) for changed in found.nodes_changed],
        },
        "relations": {
            "new": [_relation_data(second, relation, lang) for relation in found.relations_new],
            "gone": [_relation_data(first, relation, lang) for relation in found.relations_gone],
            "changed": [_changed_data(second, changed, lang) for changed in found.relations_changed],
        },
        "findings": {
            "new": [finding_data(second, finding, lang) for finding in found.findings_new],
            "gone": [finding_data(first, finding, lang) for finding in found.findings_gone],
            "open": [finding_data(second, finding, lang) for finding in found.findings_open],
            "graver": [finding.id for finding in found.findings_graver],
        },
    }


def _relation_data(network: Network, relation: Relation, lang: str) -> dict[str, Any]:
    return {
        "relation": relation.relation,
        "from": reference(network, relation.origin, lang),
        "to": reference(network, relation.target, lang),
    }


def _changed_data(network: Network, changed: Changed, lang: str) -> dict[str, Any]:
    return {
        "relation": changed.relation or None,
        "nodes": [reference(network, id_, lang) for id_ in changed.ids],
        "changes": [{"what": c.what, "before": plain(c.before), "after": plain(c.after)} for c in changed.changes],
    }


def _diff_tables(first: Network, second: Network, found: Diff, lang: str) -> list[Table]:
    """Return a summary, and what is new, gone and changed."""
    tables = [_counts(found, lang)]
    for code, network, findings in (
        ("new", second, found.findings_new),
        ("gone", first, found.findings_gone),
        ("open", second, found.findings_open),
    ):
        tables.append(_findings(network, findings, text(lang, f"diff.findings-{code}"), lang))
    tables.append(_names(second, found.nodes_new, text(lang, "diff.nodes-new"), lang))
    tables.append(_names(first, found.nodes_gone, text(lang, "diff.nodes-gone"), lang))
    tables.append(_changes(second, [*found.nodes_changed, *found.relations_changed], lang))
    return [table for table in tables if table.rows]


def _counts(found: Diff, lang: str) -> Table:
    """Return how many nodes, relations and findings are new, gone, changed, still there."""
    rows = [
        (text(lang, "diff.nodes"), len(found.nodes_new), len(found.nodes_gone), len(found.nodes_changed)),
        (
            text(lang, "diff.relations"),
            len(found.relations_new),
            len(found.relations_gone),
            len(found.relations_changed),
        ),
        (text(lang, "diff.findings"), len(found.findings_new), len(found.findings_gone), len(found.findings_graver)),
    ]
    headers = tuple(text(lang, f"diff.{name}") for name in ("what", "new", "gone", "changed"))
    return Table(text(lang, "diff.title"), headers, [tuple(map(str, row)) for row in rows])


def _findings(network: Network, findings: list[Finding], title: str, lang: str) -> Table:
    rows = [(severity_label(f.severity, lang), finding_text(network, f, lang)) for f in findings]
    headers = (text(lang, "table.severity"), text(lang, "table.finding"))
    return Table(f"{title} ({len(rows)})", headers, rows)


def _names(network: Network, ids: list[str], title: str, lang: str) -> Table:
    kinds = vocabulary().kinds
    rows = [(caption(network, id_, lang), kinds[network.nodes[id_].kind].label[lang]) for id_ in ids]
    return Table(f"{title} ({len(rows)})", (text(lang, "search.name"), text(lang, "search.kind")), rows)


def _changes(network: Network, changed: list[Changed], lang: str) -> Table:
    """Return what is different about what stayed."""
    properties = vocabulary().properties
    rows = []
    for one in changed:
        about = " - ".join(caption(network, id_, lang) for id_ in one.ids)
        for change in one.changes:
            label = properties[change.what].label[lang] if change.what in properties else change.what
            rows.append((about, label, *(_shown(network, value, lang) for value in (change.before, change.after))))
    headers = tuple(text(lang, f"diff.{name}") for name in ("about", "property", "before", "after"))
    return Table(f"{text(lang, 'diff.changed-title')} ({len(rows)})", headers, rows)


def _shown(network: Network, value: Any, lang: str) -> str:
    """Return a value for people."""
    if value is None:
        return "-"
    if isinstance(value, (list, tuple)):
        return ", ".join(_shown(network, item, lang) for item in value) or "-"
    if isinstance(value, date):
        return written_date(value, lang)
    return caption(network, value, lang) if isinstance(value, str) else str(value)
