"""The report in a few sentences, the most important one first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import msgspec

from graph.words.phrases import sentence
from knooppunt.documents.model import Section
from knooppunt.reports.context import Context
from queries.carrying.separation import pairs
from queries.finding import Finding

#: How many names a sentence lists.
_NAMES = 3


class _Told(msgspec.Struct, frozen=True):
    """A sentence, what follows it, and how much it weighs: the share of the joined pairs that is lost."""

    sentence: str
    more: str = ""
    weight: float = 0.0

    def points(self, *, leading: bool = False) -> list[str]:
        """Return all of it as one point; when it is ``leading``, the sentence stands on its own."""
        parts = [part for part in (self.sentence, self.more) if part]
        return parts if leading else [" ".join(parts)]


def section(context: Context, changed: Iterable[str]) -> Section:
    """Return the part of the report with the most important thing, and the points that follow it: ``changed`` first."""
    lead, *points = _sentences(context)
    return Section(
        "summary",
        context.said("report.summary-title"),
        paragraphs=(lead,),
        points=(*changed, *points),
        note=context.said("report.summary-explained"),
    )


def _sentences(context: Context) -> list[str]:
    if not context.size.organisations:
        return [context.said("report.summary-empty")]
    rest, unknown = [*_missing(context), *_gaps(context)], _unknown(context)
    if not context.size.connected_pairs:
        return [context.said("report.summary-no-pairs"), *rest, *unknown]
    if not context.persons_looked_at:
        return [_joined(context), *rest, *unknown, context.said("report.summary-no-persons")]
    person, advisers, platforms = _person(context), _advisers(context), _platforms(context)
    if not person.weight and not advisers.weight and _unattributed(context):
        return [*unknown, *person.points(), *platforms, *advisers.points(), *rest]
    if advisers.weight > person.weight:
        return [*advisers.points(leading=True), *person.points(), *_others(context), *platforms, *rest, *unknown]
    return [*person.points(leading=True), *_others(context), *platforms, *advisers.points(), *rest, *unknown]


def _person(context: Context) -> _Told:
    """Tell on whom the network hangs most."""
    worst = _worst(context)
    if worst is None:
        return _Told(context.said("report.summary-nobody-known" if _unattributed(context) else "report.summary-nobody"))
    lost = worst.pairs_lost or 0
    if worst.person is None or not context.may_tell(worst):
        return _hanging(context, "report.summary-person-hidden", lost)
    return _hanging(context, "report.summary-person", lost, person=_introduced(context, worst.person))


def _others(context: Context) -> list[str]:
    """Tell who else cannot be missed."""
    ranked = _by_loss(context)
    told = [context.name(finding.person) for finding in ranked[1:] if finding.person and context.may_tell(finding)]
    if not ranked[1:]:
        return []
    total = context.persons(len(ranked))
    if len(told) < len(ranked) - 1:
        return [context.said("report.summary-others-hidden", number=total)]
    if len(told) <= _NAMES:
        return [context.said("report.summary-others", count=len(told), people=told)]
    first = context.name(ranked[0].person or "")
    said = [context.said("report.summary-others-many", number=total, first=first, people=told[:_NAMES])]
    # A placeholder may stand for several people.
    persons = context.network.named(finding.person for finding in ranked if finding.person)
    if placeholders := sum(bool(person.properties.get("placeholder")) for person in persons):
        said.append(context.said("report.number-placeholders", count=placeholders))
    return [" ".join(said)]


def _platforms(context: Context) -> list[str]:
    """Tell which platforms one person calls together."""
    found = context.of_kind("convener-dependent")
    if not all(context.may_tell(finding) for finding in found):
        return [context.said("report.summary-platforms-hidden", count=len(found))]
    platforms = context.names([finding.organisations[0] for finding in found], _NAMES)
    return _counted(context, "report.summary-platforms", len(found), platforms=platforms)


def _advisers(context: Context) -> _Told:
    """Tell what falls apart when all advisers leave."""
    answer, worst = context.answers.without_advisers, _worst(context)
    if not answer.without:
        return _Told(context.said("report.summary-no-advisers"))
    more = " ".join([*_platforms_left(context), *_municipalities_cut_off(context)])
    # "The only adviser" would tell the public a small number of persons.
    count = 2 if context.public else len(answer.without)
    if not context.public and worst is not None and answer.without == (worst.person,):
        told = _hanging(context, "report.summary-advisers-same", answer.pairs_lost)
    elif answer.pairs_lost:
        told = _hanging(context, "report.summary-advisers", answer.pairs_lost, count=count)
    else:
        told = _Told(context.said("report.summary-advisers-stay", count=count))
    return msgspec.structs.replace(told, more=more)


def _platforms_left(context: Context) -> list[str]:
    """Tell which platforms nobody calls together without the advisers."""
    found = [f.subjects[0] for f in context.answers.without_advisers.findings if f.details.get("without_convener")]
    platform = context.name(found[0]) if found else ""
    return _counted(context, "report.summary-advisers-platforms", len(found), platform=platform)


def _municipalities_cut_off(context: Context) -> list[str]:
    """Tell which municipalities end up outside the largest part of their group without the advisers."""
    found = [
        id_
        for finding in context.answers.without_advisers.findings
        if finding.kind == "group-falls-apart"
        for id_ in finding.organisations[finding.parts[0] :]
        if id_.startswith("municipality:")
    ]
    names = context.names(found, _NAMES)
    return _counted(context, "report.summary-advisers-municipalities", len(found), municipalities=names)


def _joined(context: Context) -> str:
    joined, possible = context.size.connected_pairs, pairs(context.size.organisations)
    share = context.share(joined, possible)
    return context.said("report.summary-joined", joined=joined, possible=possible, share=share)


def _missing(context: Context) -> list[str]:
    """Tell how many contacts that ought to be there are not, and how many groups stand apart: one point."""
    counts = Counter(finding.kind for finding in context.answers.missing.findings)
    told = _counted(context, "report.summary-missing", counts["expected-link"])
    told += _counted(context, "report.summary-separated", counts["separated-group"])
    return [" ".join(told)] if told else []


def _gaps(context: Context) -> list[str]:
    """Tell in how many cases nobody speaks up for what a municipality needs."""
    levels = Counter(level for row in context.answers.coverage.levels for level in row)
    return _counted(context, "report.summary-gaps", levels["no"], total=levels.total())


def _unknown(context: Context) -> list[str]:
    """Tell of how many connections nobody is known who keeps them alive."""
    total, unknown = context.size.connections, _unattributed(context)
    if not total:
        return []
    if unknown in (0, total):
        return [context.said("report.summary-known" if not unknown else "report.summary-unknown-all")]
    return _counted(context, "report.summary-unknown", unknown, total=total, share=context.share(unknown, total))


def _counted(context: Context, code: str, count: int, /, **params: object) -> list[str]:
    """Return a sentence about ``count`` things; nothing when there are none."""
    return [sentence(context.said(code, count=count, **params))] if count else []


def _unattributed(context: Context) -> int:
    return len(context.of_kind("unattributed-connection"))


def _worst(context: Context) -> Finding | None:
    """Return the finding about the person whose leaving loses most pairs of the whole network."""
    return next(iter(_by_loss(context)), None)


def _by_loss(context: Context) -> list[Finding]:
    """Return the findings about persons who cannot be missed, by the pairs of the whole network that are lost."""
    return sorted(context.of_kind("cut-person"), key=lambda finding: -(finding.pairs_lost or 0))


def _hanging(context: Context, code: str, lost: int, /, **params: object) -> _Told:
    """Return a sentence about what is lost."""
    joined = context.size.connected_pairs
    said = context.said(code, lost=lost, joined=joined, share=context.share(lost, joined), **params)
    return _Told(said, weight=lost / joined)


def _introduced(context: Context, person: str) -> str:
    """Return the name of a person, with what must be known about it: an adviser, or nobody in particular."""
    properties, name = context.network.nodes[person].properties, context.name(person)
    if properties.get("placeholder"):
        return context.said("report.placeholder", person=name)
    if "nameless" not in properties and person in context.network.advisers:
        return context.said("report.adviser", person=name)
    return name
