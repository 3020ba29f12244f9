"""Views: functions from Network to Network.

What-if, privacy, regional reports and filters are all the same thing: take a view, ask the same question.
``on(day)``, ``within(region)``, ``without(people)`` and ``for_audience(audience)`` each return a view;
``take(network, *views)`` applies them in order.
"""

from __future__ import annotations

import hashlib
import hmac
import itertools
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from datetime import date
from typing import Any

import msgspec

from graph.errors import UsageProblem
from graph.model import Evidence, Node, Relation
from graph.network import Network
from graph.vocabulary import AUDIENCES, vocabulary

View = Callable[[Network], Network]

#: Relations that tell where an organisation works or whom it advises.
AREA_RELATIONS = ("advises", "active_in")


def take(network: Network, *views: View) -> Network:
    """Apply ``views`` to ``network``, one after the other."""
    for view in views:
        network = view(network)
    return network


def on(day: date) -> View:
    """Keep what is active on ``day``: since <= day < until (a meeting exists from its date).

    A carrier who is not active then is no carrier then.
    """

    def view(network: Network) -> Network:
        nodes = {id_: _appointed(node, day) for id_, node in network.nodes.items() if node.active(day)}
        relations = [
            _with_carriers(relation, [c for c in relation.carriers if c in nodes])
            for relation in network.relations
            if relation.active(day) and relation.origin in nodes and relation.target in nodes
        ]
        return network.replace(nodes, relations, on=day)

    return view


def without(people: Collection[str]) -> View:
    """Take ``people`` (node ids) out, with everything that only they keep alive.

    A relation whose last carrier goes is gone: it does not turn into one without a known carrier.
    """
    gone = frozenset(people)

    def view(network: Network) -> Network:
        nodes = {id_: node for id_, node in network.nodes.items() if id_ not in gone}
        relations = []
        for relation in network.relations:
            if relation.origin in gone or relation.target in gone:
                continue
            staying = [carrier for carrier in relation.carriers if carrier not in gone]
            if staying or not relation.carriers:
                relations.append(_with_carriers(relation, staying))
        return network.replace(nodes, relations, without=(*network.scope.without, *sorted(gone)))

    return view


def within(region: str) -> View:
    """Keep one region (node id): its municipalities, the organisations at work there, their people and topics.

    At work there: it advises or is active in the region, a part of it, or a larger region that it lies in, or it is
    the council of an institution or the platform of an organisation that stays. A municipality id works as well.
    """

    def view(network: Network) -> Network:
        if region not in network.nodes:
            raise UsageProblem("unknown-region", name=region)
        areas = areas_of(network, region)
        organisations = _organisations_within(network, areas)
        people = {
            person
            for relation in network.relations
            if (relation.target in organisations or relation.origin in organisations)
            for person in (relation.origin, *relation.carriers)
            if network.nodes[person].kind == "person"
        }
        kept = areas | organisations | people
        kept |= {
            n.id for n in network.nodes.values() if n.kind == "person" and n.properties.get("municipality") in areas
        }
        kept |= _meetings_and_topics(network, kept)
        nodes = {id_: node for id_, node in network.nodes.items() if id_ in kept}
        relations = [r for r in network.relations if r.origin in kept and r.target in kept]
        return network.replace(nodes, relations, region=region)

    return view


def areas_of(network: Network, region: str) -> set[str]:
    """Return ``region`` with every region and municipality that lies in it, directly or through another region."""
    below: dict[str, list[str]] = defaultdict(list)
    for relation in network.relations:
        if relation.relation == "part_of":
            below[relation.target].append(relation.origin)
    return _reachable(below, [region])


def areas_around(network: Network, areas: Iterable[str]) -> set[str]:
    """Return ``areas`` with every region that they lie in, directly or through another region."""
    above: dict[str, list[str]] = defaultdict(list)
    for relation in network.relations:
        if relation.relation == "part_of":
            above[relation.origin].append(relation.target)
    return _reachable(above, areas)


def for_audience(audience: str) -> View:
    """Show only what ``audience`` may see, by the privacy classes of the vocabulary.

    internal: everything. partners: persons in a public role by name, others by role only. public: no person at all;
    what persons keep together stays joined, without telling by whom.
    """
    if audience not in AUDIENCES:
        raise UsageProblem("unknown-audience", name=audience, allowed=", ".join(AUDIENCES))

    def view(network: Network) -> Network:
        if audience == "internal":
            return network.replace(audience=audience)
        visible = _public(network) if audience == "public" else _partners(network)
        nodes = {id_: _shown(node, audience) for id_, node in visible.nodes.items()}
        relations = [
            _shown(relation, audience)
            for relation in visible.relations
            if vocabulary().visible(vocabulary().relations[relation.relation].privacy, audience)
        ]
        return visible.replace(nodes, relations, audience=audience)

    return view


def _appointed(node: Node, day: date) -> Node:
    """Return ``node`` with only the appointments that run on ``day``."""
    appointments = node.properties.get("appointments")
    if not appointments:
        return node
    iso = day.isoformat()
    running = [
        a for a in appointments if (a.get("since") or "") <= iso and (a.get("until") is None or iso < a["until"])
    ]
    if len(running) == len(appointments):
        return node
    return msgspec.structs.replace(node, properties={**node.properties, "appointments": running})


def _with_carriers(relation: Relation, carriers: list[str]) -> Relation:
    if len(carriers) == len(relation.carriers):
        return relation
    return msgspec.structs.replace(relation, carriers=tuple(carriers))


def _reachable(next_: dict[str, list[str]], start: Iterable[str]) -> set[str]:
    found = set(start)
    queue = list(found)
    while queue:
        for other in next_.get(queue.pop(), ()):
            if other not in found:
                found.add(other)
                queue.append(other)
    return found


def _organisations_within(network: Network, areas: set[str]) -> set[str]:
    """Return the organisations at work in ``areas`` or in a region around them."""
    wider = areas_around(network, areas)
    kinds = vocabulary().organisation_kinds
    found = {area for area in areas if network.nodes[area].kind in kinds}
    for relation in network.relations:
        if relation.relation in AREA_RELATIONS and relation.target in wider:
            found.add(relation.origin)
    # A client council advises an institution, not an area: it goes where its institution goes.
    found |= {r.origin for r in network.relations if r.relation == "advises" and r.target in found}
    return found


def _meetings_and_topics(network: Network, kept: set[str]) -> set[str]:
    """Return the meetings that somebody of ``kept`` attended or convened, and the topics that belong to ``kept``."""
    meetings = {r.target for r in network.relations if r.origin in kept and network.nodes[r.target].kind == "meeting"}
    covered = {r.target for r in network.relations if r.relation == "covers" and r.origin in kept | meetings}
    return meetings | covered


def _shown(item: Any, audience: str) -> Any:
    """Return ``item`` (a node or relation) without the properties and source texts that ``audience`` may not see."""
    words = vocabulary()
    properties = {
        name: value
        for name, value in item.properties.items()
        if name not in words.properties or words.visible(words.properties[name].privacy, audience)
    }
    alternatives = {name: claims for name, claims in item.alternatives.items() if name in properties}
    sources = tuple(Evidence(source=e.source, where=e.where) for e in item.sources) if audience == "partners" else ()
    return msgspec.structs.replace(item, properties=properties, sources=sources, alternatives=alternatives)


def _partners(network: Network) -> Network:
    """Replace persons without a public role by nameless ones: a keyed hash as id, their role and organisation as caption."""
    public_roles = {v.code for v in vocabulary().values["seat_role"].values.values() if v.public_role}
    seats: dict[str, list[Relation]] = defaultdict(list)
    for relation in network.relations:
        if relation.relation == "seat":
            seats[relation.origin].append(relation)
    renamed: dict[str, str] = {}
    nodes: dict[str, Node] = {}
    for id_, node in network.nodes.items():
        named = node.kind != "person" or id_ in network.advisers or node.properties.get("placeholder")
        if not named and not any(seat.properties.get("role") in public_roles for seat in seats[id_]):
            node = _nameless(node, network.salt, seats[id_])
            renamed[id_] = node.id
        nodes[node.id] = node
    relations = [
        msgspec.structs.replace(
            r, origin=renamed.get(r.origin, r.origin), carriers=tuple(renamed.get(c, c) for c in r.carriers)
        )
        if r.origin in renamed or not renamed.keys().isdisjoint(r.carriers)
        else r
        for r in network.relations
    ]
    return network.replace(nodes, relations)


def _nameless(person: Node, salt: bytes, seats: Iterable[Relation]) -> Node:
    """Return ``person`` without a name; the same person gets the same id as long as the store's salt stays."""
    code = hmac.new(salt, person.id.encode("utf-8"), hashlib.sha256).hexdigest()[:8]
    seat = next(iter(seats), None)
    caption = {"role": seat.properties.get("role"), "organisation": seat.target} if seat else {}
    return Node(
        id=f"person:anoniem-{code}",
        kind="person",
        name="",
        since=person.since,
        until=person.until,
        last_confirmed=person.last_confirmed,
        properties={"nameless": {**caption, "code": code}},
        sources=person.sources,
    )


def _public(network: Network) -> Network:
    """Take every person out; organisations that persons tie together get a nameless tie instead."""
    persons = set(network.persons)
    ties: dict[str, set[str]] = defaultdict(set)
    relations: list[Relation] = []
    for relation in network.relations:
        ties_type = vocabulary().relations[relation.relation].ties
        if relation.origin in persons:
            if ties_type in ("person", "both"):
                ties[relation.origin].add(relation.target)
            continue
        for carrier in relation.carriers:
            ties[carrier] |= {relation.origin, relation.target}
        if relation.carriers:
            relation = msgspec.structs.replace(
                relation, carriers=(), properties={**relation.properties, "carriers_hidden": True}
            )
        relations.append(relation)
    organisations = set(network.organisations)
    pairs = {pair for ends in ties.values() for pair in itertools.combinations(sorted(ends & organisations), 2)}
    relations += [
        Relation(relation="contact", origin=a, target=b, properties={"carriers_hidden": True}) for a, b in sorted(pairs)
    ]
    return network.replace({id_: node for id_, node in network.nodes.items() if id_ not in persons}, relations)
