"""Measures written out as slowly and plainly as possible: of everything, and of the organisations of a region."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Mapping

import networkx as nx

from queries.measures.ratio import Ratio
from tests.queries.oracle import Oracle


def robustness(truth: Oracle, order: Mapping[str, int], about: set[str] | None = None) -> Ratio:
    """Remove the persons one by one, counting the degrees anew after every removal; of equals, by their organisations.
    ``about``: those who have a tie with one of these organisations (of a region), and how many of these hold together.
    """
    about = truth.organisations if about is None else about
    rest = truth.graph.copy()
    leaving = {person for person in truth.persons if rest.degree(person) > 1 and about & set(rest.neighbors(person))}
    largest = steps = 0
    while leaving:
        first = min(
            leaving, key=lambda person: (-rest.degree(person), sorted(map(order.__getitem__, rest.neighbors(person))))
        )
        leaving.remove(first)
        rest.remove_node(first)
        largest += max(len(part & about) for part in nx.connected_components(rest))
        steps += 1
    return Ratio(largest, steps * len(about))


def connections(truth: Oracle, about: set[str] | None = None) -> nx.Graph[str]:
    """Return the connections, those between ``about`` when it is given."""
    about = truth.organisations if about is None else about
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(about)
    graph.add_edges_from((min(pair), max(pair)) for pair in truth.carriers if pair <= about)
    return graph


def centralization(truth: Oracle, about: set[str] | None = None) -> float | None:
    """Return how much more connections the first has than the others, as a share of what that is in a star."""
    degrees = [degree for _, degree in connections(truth, about).degree()]
    if len(degrees) < 3:
        return None
    return sum(max(degrees) - degree for degree in degrees) / ((len(degrees) - 1) * (len(degrees) - 2))


def brokerage(truth: Oracle, groups: dict[str, str], about: set[str] | None = None) -> Counter[tuple[str, str]]:
    """Look at every triad a - broker - c without a - c."""
    known = connections(truth, about)
    found: Counter[tuple[str, str]] = Counter()
    for a, broker, c in itertools.permutations(known, 3):
        if a < c and known.has_edge(a, broker) and known.has_edge(broker, c) and not known.has_edge(a, c):
            found[broker, _role(groups[a], groups[broker], groups[c])] += 1
    return found


def _role(a: str, broker: str, c: str) -> str:
    if a == broker == c:
        return "coordinator"
    if a == c:
        return "consultant"
    return "liaison" if len({a, broker, c}) == 3 else "gatekeeper"
