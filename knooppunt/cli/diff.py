"""The command that shows what changed between two days: nodes, relations and findings."""

from __future__ import annotations

from collections.abc import Sequence, Sized
from datetime import date
from typing import Any

import click
import msgspec

from graph.errors import UsageProblem
from graph.model import Relation
from graph.network import Network
from graph.vocabulary import vocabulary
from graph.words.catalogue import text, written_number
from graph.words.phrases import caption, kind_label
from graph.words.relations import relation_label
from graph.words.values import property_label, value_text
from knooppunt import usecases
from knooppunt.answer import answer, decision_data, finding_data, plain, reference
from knooppunt.cli.findings import Shown, fail_on_severity, finding_options, finding_sources, sentence
from knooppunt.cli.framework import Command, Day, language
from knooppunt.cli.options import scope_options
from knooppunt.cli.output import write
from knooppunt.tables import Table
from knooppunt.text import severity_label
from knooppunt.usecases import Asked
from queries.carrying.size import size
from queries.decisions import Decided, Decision, decided
from queries.diff import Change, Changed, Diff
from queries.finding import Finding


@click.command("diff", cls=Command)
@scope_options("internal")
@finding_options("fragile", "missing", "gaps", followed=True)
@click.option("--from", "from_", type=Day())
@click.option("--to", type=Day())
@click.option("--since", type=Day())
@click.pass_context
def diff_(
    ctx: click.Context, asked: Asked, shown: Shown, from_: date | None, to: date | None, since: date | None
) -> None:
    """Show what changed between two days."""
    lang = language(ctx)
    day = from_ or since
    if day is None or (from_ is not None and since is not None):
        raise UsageProblem("from-or-since")
    # --from looks back with what is known now; --since also forgets what was not loaded yet on that day.
    before = msgspec.structs.replace(asked, day=day, as_known=since or asked.as_known)
    after = msgspec.structs.replace(asked, day=to or asked.day)
    if after.day < before.day:
        raise UsageProblem("to-before-from", start=before.day, end=after.day)
    first, second, found = usecases.compare(before, after, shown.kinds)
    if since is not None and not usecases.loaded_by(asked.file, since):
        click.echo(text(lang, "diff.nothing-loaded", day=since), err=True)
    known = _Known(first, second, found, usecases.read_decisions(after), lang)
    write(known.data(), [table for table in known.tables(shown) if table.rows], shown.format, shown.output)
    fail_on_severity(known.grave(), shown.fail_on)


class _Known:
    """What changed, with what was decided about the findings by the second day, ready to be written."""

    def __init__(self, first: Network, second: Network, found: Diff, decisions: Sequence[Decision], lang: str) -> None:
        self._first, self._second, self._found, self._lang = first, second, found, lang
        after = [*found.findings_new, *found.findings_open]
        counting, accepted = decided(second, after, decisions, second.scope.on or date.max)
        self._counting = {one.finding.id for one in counting}
        self._decided = {one.finding.id: one for one in (*counting, *accepted)}

    def grave(self) -> list[Finding]:
        """Return the findings that are new or changed and count."""
        found = [*self._found.findings_new, *(now for _, now in self._found.findings_changed)]
        return [finding for finding in found if finding.id in self._counting]

    def data(self) -> dict[str, Any]:
        """Return what changed as plain data."""
        first, second, found, lang = self._first, self._second, self._found, self._lang
        return answer("diff", second, size(second)) | {
            "from": plain(first.scope.on),
            "to": plain(second.scope.on),
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
                "new": [self._finding_data(finding) for finding in found.findings_new],
                "gone": [finding_data(first, finding, lang) for finding in found.findings_gone],
                "changed": [
                    self._finding_data(now) | {"before": {"severity": was.severity, "pairs_lost": was.pairs_lost}}
                    for was, now in found.findings_changed
                ],
                "open": [self._finding_data(finding) for finding in found.findings_open],
            },
        }

    def tables(self, shown: Shown) -> list[Table]:
        """Return a summary, and what is new, gone, changed and still there; without --kind the things as well."""
        first, second, found, lang = self._first, self._second, self._found, self._lang
        limit = shown.limit if shown.format == "table" else 0
        changed = {now.id for _, now in found.findings_changed}
        tables = [
            _counts(found, lang),
            self._findings_table("new", [self._decided[one.id] for one in found.findings_new], second, shown),
            self._changed_table(limit),
            self._findings_table("gone", [Decided(one) for one in found.findings_gone], first, shown),
            self._findings_table(
                "open", [self._decided[one.id] for one in found.findings_open if one.id not in changed], second, shown
            ),
        ]
        if not shown.everything:
            return tables
        return [
            *tables,
            _names(second, found.nodes_new, text(lang, "diff.nodes-new"), lang, limit),
            _names(first, found.nodes_gone, text(lang, "diff.nodes-gone"), lang, limit),
            _relations(second, found.relations_new, text(lang, "diff.relations-new"), lang, limit),
            _relations(first, found.relations_gone, text(lang, "diff.relations-gone"), lang, limit),
            _changes(second, [*found.nodes_changed, *found.relations_changed], lang, limit),
        ]

    def _finding_data(self, finding: Finding) -> dict[str, Any]:
        return finding_data(self._second, finding, self._lang) | decision_data(self._decided[finding.id])

    def _findings_table(self, code: str, findings: Sequence[Decided], network: Network, shown: Shown) -> Table:
        lang, why = self._lang, shown.why or shown.format != "table"
        rows = [
            (
                severity_label(one.finding.severity, lang),
                sentence(network, one, lang),
                *([finding_sources(network, one.finding, lang)] if why else []),
            )
            for one in findings
        ]
        headers = ["table.severity", "table.finding", *(["table.sources"] if why else [])]
        title = text(lang, f"diff.findings-{code}")
        return _cut(title, headers, rows, lang, shown.limit if shown.format == "table" else 0)

    def _changed_table(self, limit: int) -> Table:
        """Return the findings that weigh more or less than they did."""
        lang, rows = self._lang, []
        for was, now in self._found.findings_changed:
            lost = ["" if one.pairs_lost is None else written_number(one.pairs_lost, lang) for one in (was, now)]
            severities = [severity_label(one.severity, lang) for one in (was, now)]
            weights = [f"{label} ({pairs})" if pairs else label for label, pairs in zip(severities, lost, strict=True)]
            rows.append((*weights, sentence(self._second, self._decided[now.id], lang)))
        headers = ["diff.before", "diff.after", "table.finding"]
        return _cut(text(lang, "diff.findings-changed"), headers, rows, lang, limit)


def _cut(title: str, headers: Sequence[str], rows: Sequence[tuple[str, ...]], lang: str, limit: int) -> Table:
    """Return a table with its number of rows in the title, and the first ``limit`` of them (0: all)."""
    kept = rows[:limit] if limit else rows
    more = len(rows) - len(kept)
    note = text(lang, "table.more", count=more) if more else ""
    return Table(
        f"{title} ({written_number(len(rows), lang)})", tuple(text(lang, header) for header in headers), kept, note
    )


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


def _counts(found: Diff, lang: str) -> Table:
    """Return how many nodes, relations and findings are new, gone, changed."""
    counts: tuple[tuple[str, Sized, Sized, Sized], ...] = (
        ("nodes", found.nodes_new, found.nodes_gone, found.nodes_changed),
        ("relations", found.relations_new, found.relations_gone, found.relations_changed),
        ("findings", found.findings_new, found.findings_gone, found.findings_changed),
    )
    rows = [
        (text(lang, f"diff.{what}"), *(written_number(len(each), lang) for each in lists)) for what, *lists in counts
    ]
    headers = tuple(text(lang, f"diff.{name}") for name in ("what", "new", "gone", "changed"))
    return Table(text(lang, "diff.title"), headers, rows)


def _names(network: Network, ids: Sequence[str], title: str, lang: str, limit: int) -> Table:
    rows = [(caption(network, id_, lang), kind_label(network.nodes[id_], lang)) for id_ in ids]
    return _cut(title, ("search.name", "table.kind"), rows, lang, limit)


def _relations(network: Network, relations: Sequence[Relation], title: str, lang: str, limit: int) -> Table:
    rows = [
        (
            caption(network, relation.origin, lang),
            relation_label(relation.relation, lang),
            caption(network, relation.target, lang),
        )
        for relation in relations
    ]
    return _cut(title, ("diff.one", "card.relation", "card.with"), rows, lang, limit)


def _changes(network: Network, changed: Sequence[Changed], lang: str, limit: int) -> Table:
    """Return what is different about what stayed."""
    rows = []
    for one in changed:
        about = " - ".join(caption(network, id_, lang) for id_ in one.ids)
        for change in one.changes:
            known = change.what in vocabulary().properties
            label = property_label(change.what, lang) if known else text(lang, f"diff.{change.what}")
            values = (_shown(network, one.ids, change, value, lang) for value in (change.before, change.after))
            rows.append((about, label, *values))
    headers = ("diff.about", "card.property", "diff.before", "diff.after")
    return _cut(text(lang, "diff.changed-title"), headers, rows, lang, limit)


def _shown(network: Network, ids: Sequence[str], change: Change, value: Any, lang: str) -> str:
    """Return a value for people."""
    if value is None or value == ():
        return "-"
    if change.what in vocabulary().properties:
        kind = network.nodes[ids[0]].kind if len(ids) == 1 else ""
        return value_text(network, kind, change.what, value, lang)
    return ", ".join(caption(network, id_, lang) for id_ in value) if isinstance(value, tuple) else str(value)
