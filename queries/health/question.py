"""Health: the indicators of design section 5, of a network and of every municipality or region in it.

Every indicator is a share between 0 and 1, higher is healthier, with what it was counted from. An indicator of which
there is nothing to count has no value: that is neither 0 nor 1. Without any person nothing can be said about what depends on
persons; nor about connections and relations in a network as the public sees it, where the view puts ties in the place of
persons. What completeness counts: see ``queries.health.completeness``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import NamedTuple

import msgspec

from graph.days import months_before
from graph.network import Network
from graph.views import stands_in, take, within
from queries.carrying.behalf import seats_on_behalf
from queries.carrying.counted import Counted, counted, that_count
from queries.carrying.size import Size, size
from queries.carrying.ties import places_held, relations_that_tie
from queries.fragile.workload import MANY_SEATS
from queries.gaps.coverage import SILENT_LEVELS, Coverage, units_of
from queries.health.arrangement import recurring
from queries.health.completeness import completeness, whole
from queries.measures.cohesion import connectedness, fragmentation, joined_pairs_without, robustness
from queries.measures.distances import distance_weighted_fragmentation
from queries.measures.ratio import Ratio

#: What a cell of the coverage matrix counts as; any other level is nothing, and one that is silent does not count at all.
_WORTH = {"covered": 1.0, "other-form": 0.75, "thin": 0.5}
#: A relation is fresh when it was confirmed in this many months.
FRESH_MONTHS = 12
_NOTHING = Ratio(0, 0)


class Health(msgspec.Struct, frozen=True):
    """The answer about one network: its size, the indicators, and what completeness is made of, by kind of cell.

    ``measures`` are of graph theory and not indicators: of ``fragmentation`` and ``distance_weighted_fragmentation``
    (Borgatti, 2006) less is healthier, of ``robustness`` (Schneider et al., 2011) more.
    """

    size: Size
    indicators: dict[str, Ratio]
    cells: dict[str, Ratio]
    measures: dict[str, Ratio]


class _Asked(NamedTuple):
    """What the indicators of a network are counted from: ``levels`` are the rows of its coverage matrix."""

    network: Network
    counted: Counted
    day: date
    cells: Mapping[str, Ratio]
    levels: Iterable[Iterable[str]]


def health(network: Network, day: date, *, matrix: Coverage | None = None) -> Health:
    """Return how healthy ``network`` is (as it is on ``day``: take the view ``on`` first).

    The indicators are totals: partners get those of the whole network. ``matrix`` is its coverage; without it the indicator
    coverage has no value. After the view ``known_only`` less is joined; nothing changes about connections.
    """
    asked = _asked(network.whole, day, matrix.levels if matrix else ())
    return Health(
        size=size(network),
        indicators=_indicators(asked),
        cells=dict(asked.cells),
        measures={
            "fragmentation": fragmentation(asked.counted),
            "distance_weighted_fragmentation": distance_weighted_fragmentation(asked.counted),
            "robustness": robustness(asked.counted),
        },
    )


def health_by_area(
    network: Network, day: date, kind: str, *, matrix: Coverage | None = None
) -> dict[str, dict[str, Ratio]]:
    """Return, by its id, the indicators of every municipality or region (``kind``) that ``network`` is about, by name.

    Each is what ``health`` says of the network within that area. Of ``matrix``, the units in the area count. Areas within
    which there is the same are counted once: of a long chain of regions most are.
    """
    rows = dict(zip(matrix.units, matrix.levels, strict=True)) if matrix else {}
    areas = units_of(network, kind)
    found: dict[str, dict[str, Ratio]] = {}
    tree = network.whole.area_tree
    groups = {group[0]: group for group in tree.alike(areas, {*_places_of(network.whole), *rows})}
    for area, narrowed in _narrowed(network.whole, groups):
        levels = [rows[unit] for unit in tree.inside(area) if unit in rows]
        found |= dict.fromkeys(groups[area], _indicators(_asked(narrowed, day, levels)))
    return {area: found[area] for area in areas}


def weighted(indicators: Mapping[str, Ratio], weights: Mapping[str, float]) -> Ratio:
    """Return the weighted mean of the indicators; one without a value leaves the sum, and its weight with it."""
    values = {name: value for name, ratio in indicators.items() if (value := ratio.value) is not None}
    total = sum(weights.get(name, 0) * value for name, value in values.items())
    return Ratio(total, sum(weights.get(name, 0) for name in values))


def coverage_indicator(levels: Iterable[Iterable[str]]) -> Ratio:
    """Return the indicator coverage of the rows of a coverage matrix, of what is known there: covered counts as 1, other-form
    as three quarters, thin as a half, others as 0.
    """
    worth = [_WORTH.get(level, 0.0) for row in levels for level in row if level not in SILENT_LEVELS]
    return Ratio(sum(worth), len(worth))


def _asked(network: Network, day: date, levels: Iterable[Iterable[str]]) -> _Asked:
    found = counted(network)
    return _Asked(network, found, day, completeness(network, found), levels)


def _indicators(asked: _Asked) -> dict[str, Ratio]:
    return {name: indicator(asked) for name, indicator in _INDICATORS.items()}


def _redundancy(asked: _Asked) -> Ratio:
    """Count the connections with two active carriers or more, of those for which a carrier was ever named."""
    connections = asked.counted.connections
    if asked.network.hides_persons:
        return _NOTHING
    carriers = connections.counts + connections.hidden
    return Ratio(int((carriers > 1).sum()), int(connections.named.sum()))


def _independence(asked: _Asked) -> Ratio:
    """Count the pairs still joined when the one person leaves with whom most are lost, of all pairs of organisations; when
    all have left, that says no more than connectedness.
    """
    if not _has_had_persons(asked.network.entire):
        return _NOTHING
    found = asked.counted
    left = found.joined_pairs() - found.separated.most_lost()
    return Ratio(left, found.every_pair, vacuous=not asked.network.entire.persons)


def _adviser_independence(asked: _Asked) -> Ratio:
    """Count the pairs still joined without any adviser, of all pairs of organisations; without advisers that says no more
    than connectedness.

    On H itself: H of the network without some persons is H without them (decision 2).
    """
    network, found = asked.network.entire, asked.counted
    if not _has_had_persons(network):
        return _NOTHING
    numbers = found.graph.numbers
    left = joined_pairs_without(found, (numbers[adviser] for adviser in network.advisers if adviser in numbers))
    return Ratio(left, found.every_pair, vacuous=not network.advisers)


def _has_had_persons(network: Network) -> bool:
    """Tell whether anybody is or was in the network, as far as may be seen."""
    return bool(network.persons or network.scope.without or (network.undated and network.undated.persons))


def _attribution(asked: _Asked) -> Ratio:
    """Count the connections with an active carrier."""
    known = asked.counted.connections.known
    return _NOTHING if asked.network.hides_persons else Ratio(int(known.sum()), len(known))


def _structure(asked: _Asked) -> Ratio:
    """Count the connections that come back by arrangement, of all connections."""
    if asked.network.hides_persons:
        return _NOTHING
    return Ratio(len(recurring(asked.network, asked.day)), len(asked.counted.connections))


def _continuity(asked: _Asked) -> Ratio:
    """Count the places of a year ago that the same person still has, of those in organisations that still exist."""
    known = [one for id_, one in asked.network.turnover.items() if id_ in asked.network.counted]
    stayed = sum(one.stayed for one in known)
    return Ratio(stayed, stayed + sum(one.ended for one in known))


def _freshness(asked: _Asked) -> Ratio:
    """Count the relations that make H (they tie, and end at an organisation) and were last confirmed in the months before the
    day asked about or since; one that nobody ever confirmed is not fresh.
    """
    network = asked.network
    if network.hides_persons:
        return _NOTHING
    oldest, organisations = months_before(asked.day, FRESH_MONTHS), network.counted
    confirmed = [
        relation.last_confirmed
        for relation in that_count(network, relations_that_tie(network))
        if relation.target in organisations and relation.origin != relation.target and not stands_in(relation)
    ]
    return Ratio(sum(last is not None and last >= oldest for last in confirmed), len(confirmed))


def _breadth(asked: _Asked) -> Ratio:
    """Count the places (one person in one organisation) of persons who do not have many."""
    counts = asked.network.counted
    held = [len(counts.intersection(places)) for places in places_held(asked.network).values()]
    return Ratio(sum(count for count in held if count < MANY_SEATS), sum(held))


def _places_of(network: Network) -> Iterator[str]:
    """Yield the areas that anything but another area is tied to, which the view ``within`` goes by."""
    for node in network.nodes.values():
        if node.kind == "municipality":
            yield node.id
        elif home := node.properties.get("municipality"):
            yield home
    for relation in network.relations:
        if relation.relation != "part_of" or relation.carriers:
            yield from (relation.origin, relation.target)


def _representation(asked: _Asked) -> Ratio:
    """Count the seats in councils on behalf of a client organisation or a target group, of those of which it is known."""
    told = (one for one in seats_on_behalf(asked.network.entire) if one.council in asked.network.counted)
    known = [one.clients for one in told if one.known]
    return Ratio(sum(known), len(known))


def _narrowed(network: Network, areas: Iterable[str]) -> Iterator[tuple[str, Network]]:
    """Yield every area with the network within it, the areas of one region after each other.

    ``within`` looks at everything, so it is taken step by step: an area within a small region around it, that within a
    larger one, and so on. What is within an area is also within a region around it, so this changes nothing. Each step
    goes past a power of two in size: however many regions lie in each other, there are few steps.
    """
    tree = network.area_tree

    @cache
    def around(area: str) -> str | None:
        least = 1 << tree.size(area).bit_length()
        return next((region for region in tree.regions_around(area) if tree.size(region) >= least), None)

    @cache
    def within_area(area: str | None) -> Network:
        if area is None or area == network.scope.region:
            return network
        return take(within_area(around(area)), within(area))

    for area in sorted(areas, key=lambda area: (around(area) or "", area)):
        yield area, take(within_area(around(area)), within(area))


#: How each indicator is counted: a new one is a function above and its place here.
_INDICATORS: dict[str, Callable[[_Asked], Ratio]] = {
    "coverage": lambda asked: coverage_indicator(asked.levels),
    "connectedness": lambda asked: connectedness(asked.counted),
    "redundancy": _redundancy,
    "independence": _independence,
    "adviser_independence": _adviser_independence,
    "attribution": _attribution,
    "structure": _structure,
    "continuity": _continuity,
    "representation": _representation,
    "freshness": _freshness,
    "breadth": _breadth,
    "completeness": lambda asked: whole(asked.cells),
}
INDICATORS = tuple(_INDICATORS)
