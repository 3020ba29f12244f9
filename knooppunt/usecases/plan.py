"""Which few steps help most: introductions, a meeting, or a succession."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

import msgspec

from graph.network import Network
from graph.views import take
from knooppunt.usecases.findings import OwnRules
from queries.finding import Finding
from queries.fragile.question import fragile
from queries.gaps.coverage import coverage
from queries.health.question import health
from queries.measures.ratio import Ratio
from queries.plan.question import Meeting, Plan, introduced, met, plan_introductions, plan_meeting
from queries.plan.succession import Succession, succession
from queries.search import find_anywhere


class Planned(msgspec.Struct, frozen=True):
    """A plan of a ``number`` of introductions or guests. ``gaps`` are the findings of the coverage by id; ``before`` and
    ``after`` the indicators without and with the contacts: who covers what stays as it is.
    """

    plan: Plan | Meeting
    number: int
    gaps: Mapping[str, Finding]
    before: Mapping[str, Ratio]
    after: Mapping[str, Ratio]


def plan(
    network: Network, day: date, rules: OwnRules, number: int, *, meeting: bool = False, accepted: Collection[str] = ()
) -> Planned:
    """Return whom to introduce to each other, or whom to invite to a ``meeting``.

    Findings that are ``accepted`` (ids) do not count.
    """
    matrix = coverage(network, day, rules.needs)
    make = plan_meeting if meeting else plan_introductions
    made = make(network, rules.expectations, number, gaps=matrix.findings, accepted=accepted)
    view = met(made.invitations) if isinstance(made, Meeting) else introduced(made.introductions)
    before, after = (health(seen, day, matrix=matrix).indicators for seen in (network, take(network, view)))
    return Planned(made, number, {gap.id: gap for gap in matrix.findings}, before, after)


def handing_over(
    network: Network, day: date, leaver: str, *, accepted: Collection[str] = ()
) -> tuple[Succession, list[Finding]]:
    """Return what ``leaver`` (id or name) hands over, and what hangs on her that is not ``accepted`` (ids).

    Of somebody who has left already: what fell away with her.
    """
    found = succession(network, find_anywhere(network, leaver, kinds=frozenset({"person"}), ended=True))
    hanging = fragile(network, day).findings
    hers = [one for one in hanging if found.person in (one.person, *one.details.get("left", ()))]
    return found, [one for one in hers if one.id not in accepted]
