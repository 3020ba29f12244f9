"""Every question that the command line asks, on one network: a table of names and of the functions that the commands call.

What is measured is all that a command does between opening the network and writing the answer. A new question is one
line in ``QUESTIONS``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import msgspec

from bench.synthetic_country import DAY
from graph.network import Network
from graph.views import on
from knooppunt.usecases.findings import OwnRules, changes, own_rules
from knooppunt.usecases.fragile import fragile, without, workload
from knooppunt.usecases.health import condition
from knooppunt.usecases.look import look_for, show, ways
from knooppunt.usecases.plan import handing_over, plan
from queries.carrying.chains import DEFAULT_ALTERNATIVES
from queries.decisions import Decided
from queries.gaps.coverage import coverage
from queries.missing.introductions import Introductions
from queries.missing.question import missing
from queries.registry import KINDS

#: Findings of ``missing`` for which a terminal shows who can introduce whom.
_SHOWN = 10
_A_YEAR = timedelta(days=365)
_KINDS = frozenset(code for code, kind in KINDS.items() if kind.followed)


class Asked(msgspec.Struct, frozen=True):
    """What the questions are about.

    ``network`` is the whole and ``seen`` the view of one day; ``adviser`` is the person who supports most
    organisations, ``ends`` are two organisations in different parts of the country, and ``name`` is that of the first.
    """

    network: Network
    seen: Network
    rules: OwnRules
    adviser: str
    ends: tuple[str, str]
    name: str


def asked_about(network: Network) -> Asked:
    """Choose what to ask about; needs and expectations are those that come with the program."""
    seen = on(DAY)(network)
    supported = Counter(relation.origin for relation in seen.relations_by_type.get("supports", ()))
    councils = [id_ for id_ in seen.organisations if seen.nodes[id_].kind == "council"]
    return Asked(
        network=network,
        seen=seen,
        rules=own_rules(Path()),
        adviser=min(supported, key=lambda person: (-supported[person], person)),
        ends=(councils[0], councils[-1]),
        name=seen.nodes[councils[0]].name,
    )


def fresh(asked: Asked) -> Asked:
    """Return the same without the indices that a network keeps once they were asked for: each question makes its own."""
    return msgspec.structs.replace(asked, network=asked.network.replace(), seen=asked.seen.replace())


def _missing(asked: Asked) -> object:
    found = missing(asked.seen, asked.rules.expectations)
    return Introductions(asked.seen).of([Decided(finding) for finding in found], _SHOWN)


QUESTIONS: dict[str, Callable[[Asked], object]] = {
    "fragile": lambda asked: fragile(asked.seen, DAY).findings,
    "fragile --together 2": lambda asked: fragile(asked.seen, DAY, pairs=True).findings,
    "workload": lambda asked: workload(asked.seen, DAY),
    "whatif --without-advisers": lambda asked: without(asked.seen, (), advisers=True),
    "missing": _missing,
    "gaps --unit municipality": lambda asked: coverage(asked.seen, DAY, asked.rules.needs, unit="municipality"),
    "gaps --unit region": lambda asked: coverage(asked.seen, DAY, asked.rules.needs, unit="region"),
    "health": lambda asked: condition(asked.seen, DAY, asked.rules.needs, {}),
    "plan --introductions 10": lambda asked: plan(asked.seen, DAY, asked.rules, 10),
    "plan --meeting 20": lambda asked: plan(asked.seen, DAY, asked.rules, 20, meeting=True),
    "plan --succession": lambda asked: handing_over(asked.seen, DAY, asked.adviser),
    "path": lambda asked: ways(asked.seen, *asked.ends, alternatives=DEFAULT_ALTERNATIVES),
    "search": lambda asked: look_for(asked.seen, asked.name),
    "show": lambda asked: show(asked.seen, asked.adviser),
    "diff": lambda asked: changes(on(DAY - _A_YEAR)(asked.network), asked.seen, asked.rules, _KINDS),
}
