"""Who is asked to make an introduction, and between which organisations it is easiest to make.

Each who is asked knows the next: they have a tie of their own with one organisation. More than two people in a row are not
asked: then whoever makes the plan calls both organisations herself. Of contacts that do as much, the one between
organisations near each other goes first, then the one for which the fewest people are asked.
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Collection, Iterable, Iterator

from queries.carrying.graph import CarryingGraph
from queries.plan.worth import Chooser, Contact

#: So many people are asked in a row at most.
MOST_ASKED = 2
#: Pairs of organisations that are compared, and of how many of them it is found out who would be asked.
_COMPARED, _ASKED = 5000, 20
#: Of the smaller of two groups, so many organisations are looked at: those with the most ties.
_STARTING = 40


class Introducers:
    """Finds introducers in H."""

    def __init__(self, graph: CarryingGraph) -> None:
        self._graph = graph

    def between(self, contact: Contact, persons: tuple[str | None, str | None]) -> tuple[str, ...] | None:
        """Return who introduces ``persons`` of two organisations (vertex numbers) to each other: nobody when they know each
        other, None when that takes more than ``MOST_ASKED`` people or cannot be done.

        Where a person is None, whoever is asked has a tie with the organisation itself. Of more chains as short it is that of
        the people with the fewest ties.
        """
        numbers = self._graph.numbers
        ends = [
            organisation if id_ is None else numbers[id_] for organisation, id_ in zip(contact, persons, strict=True)
        ]
        first, last = (self._known_to(end) for end in ends)
        if ends[1] in first or ends[0] in last:
            return ()
        way = min(((person,) for person in first & last), key=self._burden, default=None) or self._two(first, last)
        return None if way is None else tuple(self._graph.ids[person] for person in way)

    def reach(self, organisation: int) -> dict[int, int]:
        """Return the organisations that ``MOST_ASKED`` people in a row or fewer tie to one, with how many."""
        found, edge = {organisation: 0}, {organisation}
        for asked in range(1, MOST_ASKED + 1):
            edge = self._organisations(self._persons(edge)) - found.keys()
            found |= dict.fromkeys(edge, asked)
        return found

    def _two(self, first: Iterable[int], last: Iterable[int]) -> tuple[int, int] | None:
        at: dict[int, int] = {}
        for person in sorted(first, key=lambda person: self._burden((person,)), reverse=True):
            at |= dict.fromkeys(self._graph.neighbours_of(person), person)
        ways = ((at[place], person) for person in last for place in self._graph.neighbours_of(person) if place in at)
        return min(ways, key=self._burden, default=None)

    def _burden(self, persons: tuple[int, ...]) -> tuple[int, tuple[int, ...]]:
        return sum(int(self._graph.degrees[person]) for person in persons), persons

    def _known_to(self, end: int) -> set[int]:
        """Return the persons with a tie to an organisation, or to one with which a person (she as well) has a tie."""
        return self._persons(self._graph.neighbours_of(end) if self._graph.is_person(end) else [end])

    def _persons(self, organisations: Iterable[int]) -> set[int]:
        ties = (tie for organisation in organisations for tie in self._graph.neighbours_of(organisation))
        return set(filter(self._graph.is_person, ties))

    def _organisations(self, persons: Iterable[int]) -> set[int]:
        return {place for person in persons for place in self._graph.neighbours_of(person)}


def easiest(chooser: Chooser, introducers: Introducers, a: int, b: int) -> Contact:
    """Return the contact that does what one between ``a`` and ``b`` does, and is the easiest to make: the same one when it
    closes a link or brings a need within reach, which it does for these two.
    """
    if chooser.tree.of(a) == chooser.tree.of(b) or chooser.aims((a, b)):
        return a, b
    if (lost := chooser.orphan_like(a, b)) is not None:
        return lost
    between = chooser.between(a, b)
    ones, others = sorted((chooser.members(a), chooser.members(b)), key=len)
    ones = heapq.nlargest(_STARTING, ones, key=lambda one: int(chooser.graph.degrees[one]))
    found = {pair: chooser.apart(*pair) for pair in _near(chooser, introducers, ones, others) if not chooser.aims(pair)}
    people = {end: chooser.person_of(end, between) for end in {end for pair in found for end in pair}}
    reach = {one: introducers.reach(one) for one in {one for one, _ in found}}

    def ease(pair: Contact) -> tuple[float, int, int, int, Contact]:
        one, other = pair
        nearness, region = found[pair]
        nobody = (people[one] is None) + (people[other] is None)
        return -nearness, nobody, reach[one].get(other, MOST_ASKED + 1), region, pair

    def asked(pair: Contact) -> tuple[float, int, int, Contact]:
        first, second = pair
        way = introducers.between(pair, (people[first], chooser.person_of(second, (*between, people[first]))))
        return (*ease(pair)[:2], MOST_ASKED + 1 if way is None else len(way), pair)

    return min(heapq.nsmallest(_ASKED, found, key=ease), key=asked, default=(a, b))


def _near(
    chooser: Chooser, introducers: Introducers, ones: Collection[int], others: Collection[int]
) -> Iterator[Contact]:
    """Return pairs of two groups to compare: those in one municipality, else in one region, else within reach."""
    inside = set(others)
    for areas in (chooser.municipalities, chooser.regions):
        at: dict[str, list[int]] = {}
        for other in others:
            for area in areas(other):
                at.setdefault(area, []).append(other)
        pairs = ((one, other) for one in ones for area in areas(one) for other in at.get(area, ()))
        if (first := next(pairs, None)) is not None:
            return itertools.islice(itertools.chain([first], pairs), _COMPARED)
    return itertools.islice(
        ((one, other) for one in ones for other in introducers.reach(one) if other in inside), _COMPARED
    )
