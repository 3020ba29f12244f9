"""Figures of a survey counted in a network, where that can be done."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection

import msgspec

from graph.model import Node
from graph.names import normalise
from graph.network import Network
from knooppunt.rules.surveys import Comparison, Figure, SizeClass


class Counted(msgspec.Struct, frozen=True):
    """A figure in the network: ``count`` of the ``of`` municipalities of which it can be told; the same by size class."""

    figure: Figure
    count: int
    of: int
    by_size: dict[str, tuple[int, int]]


class Beside(msgspec.Struct, frozen=True):
    """What stands beside a survey: municipalities, those by size class, those of unknown size, the figures counted."""

    municipalities: int
    by_size: dict[str, int]
    size_unknown: int
    figures: tuple[Counted, ...]


def compare(network: Network, comparison: Comparison) -> Beside:
    """Count in ``network`` (as it is on one day) what can be counted of the figures of ``comparison``.

    A municipality tells something about forms of participation when it names any form, or has a council that stands for
    the figure; others are left out, because nothing named is not the same as nothing there.
    """
    region = network.scope.region
    inside = network.nodes if region is None else network.area_tree.inside(region)
    nodes = [node for node in network.nodes.values() if node.kind == "municipality" and node.id in inside]
    sizes = {node.id: _size(node, comparison.size_classes) for node in nodes}
    classes, councils = Counter(sizes.values()), _council_types(network)
    return Beside(
        municipalities=len(nodes),
        by_size={size.code: classes[size.code] for size in comparison.size_classes},
        size_unknown=classes[None],
        figures=tuple(_counted(figure, nodes, sizes, councils) for figure in comparison.figures if figure.countable),
    )


def _size(node: Node, classes: Collection[SizeClass]) -> str | None:
    population = node.properties.get("population")
    if population is None:
        return None
    fitting = (s.code for s in classes if s.least <= population and (s.most is None or population <= s.most))
    return next(fitting, None)


def _council_types(network: Network) -> defaultdict[str, set[str | None]]:
    """Return, by municipality, the types of the councils that advise it."""
    found: defaultdict[str, set[str | None]] = defaultdict(set)
    for relation in network.relations_by_type.get("advises", ()):
        found[relation.target].add(network.nodes[relation.origin].properties.get("type"))
    return found


def _counted(
    figure: Figure, nodes: Collection[Node], sizes: dict[str, str | None], councils: defaultdict[str, set[str | None]]
) -> Counted:
    having = {node.id for node in nodes if not councils[node.id].isdisjoint(figure.matches)}
    telling = {node.id for node in nodes}
    if figure.kind == "participation-form":
        forms = {node.id: set(map(normalise, node.properties.get("participation_forms", ()))) for node in nodes}
        telling = having | {id_ for id_, named in forms.items() if named}
        labels = {normalise(label) for label in figure.label.values()}
        having |= {id_ for id_, named in forms.items() if not named.isdisjoint(labels)}
    by_size = {
        code: (sum(sizes[id_] == code for id_ in having), sum(sizes[id_] == code for id_ in telling))
        for code in figure.by_size
    }
    return Counted(figure, len(having), len(telling), by_size)
