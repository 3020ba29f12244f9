"""The file store among real processes: one that is killed, two at once, one that reads while another writes."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from graph.errors import StoreUnavailable
from graph.store.file import FileStore
from knooppunt.usecases.decisions import read_decisions
from knooppunt.usecases.load import load
from knooppunt.usecases.network import Asked
from queries.decisions import Decision
from tests.conftest import ROOT
from tests.networks import node
from tests.store.child import many
from tests.store.stores import NOW, version


@contextlib.contextmanager
def _child(*arguments: str | Path) -> Iterator[subprocess.Popen[str]]:
    """Start another process on a store; it is gone at the end, whatever happens."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.store.child", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def _hears(process: subprocess.Popen[str], word: str) -> None:
    assert process.stdout is not None
    assert process.stdout.readline().strip() == word


def _go(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a store in which two persons are known."""
    path = tmp_path / "netwerk.knooppunt"
    with FileStore.create(path) as store, store.writing():
        store.add_version(version("a"), [node("person:anna")])
        store.add_version(version("b"), [node("person:bea")])
    return path


def _holds(path: Path) -> tuple[list[str], set[str]]:
    with FileStore.open(path) as store:
        return [item.source for item in store.versions()], set(store.network().nodes)


AS_IT_WAS = (["a", "b"], {"person:anna", "person:bea"})


# --- killed ----------------------------------------------------------------------------------------------------------


def test_a_process_killed_in_the_middle_of_a_load_leaves_the_store_as_it_was(file: Path) -> None:
    before = file.read_bytes()
    journal = file.with_name(file.name + "-journal")
    with _child("stop_halfway", file) as process:
        _hears(process, "halfway")
        assert journal.exists()
        process.kill()
    assert file.read_bytes() != before, "the child had not written into the file yet: this test proves nothing"
    assert journal.exists(), "what the next process recovers from"

    assert _holds(file) == AS_IT_WAS
    assert file.read_bytes() == before
    assert not journal.exists()


def test_after_a_kill_the_store_can_be_loaded(file: Path) -> None:
    with _child("stop_halfway", file) as process:
        _hears(process, "halfway")
        process.kill()
    with FileStore.open(file) as store, store.writing():
        store.add_version(version("c"), [node("council:c")])
    assert _holds(file) == (["a", "b", "c"], {"person:anna", "person:bea", "council:c"})


@pytest.mark.parametrize("milliseconds", [0, 20, 70])
def test_a_process_killed_at_any_moment_leaves_whole_loads(file: Path, milliseconds: int) -> None:
    with _child("keep_loading", file, "0") as process:
        _hears(process, "1")
        time.sleep(milliseconds / 1000)
        process.kill()
        assert process.stdout is not None
        last = max([1, *(int(line) for line in process.stdout.read().split())])
    with FileStore.open(file) as store:
        loads = [(item.source, item.records) for item in store.versions()[2:]]
        people = len(store.network().persons)
    count = len(loads) // 2
    assert loads == [pair for number in range(1, count + 1) for pair in (("left", number), ("right", number))]
    assert last <= count <= last + 1, "a load that was done is kept; at most one more was done and not told"
    assert people == count + 2


def test_a_process_killed_while_it_makes_the_store_does_not_block_the_next(tmp_path: Path) -> None:
    """What such a process leaves behind is an empty file: not yet a store to read, and one that a load can use."""
    path = tmp_path / "netwerk.knooppunt"
    path.touch()
    with pytest.raises(StoreUnavailable) as told:
        FileStore.open(path)
    assert told.value.code == "store-empty"
    assert path.read_bytes() == b""
    with FileStore.open(path, create=True) as store, store.writing():
        store.add_version(version("a"), [node("person:anna")])
    assert _holds(path) == (["a"], {"person:anna"})


@pytest.mark.skipif(
    importlib.util.find_spec("resource") is None, reason="this system cannot limit what a process writes"
)
def test_a_full_disk_is_told_and_leaves_the_store_as_it_was(file: Path) -> None:
    with _child("load_on_a_full_disk", file) as process:
        told, _ = process.communicate(timeout=60)
    code, _, reason = told.strip().partition(": ")
    assert (code, reason) in {
        ("store-full", "database or disk is full, SQLITE_FULL"),
        ("store-io", "disk I/O error, SQLITE_IOERR_WRITE"),
    }, "the reason itself, not what came of it"
    assert _holds(file) == AS_IT_WAS


# --- two at once -----------------------------------------------------------------------------------------------------


def _both(one: tuple[str | Path, ...], other: tuple[str | Path, ...]) -> None:
    with _child(*one) as first, _child(*other) as second:
        _hears(first, "ready")
        _hears(second, "ready")
        _go(first)
        _go(second)
        _hears(first, "done")
        _hears(second, "done")


@pytest.mark.parametrize("there_is_a_store", [True, False])
def test_two_processes_that_load_at_once_both_do(file: Path, tmp_path: Path, there_is_a_store: bool) -> None:
    path = file if there_is_a_store else tmp_path / "nieuw.knooppunt"
    _both(("load_once", path, "left", "l"), ("load_once", path, "right", "r"))
    sources, people = _holds(path)
    assert set(sources) >= {"left", "right"}
    assert people >= {"person:l", "person:r"}
    assert len(sources) == len(set(sources))


@pytest.mark.parametrize("there_is_a_store", [True, False])
def test_two_processes_that_load_the_same_at_once_make_one_version(
    file: Path, tmp_path: Path, there_is_a_store: bool
) -> None:
    path = file if there_is_a_store else tmp_path / "nieuw.knooppunt"
    _both(("load_once", path, "same", "s"), ("load_once", path, "same", "s"))
    assert [source for source in _holds(path)[0] if source == "same"] == ["same"]


def test_who_reads_while_another_writes_sees_before_or_after(file: Path) -> None:
    seen: list[int] = []
    with _child("keep_loading", file, "0.02") as process, FileStore.open(file) as store:
        _hears(process, "1")
        stop = time.monotonic() + 20
        while len(set(seen)) < 5 and time.monotonic() < stop:
            sides = {name: len(store.network(leave_out=["a", "b", name]).persons) for name in ("left", "right")}
            made = store.network()
            newest = {item.source: item.records for item in store.versions()}
            assert newest["left"] == newest["right"] >= len(made.persons) - 2 >= sides["right"] >= sides["left"]
            assert all(len(made.nodes[id_].sources) == 2 for id_ in made.persons if id_.startswith("person:p"))
            seen.append(newest["left"])
        assert process.poll() is None
    assert len(set(seen)) >= 5, "hardly anything was written meanwhile: this test proves nothing"


def test_of_two_processes_that_decide_at_once_the_second_keeps_what_the_first_said(file: Path) -> None:
    with FileStore.open(file) as store, store.writing():
        store.add_decision("finding", Decision("cut-person", ("person:anna",), "open", NOW), NOW)
    with _child("decide_field", file, "owner", "Fenna") as one, _child("decide_field", file, "note", "gebeld") as other:
        with FileStore.open(file) as store, store.writing():
            for process in (one, other):
                # It opens the file to look what was decided, and then to write: for that it has to wait.
                _hears(process, "looked")
                _hears(process, "looked")
        _hears(one, "done")
        _hears(other, "done")
    decisions = read_decisions(Asked(file, NOW.date()))
    assert len(decisions) == 3
    assert (decisions[-1].owner, decisions[-1].note) == ("Fenna", "gebeld")
    assert [one.decided_at for one in decisions] == sorted(one.decided_at for one in decisions)


# --- locks -----------------------------------------------------------------------------------------------------------


def test_who_cannot_wait_for_a_writer_is_told(file: Path) -> None:
    with FileStore.open(file) as writer, FileStore.open(file, timeout=0.05) as other:
        with writer.writing():
            writer.add_version(version("c"), [node("council:c")])
            with pytest.raises(StoreUnavailable) as told, other.writing():
                pytest.fail("two writers at once")
            assert (told.value.code, told.value.exit_status) == ("store-busy", 4)
            assert told.value.params["path"] == str(file)
            assert other.network().nodes.keys() == AS_IT_WAS[1], "reading goes on"
        with other.writing():
            other.add_version(version("d"), [])
    assert _holds(file)[0] == ["a", "b", "c", "d"]


def test_who_cannot_read_during_a_large_load_is_told(file: Path) -> None:
    with FileStore.open(file) as writer, FileStore.open(file, timeout=0.05) as reader:
        with writer.writing():
            writer.add_version(version("large"), many())
            for read in (reader.network, reader.versions):
                with pytest.raises(StoreUnavailable) as told:
                    read()
                assert told.value.code == "store-busy"
            with pytest.raises(StoreUnavailable) as told:
                FileStore.open(file, timeout=0.05)
            assert told.value.code == "store-busy"
        assert len(reader.versions()) == 3


def test_a_load_that_cannot_be_finished_is_undone_and_can_be_done_again(file: Path) -> None:
    """Somebody reads all the while: the load can be written but not finished."""
    slow_reader = sqlite3.connect(file, isolation_level=None)
    slow_reader.execute("BEGIN")
    slow_reader.execute("SELECT * FROM sources").fetchall()
    with FileStore.open(file, timeout=0.05) as store:
        with pytest.raises(StoreUnavailable) as told, store.writing():
            store.add_version(version("c"), [node("council:c")])
        assert told.value.code == "store-busy"
        slow_reader.close()
        assert [item.source for item in store.versions()] == AS_IT_WAS[0]
        with store.writing():
            store.add_version(version("c"), [node("council:c")])
    assert _holds(file)[0] == ["a", "b", "c"]


def test_opening_a_store_does_not_let_go_of_the_lock_of_a_writer(file: Path) -> None:
    """On POSIX, closing any handle of a file drops the locks that the process has on it."""
    with FileStore.open(file) as writer, writer.writing():
        with FileStore.open(file):
            pass
        with _child("load_once", file, "other", "o") as process:
            _hears(process, "ready")
            _go(process)
            time.sleep(0.3)
            assert process.poll() is None, "another process wrote while the lock was held"
            writer.add_version(version("c"), [])
            process.kill()
    assert _holds(file)[0] == ["a", "b", "c"]


# --- the same bytes twice --------------------------------------------------------------------------------------------


def test_loading_the_same_bytes_again_changes_nothing(tmp_path: Path) -> None:
    file, folder = tmp_path / "netwerk.knooppunt", tmp_path / "lijsten"
    folder.mkdir()
    sheet = folder / "personen.csv"
    statuses = []
    for number, names in enumerate((["Anna"], ["Anna"], ["Anna", "Bea"], ["Anna", "Bea"], ["Anna"], ["Anna"])):
        sheet.write_text("naam\n" + "\n".join(names) + "\n", encoding="utf-8")
        before = file.read_bytes() if file.exists() else b""
        (result,) = load(file, [folder], NOW + timedelta(minutes=number))
        statuses.append((result.status, file.read_bytes() == before))
    assert statuses == [
        ("new", False),
        ("unchanged", True),
        ("changed", False),
        ("unchanged", True),
        ("changed", False),
        ("unchanged", True),
    ]
    with FileStore.open(file) as store:
        assert [item.records for item in store.versions()] == [1, 2, 1]
        assert store.network().persons == ("person:anna",)
