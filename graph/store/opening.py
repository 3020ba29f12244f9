"""Opening: the store at a path, whatever sort it is."""

from __future__ import annotations

from pathlib import Path

from graph.store.base import Store
from graph.store.file import FileStore


def create_store(path: Path) -> Store:
    """Make an empty store at ``path``; refuse when something is there already."""
    return FileStore.create(path)


def open_store(path: Path, *, create: bool = False) -> Store:
    """Open the store at ``path``, with ``create`` make it when it is not there or empty.

    Raises StoreUnavailable when there is no store, when it is no store of ours, or when it cannot be read.
    """
    return FileStore.open(path, create=create)
