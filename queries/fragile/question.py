"""Fragile: everything that hangs on one person, and the kinds of findings about people whom a network cannot miss."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from graph.memory import garbage_collection_paused
from graph.network import Network
from queries.carrying.size import Size, size
from queries.finding import Finding, worst_first
from queries.fragile import one_person, orphaned, seats, silent, two_persons, whatif, workload
from queries.kinds import found_by
from queries.places.look_alikes import ask_first

#: Days ahead in which the end of a term is worth a finding.
DEFAULT_HORIZON = 180

#: The kinds that are found from ``one_person.Question``: a new one is a module of its own, and its place here.
FOUND_TOGETHER = (*orphaned.KINDS, *one_person.KINDS, *silent.KINDS)
#: In the order in which they are shown.
KINDS = (*two_persons.KINDS, *FOUND_TOGETHER, *workload.KINDS, *seats.KINDS, *whatif.KINDS)


class Fragile(msgspec.Struct, frozen=True):
    """The answer: the size of the network, and the findings from worst to least."""

    size: Size
    findings: list[Finding]


@garbage_collection_paused()
def fragile(network: Network, day: date, *, horizon: int = DEFAULT_HORIZON) -> Fragile:
    """Return everything that hangs on one person in ``network`` (as it is on ``day``: take the view ``on`` first).

    ``horizon`` is the number of days ahead in which a term that ends counts.
    """
    question = one_person.Question(network, day, day + timedelta(days=horizon))
    return Fragile(size(network), worst_first(ask_first(network, found_by(FOUND_TOGETHER, question, network))))
