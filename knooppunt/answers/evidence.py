"""Where stands what a finding or an answer rests on, as plain data."""

from __future__ import annotations

from graph.model import Node, Relation
from graph.network import Network
from queries.finding import Finding
from queries.registry import KINDS


def finding_evidence(network: Network, finding: Finding) -> list[dict[str, str]]:
    """Return where stands what a finding rests on: a rule, relations, organisations; each place once."""
    found = []
    if rule_source := finding.details.get("rule_source"):
        found.append({"relation": "expectation", "source": rule_source, "where": finding.details["rules"][0]})
    for item in KINDS[finding.kind].evidence(network, finding):
        found += evidence_data(item)
    return list({tuple(place.items()): place for place in found}.values())


def evidence_data(item: Relation | Node) -> list[dict[str, str]]:
    """Return where a relation or node stands."""
    what = item.relation if isinstance(item, Relation) else item.kind
    return [
        {"relation": what, "source": place.source, "where": place.where} | ({"note": place.note} if place.note else {})
        for place in item.sources
    ]
