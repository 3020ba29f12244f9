"""The kinds of findings that there are, by code. There is no other way to tell a finding: an unknown kind is a KeyError."""

from __future__ import annotations

from collections.abc import Iterable

from queries.fragile.question import KINDS as FRAGILE_KINDS
from queries.gaps.coverage import KINDS as GAPS_KINDS
from queries.kinds import Kind
from queries.missing.question import KINDS as MISSING_KINDS


def by_code(kinds: Iterable[Kind]) -> dict[str, Kind]:
    """Return kinds by code. Raises ValueError when two have the same."""
    found: dict[str, Kind] = {}
    for kind in kinds:
        if found.setdefault(kind.code, kind) is not kind:
            raise ValueError(f"two kinds of finding are called {kind.code!r}")
    return found


KINDS = by_code((*FRAGILE_KINDS, *MISSING_KINDS, *GAPS_KINDS))


def kinds_of(*questions: str) -> list[Kind]:
    """Return the kinds that commands tell of, in the order in which they are shown."""
    return [kind for question in questions for kind in KINDS.values() if kind.question == question]
