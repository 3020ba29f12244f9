"""A list that another program hands over on standard input."""

from __future__ import annotations

import contextlib
import io
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from graph.errors import InputRefused, UsageProblem
from knooppunt.files import write_whole

#: What stands for standard input in place of a file.
STANDARD_INPUT = Path("-")
#: The most that is taken (bytes): whoever hands over without end is refused, and nothing is cut off.
_MOST = 128 << 20
#: How a workbook begins, and one of the oldest sort; and the part that only an .ods has.
_ZIP, _OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_ODS_PART = "content.xml"
#: How a file of contacts begins, and a calendar.
_BEGINS = {b"BEGIN:VCARD": ".vcf", b"BEGIN:VCALENDAR": ".ics"}


@contextlib.contextmanager
def standard_input(source: str | None) -> Iterator[Path]:
    """Give a file with what comes in on standard input, called after ``source``: its last part, as ``noord/zetels``.

    Raises UsageProblem without a name, InputRefused when nothing comes in or more than a list can be.
    """
    if source is None:
        raise UsageProblem("standard-input-without-name")
    data = sys.stdin.buffer.read(_MOST + 1) if sys.stdin is not None else b""
    if not data or len(data) > _MOST:
        raise InputRefused("standard-input-too-large" if data else "standard-input-empty", most=_MOST >> 20)
    name, suffix = Path(source).name or "lijst", _suffix(data)
    with tempfile.TemporaryDirectory(prefix="knooppunt-") as folder:
        file = Path(folder) / (name if name.lower().endswith(suffix) else f"{name}{suffix}")
        write_whole(file, data)
        yield file


def _suffix(data: bytes) -> str:
    """Return what a file with these bytes ends on."""
    if data.startswith(_ZIP):
        with contextlib.suppress(zipfile.BadZipFile), zipfile.ZipFile(io.BytesIO(data)) as archive:
            return ".ods" if _ODS_PART in archive.namelist() else ".xlsx"
        return ".xlsx"
    begin = data[:64].upper().replace(b"\0", b"")  # Also where each letter takes two bytes.
    for mark, suffix in _BEGINS.items():
        if mark in begin:
            return suffix
    return ".xls" if data.startswith(_OLD) else ".csv"
