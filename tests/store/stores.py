"""The stores that the contract suite runs over: a new one is a new line in FACTORIES."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from graph.identity.judgements import Judgement
from graph.model import Node, Relation
from graph.network import Network
from graph.store.base import Store, Version
from graph.store.file import FileStore


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
        with self.open() as store, store.writing():
            store.withdraw(source, at or NOW)

    def judge(self, one: str, other: str, *, same: bool = True, at: datetime | None = None) -> Judgement:
        """Judge two nodes in a transaction of its own."""
        judgement = Judgement(one, other, same, at or NOW)
        with self.open() as store, store.writing():
            store.judge(judgement)
        return judgement


NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def version(source: str, *statements: Node | Relation, at: datetime | None = None) -> Version:
    """Return a version of a source; the hash is of what it says."""
    hash_ = hashlib.sha256(repr(statements).encode()).hexdigest()
    return Version(source=source, hash=hash_, loaded_at=at or NOW, loader="xlsx", path=f"/data/{source}")
