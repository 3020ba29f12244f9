"""Together: pairs of persons whose joint leaving separates what neither of them separates alone.

For organisations a and b that are joined: they are parted by the pair {p, q} and by neither p nor q. First every core
(``queries.carrying.cores``) is taken as one vertex, which leaves little. The two persons then lie in one block of it,
because whatever lies beyond a vertex of a block stays with that vertex (Hopcroft and Tarjan, Algorithm 447, 1973). In a block
no person alone parts anything, so every person of it is taken out in turn, and a search of the rest gives everybody who then
parts it. That is exact for all pairs of persons. Where it would take too long, only the persons with the most ties in such a
block are taken out, and the answer says so.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from graph.network import Network
from queries.carrying.cores import cores
from queries.carrying.counted import Counted, counted
from queries.carrying.graph import CarryingGraph, distinct
from queries.carrying.separation import Search, pairs_parted
from queries.finding import Finding, endangering, named, worst_first
from queries.fragile import evidence
from queries.kinds import Kind, rated
from queries.places.incidence import key_of

if TYPE_CHECKING:
    import networkx

#: Vertices and ties that all searches together may visit: a few seconds of work.
_BUDGET = 10_000_000


class Together(msgspec.Struct, frozen=True):
    """The pairs of persons, worst first. ``looked_at`` of ``persons`` (two ties or more) were combined with all others."""

    findings: list[Finding]
    looked_at: int
    persons: int


class _Block(msgspec.Struct, frozen=True):
    """A block: its vertices (those of H), organisations first; the neighbours of the one at place i are
    ``neighbours[starts[i]:starts[i + 1]]`` (places). ``weights`` tells how many organisations that count lie at or
    beyond each.
    """

    vertices: list[int]
    starts: list[int]
    neighbours: list[int]
    weights: list[int]
    organisations: int


def together(network: Network, *, budget: int = _BUDGET) -> Together:
    """Return the pairs of persons who only together keep organisations joined, in ``network`` as it is on one day."""
    counts = counted(network)
    graph, connected = counts.graph, counts.joined_pairs()
    found, left_out = [], 0
    for block in sorted(_blocks(counts), key=lambda block: len(block.vertices)):
        effort = len(block.vertices) + len(block.neighbours)
        persons = len(block.vertices) - block.organisations
        chosen = _chosen(block, budget // effort)
        budget -= len(chosen) * effort
        left_out += persons - len(chosen) if len(chosen) < persons - 1 else 0
        found += [_finding(graph, *pair, lost, lost / connected) for pair, lost in _pairs(block, chosen)]
    number = int((graph.degrees[graph.organisations :] > 1).sum())
    return Together(worst_first(rated(KINDS, found, network)), number - left_out, number)


def _blocks(counts: Counted) -> Iterator[_Block]:
    """Yield the blocks with two persons or more of H in which every core is one vertex, and in which anything that counts may
    fall apart.
    """
    # Not at the top: only this question needs it, and it takes longer to import than most commands take.
    import networkx

    graph = counts.graph
    merged, own = _merged(counts)
    blocks = [sorted({*itertools.chain(*edges)}) for edges in networkx.biconnected_component_edges(merged)]
    for vertices, weights in zip(blocks, _weights(blocks, own), strict=True):
        organisations = bisect_left(vertices, graph.organisations)
        if len(vertices) - organisations > 1 and sum(map(bool, weights)) > 1:
            place = {vertex: i for i, vertex in enumerate(vertices)}
            ties = [[place[other] for other in merged[vertex] if other in place] for vertex in vertices]
            starts = [0, *itertools.accumulate(map(len, ties))]
            yield _Block(vertices, starts, list(itertools.chain.from_iterable(ties)), weights, organisations)


def _merged(counts: Counted) -> tuple[networkx.Graph[int], Counter[int]]:
    """Return H in which every core is one vertex, and the number of organisations that count of each vertex."""
    import networkx

    graph = counts.graph
    core_of = cores(graph)
    size = max(len(graph.ids), 1)
    vertex = np.concatenate([np.array(core_of, dtype=np.int64), np.arange(graph.organisations, len(graph.ids))])
    a, b = (vertex[ends] for ends in graph.edges)
    a, b = np.divmod(distinct(key_of(a, b, size)[a != b]), size)
    # A person with one tie left, to one core, is a dead end.
    kept = (np.bincount(np.concatenate([a, b]), minlength=size) > 1) | (np.arange(size) < graph.organisations)
    once = kept[a] & kept[b]
    merged: networkx.Graph[int] = networkx.Graph()
    merged.add_edges_from(zip(a[once].tolist(), b[once].tolist(), strict=True))
    return merged, Counter(core_of[one] for one in counts.organisations.tolist())


def _weights(blocks: Sequence[Sequence[int]], own: Counter[int]) -> list[list[int]]:
    """Return, for every vertex of every block, its own weight and that of all that hangs on it outside the block."""
    blocks_at: dict[int, list[int]] = defaultdict(list)
    for number, block in enumerate(blocks):
        for vertex in block:
            blocks_at[vertex].append(number)
    top: dict[int, int] = {}
    root: dict[int, int] = {}
    down = {vertex: own[vertex] for vertex in blocks_at}
    for first in blocks_at:
        reached = [first] if any(number not in top for number in blocks_at[first]) else []
        for vertex in reached:
            for number in blocks_at[vertex]:
                if number not in top:
                    top[number], root[number] = vertex, first
                    reached += [other for other in blocks[number] if other != vertex]
    below: dict[int, int] = {}
    for number in reversed(top):
        below[number] = sum(down[vertex] for vertex in blocks[number] if vertex != top[number])
        down[top[number]] += below[number]
    return [
        [down[vertex] if vertex != top[number] else down[root[number]] - below[number] for vertex in block]
        for number, block in enumerate(blocks)
    ]


def _chosen(block: _Block, most: int) -> list[int]:
    """Return the persons (places) to take out in turn: no more than ``most``, those with the most ties first."""
    degrees = [end - start for start, end in itertools.pairwise(block.starts)]
    persons = sorted(range(block.organisations, len(block.vertices)), key=lambda place: -degrees[place])
    # The last one has been combined with all others by then.
    return persons[:-1][:most]


def _pairs(block: _Block, chosen: Sequence[int]) -> Iterator[tuple[tuple[int, int], int]]:
    """Yield ((p, q), pairs lost only together), vertices of H, for p of ``chosen``; each pair of persons once."""
    done: set[int] = set()
    for person in chosen:
        done.add(person)
        search = Search(block.starts, block.neighbours, block.organisations)
        # Entered already, and later than everything: the search passes her by.
        search.entry[person] = len(block.vertices)
        search.component(0)
        before = [0, *itertools.accumulate(block.weights[place] for place in search.order)]
        for other in search.branches.keys() - done:
            sizes = [before[end] - before[start] for start, end in search.branches[other]]
            if lost := pairs_parted(before[-1] - block.weights[other], sizes):
                yield (block.vertices[person], block.vertices[other]), lost


def _finding(graph: CarryingGraph, p: int, q: int, lost: int, share: float) -> Finding:
    ids = [graph.ids[person] for person in sorted((p, q))]
    organisations = sorted({*graph.neighbours_of(p), *graph.neighbours_of(q)})
    about = tuple(graph.ids[organisation] for organisation in organisations)
    subjects = named("cut-pair", ids)
    return endangering("cut-pair", subjects, share, organisations=about, pairs_lost=lost, details={"persons": ids})


#: Looked for only when asked: that may take long, and it is not about all pairs in a large network.
KINDS = (Kind("cut-pair", "fragile", evidence.of_persons, followed=False, nodes=("persons",)),)
