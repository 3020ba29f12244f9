"""How a store file is laid out: its tables, whose file it is, and how one of an earlier form is brought up to date."""

from __future__ import annotations

import secrets
from pathlib import Path

from graph.errors import StoreUnavailable, UsageProblem
from graph.store.checksums import Contents, checksum
from graph.store.database import Database
from graph.store.upgrade import upgrade

#: "KNPT" in ASCII: tells a Knooppunt file from any other SQLite file.
APPLICATION_ID = 0x4B4E5054
#: The form of the file. 1: without checksums; 2: without the days of which lists tell.
SCHEMA_VERSION = 3
#: The rows of ``meta``: the secret that pseudonyms are made with, and which rows there are.
SALT, CONTENTS = "salt", "contents"

TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE sources (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE versions (
    id INTEGER PRIMARY KEY, source_id INTEGER NOT NULL REFERENCES sources (id), hash TEXT NOT NULL,
    loaded_at TEXT NOT NULL, loader TEXT NOT NULL, path TEXT NOT NULL, counts BLOB NOT NULL,
    size INTEGER NOT NULL DEFAULT 0, batches BLOB NOT NULL DEFAULT x'', as_of TEXT
);
CREATE TABLE records (
    id INTEGER PRIMARY KEY, version_id INTEGER NOT NULL REFERENCES versions (id), size INTEGER NOT NULL,
    payload BLOB NOT NULL, checksum BLOB NOT NULL DEFAULT x''
);
CREATE INDEX records_by_version ON records (version_id);
CREATE TABLE decisions (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, payload BLOB NOT NULL, decided_at TEXT NOT NULL, withdrawn_at TEXT
);
CREATE TABLE erasures (hash TEXT PRIMARY KEY, erased_at TEXT NOT NULL) WITHOUT ROWID;
"""


def prepare(database: Database, *, create: bool, new: bool) -> Path | None:
    """Make the tables in an empty file, or bring a file of an earlier form up to date: return where its copy is.

    Refuses a file that is not ours or is of a later form, with ``new`` also one that has tables already.
    """
    path = str(database.path)
    with database.transaction():
        tables, application, version = _facts(database)
    made = False
    if create and not tables and not application:
        with database.transaction("BEGIN IMMEDIATE"):
            # Another process may have made them since.
            if made := not _facts(database)[0]:
                _make_tables(database)
            tables, application, version = _facts(database)
    if new and not made:
        raise UsageProblem("store-exists", path=path)
    if application != APPLICATION_ID:
        raise StoreUnavailable("store-foreign" if tables or application else "store-empty", path=path)
    if version > SCHEMA_VERSION:
        raise StoreUnavailable("store-version", path=path, found=version, expected=SCHEMA_VERSION)
    if version < 1:
        raise StoreUnavailable("store-damaged", path=path, reason=f"user_version {version}")
    return upgrade(database) if version < SCHEMA_VERSION else None


def _facts(database: Database) -> tuple[int, int, int]:
    """Return how many tables there are, whose file it is, and of which form."""
    questions = ("SELECT count(*) FROM sqlite_master", "PRAGMA application_id", "PRAGMA user_version")
    tables, application, version = map(database.value, questions)
    return tables, application, version


def _make_tables(database: Database) -> None:
    for statement in filter(str.strip, TABLES.split(";")):
        database.run(statement)
    salt = secrets.token_bytes(32)
    for key, value in ((SALT, salt), (CONTENTS, Contents(checksum(salt)).sealed())):
        database.run("INSERT INTO meta VALUES (?, ?)", (key, value))
    database.run(f"PRAGMA application_id = {APPLICATION_ID}")
    database.run(f"PRAGMA user_version = {SCHEMA_VERSION}")
