"""Missing: connections that ought to exist, or likely would help, and groups that stand apart."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from graph.network import Network
from queries.carrying.graph import CarryingGraph, carrying_graph
from queries.carrying.size import Size, size
from queries.finding import Finding, worst_first
from queries.missing.expected import Expectation, expected_links
from queries.missing.likely import DEFAULT_RANKED, likely_links
from queries.missing.separated import separated_groups
from queries.places.matrices import Places

FINDING_KINDS = ("expected-link", "separated-group", "likely-link")


class Missing(msgspec.Struct, frozen=True):
    """The answer: the size of the network, and the findings: expected links and separated groups from worst to least,
    then likely links from best to least. ``graph`` is H, for ``queries.missing.introductions`` to say who can introduce whom.
    """

    size: Size
    findings: list[Finding]
    graph: CarryingGraph


def missing(network: Network, rules: Sequence[Expectation], *, ranked: int = DEFAULT_RANKED) -> Missing:
    """Return what is missing in ``network`` (as it is on one day) by ``rules``; ``ranked`` likely links at the most."""
    graph = carrying_graph(network)
    places = Places(network, graph)
    ought = [
        *expected_links(network, graph, rules, places=places),
        *separated_groups(network, graph, places=places),
    ]
    likely = likely_links(network, graph, ranked=ranked, places=places)
    return Missing(size(network), [*worst_first(ought), *likely], graph)
