"""What is wrong with a store file as a whole: what SQLite says of it, and rows that nothing refers to."""

from __future__ import annotations

from graph.errors import StoreUnavailable
from graph.store.checksums import Contents
from graph.store.database import Database

#: Of a file in ruins SQLite could go on for hours.
_MOST = 20

_TABLES = {"meta", "sources", "versions", "records", "decisions", "erasures"}
_STRAY = {
    "versions": "SELECT id FROM versions",
    "records": "SELECT DISTINCT version_id FROM records",
    "decisions": "SELECT id FROM decisions",
    "sources": "SELECT id FROM sources WHERE id NOT IN (SELECT source_id FROM versions)",
}


def structure_of(database: Database) -> tuple[str, ...]:
    """Return what SQLite finds wrong with the file itself, and references to rows that are not there; nothing is well."""
    try:
        found = [str(row[0]) for row in database.rows(f"PRAGMA integrity_check({_MOST})")]
        lacking = _TABLES - {row[0] for row in database.rows("SELECT name FROM sqlite_master")}
        loose = [f"{row[0]} {row[1]} → {row[2]}" for row in database.rows("PRAGMA foreign_key_check")]
    except StoreUnavailable as error:
        if error.code != "store-damaged":
            raise
        return (error.params["reason"],)
    return (*(each for each in found if each != "ok"), *(f"no table {name}" for name in sorted(lacking)), *loose)


def stray_rows(database: Database, contents: Contents) -> int:
    """Return how many versions, decisions and sources there are, and versions with records, that the contents do not name."""
    known = {
        "versions": {entry.number for entry in contents.versions},
        "decisions": {entry.number for entry in contents.decisions},
    }
    known["records"] = known["versions"]
    found = {table: {row[0] for row in database.rows(question)} for table, question in _STRAY.items()}
    return sum(len(numbers - known.get(table, set())) for table, numbers in found.items())
