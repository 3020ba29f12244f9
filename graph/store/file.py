"""The file store: one SQLite file with sources, versions, records, decisions and erasures.

Every change is one transaction that takes the write lock at its start, so that two processes never load on top of a
state that the other has not seen, and a killed process leaves the file as it was.

A row of ``records`` holds a batch: ``size`` records of one version, as a JSON array. Of a whole country that is written
six times and read almost twice as fast as a row for each.
"""

from __future__ import annotations

import contextlib
import itertools
import secrets
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from graph.errors import StoreUnavailable, UsageProblem
from graph.model import Node, Relation
from graph.store.base import DecisionRow, SheetCount, Store, Version

#: "KNPT" in ASCII: tells a Knooppunt file from any other SQLite file.
APPLICATION_ID = 0x4B4E5054
SCHEMA_VERSION = 1
#: Seconds to wait for another process that is writing.
BUSY_TIMEOUT = 30.0
#: Bytes of the smallest SQLite file. SQLite takes a file of one byte for an empty one, and would write over it.
_SMALLEST = 512
#: What SQLite's primary result codes mean to the user; any other one is "cannot be read or written".
_CODES = {
    sqlite3.SQLITE_BUSY: "store-busy",
    sqlite3.SQLITE_LOCKED: "store-busy",
    sqlite3.SQLITE_NOTADB: "store-foreign",
    sqlite3.SQLITE_CORRUPT: "store-damaged",
    sqlite3.SQLITE_ERROR: "store-damaged",
}

_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE sources (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE versions (
    id INTEGER PRIMARY KEY, source_id INTEGER NOT NULL REFERENCES sources (id), hash TEXT NOT NULL,
    loaded_at TEXT NOT NULL, loader TEXT NOT NULL, path TEXT NOT NULL, counts BLOB NOT NULL
);
CREATE TABLE records (
    id INTEGER PRIMARY KEY, version_id INTEGER NOT NULL REFERENCES versions (id), size INTEGER NOT NULL,
    payload BLOB NOT NULL
);
CREATE INDEX records_by_version ON records (version_id);
CREATE TABLE decisions (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, payload BLOB NOT NULL, decided_at TEXT NOT NULL, withdrawn_at TEXT
);
CREATE TABLE erasures (hash TEXT PRIMARY KEY, erased_at TEXT NOT NULL) WITHOUT ROWID;
"""

#: Records in a batch: enough to read fast, and little enough to rewrite for one record that has to go.
_BATCH = 500

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(list[Node | Relation]).decode
_decode_counts = msgspec.json.Decoder(tuple[SheetCount, ...]).decode


class FileStore(Store):
    """A store in one file."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection

    @classmethod
    def create(cls, path: Path) -> FileStore:
        """Make an empty store at ``path``; refuse when something is there already."""
        if _size_of(path) is not None:
            raise UsageProblem("store-exists", path=str(path))
        return cls.open(path, create=True)

    @classmethod
    def open(cls, path: Path, *, create: bool = False, timeout: float = BUSY_TIMEOUT) -> FileStore:
        """Open the store at ``path``, with ``create`` make it when it is not there or empty.

        ``timeout`` is how many seconds to wait for another process that is writing. Raises StoreUnavailable when there
        is no store, when it is not a Knooppunt file (which is left as it is), or when it cannot be read.
        """
        size = _size_of(path)
        if not create and not size:
            raise StoreUnavailable("store-missing", path=str(path))
        if size is not None and 0 < size < _SMALLEST:
            raise StoreUnavailable("store-foreign", path=str(path))
        with _reported(path):
            connection = sqlite3.connect(path, timeout=timeout, isolation_level=None)
            try:
                connection.execute("PRAGMA foreign_keys = ON")
                connection.execute("PRAGMA secure_delete = ON")
                _prepare(connection, path, create=create)
            except BaseException:
                connection.close()
                raise
        return cls(path, connection)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the write lock: all of what happens inside is stored, or nothing."""
        with _reported(self.path), _transaction(self._connection, "BEGIN IMMEDIATE"):
            yield

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        """Hold one state of the file, so that everything that is read belongs together."""
        inside = (
            contextlib.nullcontext() if self._connection.in_transaction else _transaction(self._connection, "BEGIN")
        )
        try:
            with _reported(self.path), inside:
                yield
        except msgspec.DecodeError as error:
            raise StoreUnavailable("store-damaged", path=str(self.path), reason=str(error)) from error

    def add_version(self, version: Version, statements: Iterable[Node | Relation]) -> None:
        """Add a version of a source with its records; call inside ``writing()``."""
        execute = self._connection.execute
        execute("INSERT OR IGNORE INTO sources (name) VALUES (?)", (version.source,))
        (source_id,) = execute("SELECT id FROM sources WHERE name = ?", (version.source,)).fetchone()
        cursor = execute(
            "INSERT INTO versions (source_id, hash, loaded_at, loader, path, counts) VALUES (?, ?, ?, ?, ?, ?)",
            (source_id, version.hash, _utc(version.loaded_at), version.loader, version.path, _encode(version.counts)),
        )
        rows = ((cursor.lastrowid, len(batch), _encode(batch)) for batch in _batches(statements))
        self._connection.executemany("INSERT INTO records (version_id, size, payload) VALUES (?, ?, ?)", rows)

    def add_decision(self, kind: str, payload: object, decided_at: datetime) -> None:
        """Add a decision of ``kind`` (``same``, ``finding``); call inside ``writing()``."""
        self._connection.execute(
            "INSERT INTO decisions (kind, payload, decided_at) VALUES (?, ?, ?)",
            (kind, _encode(payload), _utc(decided_at)),
        )

    def withdraw_decision(self, kind: str, payload: object, withdrawn_at: datetime) -> bool:
        """Take back the last such decision that stands; tell whether there was one. Call inside ``writing()``."""
        cursor = self._connection.execute(
            "UPDATE decisions SET withdrawn_at = ? WHERE id ="
            " (SELECT max(id) FROM decisions WHERE kind = ? AND payload = ? AND withdrawn_at IS NULL)",
            (_utc(withdrawn_at), kind, _encode(payload)),
        )
        return cursor.rowcount == 1

    def _versions(self) -> list[tuple[int, Version]]:
        rows = self._connection.execute(
            "SELECT v.id, s.name, v.hash, v.loaded_at, v.loader, v.path, v.counts,"
            " (SELECT coalesce(sum(r.size), 0) FROM records r WHERE r.version_id = v.id)"
            " FROM versions v JOIN sources s ON s.id = v.source_id ORDER BY v.id"
        )
        return [
            (number, Version(name, hash_, msgspec.convert(at, datetime), loader, path, _decode_counts(counts), size))
            for number, name, hash_, at, loader, path, counts, size in rows
        ]

    def _records(self, versions: Sequence[int]) -> Iterator[Node | Relation]:
        marks = ",".join("?" * len(versions))
        query = f"SELECT payload FROM records WHERE version_id IN ({marks}) ORDER BY id"  # noqa: S608  (marks only)
        batches = (_decode(payload) for (payload,) in self._connection.execute(query, versions))
        return itertools.chain.from_iterable(batches)

    def _decisions(self, kind: str) -> list[DecisionRow]:
        rows = self._connection.execute(
            "SELECT payload, decided_at, withdrawn_at FROM decisions WHERE kind = ? ORDER BY id", (kind,)
        )
        return [msgspec.convert(row, DecisionRow) for row in rows]

    def _salt(self) -> bytes:
        found = self._connection.execute("SELECT value FROM meta WHERE key = 'salt'").fetchone()
        if found is None:
            raise StoreUnavailable("store-damaged", path=str(self.path), reason="no salt")
        return bytes(found[0])


def _size_of(path: Path) -> int | None:
    """Return the size of the file in bytes, or None when there is none.

    The file is not opened: closing it would let go of SQLite's locks, when this process has it open as a store.
    """
    try:
        if path.is_dir():
            raise StoreUnavailable("store-foreign", path=str(path))
        return path.stat().st_size
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise StoreUnavailable("store-unreadable", path=str(path), reason=error.strerror) from error


def _prepare(connection: sqlite3.Connection, path: Path, *, create: bool) -> None:
    """Make the tables in an empty file; refuse a file that is not ours or is of a later version."""
    with _transaction(connection, "BEGIN"):
        tables, application, version = _facts(connection)
    if create and not tables and not application:
        with _transaction(connection, "BEGIN IMMEDIATE"):
            # Another process may have made them since.
            if not _facts(connection)[0]:
                _make_tables(connection)
            tables, application, version = _facts(connection)
    if application != APPLICATION_ID:
        raise StoreUnavailable("store-foreign" if tables or application else "store-missing", path=str(path))
    if version != SCHEMA_VERSION:
        raise StoreUnavailable("store-version", path=str(path), found=version, expected=SCHEMA_VERSION)


def _facts(connection: sqlite3.Connection) -> tuple[int, int, int]:
    """Return how many tables there are, whose file it is, and of which version."""
    questions = ("SELECT count(*) FROM sqlite_master", "PRAGMA application_id", "PRAGMA user_version")
    tables, application, version = (connection.execute(question).fetchone()[0] for question in questions)
    return tables, application, version


def _make_tables(connection: sqlite3.Connection) -> None:
    for statement in filter(str.strip, _TABLES.split(";")):
        connection.execute(statement)
    connection.execute("INSERT INTO meta VALUES ('salt', ?)", (secrets.token_bytes(32),))
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


@contextlib.contextmanager
def _transaction(connection: sqlite3.Connection, begin: str) -> Iterator[None]:
    """Do everything inside or nothing. After some errors SQLite has undone it already (a full disk)."""
    connection.execute(begin)
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextlib.contextmanager
def _reported(path: Path) -> Iterator[None]:
    """Turn what SQLite says into one clear error."""
    try:
        yield
    except (sqlite3.ProgrammingError, sqlite3.IntegrityError):
        raise
    except sqlite3.DatabaseError as error:
        # A text that is no text is found without a result code.
        primary = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
        code = _CODES.get(primary, "store-unreadable")
        raise StoreUnavailable(code, path=str(path), reason=str(error)) from error


def _batches(statements: Iterable[Node | Relation]) -> Iterator[list[Node | Relation]]:
    """Yield ``statements`` in batches."""
    rest = iter(statements)
    while batch := list(itertools.islice(rest, _BATCH)):
        yield batch


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
