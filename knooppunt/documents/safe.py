"""Text from strangers that can do no harm where it is shown: on a terminal, in a spreadsheet."""

from __future__ import annotations

import unicodedata

#: What a spreadsheet may take for the start of a formula.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
#: Categories of characters that steer a terminal or damage what it shows: control characters and half surrogates.
_STEERING = ("Cc", "Cs")
#: Characters that make a terminal show text in another order than it stands (Unicode Standard Annex 9).
_REORDERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def printable(value: str) -> str:
    """Return ``value`` without characters that steer a terminal, or show text in another order than it stands."""
    if value.isprintable():
        return value
    return "".join("�" if _steers(char) else char for char in value)


def _steers(char: str) -> bool:
    return (unicodedata.category(char) in _STEERING and char not in "\n\t") or char in _REORDERING


def guarded(value: str) -> str:
    """Return ``value`` so that no spreadsheet takes it for a formula."""
    return f"'{value}" if value.startswith(_FORMULA_STARTS) else value
