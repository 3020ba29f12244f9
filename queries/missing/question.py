"""Missing: connections that ought to exist, or likely would help, and groups that stand apart."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from graph.network import Network
from queries.carrying.counted import Counted, counted
from queries.finding import Finding, worst_first
from queries.kinds import Kind, found_by
from queries.missing import evidence
from queries.missing.expected import Expectation, expected_links
from queries.missing.introductions import INTRODUCTIONS
from queries.missing.likely import DEFAULT_RANKED, likely_links
from queries.missing.separated import separated_groups
from queries.places.look_alikes import ask_first


def missing(network: Network, rules: Sequence[Expectation], *, ranked: int = DEFAULT_RANKED) -> list[Finding]:
    """Return what is missing in ``network`` (as it is on one day) by ``rules``: expected links and separated groups, worst
    first, and then ``ranked`` likely links at the most, best first. In a region: what is missing between organisations of the
    region in everything that there is.
    """
    found = found_by(KINDS, _Asked(network, counted(network), rules, ranked), network)
    return worst_first(ask_first(network, found))


class _Asked(NamedTuple):
    """What all kinds are found from."""

    network: Network
    counted: Counted
    rules: Sequence[Expectation]
    ranked: int


def _variants(finding: Finding) -> Sequence[str]:
    """Return which wording fits: an organisation by itself, two that nothing joins at all, and who can introduce them."""
    details = finding.details
    found = ["alone"] if details.get("size") == 1 else []
    found += ["far"] if details.get("distance", 1) > 1 else []
    found += ["partly-known"] if len(details.get("introducers", ())) == 1 and details.get("via") else []
    return [*found, *[name for name in INTRODUCTIONS if details.get(name)][:1]]


_kind = partial(Kind, question="missing", variants=_variants, nodes=INTRODUCTIONS, count="introducers")
KINDS = (
    _kind(
        "expected-link",
        evidence=evidence.of_expected_link,
        find=lambda asked: expected_links(
            asked.network.entire, asked.counted.graph, asked.rules, counts=asked.counted.flags
        ),
    ),
    _kind(
        "separated-group",
        evidence=evidence.of_separated_group,
        nodes=("nearby", *INTRODUCTIONS),
        find=lambda asked: separated_groups(asked.network, asked.counted),
    ),
    # Ideas, ranked anew every time: nobody follows those.
    _kind(
        "likely-link",
        evidence=evidence.of_likely_link,
        followed=False,
        find=lambda asked: likely_links(asked.network.entire, asked.counted, ranked=asked.ranked),
    ),
)
