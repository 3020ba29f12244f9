"""Measures of single vertices of H, and of groups in it. The one place that asks graph libraries for such measures."""

from __future__ import annotations

import msgspec
import networkx
import numpy as np
import numpy.typing as npt
import rustworkx
import scipy

from queries.carrying.counted import Counted
from queries.carrying.graph import CarryingGraph, Flags, Numbers

#: Up to this many vertices betweenness is exact, which takes time in proportion to their number squared: of a region, to the
#: number of those that are asked about and that of all.
EXACT_UP_TO = 20_000
#: How many vertices an estimate looks from.
SAMPLE = 256
_SEED = 20_061
#: Sources that are followed together.
_TOGETHER = 32

Floats = npt.NDArray[np.float64]


class Betweenness(msgspec.Struct, frozen=True):
    """Betweenness by vertex of H: ``values`` 0..1, and ``errors``, the standard error of each (0 when exact)."""

    values: Floats
    errors: Floats


def betweenness(found: Counted, *, exact_up_to: int = EXACT_UP_TO, sample: int = SAMPLE) -> Betweenness:
    """Return Freeman's betweenness (1977): the share of the shortest paths between two others that a vertex lies on.

    Over all pairs of organisations and persons with two ties or more that count; persons with one tie have 0. The paths run
    through the whole of H. Up to ``exact_up_to`` of these vertices by Brandes's algorithm (2001); beyond it the same from
    ``sample`` of them (Brandes and Pich, 2007; a fixed draw), with the standard error that follows from how much the sources
    differ.
    """
    graph = found.graph
    kept = graph.matters
    (a, b), number, count = graph.edges, np.cumsum(kept) - 1, int(kept.sum())
    once = kept[a] & kept[b]
    origins, targets = number[a[once]], number[b[once]]
    values, errors = np.zeros(len(graph.ids)), np.zeros(len(graph.ids))
    asked = _asked(found)[kept]
    ends = int(asked.sum())
    if ends < 3 and (ends < 2 or ends == count):
        return Betweenness(values, errors)
    exactly = ends * count <= exact_up_to**2 or ends <= sample
    if ends == count and exactly:
        exact: rustworkx.PyGraph[None, None] = rustworkx.PyGraph(multigraph=False)
        exact.add_nodes_from([None] * count)
        exact.add_edges_from_no_data(list(zip(origins.tolist(), targets.tolist(), strict=True)))
        by_vertex = rustworkx.graph_betweenness_centrality(exact)
        values[kept] = [by_vertex[vertex] for vertex in range(count)]
    else:
        values[kept], errors[kept] = _estimated(origins, targets, asked, ends if exactly else sample)
    return Betweenness(values, errors)


def _asked(found: Counted) -> Flags:
    """Tell which vertices count: organisations, and the persons with a tie to one of these."""
    asked = np.zeros(len(found.graph.ids), dtype=np.bool_)
    asked[found.organisations] = True
    asked[found.persons] = True
    return asked


def communities(found: Counted) -> list[list[int]]:
    """Return groups of the organisations that count with many connections within and few between them, the largest first.

    By the Louvain method (Blondel et al., 2008) with a fixed seed, on the connections: the same network gives the same
    groups. An organisation without connections is a group on its own.
    """
    connected: networkx.Graph[int] = networkx.Graph()
    connected.add_nodes_from(found.organisations.tolist())
    connected.add_edges_from(zip(found.connections.a.tolist(), found.connections.b.tolist(), strict=True))
    groups = networkx.community.louvain_communities(connected, seed=_SEED)
    return sorted((sorted(group) for group in groups), key=lambda group: (-len(group), group))


def constraint(graph: CarryingGraph, person: int) -> float:
    """Return Burt's constraint (1992) of a person with a tie: 1 / n when her n organisations do not know each other.

    The more they do, the higher: then others can do without her. In the network of her with her organisations, and of
    organisations with each other where a connection stands without her (others carry it as well, or nobody knows who).
    Only what borders on her organisations matters, so no more than that is looked at.
    """
    organisations = graph.neighbours_of(person)
    around: networkx.Graph[int] = networkx.Graph()
    around.add_edges_from((person, organisation) for organisation in organisations)
    around.add_edges_from(_connected_without(graph, person, organisations))
    return float(networkx.constraint(around, [person])[person])


def acquainted(graph: CarryingGraph, person: int) -> int:
    """Return how many pairs of the person's organisations have a connection that stands without her."""
    organisations = graph.neighbours_of(person)
    inside = set(organisations)
    return sum(a in inside and b in inside for a, b in _connected_without(graph, person, organisations))


def _connected_without(graph: CarryingGraph, person: int, organisations: list[int]) -> list[tuple[int, int]]:
    """Return the connections of ``organisations`` with any organisation that stand without ``person``."""
    connections = graph.connections
    bordering = np.flatnonzero(np.isin(connections.a, organisations) | np.isin(connections.b, organisations))
    found = []
    for i in bordering.tolist():
        carriers = connections.carriers[connections.starts[i] : connections.starts[i + 1]]
        if connections.unattributed[i] or (carriers != person).any():
            found.append((int(connections.a[i]), int(connections.b[i])))
    return found


def _estimated(origins: Numbers, targets: Numbers, asked: Flags, sample: int) -> tuple[Floats, Floats]:
    """Return the betweenness of every vertex between those that are asked about, and its standard error: 0 when as many are
    drawn as there are.
    """
    count, number = len(asked), int(asked.sum())
    ends = np.concatenate([origins, targets]), np.concatenate([targets, origins])
    adjacency = scipy.sparse.csr_array((np.ones(len(ends[0])), ends), shape=(count, count))
    sources = np.flatnonzero(asked)[np.random.default_rng(_SEED).choice(number, sample, replace=False)]
    # The pairs of others that there are for a vertex with a given source.
    others = np.where(asked, (number - 1) * (number - 2), number * (number - 1)) / number
    total, squares = np.zeros(count), np.zeros(count)
    for start in range(0, sample, _TOGETHER):
        added = _dependencies(adjacency, sources[start : start + _TOGETHER], asked)
        total += added.sum(axis=1)
        squares += (added**2).sum(axis=1)
    mean = total / sample
    variance = np.maximum(0.0, squares / sample - mean**2) * sample / (sample - 1)
    # Drawn without putting back: of a sample of everything nothing is left to guess.
    errors = np.sqrt(variance / sample * (1 - sample / number))
    return np.divide(mean, others, out=mean, where=others > 0), np.divide(errors, others, out=errors, where=others > 0)


def _dependencies(adjacency: scipy.sparse.csr_array, sources: Numbers, asked: Flags) -> Floats:
    """Return, for each vertex (row) and source (column), how many of those asked about the source reaches through it.

    Brandes (2001).
    """
    end = asked.astype(np.float64)[:, np.newaxis]
    columns = np.arange(len(sources))
    paths = np.zeros((adjacency.shape[0], len(sources)))
    paths[sources, columns] = 1.0
    level = np.full(paths.shape, -1, dtype=np.int16)
    level[sources, columns] = 0
    edge, last = paths.copy(), 0
    while edge.any():
        last += 1
        edge = np.where(level < 0, adjacency @ edge, 0.0)
        level[edge > 0] = last
        paths += edge
    found = np.zeros_like(paths)
    for depth in range(last - 1, 0, -1):
        share = np.divide(end + found, paths, out=np.zeros_like(paths), where=level == depth)
        found += np.where(level == depth - 1, paths * (adjacency @ share), 0.0)
    found[sources, columns] = 0.0
    return found
