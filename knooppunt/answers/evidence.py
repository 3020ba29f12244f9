"""Where stands what a finding or an answer rests on, as plain data."""

from __future__ import annotations

from collections.abc import Iterable

from graph.model import Evidence, Relation
from graph.network import Network
from queries.evidence import evidence
from queries.finding import Finding


def finding_evidence(network: Network, finding: Finding) -> list[dict[str, str]]:
    """Return where stands what a finding rests on: a rule, relations; when there are none, the organisations themselves."""
    found = []
    if rule_source := finding.details.get("rule_source"):
        found.append({"relation": "expectation", "source": rule_source, "where": finding.details["rules"][0]})
    for relation in evidence(network, finding):
        found += evidence_data(relation)
    if not found and finding.kind == "separated-group":
        nodes = network.named(finding.organisations)
        found = [item for node in nodes for item in _places(node.kind, node.sources)]
    return [item for number, item in enumerate(found) if item not in found[:number]]


def evidence_data(relation: Relation) -> list[dict[str, str]]:
    """Return where a relation stands."""
    return _places(relation.relation, relation.sources)


def _places(what: str, sources: Iterable[Evidence]) -> list[dict[str, str]]:
    return [
        {"relation": what, "source": item.source, "where": item.where} | ({"note": item.note} if item.note else {})
        for item in sources
    ]
