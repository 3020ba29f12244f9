"""Dependence on single persons as a tree, and what one more contact would do to it.

Two organisations are *safe* together when no single person keeps them joined: whoever leaves, a path stays. That is an
equivalence, so the joined organisations fall into safe groups. Groups hang together through persons as a tree (the
block-cut tree of H, with everything between two persons taken as one node). A new contact between two organisations,
kept alive by two persons, makes one safe group of all groups on the tree path between theirs: the persons on the path no
longer part them. A person with other branches still parts those.

A leaf hangs on one person, so it needs an end of a new contact: the least number of contacts that makes every joined pair
safe is at least half the leaves, rounded up. Without a person the parts must still hang together, so it is also at least the
number of parts of the worst person less one (Eswaran and Tarjan, SIAM Journal on Computing 5, 1976).
"""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Collection

from queries.carrying.graph import CarryingGraph, Flags
from queries.carrying.separation import Separation, pairs


class DependenceTree:
    """The safe groups of H, numbered; it changes when a contact is added (``join``).

    ``group_of`` gives the number of the safe group of an organisation (vertex number) at the start; ``find`` the group
    that it is part of by now. ``staying``: persons (vertex numbers) who part nothing, because they are held not to leave.
    ``counting`` flags the organisations that sizes and pairs count (None: all). New contacts may be between any that
    ``separated`` counts: who parts those has a place in the tree, although she may part none that count as yet.
    """

    def __init__(
        self,
        graph: CarryingGraph,
        separated: Separation,
        staying: Collection[int] = (),
        counting: Flags | None = None,
    ) -> None:
        self._merged: list[int] = []
        self._parent: list[int] = []
        self._through: list[int] = []
        self._size: list[int] = []
        self._component: list[int] = []
        self.group_of = [-1] * graph.organisations
        self._build(graph, separated, staying)
        for organisation, group in enumerate(self.group_of):
            self._size[group] += counting is None or bool(counting[organisation])
        self._component_size: dict[int, int] = defaultdict(int)
        for group, size in enumerate(self._size):
            self._component_size[self._component[group]] += size
        self._same: dict[int, int] = {}

    def copy(self) -> DependenceTree:
        """Return a tree as this one is now, that changes on its own."""
        other = copy.copy(self)
        other._merged, other._parent, other._through = self._merged[:], self._parent[:], self._through[:]
        other._size, other._component_size, other._same = self._size[:], self._component_size.copy(), self._same.copy()
        return other

    def find(self, group: int) -> int:
        """Return the group that ``group`` is part of by now."""
        while self._merged[group] != group:
            self._merged[group] = self._merged[self._merged[group]]
            group = self._merged[group]
        return group

    def of(self, organisation: int) -> int:
        """Return the group of an organisation by now."""
        return self.find(self.group_of[organisation])

    def size(self, group: int) -> int:
        """Return the number of organisations in a group (a number from ``find``)."""
        return self._size[group]

    def component(self, group: int) -> int:
        """Return the number of the component of a group by now."""
        component = self._component[group]
        while component in self._same:
            component = self._same[component]
        return component

    def safe_pairs(self) -> int:
        """Return the organisation pairs that stay joined whoever leaves."""
        return sum(pairs(self._size[group]) for group in self._groups())

    def joined_pairs(self) -> int:
        """Return the organisation pairs that are joined."""
        return sum(pairs(size) for component, size in self._component_size.items() if component not in self._same)

    def gain(self, a: int, b: int) -> tuple[int, int]:
        """Return the pairs that become safe, and the pairs that become joined, by a contact between groups a and b."""
        if self.component(a) != self.component(b):
            sizes = [self._component_size[self.component(group)] for group in (a, b)]
            return self._size[a] * self._size[b], sizes[0] * sizes[1]
        path = self._path(a, b)
        total = sum(self._size[group] for group in path)
        return pairs(total) - sum(pairs(self._size[group]) for group in path), 0

    def join(self, a: int, b: int) -> list[int]:
        """Add a contact between groups a and b; return the groups that are one from then on, first the one they become."""
        first, second = self.component(a), self.component(b)
        if first == second:
            path = self._path(a, b)
        else:
            self._turn(b)
            path = [a, b]
            self._same[second] = first
            self._component_size[first] += self._component_size[second]
        for group in path[1:]:
            self._merged[group] = path[0]
            self._size[path[0]] += self._size[group]
        return path

    def make_safe(self) -> int:
        """Add contacts until every joined pair is safe; return how many that took.

        The leaves of a component in the order of the tree are paired with those halfway further on, which ties far branches
        to each other, until none is left: at most as many rounds as the number of leaves can be halved, each linear.
        """
        made = 0
        while found := self.leaves():
            by_component: dict[int, list[int]] = defaultdict(list)
            for leaf in found:
                by_component[self.component(leaf)].append(leaf)
            for leaves in by_component.values():
                half = len(leaves) // 2
                for one, other in zip(leaves[: len(leaves) - half], leaves[half:], strict=True):
                    if self.find(one) != self.find(other):
                        self.join(self.find(one), self.find(other))
                        made += 1
        return made

    def leaves(self) -> list[int]:
        """Return the groups that hang on one person only, in every component that is not one safe group."""
        return sorted(group for group, persons in self._parting()[0].items() if len(persons) == 1)

    def least_contacts(self) -> int:
        """Return the lower bound on the number of contacts that makes every joined pair safe.

        Over all components together: one contact may serve a leaf in each of two.
        """
        return max((len(self.leaves()) + 1) // 2, *(len(groups) - 1 for groups in self._parting()[1].values()), 0)

    def _parting(self) -> tuple[dict[int, set[int]], dict[int, set[int]]]:
        """Return the persons beside each group and the groups beside each person: without the ends of the tree in which
        nothing counts, and without those who part nothing but these.
        """
        persons: dict[int, set[int]] = defaultdict(set)
        groups: dict[int, set[int]] = defaultdict(set)
        for group in self._groups():
            if self._parent[group] >= 0:
                for side in (group, self.find(self._parent[group])):
                    persons[side].add(self._through[group])
                    groups[self._through[group]].add(side)
        ends = [group for group, beside in persons.items() if len(beside) == 1 and not self._size[group]]
        while ends:
            group = ends.pop()
            for person in persons.pop(group, ()):
                groups[person].discard(group)
                for last in groups.pop(person) if len(groups[person]) == 1 else ():
                    persons[last].discard(person)
                    if not persons[last]:
                        del persons[last]
                    elif len(persons[last]) == 1 and not self._size[last]:
                        ends.append(last)
        return persons, groups

    def persons_between(self, a: int, b: int) -> list[int]:
        """Return the persons (vertex numbers) who each part groups a and b, which are of one component."""
        rest_a, rest_b, _ = self._ways(a, b)
        return sorted({self._through[group] for group in (*rest_a, *rest_b)})

    def _groups(self) -> list[int]:
        return [group for group, target in enumerate(self._merged) if group == target]

    def _above(self, group: int) -> list[int]:
        """Return the group and everything above it, up to the root."""
        found = [group]
        while self._parent[group] >= 0:
            group = self.find(self._parent[group])
            found.append(group)
        return found

    def _ways(self, a: int, b: int) -> tuple[list[int], list[int], int]:
        """Return the groups from a and those from b up to where they meet, and the group there: the lowest above both."""
        above_a, above_b = self._above(a), self._above(b)
        meeting = above_a[-1]
        while above_a and above_b and above_a[-1] == above_b[-1]:
            meeting = above_a.pop()
            above_b.pop()
        return above_a, above_b, meeting

    def _path(self, a: int, b: int) -> list[int]:
        """Return the groups on the tree path, the highest first.

        Two branches of one person meet in that person: the group above her is not on the path.
        """
        rest_a, rest_b, top = self._ways(a, b)
        below = [*reversed(rest_a), *reversed(rest_b)]
        one_person = rest_a and rest_b and self._through[rest_a[-1]] == self._through[rest_b[-1]]
        return below if one_person else [top, *below]

    def _turn(self, group: int) -> None:
        """Make ``group`` the root of its component.

        Branches of the same person are siblings below one group. When the path to the root goes through a person, her
        other branches come below the group that takes her place.
        """
        path = self._above(group)
        for lower, upper in zip(reversed(path[:-1]), reversed(path[1:]), strict=True):
            person = self._through[lower]
            for sibling in self._groups():
                if sibling != lower and self._parent[sibling] >= 0 and self._through[sibling] == person:
                    self._parent[sibling] = lower
            self._parent[upper], self._through[upper] = lower, person
            self._parent[lower], self._through[lower] = -1, -1

    def _build(self, graph: CarryingGraph, separated: Separation, staying: Collection[int]) -> None:
        """Make the groups from the intervals of the branches: a group is what lies in the same innermost interval."""
        starts: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for person, branches in separated.branches.items():
            if person not in staying and len(separated.parts(person)) > 1:
                for start, end in branches:
                    starts[start].append((end, person))
        for component, (first, last) in enumerate(separated.components):
            stack = [(last, self._add(-1, -1, component))]
            for entry, vertex in enumerate(separated.order[first:last], first):
                while stack[-1][0] <= entry:
                    stack.pop()
                for end, person in sorted(starts.get(entry, ()), reverse=True):
                    stack.append((end, self._add(stack[-1][1], person, component)))
                if vertex < graph.organisations:
                    self.group_of[vertex] = stack[-1][1]

    def _add(self, parent: int, through: int, component: int) -> int:
        self._merged.append(len(self._merged))
        self._parent.append(parent)
        self._through.append(through)
        self._size.append(0)
        self._component.append(component)
        return len(self._merged) - 1
