"""What is left when all advisers leave at once."""

from __future__ import annotations

from itertools import accumulate, pairwise

from graph.words.catalogue import written_number
from graph.words.phrases import sentence
from knooppunt.documents.model import Section, Table
from knooppunt.reports.context import Context
from queries.finding import Finding

#: How many names a paragraph or a cell lists.
_NAMES = 12


def section(context: Context) -> Section:
    """Return the part of the report about the advisers."""
    title = context.said("report.departure-title")
    if not context.persons_looked_at:
        return Section("advisers", title, (context.said("report.departure-hidden"),))
    if not context.answers.without_advisers.without:
        return Section("advisers", title, (context.said("report.departure-none"),))
    tables = (_before_and_after(context), _groups(context), _platforms(context))
    return Section("advisers", title, _paragraphs(context), tables=tuple(table for table in tables if table.rows))


def _paragraphs(context: Context) -> tuple[str, ...]:
    answer = context.answers.without_advisers
    said = [context.said("report.departure-intro")]
    known = [id_ for id_ in answer.without if id_ in context.network.nodes]
    if known:
        said.append(context.said("report.departure-advisers", count=len(known), advisers=context.names(known, _NAMES)))
    if not answer.findings:
        said.append(context.said("report.departure-nothing"))
    alone = [finding.subjects[0] for finding in _of_kind(context, "municipality-without-link")]
    if alone:
        names = context.names(alone, _NAMES)
        said.append(sentence(context.said("report.departure-municipalities", count=len(alone), municipalities=names)))
    return tuple(said)


def _before_and_after(context: Context) -> Table:
    answer, numeric = context.answers.without_advisers, ("before", "after", "lost")
    rows = []
    for what in ("connections", "connected_pairs"):
        was, stays = (getattr(size, what) for size in (answer.before, answer.after))
        share = f" ({context.share(was - stays, was)})" if was != stays else ""
        lost = f"{written_number(was - stays, context.lang)}{share}"
        rows.append((context.said(f"report.departure-{what}"), was, stays, lost))
    columns = context.columns("report.departure-{}", "what", *numeric, numeric=numeric)
    return context.table(context.said("report.departure-size"), columns, rows)


def _groups(context: Context) -> Table:
    """Return which groups of joined organisations fall into which parts."""
    found = _of_kind(context, "group-falls-apart")
    return context.table(
        context.said("report.departure-groups"),
        context.columns("report.departure-{}", "now", "parts", numeric=("now",)),
        [(len(finding.organisations), _parts(context, finding)) for finding in found[: context.top]],
        context.said("report.departure-groups-means"),
        more=len(found) - context.top,
    )


def _parts(context: Context, finding: Finding) -> list[str]:
    """Return a line for every part of a group: its size, and who is in it unless it is the largest and long."""
    ends = list(pairwise(accumulate(finding.parts, initial=0)))
    # Never "one more part": then it is shown as well.
    shown = ends if len(ends) <= context.top + 1 else ends[: context.top]
    lines = [_part(context, finding.organisations[start:end], largest=start == 0) for start, end in shown]
    if more := len(ends) - len(shown):
        rest = sum(finding.parts[len(shown) :])
        lines.append(context.said("report.departure-more-parts", number=more, organisations=rest))
    return lines


def _part(context: Context, members: tuple[str, ...], *, largest: bool) -> str:
    if largest and len(members) > _NAMES:
        return context.said("report.departure-largest-part", number=len(members))
    return context.said("report.departure-part", count=len(members), members=context.names(members, _NAMES))


def _platforms(context: Context) -> Table:
    """Return the platforms that lose who calls them together, or participants."""
    found = _of_kind(context, "platform-falls-apart")
    return context.table(
        context.said("report.departure-platforms"),
        context.columns("report.departure-{}", "platform", "convener", "participants"),
        [_platform(context, finding) for finding in found[: context.top]],
        more=len(found) - context.top,
    )


def _platform(context: Context, finding: Finding) -> tuple[str, ...]:
    platform, *left = finding.organisations
    code = "report.departure-convener-stays" if finding.details["convener_known"] else "unknown"
    code = "report.departure-convener-gone" if finding.details["without_convener"] else code
    participants = context.said("report.departure-nobody-left")
    if left:
        total, names = finding.details["participants"], context.names(left, _NAMES)
        participants = context.said("report.departure-left", count=len(left), total=total, names=names)
    return sentence(context.name(platform)), context.said(code), participants


def _of_kind(context: Context, kind: str) -> list[Finding]:
    return context.of_kind(kind, context.answers.without_advisers.findings)
