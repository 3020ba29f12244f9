"""The fold: from the statements of every source, and the decisions of people, to one network.

The order is fixed: identity first (which ids are the same node), then every statement lands on its node or relation,
then relations whose end is nowhere are set apart. Decisions enter through ``same`` (two ids are one node); a mention of
a municipality or region is made the same as what a list declares (``graph.store.mentions``) in the very same way.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from graph.model import Claim, Evidence, Node, Relation, Statement, kind_of
from graph.network import LooseEnd, Network
from graph.store.mentions import mentioned
from graph.vocabulary import vocabulary

#: Fields of a statement in which two sources can disagree (besides its properties).
_DATED = ("since", "until")
#: Properties of which every source adds its own, instead of disagreeing.
_COLLECTED = ("appointments",)


def fold(statements: Iterable[Node | Relation], same: Mapping[str, str] | None = None, salt: bytes = b"") -> Network:
    """Return the network that ``statements`` (in the order in which their sources were loaded) make together.

    ``same`` maps a node id to the id it was decided to be the same as; that one may be the same as a third.
    """
    nodes, relations = _split(statements)
    identity = _followed({**mentioned(nodes), **(same or {})})
    if identity or any(node.may_be for node in nodes):
        nodes = [_renamed_node(node, identity) for node in nodes]
    if identity:
        relations = [_renamed_relation(relation, identity) for relation in relations]
    merged = _merge_nodes(nodes)
    standing, loose_ends = _standing(_merge_relations(relations), merged)
    return Network(merged, standing, loose_ends=loose_ends, salt=salt)


def _split(statements: Iterable[Node | Relation]) -> tuple[list[Node], list[Relation]]:
    nodes: list[Node] = []
    relations: list[Relation] = []
    for statement in statements:
        if isinstance(statement, Node):
            nodes.append(statement)
        else:
            relations.append(statement)
    return nodes, relations


def _followed(identity: Mapping[str, str]) -> dict[str, str]:
    """Return ``identity`` with every chain followed to its end; a circle ends at the least of its ids."""
    ends: dict[str, str] = {}
    for start in identity:
        path: dict[str, None] = {}
        id_ = start
        while id_ in identity and id_ not in path and id_ not in ends:
            path[id_] = None
            id_ = identity[id_]
        end = ends.get(id_, id_)
        if id_ in path:
            steps = list(path)
            end = min(steps[steps.index(id_) :])
        ends |= dict.fromkeys(path, end)
    return {id_: end for id_, end in ends.items() if id_ != end}


def _renamed_node(node: Node, identity: Mapping[str, str]) -> Node:
    id_ = identity.get(node.id)
    if node.mention and (id_ or node.may_be):
        id_ = id_ or node.id
        return msgspec.structs.replace(node, id=id_, kind=kind_of(id_), may_be=())
    referred = _renamed_references(node.properties, identity)
    if id_ is None and not referred:
        return node
    return msgspec.structs.replace(node, id=id_ or node.id, properties={**node.properties, **referred})


def _renamed_relation(relation: Relation, identity: Mapping[str, str]) -> Relation:
    ends = (relation.origin, relation.target, *relation.carriers)
    referred = _renamed_references(relation.properties, identity)
    if not referred and identity.keys().isdisjoint(ends):
        return relation
    origin, target, *carriers = (identity.get(end, end) for end in ends)
    return msgspec.structs.replace(
        relation,
        origin=origin,
        target=target,
        carriers=tuple(dict.fromkeys(carriers)),
        properties={**relation.properties, **referred},
    )


def _renamed_references(properties: Mapping[str, Any], identity: Mapping[str, str]) -> dict[str, str]:
    """Return the properties that refer to a node which turned out to be another one."""
    if not properties or _references().isdisjoint(properties):
        return {}
    return {name: identity[properties[name]] for name in _references() if properties.get(name) in identity}


@functools.cache
def _references() -> frozenset[str]:
    """Return the properties that hold the id of a node."""
    return frozenset(code for code, prop in vocabulary().properties.items() if prop.type == "reference")


def _merge_nodes(nodes: list[Node]) -> dict[str, Node]:
    merged: dict[str, Node] = {}
    more: dict[str, list[Node]] = {}
    for node in nodes:
        first = merged.setdefault(node.id, node)
        if first is not node:
            more.setdefault(node.id, [first]).append(node)
    for id_, several in more.items():
        listed = [node for node in several if not node.mention] or several
        merged[id_] = _merged(listed, ("name", *_DATED))
    return merged


def _merge_relations(relations: list[Relation]) -> list[Relation]:
    """Return every relation once, whoever says so; a source that says it twice in different ways means two of them."""
    merged: dict[tuple[Any, ...], Relation] = {}
    more: dict[tuple[Any, ...], list[Relation]] = {}
    identities = {code: type_.identity for code, type_ in vocabulary().relations.items()}
    undirected = {code for code, type_ in vocabulary().relations.items() if type_.undirected}
    for relation in relations:
        origin, target = relation.origin, relation.target
        if relation.relation in undirected and target < origin:
            origin, target = target, origin
        key: tuple[Any, ...] = (relation.relation, origin, target, relation.since)
        for name in identities[relation.relation]:
            key += (relation.properties.get(name),)
        first = merged.setdefault(key, relation)
        if first is not relation:
            more.setdefault(key, [first]).append(relation)
    apart: list[Relation] = []
    for key, several in more.items():
        merged[key], *others = map(_united, _told_apart(several))
        apart += others
    return [*merged.values(), *apart]


def _told_apart(several: list[Relation]) -> list[list[Relation]]:
    """Return the statements of relations that look alike in groups about the same one, in the order of loading.

    The newest confirmation comes first when groups are made, so that the order of loading does not matter.
    """
    groups: list[list[int]] = []
    for i in _newest_first(several):
        group = next((own for own in groups if all(_same(several[i], several[j]) for j in own)), None)
        if group is None:
            groups.append([i])
        else:
            group.append(i)
    return [[several[i] for i in sorted(group)] for group in sorted(groups, key=min)]


def _same(one: Relation, other: Relation) -> bool:
    """Tell whether two statements that look alike are about one relation.

    Rows of one source do not contradict each other: another end is another period, and a row without a carrier says that
    nobody is known. Another source may give another end, or know of no carrier; when both give others, it means two contacts.
    """
    if {evidence.source for evidence in one.sources} & {evidence.source for evidence in other.sources}:
        return one.until == other.until and bool(one.carriers) == bool(other.carriers)
    carriers = set(one.carriers) == set(other.carriers) or not one.carriers or not other.carriers
    return one.until == other.until or carriers


def _united(several: list[Relation]) -> Relation:
    if len(several) == 1:
        return several[0]
    carriers = tuple(dict.fromkeys(carrier for relation in several for carrier in relation.carriers))
    united: Relation = msgspec.structs.replace(_merged(several, ("until",)), carriers=carriers)
    return united


def _newest_first(several: Sequence[Statement]) -> list[int]:
    """Return the places of statements: the newest confirmation first, of equal ones the last that was loaded."""
    return sorted(range(len(several)), key=lambda i: (several[i].last_confirmed or date.min, i), reverse=True)


def _merged(several: list[Any], fields: tuple[str, ...]) -> Any:
    """Return one statement for ``several`` about the same thing: newest confirmation first, other values as alternatives."""
    ranked: list[Statement] = [several[i] for i in _newest_first(several)]
    ends = [statement.until for statement in ranked if statement.until is not None]
    claims: dict[str, list[Claim]] = defaultdict(list)
    for statement in ranked:
        evidence = statement.sources[0] if statement.sources else Evidence(source="", where="")
        values = {**statement.properties, **{name: getattr(statement, name) for name in fields}}
        for name, value in values.items():
            known = [claim.value for claim in claims[name]]
            # Whoever confirmed it on or after the end that another gives, says that it goes on.
            goes_on = (
                name == "until" and value is None and any(end <= (statement.last_confirmed or date.min) for end in ends)
            )
            if (goes_on or value not in (None, "", [], ())) and value not in known:
                claims[name].append(Claim(value=value, evidence=evidence, confirmed=statement.last_confirmed))
    values = {name: found[0].value for name, found in claims.items() if found}
    for name in _COLLECTED:
        if name in claims:
            values[name] = [item for claim in claims[name] for item in claim.value]
    return msgspec.structs.replace(
        ranked[0],
        **{name: values.pop(name, getattr(ranked[0], name)) for name in fields},
        properties=values,
        last_confirmed=ranked[0].last_confirmed,
        sources=tuple(dict.fromkeys(evidence for statement in ranked for evidence in statement.sources)),
        alternatives={n: others for n, f in claims.items() if n not in _COLLECTED and (others := _others(f))},
    )


def _others(claims: list[Claim]) -> tuple[Claim, ...]:
    """Return what others say than the first; that nothing is known is no value."""
    return tuple(claim for claim in claims[1:] if claim.value is not None)


def _standing(relations: list[Relation], nodes: Mapping[str, Node]) -> tuple[list[Relation], list[LooseEnd]]:
    """Set apart the relations that point to a node which no source declares (any more).

    Without a carrier whom no source declares, a relation stands: the two organisations still have it.
    """
    standing: list[Relation] = []
    loose: list[LooseEnd] = []
    for relation in relations:
        carriers = relation.carriers
        stands = relation.origin in nodes and relation.target in nodes
        if stands and (not carriers or all(c in nodes for c in carriers)):
            standing.append(relation)
            continue
        ends = (relation.origin, relation.target, *carriers)
        loose.append(LooseEnd(relation, tuple(end for end in ends if end not in nodes)))
        if stands:
            standing.append(msgspec.structs.replace(relation, carriers=tuple(c for c in carriers if c in nodes)))
    return standing, loose
