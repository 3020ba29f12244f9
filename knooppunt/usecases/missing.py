"""Who can introduce people to each other in what is missing, and which needs are looked at."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Sequence

import msgspec

from graph.errors import UsageProblem
from queries.decisions import Decided
from queries.gaps.coverage import Need
from queries.missing.introductions import Introductions


def introduced(introductions: Introductions, found: Sequence[Decided], most: int = 0) -> list[Decided]:
    """Return ``found`` with who can introduce whom in the first ``most`` of each kind (0: in all)."""
    number: Counter[str] = Counter()
    told = []
    for one in found:
        number[one.finding.kind] += 1
        if not most or number[one.finding.kind] <= most:
            one = msgspec.structs.replace(one, finding=introductions.introduced(one.finding))
        told.append(one)
    return told


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
