"""Which connections are missing, and who can make the introductions; where a need is covered by nobody."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Sequence
from datetime import date

import msgspec

from graph.errors import UsageProblem
from graph.network import Network
from queries.decisions import Decided
from queries.gaps.coverage import Coverage, Need, coverage
from queries.missing.expected import Expectation
from queries.missing.introductions import Introductions
from queries.missing.likely import DEFAULT_RANKED
from queries.missing.question import Missing
from queries.missing.question import missing as what_is_missing


class Lacking(msgspec.Struct, frozen=True):
    """What is missing, and who can introduce whom."""

    answer: Missing
    introductions: Introductions

    def introduced(self, found: Sequence[Decided], most: int = 0) -> list[Decided]:
        """Return ``found`` with who can introduce whom in the first ``most`` of each kind (0: in all)."""
        number: Counter[str] = Counter()
        told = []
        for one in found:
            number[one.finding.kind] += 1
            if not most or number[one.finding.kind] <= most:
                one = msgspec.structs.replace(one, finding=self.introductions.introduced(one.finding))
            told.append(one)
        return told


class Gaps(msgspec.Struct, frozen=True):
    """How the ``needs`` are covered in every ``unit``; a need that cannot be judged is one all the same."""

    unit: str
    needs: list[Need]
    coverage: Coverage


def missing(network: Network, rules: Sequence[Expectation], *, ranked: int = DEFAULT_RANKED) -> Lacking:
    """Return what is missing in ``network`` (as it is on one day) by ``rules``; ``ranked`` likely links at the most."""
    found = what_is_missing(network, rules, ranked=ranked)
    return Lacking(found, Introductions(network, found.graph))


def chosen(needs: list[Need], ids: Sequence[str]) -> list[Need]:
    """Return the needs with these ids, in the order of the file; all of them when none is asked for.

    Raises UsageProblem when there is no such need.
    """
    known = [need.id for need in needs]
    for id_ in ids:
        if id_ not in known:
            near = ", ".join(difflib.get_close_matches(id_, known))
            code = "unknown-need-near" if near else "unknown-need"
            raise UsageProblem(code, id=id_, near=near, known=", ".join(known))
    return [need for need in needs if not ids or need.id in ids]


def gaps(network: Network, day: date, needs: list[Need], *, unit: str) -> Gaps:
    """Return how ``needs`` are covered in every unit of ``network`` as it is on ``day``."""
    return Gaps(unit, needs, coverage(network, day, needs, unit=unit))
