"""Which organisations come loose: those in the parts without the largest, by name. Nothing that hangs on one person can be
told without them.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np

from graph.network import Network
from queries.carrying.cache import cached_per_object
from queries.carrying.counted import counted
from queries.carrying.graph import Numbers
from queries.finding import Finding

#: How many organisations are named at the most: of a long chain everybody parts half, which nobody could read or keep.
MOST = 100


class _Places(msgspec.Struct, frozen=True):
    """``ids``: the organisations that count in the order of their names. ``at``: the place in it of the organisation with
    each entry number of the search over H; beyond all for anybody else.
    """

    ids: list[str]
    at: Numbers


def of_person(network: Network, finding: Finding) -> tuple[Sequence[str], int]:
    """Return the organisations that come loose without the person of a finding: the first ``MOST``, and how many in all."""
    counts, person = counted(network), finding.person or ""
    graph, separated, places = counts.graph, counts.separated, _places(network)
    pieces = separated.pieces(graph.numbers[person]) if person in graph.numbers else []
    if not pieces:
        return (), 0
    sizes = [sum(map(separated.organisations_in, piece)) for piece in pieces]
    sole = sizes.count(max(sizes)) == 1
    # Of parts that are as large the one with the first name goes first, whatever the ids or the order of the lists.
    first = [
        0 if sole and size == max(sizes) else _first(places, piece) for size, piece in zip(sizes, pieces, strict=True)
    ]
    named: list[str] = []
    for i in sorted(range(len(pieces)), key=lambda i: (-sizes[i], first[i]))[1:]:
        if len(named) < MOST:
            found = np.sort(_within(places, pieces[i]))[: MOST - len(named)]
            named += [places.ids[place] for place in found.tolist()]
    return named, sum(sizes) - max(sizes)


def of_group(network: Network, finding: Finding) -> tuple[Sequence[str], int]:
    """Return the organisations of a group that are not in its largest part any more."""
    return finding.organisations[finding.parts[0] :][:MOST], finding.loose


@cached_per_object
def _places(network: Network) -> _Places:
    found, nodes = counted(network), network.entire.nodes
    graph, separated = found.graph, found.separated
    numbers = sorted(found.organisations.tolist(), key=lambda v: (nodes[graph.ids[v]].name, graph.ids[v]))
    place = np.full(len(graph.ids), len(numbers), dtype=np.int64)
    place[numbers] = np.arange(len(numbers))
    return _Places([graph.ids[v] for v in numbers], place[np.array(separated.order, dtype=np.int64)])


def _within(places: _Places, piece: Sequence[tuple[int, int]]) -> Numbers:
    """Return the places of the organisations in a piece."""
    found = np.concatenate([places.at[start:end] for start, end in piece])
    return found[found < len(places.ids)]


def _first(places: _Places, piece: Sequence[tuple[int, int]]) -> int:
    return min((int(places.at[start:end].min()) for start, end in piece), default=0)
