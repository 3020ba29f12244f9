"""What can be chosen for a plan: contacts, or the guests of one meeting (``queries.plan.exchange``)."""

from __future__ import annotations

import itertools
from abc import abstractmethod
from collections.abc import Iterable, Sequence
from typing import TypeVar

from queries.plan.exchange import Choice
from queries.plan.introducers import Contact
from queries.plan.worth import Chooser

T = TypeVar("T")


class Made(Choice[T]):
    """What is made so far with a chooser, which is marked before each thing."""

    def __init__(self, chooser: Chooser) -> None:
        self.chooser = chooser
        self.made: list[T] = []

    @abstractmethod
    def contacts(self, one: T) -> Iterable[Contact]:
        """Return the contacts that come with one thing more."""

    def restart(self, made: Sequence[T]) -> None:
        """Undo everything, and make these."""
        self.chooser.restart()
        self.made.clear()
        for one in made:
            self.add(one)

    def add(self, one: T) -> None:
        """Make one thing more."""
        self.chooser.mark()
        for contact in self.contacts(one):
            self.chooser.make(*contact)
        self.made.append(one)

    def undo(self) -> None:
        """Undo what was made last."""
        self.chooser.undo()
        self.made.pop()


class Contacts(Made[Contact]):
    """Contacts between two organisations (vertex numbers): what one adds counts by effort."""

    def contacts(self, one: Contact) -> Iterable[Contact]:
        """Return the contact itself."""
        return [one]

    def worth(self, one: Contact) -> float:
        """Return what a contact adds."""
        return self.chooser.worth(one)

    def best(self) -> Contact | None:
        """Return the contact that adds most."""
        return self.chooser.best()

    def candidates(self) -> list[Contact]:
        """Return contacts that may add most together with another."""
        return self.chooser.contacts()


class Guests(Made[int]):
    """Organisations (vertex numbers) that all get to know each other; nothing is won until there are two.

    ``invited`` are there already, whoever else is chosen.
    """

    def __init__(self, chooser: Chooser, invited: Sequence[int] = ()) -> None:
        super().__init__(chooser)
        self._invited = invited
        self.kept = 0 if invited else 1

    def restart(self, made: Sequence[int]) -> None:
        """Undo everything, and make these with those who are invited already."""
        super().restart([*self._invited, *made])

    def contacts(self, one: int) -> Iterable[Contact]:
        """Return those of a guest with everybody invited."""
        return [(other, one) for other in self.made]

    def begin(self) -> list[int]:
        """Return the two of whom a contact adds most."""
        return [] if self._invited else list(self.chooser.best() or ())

    def worth(self, one: int) -> float:
        """Return what a guest adds; the first adds nothing."""
        return self.chooser.guest_worth(self.made, one) if self.made else 0.0

    def best(self) -> int | None:
        """Return the guest who adds most to those invited; None without any."""
        return self.chooser.best_guest(self.made) if self.made else None

    def candidates(self) -> list[int]:
        """Return guests who may add most together with another."""
        return self.chooser.guests(self.made)

    def opening(self, chosen: Sequence[int]) -> list[int]:
        """Return the two of whom a contact adds most."""
        return [] if self._invited else list(max(itertools.combinations(chosen, 2), key=self.chooser.worth, default=()))
