"""What one more contact is worth, and which contacts and guests of a meeting are worth weighing.

What a contact is worth is what it does on three things, by the weights of ``queries.plan.targets``: organisation pairs that
hang on one person, expected links, and needs out of reach; and a little for pairs joined at all. What counts is what it does
per effort (``queries.plan.effort``). What it does for pairs is read from the dependence tree, which is kept up to date; so no
step looks at the whole network again. How contacts are chosen with this: ``queries.plan.exchange``.

Not every pair of organisations is weighed: of two groups of the tree any two members do the same for safety, so one pair
stands for them; and the contacts that close most of what is missing are weighed one by one.
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property

import numpy as np

from graph.model import Relation
from graph.network import Network
from queries.carrying.counted import counted
from queries.carrying.dependence import DependenceTree
from queries.carrying.graph import CarryingGraph
from queries.carrying.ties import own_ties
from queries.finding import Finding, finding_id, pair
from queries.missing.expected import Expectation, expected_links
from queries.plan.effort import Effort
from queries.plan.introducers import Contact
from queries.plan.targets import WEIGHTS, Targets

#: Groups that are weighed against each other at each step: the leaves of most consequence, and the largest of a component.
_LEAVES, _HEADS = 30, 10
#: Contacts that close or bring near what is missing and that are weighed at each step.
_AIMED = 150
#: Pairs of groups of which it is found out how easy a contact is; contacts for pairs, as many contacts for what is missing,
#: and guests that are weighed two at a time.
_LIKELY, _PROMISING, _PROMISING_GUESTS = 120, 30, 20
#: Organisations of a group among which the nearest pair is sought.
_MEMBERS = 4
#: Who of an organisation is asked first.
_ROLES = ("chair", "secretary", "contact", "convener", "officer", "adviser", "member", "volunteer")


class Chooser:
    """A network in which contacts are chosen: its tree, and what is still missing. Organisations are vertex numbers of H.

    H is that of everything around the network; pairs count when the network is about both organisations, and contacts are
    made between organisations that are in it. Findings that are ``accepted`` (ids) do not count: expected links, needs, and
    whoever is held to stay (a cut-person). ``introducing``: contacts are made by introduction (``queries.plan.effort``).
    """

    def __init__(
        self,
        network: Network,
        rules: Sequence[Expectation],
        gaps: Sequence[Finding],
        *,
        accepted: Collection[str] = (),
        introducing: bool = True,
    ) -> None:
        self.network = network
        self._counted = counted(network)
        self.graph = self._counted.graph
        separated = self._counted.separated
        self._rules, self._accepted = rules, frozenset(accepted)
        cutting = {
            finding_id("cut-person", [self.graph.ids[one]]): one for one in separated.branches if separated.parts(one)
        }
        self._staying = {person for id_, person in cutting.items() if id_ in self._accepted}
        shown = np.array([self.graph.numbers[id_] for id_ in network.organisations], dtype=np.int64)
        self.tree = DependenceTree(self.graph, separated.counting(shown), self._staying, self._counted.flags)
        self.effort = Effort(network, self.graph, introducing=introducing)
        links = list(self._links(self.graph))
        #: The expected links that count and are missing before any contact is made.
        self.expected = self._counting(links)
        self.targets = Targets(network, self.graph, self.expected, self._counting(gaps))
        #: What would have counted, were it not accepted (ids of findings).
        self.left_out: tuple[str, ...] = ()
        if self._accepted:
            found = (*(finding.id for finding in (*links, *gaps)), *cutting)
            lost = (self._orphan_id(*contact) for contact in self._orphaned_pairs())
            self.left_out = tuple(id_ for id_ in (*found, *lost) if id_ in self._accepted)
        self._orphans = self._orphaned()
        self._marks: list[tuple[DependenceTree, Targets, dict[int, list[int]]]] = []
        # Asked again and again at every step.
        self._nearest, self._sample = cache(self._nearest_of), cache(self._sample_of)
        self._members: dict[int, list[int]] = {}
        for organisation in self._counted.organisations.tolist():
            self._members.setdefault(self.tree.of(organisation), []).append(organisation)

    def missing(self, graph: CarryingGraph) -> list[Finding]:
        """Return the expected links that count and are missing in ``graph``: H, or H with more contacts."""
        return self._counting(self._links(graph))

    def _counting(self, findings: Iterable[Finding]) -> list[Finding]:
        return [finding for finding in findings if not self._accepted or finding.id not in self._accepted]

    def _links(self, graph: CarryingGraph) -> Iterator[Finding]:
        counts = self._counted.flags
        return expected_links(self.network.entire, graph, self._rules, counts=counts, preferring=self.graph)

    def _orphaned_pairs(self) -> Iterator[Contact]:
        connections = self._counted.connections
        which = connections.orphaned
        yield from zip(connections.a[which].tolist(), connections.b[which].tolist(), strict=True)

    def _orphan_id(self, a: int, b: int) -> str:
        return finding_id("orphaned-connection", pair(*self._ids(a, b)))

    def _orphaned(self) -> set[Contact]:
        """Return the contacts (smaller number first) that counted and of which everybody who kept them alive has left."""
        found = self._orphaned_pairs()
        return {(min(one), max(one)) for one in found if self._orphan_id(*one) not in self._accepted}

    def is_orphan(self, a: int, b: int) -> bool:
        """Tell whether two organisations had contact of which everybody who kept it alive has left."""
        return (min(a, b), max(a, b)) in self._orphans

    def orphan_like(self, a: int, b: int) -> Contact | None:
        """Return an orphaned contact between the groups of two organisations, that does nothing else; None without one."""
        groups = {self.tree.of(a), self.tree.of(b)}
        like = (one for one in self._orphans if {*map(self.tree.of, one)} == groups and not self.aims(one))
        return min(like, default=None)

    def worst_orphan(self, most: int = 2, among: Collection[int] = ()) -> Contact | None:
        """Return the orphaned contact that joins most pairs when it is made anew, with at the ``most`` so many ends that are
        not ``among`` some organisations; None when none joins any.
        """
        joined = {one: self.gain(*one)[1] for one in self._orphans if sum(end not in among for end in one) <= most}
        best = min(joined, key=lambda contact: (-joined[contact], contact), default=None)
        return best if best is not None and joined[best] else None

    def mark(self) -> None:
        """Note how things stand now, for ``undo``."""
        self._marks.append((self.tree.copy(), self.targets.copy(), self._members.copy()))

    def undo(self) -> None:
        """Make things stand as they did at the last mark."""
        self.tree, self.targets, self._members = self._marks.pop()
        self._forget()

    def restart(self) -> None:
        """Make things stand as they did at the first mark."""
        del self._marks[1:]
        if self._marks:
            self.undo()

    def best(self) -> Contact | None:
        """Return the contact that adds most per effort; None when no contact adds anything."""
        best, most = None, 0.0
        for contact in self._aimed():
            if (worth := self.worth(contact)) > most:
                best, most = contact, worth
        for bound, first, second in self._group_pairs():
            if bound <= most:
                break  # nor does any after it: being near adds nothing to what a contact is worth
            contact = self._nearest(first, second)
            if (worth := self.worth(contact)) > most:
                best, most = contact, worth
        return best

    def contacts(self) -> list[Contact]:
        """Return contacts that may help most together with another: for what is missing, and by what they promise for pairs.

        Of a contact that joins what was apart, the pairs that hang on it do not count against it, because another may take
        that away; what both ends hang on is counted, because a way round would take that away.
        """
        hanging = self._hanging()
        promised = {}
        for worth, first, second in self._group_pairs():
            joined = self.tree.gain(first, second)[1]
            promised[first, second] = WEIGHTS["joined"] * joined + hanging[first] + hanging[second] if joined else worth
        likely = heapq.nsmallest(_LIKELY, promised, key=lambda pair: (-promised[pair], pair))
        easy = {pair: promised[pair] * self.effort.of(*self._nearest(*pair)) for pair in likely}
        pairs = heapq.nsmallest(_PROMISING, easy, key=lambda pair: (-easy[pair], pair))
        found = [*itertools.islice(self._aimed(), _PROMISING), *(self._nearest(*pair) for pair in pairs)]
        return list(dict.fromkeys((min(pair), max(pair)) for pair in found))

    def guests(self, invited: Sequence[int]) -> list[int]:
        """Return organisations that may add most to a meeting together with another guest."""
        promised = {}
        for guest in self._guests(invited):
            safe, joined = self.gain(invited[0], guest)
            promised[guest] = WEIGHTS["hanging"] * safe + WEIGHTS["joined"] * joined + self._aimed_worth(invited, guest)
        return heapq.nsmallest(_PROMISING_GUESTS, promised, key=lambda guest: (-promised[guest], guest))

    def best_guest(self, invited: Sequence[int]) -> int | None:
        """Return the organisation that adds most when it gets to know all those ``invited``; None when none does."""
        worth = {guest: self.guest_worth(invited, guest) for guest in self._guests(invited)}
        best = max(worth, key=worth.__getitem__, default=None)
        return best if best is not None and worth[best] > 0 else None

    def guest_worth(self, invited: Sequence[int], guest: int) -> float:
        """Return what it adds, by effort, when an organisation gets to know all those ``invited`` (who know each other)."""
        worth = _pairs_worth(*self.gain(invited[0], guest)) + self._aimed_worth(invited, guest)
        return worth * max(self.effort.of(other, guest) for other in invited) if worth else 0.0

    def gain(self, a: int, b: int) -> tuple[int, int]:
        """Return the pairs that a contact between two organisations makes safe, and those that it joins."""
        first, second = self.tree.of(a), self.tree.of(b)
        return self.tree.gain(first, second) if first != second else (0, 0)

    def between(self, a: int, b: int) -> tuple[str, ...]:
        """Return the persons (ids) who each part two organisations now."""
        first, second = self.tree.of(a), self.tree.of(b)
        if first == second or self.tree.component(first) != self.tree.component(second):
            return ()
        return tuple(self.graph.ids[person] for person in self.tree.persons_between(first, second))

    def make(self, a: int, b: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Make a contact between two organisations; return the links that it closes and the needs that it reaches (ids)."""
        self._join(a, b)
        return self.targets.make(*self._ids(a, b))

    def _join(self, a: int, b: int) -> None:
        first, second = self.tree.of(a), self.tree.of(b)
        if first != second:
            one, *others = self.tree.join(first, second)
            self._forget()
            for group in others:
                self._members[one] = self._members.get(one, []) + self._members.pop(group, [])

    def _forget(self) -> None:
        """Forget what follows from the groups as they were."""
        self._sample.cache_clear()
        self._nearest.cache_clear()

    def members(self, organisation: int) -> list[int]:
        """Return the organisations that count in the group that one is in by now."""
        return self._members.get(self.tree.of(organisation), [])

    def aims(self, contact: Contact) -> bool:
        """Tell whether a contact closes a link or brings a need within reach that is still open."""
        return self.targets.weight(*self._ids(*contact)) != 0

    def people_of(self, organisation: int) -> list[str]:
        """Return the persons with a tie of their own to an organisation: by role, then whoever has the fewest ties.

        Without those on whom too much hangs already, although that is accepted.
        """
        ranks: dict[str, int] = {}
        number, ties = self.graph.numbers, self.graph.degrees
        for tie in self._people(organisation):
            if number[tie.origin] not in self._staying:
                ranks[tie.origin] = min(_rank(tie), ranks.get(tie.origin, len(_ROLES)))
        return sorted(ranks, key=lambda person: (ranks[person], int(ties[number[person]]), number[person]))

    def known_at(self, organisation: int) -> str | None:
        """Return whom to call at an organisation: also when too much hangs on her already; None when nobody is known."""
        ties = sorted(self._people(organisation), key=_rank)
        return ties[0].origin if ties else None

    def person_of(self, organisation: int, not_these: Collection[str | None]) -> str | None:
        """Return who of an organisation is asked first to keep a contact alive; None when nobody is known."""
        return next((person for person in self.people_of(organisation) if person not in not_these), None)

    def _ids(self, a: int, b: int) -> tuple[str, str]:
        return self.graph.ids[a], self.graph.ids[b]

    def _aimed_worth(self, invited: Iterable[int], guest: int) -> float:
        return sum(self.targets.weight(*self._ids(other, guest)) for other in invited)

    def worth(self, contact: Contact) -> float:
        """Return what a contact adds, by effort: less than nothing when it makes more pairs hang on one person."""
        worth = _pairs_worth(*self.gain(*contact)) + self.targets.weight(*self._ids(*contact))
        return worth * self.effort.of(*contact) if worth else 0.0

    def _aimed(self) -> Iterator[Contact]:
        """Yield the contacts that close most of what is missing, as far as it still is."""
        left = (contact for contact in self._by_aim if self.targets.weight(*self._ids(*contact)))
        yield from itertools.islice(left, _AIMED)

    @cached_property
    def _by_aim(self) -> list[Contact]:
        number, effort = self.graph.numbers, self.effort
        found: dict[Contact, float] = {}
        for a, b in self.targets.pairs(cache(self._introduced_to)):
            one, other = sorted((number[a], number[b]))
            found[one, other] = -self.targets.weight(a, b) * effort.of(one, other)
        return heapq.nsmallest(_AIMED * 4, found, key=lambda pair: (found[pair], effort.ease(*pair), pair))

    def _introduced_to(self, organisation: str) -> set[str]:
        """Return whom somebody can introduce an organisation to (ids)."""
        return {self.graph.ids[other] for other in self.effort.reach(self.graph.numbers[organisation])}

    def _group_pairs(self) -> list[tuple[float, int, int]]:
        """Return pairs of groups with what a contact between them is worth at most, the best first: of those that can gain
        most every two, and each with those whom somebody can introduce it to.
        """
        hanging = self._hanging()
        found = set(itertools.combinations(hanging, 2))
        for group in hanging:
            others = {self.tree.of(other) for one in self._sample(group) for other in self.effort.reach(one)}
            found |= {(group, other) for other in others if other in self._members and (other, group) not in found}
            found.discard((group, group))
        worth = [(_pairs_worth(*self.tree.gain(first, second)), first, second) for first, second in found]
        return sorted(worth, key=lambda item: (-item[0], item[1], item[2]))

    def _hanging(self) -> dict[int, float]:
        """Return the groups that can gain most with what they gain with the largest of their component: leaves, and those."""
        largest: dict[int, int] = {}
        for group in self._members:
            component = self.tree.component(group)
            if component not in largest or self.tree.size(group) > self.tree.size(largest[component]):
                largest[component] = group
        heads = heapq.nsmallest(_HEADS, largest.values(), key=lambda group: (-self.tree.size(group), group))
        worth = {leaf: self.tree.gain(leaf, largest[self.tree.component(leaf)])[0] for leaf in self.tree.leaves()}
        leaves = heapq.nsmallest(_LEAVES, worth, key=lambda leaf: (-worth[leaf], leaf))
        return {group: worth.get(group, 0) for group in (*leaves, *heads) if group in self._members}

    def _guests(self, invited: Collection[int]) -> list[int]:
        """Return whom to consider for a meeting: some of every weighty group, and whom those invited lack."""
        ids = {self.graph.ids[organisation] for organisation in invited}
        lacking = [(set(pair) - ids).pop() for pair in self.targets.pairs() if len(ids.intersection(pair)) == 1]
        found = [self.graph.numbers[id_] for id_ in lacking]
        found += [member for group in self._hanging() for member in self._sample(group)]
        return [organisation for organisation in dict.fromkeys(found) if organisation not in invited]

    def _nearest_of(self, first: int, second: int) -> Contact:
        """Return a contact between two groups that is easy to make, and between organisations of whom somebody is known."""
        ones, others, inside = self._sample(first), self._sample(second), set(self._members[second])
        found = [*itertools.product(ones, others)]
        for one in ones:
            found += [(one, other) for other in self.effort.reach(one) if other in inside]
        return max(found, key=lambda pair: (self.effort.of(*pair), sum(bool(self._people(end)) for end in pair)))

    def _sample_of(self, group: int) -> list[int]:
        """Return organisations of a group; those with people first, because a contact needs somebody."""
        members = self._members[group]
        with_people = (member for member in members if self._people(member))
        some = [*itertools.islice(with_people, _MEMBERS), *members[:_MEMBERS]]
        return list(dict.fromkeys(some))[:_MEMBERS]

    def _people(self, organisation: int) -> Sequence[Relation]:
        """Return the ties of persons themselves to an organisation."""
        return self._own_ties.get(self.graph.ids[organisation], ())

    @cached_property
    def _own_ties(self) -> Mapping[str, list[Relation]]:
        return own_ties(self.network.entire)


def _pairs_worth(safe: int, joined: int) -> float:
    """Return what a contact is worth that makes ``safe`` pairs safe and joins ``joined`` pairs: so many hang no longer."""
    return WEIGHTS["hanging"] * (safe - joined) + WEIGHTS["joined"] * joined


def _rank(relation: Relation) -> int:
    """Return how soon somebody with this tie is asked: by her role."""
    role = relation.properties.get("role", "member" if relation.relation == "seat" else "adviser")
    return _ROLES.index(role) if role in _ROLES else len(_ROLES)
