"""What every store does: sources with versions, decisions on top, and the network that is folded from them.

A store of another sort only supplies the reading and writing of rows (the abstract methods). What counts on which day,
and what all of it comes to, is the same in every store.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple, Self

import msgspec

from graph.identity.judgements import Contradiction, Judgement, identity
from graph.memory import garbage_collection_paused
from graph.model import Node, Relation
from graph.network import Network
from graph.store.fold import fold

#: The kind of decision that is a judgement about identity.
_IDENTITY = "identity"
#: Before the first year and from the second one, some machines have no local time; nothing was loaded then.
_NO_LOCAL_TIME = (1971, 3000)


class SheetCount(msgspec.Struct, frozen=True):
    """What became of the rows of one sheet."""

    sheet: str
    read: int
    stored: int
    left_out: int


class Version(msgspec.Struct, frozen=True):
    """One version of a source; a withdrawal is a version without records (``loader`` is ``withdrawn``)."""

    source: str
    hash: str
    loaded_at: datetime
    loader: str
    path: str
    counts: tuple[SheetCount, ...] = ()
    records: int = 0

    @property
    def withdrawn(self) -> bool:
        """Tell whether this version takes the source back."""
        return self.loader == "withdrawn"


class DecisionRow(NamedTuple):
    """A decision as it is stored: its JSON, when it was made, and when it was taken back (if it was)."""

    payload: bytes
    decided_at: datetime
    withdrawn_at: datetime | None


class Store(ABC):
    """A store. Use it as a context manager; ``writing()`` opens the one transaction of a change."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @abstractmethod
    def close(self) -> None:
        """Let go of what the store holds open."""

    @abstractmethod
    def writing(self) -> AbstractContextManager[None]:
        """Hold the write lock: all of what happens inside is stored, or nothing."""

    @abstractmethod
    def reading(self) -> AbstractContextManager[None]:
        """Hold one state of the store, so that everything that is read belongs together; also inside ``writing()``."""

    @abstractmethod
    def add_version(self, version: Version, statements: Iterable[Node | Relation]) -> None:
        """Add a version of a source with its records; call inside ``writing()``."""

    @abstractmethod
    def add_decision(self, kind: str, payload: object, decided_at: datetime) -> None:
        """Add a decision of ``kind`` (``identity``, ``finding``), kept as JSON; call inside ``writing()``."""

    @abstractmethod
    def withdraw_decision(self, kind: str, payload: object, withdrawn_at: datetime) -> bool:
        """Take back the last such decision that stands; tell whether there was one. Call inside ``writing()``."""

    @abstractmethod
    def _versions(self) -> list[tuple[int, Version]]:
        """Return every version, oldest first, with a number that rises."""

    @abstractmethod
    def _records(self, versions: Sequence[int]) -> Iterator[Node | Relation]:
        """Yield the records of the versions with these numbers, in the order in which they were added."""

    @abstractmethod
    def _decisions(self, kind: str) -> list[DecisionRow]:
        """Return all decisions of ``kind`` that were ever made, oldest first."""

    @abstractmethod
    def _salt(self) -> bytes:
        """Return the secret of this store that pseudonyms are made with."""

    def versions(self, as_known: date | None = None) -> list[Version]:
        """Return every version, oldest first; with ``as_known`` those loaded by the end of that day (local time)."""
        return [version for _, version in self._known(as_known)]

    def statements(self, source: str) -> list[Node | Relation]:
        """Return what the newest version of ``source`` that is no withdrawal says."""
        with self.reading(), garbage_collection_paused():
            own = [n for n, version in self._versions() if version.source == source and not version.withdrawn]
            return list(self._records(own[-1:]))

    def network(self, as_known: date | None = None, leave_out: Iterable[str] = ()) -> Network:
        """Fold the newest version of every source, and the decisions, into the network; ``leave_out`` names sources."""
        left_out = frozenset(leave_out)
        with self.reading(), garbage_collection_paused():
            newest = {version.source: n for n, version in self._known(as_known) if version.source not in left_out}
            return fold(self._records(sorted(newest.values())), self.judgements(as_known), self._salt())

    def withdraw(self, source: str, at: datetime) -> None:
        """Take a source back, with a version that says nothing; call inside ``writing()``."""
        self.add_version(Version(source=source, hash="", loaded_at=at, loader="withdrawn", path=""), ())

    def decisions(self, kind: str, as_known: date | None = None) -> list[bytes]:
        """Return the JSON of the standing decisions of ``kind``, oldest first, as they were at the end of a day."""
        end = _end_of(as_known)
        with self.reading():
            return [
                row.payload
                for row in self._decisions(kind)
                if row.decided_at < end and (row.withdrawn_at is None or row.withdrawn_at >= end)
            ]

    def judgements(self, as_known: date | None = None) -> list[Judgement]:
        """Return the standing judgements about identity, oldest first, as they were at the end of a day."""
        with self.reading():
            return [msgspec.json.decode(each, type=Judgement) for each in self.decisions(_IDENTITY, as_known)]

    def judge(self, judgement: Judgement) -> tuple[Contradiction, ...]:
        """Keep a judgement; return what now contradicts what, for it is kept all the same. Call inside ``writing()``."""
        self.add_decision(_IDENTITY, judgement, judgement.decided_at)
        return identity(self.judgements()).contradictions

    def undo(self, judgement: Judgement, at: datetime) -> bool:
        """Take a judgement back, so that what was judged before counts again; tell whether it stood.

        Call inside ``writing()``.
        """
        return self.withdraw_decision(_IDENTITY, judgement, at)

    def _known(self, as_known: date | None) -> list[tuple[int, Version]]:
        end = _end_of(as_known)
        with self.reading():
            return [(number, version) for number, version in self._versions() if version.loaded_at < end]


def _end_of(day: date | None) -> datetime:
    """Return the first moment after ``day`` (local time); after everything when there is no day."""
    if day is None or day.year >= _NO_LOCAL_TIME[1]:
        return datetime.max.replace(tzinfo=UTC)
    if day.year < _NO_LOCAL_TIME[0]:
        return datetime.min.replace(tzinfo=UTC)
    return datetime.combine(day + timedelta(days=1), time.min).astimezone()
