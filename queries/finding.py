"""Findings: what a question answers. Text is made at the edge, from the kind and the fields."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import Annotated, Any

import msgspec

from graph.model import NodeId

#: From worst to least.
SEVERITIES = ("critical", "high", "medium", "low")
_RANKS = {severity: rank for rank, severity in enumerate(SEVERITIES)}

#: The least share of its region's connected organisation pairs that a finding of each severity endangers.
_LEAST_SHARE = (("critical", 0.20), ("high", 0.10), ("medium", 0.03))

#: Kinds about two of a sort, of whom neither comes first: they are named in the order of their ids.
PAIRS = frozenset(
    (
        *("single-person-connection", "unattributed-connection", "orphaned-connection"),
        *("expected-link", "likely-link", "cut-pair"),
    )
)


class Reason(msgspec.Struct, frozen=True, gc=False):
    """Why something scores: a code, the points it gives, and the nodes (ids) that it is about."""

    reason: str
    points: Annotated[float, msgspec.Meta(extra={"digits": 4})]
    about: tuple[NodeId, ...] = ()


class Finding(msgspec.Struct, kw_only=True, omit_defaults=True, gc=False):
    """One finding.

    ``id`` is the kind plus the ids of its subjects, and the same from one period to the next. ``share`` is the part of
    the connected organisation pairs of ``region`` (None: of the whole network) that it endangers, 0..1. ``unit`` is a
    municipality or region (node id) and ``need`` the id of a need, for coverage; ``score`` and ``because`` explain a rank.
    ``without`` are the people (ids) without whom it would be so, for what is not so yet. ``details`` holds what only this
    kind knows (codes, ids, numbers, dates). ``inferred``: it rests on something that is not certain. ``ask_first``: pairs
    that may be one organisation under two names; when they are, it may not be so.
    """

    kind: str
    subjects: tuple[str, ...]
    severity: str = "low"
    person: NodeId | None = None
    organisations: tuple[NodeId, ...] = ()
    pairs_lost: int | None = None
    parts: tuple[int, ...] = ()
    only_route: bool | None = None
    share: Annotated[float, msgspec.Meta(extra={"digits": 6})] = 0.0
    region: str | None = None
    unit: NodeId | None = None
    need: str | None = None
    score: Annotated[float, msgspec.Meta(extra={"digits": 4})] | None = None
    because: tuple[Reason, ...] = ()
    without: tuple[str, ...] = ()
    details: dict[str, Any] = {}
    inferred: bool = False
    ask_first: tuple[tuple[NodeId, NodeId], ...] = ()

    @property
    def loose(self) -> int:
        """Return how many organisations are in the parts without the largest."""
        return sum(self.parts[1:])

    @property
    def id(self) -> str:
        """Return the stable id."""
        return finding_id(self.kind, self.subjects)


def finding_id(kind: str, subjects: Sequence[str]) -> str:
    """Return the id of the finding of a kind about these subjects (node ids or codes)."""
    return ":".join((kind, *subjects))


def severity_of(share: float) -> str:
    """Return the severity of a finding that endangers ``share`` (0..1) of its region's connected organisation pairs."""
    for severity, least in _LEAST_SHARE:
        if share >= least:
            return severity
    return "low"


def lighter(severity: str, steps: int) -> str:
    """Return the severity that is so many steps lighter, or graver when they are below 0; as far as there are any."""
    return SEVERITIES[min(max(0, SEVERITIES.index(severity) + steps), len(SEVERITIES) - 1)]


def endangering(kind: str, subjects: tuple[str, ...], share: float, **fields: Any) -> Finding:
    """Return a finding that endangers ``share`` of its region's connected pairs, with the severity that goes with it."""
    return Finding(kind=kind, subjects=subjects, severity=severity_of(share), share=share, **fields)


def named(kind: str, subjects: Iterable[str]) -> tuple[str, ...]:
    """Return subjects (ids as they are now) in the order in which findings of a kind name them."""
    return tuple(sorted(subjects) if kind in PAIRS else subjects)


def pair(one: str, other: str) -> tuple[str, str]:
    """Return the two subjects (ids) of a finding of one of the ``PAIRS`` in the order in which it names them."""
    return (one, other) if one <= other else (other, one)


def worst_first(findings: list[Finding]) -> list[Finding]:
    """Return ``findings`` from worst to least: severity, pairs lost, share; otherwise in the order given."""
    return sorted(findings, key=weight)


def weight(finding: Finding) -> tuple[int, int, float]:
    """Return what a finding weighs, less for the worse: severity, pairs that are lost, the share that is endangered."""
    return _RANKS[finding.severity], -(finding.pairs_lost or 0), -finding.share


def varied(findings: Sequence[Finding]) -> list[int]:
    """Return the places of ``findings`` (worst first) in the order in which the first few tell most: of those that weigh and
    score the same, first those about persons and organisations that none before them is about.
    """
    order: list[int] = []
    for _, run in itertools.groupby(range(len(findings)), lambda i: (weight(findings[i]), findings[i].score)):
        told: set[str] = set()
        again: list[int] = []
        for i in run:
            one = findings[i]
            about = {*one.organisations, one.person or "", one.unit or "", one.need or ""} - {""}
            if about & told:
                again.append(i)
            else:
                order.append(i)
                told |= about
        order += again
    return order
