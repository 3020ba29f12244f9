"""Terms: the seats that end, and when."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from graph.days import months_before
from graph.model import NodeId, Relation
from graph.network import Network

#: A term that ended at most so many months ago, while the seat goes on, is still to be settled.
_PASSED_MONTHS = 24


class Term(msgspec.Struct, frozen=True):
    """A seat that ends on a day."""

    end: date
    person: NodeId
    organisation: NodeId
    role: str


def term_calendar(network: Network, first: date, last: date) -> list[Term]:
    """Return every seat (of a region: in its organisations) that ends from ``first`` through ``last``, in order of time."""
    counts = network.counted
    terms = [
        Term(end, seat.origin, seat.target, str(seat.properties.get("role", "")))
        for seat in network.relations_by_type.get("seat", ())
        if seat.target in counts and (end := end_within(seat, first, last)) is not None
    ]
    order = network.order
    return sorted(terms, key=lambda term: (term.end, order[term.organisation], order[term.person], term.role))


def passed(seat: Relation, day: date) -> date | None:
    """Return the day on which the term of a seat that goes on ended, when that is before ``day`` and not too long ago."""
    written = seat.properties.get("term_end")
    end = date.fromisoformat(written) if written else None
    return end if end is not None and months_before(day, _PASSED_MONTHS) <= end < day else None


def last_day(seat: Relation, end: date) -> date:
    """Return the last day of a seat that ends on ``end``, as people say it: what ``until`` is the day after."""
    written = seat.properties.get("term_end")
    return end if written == end.isoformat() else end - timedelta(days=1)


def end_within(seat: Relation, first: date, last: date) -> date | None:
    """Return the day from ``first`` through ``last`` on which a seat ends, or None.

    That is the end of the term or the first day without the seat: the first of the two that is not past. Nobody could know
    beforehand of an end that is estimated from a later list.
    """
    written, until = seat.properties.get("term_end"), seat.told_until
    end = date.fromisoformat(written) if written else until
    if end is None or until is None or end == until:
        # The most common by far, and asked for every seat.
        return end if end is not None and first <= end <= last else None
    return min((one for one in (end, until) if first <= one <= last), default=None)
