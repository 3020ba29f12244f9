"""Store files of form 1, as the program made them before there were checksums."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import msgspec

from graph.identity.judgements import Judgement
from graph.model import Node, Relation
from queries.decisions import Decision
from tests.networks import node, relation
from tests.store.stores import NOW

_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE sources (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE versions (
    id INTEGER PRIMARY KEY, source_id INTEGER NOT NULL REFERENCES sources (id), hash TEXT NOT NULL,
    loaded_at TEXT NOT NULL, loader TEXT NOT NULL, path TEXT NOT NULL, counts BLOB NOT NULL
);
CREATE TABLE records (
    id INTEGER PRIMARY KEY, version_id INTEGER NOT NULL REFERENCES versions (id), size INTEGER NOT NULL,
    payload BLOB NOT NULL
);
CREATE INDEX records_by_version ON records (version_id);
CREATE TABLE decisions (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, payload BLOB NOT NULL, decided_at TEXT NOT NULL, withdrawn_at TEXT
);
CREATE TABLE erasures (hash TEXT PRIMARY KEY, erased_at TEXT NOT NULL) WITHOUT ROWID;
"""
SALT = bytes(range(32))
COUNTS = b'[{"sheet":"raden","read":3,"stored":2,"left_out":1}]'
AT = "2026-11-22T12:00:00.000000+00:00"
FIRST: list[Node | Relation] = [node("council:c"), node("person:anna", name="Anna ☃")]
SECOND: list[Node | Relation] = [*FIRST, relation("seat", "person:anna", "council:c")]
OTHER: list[Node | Relation] = [node("person:bea"), node("person:b")]
SAME = Judgement("person:b", "person:bea", same=True, decided_at=NOW)
DECIDED = Decision("cut-person", ("person:anna",), "planned", NOW, owner="Fenna", note="é")


def write_form_1(path: Path, *statements: str) -> Path:
    """Write a file of form 1 with two sources, of which one has two versions, and two decisions; then ``statements``."""
    encode = msgspec.json.encode
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.executescript(_TABLES)
        connection.execute("INSERT INTO meta VALUES ('salt', ?)", (SALT,))
        connection.executemany("INSERT INTO sources VALUES (?, ?)", [(1, "a.xlsx"), (2, "b.xlsx")])
        for number, (source, records) in enumerate(((1, FIRST), (2, OTHER), (1, SECOND)), 1):
            row = (number, source, f"hash {number}", AT, "xlsx", "/data/é", COUNTS)
            connection.execute("INSERT INTO versions VALUES (?, ?, ?, ?, ?, ?, ?)", row)
            batch = (number, len(records), encode(records))
            connection.execute("INSERT INTO records (version_id, size, payload) VALUES (?, ?, ?)", batch)
        for kind, payload in (("identity", SAME), ("finding", DECIDED)):
            decision = (kind, encode(payload), AT)
            connection.execute("INSERT INTO decisions (kind, payload, decided_at) VALUES (?, ?, ?)", decision)
        for statement in (f"PRAGMA application_id = {0x4B4E5054}", "PRAGMA user_version = 1", *statements):
            connection.execute(statement)
        connection.commit()
    return path
