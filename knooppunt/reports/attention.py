"""What needs attention first: the worst findings of each kind, with what to do and where it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from graph.words.phrases import sentence, written_place
from knooppunt.answers.speaker import Speaker
from knooppunt.answers.told import Told
from knooppunt.reports.given import Given
from knooppunt.reports.model import Group, Item, Section, Severity
from queries.decisions import Decided, decided
from queries.finding import SEVERITIES, Finding, worst_first

#: How many places a finding shows.
_PLACES = 3
#: How many findings of a kind are told when they are light.
_LIGHT = 3


def attention(given: Given) -> Section:
    """Return the part of the report about what hangs on persons."""
    findings = worst_first([*given.answers.fragile.findings, *given.answers.workload])
    told, aside = groups(given, findings), left_aside(given, findings)
    intro = [given.said("report.attention-intro")] if told else []
    nothing = [] if told or aside else [given.said("report.attention-nothing")]
    if not given.persons_looked_at:
        nothing = [given.said("report.summary-no-persons")]
    return Section(
        "attention",
        given.said("report.attention-title"),
        paragraphs=(*aside, *nothing, *intro),
        severities=tuple(_severity(given, code, given.said(f"report.severity-{code}")) for code in SEVERITIES if told),
        groups=tuple(told),
    )


def groups(
    given: Given, findings: Iterable[Finding], *, complete: Callable[[Finding], Finding] = lambda finding: finding
) -> list[Group]:
    """Return the findings that count and may be told, by kind, in the order in which the kinds come.

    ``complete`` adds to a finding what takes too long to compute for more than are shown.
    """
    told: dict[str, list[Decided]] = defaultdict(list)
    counting, _ = decided(given.network, findings, given.decisions, given.day)
    for one in counting:
        if given.may_tell(one.finding):
            told[one.finding.kind].append(one)
    return [_group(given, kind, found, complete) for kind, found in told.items()]


def left_aside(given: Given, findings: Sequence[Finding]) -> list[str]:
    """Return how many findings are not told: those that people accepted, and those about somebody who may not be named."""
    counting, accepted = decided(given.network, findings, given.decisions, given.day)
    counts = {
        "report.untold": sum(not given.may_tell(one.finding) for one in counting),
        "report.accepted": len(accepted),
    }
    # So many points may be so many persons: the public gets no small number of them.
    return [
        given.said(code, count=2 if given.public else count, number=given.persons(count))
        for code, count in counts.items()
        if count
    ]


def _group(given: Given, kind: str, found: Sequence[Decided], complete: Callable[[Finding], Finding]) -> Group:
    shown = foremost(given, found)
    items = [item(given, msgspec.structs.replace(one, finding=complete(one.finding))) for one in shown]
    # Advice that is the same for all stands once, above them.
    suggestions = {shown_item.suggestion for shown_item in items}
    common = suggestions.pop() if len(items) > 1 and len(suggestions) == 1 else ""
    if common:
        items = [msgspec.structs.replace(shown_item, suggestion="") for shown_item in items]
    more = len(found) - len(shown)
    return Group(
        title=given.said(f"title.{kind}"),
        count=given.number(len(found)),
        items=tuple(items),
        suggestion=common,
        more=given.said("report.more-of-kind", count=more, number=given.number(more)) if more else "",
    )


def foremost(given: Given, found: Sequence[Decided]) -> list[Decided]:
    """Return the findings of those ``found`` (worst first) that are told in words: of light ones fewer."""
    return [one for index, one in enumerate(found[: given.top]) if one.finding.severity != "low" or index < _LIGHT]


def item(given: Given, one: Decided) -> Item:
    """Return a finding in words, with what was decided about it, what to do and where it stands."""
    told = Told(Speaker(given.network, given.lang), one.finding)
    return Item(
        severity=_severity(given, one.finding.severity),
        text=sentence(told.text),
        decision=_decision(given, one),
        suggestion=told.suggestion,
        source=_places(given, told.evidence),
    )


def _decision(given: Given, one: Decided) -> str:
    """Return what people decided about a finding; others than the hub do not see who and why."""
    decision = one.decision
    if decision is None or (decision.status == "open" and not decision.note):
        return ""
    owner = given.said("decided.owner", owner=decision.owner) if decision.owner else ""
    code = "returned" if one.returned else decision.status
    said = sentence(given.said(f"decided.{code}", day=decision.decided_at.astimezone().date(), owner=owner))
    return f"{said}: {decision.note}" if decision.note else f"{said}."


def _severity(given: Given, code: str, explanation: str = "") -> Severity:
    level = len(SEVERITIES) - SEVERITIES.index(code)
    return Severity(code=code, label=given.said(f"severity.{code}"), level=level, explanation=explanation)


def _places(given: Given, evidence: Sequence[Mapping[str, str]]) -> str:
    """Return where a finding stands: the source of its rule, and per source (file) the places in it."""
    found = dict.fromkeys(
        (item["source"], "" if item["relation"] == "expectation" else item["where"]) for item in evidence
    )
    by_source: dict[str, list[str]] = defaultdict(list)
    for source, where in list(found)[:_PLACES]:
        by_source[source].append(written_place(where, given.lang))
    written = [", ".join(filter(None, [source, "; ".join(places)])) for source, places in by_source.items()]
    more = len(found) - _PLACES
    if more > 0:
        written.append(given.said("report.more-places", count=more, number=given.number(more)))
    return "; ".join(filter(None, written))
