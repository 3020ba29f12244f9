"""Choosing a few things that help most together: one by one, and then exchanged two at a time.

Choosing one by one does not see that two contacts may help only together: of two contacts that tie loose parts of a network
to each other, the first alone makes every new pair hang on one person. So of what was chosen two are left out, and the best
two that are found for them are put in; until no exchange brings more. That is measured in the order in which each brings
most, so every exchange that is kept brings strictly more and the search ends; it is also bounded (``_EXCHANGES``).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Protocol, TypeVar

T = TypeVar("T")

#: Exchanges that are tried at most, divided by how many things are chosen: the more there are, the longer each takes.
_EXCHANGES = 600
#: A gain below this is the rounding of a sum.
_TINY = 1e-6


class Choice(Protocol[T]):
    """What can be chosen. It keeps what was made so far; ``worth`` is what one more thing then adds.

    ``kept``: how many things are never left out.
    """

    kept: int = 0

    def begin(self) -> list[T]:
        """Return what to begin with, before anything is made."""
        return []

    def restart(self, made: Sequence[T]) -> None:
        """Undo everything, and make these."""

    def add(self, one: T) -> None:
        """Make one thing more."""

    def undo(self) -> None:
        """Undo what was made last."""

    def worth(self, one: T) -> float:
        """Return what one thing adds to what is made; it may be less than nothing."""

    def best(self) -> T | None:
        """Return what adds most; None when nothing adds anything."""

    def candidates(self) -> list[T]:
        """Return what may add most together with something else."""

    def opening(self, chosen: Sequence[T]) -> list[T]:
        """Return the things of ``chosen`` that come first in their order, when nothing is made yet."""
        return []


def choose(choice: Choice[T], number: int, *, exchanging: bool) -> list[T]:
    """Return up to ``number`` things that help most together, in the order in which each then adds most."""
    chosen, most = _in_order(choice, _filled(choice, choice.begin(), number))
    left, improved = _EXCHANGES // max(len(chosen), 1), exchanging
    while improved:
        improved = False
        for rest in itertools.islice(_without_two(chosen, number, choice.kept), left):
            left -= 1
            found, worth = _in_order(choice, _filled(choice, _with_two(choice, rest, number), number))
            if worth > most + _TINY:
                chosen, most, improved = found, worth, True
                break
    return chosen


def _filled(choice: Choice[T], chosen: Sequence[T], number: int) -> list[T]:
    """Return what is chosen, with what adds most until there are ``number``."""
    filled = list(chosen)
    if len(filled) < number:
        choice.restart(filled)
    while len(filled) < number and (one := choice.best()) is not None:
        choice.add(one)
        filled.append(one)
    return filled


def _in_order(choice: Choice[T], chosen: Sequence[T]) -> tuple[list[T], float]:
    """Return what is chosen in the order in which each adds most, and what it adds; without a tail that adds nothing."""
    choice.restart([])
    ordered = choice.opening(chosen)
    left = [one for one in chosen if one not in ordered]
    worth, most, length = 0.0, 0.0, 0
    for place in range(len(chosen)):
        if place >= len(ordered):
            ordered.append(max(left, key=choice.worth))
            left.remove(ordered[-1])
        worth += choice.worth(ordered[place])
        choice.add(ordered[place])
        if worth > most + _TINY:
            most, length = worth, place + 1
    return ordered[:length], most


def _without_two(chosen: Sequence[T], number: int, kept: int) -> Iterator[list[T]]:
    """Yield what is chosen without two of them, those that add least first; without fewer when two more fit then already."""
    for leave in range(min(2, len(chosen) - kept) + 1):
        if len(chosen) - leave + 2 <= number:
            for out in itertools.combinations(reversed(range(len(chosen))), leave):
                yield [one for place, one in enumerate(chosen) if place not in out]


def _with_two(choice: Choice[T], rest: Sequence[T], number: int) -> list[T]:
    """Return ``rest`` with the two candidates that together add most, or with one when a second adds nothing."""
    choice.restart(rest)
    alone = {one: choice.worth(one) for one in choice.candidates()}
    pool = sorted(alone, key=lambda one: -alone[one])
    best, most = pool[:1] if pool and alone[pool[0]] > 0 else [], max(alone.values(), default=0.0)
    for place, first in enumerate(pool[:-1] if len(rest) + 2 <= number else []):
        choice.add(first)
        second = max(pool[place + 1 :], key=choice.worth)
        if (worth := alone[first] + choice.worth(second)) > max(most, 0.0) + _TINY:
            best, most = [first, second], worth
        choice.undo()
    return [*rest, *best]
