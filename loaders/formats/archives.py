"""What a workbook is as a file: a zip archive that must be whole, readable and of a reasonable size."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import IO
from xml.parsers import expat

from graph.errors import InputRefused

#: The most that a workbook may hold when unpacked, in bytes: 1 GiB.
MOST_BYTES = 1 << 30
#: The most cells that a sheet may span, filled or not: what lies in between takes memory as well. 26 columns may go
#: down to the last row of a spreadsheet.
MOST_CELLS = 30_000_000

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_ENCRYPTED_FLAG = 0x1

#: What goes wrong while reading a damaged archive.
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, expat.ExpatError, LookupError, ValueError)


def open_archive(path: Path, data: bytes, part: str) -> zipfile.ZipFile:
    """Return the archive in ``data``, the content of the workbook ``path`` that must have a part called ``part``.

    Raises InputRefused when it is encrypted, an old Office file, no archive at all, or too large.
    """
    if data.startswith(_OLD_OFFICE):
        raise InputRefused("workbook-encrypted" if _ENCRYPTED_PACKAGE in data else "workbook-old", path=str(path))
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except DAMAGED as error:
        raise InputRefused("workbook-damaged", path=str(path)) from error
    members = archive.infolist()
    if sum(member.file_size for member in members) > MOST_BYTES:
        raise InputRefused("workbook-too-large", path=str(path), gigabytes=MOST_BYTES >> 30)
    if any(member.flag_bits & _ENCRYPTED_FLAG for member in members):
        raise InputRefused("workbook-encrypted", path=str(path))
    if part not in archive.namelist():
        raise InputRefused("workbook-damaged", path=str(path))
    return archive


def parse_xml(
    stream: IO[bytes],
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
    *,
    separator: str | None = None,
) -> None:
    """Call ``start``, ``end`` and ``text`` for what is in ``stream``; a document type (which can hold a bomb) is an error.

    With ``separator`` names come with their namespace before it, otherwise with the prefix that the file gives them.
    """
    parser = expat.ParserCreate(namespace_separator=separator)
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse_document_type
    parser.ParseFile(stream)


def _refuse_document_type(*_: object) -> None:
    raise ValueError("a workbook has no document type declaration")
