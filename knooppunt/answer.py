"""The JSON of a query (design, section 6)."""

from __future__ import annotations

from typing import Any

from graph.model import Node, Relation
from graph.network import Network
from graph.words.phrases import caption
from knooppunt.text import finding_text, reason_text, suggestion_text
from queries.carrying.size import Size
from queries.decisions import Decided
from queries.finding import Finding
from queries.registry import KINDS


def answer(command: str, network: Network, summary: Size, **more: Any) -> dict[str, Any]:
    """Return what every answer starts with, as plain data."""
    return {
        "command": command,
        "on": network.scope.on.isoformat() if network.scope.on else None,
        "scope": {"region": network.scope.region, "audience": network.scope.audience},
        "network": {
            "organisations": summary.organisations,
            "persons": summary.persons,
            "connections": summary.connections,
            "connected_pairs": summary.connected_pairs,
        },
        **more,
    }


def decision_data(one: Decided) -> dict[str, Any]:
    """Return what was decided about a finding, as plain data; nothing when nothing was."""
    decision = one.decision
    if decision is None:
        return {"status": one.status}
    data = {
        "status": decision.status,
        "until": plain(decision.until),
        "owner": decision.owner,
        "note": decision.note,
        "decided_at": decision.decided_at.isoformat(),
    }
    return {"status": one.status, "returned": one.returned, "decision": data}


def finding_data(network: Network, finding: Finding, lang: str) -> dict[str, Any]:
    """Return one finding as plain data; only the keys that its kind has."""
    data: dict[str, Any] = {"id": finding.id, "kind": finding.kind, "severity": finding.severity}
    if finding.person is not None:
        data["person"] = reference(network, finding.person, lang)
    if finding.pairs_lost is not None:
        data["pairs_lost"] = finding.pairs_lost
    if finding.parts:
        data["parts"] = list(finding.parts)
    if finding.only_route is not None:
        data["only_route"] = finding.only_route
    data["organisations"] = [reference(network, id_, lang) for id_ in finding.organisations]
    if finding.unit is not None:
        data["unit"] = reference(network, finding.unit, lang)
    if finding.need is not None:
        data["need"] = finding.need
    if finding.score is not None:
        data["score"] = round(finding.score, 4)
        data["because"] = [
            {
                "reason": reason.reason,
                "points": round(reason.points, 4),
                "about": [reference(network, id_, lang) for id_ in reason.about],
                "text": reason_text(network, reason, lang),
            }
            for reason in finding.because
        ]
    data["share"] = round(finding.share, 6)
    data["region"] = finding.region
    for name, value in finding.details.items():
        nodes = name in KINDS[finding.kind].nodes
        data[name] = [reference(network, id_, lang) for id_ in value] if nodes else plain(value)
    data["text"] = finding_text(network, finding, lang)
    data["suggestion"] = suggestion_text(network, finding, lang)
    data["evidence"] = finding_evidence(network, finding)
    return data


def finding_evidence(network: Network, finding: Finding) -> list[dict[str, str]]:
    """Return where stands what a finding rests on: a rule, relations, organisations; each place once."""
    found = []
    if rule_source := finding.details.get("rule_source"):
        found.append({"relation": "expectation", "source": rule_source, "where": finding.details["rules"][0]})
    for item in KINDS[finding.kind].evidence(network, finding):
        found += evidence_data(item)
    return list({tuple(place.items()): place for place in found}.values())


def reference(network: Network, node_id: str, lang: str) -> dict[str, str]:
    """Return a node as id and name."""
    return {"id": node_id, "name": caption(network, node_id, lang)}


def evidence_data(item: Relation | Node) -> list[dict[str, str]]:
    """Return where a relation or node stands."""
    what = item.relation if isinstance(item, Relation) else item.kind
    return [
        {"relation": what, "source": place.source, "where": place.where} | ({"note": place.note} if place.note else {})
        for place in item.sources
    ]


def plain(value: Any) -> Any:
    """Return ``value`` as JSON knows it: dates become text."""
    return value.isoformat() if hasattr(value, "isoformat") else value
