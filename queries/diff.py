"""Diff: what changed between two networks: nodes, relations and findings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

import msgspec

from graph.model import Node, NodeId, Relation
from graph.network import Network
from graph.vocabulary import vocabulary
from queries.finding import Finding

_Key = TypeVar("_Key")


class Change(msgspec.Struct, frozen=True):
    """What is different about a thing that stayed: the field or property, the value before and after."""

    what: str
    before: Any
    after: Any


class Changed(msgspec.Struct, frozen=True):
    """A thing that stayed and is different: ``ids`` names it (one node, or the two ends of a relation)."""

    relation: str | None
    ids: tuple[NodeId, ...] = msgspec.field(name="nodes")
    changes: tuple[Change, ...]


class Diff(msgspec.Struct, frozen=True):
    """What is new, gone and changed. ``findings_open`` were there before and still are, as they are now;
    ``findings_changed`` are those of them that weigh more or less than they did, as they were and as they are.
    ``continued`` are the organisations that are gone, each with the one that goes on in its place.
    """

    nodes_new: list[str]
    nodes_gone: list[str]
    nodes_changed: list[Changed]
    relations_new: list[Relation]
    relations_gone: list[Relation]
    relations_changed: list[Changed]
    findings_new: list[Finding]
    findings_gone: list[Finding]
    findings_open: list[Finding]
    findings_changed: list[tuple[Finding, Finding]]
    continued: list[tuple[NodeId, NodeId]] = []


def diff(
    before: Network, after: Network, findings_before: Sequence[Finding], findings_after: Sequence[Finding]
) -> Diff:
    """Compare two networks and the findings in each. Order: that of the network in which a thing stands."""
    # Views hand on what they do not change: the very same relation needs no comparison.
    stayed = {id(relation) for relation in before.relations} & {id(relation) for relation in after.relations}
    relations_before, relations_after = (
        _by_identity(relation for relation in network.relations if id(relation) not in stayed)
        for network in (before, after)
    )
    were = {finding.id: finding for finding in findings_before}
    are = {finding.id for finding in findings_after}
    still = [finding for finding in findings_after if finding.id in were]
    return Diff(
        nodes_new=[id_ for id_ in after.nodes if id_ not in before.nodes],
        nodes_gone=[id_ for id_ in before.nodes if id_ not in after.nodes],
        nodes_changed=_changed_nodes(before.nodes, after.nodes),
        relations_new=_only_in(relations_after, relations_before),
        relations_gone=_only_in(relations_before, relations_after),
        relations_changed=_changed_relations(relations_before, relations_after),
        findings_new=[finding for finding in findings_after if finding.id not in were],
        findings_gone=[finding for finding in findings_before if finding.id not in are],
        findings_open=still,
        continued=continued(before, after),
        findings_changed=[(were[now.id], now) for now in still if _weight(now) != _weight(were[now.id])],
    )


def continued(before: Network, after: Network) -> list[tuple[str, str]]:
    """Return which organisations are gone and which go on in their place, in the order of the successors."""
    found = {
        (one.target, one.origin)
        for one in after.continuations
        if one.target in before.nodes and one.target not in after.nodes and one.origin in after.nodes
    }
    return sorted(found, key=lambda pair: (after.order[pair[1]], before.order[pair[0]]))


def _weight(finding: Finding) -> tuple[Any, ...]:
    """Return how much a finding weighs: its severity, and the pairs of organisations that are lost."""
    return finding.severity, finding.pairs_lost


def _by_identity(relations: Iterable[Relation]) -> dict[tuple[Any, ...], list[Relation]]:
    """Group relations by what makes them the same: type, ends, and the properties that tell them apart."""
    found: dict[tuple[Any, ...], list[Relation]] = defaultdict(list)
    types = vocabulary().relations
    for relation in relations:
        type_ = types[relation.relation]
        ends = sorted((relation.origin, relation.target)) if type_.undirected else (relation.origin, relation.target)
        found[relation.relation, *ends, *(relation.properties.get(name) for name in type_.identity)].append(relation)
    return found


def _only_in(own: Mapping[_Key, list[Relation]], other: Mapping[_Key, list[Relation]]) -> list[Relation]:
    """Return what one side has more of than the other: of parallel relations the last ones."""
    return [relation for key, relations in own.items() for relation in relations[len(other.get(key, ())) :]]


def _changed_nodes(before: Mapping[str, Node], after: Mapping[str, Node]) -> list[Changed]:
    pairs = ((before[id_], node) for id_, node in after.items() if before.get(id_, node) is not node)
    return [Changed(None, (now.id,), changes) for was, now in pairs if (changes := _changes(was, now, "name"))]


def _changed_relations(
    before: Mapping[tuple[Any, ...], list[Relation]], after: Mapping[tuple[Any, ...], list[Relation]]
) -> list[Changed]:
    """Compare relations that stayed; parallel ones (two terms of one member) in their order."""
    pairs = (pair for key, relations in after.items() for pair in zip(before.get(key, ()), relations, strict=False))
    return [
        Changed(now.relation, (now.origin, now.target), changes)
        for was, now in pairs
        if was is not now and (changes := _changes(was, now, "carriers"))
    ]


def _changes(was: Node | Relation, now: Node | Relation, field: str) -> tuple[Change, ...]:
    """Return what differs of ``field``, the dates and properties of the vocabulary; the marks of a view are none of those."""
    names = sorted((was.properties.keys() | now.properties.keys()) & vocabulary().properties.keys())
    pairs = [(name, getattr(was, name), getattr(now, name)) for name in (field, "since", "until")]
    pairs += [(name, was.properties.get(name), now.properties.get(name)) for name in names]
    return tuple(Change(name, old, new) for name, old, new in pairs if old != new)
