"""Expected links and separated groups: connections that ought to exist and do not (design, section 5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from graph.model import Node
from graph.network import Network
from graph.vocabulary import normalise
from queries.areas import Areas
from queries.carrying import CarryingGraph
from queries.finding import SEVERITIES, Finding, severity_of
from queries.separation import Separation, pairs


class Selector(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which organisations a side of a rule is about: of these kinds and, when given, of these types and levels."""

    kinds: tuple[str, ...]
    types: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()

    def fits(self, node: Node) -> bool:
        """Tell whether ``node`` is one of them; types and levels are compared as names are."""
        return (
            node.kind in self.kinds
            and (not self.types or normalise(str(node.properties.get("type", ""))) in map(normalise, self.types))
            and (not self.levels or node.properties.get("level") in self.levels)
        )


class Expectation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A rule: every ``a`` should reach every ``b`` in the same area within ``distance`` (counted in organisations).

    scope: ``same_municipality`` (both work there), ``same_region`` (both work in it or in a part of it), ``region_of``
    (b works in a region as such, in which a works). ``region_types`` narrows which regions count; empty: all but
    provinces, which join too much to expect everybody to know everybody.
    """

    id: str
    a: Selector
    b: Selector
    scope: str
    severity: str
    source: str
    text: dict[str, str]
    distance: int = 1
    region_types: tuple[str, ...] = ()


SCOPES = ("same_municipality", "same_region", "region_of")


def expected_links(network: Network, graph: CarryingGraph, rules: Sequence[Expectation]) -> Iterator[Finding]:
    """Yield every pair that a rule expects and H does not join within the rule's distance; one finding per pair.

    A pair that several rules expect takes the gravest severity and names all of them.
    """
    broken: dict[tuple[str, str], list[Expectation]] = defaultdict(list)
    areas = Areas(network)
    for rule in rules:
        reach = Reach(graph, rule.distance)
        for a, b in _expected_pairs(network, areas, rule):
            if not reach.joins(a, b):
                broken[min(a, b), max(a, b)].append(rule)
    for pair, reasons in broken.items():
        gravest = min(reasons, key=lambda rule: SEVERITIES.index(rule.severity))
        yield Finding(
            kind="expected-link",
            subjects=pair,
            organisations=pair,
            severity=gravest.severity,
            details={"rules": [rule.id for rule in reasons], "rule_text": gravest.text, "rule_source": gravest.source},
        )


def separated_groups(network: Network, graph: CarryingGraph, separated: Separation) -> Iterator[Finding]:
    """Yield the components of H within a region that are not its largest.

    Within one region (the view ``within``) that is the whole network; otherwise each region that organisations work in
    is looked at, and a component is reported once: for the smallest region in which it is not the largest, with the
    organisations that it has there. The share is that of the pairs that it misses, of all pairs of the region.
    """
    reported: set[int] = set()
    for region, organisations in _by_region(network, graph):
        groups: dict[int, list[int]] = defaultdict(list)
        for organisation in organisations:
            groups[separated.component_at(organisation)].append(organisation)
        ordered = sorted(groups, key=lambda component: (-len(groups[component]), groups[component]))
        for component in ordered[1:]:
            if component in reported:
                continue
            reported.add(component)
            group = groups[component]
            ids = tuple(graph.ids[organisation] for organisation in group)
            share = len(group) * (len(organisations) - len(group)) / pairs(len(organisations))
            yield Finding(
                kind="separated-group",
                subjects=(min(ids),),
                organisations=ids,
                severity=severity_of(share),
                share=share,
                region=region,
                details={"size": len(ids)},
            )


class Reach:
    """Which organisations lie within some distance of each other in H, counted in organisations."""

    def __init__(self, graph: CarryingGraph, distance: int) -> None:
        self._graph = graph
        self._distance = distance
        self._known: dict[str, frozenset[int]] = {}

    def joins(self, a: str, b: str) -> bool:
        """Tell whether a path of at most the distance runs between organisations ``a`` and ``b``."""
        if a not in self._known:
            self._known[a] = self._within(self._graph.numbers[a])
        return self._graph.numbers[b] in self._known[a]

    def _within(self, start: int) -> frozenset[int]:
        """Return the organisations within the distance of ``start``; a person on the way costs nothing."""
        found, edge = {start}, {start}
        for _ in range(self._distance):
            reached: set[int] = set()
            for organisation in edge:
                for tie in self._graph.neighbours_of(organisation):
                    reached.update(self._graph.neighbours_of(tie) if self._graph.is_person(tie) else (tie,))
            edge = reached - found
            found |= edge
        return frozenset(found)


def _expected_pairs(network: Network, areas: Areas, rule: Expectation) -> Iterator[tuple[str, str]]:
    """Yield the pairs (a, b) that ``rule`` is about, each once."""
    organisations = [network.nodes[id_] for id_ in network.organisations]
    first = [node.id for node in organisations if rule.a.fits(node)]
    second = [node.id for node in organisations if rule.b.fits(node)]
    regions = _allowed_regions(network, rule)
    if rule.scope == "same_municipality":
        sides = _by_area((id_, areas.municipalities(id_)) for id_ in second)
        own = {id_: areas.municipalities(id_) for id_ in first}
    else:
        at_work = areas.direct if rule.scope == "region_of" else areas.regions
        sides = _by_area((id_, at_work(id_) & regions) for id_ in second)
        own = {id_: areas.regions(id_) & regions for id_ in first}
    seen: set[tuple[str, str]] = set()
    for a in first:
        for area in sorted(own[a]):
            for b in sides.get(area, ()):
                pair = (min(a, b), max(a, b))
                if a != b and pair not in seen:
                    seen.add(pair)
                    yield a, b


def _allowed_regions(network: Network, rule: Expectation) -> frozenset[str]:
    regions = (node for node in network.nodes.values() if node.kind == "region")
    if rule.region_types:
        return frozenset(node.id for node in regions if node.properties.get("type") in rule.region_types)
    return frozenset(node.id for node in regions if node.properties.get("type") != "province")


def _by_area(pairs_: Iterable[tuple[str, frozenset[str]]]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for organisation, areas in pairs_:
        for area in areas:
            found[area].append(organisation)
    return found


def _by_region(network: Network, graph: CarryingGraph) -> list[tuple[str | None, list[int]]]:
    """Return the organisations of every region, small regions first; the whole network when there is one region only."""
    everything = list(range(graph.organisations))
    if network.scope.region is not None:
        return [(None, everything)]
    areas = Areas(network)
    found: dict[str | None, list[int]] = defaultdict(list)
    for organisation in everything:
        for region in areas.regions(graph.ids[organisation]):
            found[region].append(organisation)
    found[None] = everything
    return sorted(found.items(), key=lambda item: (len(item[1]), item[0] or ""))
