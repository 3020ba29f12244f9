"""What a report asks of a network: the questions of the other commands, all at once, today and on an earlier day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from graph.network import Network
from graph.store.base import Version
from knooppunt.usecases.decisions import read_decisions
from knooppunt.usecases.findings import OwnRules
from knooppunt.usecases.fragile import fragile, without
from knooppunt.usecases.load import versions
from knooppunt.usecases.network import Asked, earlier, open_network
from queries.decisions import Decision
from queries.finding import Finding
from queries.fragile.question import DEFAULT_HORIZON, Fragile
from queries.fragile.whatif import WhatIf
from queries.gaps.coverage import Coverage, coverage
from queries.health.question import Health, health
from queries.missing.likely import DEFAULT_RANKED
from queries.missing.question import missing


class Answers(msgspec.Struct, frozen=True):
    """What was found in a network on one day."""

    fragile: Fragile
    workload: list[Finding]
    without_advisers: WhatIf
    health: Health
    missing: list[Finding]
    coverage: Coverage


class Earlier(msgspec.Struct, frozen=True):
    """What was found on an earlier day, in the network as it was then with what had been loaded by then.

    ``network`` is as the same audience may see it, within the same region, and ``answers`` are about it; both are None
    when there is nothing to compare with. ``loaded`` tells whether anything had been loaded by then.
    """

    day: date
    loaded: bool = False
    network: Network | None = None
    answers: Answers | None = None


class Reported(msgspec.Struct, frozen=True):
    """What a report tells: what was found, in which sources (oldest first), what was decided about it, and what was found
    ``earlier``, on the day since which it tells what changed.
    """

    answers: Answers
    sources: Sequence[Version] = ()
    decisions: Sequence[Decision] = ()
    earlier: Earlier | None = None


def answers(
    network: Network, day: date, rules: OwnRules, *, horizon: int = DEFAULT_HORIZON, ranked: int = DEFAULT_RANKED
) -> Answers:
    """Return the answers about ``network`` (as it is on ``day``), by the needs and the expectations of the hub.

    ``horizon`` is the number of days in which a term that ends counts. ``ranked`` is how many likely links are
    told at the most.
    """
    hanging, matrix = fragile(network, day, horizon=horizon), coverage(network, day, rules.needs)
    return Answers(
        fragile=hanging.alone,
        workload=hanging.workload.findings,
        without_advisers=without(network, (), advisers=True),
        health=health(network, day, matrix=matrix),
        missing=missing(network, rules.expectations, ranked=ranked),
        coverage=matrix,
    )


def reported(network: Network, asked: Asked, rules: OwnRules, *, since: date | None = None) -> Reported:
    """Return what a report tells about ``network``, the one that is ``asked`` about; ``since``: and of that day."""
    return Reported(
        answers(network, asked.day, rules),
        versions(asked.file, asked.as_known),
        read_decisions(asked),
        None if since is None else _earlier(network, asked, rules, since),
    )


def _earlier(network: Network, asked: Asked, rules: OwnRules, since: date) -> Earlier:
    """Return what was found on the day ``since`` with what was loaded by then, for the area and audience of ``network``."""
    if not versions(asked.file, earlier(asked, since).as_known):
        return Earlier(since)
    then = earlier(asked, since)
    region = network.scope.region
    if region is not None and region not in open_network(msgspec.structs.replace(then, region=None)).nodes:
        return Earlier(since, loaded=True)
    seen = open_network(msgspec.structs.replace(then, region=region), beside=asked)
    return Earlier(since, loaded=True, network=seen, answers=answers(seen, since, rules, ranked=0))
