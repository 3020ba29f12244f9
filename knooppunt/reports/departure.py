"""What is left when all advisers leave at once."""

from __future__ import annotations

from itertools import accumulate, pairwise

from graph.words.phrases import percentage, sentence
from knooppunt.reports.given import Given
from knooppunt.reports.model import Cell, Column, Section, Table, row
from queries.carrying.size import Size
from queries.finding import Finding

#: How many names a paragraph or a cell lists.
_NAMES = 12


def departure(given: Given) -> Section:
    """Return the part of the report about the advisers."""
    paragraphs, tables = [given.said("report.departure-none")], []
    if not given.persons_looked_at:
        paragraphs = [given.said("report.departure-hidden")]
    elif given.answers.without_advisers.without:
        paragraphs = _paragraphs(given)
        tables = [_before_and_after(given), *_groups(given), *_platforms(given)]
    return Section("advisers", given.said("report.departure-title"), tuple(paragraphs), tables=tuple(tables))


def _paragraphs(given: Given) -> list[str]:
    answer = given.answers.without_advisers
    said = [given.said("report.departure-intro")]
    known = [id_ for id_ in answer.without if id_ in given.network.nodes]
    if known:
        advisers = given.names(known, _NAMES)
        said.append(given.said("report.departure-advisers", count=len(known), advisers=advisers))
    if not answer.findings:
        said.append(given.said("report.departure-nothing"))
    alone = [finding.subjects[0] for finding in _of_kind(given, "municipality-without-link")]
    if alone:
        names = given.names(alone, _NAMES)
        said.append(sentence(given.said("report.departure-municipalities", count=len(alone), municipalities=names)))
    return said


def _before_and_after(given: Given) -> Table:
    before, after = given.answers.without_advisers.before, given.answers.without_advisers.after
    rows = (_compared(given, "connections", before, after), _compared(given, "connected_pairs", before, after))
    columns = ("what", "before", "after", "lost")
    return Table(
        title=given.said("report.departure-size"),
        columns=tuple(Column(given.said(f"report.departure-{code}"), code != "what") for code in columns),
        rows=rows,
    )


def _compared(given: Given, what: str, before: Size, after: Size) -> tuple[Cell, ...]:
    was, stays = getattr(before, what), getattr(after, what)
    lost = given.number(was - stays)
    if was != stays:
        lost += f" ({percentage(was - stays, was, given.lang)})"
    return row(given.said(f"report.departure-{what}"), given.number(was), given.number(stays), lost)


def _groups(given: Given) -> list[Table]:
    """Return which groups of joined organisations fall into which parts."""
    found = _of_kind(given, "group-falls-apart")
    if not found:
        return []
    columns = (Column(given.said("report.departure-now"), True), Column(given.said("report.departure-parts")))
    return [
        Table(
            title=given.said("report.departure-groups"),
            intro=given.said("report.departure-groups-means"),
            columns=columns,
            rows=tuple(
                row(given.number(len(finding.organisations)), _parts(given, finding)) for finding in found[: given.top]
            ),
            note=_more(given, len(found)),
        )
    ]


def _parts(given: Given, finding: Finding) -> list[str]:
    """Return a line for every part of a group: its size, and who is in it unless it is the largest and long."""
    ends = list(pairwise(accumulate(finding.parts, initial=0)))
    # Never "one more part": then it is shown as well.
    shown = ends if len(ends) <= given.top + 1 else ends[: given.top]
    lines = [_part(given, finding.organisations[start:end], largest=start == 0) for start, end in shown]
    if more := len(ends) - len(shown):
        rest = given.number(sum(finding.parts[len(shown) :]))
        lines.append(given.said("report.departure-more-parts", number=given.number(more), organisations=rest))
    return lines


def _part(given: Given, members: tuple[str, ...], *, largest: bool) -> str:
    size, number = len(members), given.number(len(members))
    if largest and size > _NAMES:
        return given.said("report.departure-largest-part", number=number)
    return given.said("report.departure-part", count=size, number=number, members=given.names(members, _NAMES))


def _platforms(given: Given) -> list[Table]:
    """Return the platforms that lose who calls them together, or participants."""
    found = _of_kind(given, "platform-falls-apart")
    if not found:
        return []
    columns = ("platform", "convener", "participants")
    return [
        Table(
            title=given.said("report.departure-platforms"),
            columns=tuple(Column(given.said(f"report.departure-{code}")) for code in columns),
            rows=tuple(_platform(given, finding) for finding in found[: given.top]),
            note=_more(given, len(found)),
        )
    ]


def _platform(given: Given, finding: Finding) -> tuple[Cell, ...]:
    platform, *left = finding.organisations
    code = "report.departure-convener-stays" if finding.details["convener_known"] else "unknown"
    code = "report.departure-convener-gone" if finding.details["without_convener"] else code
    participants = given.said("report.departure-nobody-left")
    if left:
        participants = given.said(
            "report.departure-left",
            count=len(left),
            number=given.number(len(left)),
            total=given.number(finding.details["participants"]),
            names=given.names(left, _NAMES),
        )
    return row(sentence(given.name(platform)), given.said(code), participants)


def _of_kind(given: Given, kind: str) -> list[Finding]:
    return [finding for finding in given.answers.without_advisers.findings if finding.kind == kind]


def _more(given: Given, count: int) -> str:
    more = count - given.top
    return given.said("report.more-rows", count=more, number=given.number(more)) if more > 0 else ""
