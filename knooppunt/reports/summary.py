"""The report in a few sentences, the most important one first."""

from __future__ import annotations

from collections import Counter

import msgspec

from graph.words.phrases import percentage, sentence
from knooppunt.reports.given import Given
from queries.carrying.separation import pairs
from queries.finding import Finding

#: How many names a sentence lists.
_NAMES = 3


class _Told(msgspec.Struct, frozen=True):
    """A sentence, what follows it, and how much it weighs: the share of the joined pairs that is lost."""

    sentence: str
    more: tuple[str, ...] = ()
    weight: float = 0.0

    def points(self) -> list[str]:
        """Return all of it as one point."""
        return [" ".join((self.sentence, *self.more))]


def summary(given: Given) -> list[str]:
    """Return a sentence with the most important thing, and the points that follow it."""
    size = given.answers.fragile.size
    if not size.organisations:
        return [given.said("report.summary-empty")]
    if not size.connected_pairs:
        return [given.said("report.summary-no-pairs"), *_missing(given), *_gaps(given), *_unknown(given)]
    if not given.persons_looked_at:
        return [
            _joined(given),
            *_missing(given),
            *_gaps(given),
            *_unknown(given),
            given.said("report.summary-no-persons"),
        ]
    person, advisers, rest = _person(given), _advisers(given), [*_missing(given), *_gaps(given)]
    if not person.weight and not advisers.weight and _unattributed(given):
        return [*_unknown(given), *person.points(), *_platforms(given), *advisers.points(), *rest]
    if advisers.weight > person.weight:
        return [*_led_by(advisers), *person.points(), *_others(given), *_platforms(given), *rest, *_unknown(given)]
    return [*_led_by(person), *_others(given), *_platforms(given), *advisers.points(), *rest, *_unknown(given)]


def _led_by(told: _Told) -> list[str]:
    """Return the sentence on its own, and what follows it as one point."""
    return [told.sentence, *([" ".join(told.more)] if told.more else [])]


def _person(given: Given) -> _Told:
    """Tell on whom the network hangs most."""
    worst = _worst(given)
    if worst is None:
        return _Told(given.said("report.summary-nobody-known" if _unattributed(given) else "report.summary-nobody"))
    pairs_lost = worst.pairs_lost or 0
    lost, weight = _lost(given, pairs_lost), pairs_lost / given.answers.fragile.size.connected_pairs
    if worst.person is None or not given.may_tell(worst):
        return _Told(given.said("report.summary-person-hidden", **lost), weight=weight)
    person = _introduced(given, worst.person)
    return _Told(given.said("report.summary-person", person=person, **lost), weight=weight)


def _others(given: Given) -> list[str]:
    """Tell who else cannot be missed."""
    found = _by_loss(given)[1:]
    if not found:
        return []
    total = given.persons(len(found) + 1)
    told = [given.name(finding.person) for finding in found if finding.person and given.may_tell(finding)]
    if len(told) < len(found):
        return [given.said("report.summary-others-hidden", number=total)]
    if len(told) <= _NAMES:
        return [given.said("report.summary-others", count=len(told), people=told)]
    first = given.name(_by_loss(given)[0].person or "")
    said = [given.said("report.summary-others-many", number=total, first=first, people=told[:_NAMES])]
    # A placeholder may stand for several people.
    persons = given.network.named(finding.person for finding in _by_loss(given) if finding.person)
    if placeholders := sum(bool(person.properties.get("placeholder")) for person in persons):
        said.append(given.said("report.number-placeholders", count=placeholders, number=given.number(placeholders)))
    return [" ".join(said)]


def _platforms(given: Given) -> list[str]:
    """Tell which platforms one person calls together."""
    found = given.of_kind("convener-dependent")
    if not found:
        return []
    number = given.number(len(found))
    if not all(given.may_tell(finding) for finding in found):
        return [given.said("report.summary-platforms-hidden", count=len(found), number=number)]
    platforms = given.names((finding.organisations[0] for finding in found), _NAMES)
    said = given.said("report.summary-platforms", count=len(found), number=number, platforms=platforms)
    return [sentence(said)]


def _advisers(given: Given) -> _Told:
    """Tell what falls apart when all advisers leave."""
    answer = given.answers.without_advisers
    if not answer.without:
        return _Told(given.said("report.summary-no-advisers"))
    # "The only adviser" would tell the public a small number of persons.
    count = 2 if given.public else len(answer.without)
    worst = _worst(given)
    if not given.public and worst is not None and answer.without == (worst.person,):
        told = given.said("report.summary-advisers-same")
    elif answer.pairs_lost:
        told = given.said("report.summary-advisers", count=count, **_lost(given, answer.pairs_lost))
    else:
        told = given.said("report.summary-advisers-stay", count=count)
    more = (*_platforms_left(given), *_municipalities_cut_off(given))
    return _Told(told, more, answer.pairs_lost / given.answers.fragile.size.connected_pairs)


def _platforms_left(given: Given) -> list[str]:
    """Tell which platforms nobody calls together without the advisers."""
    found = [f.subjects[0] for f in given.answers.without_advisers.findings if f.details.get("without_convener")]
    if not found:
        return []
    number, platform = given.number(len(found)), given.name(found[0])
    return [
        sentence(given.said("report.summary-advisers-platforms", count=len(found), number=number, platform=platform))
    ]


def _municipalities_cut_off(given: Given) -> list[str]:
    """Tell which municipalities end up outside the largest part of their group without the advisers."""
    found = [
        id_
        for finding in given.answers.without_advisers.findings
        if finding.kind == "group-falls-apart"
        for id_ in finding.organisations[finding.parts[0] :]
        if id_.startswith("municipality:")
    ]
    if not found:
        return []
    names = given.names(found, _NAMES)
    return [sentence(given.said("report.summary-advisers-municipalities", count=len(found), municipalities=names))]


def _joined(given: Given) -> str:
    joined, possible = given.answers.fragile.size.connected_pairs, pairs(given.answers.fragile.size.organisations)
    numbers = {"joined": given.number(joined), "possible": given.number(possible)}
    return given.said("report.summary-joined", share=percentage(joined, possible, given.lang), **numbers)


def _missing(given: Given) -> list[str]:
    """Tell how many contacts that ought to be there are not, and how many groups stand apart: one point."""
    counts = Counter(finding.kind for finding in given.answers.missing.findings)
    told = [
        given.said(f"report.summary-{code}", count=counts[kind], number=given.number(counts[kind]))
        for code, kind in (("missing", "expected-link"), ("separated", "separated-group"))
        if counts[kind]
    ]
    return [" ".join(told)] if told else []


def _gaps(given: Given) -> list[str]:
    """Tell in how many cases nobody speaks up for what a municipality needs."""
    levels = Counter(level for row in given.answers.coverage.levels for level in row)
    number, total = given.number(levels["no"]), given.number(levels.total())
    return [given.said("report.summary-gaps", count=levels["no"], number=number, total=total)] if levels["no"] else []


def _unknown(given: Given) -> list[str]:
    """Tell of how many connections nobody is known who keeps them alive."""
    total, unknown = given.answers.fragile.size.connections, _unattributed(given)
    if not total:
        return []
    if unknown in (0, total):
        return [given.said("report.summary-known" if not unknown else "report.summary-unknown-all")]
    share = percentage(unknown, total, given.lang)
    number, of = given.number(unknown), given.number(total)
    return [given.said("report.summary-unknown", count=unknown, number=number, total=of, share=share)]


def _unattributed(given: Given) -> int:
    return len(given.of_kind("unattributed-connection"))


def _worst(given: Given) -> Finding | None:
    """Return the finding about the person whose leaving loses most pairs of the whole network."""
    return next(iter(_by_loss(given)), None)


def _by_loss(given: Given) -> list[Finding]:
    """Return the findings about persons who cannot be missed, by the pairs of the whole network that are lost."""
    return sorted(given.of_kind("cut-person"), key=lambda finding: -(finding.pairs_lost or 0))


def _lost(given: Given, lost: int) -> dict[str, str]:
    joined = given.answers.fragile.size.connected_pairs
    share = percentage(lost, joined, given.lang)
    return {"lost": given.number(lost), "joined": given.number(joined), "share": share}


def _introduced(given: Given, person: str) -> str:
    """Return the name of a person, with what must be known about it: an adviser, or nobody in particular."""
    properties = given.network.nodes[person].properties
    if properties.get("placeholder"):
        return given.said("report.placeholder", person=given.name(person))
    if "nameless" not in properties and person in given.network.advisers:
        return given.said("report.adviser", person=given.name(person))
    return given.name(person)
