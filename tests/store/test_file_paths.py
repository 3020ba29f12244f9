"""A path is a path, whatever it looks like to SQLite; and a file that is half made is made whole by the next."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from pathlib import Path

import pytest

from graph.errors import StoreUnavailable
from graph.store import layout
from graph.store.database import Database
from graph.store.file import FileStore
from tests.knooppunt.command_line import done, run, write_csv
from tests.networks import node
from tests.store.child import many
from tests.store.stores import version

NAMES = [
    ":memory:",
    "file:x.kn",
    "file::memory:?cache=shared",
    "file:x.kn?mode=memory",
    "a?mode=ro",
    "100%25.kn",
    "a#b.kn",
    "-x.kn",
    " met spatie ",
    "é☃.kn",
    "'; DROP TABLE meta; --",
]


@pytest.mark.skipif(os.name == "nt", reason="Windows does not allow these names")
@pytest.mark.parametrize("name", NAMES)
def test_a_path_is_a_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    lists = write_csv(tmp_path / "lijsten", "personen", "naam", "Anna Kade").parent
    done("--file", name, "load", lists)
    assert {found.name for found in tmp_path.iterdir()} == {name, "lijsten"}
    assert "Anna Kade" in done("--file", name, "search", "kade").out
    assert "Anna Kade" in done("--file", tmp_path / name, "search", "kade").out


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes in the file system")
def test_what_is_no_file_is_told_and_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pijp"
    os.mkfifo(pipe)
    for path in (pipe, Path(os.devnull)):
        for create in (False, True):
            with pytest.raises(StoreUnavailable, match="store-foreign"):
                FileStore.open(path, create=create)


@pytest.mark.parametrize("name", ["", "."])
def test_no_name_is_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("--file", name, "init")
    assert (result.status, result.err.count("\n")) == (4, 1)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_means_one_thing_to_every_command(tmp_path: Path) -> None:
    file = tmp_path / "leeg.kn"
    lists = write_csv(tmp_path / "lijsten", "personen", "naam", "Anna Kade").parent
    bad = write_csv(tmp_path / "fout", "personen", "naam;tot", "Anna;x").parent
    file.touch()
    for command in (["fragile"], ["sources"], ["check"], ["decide"], ["search", "x"]):
        result = run("--file", file, *command)
        assert (result.status, result.err.count("\n")) == (4, 1)
        assert "is leeg" in result.err
    assert run("--file", file, "load", bad).status == 3
    assert file.read_bytes() == b"", "nothing was loaded, so nothing was made of it"
    done("--file", file, "init")
    assert run("--file", file, "init").status == 2
    file.write_bytes(b"")
    done("--file", file, "load", lists)


@pytest.mark.parametrize("again", ["create", "open"])
def test_a_store_that_was_half_made_is_made_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, again: str) -> None:
    """What a killed process leaves: some pages of the new store, and the journal that says it was empty."""
    path = tmp_path / "netwerk.knooppunt"
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("PRAGMA cache_size = 1")
    other.execute("BEGIN IMMEDIATE")
    for statement in filter(str.strip, layout.TABLES.split(";")):
        other.execute(statement)
    other.execute("INSERT INTO meta VALUES ('x', ?)", (bytes(100_000),))
    half, journal = path.read_bytes(), path.with_name(f"{path.name}-journal").read_bytes()
    other.close()
    assert half and journal, "nothing was written: this test proves nothing"
    path.write_bytes(half)
    path.with_name(f"{path.name}-journal").write_bytes(journal)
    with FileStore.create(path) if again == "create" else FileStore.open(path, create=True) as store:
        assert store.network().salt
        assert store.versions() == []


def test_a_store_that_cannot_grow_is_full_and_not_damaged(tmp_path: Path) -> None:
    path = tmp_path / "netwerk.knooppunt"
    with FileStore.create(path) as store, store.writing():
        store.add_version(version("a"), [node("person:anna")])
    before = path.read_bytes()
    with FileStore.open(path) as store:
        store._database.run("PRAGMA max_page_count = 20")
        with pytest.raises(StoreUnavailable) as told, store.writing():
            store.add_version(version("b"), many())
    assert (told.value.code, told.value.params["path"]) == ("store-full", str(path))
    assert "SQLITE_FULL" in told.value.params["reason"]
    assert path.read_bytes() == before


def test_making_a_store_without_room_says_so_and_leaves_nothing_in_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, real = tmp_path / "netwerk.knooppunt", Database.run

    def full(self: Database, statement: str, values: tuple[()] = ()) -> sqlite3.Cursor:
        if "CREATE TABLE versions" in statement:
            real(self, "PRAGMA max_page_count = 1")
        return real(self, statement, values)

    monkeypatch.setattr(Database, "run", full)
    with pytest.raises(StoreUnavailable, match="store-full"):
        FileStore.create(path)
    monkeypatch.undo()
    with contextlib.closing(FileStore.create(path)) as store:
        assert store.versions() == []
