"""What a report asks of a network: the questions of the other commands, all at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from graph.network import Network
from queries.finding import Finding
from queries.fragile.question import DEFAULT_HORIZON, Fragile, fragile
from queries.fragile.whatif import WhatIf, whatif
from queries.fragile.workload import workload
from queries.gaps.coverage import Coverage, Need, coverage
from queries.health.question import Health, health
from queries.missing.expected import Expectation
from queries.missing.likely import DEFAULT_RANKED
from queries.missing.question import Missing, missing


class Answers(msgspec.Struct, frozen=True):
    """What was found in a network on one day."""

    fragile: Fragile
    workload: list[Finding]
    without_advisers: WhatIf
    health: Health
    missing: Missing
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


def ask(
    network: Network,
    day: date,
    needs: Sequence[Need],
    rules: Sequence[Expectation],
    *,
    horizon: int = DEFAULT_HORIZON,
    ranked: int = DEFAULT_RANKED,
) -> Answers:
    """Return the answers about ``network`` (as it is on ``day``), by the needs and the expectations of the hub.

    ``horizon`` is the number of days in which a term that ends counts. ``ranked`` is how many likely links are
    told at the most.
    """
    matrix = coverage(network, day, needs)
    return Answers(
        fragile=fragile(network, day, horizon=horizon),
        workload=workload(network),
        without_advisers=whatif(network, network.advisers),
        health=health(network, day, matrix=matrix),
        missing=missing(network, rules, ranked=ranked),
        coverage=matrix,
    )
