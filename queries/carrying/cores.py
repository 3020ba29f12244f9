"""Cores: organisations that stay joined whichever two persons leave.

Organisations that are joined by three paths without a person in common stay joined without any two persons (Menger, 1927).
That is an equivalence, so such organisations can be taken as one vertex: for whoever asks what two persons part, nothing
changes, and what is left of a country is small. A core grows from one organisation. Whatever shares three persons with
it, or a tie without a carrier, belongs to it, which needs counting only; whatever is left next to it is looked at for three
paths (Ford and Fulkerson, 1956). A core may stay too small, because the search for paths gives up at some point; it is
never too large.
"""

from __future__ import annotations

from collections import Counter, deque

from queries.carrying.graph import CarryingGraph

#: So many paths without a person in common, and two persons part nothing.
_PATHS = 3
#: So many organisations are looked at for one path.
_REACH = 2_000


def cores(graph: CarryingGraph) -> list[int]:
    """Return for every organisation the one that its core grew from: itself when it is in no core."""
    ties = _Ties(graph)
    core_of = list(range(graph.organisations))
    taken: set[int] = set()
    for first in sorted(core_of, key=lambda organisation: -len(ties.persons[organisation])):
        if first not in taken and ties.enough(first):
            core = _grown(ties, first, taken)
            taken |= core
            for organisation in core:
                core_of[organisation] = first
    return core_of


class _Ties:
    """H by organisation: ``persons`` with more than one tie, and the organisations tied without a carrier (``direct``).

    ``organisations`` gives those of each person.
    """

    def __init__(self, graph: CarryingGraph) -> None:
        count, self.organisations = graph.organisations, graph.ties_of_persons
        self.persons: list[list[int]] = []
        self.direct: list[list[int]] = []
        for organisation in range(count):
            own = graph.neighbours_of(organisation)
            self.persons.append([other for other in own if other in self.organisations])
            self.direct.append([other for other in own if other < count])

    def enough(self, organisation: int) -> bool:
        """Tell whether an organisation has ties enough to be in a core; a tie without a carrier can be all it takes."""
        return len(self.persons[organisation]) >= _PATHS or bool(self.direct[organisation])


def _grown(ties: _Ties, first: int, taken: set[int]) -> set[int]:
    """Return the core that grows from ``first``, without organisations that are taken."""
    core = {first}
    shared: Counter[int] = Counter()
    seen: set[int] = set()
    _absorb(ties, [first], core, shared, seen, taken)
    grew = True
    while grew:
        grew = False
        for organisation in [one for one in shared if one not in core and ties.enough(one)]:
            if organisation not in core and _three_paths(ties, organisation, core):
                core.add(organisation)
                _absorb(ties, [organisation], core, shared, seen, taken)
                grew = True
    return core


def _absorb(ties: _Ties, new: list[int], core: set[int], shared: Counter[int], seen: set[int], taken: set[int]) -> None:
    """Add to the core what belongs to it by counting alone, now that ``new`` is in it.

    ``seen`` are the persons with a tie to the core, ``shared`` counts them by organisation.
    """
    while new:
        organisation = new.pop()
        for other in ties.direct[organisation]:
            if other not in core and other not in taken:
                core.add(other)
                new.append(other)
        for person in ties.persons[organisation]:
            if person not in seen:
                seen.add(person)
                for other in ties.organisations[person]:
                    if other not in core and other not in taken:
                        shared[other] += 1
                        if shared[other] >= _PATHS:
                            core.add(other)
                            new.append(other)


def _three_paths(ties: _Ties, organisation: int, core: set[int]) -> bool:
    """Tell whether three paths without a person in common are found from ``organisation`` to the core.

    A path is a row of steps (organisation, person or None, next organisation). ``flow`` has, for every person on a path, the
    organisations before and after her.
    """
    flow: dict[int, tuple[int, int]] = {}
    for _ in range(_PATHS):
        path = _one_more(ties, organisation, core, flow)
        if not path:
            return False
        for before, person, after in path:
            _step(flow, before, person, after)
    return True


def _step(flow: dict[int, tuple[int, int]], before: int, person: int | None, after: int) -> None:
    """Let a path go from ``before`` through ``person`` to ``after``; another path through her is led along another way."""
    if person is None:
        return
    if person not in flow:
        flow[person] = before, after
        return
    first, last = flow[person]
    # Whoever comes in at the end of another path takes over what follows, or takes the place of what went before.
    first, last = (first, after) if before == last else (before, last)
    if first == last:
        del flow[person]
    else:
        flow[person] = first, last


def _one_more(
    ties: _Ties, start: int, core: set[int], flow: dict[int, tuple[int, int]]
) -> list[tuple[int, int | None, int]]:
    """Return the steps of a shortest path to the core in what the flow leaves; [] when none is found in reach."""
    reached: dict[int, tuple[int, int | None]] = {start: (start, None)}
    queue = deque([start])
    while queue and len(reached) <= _REACH:
        organisation = queue.popleft()
        for person, others in _ways_on(ties, organisation, flow):
            for other in others:
                if other in reached:
                    continue
                reached[other] = organisation, person
                if other in core:
                    return _steps(reached, start, other)
                queue.append(other)
    return []


def _ways_on(ties: _Ties, organisation: int, flow: dict[int, tuple[int, int]]) -> list[tuple[int | None, list[int]]]:
    """Return where a path can go from an organisation: by person (None: a tie without a carrier)."""
    ways: list[tuple[int | None, list[int]]] = [(None, ties.direct[organisation])]
    for person in ties.persons[organisation]:
        first, last = flow.get(person, (None, organisation))
        if last == organisation:
            # She is on no path, or on one that comes here: that one may stop before her, or go elsewhere after her.
            ways.append((person, ties.organisations[person]))
        elif first is not None and first != organisation:
            ways.append((person, [first]))
    return ways


def _steps(reached: dict[int, tuple[int, int | None]], start: int, end: int) -> list[tuple[int, int | None, int]]:
    steps = []
    while end != start:
        before, person = reached[end]
        steps.append((before, person, end))
        end = before
    return steps[::-1]
