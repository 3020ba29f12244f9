"""The kinds of findings that there are, by code: a kind that is not here cannot be told, and says so."""

from __future__ import annotations

from collections.abc import Iterable

from queries.fragile.question import KINDS as FRAGILE_KINDS
from queries.gaps.coverage import KINDS as GAPS_KINDS
from queries.kinds import Kind
from queries.missing.question import KINDS as MISSING_KINDS


class UnknownKindError(LookupError):
    """No kind of finding has this code."""

    def __init__(self, code: str) -> None:
        super().__init__(f"no kind of finding is registered as {code!r}")


class DoubleKindError(ValueError):
    """Two kinds of finding have this code."""

    def __init__(self, code: str) -> None:
        super().__init__(f"two kinds of finding are registered as {code!r}")


class Kinds(dict[str, Kind]):
    """Kinds by code."""

    def __init__(self, kinds: Iterable[Kind]) -> None:
        super().__init__()
        for kind in kinds:
            if kind.code in self:
                raise DoubleKindError(kind.code)
            self[kind.code] = kind

    def __missing__(self, code: str) -> Kind:
        raise UnknownKindError(code)


KINDS = Kinds((*FRAGILE_KINDS, *MISSING_KINDS, *GAPS_KINDS))


def kinds_of(*questions: str) -> list[Kind]:
    """Return the kinds that commands tell of, in the order in which they are shown."""
    return [kind for question in questions for kind in KINDS.values() if kind.question == question]
