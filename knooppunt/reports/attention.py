"""What needs attention first: the worst findings of each kind, with what to do and where it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from knooppunt.reports.given import Given
from knooppunt.reports.model import Group, Item, Severity
from knooppunt.reports.writing import sentence
from knooppunt.text import finding_text, kind_title, severity_label, suggestion_text
from queries.evidence import evidence
from queries.finding import SEVERITIES, Finding

#: How many places a finding shows.
_PLACES = 3


def groups(given: Given) -> list[Group]:
    """Return the findings that may be told, by kind; the kind with the worst finding comes first."""
    told = {kind: [f for f in found if given.may_tell(f)] for kind, found in given.findings.items()}
    return [_group(given, kind, found) for kind, found in told.items() if found]


def untold(given: Given) -> str:
    """Return how many findings are not told because they are about somebody whom this audience does not see."""
    count = sum(not given.may_tell(finding) for finding in given.answer.findings)
    # So many points may be so many persons: the public gets no small number of them.
    said = {"count": 2 if given.public else count, "number": given.persons(count)}
    return given.said("report-untold", **said) if count else ""


def severities(given: Given) -> list[Severity]:
    """Return every severity with what it means."""
    return [_severity(given, code, given.said(f"report-severity-{code}")) for code in SEVERITIES]


def _group(given: Given, kind: str, found: Sequence[Finding]) -> Group:
    shown = found[: given.top]
    items = [_item(given, finding) for finding in shown]
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
