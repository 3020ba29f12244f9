"""Merging: what sources say of nodes, under the ids that these nodes go by."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

import msgspec

from graph.model import Node, Relation, kind_of
from graph.vocabulary import vocabulary


def renamed_node(node: Node, ids: Mapping[str, str]) -> Node:
    """Return ``node`` under the id that it goes by, of that kind; what a mention may be has been decided then."""
    id_ = ids.get(node.id, node.id)
    referred = _renamed_references(node.properties, ids)
    if id_ == node.id and not referred and not node.may_be:
        return node
    properties = {**node.properties, **referred}
    return msgspec.structs.replace(node, id=id_, kind=kind_of(id_), may_be=(), properties=properties)


def renamed_relation(relation: Relation, ids: Mapping[str, str]) -> Relation:
    """Return ``relation`` between the nodes, and with the carriers, as they are called now."""
    ends = (relation.origin, relation.target, *relation.carriers)
    referred = _renamed_references(relation.properties, ids)
    if not referred and ids.keys().isdisjoint(ends):
        return relation
    origin, target, *carriers = (ids.get(end, end) for end in ends)
    return msgspec.structs.replace(
        relation,
        origin=origin,
        target=target,
        carriers=tuple(dict.fromkeys(carriers)),
        properties={**relation.properties, **referred},
    )


def _renamed_references(properties: Mapping[str, Any], ids: Mapping[str, str]) -> dict[str, str]:
    """Return the properties that refer to a node which turned out to be another one."""
    if not properties or _references().isdisjoint(properties):
        return {}
    return {name: ids[properties[name]] for name in _references() if properties.get(name) in ids}


@functools.cache
def _references() -> frozenset[str]:
    """Return the properties that hold the id of a node."""
    return frozenset(code for code, prop in vocabulary().properties.items() if prop.type == "reference")
