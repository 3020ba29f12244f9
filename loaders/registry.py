"""Which formats can be loaded, and the reading of a file or a folder of files in them."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import unicodedata
from pathlib import Path

import msgspec

from graph.errors import InputRefused
from graph.memory import garbage_collection_paused
from graph.words.catalogue import Choice
from loaders.base import Place, Problem, Table
from loaders.formats.csv import CSV
from loaders.formats.icalendar import ICALENDAR
from loaders.formats.limits import MOST_FILE_BYTES
from loaders.formats.ods import ODS
from loaders.formats.vcard import VCARD
from loaders.formats.xlsx import XLSX

#: Every format that can be loaded; what messages and help say is accepted comes from here.
FORMATS = (XLSX, ODS, CSV, VCARD, ICALENDAR)

#: Spreadsheets that must be saved in another format first.
_OTHER_SPREADSHEETS = (".xls", ".xlsb", ".fods", ".numbers")

#: How the names begin of files that nobody made: the lock of an open workbook, and what a Mac keeps beside a file.
_LEFT_BEHIND = ("~$", "._", ".~lock.")

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
    if path.name.startswith(_LEFT_BEHIND) and not _is_folder(path):
        raise InputRefused("input-left-behind", path=str(path))
    contents = _contents(path)
    digest = _hash(path, contents)
    formats = [_BY_SUFFIX[file.suffix.lower()] for file, _ in contents]
    with garbage_collection_paused():
        tables = [table for each, content in zip(formats, contents, strict=True) for table in each.read(*content)]
    loader = "+".join(sorted({each.code for each in formats}))
    return SourceFile(loader, digest, tables, _passed_over(path) if _is_folder(path) else [])


def hash_source(path: Path) -> str:
    """Return the SHA-256 of the bytes at ``path`` without reading them as tables: equal bytes, equal hash.

    Of a folder: of the names and contents of the files in it that are read, whatever the folder is called.
    """
    return _hash(path, _contents(path))


def _contents(path: Path) -> list[tuple[Path, bytes]]:
    """Return the files to read with their bytes, sorted by name."""
    wanted = {"workbooks": accepted(folder=False), "files": accepted(folder=True)}
    suffix = path.suffix.lower()
    if _is_folder(path):
        files = [file for file in _files_in(path) if file.suffix.lower() in wanted["files"] and not file.is_dir()]
        if not files:
            raise InputRefused("folder-without-csv", path=str(path), **wanted)
    elif suffix in _BY_SUFFIX:
        files = [path]
    else:
        code = "input-other-spreadsheet" if suffix in _OTHER_SPREADSHEETS else "input-unknown-format"
        raise InputRefused(code, path=str(path), suffix=path.suffix or path.name, **wanted)
    contents = []
    left = MOST_FILE_BYTES
    for file in files:
        data = _read_file(file, left)
        left -= len(data)
        contents.append((file, data))
    return contents


def _is_folder(path: Path) -> bool:
    """Tell whether a path is a folder; raise InputRefused when nothing is there, or its name cannot be written down."""
    if "\0" in str(path) or any("\ud800" <= letter <= "\udfff" for letter in str(path)):
        raise InputRefused("input-name-no-text", path=_printable(path))
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except OSError as error:
        raise _refusal(path, error) from error
    except RuntimeError as error:  # a circle of links, to some versions of Python
        raise InputRefused("input-no-file", path=str(path)) from error


def _files_in(folder: Path) -> list[Path]:
    """Return what is in a folder sorted by name, without what an operating system or open program leaves behind."""
    try:
        files = sorted(folder.iterdir())
    except OSError as error:
        raise _refusal(folder, error) from error
    return [file for file in files if not file.name.startswith(_LEFT_BEHIND)]


def _read_file(path: Path, most: int) -> bytes:
    """Return the bytes of a regular file, wherever a link leads to; raise InputRefused when it is none, or over ``most``.

    A pipe or a device is opened without waiting for it, and nothing is read from it.
    """
    _is_folder(path)
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOCTTY", 0)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise InputRefused("input-no-file", path=str(path))
        with os.fdopen(os.open(path, flags), "rb") as stream:
            # What was a file a moment ago may have become something else.
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                raise InputRefused("input-no-file", path=str(path))
            size = os.fstat(stream.fileno()).st_size
            data = stream.read(most + 1) if size <= most else b""
    except OSError as error:
        raise _refusal(path, error) from error
    if size > most or len(data) > most:
        raise InputRefused("input-too-large", path=str(path), megabytes=MOST_FILE_BYTES >> 20)
    return data


def _refusal(path: Path, error: OSError) -> InputRefused:
    """Return what to tell of a path that cannot be read."""
    if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG):
        return InputRefused("input-missing", path=str(path))
    if error.errno == errno.ELOOP:
        return InputRefused("input-no-file", path=str(path))
    return InputRefused("input-unreadable", path=str(error.filename or path), reason=str(error.strerror))


def _printable(path: Path) -> str:
    """Return a path that can be written down, with a mark for what cannot."""
    return str(path).encode("utf-8", "replace").decode()


def _hash(path: Path, contents: list[tuple[Path, bytes]]) -> str:
    """Hash a file by its bytes, a folder by names and bytes; lengths keep the parts apart."""
    if not _is_folder(path):
        return hashlib.sha256(contents[0][1]).hexdigest()
    digest = hashlib.sha256()
    for file, data in contents:
        name = unicodedata.normalize("NFC", file.name).encode("utf-8")
        digest.update(b"%d:%d:" % (len(name), len(data)) + name)
        digest.update(data)
    return digest.hexdigest()


def _passed_over(folder: Path) -> list[Problem]:
    """Warn about workbooks in a folder of files, and folders with files: they are not read."""
    passed = {*accepted(folder=False), *_OTHER_SPREADSHEETS}
    place, params = Place(folder.resolve().name), {"files": accepted(folder=True)}
    files = _files_in(folder)
    return [
        *(
            Problem(place, "file-passed-over", _printable(Path(file.name)), params)
            for file in files
            if file.suffix.lower() in passed
        ),
        *(
            Problem(place, "inner-folder-passed-over", _printable(Path(file.name)))
            for file in files
            if file.is_dir() and not file.name.startswith((".", "__")) and _may_hold_lists(file)
        ),
    ]


def _may_hold_lists(folder: Path) -> bool:
    """Tell whether a folder has files that can be loaded, as far as one may look into it."""
    try:
        return any(file.suffix.lower() in _BY_SUFFIX for file in _files_in(folder))
    except InputRefused:
        return True
