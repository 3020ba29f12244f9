"""Expected links: pairs of organisations that ought to be in contact by a rule, and are not (design, section 5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Annotated

import msgspec
import numpy as np

from graph.model import Node
from graph.names import normalise
from graph.network import Network
from graph.vocabulary import vocabulary
from queries.carrying.circles import AT_ONCE, Spread, has_bit
from queries.carrying.graph import CarryingGraph, Flags, Numbers, distinct
from queries.finding import SEVERITIES, Finding, named
from queries.places.incidence import Incidence, key_of
from queries.places.matrices import places_of

#: Stands for every type of region, provinces included, in ``region_types``.
ANY_REGION = "any"
#: Kinds of area that an organisation can work in.
AREA_KINDS = ("municipality", "region")
SCOPES = ("same_municipality", "same_region", "region_of")


class Selector(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which organisations a side of a rule is about: of these kinds and, when given, of these types and levels.

    ``works_in``: kinds of area (``municipality``, ``region``); only those that advise such an area or are active in it.
    """

    kinds: tuple[str, ...]
    types: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    works_in: tuple[str, ...] = ()


class Expectation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A rule: every ``a`` should reach every ``b`` in the same area within ``distance`` (counted in organisations).

    scope: ``same_municipality`` (both work there), ``same_region`` (both work in it or in a part of it), ``region_of``
    (b works in a region as such, in which a works). ``region_types`` narrows which regions count; empty: all but
    provinces, which join too much to expect everybody to know everybody; ``any``: provinces as well.
    ``one_is_enough``: an ``a`` that reaches one such ``b`` need not reach the others; one that reaches none is told of
    once, with one ``b``: of those in its own municipality, else of all, the one with most connections.
    """

    id: str
    a: Selector
    b: Selector
    scope: str
    severity: str
    source: str
    text: dict[str, str]
    distance: Annotated[int, msgspec.Meta(ge=1)] = 1
    region_types: tuple[str, ...] = ()
    one_is_enough: bool = False


def expected_links(
    network: Network,
    graph: CarryingGraph,
    rules: Sequence[Expectation],
    *,
    counts: Flags | None = None,
    preferring: CarryingGraph | None = None,
) -> Iterator[Finding]:
    """Yield every pair that a rule expects and H does not join within the rule's distance; one finding per pair.

    H is that of ``network``, and ``counts`` tells which of its organisations are asked about (None: all): both of a pair are,
    while who is in reach, and who is best known, is that of the whole.

    A pair that several rules expect takes the gravest severity and names all of them; the text is that of the gravest.
    The order is that of the rules, and then of the network. Who has most connections, where one is enough, is read from the H
    ``preferring`` (with the same organisations): so what was missing there keeps its name when contacts are added.
    """
    missing: dict[tuple[int, int], list[Expectation]] = {}
    asked = np.ones(graph.organisations, dtype=np.bool_) if counts is None else counts
    expected = _Expected(network, preferring or graph, asked)
    reach, ids = Reach(graph), graph.ids
    for rule in rules:
        keys = _missing(rule, *expected.pairs(rule), reach, expected)
        ends = zip(*(numbers.tolist() for numbers in np.divmod(keys, max(graph.organisations, 1))), strict=True)
        for pair in sorted(ends):
            missing.setdefault(pair, []).append(rule)
    for (a, b), broken in missing.items():
        gravest = min(broken, key=lambda rule: SEVERITIES.index(rule.severity)) if len(broken) > 1 else broken[0]
        yield Finding(
            kind="expected-link",
            subjects=named("expected-link", (ids[a], ids[b])),
            organisations=(ids[a], ids[b]),
            severity=gravest.severity,
            details={
                "rules": [rule.id for rule in broken],
                "rule_text": gravest.text,
                "rule_source": gravest.source,
                "distance": gravest.distance,
            },
        )


def _missing(rule: Expectation, a: Numbers, b: Numbers, reach: Reach, expected: _Expected) -> Numbers:
    """Return which of the pairs (a[i], b[i]) ``rule`` misses, as keys, each once; where one is enough, one for every a."""
    every = key_of(a, b, reach.size)
    keys = distinct(every)
    joined = reach.joins(keys, rule.distance)
    if not rule.one_is_enough:
        return keys[~joined]
    served = np.unique(a[joined[np.searchsorted(keys, every)]])
    unserved = np.flatnonzero(expected.asked[b] & ~np.isin(a, served))
    order = unserved[np.lexsort((expected.preference(a[unserved], b[unserved]), a[unserved]))]
    return distinct(every[order[np.diff(a[order], prepend=-1) != 0]])


class Reach:
    """Which organisations lie within some distance of each other in H, as the design counts it."""

    def __init__(self, graph: CarryingGraph) -> None:
        self.size = graph.organisations
        self._spread = Spread(graph)

    def joins(self, keys: Numbers, distance: int) -> Flags:
        """Tell which of some pairs (sorted keys) are within ``distance``."""
        rows, columns = np.divmod(keys, max(self.size, 1))
        origins = rows[np.diff(rows, prepend=-1) != 0]
        joined = np.zeros(len(keys), dtype=np.bool_)
        for start in range(0, len(origins), AT_ONCE):
            chunk = origins[start : start + AT_ONCE]
            reached = self._spread.begin(chunk)
            for _ in range(distance):
                self._spread.step(reached)
            own = slice(*np.searchsorted(rows, [chunk[0], chunk[-1] + 1]))
            joined[own] = has_bit(reached, columns[own], np.searchsorted(chunk, rows[own]))
        return joined


class _Expected:
    """The pairs that rules are about: of organisations that are ``asked`` about."""

    def __init__(self, network: Network, graph: CarryingGraph, asked: Flags) -> None:
        self.asked = asked
        self._network = network
        self._places = places_of(network)
        self._graph = graph
        self._size = graph.organisations
        nodes = [network.nodes[id_] for id_ in graph.ids[: graph.organisations]]
        # Few sorts of organisations are distinct, and only what a selector asks for tells them apart.
        sorts: dict[object, int] = {}
        named = [(node.kind, node.properties.get("type"), node.properties.get("level")) for node in nodes]
        self._sort = np.array([sorts.setdefault(each, len(sorts)) for each in named], dtype=np.int64)
        self._examples = [nodes[i] for i in np.unique(self._sort, return_index=True)[1].tolist()]

    def pairs(self, rule: Expectation) -> tuple[Numbers, Numbers]:
        """Return the numbers of a and b of every pair; where one is enough, any b may be the one."""
        first, second = self._chosen(rule.a), self._chosen(rule.b)
        first = first[self.asked[first]]
        second = second if rule.one_is_enough else second[self.asked[second]]
        if rule.scope == "same_municipality":
            own = self._places.municipalities
            return self._meeting(first, own, second, own)
        around = self._counting(self._places.regions, rule)
        whole = self._counting(self._places.whole_regions, rule) if rule.scope == "region_of" else around
        return self._meeting(first, around, second, whole)

    def preference(self, a: Numbers, b: Numbers) -> Numbers:
        """Return, per pair, how soon a should get to know b (lower: sooner): a municipality in common, then connections."""
        own = self._places.municipalities
        near = own.overlap(a, b, np.ones(len(own.things))) > 0
        return np.where(near, 0, self._size) + self._most_connected_first[b]

    @cached_property
    def _most_connected_first(self) -> Numbers:
        connections = self._graph.connections
        counts = np.bincount(np.concatenate([connections.a, connections.b]), minlength=self._size)
        return self._graph.most_first(counts)

    def _chosen(self, selector: Selector) -> Numbers:
        """Return the numbers of the organisations that a side of a rule is about."""
        fits = np.array([_fits(selector, example) for example in self._examples], dtype=np.bool_)
        chosen = fits[self._sort] if len(fits) else np.zeros(self._size, dtype=np.bool_)
        if selector.works_in:
            known = {"municipality": self._places.municipalities, "region": self._places.whole_regions}
            chosen &= np.any([np.diff(known[kind].matrix.indptr) > 0 for kind in selector.works_in], axis=0)
        return np.flatnonzero(chosen)

    def _counting(self, regions: Incidence, rule: Expectation) -> Incidence:
        """Return ``regions`` with only those that count for ``rule``."""
        if ANY_REGION in rule.region_types:
            return regions
        types = [_type("region_type", self._network.nodes[id_]) for id_ in regions.things]
        wanted = {_known("region_type", type_) for type_ in rule.region_types}
        counts = [type_ in wanted if wanted else type_ != "province" for type_ in types]
        return regions.only(np.array(counts, dtype=np.bool_))

    def _meeting(
        self, first: Numbers, areas_of_first: Incidence, second: Numbers, areas_of_second: Incidence
    ) -> tuple[Numbers, Numbers]:
        """Return the pairs of one of ``first`` and another of ``second`` that have an area in common."""
        number = {area: i for i, area in enumerate(areas_of_first.things)}
        known = np.array([area in number for area in areas_of_second.things], dtype=np.bool_)
        same = [number[area] for area in areas_of_second.things if area in number]
        both = (areas_of_first.matrix[first][:, same] @ areas_of_second.matrix[second][:, known].T).tocoo()
        rows, columns = first[both.row], second[both.col]
        different = rows != columns
        return rows[different], columns[different]


def _fits(selector: Selector, node: Node) -> bool:
    """Tell whether ``node`` is of the kinds, types and levels of ``selector``; a type may be a code or a label."""
    return (
        node.kind in selector.kinds
        and (not selector.types or _type("council_type", node) in {_known("council_type", t) for t in selector.types})
        and (not selector.levels or node.properties.get("level") in selector.levels)
    )


def _type(values: str, node: Node) -> str:
    return _known(values, str(node.properties.get("type", "")))


def _known(values: str, written: str) -> str:
    """Return the code that ``written`` stands for in a list of values, or itself as names are compared."""
    return vocabulary().values[values].find(written) or normalise(written)
