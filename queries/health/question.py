"""Health: the indicators of design section 5, of a network and of every municipality or region in it.

Every indicator is a share between 0 and 1, higher is healthier, with what it was counted from. An indicator of which
there is nothing to count has no value: that is neither 0 nor 1. What each counts:

- **coverage**: the cells of the coverage matrix. A covered cell counts as 1 and a thin one as a half, as the definition
  says. Stale cover (nobody knows whether it still stands), indirect cover (somebody larger) and none count as 0.
- **connectedness**: organisation pairs that are joined in H, of all (Krackhardt's connectedness; 1 - F of Borgatti).
- **redundancy**: connections with two carriers or more, of those with one or more.
- **independence**: joined pairs that are left when the one person leaves with whom most are lost, of all joined pairs.
- **adviser_independence**: pairs still joined without any adviser, of all joined pairs.
- **attribution**: connections with a known carrier, of all.
- **freshness**: relations that make H (those of which the vocabulary says that they tie, when they end at an organisation),
  last confirmed in the twelve months before the day asked about or since; one that nobody ever confirmed is not fresh.
- **breadth**: seats held by persons with one or two seats, of all seats.
- **completeness**: see ``queries.health.completeness``.

Without any person nothing can be said about what depends on persons: these indicators then have no value. Neither have those
that count connections or relations in a network as the public sees it, where the view puts ties in the place of persons.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

import msgspec

from graph.model import Itself, Relation
from graph.network import Network
from graph.views import take, within
from graph.vocabulary import vocabulary
from queries.carrying.graph import CarryingGraph, carrying_graph
from queries.carrying.separation import separation
from queries.carrying.size import Size, joined_pairs, size
from queries.gaps.coverage import Coverage, months_before, units_of
from queries.health.completeness import completeness, whole
from queries.measures.cohesion import (
    Ratio,
    connectedness,
    fragmentation,
    joined_pairs_without,
    robustness,
)
from queries.measures.distances import distance_weighted_fragmentation

INDICATORS = (
    "coverage",
    "connectedness",
    "redundancy",
    "independence",
    "adviser_independence",
    "attribution",
    "freshness",
    "breadth",
    "completeness",
)
#: What a cell of the coverage matrix counts as; any other level is nothing.
_WORTH = {"covered": 1.0, "thin": 0.5}
#: A relation is fresh when it was confirmed in this many months.
FRESH_MONTHS = 12
#: A person with this many seats holds many.
MANY_SEATS = 3
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


class AreaHealth(msgspec.Struct, frozen=True):
    """The indicators of one municipality or region (node id)."""

    area: Itself
    indicators: dict[str, Ratio]


def health(network: Network, day: date, *, matrix: Coverage | None = None) -> Health:
    """Return how healthy ``network`` is (as it is on ``day``: take the view ``on`` first).

    ``matrix`` is its coverage; without it the indicator coverage has no value. After the view ``known_only`` less is joined;
    nothing changes about connections.
    """
    graph = carrying_graph(network)
    cells = completeness(network, graph)
    return Health(
        size=size(network),
        indicators=_indicators(network, graph, day, cells, matrix.levels if matrix else ()),
        cells=cells,
        measures={
            "fragmentation": fragmentation(graph),
            "distance_weighted_fragmentation": distance_weighted_fragmentation(graph),
            "robustness": robustness(graph),
        },
    )


def health_by_area(network: Network, day: date, kind: str, *, matrix: Coverage | None = None) -> list[AreaHealth]:
    """Return the indicators of every municipality or region (``kind``) that ``network`` is about, by name.

    Each is what ``health`` says of the network within that area. Of ``matrix``, the units in the area count.
    """
    rows = dict(zip(matrix.units, matrix.levels, strict=True)) if matrix else {}
    found = {}
    for area, narrowed in _narrowed(network, units_of(network, kind)):
        levels = [rows[unit] for unit in narrowed.area_tree.inside(area) if unit in rows]
        graph = carrying_graph(narrowed)
        cells = completeness(narrowed, graph)
        found[area] = _indicators(narrowed, graph, day, cells, levels)
    return [AreaHealth(area, found[area]) for area in units_of(network, kind)]


def weighted(indicators: Mapping[str, Ratio], weights: Mapping[str, float]) -> Ratio:
    """Return the weighted mean of the indicators; one without a value leaves the sum, and its weight with it."""
    values = {name: value for name, ratio in indicators.items() if (value := ratio.value) is not None}
    total = sum(weights.get(name, 0) * value for name, value in values.items())
    return Ratio(total, sum(weights.get(name, 0) for name in values))


def coverage_indicator(levels: Iterable[Iterable[str]]) -> Ratio:
    """Return the indicator coverage of the rows of a coverage matrix: covered counts as 1, thin as a half, others as 0."""
    worth = [_WORTH.get(level, 0.0) for row in levels for level in row]
    return Ratio(sum(worth), len(worth))


def _indicators(
    network: Network,
    graph: CarryingGraph,
    day: date,
    cells: Mapping[str, Ratio],
    levels: Iterable[Iterable[str]],
) -> dict[str, Ratio]:
    connections = graph.connections
    attributed = int((connections.counts > 0).sum())
    made_by_view = network.hides_persons
    return {
        "coverage": coverage_indicator(levels),
        "connectedness": connectedness(graph),
        "redundancy": Ratio(int((connections.counts > 1).sum()), attributed),
        "independence": _independence(graph),
        "adviser_independence": _adviser_independence(network, graph),
        "attribution": _NOTHING if made_by_view else Ratio(int(connections.known.sum()), len(connections)),
        "freshness": _NOTHING if made_by_view else _freshness(network, day),
        "breadth": _breadth(network),
        "completeness": whole(cells),
    }


def _independence(graph: CarryingGraph) -> Ratio:
    if graph.organisations == len(graph.ids):
        return _NOTHING
    separated = separation(graph)
    most = max(map(separated.pairs_lost, separated.branches), default=0)
    return Ratio(separated.joined_pairs - most, separated.joined_pairs)


def _adviser_independence(network: Network, graph: CarryingGraph) -> Ratio:
    """Count on H itself: H of the network without some persons is H without them (decision 2)."""
    if graph.organisations == len(graph.ids):
        return _NOTHING
    advisers = (graph.numbers[adviser] for adviser in network.advisers if adviser in graph.numbers)
    return Ratio(joined_pairs_without(graph, advisers), joined_pairs(graph))


def _freshness(network: Network, day: date) -> Ratio:
    oldest = months_before(day, FRESH_MONTHS)
    confirmed = [relation.last_confirmed for relation in _tying(network)]
    return Ratio(sum(last is not None and last >= oldest for last in confirmed), len(confirmed))


def _tying(network: Network) -> Iterator[Relation]:
    """Yield the relations that make H: they tie, and end at an organisation."""
    organisations = frozenset(network.organisations)
    for code, type_ in vocabulary().relations.items():
        if type_.ties:
            for relation in network.relations_by_type.get(code, ()):
                if relation.target in organisations and relation.origin != relation.target:
                    yield relation


def _breadth(network: Network) -> Ratio:
    held = Counter(seat.origin for seat in network.relations_by_type.get("seat", ()))
    return Ratio(sum(count for count in held.values() if count < MANY_SEATS), held.total())


def _narrowed(network: Network, areas: Iterable[str]) -> Iterator[tuple[str, Network]]:
    """Yield every area with the network within it, the areas of one region after each other.

    ``within`` looks at everything, so it is taken step by step: an area within the smallest region around it, that within
    the smallest around it, and so on. What is within an area is also within a region around it, so this changes nothing.
    """
    around = _smallest_regions_around(network)
    known: dict[str | None, Network] = {None: network}

    def within_area(area: str | None) -> Network:
        if area is None or area == network.scope.region:
            return network
        if area not in known:
            known[area] = take(within_area(around.get(area)), within(area))
        return known[area]

    for area in sorted(areas, key=lambda area: (around.get(area) or "", area)):
        yield area, take(within_area(around.get(area)), within(area))


def _smallest_regions_around(network: Network) -> dict[str, str]:
    """Return, by area, the smallest of the larger regions that it lies in, by the number of areas inside."""
    regions = [node.id for node in network.nodes.values() if node.kind == "region"]
    inside = {region: network.area_tree.inside(region) for region in regions}
    found: dict[str, str] = {}
    for region in sorted(regions, key=lambda region: (len(inside[region]), region)):
        for area in inside[region]:
            if len(inside[region]) > len(inside.get(area, {area})):
                found.setdefault(area, region)
    return found
