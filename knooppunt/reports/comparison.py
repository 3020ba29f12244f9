"""Figures of a survey counted in a network, where that can be done."""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from graph.model import Node
from graph.network import Network
from graph.vocabulary import normalise
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
    nodes = _municipalities(network)
    sizes = {node.id: _size(node, comparison.size_classes) for node in nodes}
    councils = _council_types(network)
    figures = tuple(_counted(figure, nodes, sizes, councils) for figure in comparison.figures if figure.countable)
    return Beside(
        municipalities=len(nodes),
        by_size={size.code: sum(code == size.code for code in sizes.values()) for size in comparison.size_classes},
        size_unknown=sum(code is None for code in sizes.values()),
        figures=figures,
    )


def _municipalities(network: Network) -> list[Node]:
    """Return the municipalities of the region that the network is narrowed to, or all of them."""
    region = network.scope.region
    inside = network.nodes if region is None else network.area_tree.inside(region)
    return [node for node in network.nodes.values() if node.kind == "municipality" and node.id in inside]


def _size(node: Node, classes: Collection[SizeClass]) -> str | None:
    population = node.properties.get("population")
    if population is None:
        return None
    fitting = (s.code for s in classes if s.least <= population and (s.most is None or population <= s.most))
    return next(fitting, None)


def _council_types(network: Network) -> dict[str, set[str]]:
    """Return, by municipality, the types of the councils that advise it."""
    found: dict[str, set[str]] = {}
    for relation in network.relations_by_type.get("advises", ()):
        type_ = network.nodes[relation.origin].properties.get("type")
        if type_ is not None:
            found.setdefault(relation.target, set()).add(type_)
    return found


def _counted(
    figure: Figure, nodes: Collection[Node], sizes: dict[str, str | None], councils: dict[str, set[str]]
) -> Counted:
    labels = {normalise(label) for label in figure.label.values()}
    with_council = {node.id for node in nodes if not councils.get(node.id, set()).isdisjoint(figure.matches)}
    having, telling = set(with_council), {node.id for node in nodes}
    if figure.kind == "participation-form":
        forms = {
            node.id: {normalise(form) for form in node.properties.get("participation_forms", ())} for node in nodes
        }
        having |= {id_ for id_, named in forms.items() if not named.isdisjoint(labels)}
        telling = having | {id_ for id_, named in forms.items() if named}
    by_size = {
        code: (sum(sizes[id_] == code for id_ in having), sum(sizes[id_] == code for id_ in telling))
        for code in figure.by_size
    }
    return Counted(figure, len(having), len(telling), by_size)
