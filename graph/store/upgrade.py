"""From an earlier form of the store file to the form of today.

Form 2 lacks one column, that is added; nothing that was there changes. Form 1 had no checksums: a copy beside it first, then
one transaction.

Of an older file nobody can tell whether a byte changed that still makes sense. What makes no sense any more keeps an
empty checksum: it is told as damaged from then on, and the rest can be used.
"""

from __future__ import annotations

import contextlib
import errno
import filecmp
import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from graph.errors import StoreUnavailable
from graph.model import Node, Relation
from graph.store.base import SheetCount
from graph.store.checksums import Contents, DecisionEntry, VersionEntry, checksum
from graph.store.database import Database
from graph.store.examination import structure_of

_ADDED = (
    "ALTER TABLE versions ADD COLUMN size INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE versions ADD COLUMN batches BLOB NOT NULL DEFAULT x''",
    "ALTER TABLE records ADD COLUMN checksum BLOB NOT NULL DEFAULT x''",
)
_DAYS = "ALTER TABLE versions ADD COLUMN as_of TEXT"
_VERSION_ROWS = (
    "SELECT v.id, s.name, v.hash, v.loaded_at, v.loader, v.path, v.counts"
    " FROM versions v LEFT JOIN sources s ON s.id = v.source_id ORDER BY v.id"
)


def upgrade(database: Database) -> Path | None:
    """Bring a file of form 1 or 2 up to date; return where the copy is of what it was, None when none was needed.

    Raises StoreUnavailable when it is damaged or one may not write there; the file is then as it was.
    """
    try:
        # Closing the file lets go of the locks that this process has on it: only after the transaction.
        with database.path.open("rb") as old, database.transaction("BEGIN IMMEDIATE"):
            found_form = database.value("PRAGMA user_version")
            if found_form == 2:
                _add_days(database)
            if found_form != 1:
                return None
            if database.value("SELECT count(*) FROM pragma_table_info('records') WHERE name = 'checksum'"):
                raise StoreUnavailable("store-damaged", path=str(database.path), reason="user_version 1")
            if found := structure_of(database):
                raise StoreUnavailable("store-damaged", path=str(database.path), reason=found[0])
            # Where one may not write, that shows at the first change; the file itself does not change yet.
            database.run("PRAGMA user_version = 1")
            copy = _copied(old, database.path)
            _upgrade(database)
            return copy
    except StoreUnavailable as error:
        if error.code in {"store-readonly", "store-unreadable"}:
            raise StoreUnavailable("store-old-readonly", path=str(database.path)) from error
        raise
    except OSError as error:
        code = "store-full" if error.errno in {errno.ENOSPC, errno.EDQUOT} else "store-io"
        raise StoreUnavailable(code, path=str(database.path), reason=error.strerror) from error


def _upgrade(database: Database) -> None:
    for statement in _ADDED:
        database.run(statement)
    salt = database.value("SELECT value FROM meta WHERE key = 'salt'")
    if not isinstance(salt, bytes):
        raise StoreUnavailable("store-damaged", path=str(database.path), reason="salt")
    contents = Contents(checksum(salt))
    for row in list(database.rows(_VERSION_ROWS)):
        contents.versions.append(_version(database, row))
    for row in database.rows("SELECT id, kind, payload, decided_at, withdrawn_at FROM decisions ORDER BY id"):
        sound = _makes_sense(row[2], object) and all(_makes_sense(at, datetime) for at in row[3:] if at is not None)
        contents.decisions.append(DecisionEntry(row[0], str(row[1]), checksum(*row) if sound else b""))
    database.run("INSERT OR REPLACE INTO meta VALUES ('contents', ?)", (contents.sealed(),))
    _add_days(database)


def _add_days(database: Database) -> None:
    if database.value("SELECT count(*) FROM pragma_table_info('versions') WHERE name = 'as_of'"):
        raise StoreUnavailable("store-damaged", path=str(database.path), reason="user_version 2")
    database.run(_DAYS)
    database.run("PRAGMA user_version = 3")


def _version(database: Database, row: tuple[Any, ...]) -> VersionEntry:
    """Give the records of a version their checksums; return what the contents say of it."""
    number, name, _, loaded_at, *_, counts = row
    if not isinstance(number, int) or not isinstance(name, str) or not _makes_sense(loaded_at, datetime):
        raise StoreUnavailable("store-damaged", path=str(database.path), reason=f"versions {number}")
    sums, total, sound = [], 0, _makes_sense(counts, tuple[SheetCount, ...])
    question = "SELECT id, size, payload FROM records WHERE version_id = ? ORDER BY id"
    for id_, size, payload in list(database.rows(question, (number,))):
        sound = sound and _makes_sense(payload, list[Node | Relation], size)
        sums.append(checksum(number, size, payload))
        database.run("UPDATE records SET checksum = ? WHERE id = ?", (sums[-1], id_))
        total += size
    told = (total, checksum(*sums))
    database.run("UPDATE versions SET size = ?, batches = ? WHERE id = ?", (*told, number))
    return VersionEntry(number, name, str(loaded_at), checksum(*row, *told) if sound else b"")


def _makes_sense(stored: object, type_: object, size: int | None = None) -> bool:
    """Tell whether what is stored is JSON (bytes) or a value (text) of this type, with ``size``: of so many items."""
    try:
        made = msgspec.json.decode(stored, type=type_) if isinstance(stored, bytes) else msgspec.convert(stored, type_)
    except (msgspec.DecodeError, msgspec.ValidationError, RecursionError):
        return False
    return isinstance(stored, bytes | str) and (size is None or len(made) == size)


def _copied(old: BinaryIO, path: Path) -> Path:
    """Make a copy of the file beside it, over nothing that is there, whole or not at all; return where it is."""
    with _temporary(path) as made:
        with made.open("wb") as copying:
            shutil.copyfileobj(old, copying)
            copying.flush()
            os.fsync(copying.fileno())
        shutil.copymode(path, made)
        for number in itertools.count(1):
            copy = path.with_name(f"{path.stem}.v1{f'-{number}' if number > 1 else ''}{path.suffix}")
            # An earlier attempt that was cut off has made this very copy.
            if copy.is_file() and filecmp.cmp(made, copy, shallow=False):
                return copy
            with contextlib.suppress(FileExistsError):
                _name(made, copy)
                return copy
    raise AssertionError


@contextlib.contextmanager
def _temporary(path: Path) -> Iterator[Path]:
    """Make an empty file beside ``path``, that is gone afterwards if nobody gave it another name."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    except OSError as error:
        raise StoreUnavailable("store-readonly", path=str(path), reason=error.strerror) from error
    os.close(handle)
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def _name(made: Path, copy: Path) -> None:
    """Give a file its lasting name, over nothing. Raises FileExistsError when there is something."""
    try:
        os.link(made, copy)
    except FileExistsError:
        raise
    except OSError:
        # A file system without links: there is a moment between looking and naming.
        if copy.exists() or copy.is_symlink():
            raise FileExistsError(copy) from None
        made.rename(copy)
