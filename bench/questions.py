"""Every question that the command line asks, on one network: a table of names and functions.

Each function does what its command does between opening the network and writing the answer. A new question is one line
in ``QUESTIONS``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

import msgspec

from bench.synthetic_country import DAY
from graph.network import Network
from graph.views import on
from knooppunt.rules.expectations import read_expectations
from knooppunt.rules.needs import read_needs
from queries.carrying.chains import chains
from queries.diff import diff
from queries.fragile.bridges import bridges
from queries.fragile.question import fragile
from queries.fragile.terms import term_calendar
from queries.fragile.two_persons import together
from queries.fragile.whatif import whatif
from queries.fragile.workload import adviser_loads, seat_shares, workload
from queries.gaps.coverage import Need, coverage
from queries.health.question import health
from queries.missing.expected import Expectation
from queries.missing.introductions import Introductions
from queries.missing.question import missing
from queries.plan.question import plan_introductions, plan_meeting
from queries.plan.succession import succession
from queries.search import find, search

#: Findings of ``missing`` for which a terminal shows who can introduce whom.
_SHOWN = 10
_HORIZON = timedelta(days=180)
_A_YEAR = timedelta(days=365)


class Asked(msgspec.Struct, frozen=True):
    """What the questions are about.

    ``network`` is the whole and ``seen`` the view of one day; ``adviser`` is the person who supports most
    organisations, ``ends`` are two organisations in different parts of the country, and ``name`` is that of the first.
    """

    network: Network
    seen: Network
    needs: Sequence[Need]
    rules: Sequence[Expectation]
    adviser: str
    ends: tuple[str, str]
    name: str


def asked_about(network: Network) -> Asked:
    """Choose what to ask about; needs and expectations are those that come with the program."""
    seen, nowhere = on(DAY)(network), Path()
    supported = Counter(relation.origin for relation in seen.relations_by_type.get("supports", ()))
    councils = [id_ for id_ in seen.organisations if seen.nodes[id_].kind == "council"]
    return Asked(
        network=network,
        seen=seen,
        needs=read_needs(nowhere).accepted(),
        rules=read_expectations(nowhere).accepted(),
        adviser=min(supported, key=lambda person: (-supported[person], person)),
        ends=(councils[0], councils[-1]),
        name=seen.nodes[councils[0]].name,
    )


def fresh(asked: Asked) -> Asked:
    """Return the same without the indices that a network keeps once they were asked for: each question makes its own."""
    return msgspec.structs.replace(asked, network=asked.network.replace(), seen=asked.seen.replace())


def _health(asked: Asked) -> object:
    return health(asked.seen, DAY, matrix=coverage(asked.seen, DAY, asked.needs))


def _missing(asked: Asked) -> object:
    found = missing(asked.seen, asked.rules)
    introduced = Introductions(asked.seen, found.graph).introduced
    return [introduced(finding) for finding in found.findings[:_SHOWN]]


def _path(asked: Asked) -> object:
    return chains(asked.seen, *asked.ends)


def _show(asked: Asked) -> object:
    return bridges(asked.seen, find(asked.seen, asked.adviser))


def _diff(asked: Asked) -> object:
    before = on(DAY - _A_YEAR)(asked.network)
    findings = [fragile(network, day).findings for network, day in ((before, DAY - _A_YEAR), (asked.seen, DAY))]
    return diff(before, asked.seen, *findings)


def _workload(asked: Asked) -> object:
    seen = asked.seen
    calendar = term_calendar(seen, DAY, DAY + _HORIZON)
    return workload(seen), seat_shares(seen), adviser_loads(seen), calendar


QUESTIONS: dict[str, Callable[[Asked], object]] = {
    "fragile": lambda asked: fragile(asked.seen, DAY),
    "fragile --together 2": lambda asked: together(asked.seen),
    "workload": _workload,
    "whatif --without-advisers": lambda asked: whatif(asked.seen, asked.seen.advisers),
    "missing": _missing,
    "gaps --unit municipality": lambda asked: coverage(asked.seen, DAY, asked.needs),
    "gaps --unit region": lambda asked: coverage(asked.seen, DAY, asked.needs, unit="region"),
    "health": _health,
    "plan --introductions 10": lambda asked: plan_introductions(asked.seen, asked.rules, 10),
    "plan --meeting 20": lambda asked: plan_meeting(asked.seen, asked.rules, 20),
    "plan --succession": lambda asked: succession(asked.seen, asked.adviser),
    "path": _path,
    "search": lambda asked: search(asked.seen, asked.name),
    "show": _show,
    "diff": _diff,
}
