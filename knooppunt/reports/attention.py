"""What needs attention first: the worst findings of each kind, with what to do and where it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from knooppunt.reports.given import Given
from knooppunt.reports.model import Group, Item, Section, Severity
from knooppunt.reports.writing import sentence
from knooppunt.text import finding_text, kind_title, severity_label, suggestion_text
from queries.evidence import evidence
from queries.finding import SEVERITIES, Finding

#: How many places a finding shows.
_PLACES = 3
#: How many findings of a kind are told when they are light.
_LIGHT = 3


def attention(given: Given) -> Section:
    """Return the part of the report about what hangs on persons."""
    told, hidden = groups(given, given.answer.findings), untold(given, given.answer.findings)
    intro = [given.said("report-attention-intro")] if told else []
    nothing = [] if told or hidden else [given.said("report-attention-nothing")]
    return Section(
        "attention",
        given.said("report-attention-title"),
        paragraphs=(*hidden, *nothing, *intro),
        severities=tuple(_severity(given, code, given.said(f"report-severity-{code}")) for code in SEVERITIES if told),
        groups=tuple(told),
    )


def groups(
    given: Given,
    findings: Iterable[Finding],
    *,
    top: int | None = None,
    complete: Callable[[Finding], Finding] = lambda finding: finding,
) -> list[Group]:
    """Return the findings that may be told, by kind, in the order in which the kinds come: at most ``top`` of each.

    ``complete`` adds to a finding what takes too long to compute for more than are shown.
    """
    told: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if given.may_tell(finding):
            told[finding.kind].append(finding)
    return [_group(given, kind, found, top or given.top, complete) for kind, found in told.items()]


def untold(given: Given, findings: Iterable[Finding]) -> list[str]:
    """Return how many findings are not told because they are about somebody whom this audience does not see."""
    count = sum(not given.may_tell(finding) for finding in findings)
    # So many points may be so many persons: the public gets no small number of them.
    said = {"count": 2 if given.public else count, "number": given.persons(count)}
    return [given.said("report-untold", **said)] if count else []


def _group(
    given: Given, kind: str, found: Sequence[Finding], top: int, complete: Callable[[Finding], Finding]
) -> Group:
    shown = [finding for index, finding in enumerate(found[:top]) if finding.severity != "low" or index < _LIGHT]
    items = [_item(given, complete(finding)) for finding in shown]
    # Advice that is the same for all stands once, above them.
    suggestions = {item.suggestion for item in items}
    common = suggestions.pop() if len(items) > 1 and len(suggestions) == 1 else ""
    if common:
        items = [Item(item.severity, item.text, "", item.source) for item in items]
    more = len(found) - len(shown)
    return Group(
        title=kind_title(kind, given.lang),
        count=given.number(len(found)),
        items=tuple(items),
        suggestion=common,
        more=given.said("report-more-of-kind", count=more, number=given.number(more)) if more else "",
    )


def _item(given: Given, finding: Finding) -> Item:
    return Item(
        severity=_severity(given, finding.severity),
        text=sentence(finding_text(given.network, finding, given.lang)),
        suggestion=suggestion_text(given.network, finding, given.lang),
        source=_places(given, finding),
    )


def _severity(given: Given, code: str, explanation: str = "") -> Severity:
    level = len(SEVERITIES) - SEVERITIES.index(code)
    return Severity(code=code, label=severity_label(code, given.lang), level=level, explanation=explanation)


def _places(given: Given, finding: Finding) -> str:
    """Return where a finding stands: per source (file) the places (sheet!row) in it."""
    found = dict.fromkeys(
        (item.source, item.where) for relation in evidence(given.network, finding) for item in relation.sources
    )
    by_source: dict[str, list[str]] = defaultdict(list)
    for source, where in list(found)[:_PLACES]:
        by_source[source].append(where)
    written = [", ".join(filter(None, (source, *places))) for source, places in by_source.items()]
    more = len(found) - _PLACES
    if more > 0:
        written.append(given.said("report-more-places", count=more, number=given.number(more)))
    return "; ".join(filter(None, written))
