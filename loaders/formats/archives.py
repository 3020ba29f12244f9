"""What a workbook is as a file: a zip archive that must be whole, readable and of a reasonable size."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import Element, TreeBuilder
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
#: So many bytes of a part are parsed before what is found in them is handed over.
_AT_ONCE = 1 << 16

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


def elements(stream: IO[bytes], whole: str, begun: str = "", *, namespaces: bool = False) -> Iterator[Element]:
    """Yield every element that is called ``whole`` with all that is in it, and those called ``begun`` as they begin, empty.

    Names come without the prefix that the file gives them, or with their ``namespaces`` and a space before them. A document
    type (which can hold a bomb) is an error.
    """
    collector = _Collector(whole, begun, namespaces)
    parser = expat.ParserCreate(namespace_separator=" " if namespaces else None)
    parser.buffer_text = True
    parser.StartElementHandler = collector.start
    parser.EndElementHandler = collector.end
    parser.CharacterDataHandler = collector.text
    parser.StartDoctypeDeclHandler = _refuse_document_type
    while data := stream.read(_AT_ONCE):
        parser.Parse(data, False)
        yield from collector.found
        collector.found.clear()
    parser.Parse(b"", True)


class _Collector:
    """Collects elements while a document is read; of the rest of it nothing is kept."""

    def __init__(self, whole: str, begun: str, namespaces: bool) -> None:
        self.found: list[Element] = []
        self._whole, self._begun, self._namespaces = whole, begun, namespaces
        self._builder = TreeBuilder()
        self._outer: Element | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag if self._namespaces else local(tag)
        if self._outer is not None:
            self._builder.start(name, attributes)
        elif name == self._whole:
            self._builder = TreeBuilder()
            self._outer = self._builder.start(name, attributes)
        elif name == self._begun:
            self.found.append(Element(name, attributes))

    def text(self, text: str) -> None:
        if self._outer is not None:
            self._builder.data(text)

    def end(self, tag: str) -> None:
        if self._outer is not None and self._builder.end(tag) is self._outer:
            self.found.append(self._outer)
            self._outer = None


def local(name: str) -> str:
    """Return a name without its prefix."""
    return name.rpartition(":")[2]


def _refuse_document_type(*_: object) -> None:
    raise ValueError("a workbook has no document type declaration")
