"""Opening: the store at a path, whatever sort it is."""

from __future__ import annotations

import contextlib
from pathlib import Path

from graph.store.base import Store
from graph.store.database import size_of
from graph.store.file import FileStore
from graph.store.layout import APPLICATION_ID, SCHEMA_VERSION

#: How an SQLite file begins, how long its header is, and where in it stand the form of the file and whose it is.
_SQLITE, _HEADER = b"SQLite format 3\0", 100
_USER_VERSION, _APPLICATION = slice(60, 64), slice(68, 72)


def create_store(path: Path) -> Store:
    """Make an empty store at ``path``; refuse when something is there already."""
    return FileStore.create(path)


def open_store(path: Path, *, create: bool = False) -> Store:
    """Open the store at ``path``, with ``create`` make it when it is not there or empty.

    Raises StoreUnavailable when there is no store, when it is no store of ours, or when it cannot be read.
    """
    return FileStore.open(path, create=create)


def is_nothing(path: Path) -> bool:
    """Tell whether there is no file at ``path``, or an empty one: nothing is stored there, and a load makes a store of it."""
    return not size_of(path)


def form_of(path: Path) -> int | None:
    """Return the form of the store in the file at ``path``, whatever it is called; None when it is no store of ours.

    It reads the header (SQLite file format, section 1.3): closing the file lets go of the locks of this process, so call it
    before the store is opened. Raises OSError when the file cannot be read.
    """
    if not path.is_file():
        return None
    with path.open("rb") as file:
        header = file.read(_HEADER)
    if not header.startswith(_SQLITE) or header[_APPLICATION] != APPLICATION_ID.to_bytes(4, "big"):
        return None
    return int.from_bytes(header[_USER_VERSION], "big")


def is_old(path: Path) -> bool:
    """Tell whether the file at ``path`` is a store of an earlier form. Call it before the store is opened."""
    with contextlib.suppress(OSError):
        return 0 < (form_of(path) or 0) < SCHEMA_VERSION
    return False


def upgraded(path: Path) -> Path | None:
    """Bring a store of an earlier form up to date; return where the copy is of what it was, None when there was no need."""
    with FileStore.open(path) as store:
        return store.copied_to
