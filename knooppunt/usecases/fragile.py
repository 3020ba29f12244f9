"""What hangs on people: on each alone, on who carries much, and on two together; and what falls apart without some."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from graph.network import Network
from queries.finding import Finding, worst_first
from queries.fragile import workload as work
from queries.fragile.question import DEFAULT_HORIZON, Fragile
from queries.fragile.question import fragile as on_one_person
from queries.fragile.seats import seats
from queries.fragile.terms import Term, term_calendar
from queries.fragile.two_persons import Together, together
from queries.fragile.whatif import WhatIf, whatif
from queries.search import find_anywhere


class Workload(msgspec.Struct, frozen=True):
    """Seats by number held, what advisers support, and the terms that end through the day ``last``; the findings are about
    who does much, and about organisations of which the seats tell that something is wrong.
    """

    seats: list[work.SeatShare]
    advisers: list[work.AdviserLoad]
    terms: list[Term]
    last: date
    findings: list[Finding]


class Hanging(msgspec.Struct, frozen=True):
    """What hangs on people: on each ``alone``, on those who do much, and on ``pairs`` when asked for."""

    alone: Fragile
    workload: Workload
    pairs: Together | None = None

    @property
    def findings(self) -> list[Finding]:
        """Return all findings, worst first."""
        pairs = self.pairs.findings if self.pairs else []
        return worst_first([*pairs, *self.alone.findings, *self.workload.findings])


def fragile(network: Network, day: date, *, horizon: int = DEFAULT_HORIZON, pairs: bool = False) -> Hanging:
    """Return what hangs on people in ``network`` (as it is on ``day``); ``pairs``: on two together as well.

    ``horizon`` is the number of days ahead in which a term that ends counts.
    """
    both = together(network) if pairs else None
    return Hanging(on_one_person(network, day, horizon=horizon), workload(network, day, horizon=horizon), both)


def workload(network: Network, day: date, *, horizon: int = DEFAULT_HORIZON) -> Workload:
    """Return who does how much in ``network``; ``day`` and ``horizon`` as in ``fragile``."""
    last = day + timedelta(days=horizon)
    return Workload(
        seats=work.seat_shares(network),
        advisers=work.adviser_loads(network),
        terms=term_calendar(network, day, last),
        last=last,
        findings=[*work.workload(network), *seats(network)],
    )


def without(network: Network, names: tuple[str, ...], *, advisers: bool = False) -> WhatIf:
    """Return what falls apart without these people (ids or names), and without all ``advisers`` when asked."""
    people = {find_anywhere(network, name, kinds=frozenset({"person"})) for name in names}
    return whatif(network, people | (network.entire.advisers if advisers else set()))
