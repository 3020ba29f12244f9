"""The stores that the contract suite runs over: a new one is a new line in FACTORIES."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple, Protocol, Self

from graph.model import Node, Relation
from graph.network import Network
from graph.store.file import FileStore, Version


class Store(Protocol):
    """What the contract asks of a store."""

    def __enter__(self) -> Self: ...
    def __exit__(self, *_: object) -> None: ...
    def writing(self) -> AbstractContextManager[None]: ...
    def add_version(self, version: Version, statements: Iterable[Node | Relation]) -> None: ...
    def add_decision(self, kind: str, payload: object, decided_at: datetime) -> None: ...
    def decisions(self, kind: str, as_known: date | None = None) -> list[bytes]: ...
    def versions(self, as_known: date | None = None) -> list[Version]: ...
    def statements(self, source: str) -> list[Node | Relation]: ...
    def network(self, as_known: date | None = None, leave_out: Iterable[str] = ()) -> Network: ...


class Factory(NamedTuple):
    """How to make an empty store that belongs to a folder, and how to open it again."""

    name: str
    create: Callable[[Path], Store]
    reopen: Callable[[Path], Store]


FACTORIES = [
    Factory(
        "file",
        lambda folder: FileStore.create(folder / "netwerk.knooppunt"),
        lambda folder: FileStore.open(folder / "netwerk.knooppunt"),
    )
]


class Kept:
    """One store, opened as often as a test likes."""

    def __init__(self, factory: Factory, folder: Path) -> None:
        self._factory = factory
        self._folder = folder
        with factory.create(folder):
            pass

    def open(self) -> Store:
        """Open the store, as another process would."""
        return self._factory.reopen(self._folder)

    def network(self, as_known: date | None = None) -> Network:
        """Return what the store says, opened anew."""
        with self.open() as store:
            return store.network(as_known)

    def versions(self, as_known: date | None = None) -> list[Version]:
        """Return the versions in the store, opened anew."""
        with self.open() as store:
            return store.versions(as_known)

    def load(self, source: str, *statements: Node | Relation, at: datetime | None = None) -> None:
        """Store a version of a source in a transaction of its own."""
        with self.open() as store, store.writing():
            store.add_version(version(source, *statements, at=at), statements)

    def withdraw(self, source: str, at: datetime | None = None) -> None:
        """Take a source back."""
        taken_back = Version(source=source, hash="", loaded_at=at or NOW, loader="withdrawn", path="")
        with self.open() as store, store.writing():
            store.add_version(taken_back, [])


NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def version(source: str, *statements: Node | Relation, at: datetime | None = None) -> Version:
    """Return a version of a source; the hash is of what it says."""
    hash_ = hashlib.sha256(repr(statements).encode()).hexdigest()
    return Version(source=source, hash=hash_, loaded_at=at or NOW, loader="xlsx", path=f"/data/{source}")
