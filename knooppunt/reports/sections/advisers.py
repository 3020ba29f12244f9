"""What is left when all advisers leave at once."""

from __future__ import annotations

from itertools import accumulate, pairwise

from graph.words.phrases import sentence
from knooppunt.documents.model import Section, Table
from knooppunt.reports.context import Context
from queries.finding import Finding

#: How many names a paragraph or a cell lists.
_NAMES = 12


def section(context: Context) -> Section:
    """Return the part of the report about the advisers."""
    if not context.persons_looked_at:
        return context.section("advisers", context.said("report.advisers-hidden"))
    if not context.answers.without_advisers.without:
        return context.section("advisers", context.said("report.advisers-none"))
    tables = (_before_and_after(context), _groups(context), _platforms(context))
    return context.section("advisers", *_paragraphs(context), tables=tables)


def _paragraphs(context: Context) -> list[str]:
    answer = context.answers.without_advisers
    said = [context.said("report.advisers-intro")]
    if known := [id_ for id_ in answer.without if id_ in context.network.nodes]:
        said.append(context.said("report.advisers-names", advisers=context.names(known, _NAMES)))
    if not answer.findings:
        said.append(context.said("report.advisers-nothing"))
    if alone := [finding.subjects[0] for finding in context.of_kind("municipality-without-link")]:
        names = context.names(alone, _NAMES)
        said.append(sentence(context.said("report.advisers-municipalities", count=len(alone), municipalities=names)))
    return said


def _before_and_after(context: Context) -> Table:
    answer, rows = context.answers.without_advisers, []
    joined = answer.before.connected_pairs, answer.after.connected_pairs
    for what, (was, stays) in (("connections", answer.standing), ("connected_pairs", joined)):
        share = f" ({context.share(was - stays, was)})" if was != stays else ""
        rows.append((context.said(f"report.advisers-{what}"), was, stays, f"{context.number(was - stays)}{share}"))
    numeric = "before after lost"
    return context.overview("advisers-size", f"what {numeric}", rows, numeric=numeric)


def _groups(context: Context) -> Table:
    """Return which groups of joined organisations fall into which parts."""
    found = context.of_kind("group-falls-apart")
    return context.overview(
        "advisers-groups",
        "now parts",
        [(len(finding.organisations), _parts(context, finding)) for finding in found[: context.top]],
        numeric="now",
        intro=context.said("report.advisers-groups-means"),
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
        lines.append(context.said("report.advisers-more-parts", number=more, organisations=rest))
    return lines


def _part(context: Context, members: tuple[str, ...], *, largest: bool) -> str:
    if largest and len(members) > _NAMES:
        return context.said("report.advisers-largest-part", number=len(members))
    return context.said("report.members", count=len(members), members=context.names(members, _NAMES))


def _platforms(context: Context) -> Table:
    """Return the platforms that lose who calls them together, or participants."""
    found = context.of_kind("platform-falls-apart")
    return context.overview(
        "advisers-platforms",
        "report.platforms-name report.platforms-conveners participants",
        [_platform(context, finding) for finding in found[: context.top]],
        more=len(found) - context.top,
    )


def _platform(context: Context, finding: Finding) -> tuple[str, ...]:
    platform, *left = finding.organisations
    code = "report.advisers-convener-stays" if finding.details["convener_known"] else "unknown"
    code = "report.advisers-convener-gone" if finding.details["without_convener"] else code
    participants = context.said("report.advisers-nobody-left")
    if left:
        total, names = finding.details["participants"], context.names(left, _NAMES)
        participants = context.said("report.advisers-left", number=len(left), total=total, names=names)
    return sentence(context.spoken(platform)), context.said(code), participants
