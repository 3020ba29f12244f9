"""Turnover: what became of the places in organisations within a year."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from graph.days import months_before
from graph.model import Node, Relation


class Turnover(msgspec.Struct, frozen=True):
    """Of the places in an organisation (one person in one organisation) on a day and a year before: how many began in
    between, ended in between, and are of the same person on both days.
    """

    begun: int = 0
    ended: int = 0
    stayed: int = 0


def turnover_by_organisation(
    nodes: Mapping[str, Node], relations: Iterable[Relation], day: date
) -> dict[str, Turnover]:
    """Return, by organisation, what became of places in the year before ``day``, from what there is on any day."""
    seats = [relation for relation in relations if relation.relation == "seat"]
    now, then = (_places(nodes, seats, moment) for moment in (day, months_before(day, 12)))
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for name, places in (("begun", now - then), ("ended", then - now), ("stayed", now & then)):
        for organisation, count in Counter(target for _, target in places).items():
            found[organisation][name] = count
    return {id_: Turnover(**counts) for id_, counts in found.items()}


def _places(nodes: Mapping[str, Node], seats: Iterable[Relation], day: date) -> set[tuple[str, str]]:
    """Return who has a seat where on ``day``."""
    absent = {id_ for id_, node in nodes.items() if not node.active(day)}
    return {
        (seat.origin, seat.target)
        for seat in seats
        if seat.origin not in absent and seat.target not in absent and seat.active(day)
    }
