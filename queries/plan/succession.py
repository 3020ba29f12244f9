"""Succession: what a person keeps alive, and who could take over what before she leaves.

Everything that she does for an organisation is one thing to hand over: meetings that only she calls together, contacts that
only she keeps alive, organisations that only she brings together, support, and seats. Who could take it over is who stands
nearest: for support an adviser who works nearby or a colleague, else who sits there; for all else whoever has ties with the
same organisations. Contacts that fell away before, when whoever kept them alive left, are to be mended first. In a region
it is about what she does there; who could take over is known from everything around it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property

import msgspec

from graph.model import FORMER_CARRIERS, ORPHANED, Itself, Node, NodeId, Relation, Statement, kind_of
from graph.network import Network
from queries.carrying.counted import counted
from queries.carrying.graph import CarryingGraph
from queries.carrying.separation import pairs
from queries.carrying.ties import conveners, participants, tying_relations
from queries.missing.introductions import Introductions

#: What can be handed over, the most urgent first.
WHAT = ("mending", "convening", "contact", "joining", "support", "seat")
#: How many possible successors to name.
_SUCCESSORS = 3


class Successor(msgspec.Struct, frozen=True):
    """Who could take something over, and why: ``tied`` to ``organisations``, an adviser ``near``, or a ``colleague``."""

    person: Itself
    reason: str
    organisations: tuple[NodeId, ...] = ()


class Handover(msgspec.Struct, frozen=True):
    """One thing to hand over.

    ``what``: one of ``WHAT``. ``organisations`` (ids; for support also municipalities and regions) it is about. ``to``: who
    could take it over, the likeliest first; empty when nobody is known: then ``ask`` are the organisations to ask for
    somebody of their own. ``pairs_lost``: the organisation pairs that lose
    each other when nobody takes it over. ``last``: she is the only tie that the organisation has. ``role`` of a seat.
    ``relations`` are those that it rests on. ``pairs_added``: the pairs that stay together when this is taken over as well,
    on top of what comes before it: of a whole succession together no more than what is lost in all.
    """

    what: str
    organisations: tuple[NodeId, ...]
    to: tuple[Successor, ...]
    pairs_lost: int = 0
    last: bool = False
    role: str | None = None
    relations: tuple[Relation, ...] = ()
    pairs_added: int = 0
    ask: tuple[NodeId, ...] = ()


class Succession(msgspec.Struct, frozen=True):
    """What to hand over (the most urgent first), and the parts that fall apart without it (organisations in each).

    ``mending``: contacts of which everybody who kept them alive has left: hers when she has left herself, else those of the
    organisations with which she has a tie of her own. ``pairs_lost`` in all. ``notes``: what the lists say of her work, each
    with the node that it is about. ``told``: nodes of which only she told something, by the sources.
    """

    person: NodeId
    handovers: tuple[Handover, ...]
    parts: tuple[int, ...]
    pairs_lost: int
    notes: tuple[tuple[str, str], ...]
    told: tuple[NodeId, ...]
    mending: tuple[Handover, ...] = ()


def succession(network: Network, person: str) -> Succession:
    """Return what ``person`` (node id) should hand over, and to whom, in ``network`` as it is on one day; of somebody who
    left before it, what fell away with her.
    """
    mending = tuple(_mending(network, person))
    if person not in network.entire.nodes:
        return Succession(person, (), (), 0, (), (), mending)
    leaving = _Leaving(network, person)
    found = [*leaving.convening(), *leaving.contacts(), *leaving.joining(), *leaving.support(), *leaving.seats()]
    found.sort(key=_urgency)
    return Succession(
        person=person,
        handovers=tuple(leaving.one_after_another(found)),
        parts=tuple(leaving.separated.parts(leaving.number)),
        pairs_lost=leaving.separated.pairs_lost(leaving.number),
        notes=tuple(dict.fromkeys(_notes(network, person))),
        told=tuple(dict.fromkeys(_told_by(network, network.entire.nodes[person]))),
        mending=mending,
    )


def _mending(network: Network, person: str) -> Iterator[Handover]:
    """Yield the contacts of which everybody who kept them alive has left, with who has a tie with their organisations."""
    graph, connections = counted(network).graph, counted(network).connections
    which = connections.orphaned
    lost = set(zip(connections.a[which].tolist(), connections.b[which].tolist(), strict=True))
    own = {tie.target for tie in network.relations_of.get(person, ()) if tie.origin == person}
    between: dict[tuple[int, ...], list[Relation]] = defaultdict(list)
    for relation in network.relations:
        if ORPHANED in relation.properties:
            ends = relation.origin, relation.target
            numbers = tuple(sorted(graph.numbers.get(end, -1) for end in ends))
            hers = not own.isdisjoint(ends) or person in relation.properties.get(FORMER_CARRIERS, ())
            if hers and numbers in lost:
                between[numbers].append(relation)
    for numbers, relations in between.items():
        ids = [graph.ids[number] for number in numbers]
        to = tuple(_tied(graph, ids, person))
        ask = () if to else tuple(_to_ask(graph, ids))
        yield Handover("mending", tuple(ids), to, relations=tuple(relations), ask=ask)


def _to_ask(graph: CarryingGraph, ids: Iterable[str]) -> list[str]:
    """Return the organisations to ask for somebody of their own: a platform has nobody but who take part in it."""
    there = [id_ for id_ in ids if id_ in graph.numbers]
    return ([id_ for id_ in there if kind_of(id_) != "platform"] or there)[:_SUCCESSORS]


def _tied(graph: CarryingGraph, organisations: Sequence[str], besides: str) -> list[Successor]:
    """Return persons tied to these organisations: to most of them first, then whoever has the fewest other ties."""
    ties: dict[int, list[str]] = defaultdict(list)
    for organisation in organisations:
        if organisation not in graph.numbers:  # an area
            continue
        for tie in graph.neighbours_of(graph.numbers[organisation]):
            if graph.is_person(tie) and graph.ids[tie] != besides:
                ties[tie].append(organisation)
    ordered = sorted(ties, key=lambda tie: (-len(ties[tie]), int(graph.degrees[tie]), tie))
    return [Successor(graph.ids[tie], "tied", tuple(ties[tie])) for tie in ordered[:_SUCCESSORS]]


def _urgency(one: Handover) -> tuple[bool, bool, int, int]:
    """Return where a handover comes: a meeting that stops, then what cuts somebody off, then the rest."""
    harmless = not (one.pairs_lost or one.last)
    return one.what != "convening", harmless, WHAT.index(one.what), -one.pairs_lost


class _Leaving:
    """One person in H, and what hangs on her."""

    def __init__(self, network: Network, person: str) -> None:
        self.network = network
        self.person = person
        self.counted = counted(network)
        self.graph = self.counted.graph
        self.separated = self.counted.separated
        self.number = self.graph.numbers[person]
        self.own = tying_relations(network, person)

    def one_after_another(self, handovers: Iterable[Handover]) -> Iterator[Handover]:
        """Yield the handovers, each with the pairs that it keeps together on top of those before it, when whoever takes
        over one knows who takes over another.
        """
        reached: set[int] = set()
        for one in handovers:
            numbers = [self.graph.numbers.get(id_) for id_ in one.organisations]
            before = self._together(reached)
            if self.separated.parts(self.number) and None not in numbers:  # what is about an area ties nobody
                reached |= {self.separated.part_of(self.number, number) for number in numbers if number is not None}
            yield msgspec.structs.replace(one, pairs_added=self._together(reached) - before)

    def _together(self, parts: Collection[int]) -> int:
        """Return the pairs between these parts."""
        sizes = [self._sizes[part] for part in parts]
        return pairs(sum(sizes)) - sum(map(pairs, sizes))

    def convening(self) -> Iterator[Handover]:
        """Yield the platforms that only this person calls together; those who take part could do so."""
        takers = participants(self.network.entire)
        for platform, called_by in conveners(self.network.entire).items():
            if called_by == {self.person} and platform in self.network.nodes:
                involved = [platform, *self.network.entire.ordered(takers[platform])]
                resting = [r for r in self.own if r.target == platform and r.origin == self.person]
                one = self._handover("convening", [platform], self._tied(involved), resting)
                yield one if one.to else msgspec.structs.replace(one, ask=tuple(_to_ask(self.graph, involved)))

    def contacts(self) -> Iterator[Handover]:
        """Yield the relations that only this person keeps alive: contacts, participations and advice, to areas as well."""
        between: dict[frozenset[str], list[Relation]] = defaultdict(list)
        for relation in self.network.relations_of.get(self.person, ()):
            present = self.network.nodes.keys() & relation.carriers
            if present == {self.person} and relation.origin != relation.target:
                between[frozenset((relation.origin, relation.target))].append(relation)
        for relations in between.values():
            ends = [relations[0].origin, relations[0].target]
            yield self._handover("contact", ends, self._tied(ends), relations)

    def joining(self) -> Iterator[Handover]:
        """Yield the groups of organisations (not her employer) that only this person, with a tie to each, brings together."""
        told = {frozenset((relation.origin, relation.target)) for relation in self.own}
        employers = {relation.target for relation in self.own if relation.relation == "employer"}
        ids = self.graph.ids
        alone = ((ids[a], ids[b]) for a, b in self.counted.connections.alone_of(self.number))
        untold = (pair for pair in alone if frozenset(pair) not in told and employers.isdisjoint(pair))
        for group in _joined(untold):
            named = sorted(group, key=self.graph.numbers.__getitem__)
            resting = [r for r in self.own if r.origin == self.person and r.target in group]
            yield self._handover("joining", named, self._tied(named), resting)

    def support(self) -> Iterator[Handover]:
        """Yield what this person supports as an adviser; advisers who work nearby or for the same employer could do so; when
        there are none, who has a tie with the organisation is there to ask.
        """
        near, colleagues = Introductions(self.network), self._colleagues()
        for relation in self.network.relations_of.get(self.person, ()):
            if relation.relation == "supports":
                found = [Successor(id_, "near") for id_ in near.advisers_near([relation.target])]
                found += [Successor(id_, "colleague") for id_ in colleagues]
                to = {one.person: one for one in reversed(found) if one.person != self.person}
                likely = list(to.values())[::-1] or self._tied([relation.target])
                yield self._handover("support", [relation.target], likely, [relation])

    def seats(self) -> Iterator[Handover]:
        """Yield the seats of this person; who sits there as well could take over."""
        for relation in self.own:
            if relation.relation == "seat":
                one = self._handover("seat", [relation.target], self._tied([relation.target]), [relation])
                yield msgspec.structs.replace(one, role=relation.properties.get("role"))

    def _handover(
        self, what: str, ids: Sequence[str], to: Sequence[Successor], relations: Iterable[Relation]
    ) -> Handover:
        numbers = [self.graph.numbers[id_] for id_ in ids if id_ in self.graph.numbers]
        last, lost = False, 0
        if len(numbers) == len(ids):  # else it is about an area, which is not in H: nothing hangs on it
            last = any(self.graph.neighbours_of(number) == [self.number] for number in numbers)
            lost = self._pairs_lost(numbers)
        ask = () if to else tuple(_to_ask(self.graph, ids))
        return Handover(what, tuple(ids), tuple(to[:_SUCCESSORS]), lost, last, relations=tuple(relations), ask=ask)

    def _pairs_lost(self, organisations: Sequence[int]) -> int:
        """Return the pairs that fall apart without this person, among the parts that these organisations are in.

        One organisation: the pairs between its part and all others.
        """
        if not self.separated.parts(self.number):
            return 0
        parts, sizes = {self.separated.part_of(self.number, one) for one in organisations}, self._sizes
        own = sum(sizes[part] for part in parts)
        return own * (sizes.total() - own) if len(organisations) == 1 else self._together(parts)

    @cached_property
    def _sizes(self) -> Counter[int]:
        """Return the organisations in each part that falls apart without this person, by its number."""
        separated = self.separated
        branches = [separated.organisations_in(branch) for branch in separated.branches[self.number]]
        return Counter(dict(enumerate(branches)) | {-1: sum(separated.parts(self.number)) - sum(branches)})

    def _tied(self, organisations: Sequence[str]) -> list[Successor]:
        return _tied(self.graph, organisations, self.person)

    def _colleagues(self) -> list[str]:
        """Return the other advisers of the same employer."""
        employed = self.network.entire.relations_by_type.get("employer", ())
        own = {relation.target for relation in employed if relation.origin == self.person}
        colleagues = {relation.origin for relation in employed if relation.target in own} - {self.person}
        return self.network.entire.ordered(colleagues)


def _notes(network: Network, person: str) -> Iterator[tuple[str, str]]:
    """Yield what the lists note of a person and of what she does, each with the node that it is about."""
    if note := network.entire.nodes[person].properties.get("note"):
        yield person, str(note)
    for relation in network.relations_of.get(person, ()):
        if note := relation.properties.get("note"):
            yield relation.target, str(note)


def _told_by(network: Network, person: Node) -> Iterator[str]:
    """Yield the nodes of which something is known from this person only, by the sources that the lists name."""
    if name := person.name.casefold():
        yield from (node.id for node in network.nodes.values() if _only_from(node, name))
        yield from (relation.target for relation in network.relations if _only_from(relation, name))


def _only_from(statement: Statement, name: str) -> bool:
    notes = [(evidence.note or "").casefold() for evidence in statement.sources]
    return bool(notes) and all(name in note for note in notes)


def _joined(ties: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Return the groups that ``ties`` join, in the order in which they are first named."""
    group_of: dict[str, list[str]] = {}
    for a, b in ties:
        one, other = group_of.setdefault(a, [a]), group_of.setdefault(b, [b])
        if one is not other:
            one += other
            group_of |= dict.fromkeys(other, one)
    return list({id(group): group for group in group_of.values()}.values())
