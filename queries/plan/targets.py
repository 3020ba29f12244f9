"""What a contact between two organisations can bring besides a second way: expected links, and needs within reach.

A **need is out of reach** for a municipality when nobody provides for it there (its cell in the coverage matrix is ``no`` or
``indirect``), an organisation close by does (one that the finding names: from a larger area, or nearby), and no organisation
at work in the municipality has a connection with any of those. A contact between an organisation at work there and one
that provides brings the need within reach: there is then somebody to ask. It does not make the cell covered.
Advisers are appointed, not met, so needs for an adviser are left out.
"""

from __future__ import annotations

import copy
import math
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property

import numpy as np

from graph.network import Network
from queries.carrying.graph import CarryingGraph
from queries.finding import SEVERITIES, Finding
from queries.places.areas import working_areas

#: What a contact is worth, in pairs of organisations that hang on one person: each such pair less (``hanging``), each pair
#: that is joined for the first time (``joined``; when it hangs on one person it counts against ``hanging`` as well), and, per
#: organisation of the network and per step of severity (low 1 ... critical 4), an expected link closed and a need brought
#: within reach: so these weigh the same in a small and a large network.
WEIGHTS = {"hanging": 1.0, "joined": 0.25, "expected": 0.1, "reached": 0.05}
#: The levels of coverage that leave a municipality without anybody of its own.
_WITHOUT = ("no-coverage", "indirect-coverage")
#: Which organisations of a municipality are best introduced to somebody who provides what it lacks, and how many are tried.
_TRIED = 3
_TURNING_TO = ("council", "municipality", "client_organisation", "platform")

Pair = tuple[str, str]


class Targets:
    """The expected links that are missing and the needs out of reach, kept up to date while contacts are made.

    ``links``: by pair of organisations (ids, sorted), ``needs``: by finding id.
    """

    def __init__(
        self, network: Network, graph: CarryingGraph, missing: Iterable[Finding], gaps: Sequence[Finding]
    ) -> None:
        self._network = network
        self._places = working_areas(network)
        self._scale = len(network.counted)
        self.links: dict[Pair, Finding] = {(f.subjects[0], f.subjects[1]): f for f in missing}
        self.needs: dict[str, Finding] = {}
        self._provided: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self._open(gaps, graph)
        self._every_need = self.needs.copy()
        # The same contact is weighed many times: what it can bring is kept, also for every copy.
        self._needs_by = cache(self._needs_between)

    def copy(self) -> Targets:
        """Return the same targets, that are kept up to date on their own."""
        other = copy.copy(self)
        other.links, other.needs = self.links.copy(), self.needs.copy()
        return other

    def weight(self, a: str, b: str) -> float:
        """Return what a contact between two organisations (ids) is worth for links and needs, in organisation pairs."""
        link = self.links.get(_pair(a, b)) if self.links else None
        found = [_worth(link)] if link else []
        found += [worth for need, worth in self._needs_by(a, b).items() if need in self.needs]
        # Which of the two is named first may make no difference, not even in the last digit of a sum.
        return self._scale * math.fsum(found)

    def make(self, a: str, b: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Make a contact; return the expected links that it closes and the needs that it brings within reach (ids)."""
        link = self.links.pop(_pair(a, b), None)
        needs = tuple(need for need in self._needs_by(a, b) if need in self.needs)
        for need in needs:
            del self.needs[need]
        return ((link.id,) if link else ()), needs

    def pairs(self, introduced: Callable[[str], Collection[str]] = lambda _: ()) -> Iterator[Pair]:
        """Yield the pairs of organisations of which a contact closes a link, or brings needs of a municipality near: for that
        those there who turn to somebody first, also of those whom somebody can introduce (``introduced``, by id).
        """
        yield from self.links
        at_work = self._at_work if self._provided else {}
        for provider, units in self._provided.items():
            known = introduced(provider)
            for unit in units:
                others = [organisation for organisation in at_work.get(unit, ()) if organisation != provider]
                can = [organisation for organisation in others if organisation in known]
                yield from (_pair(other, provider) for other in dict.fromkeys([*others[:_TRIED], *can[:_TRIED]]))

    @cached_property
    def _at_work(self) -> Mapping[str, list[str]]:
        """Return the organisations at work in every municipality, whom to introduce first in front."""
        found: dict[str, list[str]] = defaultdict(list)
        for organisation in self._network.organisations:
            for municipality in self._places[organisation].municipalities:
                found[municipality].append(organisation)
        return {unit: sorted(organisations, key=self._rank) for unit, organisations in found.items()}

    def _rank(self, organisation: str) -> tuple[int, int]:
        kind = self._network.nodes[organisation].kind
        place = self._network.order[organisation]
        return _TURNING_TO.index(kind) if kind in _TURNING_TO else len(_TURNING_TO), place

    def _needs_between(self, a: str, b: str) -> dict[str, float]:
        """Return the needs (ids) that a contact brings within reach when nothing else does, and what each is worth."""
        found: dict[str, float] = {}
        for asker, provider in ((a, b), (b, a)):
            if provider in self._provided:
                for unit in self._network.ordered(self._places[asker].municipalities):
                    found |= {id_: _worth(self._every_need[id_]) for id_ in self._provided[provider].get(unit, ())}
        return found

    def _open(self, gaps: Sequence[Finding], graph: CarryingGraph) -> None:
        """Find the needs that are out of reach, and who could bring them within it."""
        named: dict[str, list[str]] = {}
        shown = set(self._network.organisations)
        for gap in gaps:
            near = [*gap.organisations, *gap.details.get("nearby", ())]
            providers = [id_ for id_ in near if id_ in shown]
            if gap.kind in _WITHOUT and providers and (gap.unit or "").startswith("municipality:"):
                named[gap.id] = providers
        known = self._known_in({provider for providers in named.values() for provider in providers}, graph)
        for gap in gaps:
            unit, providers = gap.unit or "", named.get(gap.id, [])
            if providers and not any(unit in known[provider] for provider in providers):
                self.needs[gap.id] = gap
                for provider in providers:
                    self._provided[provider][unit].append(gap.id)

    def _known_in(self, providers: set[str], graph: CarryingGraph) -> Mapping[str, set[str]]:
        """Return, for every provider, the municipalities where an organisation works that has a connection with it."""
        found: dict[str, set[str]] = {provider: set() for provider in providers}
        numbers = np.array([graph.numbers[provider] for provider in providers], dtype=np.int64)
        ends = graph.connections.a, graph.connections.b
        which = np.flatnonzero(np.isin(ends[0], numbers) | np.isin(ends[1], numbers))
        for one, other in zip(ends[0][which].tolist(), ends[1][which].tolist(), strict=True):
            first, second = graph.ids[one], graph.ids[other]
            for provider, neighbour in ((first, second), (second, first)):
                if provider in found:
                    found[provider] |= self._places[neighbour].municipalities
        return found


def _pair(a: str, b: str) -> Pair:
    return (a, b) if a < b else (b, a)


def _worth(finding: Finding) -> float:
    """Return what closing a link or bringing a need near is worth, by its severity and per organisation."""
    steps = len(SEVERITIES) - SEVERITIES.index(finding.severity)
    return steps * WEIGHTS["expected" if finding.kind == "expected-link" else "reached"]
