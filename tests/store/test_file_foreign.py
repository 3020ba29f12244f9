"""The file store and files that are no store, or no longer a good one: told clearly, and left as they are."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph.errors import StoreUnavailable, UsageProblem
from graph.store.file import FileStore
from graph.store.layout import APPLICATION_ID, SCHEMA_VERSION
from graph.words.catalogue import LANGUAGES, text
from tests.networks import node, relation
from tests.store.stores import NOW, version


def _everything_in(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _told(path: Path, *, create: bool) -> StoreUnavailable:
    with pytest.raises(StoreUnavailable) as told:
        FileStore.open(path, create=create, timeout=0.05)
    assert told.value.exit_status == 4
    assert told.value.params["path"] == str(path)
    assert all(str(path) in text(lang, f"error.{told.value.code}", **told.value.params) for lang in LANGUAGES)
    return told.value


def _store(path: Path, people: int = 300) -> Path:
    """Make a store of a few dozen pages."""
    statements = [node(f"person:p{i}", properties={"note": "x" * 200}) for i in range(people)]
    with FileStore.create(path) as store, store.writing():
        store.add_version(version("a"), [*statements, node("council:c"), relation("seat", "person:p0", "council:c")])
    return path


# --- files of others -------------------------------------------------------------------------------------------------


def _database(path: Path, *statements: str) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


FOREIGN: dict[str, Callable[[Path], object]] = {
    "a byte": lambda path: path.write_bytes(b"x"),
    "a short text": lambda path: path.write_text("boodschappen\n", encoding="utf-8"),
    "a long text": lambda path: path.write_text("naam;telefoon\n" * 1000, encoding="utf-8"),
    "zeros": lambda path: path.write_bytes(bytes(8192)),
    "a zip": lambda path: path.write_bytes(b"PK\x03\x04" + bytes(range(256)) * 8),
    "half a header": lambda path: path.write_bytes(b"SQLite format 3\x00"),
    "a header and nothing": lambda path: path.write_bytes(b"SQLite format 3\x00" + b"x" * 600),
    "a database": lambda path: _database(path, "CREATE TABLE t (a)", "INSERT INTO t VALUES (1)"),
    "a database of another program": lambda path: _database(path, "PRAGMA application_id = 7", "CREATE TABLE t (a)"),
    "an empty database of another program": lambda path: _database(path, "PRAGMA application_id = 7"),
    "a database with our table names": lambda path: _database(
        path, "CREATE TABLE sources (id INTEGER PRIMARY KEY, name TEXT)", f"PRAGMA user_version = {SCHEMA_VERSION}"
    ),
    "a folder": lambda path: path.mkdir(),
}


@pytest.mark.parametrize("create", [False, True])
@pytest.mark.parametrize("what", FOREIGN)
def test_a_file_of_another_program_is_refused_and_left_as_it_is(tmp_path: Path, what: str, create: bool) -> None:
    path = tmp_path / "iets"
    FOREIGN[what](path)
    before = _everything_in(tmp_path)
    assert _told(path, create=create).code == ("store-folder" if what == "a folder" else "store-foreign")
    assert _everything_in(tmp_path) == before
    assert [found.name for found in tmp_path.iterdir()] == ["iets"]


@pytest.mark.parametrize("what", FOREIGN)
def test_making_a_store_never_goes_over_something_else(tmp_path: Path, what: str) -> None:
    path = tmp_path / "iets"
    FOREIGN[what](path)
    before = _everything_in(tmp_path)
    with pytest.raises((UsageProblem, StoreUnavailable)) as told:
        FileStore.create(path)
    assert told.value.code == ("store-folder" if what == "a folder" else "store-exists")
    assert _everything_in(tmp_path) == before


def test_making_a_store_over_a_store_is_refused(tmp_path: Path) -> None:
    path = _store(tmp_path / "netwerk.knooppunt")
    before = path.read_bytes()
    with pytest.raises(UsageProblem) as told:
        FileStore.create(path)
    assert (told.value.code, told.value.exit_status) == ("store-exists", 2)
    assert path.read_bytes() == before


def test_a_foreign_database_in_use_by_its_own_program_is_told_as_what_can_be_seen(tmp_path: Path) -> None:
    path = tmp_path / "iets"
    FOREIGN["a database"](path)
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as owner:
        owner.execute("BEGIN IMMEDIATE")
        assert _told(path, create=True).code == "store-foreign"
        owner.execute("COMMIT")
        owner.execute("BEGIN EXCLUSIVE")
        assert _told(path, create=True).code == "store-busy"


# --- nothing there, or nothing in it ---------------------------------------------------------------------------------


def test_without_a_file_there_is_no_store(tmp_path: Path) -> None:
    for path in (tmp_path / "geen", tmp_path / "geen map" / "geen"):
        assert _told(path, create=False).code == "store-missing"
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_is_no_store_to_read_and_is_made_into_one(tmp_path: Path) -> None:
    path = tmp_path / "leeg"
    path.touch()
    assert _told(path, create=False).code == "store-empty"
    assert path.read_bytes() == b""
    with FileStore.create(path) as store:
        assert store.network().salt
    with pytest.raises(UsageProblem, match="store-exists"):
        FileStore.create(path)


def test_an_empty_file_becomes_a_store_by_loading_into_it(tmp_path: Path) -> None:
    for name, make in (("leeg", lambda path: path.touch()), ("database", lambda path: _database(path, "VACUUM"))):
        path = tmp_path / name
        make(path)
        with FileStore.open(path, create=True) as store:
            assert store.versions() == []
        with FileStore.open(path) as store:
            assert store.network().salt


def test_in_a_folder_that_is_not_there_no_store_can_be_made(tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("x", encoding="utf-8")
    for path in (tmp_path / "geen map" / "netwerk", tmp_path / "bestand" / "netwerk"):
        assert _told(path, create=True).code == "store-unreadable"
        with pytest.raises(StoreUnavailable):
            FileStore.create(path)


def test_a_name_that_is_too_long_is_told(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 5000)
    assert _told(path, create=False).code in {"store-missing", "store-unreadable"}
    assert _told(path, create=True).code == "store-unreadable"


# --- where one may not write -----------------------------------------------------------------------------------------


@contextlib.contextmanager
def _somebody_else() -> Iterator[None]:
    """Be an ordinary user: for the superuser nothing is read-only."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        os.seteuid(65534)
        try:
            yield
        finally:
            os.seteuid(0)
    else:
        yield


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """Return a folder that every user may look into."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)
        Path(name).chmod(0o755)


posix_only = pytest.mark.skipif(os.name != "posix", reason="a folder has no permissions of this sort here")


@posix_only
def test_a_store_that_one_may_only_read_can_be_read(public_folder: Path) -> None:
    path = _store(public_folder / "netwerk.knooppunt")
    path.chmod(0o444)
    public_folder.chmod(0o555)
    before = path.read_bytes()
    with _somebody_else(), FileStore.open(path) as store:
        assert len(store.network().persons) == 300
        with pytest.raises(StoreUnavailable) as told, store.writing():
            store.add_version(version("b"), [])
        assert told.value.code == "store-readonly"
        assert len(store.versions()) == 1
    assert path.read_bytes() == before


@posix_only
def test_in_a_folder_where_one_may_not_write_no_store_is_made(public_folder: Path) -> None:
    public_folder.chmod(0o555)
    with _somebody_else():
        assert _told(public_folder / "netwerk", create=True).code == "store-unreadable"
    assert list(public_folder.iterdir()) == []


@posix_only
def test_a_file_that_one_may_not_read_is_told(public_folder: Path) -> None:
    path = _store(public_folder / "netwerk.knooppunt")
    path.chmod(0)
    hidden = public_folder / "dicht"
    hidden.mkdir()
    _store(hidden / "netwerk.knooppunt")
    hidden.chmod(0)
    with _somebody_else():
        for there in (path, hidden / "netwerk.knooppunt"):
            assert _told(there, create=False).code == "store-unreadable"
            assert _told(there, create=True).code == "store-unreadable"
    hidden.chmod(0o755)


@posix_only
def test_a_foreign_database_that_one_may_only_read_is_foreign(public_folder: Path) -> None:
    path = public_folder / "iets"
    FOREIGN["a database"](path)
    path.chmod(0o444)
    public_folder.chmod(0o555)
    with _somebody_else():
        assert _told(path, create=True).code == "store-foreign"


# --- other versions and damage ---------------------------------------------------------------------------------------


def test_a_store_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    path = _store(tmp_path / "netwerk.knooppunt")
    _database(path, f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    before = path.read_bytes()
    for create in (False, True):
        told = _told(path, create=create)
        assert told.code == "store-version"
        assert (told.params["found"], told.params["expected"]) == (SCHEMA_VERSION + 1, SCHEMA_VERSION)
    assert path.read_bytes() == before


def test_the_file_tells_that_it_is_ours(tmp_path: Path) -> None:
    """Bytes 68 to 71 of an SQLite file are its application id (SQLite file format, section 1.3)."""
    header = _store(tmp_path / "netwerk.knooppunt").read_bytes()[:100]
    assert header[:16] == b"SQLite format 3\x00"
    assert header[68:72] == b"KNPT" == APPLICATION_ID.to_bytes(4, "big")
    assert int.from_bytes(header[60:64], "big") == SCHEMA_VERSION == 3


def _use(path: Path) -> None:
    with FileStore.open(path, timeout=0.05) as store:
        store.versions()
        store.network()
        store.decisions("finding")


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ('UPDATE records SET payload = CAST(\'[{"t":"n"\' AS BLOB)', "store-source-damaged"),
        ('UPDATE records SET payload = CAST(\'[{"t":"z"}]\' AS BLOB)', "store-source-damaged"),
        ("UPDATE records SET payload = x'ff00ff'", "store-source-damaged"),
        ("UPDATE records SET size = size + 1", "store-source-damaged"),
        ("UPDATE records SET checksum = x'00'", "store-source-damaged"),
        ("DELETE FROM records WHERE id = 1", "store-source-damaged"),
        ("UPDATE versions SET counts = x'00'", "store-source-damaged"),
        ("UPDATE versions SET path = CAST(x'ff' AS TEXT)", "store-source-damaged"),
        ("UPDATE versions SET loaded_at = '2026-99'", "store-source-damaged"),
        ("UPDATE sources SET name = 'b'", "store-source-damaged"),
        ("UPDATE decisions SET withdrawn_at = NULL", "store-decisions-damaged"),
        ("UPDATE decisions SET kind = 'identity'", "store-decisions-damaged"),
        ("UPDATE decisions SET payload = x'ff'", "store-decisions-damaged"),
        ("DELETE FROM decisions", "store-decisions-damaged"),
        ("DROP TABLE records", "store-damaged"),
        ("DROP TABLE decisions", "store-damaged"),
        ("DELETE FROM meta", "store-damaged"),
        ("DELETE FROM meta WHERE key = 'salt'", "store-damaged"),
        ("UPDATE meta SET value = x'00' WHERE key = 'salt'", "store-damaged"),
        ("UPDATE meta SET value = value || x'20' WHERE key = 'contents'", "store-damaged"),
    ],
)
def test_a_store_with_something_wrong_inside_is_told_as_damaged(tmp_path: Path, statement: str, code: str) -> None:
    path = _store(tmp_path / "netwerk.knooppunt")
    with FileStore.open(path) as store, store.writing():
        store.add_decision("finding", {"id": "x"}, NOW)
        store.withdraw_decision("finding", {"id": "x"}, NOW)
    _database(path, statement)
    before = path.read_bytes()
    with pytest.raises(StoreUnavailable) as told:
        _use(path)
    assert told.value.code == code
    for lang in LANGUAGES:
        assert str(path) in text(lang, f"error.{code}", **told.value.params)
    assert path.read_bytes() == before


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_a_store_that_was_cut_off_is_told_as_damaged(tmp_path: Path, part: float) -> None:
    path = _store(tmp_path / "netwerk.knooppunt")
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * part)])
    with pytest.raises(StoreUnavailable) as told:
        _use(path)
    assert told.value.code == "store-damaged"


def test_whatever_page_is_damaged_there_is_one_clear_error(tmp_path: Path) -> None:
    """Every page of a store in turn becomes zeros or noise: a network or a clear error, and no other exception."""
    whole = _store(tmp_path / "netwerk.knooppunt").read_bytes()
    size = int.from_bytes(whole[16:18], "big")
    path, noise = tmp_path / "kopie", random.Random(1)
    told = 0
    for start in range(size, len(whole), size):
        for page in (bytes(size), noise.randbytes(size), whole[start : start + size // 2] + noise.randbytes(size // 2)):
            path.write_bytes(whole[:start] + page + whole[start + size :])
            try:
                _use(path)
            except StoreUnavailable as error:
                assert error.code in {"store-damaged", "store-source-damaged"}
                told += 1
    assert told > len(whole) // size


def test_a_copy_of_a_store_is_a_store(tmp_path: Path) -> None:
    path = _store(tmp_path / "netwerk.knooppunt")
    shutil.copyfile(path, tmp_path / "kopie met spatie é.db")
    with FileStore.open(tmp_path / "kopie met spatie é.db") as copy, FileStore.open(path) as store:
        assert copy.network().nodes == store.network().nodes
        assert copy.network().salt == store.network().salt


def test_a_store_that_was_closed_is_a_mistake_of_the_program(tmp_path: Path) -> None:
    """Not something to tell the user as if the file were bad."""
    with FileStore.create(tmp_path / "netwerk.knooppunt") as store:
        pass
    with pytest.raises(sqlite3.ProgrammingError):
        store.versions()
