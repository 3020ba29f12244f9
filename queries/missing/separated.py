"""Separated groups: organisations of a region that no chain of ties joins with most others there (design, section 5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

import msgspec
import numpy as np
import scipy

from graph.network import Network
from queries.carrying.counted import Counted
from queries.carrying.graph import Numbers
from queries.carrying.separation import pairs
from queries.finding import Finding, endangering
from queries.places.incidence import contains
from queries.places.matrices import places_of

#: Organisations to name that a group could get to know.
_NEARBY = 2


class _Part(msgspec.Struct, frozen=True):
    """The organisations (ids, in order) of a component of H that work in a region, and the region's largest part."""

    region: str | None
    organisations: tuple[str, ...]
    largest: _Largest
    region_size: int

    @property
    def share(self) -> float:
        """Return the share of the region's organisation pairs that this group misses."""
        return len(self.organisations) * (self.region_size - len(self.organisations)) / pairs(self.region_size)


class _Largest:
    """The organisations (sorted numbers) of a region's largest part; ``place``: of every organisation by its ties."""

    def __init__(self, organisations: Numbers, place: Numbers) -> None:
        self._organisations, self._place = organisations, place

    def nearest(self, near: Numbers) -> list[int]:
        """Return whom to get to know (numbers): rather one of ``near``, with most ties."""
        own = near[contains(self._organisations, near)]
        return list(dict.fromkeys([*self._with_most_ties(own), *self._best_known]))[:_NEARBY]

    @cached_property
    def _best_known(self) -> list[int]:
        return self._with_most_ties(self._organisations)

    def _with_most_ties(self, organisations: Numbers) -> list[int]:
        first: list[int] = organisations[np.argsort(self._place[organisations])[:_NEARBY]].tolist()
        return first


def separated_groups(network: Network, found: Counted) -> Iterator[Finding]:
    """Yield the parts of regions that lie in another component of H than the region's largest part.

    In a network that was narrowed to a region (the view ``within``) only that region is looked at; who are joined through
    what is around it are joined. Otherwise every region is looked at, and the whole network. A group is told once: in the
    smallest region that holds most of it. Another part of the same component is told only when it has organisations that
    were not told yet.
    """
    by_component: dict[int, list[_Part]] = defaultdict(list)
    for component, part in _parts(network, found):
        by_component[component].append(part)
    graph = found.graph
    works = places_of(network.entire).municipalities.matrix
    there = works.T.tocsr()
    for parts in by_component.values():
        told: set[str] = set()
        # Of a region and a whole network that are equally large, the region says more.
        for part in sorted(
            parts,
            key=lambda p: (-len(p.organisations), p.region_size, network.order.get(p.region or "", len(network.nodes))),
        ):
            if new := [organisation for organisation in part.organisations if organisation not in told]:
                told.update(new)
                numbers = np.array([graph.numbers[organisation] for organisation in part.organisations])
                nearest = part.largest.nearest(_neighbours(numbers, works, there))
                yield _finding(part, min(new), [graph.ids[number] for number in nearest])


def _finding(part: _Part, subject: str, nearby: list[str]) -> Finding:
    details = {"size": len(part.organisations), "nearby": nearby}
    about = {"organisations": part.organisations, "region": part.region, "details": details}
    return endangering("separated-group", (subject,), part.share, **about)


def _neighbours(organisations: Numbers, works: scipy.sparse.csr_array, there: scipy.sparse.csr_array) -> Numbers:
    """Return who works in a municipality of theirs (sorted numbers): ``works`` by organisation, ``there`` by municipality."""
    found: Numbers = np.unique(there[np.unique(works[organisations].indices)].indices).astype(np.int64)
    return found


def _parts(network: Network, found: Counted) -> Iterator[tuple[int, _Part]]:
    """Yield, by component, the part of it in each region in which it is not the largest."""
    graph = found.graph
    component, place = graph.component_of, graph.most_first(graph.degrees[: graph.organisations])
    rank = _from_large_to_small(component[: graph.organisations])
    for region, organisations in _by_region(network, found):
        components, counts = np.unique(component[organisations], return_counts=True)
        if len(components) < 2:
            continue
        members = organisations[np.argsort(component[organisations], kind="stable")]
        groups = np.split(members, np.cumsum(counts)[:-1])
        largest = min(np.flatnonzero(counts == counts.max()), key=lambda i: rank[int(components[i])])
        whole = _Largest(groups[largest], place)
        for i, group in enumerate(groups):
            if i != largest:
                own = tuple(graph.ids[one] for one in group.tolist())
                yield int(components[i]), _Part(region, own, whole, len(organisations))


def _from_large_to_small(component: Numbers) -> dict[int, int]:
    """Return the place of every component from large to small, of equals the one whose first organisation comes first.

    Of groups that are equally large in a region, this decides which one the others are apart from: in every region alike.
    """
    numbers, first, sizes = np.unique(component, return_index=True, return_counts=True)
    return {number: place for place, number in enumerate(numbers[np.lexsort((first, -sizes))].tolist())}


def _by_region(network: Network, found: Counted) -> Iterator[tuple[str | None, Numbers]]:
    """Yield the organisations (sorted numbers) of every region and, with None, all that count."""
    if network.scope.region is None:
        regions = places_of(network).belonging
        columns = regions.matrix.tocsc()
        columns.sort_indices()
        for i, region in enumerate(regions.things):
            yield region, columns.indices[columns.indptr[i] : columns.indptr[i + 1]].astype(np.int64)
    yield None, found.organisations
