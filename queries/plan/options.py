"""What can be chosen for a plan: contacts, or the guests of one meeting (``queries.plan.exchange``)."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from queries.plan.worth import Chooser, Contact


class Contacts:
    """Contacts between two organisations (vertex numbers)."""

    kept = 0

    def __init__(self, chooser: Chooser) -> None:
        self._chooser = chooser

    def begin(self) -> list[Contact]:
        """Return nothing: every contact is chosen."""
        return []

    def restart(self, made: Sequence[Contact]) -> None:
        """Undo everything, and make these contacts."""
        self._chooser.restart()
        for contact in made:
            self.add(contact)

    def add(self, one: Contact) -> None:
        """Make a contact."""
        self._chooser.mark()
        self._chooser.make(*one)

    def undo(self) -> None:
        """Undo the contact that was made last."""
        self._chooser.undo()

    def worth(self, one: Contact) -> float:
        """Return what a contact adds by effort."""
        return self._chooser.worth(one)

    def best(self) -> Contact | None:
        """Return the contact that adds most by effort."""
        return self._chooser.best()

    def candidates(self) -> list[Contact]:
        """Return contacts that may add most together with another."""
        return self._chooser.contacts()

    def opening(self, chosen: Sequence[Contact]) -> list[Contact]:
        """Return nothing: any contact can be the first."""
        return []


class Guests:
    """Organisations (vertex numbers) that all get to know each other; nothing is won until there are two."""

    kept = 1

    def __init__(self, chooser: Chooser) -> None:
        self._chooser = chooser
        self._invited: list[int] = []

    def begin(self) -> list[int]:
        """Return the two of whom a contact adds most."""
        return list(self._chooser.best() or ())

    def restart(self, made: Sequence[int]) -> None:
        """Invite these and nobody else."""
        self._chooser.restart()
        self._invited.clear()
        for guest in made:
            self.add(guest)

    def add(self, one: int) -> None:
        """Invite one organisation more."""
        self._chooser.mark()
        for other in self._invited:
            self._chooser.make(other, one)
        self._invited.append(one)

    def undo(self) -> None:
        """Send away who was invited last."""
        self._chooser.undo()
        self._invited.pop()

    def worth(self, one: int) -> float:
        """Return what a guest adds by effort; the first adds nothing."""
        return self._chooser.guest_worth(self._invited, one) if self._invited else 0.0

    def best(self) -> int | None:
        """Return the guest who adds most by effort to those invited; None without any."""
        return self._chooser.best_guest(self._invited) if self._invited else None

    def candidates(self) -> list[int]:
        """Return guests who may add most together with another."""
        return self._chooser.guests(self._invited)

    def opening(self, chosen: Sequence[int]) -> list[int]:
        """Return the two of whom a contact adds most."""
        return list(max(itertools.combinations(chosen, 2), key=self._chooser.worth, default=()))
