"""The view of an audience: only what it may see, by the privacy classes of the vocabulary."""

from __future__ import annotations

import functools
import hashlib
import hmac
import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from graph.errors import UsageProblem
from graph.model import MARKS, Claim, Evidence, Node, Relation, kind_of
from graph.network import LooseEnd, Network
from graph.vocabulary import AUDIENCES, vocabulary

#: Stands for a person in a public view, where only the number of them may be known.
_SOMEBODY = "person:anoniem"


def for_audience(audience: str) -> Callable[[Network], Network]:
    """Show only what ``audience`` may see, by the privacy classes of the vocabulary.

    internal: everything. partners: persons in a public role by name, others by role only. public: no person at all;
    what persons keep together stays joined, without telling by whom.
    """
    if audience not in AUDIENCES:
        raise UsageProblem("unknown-audience", name=audience, allowed=", ".join(AUDIENCES))

    def view(network: Network) -> Network:
        if AUDIENCES.index(audience) <= AUDIENCES.index(network.scope.audience):
            return network  # what it shows is that little already, or less
        visible = _public(network) if audience == "public" else _partners(network)
        nodes = {id_: _shown(node, audience) for id_, node in visible.nodes.items()}
        words = vocabulary()
        codes = {code for code, type_ in words.relations.items() if words.visible(type_.privacy, audience)}
        relations = [_shown(relation, audience) for relation in visible.relations if relation.relation in codes]
        loose_ends = [LooseEnd(_shown(end.relation, audience), end.missing) for end in visible.loose_ends]
        return visible.replace(nodes, relations, loose_ends, audience=audience)

    return view


@functools.cache
def _properties_for(audience: str) -> frozenset[str]:
    """Return the properties that ``audience`` may see; one that the vocabulary does not know is for internal use."""
    words = vocabulary()
    return frozenset(code for code, known in words.properties.items() if words.visible(known.privacy, audience))


def _shown(item: Any, audience: str) -> Any:
    """Return ``item`` (a node or relation) without the properties and source texts that ``audience`` may not see."""
    seen = _properties_for(audience)
    properties = {
        name: value if name in MARKS else _shown_value(value, seen)
        for name, value in item.properties.items()
        if name in seen or name in MARKS
    }
    if audience == "public":
        return msgspec.structs.replace(item, properties=properties, sources=(), alternatives={})
    alternatives = {
        name: tuple(Claim(_shown_value(c.value, seen), _place(c.evidence), c.confirmed) for c in claims)
        for name, claims in item.alternatives.items()
        if name in seen
    }
    sources = tuple(_place(evidence) for evidence in item.sources)
    return msgspec.structs.replace(item, properties=properties, sources=sources, alternatives=alternatives)


def _shown_value(value: Any, seen: frozenset[str]) -> Any:
    """Return ``value``; of an appointment only the properties ``seen``."""
    if isinstance(value, list):
        return [_shown_value(item, seen) for item in value]
    if isinstance(value, dict):
        return {name: item for name, item in value.items() if name in seen}
    return value


def _place(evidence: Evidence) -> Evidence:
    """Return ``evidence`` without what was noted with it."""
    return Evidence(source=evidence.source, where=evidence.where)


def _partners(network: Network) -> Network:
    """Replace persons without a public role by nameless ones: a keyed hash as id, their role and organisation as caption."""
    seats: dict[str, list[Relation]] = defaultdict(list)
    for seat in network.relations_by_type.get("seat", ()):
        seats[seat.origin].append(seat)
    hidden = {
        id_: _nameless(network.nodes[id_], network.salt, seats[id_])
        for id_ in network.persons
        if not _by_name(network, id_, seats[id_])
    }

    def shown_id(id_: str) -> str:
        if id_ in hidden:
            return hidden[id_].id
        unknown = id_ not in network.nodes and kind_of(id_) == "person"
        return pseudonym(id_, network.salt) if unknown else id_

    shown = [hidden.get(id_, node) for id_, node in network.nodes.items()]
    loose = [LooseEnd(_renamed(e.relation, shown_id), tuple(map(shown_id, e.missing))) for e in network.loose_ends]
    return network.replace(
        {node.id: node for node in shown},
        [_renamed(relation, shown_id) for relation in network.relations],
        loose,
        without=tuple(map(shown_id, network.scope.without)),
    )


def pseudonym(person: str, salt: bytes) -> str:
    """Return the id of a person (node id) for an audience that may not know her; the same as long as the salt stays.

    It ends in 64 bits, so that in a whole country no two persons get the same.
    """
    return f"{_SOMEBODY}-{hmac.new(salt, person.encode('utf-8'), hashlib.sha256).hexdigest()[:16]}"


def _by_name(network: Network, person: str, seats: Iterable[Relation]) -> bool:
    """Tell whether partners may know who this is: an adviser, a public role, or a placeholder for nobody in particular."""
    properties = network.nodes[person].properties
    if person in network.advisers or properties.get("placeholder"):
        return True
    roles = vocabulary().values["seat_role"].values
    return any((role := roles.get(seat.properties.get("role", ""))) and role.public_role for seat in seats)


def _renamed(relation: Relation, shown_id: Callable[[str], str]) -> Relation:
    renamed = tuple(map(shown_id, relation.nodes))
    return relation if renamed == relation.nodes else relation.between(renamed)


def _nameless(person: Node, salt: bytes, seats: Iterable[Relation]) -> Node:
    """Return ``person`` without a name; the same person gets the same id as long as the store's salt stays."""
    id_ = pseudonym(person.id, salt)
    seat = next(iter(seats), None)
    caption = {"role": seat.properties.get("role"), "organisation": seat.target} if seat else {}
    return Node(
        id=id_,
        kind="person",
        name="",
        since=person.since,
        until=person.until,
        last_confirmed=person.last_confirmed,
        properties={"nameless": {**caption, "code": id_.removeprefix(f"{_SOMEBODY}-")}},
        sources=person.sources,
    )


def _public(network: Network) -> Network:
    """Take every person out; organisations that persons tie together get a nameless tie instead.

    Where that is no connection (one of the two only has a tie that she carries), it is marked ``indirect``.
    """
    types, persons, organisations = vocabulary().relations, set(network.persons), set(network.organisations)
    own: dict[str, set[str]] = defaultdict(set)
    carried: dict[str, set[str]] = defaultdict(set)
    relations: list[Relation] = []
    for relation in network.relations:
        ties_type = types[relation.relation].ties
        ends = {relation.origin, relation.target} & organisations
        if relation.origin in persons:
            if ties_type in ("person", "both"):
                own[relation.origin] |= ends
            continue
        # Who carries the advice to a region, which is no organisation, ties the council to nobody.
        if ties_type and len(ends) == 2:
            for carrier in relation.carriers:
                carried[carrier] |= ends
        if relation.target not in persons:
            relations.append(_carriers_hidden(relation))
    connected = {pair for tied in own.values() for pair in itertools.combinations(sorted(tied), 2)}
    joined = {pair for id_ in carried for pair in itertools.combinations(sorted(carried[id_] | own[id_]), 2)}
    told = ((r.origin, r.target) for r in relations if types[r.relation].ties in ("organisation", "both"))
    joined -= {(min(pair), max(pair)) for pair in told}
    relations += [_nameless_tie(pair) for pair in sorted(connected)]
    relations += [_nameless_tie(pair, indirect=True) for pair in sorted(joined - connected)]
    loose_ends = [
        LooseEnd(_carriers_hidden(end.relation), tuple(id_ for id_ in end.missing if kind_of(id_) != "person"))
        for end in network.loose_ends
        if "person" not in map(kind_of, (end.relation.origin, end.relation.target))
    ]
    return network.replace(
        {id_: node for id_, node in network.nodes.items() if id_ not in persons},
        relations,
        loose_ends,
        without=tuple(_SOMEBODY if kind_of(id_) == "person" else id_ for id_ in network.scope.without),
    )


def _nameless_tie(pair: tuple[str, str], **mark: bool) -> Relation:
    return Relation(relation="contact", origin=pair[0], target=pair[1], properties={"carriers_hidden": True, **mark})


def _carriers_hidden(relation: Relation) -> Relation:
    if not relation.carriers:
        return relation
    return msgspec.structs.replace(relation, carriers=(), properties={**relation.properties, "carriers_hidden": True})
