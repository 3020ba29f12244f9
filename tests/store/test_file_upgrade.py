"""Store files of an earlier form: copied, and brought up to date; whatever happens, a file that opens is left."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec
import pytest

from graph.errors import StoreUnavailable
from graph.store import upgrade
from graph.store.base import SheetCount
from graph.store.file import FileStore
from graph.store.fold import fold
from tests.knooppunt.command_line import done, run
from tests.store.form1 import DECIDED, OTHER, SALT, SAME, SECOND, write_form_1
from tests.store.stores import NOW
from tests.store.test_file_foreign import _somebody_else, posix_only, public_folder

__all__ = ["public_folder"]


def _holds_all(path: Path) -> None:
    expected = fold([*OTHER, *SECOND], [SAME], SALT)
    with FileStore.open(path) as store:
        network = store.network()
        assert (network.nodes, list(network.relations)) == (expected.nodes, list(expected.relations))
        assert (network.salt, network.identity) == (SALT, {"person:b": "person:bea"})
        assert store.decisions("finding") == [msgspec.json.encode(DECIDED)]
        told = [(item.source, item.hash, item.loaded_at, item.records, item.counts) for item in store.versions()]
        counts = (SheetCount("raden", 3, 2, 1),)
        sources = (("a.xlsx", 2), ("b.xlsx", 2), ("a.xlsx", 3))
        assert told == [(name, f"hash {n}", NOW, size, counts) for n, (name, size) in enumerate(sources, 1)]
        found = store.examine()
        assert (found.structure, found.stray) == ((), 0)
        assert not any(item.damaged for item in found.versions or ())


def test_a_file_of_form_1_is_copied_and_brought_up_to_date(tmp_path: Path) -> None:
    path = write_form_1(tmp_path / "netwerk.knooppunt")
    before = path.read_bytes()
    with FileStore.open(path) as store:
        assert store.copied_to == tmp_path / "netwerk.v1.knooppunt"
    assert (tmp_path / "netwerk.v1.knooppunt").read_bytes() == before
    assert sorted(found.name for found in tmp_path.iterdir()) == ["netwerk.knooppunt", "netwerk.v1.knooppunt"]
    _holds_all(path)
    with FileStore.open(path) as store:
        assert store.copied_to is None


def test_the_copy_goes_over_nothing(tmp_path: Path) -> None:
    path = write_form_1(tmp_path / "netwerk.knooppunt")
    before = path.read_bytes()
    taken = tmp_path / "netwerk.v1.knooppunt"
    taken.write_text("van mij", encoding="utf-8")
    with FileStore.open(path) as store:
        assert store.copied_to == tmp_path / "netwerk.v1-2.knooppunt"
    assert (taken.read_text(encoding="utf-8"), (tmp_path / "netwerk.v1-2.knooppunt").read_bytes()) == (
        "van mij",
        before,
    )


def test_where_the_copy_is_is_told_once(tmp_path: Path) -> None:
    path = write_form_1(tmp_path / "netwerk.knooppunt")
    first = run("--file", path, "search", "anna")
    assert (first.status, first.err.count("\n")) == (0, 1)
    assert str(tmp_path / "netwerk.v1.knooppunt") in first.err
    assert "Anna" in done("--file", path, "search", "anna").out


class _Killed(BaseException):
    pass


@pytest.mark.parametrize("place", ["_copied", "_upgrade", "_version"])
@pytest.mark.parametrize("when", ["before", "after"])
def test_what_is_broken_off_leaves_a_file_that_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, when: str
) -> None:
    path = write_form_1(tmp_path / "netwerk.knooppunt")
    before, real = path.read_bytes(), getattr(upgrade, place)

    def broken(*arguments: object) -> None:
        if when == "after":
            real(*arguments)
        raise _Killed

    monkeypatch.setattr(upgrade, place, broken)
    with pytest.raises(_Killed):
        FileStore.open(path)
    assert path.read_bytes() == before
    monkeypatch.undo()
    _holds_all(path)
    copies = [found for found in tmp_path.iterdir() if found != path]
    assert [found.read_bytes() for found in copies] == [before]


@posix_only
@pytest.mark.parametrize("what", ["file", "folder"])
def test_an_old_file_where_one_may_not_write_is_told(public_folder: Path, what: str) -> None:
    path = write_form_1(public_folder / "netwerk.knooppunt")
    path.chmod(0o444 if what == "file" else 0o666)
    public_folder.chmod(0o777 if what == "file" else 0o555)
    before = path.read_bytes()
    with _somebody_else(), pytest.raises(StoreUnavailable) as told:
        FileStore.open(path)
    assert told.value.code == "store-old-readonly"
    assert path.read_bytes() == before
    assert list(public_folder.iterdir()) == [path]


def test_what_makes_no_sense_in_an_old_file_is_told_and_is_in_nobodys_way(tmp_path: Path) -> None:
    path = write_form_1(tmp_path / "netwerk.knooppunt", "UPDATE records SET payload = x'ff' WHERE version_id = 1")
    with FileStore.open(path) as store:
        assert store.network().nodes.keys() == {"council:c", "person:anna", "person:bea"}
        assert [item.damaged for item in store.versions()] == [True, False, False]
        with pytest.raises(StoreUnavailable) as told:
            store.history("a.xlsx")
        assert told.value.code == "store-version-damaged"
    path = write_form_1(tmp_path / "ander.knooppunt", "UPDATE decisions SET payload = x'ff' WHERE kind = 'finding'")
    with FileStore.open(path) as store:
        assert store.network(date(2026, 11, 22)).identity
        with pytest.raises(StoreUnavailable, match="store-decisions-damaged"):
            store.decisions("finding")


@pytest.mark.parametrize(
    "statement",
    ["DROP TABLE records", "DELETE FROM meta", "UPDATE versions SET loaded_at = 'x'", "DELETE FROM sources"],
)
def test_an_old_file_that_is_broken_is_refused_and_left(tmp_path: Path, statement: str) -> None:
    path = write_form_1(tmp_path / "netwerk.knooppunt", statement)
    before = path.read_bytes()
    with pytest.raises(StoreUnavailable, match="store-damaged"):
        FileStore.open(path)
    assert path.read_bytes() == before
