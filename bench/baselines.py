"""What others would do with the same network, straight from its relations and with nothing of ``queries``.

Both baselines build the carrying graph H themselves from its definition (design, section 5), so that they are an
independent answer as well: the benchmark holds ``fragile`` against them.
"""

from __future__ import annotations

from collections.abc import Iterable

import networkx
import rustworkx

from graph.network import Network

_ORGANISATIONS = frozenset(
    ("council", "client_organisation", "platform", "support_organisation", "institution", "municipality")
)
_TIES = frozenset(("seat", "represents", "supports", "employer", "convenes", "contact", "participates", "advises"))


class Vertices:
    """The vertices of H: ``ids`` of the organisations first, then of the persons, and the number of each id."""

    def __init__(self, network: Network) -> None:
        organisations = [id_ for id_, node in network.nodes.items() if node.kind in _ORGANISATIONS]
        self.organisations = len(organisations)
        self.ids = organisations + [id_ for id_, node in network.nodes.items() if node.kind == "person"]
        self.number = {id_: number for number, id_ in enumerate(self.ids)}


def carrying_edges(network: Network, vertices: Vertices) -> list[tuple[int, int]]:
    """Return the edges of H between vertex numbers, in one pass over the relations; an edge may come more than once.

    The network is one of a day (the view ``on``): what is in it is active, carriers included.
    """
    number, organisations = vertices.number.get, vertices.organisations
    edges: list[tuple[int, int]] = []
    add = edges.append
    for relation in network.relations:
        # All who kept it alive have left, and it holds nothing any more.
        if relation.relation not in _TIES or "orphaned" in relation.properties:
            continue
        origin, target = number(relation.origin), number(relation.target)
        if origin is None or target is None or target >= organisations or origin == target:
            continue
        if origin >= organisations or not relation.carriers:
            add((origin, target))
            continue
        for carrier in relation.carriers:
            if (person := number(carrier)) is not None:
                add((person, origin))
                add((person, target))
    return edges


def articulation_points(network: Network) -> set[int]:
    """Build H with rustworkx and return its articulation points (vertex numbers)."""
    vertices = Vertices(network)
    graph: rustworkx.PyGraph[int, None] = rustworkx.PyGraph()
    graph.add_nodes_from(range(len(vertices.ids)))
    graph.add_edges_from_no_data(carrying_edges(network, vertices))
    return set(rustworkx.articulation_points(graph))


def cut_persons(network: Network) -> set[str]:
    """Return the persons without whom organisations that are joined fall apart, by rustworkx.

    Those are the articulation points that are persons and leave organisations in at least two parts. Every part holds a
    neighbour of hers, and ``carrying_edges`` gives no edge between two persons: each neighbour is an organisation, so
    each part holds one.
    """
    vertices = Vertices(network)
    return {vertices.ids[point] for point in articulation_points(network) if point >= vertices.organisations}


def carrying_graph(network: Network) -> networkx.Graph[int]:
    """Build H with networkx."""
    vertices = Vertices(network)
    graph: networkx.Graph[int] = networkx.Graph()
    graph.add_nodes_from(range(len(vertices.ids)))
    graph.add_edges_from(carrying_edges(network, vertices))
    return graph


def pairs_lost_by_removal(graph: networkx.Graph[int], organisations: int, persons: Iterable[int]) -> list[int]:
    """Return, for each of ``persons``, the organisation pairs that fall apart without her: take her out and count."""
    before = _joined_pairs(graph, organisations)
    lost = []
    for person in persons:
        neighbours = list(graph.neighbors(person))
        graph.remove_node(person)
        lost.append(before - _joined_pairs(graph, organisations))
        graph.add_node(person)
        graph.add_edges_from((person, neighbour) for neighbour in neighbours)
    return lost


def _joined_pairs(graph: networkx.Graph[int], organisations: int) -> int:
    sizes = (
        sum(1 for vertex in component if vertex < organisations) for component in networkx.connected_components(graph)
    )
    return sum(size * (size - 1) // 2 for size in sizes)
