"""Orphaned connections: whoever kept them alive has left, and nobody took over (design, section 5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import numpy as np

from graph.model import FORMER_CARRIERS, ORPHANED, Relation
from graph.network import Network
from queries.carrying.ties import ties_of
from queries.finding import Finding, endangering, pair
from queries.fragile.evidence import of_connection
from queries.fragile.one_person import Question
from queries.kinds import Kind

_KIND = "orphaned-connection"


def _orphaned_connections(question: Question) -> Iterator[Finding]:
    """Yield the connections of which only orphaned relations are left.

    ``left``: who carried them (nobody, where an audience may not know), ``left_on``: the day on which the last of them left
    (None when that is not told), ``pairs_regained``: the pairs that are joined again when these two are. The share is of the
    pairs that would be joined then, so that it is what it was before they left.
    """
    connections, ids = question.connections, question.graph.ids
    which = np.flatnonzero(connections.orphaned)
    for a, b in zip(connections.a[which].tolist(), connections.b[which].tolist(), strict=True):
        relations = orphaned_between(question.network, ids[a], ids[b])
        former = dict.fromkeys(id_ for relation in relations for id_ in relation.properties.get(FORMER_CARRIERS, ()))
        region, share = question.shares.regained(a, b)
        details = {
            "left": _in_order(question.network, former),
            "left_on": max((day for one in relations if (day := _day(one))), default=None),
            "pairs_regained": question.shares.pairs_regained(a, b, None),
        }
        about = {"organisations": (ids[a], ids[b]), "region": region, "details": details}
        yield endangering(_KIND, pair(ids[a], ids[b]), share, **about)


def orphaned_between(network: Network, a: str, b: str) -> list[Relation]:
    """Return the orphaned relations between two organisations (node ids)."""
    return [one for one in ties_of(network, a) if {one.origin, one.target} == {a, b} and ORPHANED in one.properties]


def _in_order(network: Network, people: Iterable[str]) -> list[str]:
    """Return those who left in the order in which they did, and then of their names."""
    known = [network.left_out[id_] for id_ in people if id_ in network.left_out]
    return [one.id for one in sorted(known, key=lambda one: (one.until or date.max, one.name, one.id))]


def _day(relation: Relation) -> date | None:
    told = relation.properties[ORPHANED]
    return date.fromisoformat(told) if told else None


def _variants(finding: Finding) -> list[str]:
    """Return which wording fits: where it may not be told who left, and where the two are still joined by others."""
    words = ["somebody"] if not finding.details["left"] else []
    words += ["joined"] if not finding.details["pairs_regained"] else []
    return ["-".join(words)] if words else []


KINDS = (
    Kind(
        _KIND,
        "fragile",
        of_connection,
        variants=_variants,
        nodes=("left",),
        count="pairs_regained",
        find=_orphaned_connections,
        precedence=6,
    ),
)
