"""Evidence of coverage: what makes an organisation or adviser a provider for a unit."""

from __future__ import annotations

from collections.abc import Collection

from graph.areas import AREA_RELATIONS
from graph.model import Relation
from graph.names import normalise
from graph.network import Network
from queries.finding import Finding


def of_providers(network: Network, finding: Finding) -> list[Relation]:
    """Return what makes each provider one for this unit and need, and the ties of the only person behind them; nothing
    where nobody provides.
    """
    unit = finding.unit or ""
    areas = {unit} if finding.kind != "indirect-coverage" else network.area_tree.around([unit]) - {unit}
    topics = finding.details.get("topics", ())
    names = {normalise(name) for topic in network.named(topics) for name in (topic.name, topic.id.partition(":")[2])}
    found = []
    for provider in finding.organisations:
        for relation in network.relations_of.get(provider, ()):
            where = relation.relation in AREA_RELATIONS and relation.target in areas
            about = relation.relation == "covers" and relation.target in topics
            tie = relation.origin == finding.person and relation.target == provider
            speaks = relation.target == provider and any(
                normalise(name) in names for name in relation.properties.get("speaks_for", ())
            )
            if tie or speaks or (relation.origin == provider and (where or about)):
                found.append(relation)
    for adviser in finding.details.get("advisers", ()):
        found += [r for r in network.relations_of.get(adviser, ()) if _supports_area(network, r, areas)]
    return found


def _supports_area(network: Network, relation: Relation, areas: Collection[str]) -> bool:
    """Tell whether ``relation`` is that of an adviser with one of ``areas``, or with an organisation at work there."""
    if relation.relation != "supports":
        return False
    return relation.target in areas or any(
        tie.relation in AREA_RELATIONS and tie.origin == relation.target and tie.target in areas
        for tie in network.relations_of.get(relation.target, ())
    )
