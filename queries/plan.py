"""The strengthening plan: which few introductions, or which one meeting, help most.

An introduction brings two persons of two organisations together; both then keep that contact alive. What it gains is
read from the dependence tree: organisation pairs that become safe (no single person parts them any more), pairs that
become joined at all, and expected links that it closes. Introductions are chosen one by one, the best first (greedy);
tests measure how near the best possible choice that comes.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

import msgspec

from graph.model import Node, Relation
from graph.network import Network
from graph.views import View, take
from queries.areas import Areas
from queries.carrying import carrying_graph
from queries.dependence import DependenceTree
from queries.expectations import Expectation, expected_links
from queries.finding import SEVERITIES, Finding
from queries.introductions import introducers
from queries.separation import separation

#: What a contact is worth, in organisation pairs: a pair made safe, a pair joined at all, and an expected link closed (per
#: organisation of the network and per step of severity, so that it weighs the same in a small and a large network).
SAFE, JOINED, EXPECTED = 1.0, 0.25, 0.1
#: A contact nearby is easier to make and to keep: in one municipality, in one region, farther away.
NEAR, REGIONAL, FAR = 1.0, 0.9, 0.6
#: Groups that are weighed against each other at each step; the rest are smaller.
_GROUPS = 40
#: Expected links that are weighed at each step, gravest first.
_EXPECTED = 300
#: Organisations of a group among which the best pair is sought.
_MEMBERS = 12
#: Who of an organisation is asked first.
_ROLES = ("chair", "secretary", "contact", "convener", "officer", "adviser", "member", "volunteer")


_NOBODY = Node(id="", kind="person", name="")


class Introduction(msgspec.Struct, frozen=True):
    """One introduction: of ``persons[0]`` of ``organisations[0]`` to ``persons[1]`` of ``organisations[1]``.

    A person is None when nobody of that organisation is known who could keep the contact alive besides those on whom it
    hangs already. ``introducers`` are the persons on the shortest chain between them. ``safe`` and ``joined`` count the
    organisation pairs that become so; ``between`` are the persons who no longer part the two; ``closes`` are the
    expected links (finding ids) that it closes.
    """

    organisations: tuple[str, str]
    persons: tuple[str | None, str | None]
    introducers: tuple[str, ...]
    safe: int
    joined: int
    between: tuple[str, ...]
    closes: tuple[str, ...]


class Standing(msgspec.Struct, frozen=True):
    """How a network stands: joined pairs, how many of them hang on one person, and expected links that are missing."""

    joined: int
    hanging: int
    expected: int


class Plan(msgspec.Struct, frozen=True):
    """The introductions, what they would do, the least number of contacts that any plan needs to make every joined pair
    safe, and the number that this way of choosing needs (None: more than was tried).
    """

    introductions: tuple[Introduction, ...]
    before: Standing
    after: Standing
    least: int
    needed: int | None


def plan_introductions(
    network: Network, rules: Sequence[Expectation], number: int, *, known_only: bool = False, tried: int = 500
) -> Plan:
    """Return the ``number`` introductions that together help most; ``tried`` limits the count of what full safety needs."""
    chooser = _Chooser(network, rules, known_only=known_only)
    least = chooser.tree.least_contacts()
    before = chooser.standing()
    chosen = list(itertools.islice(chooser.introductions(), number))
    # Counted anew on the network with these contacts in it, not carried over from the choosing.
    after = _Chooser(take(network, introduced(chosen)), rules, known_only=known_only).standing()
    return Plan(tuple(chosen), before, after, least, _needed(network, known_only, tried) if least else 0)


def introduced(introductions: Iterable[Introduction]) -> View:
    """Return the view in which these introductions were made: a contact each, kept alive by both persons.

    Where nobody is known, somebody new stands in.
    """

    def view(network: Network) -> Network:
        nodes = dict(network.nodes)
        made = []
        for number, introduction in enumerate(introductions):
            carriers = []
            for side, person in enumerate(introduction.persons):
                carrier = person or f"person:new-{number}-{side}"
                nodes.setdefault(carrier, msgspec.structs.replace(_NOBODY, id=carrier))
                carriers.append(carrier)
            a, b = introduction.organisations
            made.append(Relation(relation="contact", origin=a, target=b, carriers=tuple(dict.fromkeys(carriers))))
        return network.replace(nodes, [*network.relations, *made])

    return view


class Invitation(msgspec.Struct, frozen=True):
    """Whom to invite: a person (None: somebody of that organisation) for an organisation, and what that adds."""

    organisation: str
    person: str | None
    safe: int
    joined: int


def plan_meeting(
    network: Network, rules: Sequence[Expectation], number: int, *, known_only: bool = False
) -> list[Invitation]:
    """Return whom to invite to one meeting of ``number`` people, at which all get to know each other."""
    chooser = _Chooser(network, rules, known_only=known_only)
    return list(itertools.islice(chooser.invitations(), number))


class _Chooser:
    """Chooses contacts one by one and keeps the tree up to date."""

    def __init__(self, network: Network, rules: Sequence[Expectation], *, known_only: bool) -> None:
        self.network = network
        self.graph = carrying_graph(network, known_only=known_only)
        self.tree = DependenceTree(self.graph, separation(self.graph))
        self.missing = {finding.subjects: finding for finding in expected_links(network, self.graph, rules)}
        self._areas = Areas(network)

    def standing(self) -> Standing:
        """Return how the network stands now."""
        joined = self.tree.joined_pairs()
        return Standing(joined, joined - self.tree.safe_pairs(), len(self.missing))

    def introductions(self) -> Iterator[Introduction]:
        """Yield the best introduction, then the best after that one, and so on until nothing gains anything."""
        while True:
            best = max(self._candidates(), key=self._worth, default=None)
            if best is None or self._worth(best) <= 0:
                return
            yield self._make(*best)

    def invitations(self) -> Iterator[Invitation]:
        """Yield whom to invite: the best pair first, then whoever adds most to those invited."""
        start = max(self._candidates(), key=self._worth, default=None)
        if start is None:
            return
        invited: list[int] = []
        for organisation in self._in_order(start):
            gained = self._gain(invited[0], organisation) if invited else (0, 0)
            yield self._invite(organisation, invited, gained)
        while True:
            others = [(invited[0], organisation) for organisation in self._newcomers(invited)]
            best = max(others, key=self._worth, default=None)
            if best is None or self._worth(best) <= 0:
                return
            yield self._invite(best[1], invited, self._gain(*best))

    def _invite(self, organisation: int, invited: list[int], gained: tuple[int, int]) -> Invitation:
        person = self._person_of(organisation, self._between(invited[0], organisation) if invited else ())
        for other in invited:
            self._close(other, organisation)
        if invited:
            self._join(invited[0], organisation)
        invited.append(organisation)
        return Invitation(self.graph.ids[organisation], person, *gained)

    def _newcomers(self, invited: Collection[int]) -> list[int]:
        """Return the organisations that may be invited next: one or some of every group, and expected partners."""
        ids = {self.graph.ids[organisation] for organisation in invited}
        partners = [set(pair) - ids for pair in self.missing if not ids.isdisjoint(pair)]
        expected = [self.graph.numbers[next(iter(rest))] for rest in partners if len(rest) == 1]
        members = [member for group in self._weighty_groups() for member in self._members[group][:_MEMBERS]]
        return [organisation for organisation in dict.fromkeys([*expected, *members]) if organisation not in invited]

    def _in_order(self, pair: tuple[int, int]) -> tuple[int, int]:
        """Return the pair with the organisation of the larger group first."""
        a, b = pair
        larger = self.tree.size(self.tree.of(a)) >= self.tree.size(self.tree.of(b))
        return (a, b) if larger else (b, a)

    def _candidates(self) -> Iterator[tuple[int, int]]:
        """Yield pairs of organisations worth weighing."""
        for pair in itertools.islice(self._expected_in_order, _EXPECTED):
            if pair in self.missing:
                a, b = (self.graph.numbers[id_] for id_ in pair)
                yield a, b
        for first, second in itertools.combinations(self._weighty_groups(), 2):
            yield self._nearest(first, second)

    def _weighty_groups(self) -> list[int]:
        """Return the groups that can gain most: leaves by what they gain with the largest group, and the largest ones."""
        largest: dict[int, int] = {}
        for group in self._members:
            component = self.tree.component(group)
            if component not in largest or self.tree.size(group) > self.tree.size(largest[component]):
                largest[component] = group
        heads = sorted(largest.values(), key=lambda group: (-self.tree.size(group), group))[: _GROUPS // 4]
        worth = {leaf: self.tree.gain(leaf, largest[self.tree.component(leaf)])[0] for leaf in self.tree.leaves()}
        leaves = sorted(worth, key=lambda leaf: (-worth[leaf], leaf))[:_GROUPS]
        return [group for group in dict.fromkeys([*leaves, *heads]) if group in self._members]

    @property
    def _members(self) -> Mapping[int, list[int]]:
        """Return the organisations of every group by now."""
        if self._known_members is None:
            found: dict[int, list[int]] = defaultdict(list)
            for organisation in range(self.graph.organisations):
                found[self.tree.of(organisation)].append(organisation)
            self._known_members = found
        return self._known_members

    _known_members: Mapping[int, list[int]] | None = None

    def _nearest(self, first: int, second: int) -> tuple[int, int]:
        """Return the organisations of two groups that have most in common: a municipality, a region, somebody to ask."""
        members = [self._sample(group) for group in (first, second)]
        return max(itertools.product(members[0], members[1]), key=self._kinship)

    def _sample(self, group: int) -> list[int]:
        """Return organisations of a group; people first, because a contact needs somebody."""
        return sorted(self._members[group], key=lambda member: (not self._people_of(member), member))[:_MEMBERS]

    def _kinship(self, pair: tuple[int, int]) -> tuple[int, int, int]:
        ids = [self.graph.ids[member] for member in pair]
        municipalities = self._areas.municipalities(ids[0]) & self._areas.municipalities(ids[1])
        regions = self._areas.regions(ids[0]) & self._areas.regions(ids[1])
        return bool(municipalities), len(regions), sum(bool(self._people_of(member)) for member in pair)

    def _worth(self, pair: tuple[int, int]) -> float:
        """Return what a contact is worth in pairs: made safe, joined, expected and closed; less when it is far away."""
        safe, joined = self._gain(*pair)
        closed = self.missing.get(self._key(*pair))
        expected = EXPECTED * self.graph.organisations * _weight(closed) if closed else 0.0
        same, regions, _ = self._kinship(pair)
        return (SAFE * safe + JOINED * joined + expected) * (NEAR if same else REGIONAL if regions else FAR)

    def _gain(self, a: int, b: int) -> tuple[int, int]:
        first, second = self.tree.of(a), self.tree.of(b)
        return self.tree.gain(first, second) if first != second else (0, 0)

    def _between(self, a: int, b: int) -> tuple[str, ...]:
        first, second = self.tree.of(a), self.tree.of(b)
        if first == second or self.tree.component(first) != self.tree.component(second):
            return ()
        return tuple(self.graph.ids[person] for person in self.tree.persons_between(first, second))

    def _make(self, a: int, b: int) -> Introduction:
        """Make one introduction and bring the tree up to date."""
        safe, joined = self._gain(a, b)
        between = self._between(a, b)
        first = self._person_of(a, between)
        second = self._person_of(b, (*between, first) if first else between)
        chain = tuple(introducers(self.graph, a, b))
        closes = self._close(a, b)
        self._join(a, b)
        return Introduction(
            (self.graph.ids[a], self.graph.ids[b]), (first, second), chain, safe, joined, between, closes
        )

    def _join(self, a: int, b: int) -> None:
        first, second = self.tree.of(a), self.tree.of(b)
        if first != second:
            self.tree.join(first, second)
            self._known_members = None

    def _close(self, a: int, b: int) -> tuple[str, ...]:
        closed = self.missing.pop(self._key(a, b), None)
        return (closed.id,) if closed else ()

    def _key(self, a: int, b: int) -> tuple[str, str]:
        first, second = self.graph.ids[a], self.graph.ids[b]
        return (first, second) if first < second else (second, first)

    def _person_of(self, organisation: int, not_these: Collection[str | None]) -> str | None:
        """Return who of an organisation could keep a contact alive: by role, then whoever has the fewest ties."""
        return next((person for person in self._people_of(organisation) if person not in not_these), None)

    def _people_of(self, organisation: int) -> list[str]:
        """Return the persons with a tie of their own to an organisation, whom to ask first in front."""
        return self._people.get(self.graph.ids[organisation], [])

    @cached_property
    def _people(self) -> dict[str, list[str]]:
        found: dict[str, dict[str, int]] = defaultdict(dict)
        for code in ("seat", "convenes", "employer", "supports"):
            for relation in self.network.relations_by_type.get(code, ()):
                role = relation.properties.get("role", "adviser" if code != "seat" else "member")
                rank = _ROLES.index(role) if role in _ROLES else len(_ROLES)
                own = found[relation.target]
                own[relation.origin] = min(rank, own.get(relation.origin, rank))
        ties = self.graph.degrees
        numbers = self.graph.numbers
        return {
            organisation: sorted(
                (person for person in people if person in numbers and self.graph.is_person(numbers[person])),
                key=lambda person: (people[person], int(ties[numbers[person]]), person),
            )
            for organisation, people in found.items()
        }

    @cached_property
    def _expected_in_order(self) -> list[tuple[str, str]]:
        ordered = sorted(self.missing.values(), key=lambda finding: (-_weight(finding), finding.subjects))
        return [(finding.subjects[0], finding.subjects[1]) for finding in ordered]


def _weight(finding: Finding) -> int:
    """Return how much an expected link counts by its severity."""
    return len(SEVERITIES) - SEVERITIES.index(finding.severity)


def _needed(network: Network, known_only: bool, tried: int) -> int | None:
    """Return how many contacts, chosen in the same way without rules, make every joined pair safe."""
    chooser = _Chooser(network, (), known_only=known_only)
    for number in range(tried + 1):
        leaves = chooser.tree.leaves()
        if not leaves:
            return number
        chooser.tree.join(*_best_of(chooser.tree, leaves))
    return None


def _best_of(tree: DependenceTree, leaves: list[int]) -> tuple[int, int]:
    """Return the two leaves of one component with the largest gain, among the most weighty ones."""
    by_component: dict[int, list[int]] = defaultdict(list)
    for leaf in leaves:
        by_component[tree.component(leaf)].append(leaf)
    worst = max(by_component.values(), key=len)
    heavy = sorted(worst, key=lambda leaf: (-tree.size(leaf), leaf))[:_MEMBERS]
    return max(itertools.combinations(heavy, 2), key=lambda pair: tree.gain(*pair)[0])
