"""Which reader reads what: workbooks, CSV files and folders of them."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable
from pathlib import Path

import msgspec

from graph.errors import InputRefused
from loaders.base import Place, Problem, Table, garbage_collection_paused
from loaders.csv_folder import read_csv
from loaders.ods import read_ods
from loaders.workbook import read_workbook

CSV = ".csv"


def _single_csv(path: Path, data: bytes) -> list[Table]:
    return [read_csv(path, data)]


#: Suffix of a file, in lower case, and what turns its bytes into tables.
READERS: dict[str, Callable[[Path, bytes], list[Table]]] = {
    ".xlsx": read_workbook,
    ".ods": read_ods,
    CSV: _single_csv,
}

#: Spreadsheets that must be saved in another format first.
_OTHER_SPREADSHEETS = (".xls", ".xlsm", ".xlsb", ".fods", ".numbers")


class SourceFile(msgspec.Struct):
    """What was read: by which loader, the SHA-256 of its bytes, its tables, and files that were passed over."""

    loader: str
    hash: str
    tables: list[Table]
    warnings: list[Problem] = []


def read_source(path: Path) -> SourceFile:
    """Read a workbook, a CSV file or a folder of CSV files. Raises InputRefused when that cannot be done."""
    contents = _contents(path)
    digest = _hash(path, contents)
    with garbage_collection_paused():
        if path.is_dir():
            return SourceFile("csv", digest, [read_csv(file, data) for file, data in contents], _passed_over(path))
        ((_, data),) = contents
        suffix = path.suffix.lower()
        return SourceFile(suffix.removeprefix("."), digest, READERS[suffix](path, data))


def hash_source(path: Path) -> str:
    """Return the SHA-256 of the bytes at ``path`` without reading them as tables: equal bytes, equal hash.

    Of a folder: of the names and contents of its CSV files, whatever the folder is called.
    """
    return _hash(path, _contents(path))


def _contents(path: Path) -> list[tuple[Path, bytes]]:
    """Return the files to read with their bytes, sorted by name."""
    if not path.exists():
        raise InputRefused("input-missing", path=str(path))
    suffix = path.suffix.lower()
    if path.is_dir():
        files = sorted(file for file in path.iterdir() if file.suffix.lower() == CSV and file.is_file())
        if not files:
            raise InputRefused("folder-without-csv", path=str(path))
    elif suffix in READERS:
        files = [path]
    else:
        code = "input-other-spreadsheet" if suffix in _OTHER_SPREADSHEETS else "input-unknown-format"
        raise InputRefused(code, path=str(path), suffix=path.suffix or path.name)
    try:
        return [(file, file.read_bytes()) for file in files]
    except OSError as error:
        raise InputRefused("input-unreadable", path=str(error.filename or path), reason=str(error.strerror)) from error


def _hash(path: Path, contents: list[tuple[Path, bytes]]) -> str:
    """Hash a file by its bytes, a folder by names and bytes; lengths keep the parts apart."""
    if not path.is_dir():
        return hashlib.sha256(contents[0][1]).hexdigest()
    digest = hashlib.sha256()
    for file, data in contents:
        name = unicodedata.normalize("NFC", file.name).encode("utf-8")
        digest.update(b"%d:%d:" % (len(name), len(data)) + name)
        digest.update(data)
    return digest.hexdigest()


def _passed_over(folder: Path) -> list[Problem]:
    """Warn about workbooks in a folder of CSV files: they are not read. (``~$``: the lock file of an open workbook.)"""
    return [
        Problem(Place(folder.resolve().name), "file-passed-over", file.name)
        for file in sorted(folder.iterdir())
        if file.suffix.lower() in (*READERS, *_OTHER_SPREADSHEETS)
        and file.suffix.lower() != CSV
        and not file.name.startswith("~$")
    ]
