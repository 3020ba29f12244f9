"""The view of an audience: only what it may see, by the privacy classes of the vocabulary."""

from __future__ import annotations

import functools
import hmac
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from typing import Any

import msgspec

from graph.errors import UsageProblem
from graph.memory import garbage_collection_paused
from graph.model import FORMER_CARRIERS, MARKS, ORPHANED, Claim, Evidence, Node, Relation, kind_of
from graph.network import LooseEnd, Network
from graph.order import in_order
from graph.places.table import SOURCES
from graph.views.disclosure import Disclosure, disclosure
from graph.views.joined import Joined
from graph.views.region import of_everything
from graph.vocabulary import AUDIENCES, vocabulary

#: Stands for a person in a public view, where only the number of them may be known.
_SOMEBODY = "person:anoniem"


def for_audience(audience: str, beside: Collection[Network] = ()) -> Callable[[Network], Network]:
    """Show only what ``audience`` may see, by the privacy classes of the vocabulary.

    internal: everything. partners: persons in a public role by name, others by role only; of who is named not the ties that
    are private (``graph.views.disclosure``). public: no person at all. What persons keep together stays joined, without
    telling by whom. ``beside``: what one answer tells besides this network (that of another day), before any audience.
    """
    if audience not in AUDIENCES:
        raise UsageProblem("unknown-audience", name=audience, allowed=", ".join(AUDIENCES))

    def view(network: Network) -> Network:
        if AUDIENCES.index(audience) <= AUDIENCES.index(network.scope.audience):
            return network  # what it shows is that little already, or less
        with garbage_collection_paused():
            days = [network, *(one.entire for one in beside)]
            visible = _public(network) if audience == "public" else _partners(network, disclosure(days))
            place = _Places(network.sources)
            nodes = {id_: _shown(node, audience, place) for id_, node in visible.nodes.items()}
            words = vocabulary()
            codes = {code for code, type_ in words.relations.items() if words.visible(type_.privacy, audience)}
            relations = [
                _shown(relation, audience, place) for relation in visible.relations if relation.relation in codes
            ]
            loose_ends = [LooseEnd(_shown(end.relation, audience, place), end.missing) for end in visible.loose_ends]
            # Who is not named may not be known by a place in the order of names. All else has the place that it has for the
            # hub: what is chosen between equals is the same for every audience.
            settled = {id_: place for id_, place in network.order.items() if kind_of(id_) != "person"}
            ordered, relations = in_order(nodes.values(), relations, settled)
            # Whether a person has left or is to come is for internal use, in a public role or not.
            left_out = {
                id_: _shown(node, audience, place) for id_, node in network.left_out.items() if node.kind != "person"
            }
            seen = visible.replace(ordered, relations, loose_ends, visible.behind, audience=audience)
            lacking = network.not_stored
            sources = () if audience == "public" else tuple(map(place.source, lacking.sources))
            not_stored = msgspec.structs.replace(lacking, sources=sources)
            successions = [_shown(one, audience, place) for one in network.successions]
            # How many come and go tells the public of persons.
            undated = None if audience == "public" else network.undated
            told: dict[str, Any] = {"left_out": left_out, "dormant": _dormant(network, audience), "undated": undated}
            told |= {"not_stored": not_stored, "proposals": (), "successions": successions}
            return msgspec.structs.replace(seen, **told)

    return of_everything(view)


def _dormant(network: Network, audience: str) -> dict[str, tuple[Relation, ...]]:
    """Return who is dormant without what they had: organisations, and for partners as many persons without a name."""
    persons = [id_ for id_ in network.dormant if kind_of(id_) == "person"]
    told: list[str] = [id_ for id_ in network.dormant if kind_of(id_) != "person"]
    if audience != "public":
        told += [f"{_SOMEBODY}-{number}" for number, _ in enumerate(persons, 1)]
    return dict.fromkeys(told, ())


@functools.cache
def _properties_for(audience: str) -> frozenset[str]:
    """Return the properties that ``audience`` may see; one that the vocabulary does not know is for internal use."""
    words = vocabulary()
    return frozenset(code for code, known in words.properties.items() if words.visible(known.privacy, audience))


class _Places:
    """Where statements stand, for others than the hub: the number of the source, for its name may be that of a person."""

    def __init__(self, sources: Iterable[str]) -> None:
        self._numbers: dict[str, str] = {}
        for source in sources:
            self.source(source)

    def __call__(self, evidence: Evidence) -> Evidence:
        """Return ``evidence`` without what was noted with it, and without names that are not the vocabulary's own.

        That something was noted is left, as an empty note: whether the lists are filled in is the same for everybody.
        """
        sheet, mark, row = evidence.where.rpartition("!")
        known = mark and row.isdecimal() and _is_sheet(sheet)
        where = evidence.where if known else f"?!{row}" if row.isdecimal() else ""
        source = self._numbers.get(evidence.source) or self.source(evidence.source)
        return Evidence(source, where, "" if evidence.note else None)

    def source(self, name: str) -> str:
        """Return the number of a source in place of its name; that of the table of places, which is public, is kept."""
        return name if name in SOURCES else self._numbers.setdefault(name, f"#{len(self._numbers) + 1}")


@functools.cache
def _is_sheet(name: str) -> bool:
    """Tell whether ``name`` is one of the vocabulary's own. Asked for every place where anything stands."""
    return vocabulary().find_sheet(name) is not None


def _shown(item: Any, audience: str, place: Callable[[Evidence], Evidence]) -> Any:
    """Return ``item`` (a node or relation) without the properties and source texts that ``audience`` may not see."""
    seen = _properties_for(audience)
    properties: dict[str, Any] = {}
    for name, value in item.properties.items():
        if name in seen or name in MARKS:
            properties[name] = value if isinstance(value, str) or name in MARKS else _shown_value(value, seen)
    public = audience == "public"
    for name, fewest in _fewest_public().items() if public else ():
        if properties.get(name, fewest) < fewest:
            del properties[name]
    if FORMER_CARRIERS in properties:
        # Who has left, and when, is for internal use; that it is lost is not.
        properties |= {FORMER_CARRIERS: []} | ({ORPHANED: ""} if ORPHANED in properties else {})
    sources = () if public else tuple(map(place, item.sources))
    given_by = item.given_by if isinstance(item, Node) else {}
    if not item.alternatives and not given_by:
        # So are most things, and there are many.
        return msgspec.structs.replace(item, properties=properties, sources=sources)
    alternatives = {
        name: tuple(Claim(_shown_value(c.value, seen), place(c.evidence), c.confirmed) for c in claims)
        for name, claims in item.alternatives.items()
        if name in seen and not public
    }
    given = {
        name: tuple(map(place, found))
        for name, found in given_by.items()
        if (name in seen or name not in vocabulary().properties) and not public
    }
    changed = {"properties": properties, "sources": sources, "alternatives": alternatives}
    return msgspec.structs.replace(item, **changed, **({"given_by": given} if isinstance(item, Node) else {}))


@functools.cache
def _fewest_public() -> dict[str, float]:
    """Return the properties of which the public may not know a small number, with the least that it may."""
    return {code: known.fewest_public for code, known in vocabulary().properties.items() if known.fewest_public > 0}


def _shown_value(value: Any, seen: frozenset[str]) -> Any:
    """Return ``value``; of an appointment only the properties ``seen``."""
    if isinstance(value, list):
        return [_shown_value(item, seen) for item in value]
    if isinstance(value, dict):
        return {name: item for name, item in value.items() if name in seen}
    return value


def _partners(network: Network, known: Disclosure) -> Network:
    """Replace persons without a public role by nameless ones: a keyed hash as id, their role and organisation as caption.

    The private ties of those who are named go; the organisations that these tie together get nameless ties instead.
    """
    seats: dict[str, Relation] = {}
    for seat in network.relations_by_type.get("seat", ()):
        seats.setdefault(seat.origin, seat)
    hidden = {
        id_: _nameless(network.nodes[id_], network.salt, seats.get(id_))
        for id_ in network.persons
        if id_ not in known.named
    }

    @functools.cache
    def shown_id(id_: str) -> str:
        if id_ in hidden:
            return hidden[id_].id
        unknown = id_ not in network.nodes and kind_of(id_) == "person"
        return pseudonym(id_, network.salt) if unknown else id_

    joined, relations = Joined(network), []
    rows: dict[str, set[tuple[str, str]]] = defaultdict(set)
    topics = _Topics()
    for relation in network.relations:
        hides, topical = known.hides(relation), known.hides_topics(relation)
        if kind_of(relation.origin) == "person":
            joined.by_own(relation, seen=not hides)
        for carrier in relation.carriers:
            joined.by_carrying(relation, carrier, seen=not known.hides_carrier(relation, carrier))
        if hides:
            rows[relation.origin] |= {(evidence.source, evidence.where) for evidence in relation.sources}
        if topical:
            topics.hide(relation)
        private = hides or topical or relation.carriers
        if (seen := _without_private(relation, known) if private else relation) is not None:
            relations.append(_renamed(seen, shown_id))
    apart = joined.stand_ins(relations)
    loose = [(end, _without_private(end.relation, known)) for end in network.loose_ends]
    shown = (hidden.get(id_) or topics.shown(_apart_from(node, rows.get(id_))) for id_, node in network.nodes.items())
    return network.replace(
        {node.id: node for node in shown},
        [*relations, *apart],
        [LooseEnd(_renamed(seen, shown_id), tuple(map(shown_id, end.missing))) for end, seen in loose if seen],
        # Where nothing is private, totals are those of what is seen.
        network.replace(audience="partners") if rows or len(apart) or topics else None,
        without=tuple(map(shown_id, network.scope.without)),
    )


def _without_private(relation: Relation, known: Disclosure) -> Relation | None:
    """Return ``relation`` without those persons of whom partners may not see it; None when nothing is left of it.

    Of who was at a meeting on behalf of an organisation, it is left that the organisation was.
    """
    if known.hides(relation):
        behalf = relation.properties.get("organisation")
        return msgspec.structs.replace(relation, origin=behalf) if behalf and relation.relation == "attended" else None
    if known.hides_topics(relation):
        own = {name: value for name, value in relation.properties.items() if name != "speaks_for"}
        others = {name: claims for name, claims in relation.alternatives.items() if name != "speaks_for"}
        relation = msgspec.structs.replace(relation, properties=own, alternatives=others)
    private = [carrier for carrier in relation.carriers if known.hides_carrier(relation, carrier)]
    if not private:
        return relation
    staying = tuple(carrier for carrier in relation.carriers if carrier not in private)
    return msgspec.structs.replace(_carriers_hidden(relation), carriers=staying)


class _Topics:
    """What is spoken for in organisations, by persons of whom that may not be told: the organisation shows it instead."""

    def __init__(self) -> None:
        self._by_organisation: dict[str, set[str]] = defaultdict(set)
        self._rows: set[tuple[str, str]] = set()

    def __bool__(self) -> bool:
        return bool(self._by_organisation)

    def hide(self, seat: Relation) -> None:
        """Add for which topics the person of a seat speaks, whom it does not show."""
        spoken = [name for name in seat.properties.get("speaks_for", ()) if not vocabulary().is_own_behalf(name)]
        self._by_organisation[seat.target].update(spoken)
        self._rows |= {(evidence.source, evidence.where) for evidence in seat.sources}

    def shown(self, node: Node) -> Node:
        """Return a node with what is spoken for in it, and of a topic not the rows of those who speak for it."""
        if node.kind == "topic":
            return _apart_from(node, self._rows)
        if topics := self._by_organisation.get(node.id):
            known = topics.union(node.properties.get("spoken_for", ()))
            return msgspec.structs.replace(node, properties={**node.properties, "spoken_for": sorted(known)})
        return node


def _apart_from(person: Node, rows: set[tuple[str, str]] | None) -> Node:
    """Return ``person`` (or a topic) without the ``rows`` (source, place) of private ties: they tell where she is."""
    if not rows:
        return person
    alternatives = {
        name: tuple(claim for claim in claims if (claim.evidence.source, claim.evidence.where) not in rows)
        for name, claims in person.alternatives.items()
    }
    return msgspec.structs.replace(
        person,
        sources=tuple(evidence for evidence in person.sources if (evidence.source, evidence.where) not in rows),
        alternatives={name: claims for name, claims in alternatives.items() if claims},
        given_by={
            name: tuple(evidence for evidence in places if (evidence.source, evidence.where) not in rows)
            for name, places in person.given_by.items()
        },
    )


def pseudonym(person: str, salt: bytes) -> str:
    """Return the id of a person (node id) for an audience that may not know her; the same as long as the salt stays.

    It ends in 64 bits, so that in a whole country no two persons get the same.
    """
    return f"{_SOMEBODY}-{hmac.digest(salt, person.encode('utf-8'), 'sha256').hex()[:16]}"


def _renamed(relation: Relation, shown_id: Callable[[str], str]) -> Relation:
    if relation.carriers:
        return relation.between(map(shown_id, relation.nodes))
    origin, target = shown_id(relation.origin), shown_id(relation.target)
    if origin == relation.origin and target == relation.target:
        return relation
    return msgspec.structs.replace(relation, origin=origin, target=target)


def _nameless(person: Node, salt: bytes, seat: Relation | None) -> Node:
    """Return ``person`` without a name; the same person gets the same id as long as the store's salt stays."""
    id_ = pseudonym(person.id, salt)
    size = {name: person.properties[name] for name in ("size",) if name in person.properties}
    caption = {"role": seat.properties.get("role"), "organisation": seat.target} if seat else {}
    return Node(
        id=id_,
        kind="person",
        name="",
        since=person.since,
        until=person.until,
        last_confirmed=person.last_confirmed,
        properties={"nameless": {**caption, "code": id_[len(_SOMEBODY) + 1 :]}, **size},
        sources=person.sources,
    )


def _public(network: Network) -> Network:
    """Take every person out; organisations that persons tie together get a nameless tie instead."""
    persons = set(network.persons)
    joined, relations = Joined(network), []
    topics = _Topics()
    for relation in network.relations:
        if relation.origin in persons:
            topics.hide(relation)
            joined.by_own(relation, seen=False)
            continue
        for carrier in relation.carriers:
            joined.by_carrying(relation, carrier, seen=False)
        if relation.target not in persons:
            relations.append(_carriers_hidden(relation))
    loose_ends = [
        LooseEnd(_carriers_hidden(end.relation), tuple(id_ for id_ in end.missing if kind_of(id_) != "person"))
        for end in network.loose_ends
        if "person" not in map(kind_of, (end.relation.origin, end.relation.target))
    ]
    return network.replace(
        {id_: topics.shown(node) for id_, node in network.nodes.items() if id_ not in persons},
        [*relations, *joined.stand_ins(relations)],
        loose_ends,
        without=tuple(_SOMEBODY if kind_of(id_) == "person" else id_ for id_ in network.scope.without),
    )


def _carriers_hidden(relation: Relation) -> Relation:
    if not relation.carriers:
        return relation
    return msgspec.structs.replace(relation, carriers=(), properties={**relation.properties, "carriers_hidden": True})
