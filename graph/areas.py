"""Areas that lie in each other: municipalities in regions, and regions in larger ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from graph.network import Network

#: Relations that tell where an organisation works or whom it advises.
AREA_RELATIONS = ("advises", "active_in")


def areas_of(network: Network, region: str) -> set[str]:
    """Return ``region`` with every region and municipality that lies in it, directly or through another region."""
    below: dict[str, list[str]] = defaultdict(list)
    for relation in network.relations_by_type.get("part_of", ()):
        below[relation.target].append(relation.origin)
    return _reachable(below, [region])


def areas_around(network: Network, areas: Iterable[str]) -> set[str]:
    """Return ``areas`` with every region that they lie in, directly or through another region."""
    above: dict[str, list[str]] = defaultdict(list)
    for relation in network.relations_by_type.get("part_of", ()):
        above[relation.origin].append(relation.target)
    return _reachable(above, areas)


def _reachable(next_: dict[str, list[str]], start: Iterable[str]) -> set[str]:
    found = set(start)
    queue = list(found)
    while queue:
        for other in next_.get(queue.pop(), ()):
            if other not in found:
                found.add(other)
                queue.append(other)
    return found
