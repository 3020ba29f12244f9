"""Likely links: pairs of organisations without a connection, ranked by an explained score (design, section 5).

The score is a sum of points, each for one reason. It grows with how much likelier than any pair the two are to know each
other: what their working areas and kinds add is counted in the network itself (``queries.missing.likely_base_rates``),
what they share is weighed by rarity, and common contacts count by resource allocation. The weights were fitted on hidden
connections; see ``WEIGHTS`` and ``bench/link_prediction.py``.

Candidates are pairs that share a contact, a municipality, or a topic or meeting that few share. Two municipalities are
none: they need nobody to be introduced.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

import numpy as np

from graph.network import Network
from queries.carrying.counted import Counted
from queries.carrying.graph import Numbers, distinct
from queries.finding import Finding, Reason, named
from queries.missing.likely_base_rates import MUNICIPALITY, PROVINCE, REGION
from queries.missing.likely_features import Shared
from queries.places.incidence import Values, contains

#: How many pairs to rank at the most.
DEFAULT_RANKED = 50
#: A topic or meeting that more organisations share does not make candidates by itself; it still counts.
_FEW = 25
#: Pairs whose points are all computed at once; the others are ruled out by what they could score at the most.
_POOL = 2_000
#: What a common contact counts for two who work in the same municipality: many there have the same contacts.
_SAME_MUNICIPALITY = 0.5
#: Scores that differ less are equal: the order of a sum may not decide.
_DECIMALS = 9

#: What each reason weighs: rounded from a logistic regression on hidden connections, on other draws than are reported.
#: Two were then raised on those same draws: ``active-nearby``, which puts the first of the ranking right and hardly matters
#: for the rest, and ``shared-topic``, because who shares a rare topic has most to say to each other; it costs nothing.
WEIGHTS = {
    "common-contact": 2.0,
    "shared-area": 1.0,
    "usual-kinds": 1.0,
    "many-contacts": 0.5,
    "active-nearby": 2.5,
    "shared-topic": 5.0,
    "shared-meeting": 3.0,
    "adjacent-municipality": 0.1,
}
Points = dict[str, Values]


def likely_links(
    network: Network,
    found: Counted,
    *,
    ranked: int = DEFAULT_RANKED,
    weights: Mapping[str, float] = WEIGHTS,
) -> Iterator[Finding]:
    """Yield the ``ranked`` best candidates, best first, with the reasons; equal scores in the order of the network.

    H is that of ``network``; both of a pair count, and score what they score among all organisations.
    """
    if not ranked or len(found.organisations) < 2:
        return
    graph, likeness = found.graph, Likeness(network, found)
    rows, columns = likeness.best(ranked, weights)
    points = likeness.points(rows, columns, weights)
    near = likeness.shared.nearness.of(rows, columns).tolist()
    for i, (a, b) in enumerate(zip(rows.tolist(), columns.tolist(), strict=True)):
        reasons = [likeness.reason(reason, float(own[i]), a, b, near[i]) for reason, own in points.items() if own[i]]
        yield Finding(
            kind="likely-link",
            subjects=named("likely-link", (graph.ids[a], graph.ids[b])),
            organisations=(graph.ids[a], graph.ids[b]),
            score=sum(reason.points for reason in reasons),
            because=tuple(sorted(reasons, key=lambda reason: -reason.points)),
        )


class Likeness:
    """The points of pairs of organisations (by number)."""

    def __init__(self, network: Network, found: Counted) -> None:
        self.shared = Shared(network, found)
        self._ids = self.shared.ids

    def candidates(self) -> tuple[Numbers, Numbers]:
        """Return the candidate pairs, of which both count: the lower and the higher number of each."""
        shared = self.shared
        counts = shared.counts
        keys = distinct(
            shared.resource_allocation.keys,
            shared.places.municipalities.sharing(len(self._ids), counts),
            shared.meetings.sharing(_FEW, counts),
            shared.topics.sharing(_FEW, counts),
        )
        rows, columns = np.divmod(keys[~contains(shared.connected, keys)], max(len(self._ids), 1))
        municipality = np.array([id_.startswith("municipality:") for id_ in self._ids], dtype=np.bool_)
        kept = ~(municipality[rows] & municipality[columns])
        return rows[kept], columns[kept]

    def best(self, ranked: int, weights: Mapping[str, float]) -> tuple[Numbers, Numbers]:
        """Return the ``ranked`` candidates that score highest, best first.

        Only for the most promising all points are computed, until no other can reach the worst of the best.
        """
        rows, columns = self.candidates()
        most = _total(self._quick_points(rows, columns, weights)) + self._most_others(rows, columns, weights)
        pool = max(_POOL, 4 * ranked)
        while True:
            tried, limit = _promising(most, pool)
            scores = _total(self.points(rows[tried], columns[tried], weights)).round(_DECIMALS)
            best = np.lexsort((columns[tried], rows[tried], -scores))[:ranked]
            if len(tried) == len(rows) or scores[best[-1]] > limit:
                return rows[tried[best]], columns[tried[best]]
            pool *= 4

    def points(self, rows: Numbers, columns: Numbers, weights: Mapping[str, float]) -> Points:
        """Return the points of every pair, by reason; negative where something makes a connection less likely."""
        shared = self.shared
        others = {
            "shared-topic": shared.topics.overlap(rows, columns, shared.topics.rarity),
            "shared-meeting": shared.meetings.overlap(rows, columns, shared.meetings.rarity),
            "adjacent-municipality": shared.adjacent(rows, columns),
        }
        quick = self._quick_points(rows, columns, weights)
        return quick | {reason: weights[reason] * value for reason, value in others.items()}

    def reason(self, code: str, points: float, a: int, b: int, near: int) -> Reason:
        """Return why a pair (``near``: how near they work) scores, with the things (node ids) that the reason is about."""
        shared = self.shared
        if code == "common-contact":
            return Reason(code, points, shared.common_contacts(a, b))
        if things := {
            "shared-topic": shared.topics,
            "shared-meeting": shared.meetings,
            "active-nearby": shared.places.municipalities,
        }.get(code):
            return Reason(code, points, things.common(a, b))
        if code == "shared-area":
            places = shared.places
            areas = {MUNICIPALITY: places.municipalities, REGION: places.regions_proper, PROVINCE: places.provinces}
            return Reason(code, points, areas[near].common(a, b)) if near in areas else Reason("other-area", points)
        return Reason(code, points)

    def _quick_points(self, rows: Numbers, columns: Numbers, weights: Mapping[str, float]) -> Points:
        """Return the points that are quick to compute for very many pairs."""
        shared = self.shared
        # In a network where everybody has many contacts, each of those says less: counted per ordinary contact.
        ordinary = shared.degrees.mean() if len(self._ids) else 0.0
        allocation = shared.resource_allocation.of(rows, columns)
        near = shared.nearness.of(rows, columns)
        together = np.flatnonzero(near == MUNICIPALITY)
        nearby = np.zeros(len(rows))
        nearby[together] = shared.active_nearby.of(rows[together], columns[together])
        local = np.ones(len(rows))
        local[together] = _SAME_MUNICIPALITY
        area, kinds = shared.usual.shares(near, rows, columns)
        values = {
            "common-contact": np.log1p(allocation * ordinary) * local,
            "shared-area": area,
            "usual-kinds": kinds,
            "active-nearby": np.log1p(nearby),
            "many-contacts": self._activity[rows] + self._activity[columns],
        }
        return {reason: weights[reason] * value for reason, value in values.items()}

    def _most_others(self, rows: Numbers, columns: Numbers, weights: Mapping[str, float]) -> Values:
        """Return what the other points of each pair can be at the most."""
        shared = self.shared
        most = np.full(len(rows), weights["adjacent-municipality"])
        for reason, things in (("shared-topic", shared.topics), ("shared-meeting", shared.meetings)):
            own = things.most(things.rarity)
            most += weights[reason] * np.minimum(own[rows], own[columns])
        return most

    @cached_property
    def _activity(self) -> Values:
        """Return how many more contacts than is ordinary each organisation has (logarithm; 0: an ordinary number)."""
        degrees = self.shared.degrees
        ordinary = degrees.mean() if len(degrees) else 0.0
        return np.log1p(degrees / ordinary) - np.log(2.0) if ordinary else np.zeros(len(degrees))


def _promising(most: Values, count: int) -> tuple[Numbers, float]:
    """Return the ``count`` pairs that can score most, and what the best of the others can score at the most."""
    if count >= len(most):
        return np.arange(len(most)), 0.0
    order = np.argpartition(-most, count)
    return order[:count], float(most[order[count]]) + 10.0**-_DECIMALS


def _total(points: Points) -> Values:
    """Return the score of every pair."""
    total: Values = np.sum(list(points.values()), axis=0)
    return total
