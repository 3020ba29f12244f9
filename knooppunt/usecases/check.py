"""Whether a network file is whole: every source, every version, every decision."""

from __future__ import annotations

from pathlib import Path

import msgspec

from graph.identity.judgements import Judgement
from graph.store.base import Version, counting
from graph.store.opening import open_store
from queries.decisions import Decision

#: What a decision of each kind is read as.
_KINDS = {"finding": Decision, "identity": Judgement}


class SourceChecked(msgspec.Struct, frozen=True):
    """What is well of a source: all its versions (oldest first), damaged ones marked."""

    source: str
    versions: tuple[Version, ...]

    @property
    def damaged(self) -> bool:
        """Tell whether what the source says today is damaged: the newest version, or a list of one of its days."""
        return any(version.damaged for version in self._counting)

    @property
    def older_damaged(self) -> int:
        """Return how many versions that do not count any more are damaged."""
        return sum(version.damaged for version in self.versions) - sum(version.damaged for version in self._counting)

    @property
    def _counting(self) -> list[Version]:
        return [version for _, version in counting(enumerate(self.versions))[self.source]]


class Checked(msgspec.Struct, frozen=True):
    """What is well and what is damaged in a file.

    ``structure``: what is wrong with the file itself, of which ``sources`` is None when it cannot tell what was in it.
    ``stray``: rows that nothing refers to. ``decisions_damaged`` are among the ``decisions``.
    """

    structure: tuple[str, ...]
    stray: int
    sources: tuple[SourceChecked, ...] | None
    decisions: int
    decisions_damaged: int

    @property
    def damaged(self) -> int:
        """Return how many things are damaged."""
        sources = self.sources or ()
        return (
            bool(self.structure or self.stray)
            + sum(source.damaged + source.older_damaged for source in sources)
            + self.decisions_damaged
        )


def check(file: Path) -> Checked:
    """Look at everything in a network file. Raises StoreUnavailable when it cannot be opened at all."""
    with open_store(file) as store:
        found = store.examine()
    sources: dict[str, list[Version]] = {}
    for version in found.versions or ():
        sources.setdefault(version.source, []).append(version)
    return Checked(
        found.structure,
        found.stray,
        None if found.versions is None else tuple(SourceChecked(name, tuple(own)) for name, own in sources.items()),
        len(found.decisions),
        sum(not _decodes(kind, payload) for kind, payload in found.decisions),
    )


def _decodes(kind: str, payload: bytes | None) -> bool:
    """Tell whether the JSON of a decision is a decision of its kind; None is a damaged one."""
    if payload is None:
        return False
    try:
        msgspec.json.decode(payload, type=_KINDS.get(kind, object))
    except msgspec.DecodeError:
        return False
    return True
