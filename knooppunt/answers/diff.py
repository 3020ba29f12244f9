"""What changed between two days: nodes, relations and findings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from graph.model import Relation
from graph.vocabulary import vocabulary
from graph.words.catalogue import written_date
from graph.words.phrases import kind_label
from graph.words.relations import relation_label
from graph.words.values import property_label, value_text
from knooppunt.answers.card import relation_data
from knooppunt.answers.findings import Shown, findings_table
from knooppunt.answers.plain import Answer, answer, plain, reference, references
from knooppunt.answers.speaker import Speaker
from knooppunt.answers.told import Told
from knooppunt.documents.formats import format_named
from knooppunt.documents.model import Table
from queries.decisions import Decided
from queries.diff import Change, Changed, Diff
from queries.finding import Finding

#: The names of the tables, the main one first.
TABLES = (
    *("counts", "findings-new", "findings-changed", "findings-gone", "findings-open"),
    *("continued", "nodes-new", "nodes-gone", "relations-new", "relations-gone", "changed"),
)

#: Findings by what became of them, the latest last.
_Told = dict[str, list[Told]]


def changes(
    before: Speaker, after: Speaker, found: Diff, decided: Sequence[Decided], shown: Shown, *, by_dates: bool
) -> Answer:
    """Return what is new, gone, changed and still there, as data or as tables; without --kind the things in tables as well.

    ``decided``: the findings that are new or still there, with what was decided about them. ``by_dates``: the two days
    differ by the dates in the lists alone; without any date nothing can be seen, which is told instead.
    """
    by_id = {one.finding.id: Told(after, one.finding, one) for one in decided}
    told = {
        "new": [by_id[one.id] for one in found.findings_new],
        "gone": [Told(before, one) for one in found.findings_gone],
        "changed": [by_id[now.id] for _, now in found.findings_changed],
        "open": [by_id[one.id] for one in found.findings_open],
    }
    unseen = by_dates and not any(map(_dated, (before, after)))
    if format_named(shown.format).plain:
        note = {"note": after.said("diff.undated")} if unseen else {}
        return _data(before, after, found, told) | note, []
    if unseen and shown.brief and not shown.all:
        return {}, [after.note("diff.undated")]
    tables = _findings_tables(after, found, told, shown)
    if shown.everything:
        tables += _things_tables(before, after, found, shown.most)
    # Whoever asks for one table by its name gets it, with nothing in it when there is nothing.
    return {}, [table for table in tables if table.rows or format_named(shown.format).flat]


def lacking(before: Speaker, after: Speaker) -> str:
    """Return what of the lists was left out: what is known now, and what was known on the first day when that differs."""
    told = after.not_stored()
    if before.network.not_stored == after.network.not_stored or not before.network.nodes:
        return told
    day = written_date(before.network.scope.on, before.lang) if before.network.scope.on else ""
    earlier = before.not_stored() or before.said("diff.all-stored")
    return "\n".join(filter(None, [told or after.said("diff.all-stored"), f"{day}: {earlier}"]))


def _dated(say: Speaker) -> bool:
    """Tell whether the network holds any day on which something began or ends."""
    items = (*say.network.nodes.values(), *say.network.relations)
    return any(item.since or item.until for item in items) or bool(say.network.relations_by_type.get("attended"))


def _data(before: Speaker, after: Speaker, found: Diff, told: _Told) -> dict[str, Any]:
    findings = {what: [one.data() for one in of_kind] for what, of_kind in told.items()}
    for (was, _), data in zip(found.findings_changed, findings["changed"], strict=True):
        data["before"] = {"severity": was.severity, "pairs_lost": was.pairs_lost}
    return answer("diff", after) | {
        "not_stored_before": plain(before, before.network.not_stored),
        "from": plain(before, before.network.scope.on),
        "to": plain(after, after.network.scope.on),
        "nodes": {
            "new": references(after, found.nodes_new),
            "gone": references(before, found.nodes_gone),
            "changed": plain(after, found.nodes_changed),
            "continued": [
                {"from": reference(before, gone), "to": reference(after, now)} for gone, now in found.continued
            ],
        },
        "relations": {
            "new": [relation_data(after, relation) for relation in found.relations_new],
            "gone": [relation_data(before, relation) for relation in found.relations_gone],
            "changed": plain(after, found.relations_changed),
        },
        "findings": findings,
    }


def _findings_tables(say: Speaker, found: Diff, told: _Told, shown: Shown) -> list[Table]:
    """Return how much changed, and the findings by what became of them."""
    changed = {one.finding.id for one in told["changed"]}
    still = [one for one in told["open"] if one.finding.id not in changed]
    weights = [
        (*(_weight(say, finding) for finding in pair), now.cell("finding"))
        for pair, now in zip(found.findings_changed, told["changed"], strict=True)
    ]
    tables = []
    for what, of_kind in (("new", told["new"]), ("gone", told["gone"]), ("open", still)):
        columns = shown.columns("severity", "finding")
        title = say.said(f"diff.findings-{what}")
        tables.append(findings_table(say, title, of_kind, columns).named(f"findings-{what}"))
    heavier = say.table("diff", "findings-changed", "before after table.finding", weights).named("findings-changed")
    tables.insert(1, heavier)
    return [_counts(say, found), *(say.counted(table, shown.most) for table in tables)]


def _weight(say: Speaker, finding: Finding) -> str:
    label = say.said(f"severity.{finding.severity}")
    return label if finding.pairs_lost is None else f"{label} ({say.number(finding.pairs_lost)})"


def _counts(say: Speaker, found: Diff) -> Table:
    """Return how many nodes, relations and findings are new, gone, changed."""
    fates = ("new", "gone", "changed")
    rows = [
        (say.said(f"diff.{what}"), *(say.number(len(getattr(found, f"{what}_{fate}"))) for fate in fates))
        for what in ("nodes", "relations", "findings")
    ]
    return say.table("diff", "title", "table.what new gone changed", rows).named("counts")


def _things_tables(before: Speaker, after: Speaker, found: Diff, limit: int) -> list[Table]:
    """Return the nodes and relations that are new, gone, changed."""
    told = {id_ for pair in found.continued for id_ in pair}
    continued = [(before.caption(gone), after.caption(now)) for gone, now in found.continued]
    tables = [
        after.table("diff", "continued", "was goes-on-as", continued).named("continued"),
        # Who ended and who goes on are one story, told above.
        _nodes(after, "nodes-new", [id_ for id_ in found.nodes_new if id_ not in told]),
        _nodes(before, "nodes-gone", [id_ for id_ in found.nodes_gone if id_ not in told]),
        _relations(after, "relations-new", found.relations_new),
        _relations(before, "relations-gone", found.relations_gone),
        _changed(after, [*found.nodes_changed, *found.relations_changed]),
    ]
    return [after.counted(table, limit) for table in tables]


def _nodes(say: Speaker, title: str, ids: Sequence[str]) -> Table:
    rows = [(say.caption(id_), kind_label(say.network.nodes[id_], say.lang)) for id_ in ids]
    return say.table("diff", title, "search.name table.kind", rows).named(title)


def _relations(say: Speaker, title: str, relations: Sequence[Relation]) -> Table:
    rows = [
        (say.caption(one.origin), relation_label(one.relation, say.lang), say.caption(one.target)) for one in relations
    ]
    return say.table("diff", title, "one card.relation card.with", rows).named(title)


def _changed(say: Speaker, changed: Sequence[Changed]) -> Table:
    """Return what is different about what stayed."""
    rows = []
    for one in changed:
        about = " - ".join(say.captions(one.ids))
        for change in one.changes:
            known = change.what in vocabulary().properties
            label = property_label(change.what, say.lang) if known else say.said(f"diff.{change.what}")
            values = (_value(say, one.ids, change, value) for value in (change.before, change.after))
            rows.append((about, label, *values))
    return say.table("diff", "changed-title", "table.about card.property before after", rows).named("changed")


def _value(say: Speaker, ids: Sequence[str], change: Change, value: Any) -> str:
    """Return a value for people."""
    if value is None or value == ():
        return "-"
    if change.what in vocabulary().properties:
        kind = say.network.nodes[ids[0]].kind if len(ids) == 1 else ""
        return value_text(say.network, kind, change.what, value, say.lang)
    return ", ".join(say.captions(value)) if isinstance(value, tuple) else str(value)
