"""Which contact to make of those that do as much: the easiest, and between the people whom somebody can introduce."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Collection, Iterator

from queries.plan.introducers import MOST_ASKED, Contact, Way
from queries.plan.worth import Chooser

#: Pairs of organisations that are compared for each reason to, and of how many of them it is found out who would be asked.
_COMPARED, _ASKED = 5000, 20
#: Of the smaller of two groups, so many organisations are looked at: those with the most ties.
_STARTING = 40


def easiest(chooser: Chooser, a: int, b: int) -> Contact:
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
    found = [pair for pair in {(a, b), *_near(chooser, ones, others)} if not chooser.aims(pair)]
    known = {end: chooser.person_of(end, between) is not None for end in {end for pair in found for end in pair}}

    def ease(pair: Contact) -> tuple[float, int, int, int, Contact]:
        effort, asked, region = chooser.effort.ease(*pair)
        return effort, sum(not known[end] for end in pair), asked, region, pair

    def asked(pair: Contact) -> tuple[float, int, int, int, Contact]:
        effort, nobody, _, region, _ = ease(pair)
        way = introduced(chooser, *pair, between)[1]
        return effort, nobody, MOST_ASKED + 1 if way is None else len(way), region, pair

    return min(heapq.nsmallest(_ASKED, found, key=ease), key=asked, default=(a, b))


def introduced(chooser: Chooser, a: int, b: int, between: Collection[str]) -> tuple[tuple[str | None, str | None], Way]:
    """Return who of two organisations would keep a contact alive (nobody of ``between``, on whom it hangs already), and who
    introduces them: whoever is asked first by her role, unless nobody can introduce those and somebody can others.
    """
    firsts, others = (
        [person for person in chooser.people_of(organisation) if person not in between] for organisation in (a, b)
    )
    first = next(iter(firsts), None)
    second = next((person for person in others if person != first), None)
    way = chooser.effort.introducers.between((a, b), (first, second))
    if way is None:
        firsts, others = (chooser.effort.introducers.known_elsewhere(people) for people in (firsts, others))
        pairs = [(p, q) for p in (first, *firsts) for q in (second, *others) if p is None or p != q]
        ways = {pair: chooser.effort.introducers.between((a, b), pair) for pair in pairs}
        can = [(len(found), pairs.index(pair)) for pair, found in ways.items() if found is not None]
        if can:
            first, second = pairs[min(can)[1]]
            way = ways[first, second]
    return (first, second), way


def _near(chooser: Chooser, ones: Collection[int], others: Collection[int]) -> Iterator[Contact]:
    """Return pairs of two groups to compare: those within reach, and those in one municipality, else in one region."""
    inside = set(others)
    within = ((one, other) for one in ones for other in chooser.effort.reach(one) if other in inside)
    yield from itertools.islice(within, _COMPARED)
    for areas in (chooser.effort.municipalities, chooser.effort.regions):
        at: dict[str, list[int]] = {}
        for other in others:
            for area in areas(other):
                at.setdefault(area, []).append(other)
        pairs = ((one, other) for one in ones for area in areas(one) for other in at.get(area, ()))
        if (first := next(pairs, None)) is not None:
            yield from itertools.islice(itertools.chain([first], pairs), _COMPARED)
            return
