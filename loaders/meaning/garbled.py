"""Letters that were read as others, because a file does not tell how its text was written down: ZoÃ« for Zoë."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.base import Problem, Table

_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]{2,}")
#: Signs that nobody writes right after a letter, and capitals after a small one: an accented letter of an old Mac or of DOS
#: looks like that.
_ODD = re.compile(r"[^\W\d_][‘‰‚„‡ˆ‹•“†ƒ¡¢£¤]|[a-zà-ÿ][ŽŠŒŸ]|[A-Z]Ÿ[a-z]|[^\W\d_]”[^\W\d_]")
_OLD = ("mac_roman", "cp850")
#: The letters with an accent that Dutch names have most, have, and may have; what else comes out was written down in
#: another way.
_ACCENTED = (frozenset("ëéèïç"), frozenset("ëéèêïíöóüúäáàçËÉÈÏÖÜÁÓ"), frozenset("ëéèêïîíöôóüûúäâáàçñËÉÈÏÖÜÁÓ"))


def garbled(table: Table, file: str) -> Iterator[Problem]:
    """Yield a warning for every column with such texts, at the first of them, with what was probably meant."""
    found: dict[int, list[tuple[int, str, str]]] = {}
    for row, cells in table.rows:
        for column, cell in enumerate(cells[: len(table.header)]):
            if isinstance(cell, str) and not cell.isascii() and (meant := probably_meant(cell)):
                found.setdefault(column, []).append((row, cell, meant))
    for column, cases in found.items():
        row, cell, meant = cases[0]
        params = {"name": meant, "count": len(cases)}
        yield Problem(table.origin.place(file, row, column), "garbled", cell.strip(), params)


def probably_meant(text: str) -> str | None:
    """Return ``text`` with the letters that were probably meant, or None when nothing is wrong with it."""
    mended = _BEYOND_ASCII.sub(lambda run: _as_utf_8(run[0]), text)
    if mended != text:
        return mended.strip()
    if not _ODD.search(text):
        return None
    try:
        data = text.encode("cp1252")
    except UnicodeEncodeError:
        return None
    texts = [data.decode(encoding) for encoding in _OLD]
    likely = (old for letters in _ACCENTED for old in texts if all(char.isascii() or char in letters for char in old))
    return next((old.strip() for old in likely), None)


def _as_utf_8(run: str) -> str:
    """Return characters that are the bytes of UTF-8 one by one as the letters they stand for, others as they are."""
    try:
        return b"".join(char.encode("latin-1" if ord(char) < 256 else "cp1252") for char in run).decode()
    except UnicodeError:
        return run
