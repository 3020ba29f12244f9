"""Missing: connections that ought to exist, or likely would help, and groups that stand apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
from queries.places.matrices import Places


class Missing(msgspec.Struct, frozen=True):
    """The answer: the size of the network, and the findings: expected links and separated groups from worst to least,
    then likely links from best to least. ``graph`` is H, for ``queries.missing.introductions`` to say who can introduce whom.
    """

    size: Size
    findings: list[Finding]
    graph: CarryingGraph


def missing(network: Network, rules: Sequence[Expectation], *, ranked: int = DEFAULT_RANKED) -> Missing:
    """Return what is missing in ``network`` (as it is on one day) by ``rules``; ``ranked`` likely links at the most."""
    question = _Question(network, rules, ranked)
    return Missing(size(network), worst_first(found_by(KINDS, question)), question.graph)


class _Question:
    """What all kinds are found from, computed once."""

    def __init__(self, network: Network, rules: Sequence[Expectation], ranked: int) -> None:
        self.network, self.rules, self.ranked = network, rules, ranked
        self.graph = carrying_graph(network)
        self.places = Places(network, self.graph)

    def expected_links(self) -> Iterator[Finding]:
        return expected_links(self.network, self.graph, self.rules, places=self.places)

    def separated_groups(self) -> Iterator[Finding]:
        return separated_groups(self.network, self.graph, places=self.places)

    def likely_links(self) -> Iterator[Finding]:
        return likely_links(self.network, self.graph, ranked=self.ranked, places=self.places)


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
        followed=True,
        variants=_variants,
        nodes=INTRODUCTIONS,
        find=_Question.expected_links,
    ),
    Kind(
        "separated-group",
        "missing",
        evidence.of_separated_group,
        followed=True,
        variants=_variants,
        nodes=("nearby", *INTRODUCTIONS),
        find=_Question.separated_groups,
    ),
    # Ideas, ranked anew every time: nobody follows those.
    Kind(
        "likely-link",
        "missing",
        evidence.of_likely_link,
        followed=False,
        variants=_variants,
        nodes=INTRODUCTIONS,
        find=_Question.likely_links,
    ),
)
