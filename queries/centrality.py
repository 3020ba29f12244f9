"""Measures of single vertices of H, and of groups in it. The one place that asks graph libraries for such measures.

Persons with one tie lie on no path between others and are left out: they are nine out of ten.
"""

from __future__ import annotations

import msgspec
import networkx
import numpy as np
import numpy.typing as npt
import rustworkx
from scipy.sparse import csr_array

from queries.carrying import CarryingGraph, Numbers

#: Up to this many vertices betweenness is exact, which takes time in proportion to their number squared.
EXACT_UP_TO = 20_000
#: How many vertices an estimate looks from.
SAMPLE = 256
_SEED = 20_061
#: Sources that are followed together.
_TOGETHER = 32
#: Standard errors in half a 95% interval.
_STANDARD_ERRORS = 1.96

Floats = npt.NDArray[np.float64]


class Betweenness(msgspec.Struct, frozen=True):
    """Betweenness by vertex of H: ``values`` 0..1, and ``margins``, the 95% margin of each (0 when exact)."""

    values: Floats
    margins: Floats


def betweenness(graph: CarryingGraph, *, exact_up_to: int = EXACT_UP_TO, sample: int = SAMPLE) -> Betweenness:
    """Return Freeman's betweenness (1977): the share of the shortest paths between two others that a vertex lies on.

    Over all pairs of organisations and persons with two ties or more; persons with one tie have 0. Up to
    ``exact_up_to`` of these vertices by Brandes's algorithm (2001); beyond it the same from ``sample`` of them (Brandes
    and Pich, 2007; a fixed draw), with the margin that follows from how much the sources differ.
    """
    kept = (graph.degrees > 1) | (np.arange(len(graph.ids)) < graph.organisations)
    origins, targets, count = _edges(graph, kept)
    values, margins = np.zeros(len(graph.ids)), np.zeros(len(graph.ids))
    if count < 3:
        return Betweenness(values, margins)
    if count <= exact_up_to or count <= sample:
        exact: rustworkx.PyGraph[None, None] = rustworkx.PyGraph(multigraph=False)
        exact.add_nodes_from([None] * count)
        exact.add_edges_from_no_data(list(zip(origins.tolist(), targets.tolist(), strict=True)))
        by_vertex = rustworkx.graph_betweenness_centrality(exact)
        values[kept] = [by_vertex[vertex] for vertex in range(count)]
    else:
        values[kept], margins[kept] = _estimated(origins, targets, count, sample)
    return Betweenness(values, margins)


def communities(graph: CarryingGraph) -> list[list[int]]:
    """Return groups of organisations with many connections within and few between them, the largest first.

    By the Louvain method (Blondel et al., 2008) with a fixed seed, on the connections: the same network gives the same
    groups. An organisation without connections is a group on its own.
    """
    connected: networkx.Graph[int] = networkx.Graph()
    connected.add_nodes_from(range(graph.organisations))
    connected.add_edges_from(zip(graph.connections.a.tolist(), graph.connections.b.tolist(), strict=True))
    found = networkx.community.louvain_communities(connected, seed=_SEED)
    return sorted((sorted(group) for group in found), key=lambda group: (-len(group), group))


def constraint(graph: CarryingGraph, person: int) -> float | None:
    """Return Burt's constraint (1992) of a person: near 0 when her organisations do not know each other, 1 with one only.

    In her own neighbourhood: she with each of her organisations, and these with each other where a connection stands
    without her (another carrier, or an unattributed relation). None for a person without a tie.
    """
    organisations = graph.neighbours_of(person)
    if not organisations:
        return None
    around: networkx.Graph[int] = networkx.Graph()
    around.add_edges_from((person, organisation) for organisation in organisations)
    around.add_edges_from(_connected_without(graph, person, organisations))
    # Above 1 it has no meaning of its own: two organisations that know each other give 1.125.
    return float(networkx.constraint(around, [person])[person])


def _connected_without(graph: CarryingGraph, person: int, organisations: list[int]) -> list[tuple[int, int]]:
    """Return the pairs of ``organisations`` with a connection that somebody else carries, or nobody knows who."""
    connections = graph.connections
    inside = np.flatnonzero(np.isin(connections.a, organisations) & np.isin(connections.b, organisations))
    found = []
    for i in inside.tolist():
        carriers = connections.carriers[connections.starts[i] : connections.starts[i + 1]]
        if connections.unattributed[i] or (carriers != person).any():
            found.append((int(connections.a[i]), int(connections.b[i])))
    return found


def _edges(graph: CarryingGraph, kept: npt.NDArray[np.bool_]) -> tuple[Numbers, Numbers, int]:
    """Return the edges of H between ``kept`` vertices, each once, numbered anew, and the number of these vertices."""
    number = np.cumsum(kept) - 1
    origins = np.repeat(np.arange(len(graph.ids)), graph.degrees)
    targets = graph.neighbours
    once = kept[origins] & kept[targets] & (origins < targets)
    return number[origins[once]], number[targets[once]], int(kept.sum())


def _estimated(origins: Numbers, targets: Numbers, count: int, sample: int) -> tuple[Floats, Floats]:
    """Return the estimated betweenness of every vertex, and its margin."""
    ends = np.concatenate([origins, targets]), np.concatenate([targets, origins])
    adjacency = csr_array((np.ones(len(ends[0])), ends), shape=(count, count))
    sources = np.random.default_rng(_SEED).choice(count, sample, replace=False)
    total, squares = np.zeros(count), np.zeros(count)
    for start in range(0, sample, _TOGETHER):
        # What one source adds to a vertex, as a share of the pairs that this source is in.
        shares = _dependencies(adjacency, sources[start : start + _TOGETHER]) / (count - 2)
        total += shares.sum(axis=1)
        squares += (shares**2).sum(axis=1)
    mean = total / sample
    variance = np.maximum(0.0, squares / sample - mean**2) * sample / (sample - 1)
    values = mean * count / (count - 1)
    errors = np.sqrt(variance / sample * (1 - sample / count))
    return values, _STANDARD_ERRORS * errors * count / (count - 1)


def _dependencies(adjacency: csr_array, sources: Numbers) -> Floats:
    """Return, for each vertex (row) and source (column), how many vertices the source reaches through it (Brandes, 2001)."""
    columns = np.arange(len(sources))
    paths = np.zeros((adjacency.shape[0], len(sources)))
    paths[sources, columns] = 1.0
    level = np.full(paths.shape, -1, dtype=np.int16)
    level[sources, columns] = 0
    edge, depth = paths.copy(), 0
    while edge.any():
        depth += 1
        edge = np.where(level < 0, adjacency @ edge, 0.0)
        level[edge > 0] = depth
        paths += edge
    found = np.zeros_like(paths)
    for depth in range(depth - 1, 0, -1):
        share = np.divide(1.0 + found, paths, out=np.zeros_like(paths), where=level == depth)
        found += np.where(level == depth - 1, paths * (adjacency @ share), 0.0)
    found[sources, columns] = 0.0
    return found
