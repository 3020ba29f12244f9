"""Looking things up: search, one node with everything about it, and who can introduce one to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.model import Node
from graph.network import Network
from graph.vocabulary import vocabulary
from queries.places.areas import working_areas
from queries.search import DEFAULT_LIMIT, Hit, find, on_other_days, search

if TYPE_CHECKING:
    from queries.carrying.chains import Chain
    from queries.fragile.bridges import Bridges


def look_for(
    network: Network, text: str, *, kind: str | None = None, limit: int = DEFAULT_LIMIT
) -> tuple[list[tuple[Hit, list[str]]], list[Node]]:
    """Return the nodes that look like ``text``, each with where an organisation works or a person lives (area ids).

    Then those who look more like it, but are there on other days only.
    """
    areas, found = working_areas(network), []
    for hit in search(network, text, kind=kind, limit=limit):
        home = network.nodes[hit.node].properties.get("municipality", "")
        found.append((hit, network.ordered(areas[hit.node].direct) or ([home] if home in network.nodes else [])))
    others = on_other_days(network, text, (hit for hit, _ in found), kind=kind, limit=limit)
    return found, others


def show(network: Network, name: str) -> tuple[str, Bridges | None]:
    """Return the node (id) that ``name`` means, and what a person bridges."""
    node = find(network, name)
    if network.nodes[node].kind != "person":
        return node, None
    # Only a card of a person needs the graph libraries behind it.
    from queries.fragile.bridges import bridges

    return node, bridges(network, node)


def ways(network: Network, a: str, b: str, *, alternatives: int) -> tuple[str, str, list[Chain]]:
    """Return the nodes (ids) that ``a`` and ``b`` (ids or names) mean, and the chains of ties between them: of a region, also
    those through what is around it.
    """
    from queries.carrying.chains import chains

    joined = frozenset({*vocabulary().organisation_kinds, "person"})
    start, end = (find(network, name, kinds=joined) for name in (a, b))
    return start, end, chains(network.entire, start, end, alternatives=alternatives)
