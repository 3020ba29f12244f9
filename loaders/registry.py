"""Which formats can be loaded, and the reading of a file or a folder of files in them."""

from __future__ import annotations

import hashlib
import unicodedata
from pathlib import Path

import msgspec

from graph.errors import InputRefused
from graph.memory import garbage_collection_paused
from graph.words.catalogue import Choice
from loaders.base import Place, Problem, Table
from loaders.formats.csv import CSV
from loaders.formats.ods import ODS
from loaders.formats.xlsx import XLSX

#: Every format that can be loaded; what messages and help say is accepted comes from here.
FORMATS = (XLSX, ODS, CSV)

#: Spreadsheets that must be saved in another format first.
_OTHER_SPREADSHEETS = (".xls", ".xlsm", ".xlsb", ".fods", ".numbers")

_BY_SUFFIX = {suffix: each for each in FORMATS for suffix in each.suffixes}


class SourceFile(msgspec.Struct):
    """What was read: by which loader, the SHA-256 of its bytes, its tables, and files that were passed over."""

    loader: str
    hash: str
    tables: list[Table]
    warnings: list[Problem] = []


def accepted(*, folder: bool) -> Choice:
    """Return the suffixes of the formats with one sheet per file, which may be in a folder, or those of workbooks."""
    return Choice(suffix for suffix, each in _BY_SUFFIX.items() if each.folder == folder)


def read_source(path: Path) -> SourceFile:
    """Read a file, or a folder of files of one sheet each. Raises InputRefused when that cannot be done."""
    contents = _contents(path)
    digest = _hash(path, contents)
    formats = [_BY_SUFFIX[file.suffix.lower()] for file, _ in contents]
    with garbage_collection_paused():
        tables = [table for each, content in zip(formats, contents, strict=True) for table in each.read(*content)]
    loader = "+".join(sorted({each.code for each in formats}))
    return SourceFile(loader, digest, tables, _passed_over(path) if path.is_dir() else [])


def hash_source(path: Path) -> str:
    """Return the SHA-256 of the bytes at ``path`` without reading them as tables: equal bytes, equal hash.

    Of a folder: of the names and contents of the files in it that are read, whatever the folder is called.
    """
    return _hash(path, _contents(path))


def _contents(path: Path) -> list[tuple[Path, bytes]]:
    """Return the files to read with their bytes, sorted by name."""
    if not path.exists():
        raise InputRefused("input-missing", path=str(path))
    suffix = path.suffix.lower()
    wanted = {"workbooks": accepted(folder=False), "files": accepted(folder=True)}
    if path.is_dir():
        files = sorted(file for file in path.iterdir() if file.suffix.lower() in wanted["files"] and file.is_file())
        if not files:
            raise InputRefused("folder-without-csv", path=str(path), **wanted)
    elif suffix in _BY_SUFFIX:
        files = [path]
    else:
        code = "input-other-spreadsheet" if suffix in _OTHER_SPREADSHEETS else "input-unknown-format"
        raise InputRefused(code, path=str(path), suffix=path.suffix or path.name, **wanted)
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
    """Warn about workbooks in a folder of files: they are not read. (``~$``: the lock file of an open workbook.)"""
    passed = {*accepted(folder=False), *_OTHER_SPREADSHEETS}
    params = {"files": accepted(folder=True)}
    return [
        Problem(Place(folder.resolve().name), "file-passed-over", file.name, params)
        for file in sorted(folder.iterdir())
        if file.suffix.lower() in passed and not file.name.startswith("~$")
    ]
