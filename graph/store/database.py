"""The SQLite database behind a file: opened by its path, with what SQLite says turned into one clear error."""

from __future__ import annotations

import contextlib
import sqlite3
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from graph.errors import StoreUnavailable
from graph.store.checksums import Value

#: What SQLite's primary result codes mean to the user; any other one is "cannot be opened".
_CODES = {
    sqlite3.SQLITE_BUSY: "store-busy",
    sqlite3.SQLITE_LOCKED: "store-busy",
    sqlite3.SQLITE_NOTADB: "store-foreign",
    sqlite3.SQLITE_CORRUPT: "store-damaged",
    sqlite3.SQLITE_ERROR: "store-damaged",
    sqlite3.SQLITE_CONSTRAINT: "store-damaged",
    sqlite3.SQLITE_MISMATCH: "store-damaged",
    sqlite3.SQLITE_TOOBIG: "store-damaged",
    sqlite3.SQLITE_FULL: "store-full",
    sqlite3.SQLITE_IOERR: "store-io",
    sqlite3.SQLITE_READONLY: "store-readonly",
}


def size_of(path: Path) -> int | None:
    """Return the size of the file in bytes, or None when there is none. Raises StoreUnavailable for what is no file.

    The file is not opened: closing it would let go of SQLite's locks, when this process has it open as a store.
    """
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise StoreUnavailable("store-unreadable", path=str(path), reason=error.strerror) from error
    if not stat.S_ISREG(found.st_mode):
        code = "store-folder" if stat.S_ISDIR(found.st_mode) else "store-foreign"
        raise StoreUnavailable(code, path=str(path))
    return found.st_size


class Database:
    """A connection to the database in the file ``path``, which stays what the user called it."""

    def __init__(self, path: Path, timeout: float) -> None:
        """Connect; ``timeout`` is how many seconds to wait for another process that is writing."""
        self.path = path
        with self._reported():
            # An absolute path is never a name that means something to SQLite (":memory:", "file:x").
            self._connection = sqlite3.connect(path.absolute(), timeout=timeout, isolation_level=None)
        try:
            for setting in ("foreign_keys", "secure_delete", "cell_size_check"):
                self.run(f"PRAGMA {setting} = ON")
        except BaseException:
            self.close()
            raise

    @property
    def in_transaction(self) -> bool:
        """Tell whether a transaction is open."""
        return self._connection.in_transaction

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def run(self, statement: str, values: Sequence[Value] = ()) -> sqlite3.Cursor:
        """Execute a statement that gives no rows."""
        with self._reported():
            return self._connection.execute(statement, values)

    def rows(self, question: str, values: Sequence[Value] = ()) -> Iterator[tuple[Any, ...]]:
        """Yield the rows that answer a question."""
        with self._reported():
            cursor = self._connection.execute(question, values)
        while True:
            with self._reported():
                row = cursor.fetchone()
            if row is None:
                return
            yield row

    def value(self, question: str, values: Sequence[Value] = ()) -> Any:
        """Return the first value of the first row that answers a question; None when there is no row."""
        return next(self.rows(question, values), (None,))[0]

    @contextlib.contextmanager
    def transaction(self, begin: str = "BEGIN") -> Iterator[None]:
        """Do everything inside or nothing. After some errors SQLite has undone it already (a full disk)."""
        self.run(begin)
        try:
            yield
            self.run("COMMIT")
        except BaseException:
            # What went wrong first is what is told; what cannot be undone now, the next process undoes by the journal.
            with contextlib.suppress(sqlite3.DatabaseError):
                if self.in_transaction:
                    self._connection.execute("ROLLBACK")
            raise

    @contextlib.contextmanager
    def _reported(self) -> Iterator[None]:
        """Turn what SQLite says into one clear error."""
        try:
            yield
        except sqlite3.ProgrammingError:
            raise
        except sqlite3.DatabaseError as error:
            # A text that is no text is found without a result code.
            primary = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
            name = getattr(error, "sqlite_errorname", "")
            # SQLite quotes a damaged table as it was made, over several lines.
            said = " ".join(str(error).split())
            reason = f"{said}, {name}" if name else said
            raise StoreUnavailable(
                _CODES.get(primary, "store-unreadable"), path=str(self.path), reason=reason
            ) from error
        except (UnicodeDecodeError, MemoryError, OverflowError) as error:
            # SQLite quotes a name or reserves room that the damage made up.
            raise StoreUnavailable("store-damaged", path=str(self.path), reason=type(error).__name__) from error
