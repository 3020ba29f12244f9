"""What a workbook is as a file: a zip archive that must be whole, readable and of a reasonable size."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from graph.errors import InputRefused
from loaders.formats.limits import Budget

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_ENCRYPTED_FLAG = 0x1
#: The only two ways of packing that a workbook may use; the others unpack much at once.
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_MEMBER = b"PK\x01\x02"
_MOST_MEMBERS = 10_000
#: So many bytes of a part are read, and parsed, at once.
_AT_ONCE = 1 << 16
#: The most elements within one that is handed over as a whole: a row of 16,384 cells has far fewer.
_MOST_WITHIN = 500_000

#: What goes wrong while reading a damaged archive.
DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OverflowError),
    *(expat.ExpatError, LookupError, ValueError),
)


def open_archive(path: Path, data: bytes, part: str) -> zipfile.ZipFile:
    """Return the archive in ``data``, the content of the workbook ``path`` that must have a part called ``part``.

    Raises InputRefused when it is encrypted, an old Office file, no archive at all, or has too many parts.
    """
    if data.startswith(_OLD_OFFICE):
        raise InputRefused("workbook-encrypted" if _ENCRYPTED_PACKAGE in data else "workbook-old", path=str(path))
    if data.count(_MEMBER) > _MOST_MEMBERS:
        raise InputRefused("workbook-damaged", path=str(path))
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except DAMAGED as error:
        raise InputRefused("workbook-damaged", path=str(path)) from error
    if any(member.flag_bits & _ENCRYPTED_FLAG for member in archive.infolist()):
        raise InputRefused("workbook-encrypted", path=str(path))
    _name_plainly(archive, part)
    if part not in archive.NameToInfo:
        raise InputRefused("workbook-damaged", path=str(path))
    return archive


def _name_plainly(archive: zipfile.ZipFile, part: str) -> None:
    r"""Give members called ``xl\workbook.xml``, ``/xl/workbook.xml`` or so their plain names, and ``part`` its own."""
    for member in archive.infolist():
        member.filename = posixpath.normpath("/" + member.filename.replace("\\", "/")).lstrip("/")
        if member.filename.casefold() == part.casefold():
            member.filename = part
        archive.NameToInfo.setdefault(member.filename, member)


def chunks(archive: zipfile.ZipFile, part: str, budget: Budget) -> Iterator[bytes]:
    """Yield the content of a part, as far as ``budget`` allows it."""
    if archive.getinfo(part).compress_type not in _PACKINGS:
        raise NotImplementedError("not a way of packing that a workbook may use")
    with archive.open(part) as stream:
        while data := stream.read(_AT_ONCE):
            budget.take("bytes", len(data))
            budget.take("marks", data.count(b"<"))
            yield data


def elements(content: Iterable[bytes], *whole: str, begun: str = "", namespaces: bool = False) -> Iterator[Element]:
    """Yield every element called one of ``whole`` with all that is in it, and those called ``begun`` as they begin, empty.

    Names come without the prefix that the file gives them, or with their ``namespaces`` and a space before them. A document
    type (which can hold a bomb) is an error.
    """
    collector = _Collector(whole, begun, namespaces)
    parser = expat.ParserCreate(namespace_separator=" " if namespaces else None)
    parser.buffer_text = True
    parser.StartElementHandler = collector.start
    parser.EndElementHandler = collector.end
    parser.CharacterDataHandler = collector.text
    parser.StartDoctypeDeclHandler = refuse_document_type
    for data in content:
        parser.Parse(data, False)
        yield from collector.found
        collector.found.clear()
    parser.Parse(b"", True)


class _Collector:
    """Collects elements while a document is read; of the rest of it nothing is kept."""

    def __init__(self, whole: Collection[str], begun: str, namespaces: bool) -> None:
        self.found: list[Element] = []
        self._whole, self._begun, self._namespaces = whole, begun, namespaces
        self._builder = TreeBuilder()
        self._outer: Element | None = None
        self._within = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag if self._namespaces else local(tag)
        if self._outer is not None:
            self._within += 1
            if self._within > _MOST_WITHIN:
                raise ValueError("too many elements within one")
            self._builder.start(name, attributes)
        elif name in self._whole:
            self._builder = TreeBuilder()
            self._outer = self._builder.start(name, attributes)
            self._within = 0
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


def refuse_document_type(*_: object) -> None:
    """Refuse a document type declaration, the handler of an XML parser."""
    raise ValueError("a workbook has no document type declaration")
