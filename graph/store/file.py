"""The file store: one SQLite file with sources, versions, records, decisions and erasures.

Every change is one transaction that takes the write lock at its start, so that two processes never load on top of a
state that the other has not seen, and a killed process leaves the file as it was.

A row of ``records`` holds a batch: ``size`` records of one version, as a JSON array. Of a whole country that is written
six times and read almost twice as fast as a row for each.

Nothing that is read is believed before its checksum is verified (``graph.store.checksums``).
"""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import msgspec

from graph.errors import StoreUnavailable, UsageProblem
from graph.model import Node, Relation
from graph.store.base import DamagedRecordsError, DecisionRow, Examined, SheetCount, Store, Version
from graph.store.checksums import Contents, DecisionEntry, VersionEntry, checksum
from graph.store.database import Database, size_of
from graph.store.examination import stray_rows, structure_of
from graph.store.layout import CONTENTS, SALT, prepare

#: Seconds to wait for another process that is writing.
BUSY_TIMEOUT = 30.0
#: Bytes of the smallest SQLite file. SQLite takes a file of one byte for an empty one, and would write over it.
_SMALLEST = 512
#: Records in a batch: enough to read fast, and little enough to rewrite for one record that has to go.
_BATCH = 500

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(list[Node | Relation]).decode
_decode_counts = msgspec.json.Decoder(tuple[SheetCount, ...]).decode

_VERSION_ROWS = (
    "SELECT v.id, s.name, v.hash, v.loaded_at, v.loader, v.path, v.counts, v.size, v.batches, v.as_of"
    " FROM versions v JOIN sources s ON s.id = v.source_id ORDER BY v.id"
)
_DECISION_ROWS = "SELECT id, kind, payload, decided_at, withdrawn_at FROM decisions ORDER BY id"


class FileStore(Store):
    """A store in one file. ``copied_to`` is where the file of an earlier form is kept that opening brought up to date."""

    def __init__(self, path: Path, database: Database, copied_to: Path | None = None) -> None:
        self.path, self.name, self.copied_to = path, str(path), copied_to
        self._database = database
        #: The contents of the state that is held, and whether they have yet to be written.
        self._held: Contents | None = None
        self._changed = False

    @classmethod
    def create(cls, path: Path) -> FileStore:
        """Make an empty store at ``path``; refuse when something is there already. An empty file is nothing."""
        # What a process left behind that was killed while it made the store has a journal: opening makes it empty again.
        if size_of(path) and not path.with_name(f"{path.name}-journal").exists():
            raise UsageProblem("store-exists", path=str(path))
        return cls._opened(path, BUSY_TIMEOUT, create=True, new=True)

    @classmethod
    def open(cls, path: Path, *, create: bool = False, timeout: float = BUSY_TIMEOUT) -> FileStore:
        """Open the store at ``path``, with ``create`` make it when it is not there or empty.

        ``timeout`` is how many seconds to wait for another process that is writing. A file of an earlier form is copied and
        brought up to date. Raises StoreUnavailable when there is no store, when it is not a Knooppunt file (which is left as
        it is), or when it cannot be read.
        """
        return cls._opened(path, timeout, create=create)

    @classmethod
    def _opened(cls, path: Path, timeout: float, *, create: bool, new: bool = False) -> FileStore:
        size = size_of(path)
        if not create and not size:
            raise StoreUnavailable("store-missing" if size is None else "store-empty", path=str(path))
        if size is not None and 0 < size < _SMALLEST:
            raise StoreUnavailable("store-foreign", path=str(path))
        database = Database(path, timeout)
        try:
            return cls(path, database, prepare(database, create=create, new=new))
        except BaseException:
            database.close()
            raise

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the write lock: all of what happens inside is stored, or nothing."""
        try:
            with self._database.transaction("BEGIN IMMEDIATE"):
                yield
                if self._changed:
                    self._database.run("UPDATE meta SET value = ? WHERE key = ?", (self._contents().sealed(), CONTENTS))
        finally:
            self._held, self._changed = None, False

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        """Hold one state of the file, so that everything that is read belongs together."""
        if self._database.in_transaction:
            yield
            return
        try:
            with self._database.transaction():
                yield
        finally:
            self._held = None

    def add_version(self, version: Version, statements: Iterable[Node | Relation]) -> None:
        """Add a version of a source with its records; call inside ``writing()``."""
        entries = self._contents().versions
        number = entries[-1].number + 1 if entries else 1
        # The records refer to their version, of which the rest is known when they are written.
        self._put_version(number, version, 0, b"")
        entries.append(self._put_version(number, version, *self._put_records(number, statements)))
        self._changed = True

    def _put_version(self, number: int, version: Version, size: int, batches: bytes) -> VersionEntry:
        """Write the row of a version; return what the contents say of it."""
        run = self._database.run
        run("INSERT OR IGNORE INTO sources (name) VALUES (?)", (version.source,))
        source_id = self._database.value("SELECT id FROM sources WHERE name = ?", (version.source,))
        loaded_at, counts = _utc(version.loaded_at), _encode(version.counts)
        told = (version.hash, loaded_at, version.loader, version.path, counts, size, batches)
        as_of = version.as_of.isoformat() if version.as_of else None
        run(
            "INSERT INTO versions (id, source_id, hash, loaded_at, loader, path, counts, size, batches, as_of)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET source_id = excluded.source_id,"
            " hash = excluded.hash, loaded_at = excluded.loaded_at, loader = excluded.loader, path = excluded.path,"
            " counts = excluded.counts, size = excluded.size, batches = excluded.batches,"
            " as_of = excluded.as_of",
            (number, source_id, *told, as_of),
        )
        row = (number, version.source, *told, as_of)
        return VersionEntry(number, version.source, loaded_at, _checksum(*row), as_of)

    def _put_records(self, number: int, statements: Iterable[Node | Relation]) -> tuple[int, bytes]:
        """Write the records of a version; return how many there are, and the checksum of their batches."""
        total, sums = 0, []
        for size, payload in _batches(statements):
            sums.append(checksum(number, size, payload))
            self._database.run(
                "INSERT INTO records (version_id, size, payload, checksum) VALUES (?, ?, ?, ?)",
                (number, size, payload, sums[-1]),
            )
            total += size
        return total, checksum(*sums)

    def _restore(self, number: int, version: Version, statements: Iterable[Node | Relation]) -> bool:
        """Put back a damaged version, if these are proven to be the very records it had; tell whether they are.

        The rest of its row is as it stands there, or as in ``version`` when that was damaged too.
        """
        entry = next(entry for entry in self._contents().versions if entry.number == number)
        kept = dict(self._versions())[number]
        if kept.damaged:
            kept = msgspec.structs.replace(version, loaded_at=kept.loaded_at)
        self._database.run("SAVEPOINT restoring")
        self._database.run("DELETE FROM records WHERE version_id = ?", (number,))
        restored = self._put_version(number, kept, *self._put_records(number, statements)) == entry
        if not restored:
            self._database.run("ROLLBACK TO restoring")
        self._database.run("RELEASE restoring")
        return restored

    def _refuse_broken(self) -> None:
        """Raise StoreUnavailable when the file itself is broken: writing into it might do more damage."""
        if found := structure_of(self._database):
            raise self._damaged(found[0])

    def add_decision(self, kind: str, payload: object, decided_at: datetime) -> None:
        """Add a decision of ``kind`` (``same``, ``finding``); call inside ``writing()``."""
        entries = self._contents().decisions
        row = (entries[-1].number + 1 if entries else 1, kind, _encode(payload), _utc(decided_at), None)
        self._database.run(
            "INSERT INTO decisions (id, kind, payload, decided_at, withdrawn_at) VALUES (?, ?, ?, ?, ?)", row
        )
        entries.append(DecisionEntry(row[0], kind, checksum(*row)))
        self._changed = True

    def withdraw_decision(self, kind: str, payload: object, withdrawn_at: datetime) -> bool:
        """Take back the last such decision that stands; tell whether there was one. Call inside ``writing()``."""
        written = _encode(payload)
        standing = (row for row in self._decision_rows(kind) if row[2] == written and row[4] is None)
        if (last := max(standing, default=None)) is None:
            return False
        row = (*last[:4], _utc(withdrawn_at))
        self._database.run("UPDATE decisions SET withdrawn_at = ? WHERE id = ?", (row[4], row[0]))
        entries = self._contents().decisions
        (place,) = (place for place, entry in enumerate(entries) if entry.number == row[0])
        entries[place] = DecisionEntry(row[0], kind, checksum(*row))
        self._changed = True
        return True

    def examine(self) -> Examined:
        """Look at everything that is stored; what is damaged is told and raises nothing."""
        with self.reading():
            structure = structure_of(self._database)
            try:
                contents = self._contents()
                self._salt()
                versions = tuple(
                    version
                    if version.damaged or self._is_whole(number)
                    else msgspec.structs.replace(version, damaged=True)
                    for number, version in self._versions()
                )
                decisions = tuple((entry.kind, row[2] if row else None) for entry, row in self._all_decisions())
                return Examined(structure, stray_rows(self._database, contents), versions, decisions)
            except StoreUnavailable as error:
                return Examined((*structure, error.params["reason"]), 0, None)

    def _contents(self) -> Contents:
        """Return what the file says is in it, of the state that is held."""
        if self._held is not None:
            return self._held
        try:
            contents = Contents.unsealed(self._database.value("SELECT value FROM meta WHERE key = ?", (CONTENTS,)))
        except ValueError as error:
            raise self._damaged("contents") from error
        if self._database.in_transaction:
            self._held = contents
        return contents

    def _versions(self) -> list[tuple[int, Version]]:
        with self.reading():
            entries = self._contents().versions
            rows = self._by_number(_VERSION_ROWS)
            return [(entry.number, _version(entry, rows.get(entry.number))) for entry in entries]

    def _records(self, versions: Sequence[int]) -> Iterator[Node | Relation]:
        payloads = itertools.chain.from_iterable(map(self._payloads, versions))
        try:
            for payload in payloads:
                yield from _decode(payload)
        except msgspec.DecodeError as error:
            raise DamagedRecordsError from error

    def _payloads(self, number: int) -> Iterator[bytes]:
        """Yield the batches of a version, each verified; DamagedRecordsError when one is not as stored, or is lacking."""
        question = "SELECT size, payload, checksum FROM records WHERE version_id = ? ORDER BY id"
        sums = []
        try:
            for size, payload, stored in self._database.rows(question, (number,)):
                sums.append(checksum(number, size, payload))
                if sums[-1] != stored:
                    raise DamagedRecordsError
                yield payload
            expected = self._database.value("SELECT batches FROM versions WHERE id = ?", (number,))
        except StoreUnavailable as error:
            if error.code != "store-damaged":
                raise
            raise DamagedRecordsError from error
        if checksum(*sums) != expected:
            raise DamagedRecordsError

    def _is_whole(self, version: int) -> bool:
        try:
            for _ in self._payloads(version):
                pass
        except DamagedRecordsError:
            return False
        return True

    def _decisions(self, kind: str) -> list[DecisionRow]:
        return [msgspec.convert(row[2:], DecisionRow) for row in self._decision_rows(kind)]

    def _decision_rows(self, kind: str) -> list[tuple[Any, ...]]:
        """Return the rows of the decisions of ``kind``. Raises StoreUnavailable when one is damaged."""
        found = [row for entry, row in self._all_decisions() if entry.kind == kind]
        rows = [row for row in found if row is not None]
        if len(rows) < len(found):
            self._refuse_broken()
            count = len(found) - len(rows)
            raise StoreUnavailable("store-decisions-damaged", path=self.name, count=count, whole=len(rows))
        return rows

    def _all_decisions(self) -> list[tuple[DecisionEntry, tuple[Any, ...] | None]]:
        """Return every decision with its row, None when that is damaged."""
        with self.reading():
            entries = self._contents().decisions
            rows = self._by_number(_DECISION_ROWS)
            found = ((entry, rows.get(entry.number)) for entry in entries)
            return [(entry, row if row and checksum(*row) == entry.checksum else None) for entry, row in found]

    def _by_number(self, question: str) -> dict[int, tuple[Any, ...]]:
        """Return rows by their first column; none where damage keeps them from being read: then each counts as damaged."""
        try:
            return {row[0]: row for row in self._database.rows(question)}
        except StoreUnavailable as error:
            if error.code != "store-damaged":
                raise
            return {}

    def _salt(self) -> bytes:
        found = self._salt_row()
        if not isinstance(found, bytes) or checksum(found) != self._contents().salt:
            raise self._damaged(SALT)
        return found

    def _salt_row(self) -> object:
        return self._database.value("SELECT value FROM meta WHERE key = ?", (SALT,))

    def _damaged(self, reason: str) -> StoreUnavailable:
        return StoreUnavailable("store-damaged", path=self.name, reason=reason)


def _version(entry: VersionEntry, row: tuple[Any, ...] | None) -> Version:
    """Return a version as its row tells it, or marked as damaged when that is not what was stored."""
    loaded_at = msgspec.convert(entry.loaded_at, datetime)
    day = date.fromisoformat(entry.as_of) if entry.as_of else None
    if row is None or _checksum(*row) != entry.checksum:
        return Version(entry.source, "", loaded_at, "", "", damaged=True, as_of=day)
    _, name, hash_, _, loader, path, counts, size, _, _ = row
    return Version(name, hash_, loaded_at, loader, path, _decode_counts(counts), size, as_of=day)


def _checksum(*row: Any) -> bytes:
    """Return the checksum of the row of a version; without a day it is that of before there were days."""
    return checksum(*(row[:-1] if row[-1] is None else row))


def _batches(statements: Iterable[Node | Relation]) -> Iterator[tuple[int, bytes]]:
    """Yield ``statements`` in batches: how many, and their JSON."""
    rest = iter(statements)
    while batch := list(itertools.islice(rest, _BATCH)):
        yield len(batch), _encode(batch)


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
