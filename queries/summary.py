"""The size of what was looked at, for questions that ask nothing else of the carrying graph."""

from __future__ import annotations

from graph.network import Network
from queries.carrying import carrying_graph
from queries.fragile import Summary
from queries.measures import joined_pairs


def summary(network: Network, *, known_only: bool = False) -> Summary:
    """Count organisations, persons, connections and the organisation pairs that are joined in H."""
    graph = carrying_graph(network, known_only=known_only)
    persons = len(graph.ids) - graph.organisations
    return Summary(graph.organisations, persons, len(graph.connections), joined_pairs(graph))
