"""The definitions behind ``missing``, written out as slowly and plainly as possible.

Nothing here uses the program's own graph, areas or matrices: only the statements of one day and networkx.
"""

from __future__ import annotations

import itertools
from collections import Counter
from datetime import date
from math import cos, hypot, log, radians
from typing import NamedTuple

import networkx as nx

from graph.network import Network
from queries.missing.expected import Expectation, Selector
from tests.queries.oracle import Oracle, Pair, at_work, distance


class Where(NamedTuple):
    """Where an organisation works: areas as such, municipalities, and regions it is in or within."""

    direct: set[str]
    municipalities: set[str]
    regions: set[str]


def where(network: Network, organisation: str) -> Where:
    """Return where an organisation works, straight from the relations."""
    own = {r.target for r in network.relations if r.origin == organisation and r.relation in ("advises", "active_in")}
    institutions = {id_ for id_ in own if id_.startswith("institution:")}
    own |= {r.target for r in network.relations if r.origin in institutions and r.relation in ("advises", "active_in")}
    direct = {id_ for id_ in own if id_.startswith(("municipality:", "region:"))}
    municipalities = {id_ for id_ in direct if id_.startswith("municipality:")}
    if organisation.startswith("municipality:"):
        municipalities.add(organisation)
    regions = direct | municipalities
    for _ in network.nodes:
        regions |= {r.target for r in network.relations if r.relation == "part_of" and r.origin in regions}
    return Where(direct, municipalities, {id_ for id_ in regions if id_.startswith("region:")})


def expected(network: Network, truth: Oracle, rule: Expectation, about: set[str] | None = None) -> set[Pair]:
    """Return the pairs that a rule misses; ``about``: of these organisations (in a region), while any other may be the one
    that is enough.
    """
    about = truth.organisations if about is None else about
    pairs = [
        (a, b)
        for a, b in itertools.permutations(sorted(truth.organisations), 2)
        if _fits(network, rule.a, a) and _fits(network, rule.b, b) and _share(network, rule, a, b)
    ]
    near = {(a, b) for a, b in pairs if distance(truth, a, b) <= rule.distance}
    asked = [(a, b) for a, b in pairs if {a, b} <= about]
    if rule.one_is_enough:
        served = {a for a, _ in near}
        first = [_first_choice(network, truth, a, [b for x, b in asked if x == a]) for a, _ in asked if a not in served]
        asked = list(zip((a for a, _ in asked if a not in served), first, strict=True))
    return {frozenset((a, b)) for a, b in asked if (a, b) not in near}


def _first_choice(network: Network, truth: Oracle, a: str, others: list[str]) -> str:
    """Return whom of ``others`` to get to know: in a municipality of a's, with most connections, first in the network."""
    known, own = connection_graph(truth).degree, where(network, a).municipalities
    place = list(network.nodes).index
    return min(others, key=lambda b: (not own & where(network, b).municipalities, -known[b], place(b)))


def _fits(network: Network, selector: Selector, organisation: str) -> bool:
    item = network.nodes[organisation]
    # What the strategies may write, and the code or text that it stands for.
    wanted = {
        {"Adviesraad sociaal domein": "advisory_council", "eigen-soort": "Eigen soort"}[t] for t in selector.types
    }
    direct = {id_.partition(":")[0] for id_ in _works_in(network, organisation)}
    return (
        item.kind in selector.kinds
        and (not wanted or item.properties.get("type") in wanted)
        and (not selector.levels or item.properties.get("level") in selector.levels)
        and (not selector.works_in or bool(direct & set(selector.works_in)))
    )


def _works_in(network: Network, organisation: str) -> set[str]:
    place = where(network, organisation)
    return place.direct | place.municipalities


def _share(network: Network, rule: Expectation, a: str, b: str) -> bool:
    first, second = where(network, a), where(network, b)
    if rule.scope == "same_municipality":
        return bool(first.municipalities & second.municipalities)
    shared = first.regions & (second.direct if rule.scope == "region_of" else second.regions)
    types = {id_: network.nodes[id_].properties["type"] for id_ in shared if id_.startswith("region:")}
    if rule.region_types == ("any",):
        return bool(types)
    if rule.region_types:
        wanted = {{"Provincie": "province"}.get(type_, type_) for type_ in rule.region_types}
        return not wanted.isdisjoint(types.values())
    return any(type_ != "province" for type_ in types.values())


def connection_graph(truth: Oracle) -> nx.Graph[str]:
    """Return the organisations with an edge for every connection."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(truth.organisations)
    for a, b in truth.carriers:
        graph.add_edge(a, b)
    return graph


class Likeness:
    """The points of every pair, one pair at a time."""

    def __init__(self, network: Network, truth: Oracle) -> None:
        self.network = network
        self.graph = connection_graph(truth)
        self.organisations = sorted(truth.organisations)
        self.pairs = list(itertools.combinations(self.organisations, 2))
        self.where = {id_: where(network, id_) for id_ in self.organisations}
        self.topics = {id_: self._covered(id_) for id_ in self.organisations}
        self.meetings = {id_: self._attended(id_) for id_ in self.organisations}
        self.ordinary = sum(dict(self.graph.degree).values()) / max(len(self.organisations), 1)
        self.levels = {pair: self.level(*pair) for pair in self.pairs}
        self.kinds = {pair: tuple(sorted(network.nodes[id_].kind for id_ in pair)) for pair in self.pairs}

    def _covered(self, organisation: str) -> set[str]:
        return {r.target for r in self.network.relations if r.relation == "covers" and r.origin == organisation}

    def _attended(self, organisation: str) -> set[str]:
        found = set()
        for r in self.network.relations:
            if r.relation == "attended":
                named = r.properties.get("organisation")
                seats = {s.target for s in self.network.relations if s.relation == "seat" and s.origin == r.origin}
                if named == organisation or (named is None and organisation in seats):
                    found.add(r.target)
        return found

    def level(self, a: str, b: str) -> str:
        """Return how near two organisations work."""
        first, second = self.where[a], self.where[b]
        if not (first.municipalities | first.regions) or not (second.municipalities | second.regions):
            return "unknown"
        if first.municipalities & second.municipalities:
            return "municipality"
        shared = {self.network.nodes[id_].properties["type"] for id_ in first.regions & second.regions}
        if shared - {"province"}:
            return "region"
        return "province" if shared else "elsewhere"

    def resource_allocation(self, a: str, b: str) -> float:
        """Return the resource allocation index, as networkx has it."""
        ((_, _, value),) = nx.resource_allocation_index(self.graph, [(a, b)])
        return float(value)

    def points(self, a: str, b: str, weights: dict[str, float]) -> dict[str, float]:
        """Return the points of a pair by reason."""
        area, kinds = self._usual(a, b)
        local = 0.5 if self.levels[a, b] == "municipality" else 1.0
        values = {
            "common-contact": local * log(1 + self.resource_allocation(a, b) * self.ordinary),
            "shared-area": area,
            "usual-kinds": kinds,
            "many-contacts": self._activity(a) + self._activity(b),
            "active-nearby": log(1 + self._by_chance(a, b)),
            "shared-topic": self._rare(self.topics, a, b),
            "shared-meeting": self._rare(self.meetings, a, b),
            "adjacent-municipality": self._adjacent(a, b),
        }
        return {reason: weights[reason] * value for reason, value in values.items()}

    def _usual(self, a: str, b: str) -> tuple[float, float]:
        base = self.graph.number_of_edges() / len(self.pairs)
        if not base:
            return 0.0, 0.0
        level, kinds = self.levels[a, b], self.kinds[a, b]
        rate = base if level == "unknown" else self._rate(base, [p for p in self.pairs if self.levels[p] == level])
        alike = [p for p in self.pairs if self.kinds[p] == kinds and level in ("unknown", self.levels[p])]
        return log(rate / base), log(self._rate(rate, alike) / rate)

    def _rate(self, ordinary: float, pairs: list[tuple[str, str]]) -> float:
        made = sum(self.graph.has_edge(*pair) for pair in pairs)
        return (made + 2 * ordinary) / (len(pairs) + 2)

    def _activity(self, organisation: str) -> float:
        return log(1 + self.graph.degree[organisation] / self.ordinary) - log(2) if self.ordinary else 0.0

    def _by_chance(self, a: str, b: str) -> float:
        total = 0.0
        for municipality in self.where[a].municipalities & self.where[b].municipalities:
            there = [o for o in self.organisations if municipality in self.where[o].municipalities]
            degrees = sum(self.graph.degree[o] for o in there)
            total += self.graph.degree[a] * self.graph.degree[b] / degrees if degrees else 0.0
        return total

    def _rare(self, having: dict[str, set[str]], a: str, b: str) -> float:
        counts = Counter(thing for things in having.values() for thing in things)
        return sum(1 / (counts[thing] * (counts[thing] - 1) / 2) for thing in having[a] & having[b])

    def _adjacent(self, a: str, b: str) -> float:
        first, second = self.where[a].municipalities, self.where[b].municipalities
        sides = self._borders()
        return float(not first & second and any(frozenset(p) in sides for p in itertools.product(first, second)))

    def _borders(self) -> set[frozenset[str]]:
        """Return the sides of Delaunay's triangles: those with no other place within the circle through their corners."""
        places = {}
        for id_ in {m for place in self.where.values() for m in place.municipalities}:
            properties = self.network.nodes[id_].properties
            if "latitude" in properties:
                places[id_] = (properties["longitude"] * 110.57 * cos(radians(52.1)), properties["latitude"] * 110.57)
        found = set()
        for corners in itertools.combinations(sorted(places), 3):
            centre, radius = _circle(*(places[id_] for id_ in corners))
            if all(_distance(centre, places[id_]) >= radius for id_ in places if id_ not in corners):
                found |= {frozenset(side) for side in itertools.combinations(corners, 2)}
        return {side for side in found if _distance(*(places[id_] for id_ in side)) <= 35.0}


def _distance(a: tuple[float, float], b: tuple[float, float]) -> float:
    return hypot(a[0] - b[0], a[1] - b[1])


def _circle(
    a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]
) -> tuple[tuple[float, float], float]:
    """Return centre and radius of the circle through three points."""
    double = 2 * (a[0] * (b[1] - c[1]) + b[0] * (c[1] - a[1]) + c[0] * (a[1] - b[1]))
    squares = [x * x + y * y for x, y in (a, b, c)]
    x = (squares[0] * (b[1] - c[1]) + squares[1] * (c[1] - a[1]) + squares[2] * (a[1] - b[1])) / double
    y = (squares[0] * (c[0] - b[0]) + squares[1] * (a[0] - c[0]) + squares[2] * (b[0] - a[0])) / double
    return (x, y), _distance((x, y), a)


def candidates(likeness: Likeness) -> list[tuple[str, str]]:
    """Return the pairs that ``likely_links`` ranks."""
    found = []
    for a, b in likeness.pairs:
        near = likeness.where[a].municipalities & likeness.where[b].municipalities
        shared = likeness.topics[a] & likeness.topics[b] or likeness.meetings[a] & likeness.meetings[b]
        contacts = set(likeness.graph[a]) & set(likeness.graph[b])
        both_municipalities = a.startswith("municipality:") and b.startswith("municipality:")
        if (near or shared or contacts) and not likeness.graph.has_edge(a, b) and not both_municipalities:
            found.append((a, b))
    return found


def parts(network: Network, truth: Oracle, day: date) -> dict[str | None, list[frozenset[str]]]:
    """Return, by region and for the whole (None), the organisations of each component of H there, largest first."""
    regions = [id_ for id_ in network.nodes if id_.startswith("region:")]
    inside: dict[str | None, set[str]] = {region: at_work(network, day, region) for region in regions}
    inside[None] = truth.organisations
    components, place = (
        [set(component) for component in nx.connected_components(truth.graph)],
        list(network.nodes).index,
    )
    found: dict[str | None, list[frozenset[str]]] = {}
    for region, organisations in inside.items():
        groups = [component for component in components if component & organisations]
        # Of equals, the component that is larger as a whole comes first, and then the one that comes first in the network.
        groups.sort(
            key=lambda group: (
                -len(group & organisations),
                -len(group & truth.organisations),
                min(map(place, group & truth.organisations)),
            )
        )
        found[region] = [frozenset(group & organisations) for group in groups]
    return found
