"""What changed between two days: nodes, relations and findings, as plain data and as tables."""

from __future__ import annotations

from collections.abc import Sequence, Sized
from typing import Any

from graph.model import Relation
from graph.vocabulary import vocabulary
from graph.words.phrases import kind_label
from knooppunt.answers.card import relation_data, value_text
from knooppunt.answers.findings import Shown
from knooppunt.answers.plain import answer, plain
from knooppunt.answers.speaker import Speaker
from knooppunt.answers.told import Told, severity_label
from knooppunt.tables import Table
from queries.carrying.size import size
from queries.decisions import Decided
from queries.diff import Change, Changed, Diff
from queries.finding import Finding


class Changes:
    """What changed between the networks of ``before`` and ``after``, with what was decided about the findings that are
    still there, ready to be written.
    """

    def __init__(self, before: Speaker, after: Speaker, found: Diff, decided: Sequence[Decided]) -> None:
        self._before, self._after, self._found = before, after, found
        self._told = {one.finding.id: Told(after, one.finding, one) for one in decided}

    def data(self) -> dict[str, Any]:
        """Return what changed as plain data."""
        before, after, found = self._before, self._after, self._found
        return answer("diff", after, size(after.network)) | {
            "from": plain(before, before.network.scope.on),
            "to": plain(after, after.network.scope.on),
            "nodes": {
                "new": plain(after, found.nodes_new, {"node": "named"}),
                "gone": plain(before, found.nodes_gone, {"node": "named"}),
                "changed": plain(after, found.nodes_changed),
            },
            "relations": {
                "new": [relation_data(after, relation) for relation in found.relations_new],
                "gone": [relation_data(before, relation) for relation in found.relations_gone],
                "changed": plain(after, found.relations_changed),
            },
            "findings": {
                "new": [self._told[finding.id].decided_data() for finding in found.findings_new],
                "gone": [Told(before, finding).data() for finding in found.findings_gone],
                "changed": [
                    self._told[now.id].decided_data()
                    | {"before": {"severity": was.severity, "pairs_lost": was.pairs_lost}}
                    for was, now in found.findings_changed
                ],
                "open": [self._told[finding.id].decided_data() for finding in found.findings_open],
            },
        }

    def tables(self, shown: Shown) -> list[Table]:
        """Return a summary, and what is new, gone, changed and still there; without --kind the things as well."""
        before, after, found, limit = self._before, self._after, self._found, shown.most
        changed = {now.id for _, now in found.findings_changed}
        still = [self._told[one.id] for one in found.findings_open if one.id not in changed]
        tables = [
            _counts(after, found),
            _findings(after, "new", [self._told[one.id] for one in found.findings_new], shown),
            self._changed(limit),
            _findings(after, "gone", [Told(before, one) for one in found.findings_gone], shown),
            _findings(after, "open", still, shown),
        ]
        if not shown.everything:
            return tables
        return [
            *tables,
            _nodes(after, "nodes-new", found.nodes_new, limit),
            _nodes(before, "nodes-gone", found.nodes_gone, limit),
            _relations(after, "relations-new", found.relations_new, limit),
            _relations(before, "relations-gone", found.relations_gone, limit),
            _changes(after, [*found.nodes_changed, *found.relations_changed], limit),
        ]

    def _changed(self, limit: int) -> Table:
        """Return the findings that weigh more or less than they did."""
        rows = [
            (*(_weight(self._after, one) for one in (was, now)), self._told[now.id].sentence)
            for was, now in self._found.findings_changed
        ]
        return _cut(self._after, "findings-changed", ("before", "after", "table.finding"), rows, limit)


def _weight(say: Speaker, finding: Finding) -> str:
    label = severity_label(finding.severity, say.lang)
    return f"{label} ({say.number(finding.pairs_lost)})" if finding.pairs_lost is not None else label


def _cut(say: Speaker, title: str, columns: Sequence[str], rows: Sequence[tuple[str, ...]], limit: int) -> Table:
    """Return a table with its number of rows in the title, and the first ``limit`` of them (0: all)."""
    title = f"{say.said(f'diff.{title}')} ({say.number(len(rows))})"
    return Table(title, say.columns("diff", *columns), rows[: limit or None], say.more(rows, limit))


def _findings(say: Speaker, what: str, told: Sequence[Told], shown: Shown) -> Table:
    why = shown.with_sources
    rows = [(one.severity, one.sentence, *([one.sources] if why else [])) for one in told]
    columns = ("table.severity", "table.finding", *(["table.sources"] if why else []))
    return _cut(say, f"findings-{what}", columns, rows, shown.most)


def _counts(say: Speaker, found: Diff) -> Table:
    """Return how many nodes, relations and findings are new, gone, changed."""
    counts: tuple[tuple[str, Sized, Sized, Sized], ...] = (
        ("nodes", found.nodes_new, found.nodes_gone, found.nodes_changed),
        ("relations", found.relations_new, found.relations_gone, found.relations_changed),
        ("findings", found.findings_new, found.findings_gone, found.findings_changed),
    )
    rows = [(say.said(f"diff.{what}"), *(say.number(len(each)) for each in lists)) for what, *lists in counts]
    return Table(say.said("diff.title"), say.columns("diff", "what", "new", "gone", "changed"), rows)


def _nodes(say: Speaker, title: str, ids: Sequence[str], limit: int) -> Table:
    rows = [(say.caption(id_), kind_label(say.network.nodes[id_], say.lang)) for id_ in ids]
    return _cut(say, title, ("search.name", "search.kind"), rows, limit)


def _relations(say: Speaker, title: str, relations: Sequence[Relation], limit: int) -> Table:
    types = vocabulary().relations
    rows = [
        (say.caption(one.origin), types[one.relation].label[say.lang], say.caption(one.target)) for one in relations
    ]
    return _cut(say, title, ("one", "relation", "other"), rows, limit)


def _changes(say: Speaker, changed: Sequence[Changed], limit: int) -> Table:
    """Return what is different about what stayed."""
    properties, rows = vocabulary().properties, []
    for one in changed:
        about = " - ".join(say.captions(one.ids))
        for change in one.changes:
            known = change.what in properties
            label = properties[change.what].label[say.lang] if known else say.said(f"diff.{change.what}")
            values = (_value(say, one.ids, change, value) for value in (change.before, change.after))
            rows.append((about, label, *values))
    return _cut(say, "changed-title", ("about", "property", "before", "after"), rows, limit)


def _value(say: Speaker, ids: Sequence[str], change: Change, value: Any) -> str:
    """Return a value for people."""
    if value is None or value == ():
        return "-"
    if change.what in vocabulary().properties:
        kind = say.network.nodes[ids[0]].kind if len(ids) == 1 else ""
        return value_text(say.network, kind, change.what, value, say.lang)
    return ", ".join(say.captions(value)) if isinstance(value, tuple) else str(value)
