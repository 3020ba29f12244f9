"""Checksums: what is read from a store is what was written into it, or it is not believed.

Every row has a checksum, and one more row, the *contents*, says which rows there are: damage can also take a row away.
"""

from __future__ import annotations

import hashlib
from typing import Self

import msgspec

#: Bytes of a checksum: of SHA-256, the fastest of those that nobody believes by accident.
SIZE = 16

#: What a column can hold.
Value = int | float | str | bytes | None


def checksum(*values: Value) -> bytes:
    """Return the checksum of ``values``: other values, types or borders between them give another one."""
    digest = hashlib.sha256()
    for value in values:
        raw = value if isinstance(value, bytes) else msgspec.json.encode(value)
        digest.update(b"%s%d:" % (type(value).__name__.encode(), len(raw)))
        digest.update(raw)
    return digest.digest()[:SIZE]


class VersionEntry(msgspec.Struct, frozen=True, array_like=True):
    """What the contents say of a version: its number, what must be known to choose it, and the checksum of its row."""

    number: int
    source: str
    loaded_at: str
    checksum: bytes
    as_of: str | None = None


class DecisionEntry(msgspec.Struct, frozen=True, array_like=True):
    """What the contents say of a decision: its number, its kind, and the checksum of its row."""

    number: int
    kind: str
    checksum: bytes


class Contents(msgspec.Struct):
    """Which versions and decisions there are, oldest first, and the checksum of the salt."""

    salt: bytes
    versions: list[VersionEntry] = []
    decisions: list[DecisionEntry] = []

    def sealed(self) -> bytes:
        """Return this as bytes that tell whether they were damaged."""
        written = msgspec.json.encode(self)
        return checksum(written) + written

    @classmethod
    def unsealed(cls, stored: object) -> Self:
        """Return the contents that were stored. Raises ValueError when they are damaged."""
        if not isinstance(stored, bytes) or checksum(stored[SIZE:]) != stored[:SIZE]:
            raise ValueError("contents")
        return msgspec.json.decode(stored[SIZE:], type=cls)
