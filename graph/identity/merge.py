"""Merging: what sources say of nodes, under the ids that these nodes go by."""

from __future__ import annotations

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
    kind = kind_of(id_)
    code = node.code if kind == node.kind else ""
    return msgspec.structs.replace(node, id=id_, kind=kind, may_be=(), code=code, properties=properties)


def renamed_relation(relation: Relation, ids: Mapping[str, str]) -> Relation:
    """Return ``relation`` between the nodes, and with the carriers, as they are called now."""
    referred = _renamed_references(relation.properties, ids)
    if not referred and ids.keys().isdisjoint(relation.nodes):
        return relation
    renamed = relation.between(ids.get(node, node) for node in relation.nodes)
    return msgspec.structs.replace(renamed, properties={**relation.properties, **referred})


def _renamed_references(properties: Mapping[str, Any], ids: Mapping[str, str]) -> dict[str, str]:
    """Return the properties that refer to a node which turned out to be another one."""
    known = vocabulary().references
    if not properties or known.isdisjoint(properties):
        return {}
    return {name: ids[properties[name]] for name in known if properties.get(name) in ids}
