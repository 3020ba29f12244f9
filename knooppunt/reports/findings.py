"""Findings in a report: by kind, with how grave they are, what was decided, what to do and where they stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from graph.words.phrases import sentence, written_place, written_source
from knooppunt.answers.persons import decided_about, lines
from knooppunt.answers.speaker import Speaker
from knooppunt.answers.told import Told
from knooppunt.documents.model import Group, Item, Severity
from knooppunt.reports.context import Context
from queries.decisions import Decided, decided
from queries.finding import SEVERITIES, Finding
from queries.fragile.per_person import per_person

#: How many places a finding shows.
_PLACES = 3
#: How many findings of a kind are told when they are light.
_LIGHT = 3


def groups(
    context: Context, findings: Iterable[Finding], *, complete: Callable[[Finding], Finding] = lambda finding: finding
) -> tuple[Group, ...]:
    """Return the findings that count and may be told, by kind, in the order in which the kinds come.

    ``complete`` adds to a finding what takes too long to compute for more than are shown.
    """
    told: dict[str, list[Decided]] = defaultdict(list)
    counting, _ = decided(context.network, findings, context.found.decisions, context.day)
    for one in counting:
        if context.may_tell(one.finding):
            told[one.finding.kind].append(one)
    return tuple(_group(context, kind, found, complete) for kind, found in told.items())


def on_persons(context: Context, findings: Iterable[Finding]) -> tuple[Group, ...]:
    """Return what hangs on each of the first persons of the findings that count and may be told (worst first), in a few
    lines, as one group; none when nothing hangs on anybody.
    """
    counting, _ = decided(context.network, findings, context.found.decisions, context.day)
    say = Speaker(context.network, context.lang)
    told = [Told(say, one.finding, one) for one in counting if one.finding.person and context.may_tell(one.finding)]
    by_id = {one.finding.id: one for one in told}
    persons = per_person(context.network, [one.finding for one in told])
    items = []
    for one in persons[: context.people]:
        worst = by_id[one.findings[0].id]
        said = f"{sentence(say.spoken(one.person))}: {' '.join(lines(say, one, by_id))}"
        items.append(_item(context, worst, said, decided_about(one, by_id)))
    more = len(persons) - len(items)
    besides = context.said("report.more-persons", count=more) if more else ""
    title = context.said("report.on-persons")
    return (Group(title, context.number(len(persons)), tuple(items), more=besides),) if items else ()


def left_aside(context: Context, findings: Sequence[Finding]) -> list[str]:
    """Return how many findings are not told: those that people accepted, and those about somebody who may not be named."""
    counting, accepted = decided(context.network, findings, context.found.decisions, context.day)
    counts = {
        "report.untold": sum(not context.may_tell(one.finding) for one in counting),
        "report.accepted": len(accepted),
    }
    # So many points may be so many persons: the public gets no small number of them.
    return [
        context.said(code, count=2 if context.public else count, number=context.persons(count))
        for code, count in counts.items()
        if count
    ]


def _group(context: Context, kind: str, found: Sequence[Decided], complete: Callable[[Finding], Finding]) -> Group:
    shown = foremost(context, found)
    items = [item(context, msgspec.structs.replace(one, finding=complete(one.finding))) for one in shown]
    # Advice that is the same for all stands once, above them.
    suggestions = {shown_item.suggestion for shown_item in items}
    common = suggestions.pop() if len(items) > 1 and len(suggestions) == 1 else ""
    if common:
        items = [msgspec.structs.replace(shown_item, suggestion="") for shown_item in items]
    return group(context, f"title.{kind}", found, items, "report.more-of-kind", suggestion=common)


def group(
    context: Context, title: str, found: Sequence[Decided], items: Sequence[Item], more: str, **around: str
) -> Group:
    """Return the ``items``, which tell of ``found``, with how many there are and (the message ``more``) how many besides."""
    left = len(found) - len(items)
    besides = context.said(more, count=left) if left else ""
    return Group(context.said(title), context.number(len(found)), tuple(items), more=besides, **around)


def foremost(context: Context, found: Sequence[Decided]) -> list[Decided]:
    """Return the findings of those ``found`` (worst first) that are told in words: of light ones fewer."""
    return [one for index, one in enumerate(found[: context.top]) if one.finding.severity != "low" or index < _LIGHT]


def item(context: Context, one: Decided) -> Item:
    """Return a finding in words, with what was decided about it, what to do and where it stands."""
    told = Told(Speaker(context.network, context.lang), one.finding, one)
    return _item(context, told, told.text, [told] if told.decision else [])


def _item(context: Context, told: Told, said: str, decisions: Sequence[Told]) -> Item:
    # A note ends as somebody wrote it.
    ended = (sentence(one.decision) + ("" if one.has_note else ".") for one in decisions)
    return Item(
        severity=severity(context, told.finding.severity),
        text=sentence(said),
        decision=" ".join(ended),
        suggestion=told.suggestion,
        source=_places(context, told.evidence),
    )


def severity(context: Context, code: str, explanation: str = "") -> Severity:
    """Return how grave ``code`` is."""
    level = len(SEVERITIES) - SEVERITIES.index(code)
    return Severity(code, context.said(f"severity.{code}"), level, explanation)


def _places(context: Context, evidence: Iterable[Mapping[str, str]]) -> str:
    """Return where a finding stands: the source of its rule, and per source (file) the places in it."""
    found = dict.fromkeys((one["source"], "" if one["relation"] == "expectation" else one["where"]) for one in evidence)
    by_source: dict[str, list[str]] = defaultdict(list)
    for source, where in list(found)[:_PLACES]:
        by_source[source].append(written_place(where, context.lang))
    written = [
        ", ".join(filter(None, [written_source(source, context.lang), "; ".join(places)]))
        for source, places in by_source.items()
    ]
    more = len(found) - _PLACES
    if more > 0:
        written.append(context.said("report.more-places", count=more))
    return "; ".join(filter(None, written))
