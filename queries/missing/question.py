"""Missing: connections that ought to exist, or likely would help, and groups that stand apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from graph.network import Network
from queries.carrying.graph import CarryingGraph, carrying_graph
from queries.carrying.size import Size, size
from queries.finding import Finding, worst_first
from queries.kinds import Kind, found_by
from queries.missing import evidence
from queries.missing.expected import Expectation, expected_links
from queries.missing.introductions import INTRODUCTIONS
from queries.missing.likely import DEFAULT_RANKED, likely_links
from queries.missing.separated import separated_groups


class Missing(msgspec.Struct, frozen=True):
    """The answer: the size of the network, and the findings: expected links and separated groups from worst to least,
    then likely links from best to least. ``graph`` is H, for ``queries.missing.introductions`` to say who can introduce whom.
    """

    size: Size
    findings: list[Finding]
    graph: CarryingGraph


def missing(network: Network, rules: Sequence[Expectation], *, ranked: int = DEFAULT_RANKED) -> Missing:
    """Return what is missing in ``network`` (as it is on one day) by ``rules``; ``ranked`` likely links at the most."""
    asked = _Asked(network, carrying_graph(network), rules, ranked)
    return Missing(size(network), worst_first(found_by(KINDS, asked)), asked.graph)


class _Asked(NamedTuple):
    """What all kinds are found from."""

    network: Network
    graph: CarryingGraph
    rules: Sequence[Expectation]
    ranked: int


def _variants(finding: Finding) -> Sequence[str]:
    """Return which wording fits: an organisation by itself, two that nothing joins at all, and who can introduce them."""
    details = finding.details
    found = ["alone"] if details.get("size") == 1 else []
    found += ["far"] if details.get("distance", 1) > 1 else []
    found += ["partly-known"] if len(details.get("introducers", ())) == 1 and details.get("via") else []
    return [*found, *[name for name in INTRODUCTIONS if details.get(name)][:1]]


KINDS = (
    Kind(
        "expected-link",
        "missing",
        evidence.of_expected_link,
        variants=_variants,
        nodes=INTRODUCTIONS,
        count="introducers",
        find=lambda asked: expected_links(asked.network, asked.graph, asked.rules),
    ),
    Kind(
        "separated-group",
        "missing",
        evidence.of_separated_group,
        variants=_variants,
        nodes=("nearby", *INTRODUCTIONS),
        count="introducers",
        find=lambda asked: separated_groups(asked.network, asked.graph),
    ),
    # Ideas, ranked anew every time: nobody follows those.
    Kind(
        "likely-link",
        "missing",
        evidence.of_likely_link,
        followed=False,
        variants=_variants,
        nodes=INTRODUCTIONS,
        count="introducers",
        find=lambda asked: likely_links(asked.network, asked.graph, ranked=asked.ranked),
    ),
)
