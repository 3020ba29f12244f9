"""Kinds: all that the program has to know of a kind of finding, in one object. ``queries.registry`` holds all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec

from graph.model import CERTAINTY, Node, Relation
from graph.network import Network
from queries.finding import Finding, lighter

#: Finds what a finding rests on: relations, or the nodes themselves where no relation shows it.
Evidence = Callable[[Network, Finding], Sequence[Relation | Node]]
#: Tells which organisations (ids) come loose, the first of them, and how many that are.
CutOff = Callable[[Network, Finding], tuple[Sequence[str], int]]


class Kind(msgspec.Struct, frozen=True):
    """A kind of finding. What people read of it stands in the messages ``title.<code>``, ``finding.<code>`` and
    ``suggestion.<code>``.

    ``question``: the command that tells it. ``evidence``: what a finding rests on. ``followed``: whether it is followed
    from one day to the next. ``variants``: which wordings fit a finding, best first; the first that has a message is used.
    ``nodes``: the details that are lists of node ids. ``count``: the detail (or property of a finding) that decides between
    one and other in a sentence; without it the pairs that are lost. ``cut_off``: which organisations come loose.
    ``find`` finds all of them, from what its question computed once; None when they are found together with
    another kind. Of findings that weigh the same, the kind with the lower ``precedence`` comes first.
    """

    code: str
    question: str
    evidence: Evidence
    followed: bool = True
    variants: Callable[[Finding], Sequence[str]] = lambda finding: ()
    nodes: tuple[str, ...] = ()
    count: str = ""
    cut_off: CutOff | None = None
    find: Callable[[Any], Iterable[Finding]] | None = None
    precedence: int = 0


def found_by(kinds: Iterable[Kind], question: Any, network: Network) -> list[Finding]:
    """Return all findings of ``kinds`` in ``network``, from what their question computed once, in order of precedence."""
    ordered = sorted(kinds, key=lambda kind: kind.precedence)
    return rated(
        ordered, (finding for kind in ordered if kind.find is not None for finding in kind.find(question)), network
    )


def rated(kinds: Iterable[Kind], findings: Iterable[Finding], network: Network) -> list[Finding]:
    """Return findings of ``kinds``, marked where they rest on something inferred; on that alone none is critical."""
    # A finding about a region may rest on what is around it.
    found, everything = list(findings), network.entire
    if not everything.tells_inferred:
        return found
    evidence = {kind.code: kind.evidence for kind in kinds}
    return [_rated(finding, evidence[finding.kind](everything, finding)) for finding in found]


def _rated(finding: Finding, rests_on: Iterable[Relation | Node]) -> Finding:
    inferred = [CERTAINTY in item.properties for item in rests_on]
    if not any(inferred):
        return finding
    severity = lighter(finding.severity, 1) if all(inferred) and finding.severity == "critical" else finding.severity
    return msgspec.structs.replace(finding, severity=severity, inferred=True)
