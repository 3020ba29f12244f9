"""Which findings there are, by question: those that are followed from day to day, all that exist, and what changed."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path

import msgspec

from graph.network import Network
from graph.views import known_only
from knooppunt.rules.expectations import read_expectations
from knooppunt.rules.needs import read_needs
from knooppunt.usecases.fragile import fragile
from queries.diff import Diff, diff
from queries.finding import Finding, worst_first
from queries.fragile.two_persons import together
from queries.gaps.coverage import coverage
from queries.gaps.needs import Need
from queries.missing.expected import Expectation
from queries.missing.question import missing
from queries.registry import KINDS

#: Likely links that can be decided about, even when fewer are shown.
_RANKED = 1_000


class OwnRules(msgspec.Struct, frozen=True):
    """What a hub holds its network against: needs, and expectations."""

    needs: list[Need]
    expectations: list[Expectation]


def own_rules(file: Path) -> OwnRules:
    """Return the rules that go with a network file. Raises InputRefused when there is a problem in them."""
    return OwnRules(read_needs(file).accepted(), read_expectations(file).accepted())


def families(network: Network, day: date, rules: OwnRules) -> dict[str, list[Finding]]:
    """Return what the questions find in a network and that can be followed from day to day, worst first, by command.

    Each as the command tells it when nothing more is asked for, such as coverage per municipality.
    """
    found = {
        "fragile": fragile(network, day).findings,
        # What is ranked is not followed, and takes long to find.
        "missing": missing(network, rules.expectations, ranked=0),
        "gaps": coverage(network, day, rules.needs).findings,
    }
    return {family: [f for f in findings if KINDS[f.kind].followed] for family, findings in found.items()}


def findings_to_follow(network: Network, day: date, rules: OwnRules) -> list[Finding]:
    """Return the findings of all ``families``, worst first."""
    return worst_first(list(itertools.chain.from_iterable(families(network, day, rules).values())))


def every_finding(network: Network, day: date, rules: OwnRules) -> Iterator[list[Finding]]:
    """Yield everything that can be decided about, the most usual first: what is followed, and then, question by question,
    what is told only when it is asked for. Each next part is computed only when it is wanted.
    """
    ever = (date.max - day).days
    yield findings_to_follow(network, day, rules)
    yield coverage(network, day, rules.needs, unit="region").findings
    for seen in (network, known_only(network)):
        yield fragile(seen, day, horizon=ever).findings
        yield missing(seen, rules.expectations, ranked=_RANKED)
        yield together(seen).findings


def changes(first: Network, second: Network, rules: OwnRules, kinds: Collection[str]) -> Diff:
    """Return what changed between two networks, each as it is on a day, with the findings of ``kinds``."""
    before, after = (
        [one for one in findings_to_follow(seen, seen.scope.on or date.max, rules) if one.kind in kinds]
        for seen in (first, second)
    )
    return diff(first, second, before, after)
