"""The report in a few sentences, the most important one first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from graph.words.phrases import role_of, sentence
from knooppunt.answers.gaps import unknown, unmentioned
from knooppunt.answers.health import words_said
from knooppunt.answers.told import Told
from knooppunt.documents.model import Section
from knooppunt.reports.context import Context
from queries.carrying.separation import pairs
from queries.finding import SEVERITIES, worst_first

#: How many names a sentence lists.
_NAMES = 3


def section(context: Context, changed: Iterable[str]) -> Section:
    """Return the part of the report with the most important thing, and the points that follow it: ``changed`` first."""
    lead, *points = _sentences(context)
    if context.size.organisations:
        points.append(" ".join(words_said(context, context.answers.health.indicators)))
    note = context.said("report.summary-explained")
    return context.section("summary", lead, points=(*changed, *points), note=note)


def _sentences(context: Context) -> list[str]:
    if not context.size.organisations:
        return [context.said("report.summary-empty")]
    rest, unknown = [*_missing(context), *_gaps(context)], _unknown(context)
    if not context.size.connected_pairs:
        return [context.said("report.summary-no-pairs"), *_orphaned(context), *rest, *unknown]
    if not context.persons_looked_at:
        return [_joined(context), *_orphaned(context), *rest, *unknown, context.said("report.summary-no-persons")]
    (lost, person), (lost_without, advisers), platforms = _person(context), _advisers(context), _platforms(context)
    graver = [*_graver(context), *_orphaned(context)]
    if lost_without and not lost:
        return [*graver, *advisers, person, *platforms, *rest, *unknown]
    told = [person, *_others(context), *platforms, " ".join(advisers), *rest]
    # Of a network in which nothing seems to hang on anybody, what is not known comes first.
    return [*graver, *unknown, *told] if not lost and context.unattributed else [*graver, *told, *unknown]


def _person(context: Context) -> tuple[int, str]:
    """Tell on whom the network hangs most, and how many pairs are lost."""
    worst = next(iter(context.cut_persons()), None)
    if worst is None:
        return 0, context.said("report.summary-nobody-known" if context.unattributed else "report.summary-nobody")
    lost = worst.pairs_lost or 0
    if worst.person is None or not context.may_tell(worst):
        return lost, _hanging(context, "report.summary-person-hidden", lost)
    joined, told = context.size.connected_pairs, Told(context, worst)
    shares = {"lost": lost, "joined": joined, "share": context.share(lost, joined)}
    said = told.worded("summary", **shares, person=_introduced(context, worst.person))
    return lost, f"{said} {context.said('report.summary-do')}"


def _graver(context: Context) -> list[str]:
    """Tell the gravest finding with what to do, when something else is graver than what the worst person holds together."""
    worst = next(iter(context.cut_persons()), None)
    # Who does much is told first only when nobody holds anything together.
    found = [*context.answers.fragile.findings, *(() if worst else context.answers.workload)]
    first = next((one for one in worst_first(found) if context.may_tell(one)), None)
    least = worst.severity if worst else "low"
    if first is None or first.kind == "cut-person" or SEVERITIES.index(first.severity) >= SEVERITIES.index(least):
        return []
    who = {"person": _introduced(context, first.person)} if first.person else {}
    told = Told(context, first)
    return [f"{sentence(told.worded('finding', **who))} {told.suggestion}"]


def _others(context: Context) -> list[str]:
    """Tell who else cannot be missed."""
    ranked = context.cut_persons()
    told = [_called(context, one.person) for one in ranked[1:] if one.person and context.may_tell(one)]
    if not ranked[1:]:
        return []
    total = context.persons(len(ranked))
    if len(told) < len(ranked) - 1:
        return [context.said("report.summary-others-hidden", number=total)]
    if len(told) <= _NAMES:
        return [context.said("report.summary-others", count=len(told), people=told)]
    first = _called(context, ranked[0].person or "")
    said = [context.said("report.summary-others-many", number=total, first=first, people=told[:_NAMES])]
    # A placeholder may stand for several people.
    if placeholders := context.placeholders(finding.person for finding in ranked if finding.person):
        said.append(context.said("report.number-placeholders", count=placeholders))
    return [" ".join(said)]


def _platforms(context: Context) -> list[str]:
    """Tell which platforms one person calls together."""
    found = context.of_kind("convener-dependent")
    if not all(context.may_tell(finding) for finding in found):
        return [context.said("report.summary-platforms-hidden", count=len(found))]
    platforms = context.names([finding.organisations[0] for finding in found], _NAMES)
    return _counted(context, "platforms", len(found), platforms=platforms)


def _advisers(context: Context) -> tuple[int, list[str]]:
    """Tell what falls apart when all advisers leave, and how many pairs are lost."""
    answer = context.answers.without_advisers
    if not answer.without:
        return 0, [context.said("report.summary-no-advisers")]
    worst = [finding.person for finding in context.cut_persons()[:1]]
    # "The only adviser" would tell the public a small number of persons.
    count = 2 if context.public else len(answer.without)
    if not answer.pairs_lost:
        told = context.said("report.summary-advisers-stay", count=count)
    elif not context.public and list(answer.without) == worst:
        told = context.said("report.summary-advisers-same")
    else:
        told = _hanging(context, "report.summary-advisers", answer.pairs_lost, count=count)
    return answer.pairs_lost, [told, *_without_advisers(context)]


def _without_advisers(context: Context) -> list[str]:
    """Tell, as one point, which platforms nobody calls together, and who is not in the largest part of a group any more."""
    findings = context.answers.without_advisers.findings
    platforms = [finding.subjects[0] for finding in findings if finding.details.get("without_convener")]
    platform = context.spoken(platforms[0]) if platforms else ""
    apart = [id_ for group in context.of_kind("group-falls-apart") for id_ in group.organisations[group.parts[0] :]]
    municipalities = [id_ for id_ in apart if id_.startswith("municipality:")]
    names = context.names(municipalities, _NAMES)
    told = _counted(context, "advisers-platforms", len(platforms), platform=platform)
    told += _counted(context, "advisers-municipalities", len(municipalities), municipalities=names)
    return [" ".join(told)] if told else []


def _joined(context: Context) -> str:
    joined, possible = context.size.connected_pairs, pairs(context.size.organisations)
    share = context.share(joined, possible)
    return context.said("report.summary-joined", joined=joined, possible=possible, share=share)


def _missing(context: Context) -> list[str]:
    """Tell how many contacts that ought to be there are not, and how many groups stand apart: one point."""
    counts = Counter(finding.kind for finding in context.answers.missing)
    told = _counted(context, "missing", counts["expected-link"])
    told += _counted(context, "separated", counts["separated-group"])
    return [" ".join(told)] if told else []


def _gaps(context: Context) -> list[str]:
    """Tell in how many cases nobody speaks up for what a municipality needs."""
    cover = context.answers.coverage
    told = [j for j, need in enumerate(cover.needs) if need.id not in cover.unmentioned]
    levels = Counter(row[j] for row in cover.levels for j in told)
    silent = [unmentioned(context, cover), unknown(context, cover)] if cover.units else []
    total = sum(level != "unknown" for row in cover.levels for level in row)
    return [*_counted(context, "gaps", levels["no"], total=total), *filter(None, silent)]


def _orphaned(context: Context) -> list[str]:
    """Tell how many connections are lost and not taken over, and which is the gravest."""
    found = worst_first(context.of_kind("orphaned-connection"))
    first, second = (context.spoken(id_) for id_ in found[0].organisations) if found else ("", "")
    return _counted(context, "orphaned", len(found), first=first, second=second)


def _unknown(context: Context) -> list[str]:
    """Tell of how many connections nobody is known who keeps them alive."""
    total, unknown = context.size.connections, context.unattributed
    if not unknown and context.of_kind("orphaned-connection"):
        return []
    if total and unknown in (0, total):
        return [context.said("report.summary-unknown-all" if unknown else "report.summary-known")]
    return _counted(context, "unknown", unknown, total=total, share=context.share(unknown, total))


def _counted(context: Context, what: str, count: int, /, **params: object) -> list[str]:
    """Return a sentence about ``count`` things; nothing when there are none."""
    return [sentence(context.said(f"report.summary-{what}", count=count, **params))] if count else []


def _hanging(context: Context, code: str, lost: int, /, **params: object) -> str:
    """Return a sentence about what is lost."""
    joined = context.size.connected_pairs
    return context.said(code, lost=lost, joined=joined, share=context.share(lost, joined), **params)


def _called(context: Context, person: str) -> str:
    """Return what a person is called among others: by name, or by role without a code."""
    node = context.network.entire.nodes.get(person)
    if node is None or "nameless" not in node.properties:
        return context.spoken(person)
    return context.said("nameless-spoken", name=role_of(context.network, node, context.lang))


def _introduced(context: Context, person: str) -> str:
    """Return the name of a person, with what must be known about it: an adviser, or nobody in particular."""
    network = context.network.entire
    properties, name = network.nodes[person].properties, context.spoken(person)
    if properties.get("placeholder"):
        return f"{name} ({context.said('report.people-placeholder')})"
    if "nameless" in properties:
        return context.said("report.one-person", who=role_of(network, network.nodes[person], context.lang))
    if person in network.advisers:
        return f"{name} ({context.said('report.people-adviser')})"
    return name
