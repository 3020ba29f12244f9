"""Judgements: what people decided about which nodes are the same, and the one id that each node has by that.

The newest judgement about two nodes counts. Who is the same as a third is the same as all that are; what was judged
not the same stays apart, whatever chain would join it. A judgement that would join such a chain does not count, and is
told as a contradiction: which of the two is wrong, only people know.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

import msgspec


class Judgement(msgspec.Struct, frozen=True, omit_defaults=True):
    """Somebody decided that ``node`` is the ``same`` as ``other`` (the id that stays), or that it is not."""

    node: str
    other: str
    same: bool
    decided_at: datetime
    decided_by: str = ""

    def __post_init__(self) -> None:
        if self.node == self.other:
            raise ValueError("a judgement is about two nodes")

    @property
    def pair(self) -> frozenset[str]:
        """Return the two nodes, in no order."""
        return frozenset((self.node, self.other))


class Contradiction(msgspec.Struct, frozen=True):
    """A judgement that does not count: it would make one of what the judgements ``different`` keep apart."""

    refused: Judgement
    different: tuple[Judgement, ...]


class Identity(msgspec.Struct, frozen=True):
    """The id that each node goes by, of those that go by another than their own; and what could not be followed."""

    ids: Mapping[str, str]
    contradictions: tuple[Contradiction, ...]


def identity(judgements: Iterable[Judgement], guesses: Mapping[str, str] | None = None) -> Identity:
    """Return what ``judgements`` make of the ids of nodes; their order does not matter.

    ``guesses`` are what the program thinks (id -> the id that it is the same as): people know better. The id that stays
    is the least of those that nobody called another one; in a circle, the least of all.
    """
    newest = _in_order({judgement.pair: judgement for judgement in _in_order(judgements)}.values())
    groups = _Groups(judgement for judgement in newest if not judgement.same)
    contradictions = []
    for judgement in newest:
        if judgement.same and (different := groups.join(judgement.node, judgement.other)):
            contradictions.append(Contradiction(judgement, _in_order(different)))
    judged = frozenset(groups.renamed)
    for id_, other in sorted((guesses or {}).items()):
        if id_ not in judged:
            groups.join(id_, other)
    return Identity(groups.ids(), tuple(contradictions))


def _in_order(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """Return ``judgements`` oldest first; of one moment, always in the same order."""
    return tuple(
        sorted(judgements, key=lambda one: (one.decided_at, not one.same, one.node, one.other, one.decided_by))
    )


class _Groups:
    """The nodes that are the same, in groups; ``renamed`` are those that were called another one."""

    def __init__(self, different: Iterable[Judgement]) -> None:
        self.renamed: set[str] = set()
        self._group: dict[str, list[str]] = {}
        self._different: dict[str, dict[str, Judgement]] = defaultdict(dict)
        for judgement in different:
            self._different[judgement.node][judgement.other] = judgement
            self._different[judgement.other][judgement.node] = judgement

    def join(self, id_: str, other: str) -> list[Judgement]:
        """Make one group of those of ``id_`` and ``other``, unless judgements keep them apart: return those."""
        one, two = (self._group.setdefault(each, [each]) for each in (id_, other))
        small, large = sorted((one, two), key=len)
        if small is not large:
            apart = [self._different[a][b] for a in small if a in self._different for b in self._different[a]]
            if kept := [judgement for judgement in apart if not judgement.pair.isdisjoint(large)]:
                return kept
            large += small
            self._group |= dict.fromkeys(small, large)
        self.renamed.add(id_)
        return []

    def ids(self) -> dict[str, str]:
        """Return the id that each node goes by, of those that go by another than their own."""
        found: dict[str, str] = {}
        for group in {id(group): group for group in self._group.values()}.values():
            stays = min(set(group) - self.renamed or group)
            found |= {member: stays for member in group if member != stays}
        return found
