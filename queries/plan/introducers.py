"""Who is asked to make an introduction.

Each who is asked knows the next: they have a tie of their own with one organisation. More than two people in a row are not
asked: then whoever makes the plan calls both organisations herself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache, cached_property

from queries.carrying.graph import CarryingGraph

#: So many people are asked in a row at most.
MOST_ASKED = 2
#: Of one organisation, so many people who are tied to others as well are considered for a contact.
_CONSIDERED = 6

#: Two organisations (vertex numbers of H).
Contact = tuple[int, int]
#: Who is asked to make an introduction; None: nobody can.
Way = tuple[str, ...] | None


class Introducers:
    """Finds introducers in H."""

    def __init__(self, graph: CarryingGraph) -> None:
        self._graph = graph
        self._beside = cache(self._tied_beside)

    def between(self, contact: Contact, persons: tuple[str | None, str | None]) -> Way:
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

    def known_elsewhere(self, people: Sequence[str]) -> list[str]:
        """Return those of ``people`` (ids) who know others than the rest of them do: with a tie elsewhere as well."""
        known = [person for person in people if self._graph.degrees[self._graph.numbers[person]] > 1]
        return known[:_CONSIDERED]

    def reach(self, organisation: int) -> dict[int, int]:
        """Return the organisations that ``MOST_ASKED`` people in a row or fewer tie to one, with how many."""
        found, edge = {organisation: 0}, {organisation}
        for asked in range(1, MOST_ASKED + 1):
            edge = set().union(*map(self._beside, edge)).difference(found)
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

    def _tied_beside(self, organisation: int) -> set[int]:
        """Return the organisations that one person ties to an organisation; itself as well, when there are any."""
        tied = self._graph.ties_of_persons
        return set().union(*(tied[person] for person in self._shared.get(organisation, ())))

    @cached_property
    def _shared(self) -> dict[int, list[int]]:
        """Return, by organisation, the persons who have a tie with another as well."""
        found: dict[int, list[int]] = defaultdict(list)
        for person, organisations in self._graph.ties_of_persons.items():
            for organisation in organisations:
                found[organisation].append(person)
        return found
