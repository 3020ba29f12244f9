"""What every store does: sources with versions, decisions on top, and the network that is folded from them.

A store of another sort only supplies the reading and writing of rows (the abstract methods). What counts on which day,
and what all of it comes to, is the same in every store.
"""

from __future__ import annotations

import itertools
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple, Self

import msgspec

from graph.errors import StoreUnavailable
from graph.identity.judgements import Contradiction, Judgement, identity
from graph.memory import garbage_collection_paused
from graph.model import Node, Relation
from graph.network import Network, NotStored
from graph.store.fold import fold
from graph.store.lists import in_time

#: The kind of decision that is a judgement about identity.
_IDENTITY = "identity"
#: Before the first year and from the second one, some machines have no local time; nothing was loaded then.
_NO_LOCAL_TIME = (1971, 3000)


class LeftOut(msgspec.Struct, frozen=True, omit_defaults=True):
    """A row that was left out, or (with a ``column``) a cell of a row that was stored: where, and the code of why."""

    row: int
    column: str = ""
    code: str = ""


class SheetCount(msgspec.Struct, frozen=True, omit_defaults=True):
    """What became of the rows of one sheet; ``cells``: how many cells of stored rows were left out, ``proposed``: how many of
    the stored rows are proposals, which are in no network.
    """

    sheet: str
    read: int
    stored: int
    left_out: int
    cells: int = 0
    places: tuple[LeftOut, ...] = ()
    proposed: int = 0


class Version(msgspec.Struct, frozen=True):
    """One version of a source; a withdrawal is a version without records (``loader`` is ``withdrawn``).

    ``as_of`` is the day of which its list tells (None: of today, whenever that is): such versions count beside each other.
    A withdrawal with a day takes back the list of that day only. Of a ``damaged`` one the source, the day and the
    moment of loading are known; the rest cannot be believed and is left out.
    """

    source: str
    hash: str
    loaded_at: datetime
    loader: str
    path: str
    counts: tuple[SheetCount, ...] = ()
    records: int = 0
    damaged: bool = False
    as_of: date | None = None

    @property
    def withdrawn(self) -> bool:
        """Tell whether this version takes the source back."""
        return self.loader == "withdrawn"


class DecisionRow(NamedTuple):
    """A decision as it is stored: its JSON, when it was made, and when it was taken back (if it was)."""

    payload: bytes
    decided_at: datetime
    withdrawn_at: datetime | None


class DamagedRecordsError(Exception):
    """Records are not what was stored, or are not all there."""


class Examined(msgspec.Struct, frozen=True):
    """What is well and what is damaged in a store.

    ``structure``: what the engine says is wrong with the file itself. ``stray``: how many rows there are that nothing
    refers to. ``decisions``: the JSON of every decision with its kind, None for a damaged one. ``versions`` are all there
    are, damaged ones marked, oldest first; None when the store cannot tell any more what was in it.
    """

    structure: tuple[str, ...]
    stray: int
    versions: tuple[Version, ...] | None
    decisions: tuple[tuple[str, bytes | None], ...] = ()


class Store(ABC):
    """A store. Use it as a context manager; ``writing()`` opens the one transaction of a change.

    Whatever is read is verified first: what is damaged raises StoreUnavailable and is never believed.
    """

    #: What the user calls this store (the path of its file).
    name: str

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
    def examine(self) -> Examined:
        """Look at everything that is stored; what is damaged is told and raises nothing."""

    @abstractmethod
    def _refuse_broken(self) -> None:
        """Raise StoreUnavailable when the store as a whole is broken, so that storing anew would not mend it."""

    @abstractmethod
    def _versions(self) -> list[tuple[int, Version]]:
        """Return every version, oldest first, with a number that rises; damaged ones are marked."""

    @abstractmethod
    def _records(self, versions: Sequence[int]) -> Iterator[Node | Relation]:
        """Yield the records of the versions with these numbers, in the order in which they were added.

        Raises DamagedRecordsError before the first one that cannot be believed, or at the end when some are lacking.
        """

    @abstractmethod
    def _is_whole(self, version: int) -> bool:
        """Tell whether all records of a version, which is not marked itself, are what was stored."""

    @abstractmethod
    def _restore(self, number: int, version: Version, statements: Iterable[Node | Relation]) -> bool:
        """Put back a damaged version, if these are proven to be the very records it had; tell whether they are."""

    @abstractmethod
    def _decisions(self, kind: str) -> list[DecisionRow]:
        """Return all decisions of ``kind`` that were ever made, oldest first. Raises StoreUnavailable for a damaged one."""

    @abstractmethod
    def _salt(self) -> bytes:
        """Return the secret of this store that pseudonyms are made with."""

    def all_versions(self, as_known: date | None = None) -> list[Version]:
        """Return every version, oldest first, damaged ones marked; with ``as_known`` those loaded by the end of that day."""
        return [version for _, version in self._known(as_known)]

    def versions(self, as_known: date | None = None) -> list[Version]:
        """Return every version as ``all_versions`` does. Raises StoreUnavailable when the newest of a source is damaged."""
        known = self._known(as_known)
        self._refuse_damaged(_every(counting(known)))
        return [version for _, version in known]

    def history(self, source: str) -> list[Version]:
        """Return every version of ``source``, oldest first. Raises StoreUnavailable when one is damaged."""
        known = [(number, version) for number, version in self._versions() if version.source == source]
        self._refuse_damaged(known)
        return [version for _, version in known]

    def newest(self, source: str, as_of: date | None = None) -> Version | None:
        """Return the newest version of ``source``, marked when it or any record of it is damaged; None without any.

        With ``as_of`` that of the list of that day, None when no such list counts.
        """
        with self.reading():
            found = _chosen(self._versions(), source, as_of)
            if found is None:
                return None
            number, version = found
            whole = version.damaged or self._is_whole(number)
            return version if whole else msgspec.structs.replace(version, damaged=True)

    def standing(self, source: str) -> list[Version]:
        """Return the versions of ``source`` that count: none, the newest one, or one for every day, in the order of days."""
        with self.reading():
            found = counting(self._versions()).get(source, [])
            return [version for _, version in found if not version.withdrawn]

    def statements(self, source: str, as_of: date | None = None) -> list[Node | Relation]:
        """Return what the newest version of ``source`` that is no withdrawal says; nothing when that is damaged.

        With ``as_of`` what the list of that day says.
        """
        with self.reading(), garbage_collection_paused():
            every = [each for each in self._versions() if each[1].source == source]
            own = [each for each in every if not each[1].withdrawn]
            if as_of is not None:
                chosen = _chosen(every, source, as_of)
                own = [chosen] if chosen else []
            return [
                statement
                for number, version in own[-1:]
                if not version.damaged and self._is_whole(number)
                for statement in self._records([number])
            ]

    def network(self, as_known: date | None = None, leave_out: Iterable[str] = ()) -> Network:
        """Fold what counts of every source, and the decisions, into the network; ``leave_out`` names sources."""
        left_out = frozenset(leave_out)
        with self.reading(), garbage_collection_paused():
            found = [own for name, own in counting(self._known(as_known)).items() if name not in left_out]
            newest = [each for own in found for each in own]
            if any(version.damaged for _, version in newest):
                self._refuse_damaged(newest, records=True)
            found.sort(key=lambda own: max(number for number, _ in own))
            try:
                said = itertools.chain.from_iterable(map(self._said, found))
                folded = fold(said, self.judgements(as_known), self._salt())
                sources = tuple(dict.fromkeys(version.source for _, version in self._versions()))
                not_stored = _not_stored(version for _, version in newest)
                return msgspec.structs.replace(folded, sources=sources, not_stored=not_stored)
            except DamagedRecordsError:
                self._refuse_damaged(newest, records=True)
                raise

    def _said(self, versions: Sequence[tuple[int, Version]]) -> Iterable[Node | Relation]:
        """Return what the versions of one source that count say together."""
        lists = [(version.as_of, number) for number, version in versions]
        if len(lists) == 1:
            return self._records([lists[0][1]])
        return in_time((day, list(self._records([number]))) for day, number in lists if day is not None)

    def replace(self, version: Version, statements: Sequence[Node | Relation]) -> None:
        """Store a version where the newest one of its source is damaged; call inside ``writing()``.

        The damaged one is mended when these are proven to be the very records that it had; else this is the next version.
        """
        self._refuse_broken()
        found = _chosen(self._versions(), version.source, version.as_of)
        if found is None or not self._restore(found[0], version, statements):
            self.add_version(version, statements)

    def withdraw(self, source: str, at: datetime, as_of: date | None = None) -> None:
        """Take a source back, or its list of a day, with a version that says nothing; call inside ``writing()``."""
        self.add_version(Version(source=source, hash="", loaded_at=at, loader="withdrawn", path="", as_of=as_of), ())

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

    def _refuse_damaged(self, versions: Iterable[tuple[int, Version]], *, records: bool = False) -> None:
        """Raise StoreUnavailable when any of ``versions`` is damaged, with ``records``: or any record of it."""
        damaged = [
            (number, version)
            for number, version in versions
            if version.damaged or (records and not self._is_whole(number))
        ]
        if not damaged:
            return
        self._refuse_broken()
        newest = {number for number, _ in _every(counting(self._versions()))}
        current = [version for number, version in damaged if number in newest]
        told = current or [version for _, version in damaged]
        sources = sorted({version.source for version in told})
        raise StoreUnavailable(
            "store-source-damaged" if current else "store-version-damaged",
            path=self.name,
            sources=[f"‘{source}’" for source in sources],
            days=sorted({version.loaded_at.astimezone().date() for version in told}),
            count=len(sources),
        )

    def _known(self, as_known: date | None) -> list[tuple[int, Version]]:
        end = _end_of(as_known)
        with self.reading():
            return [(number, version) for number, version in self._versions() if version.loaded_at < end]


def counting(known: Iterable[tuple[int, Version]]) -> dict[str, list[tuple[int, Version]]]:
    """Return the versions that count by source, with their numbers.

    That is the newest one; when that tells of a day, the newest one of every day, in the order of days, as far as nothing
    without a day was loaded or withdrawn after it.
    """
    by_day: dict[str, dict[date | None, tuple[int, Version]]] = {}
    for number, version in known:
        own = by_day.setdefault(version.source, {})
        if version.as_of is None:
            own.clear()
        else:
            own.pop(None, None)
        own[version.as_of] = (number, version)
    found = {}
    for source, own in by_day.items():
        whole = [each for each in own.values() if not each[1].withdrawn] or list(own.values())[-1:]
        found[source] = sorted(whole, key=lambda each: each[1].as_of or date.min)
    return found


def _every(by_source: Mapping[str, Sequence[tuple[int, Version]]]) -> list[tuple[int, Version]]:
    return [each for own in by_source.values() for each in own]


def _chosen(known: Iterable[tuple[int, Version]], source: str, as_of: date | None) -> tuple[int, Version] | None:
    """Return the newest version of ``source``, with ``as_of`` the one of that day if it counts, with its number."""
    own = [each for each in known if each[1].source == source]
    if as_of is None:
        return own[-1] if own else None
    return next((each for each in counting(own).get(source, ()) if each[1].as_of == as_of), None)


def _not_stored(versions: Iterable[Version]) -> NotStored:
    """Return what was left out of these versions."""
    counts: dict[str, tuple[SheetCount, ...]] = {}
    for version in versions:
        counts[version.source] = counts.get(version.source, ()) + version.counts
    lacking = {source: of for source, of in counts.items() if any(count.left_out or count.cells for count in of)}
    every = [count for of in lacking.values() for count in of]
    return NotStored(sum(count.left_out for count in every), sum(count.cells for count in every), tuple(lacking))


def _end_of(day: date | None) -> datetime:
    """Return the first moment after ``day`` (local time); after everything when there is no day."""
    if day is None or day.year >= _NO_LOCAL_TIME[1]:
        return datetime.max.replace(tzinfo=UTC)
    if day.year < _NO_LOCAL_TIME[0]:
        return datetime.min.replace(tzinfo=UTC)
    return datetime.combine(day + timedelta(days=1), time.min).astimezone()
