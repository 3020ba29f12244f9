"""Networks from the literature as networks of this program."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import networkx as nx

from graph.network import Network
from tests.networks import network, node, relation


def of_organisations(edges: Iterable[tuple[object, object]], without: Collection[object] = ()) -> Network:
    """Return a network of organisations with contacts that nobody is known to carry: H is then the graph itself."""
    kept = [(a, b) for a, b in edges if a not in without and b not in without]
    return network([relation("contact", f"council:{a}", f"council:{b}") for a, b in kept])


def florentine(*without: str) -> Network:
    """Return the marriages of the Florentine families (Padgett and Ansell, 1993), Pucci left out, as Borgatti has them."""
    graph = nx.florentine_families_graph()
    rest = [family for family in graph if family not in without]
    made = of_organisations(graph.edges, without)
    # A family that lost all its marriages is still there.
    alone = [node(f"council:{family}") for family in rest if f"council:{family}" not in made.nodes]
    return Network({**made.nodes, **{one.id: one for one in alone}}, made.relations)


def davis() -> Network:
    """Return the women and events of Davis, Gardner and Gardner (1941): persons with a seat in every event they were at."""
    graph = nx.davis_southern_women_graph()
    women = set(graph.graph["top"])
    edges = [(a, b) if a in women else (b, a) for a, b in graph.edges]
    return network([relation("seat", f"person:{woman}", f"platform:{event}") for woman, event in edges])
