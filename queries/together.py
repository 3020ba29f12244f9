"""Together: pairs of persons whose joint leaving separates what neither of them separates alone.

For organisations a and b that are joined: they are parted by the pair {p, q} and by neither p nor q. The number follows
from three searches: everything lost without both = lost(p in H) + lost(q in H - p); of that, what p or q parts alone is
lost(p) + lost(q) - |both part it alone|, and both part exactly the pairs with one end beyond p and the other beyond q.
Every person with more than one tie is taken out in turn, which is exact for all pairs of persons. Where that would take
too long, only the persons with the most ties are, and the answer says so.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import numpy as np

from graph.network import Network
from queries.carrying import CarryingGraph, carrying_graph
from queries.finding import Finding, severity_of, worst_first
from queries.losses import Losses
from queries.regions import RegionShares
from queries.separation import Separation, separation

#: Vertices and edges that all searches together may visit: a few seconds of work.
_BUDGET = 40_000_000


class Together(msgspec.Struct, frozen=True):
    """The pairs of persons, worst first. ``looked_at`` of ``persons`` were combined with everybody else."""

    findings: list[Finding]
    looked_at: int
    persons: int


def together(network: Network, *, known_only: bool = False, budget: int = _BUDGET) -> Together:
    """Return the pairs of persons who only together keep organisations joined, in ``network`` as it is on one day."""
    graph = carrying_graph(network, known_only=known_only)
    losses = Losses(graph)
    persons = losses.persons
    effort = int(graph.degrees.sum()) + len(graph.ids)
    number = min(len(persons), max(1, budget // max(1, effort)))
    chosen = np.lexsort((persons, -graph.degrees[persons]))[:number]
    alone = separation(graph)
    connected = RegionShares(network, graph, alone).connected_pairs
    found = [_finding(graph, p, q, lost, lost / connected) for p, q, lost in _pairs(losses, alone, chosen.tolist())]
    return Together(worst_first(found), number, len(persons))


def _pairs(losses: Losses, alone: Separation, chosen: list[int]) -> Iterator[tuple[int, int, int]]:
    """Yield (p, q, pairs lost only together) for p of ``chosen`` (by place in ``losses``); each pair of persons once."""
    persons, lost_alone = losses.persons.tolist(), losses.without()
    done = np.zeros(len(persons), dtype=np.bool_)
    for number in chosen:
        done[number] = True
        more = losses.without(number) - lost_alone
        # Of a pair of persons who both part something alone, what both part was taken off twice.
        both = (lost_alone > 0) & (lost_alone[number] > 0)
        for other in np.flatnonzero(((more != 0) | both) & ~done).tolist():
            p, q = persons[number], persons[other]
            if lost := int(more[other]) + _beyond(alone, p, q) * _beyond(alone, q, p):
                yield p, q, lost


def _beyond(separated: Separation, person: int, other: int) -> int:
    """Return the organisations that ``person`` parts from ``other`` (another person of the same component)."""
    if not separated.parts(person):
        return 0
    branches = separated.branches[person]
    start, end = separated.component[person]
    entry = separated.entry[other]
    if not start <= entry < end:
        return 0
    total = separated.organisations_in((start, end))
    inside = next((branch for branch in branches if branch[0] <= entry < branch[1]), None)
    if inside is not None:
        return total - separated.organisations_in(inside)
    return sum(separated.organisations_in(branch) for branch in branches)


def _finding(graph: CarryingGraph, p: int, q: int, lost: int, share: float) -> Finding:
    ids = sorted((graph.ids[p], graph.ids[q]))
    organisations = sorted({*graph.neighbours_of(p), *graph.neighbours_of(q)})
    return Finding(
        kind="cut-pair",
        subjects=(ids[0], ids[1]),
        severity=severity_of(share),
        organisations=tuple(graph.ids[organisation] for organisation in organisations),
        pairs_lost=lost,
        share=share,
        details={"persons": ids},
    )
