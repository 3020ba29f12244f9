"""What hangs on people: the workload behind the findings, and what is left when people leave."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from graph.vocabulary import vocabulary
from graph.words.catalogue import written_date
from knooppunt.answers.plain import plain
from knooppunt.answers.speaker import Speaker
from knooppunt.tables import Table
from knooppunt.usecases.fragile import Workload
from queries.finding import Finding
from queries.fragile.whatif import WhatIf


def workload_data(say: Speaker, found: Workload) -> dict[str, Any]:
    """Return seats by number held, what advisers support, and terms that end, as plain data."""
    data = {name: plain(say, getattr(found, name)) for name in ("seats", "advisers", "terms")}
    for term in data["terms"]:
        term["role"] = term["role"] or None
    return data


def workload_tables(say: Speaker, found: Workload, limit: int) -> list[Table]:
    """Return the same as tables; of a long one the first ``limit`` rows (0: all)."""
    role = vocabulary().value_label
    seats = [(str(one.held), str(one.persons), str(one.seats), f"{100 * one.share:.0f}%") for one in found.seats]
    advisers = [
        (say.caption(one.person), str(one.bodies), "" if one.hours is None else say.number(one.hours))
        for one in found.advisers
    ]
    terms = [
        (
            written_date(one.end, say.lang),
            say.caption(one.person),
            role("seat_role", one.role, say.lang),
            say.spoken(one.organisation),
        )
        for one in found.terms
    ]
    parts: list[tuple[str, tuple[str, ...], Sequence[tuple[str, ...]]]] = [
        ("seats", ("held", "persons", "seats", "share"), seats),
        ("advisers", ("adviser", "bodies", "hours"), advisers),
        ("terms", ("end", "person", "role", "organisation"), terms),
    ]
    return [
        Table(
            f"{say.said(f'workload.title-{name}', last=found.last)} ({say.number(len(rows))})",
            say.columns("workload", *columns),
            rows[: limit or None],
            say.more(rows, limit),
        )
        for name, columns, rows in parts
        if rows
    ]


def without_data(say: Speaker, found: WhatIf) -> dict[str, Any]:
    """Return who leaves and what is left, as plain data."""
    return {
        "without": plain(say, found.without, {"node": "named"}),
        "pairs_lost": found.pairs_lost,
        "after": plain(say, found.after),
    }


def without_tables(say: Speaker, found: WhatIf) -> list[Table]:
    """Return who leaves, what that does to the size of the network, and every group that falls apart."""
    people, lost, before = say.captions(found.without), found.pairs_lost, found.before.connected_pairs
    title = say.said("whatif.title", people=people, count=len(people)) if people else say.said("whatif.nobody")
    rows = [
        (say.said(f"whatif.{name}"), *(say.number(getattr(one, name)) for one in (found.before, found.after)))
        for name in ("persons", "connections", "connected_pairs")
    ]
    share = f"{100 * lost / before:.0f}" if before else "0"
    note = say.said("whatif.lost", pairs_lost=lost, share=share, count=lost)
    return [
        Table("", (), [], title),
        Table("", say.columns("whatif", "what", "before", "after"), rows, note),
        *(_parts_table(say, finding) for finding in found.findings if finding.kind == "group-falls-apart"),
    ]


def _parts_table(say: Speaker, finding: Finding) -> Table:
    """Return which organisations are together in each part that is left of a group."""
    organisations, rows, alone = list(finding.organisations), [], []
    for number, size in enumerate(finding.parts, 1):
        members, organisations = say.all_spoken(organisations[:size]), organisations[size:]
        if size == 1:
            alone += members
        else:
            rows.append((str(number), str(size), ", ".join(members)))
    if alone:
        rows.append((say.said("whatif.alone"), str(len(alone)), ", ".join(alone)))
    return Table(say.said("whatif.parts"), say.columns("whatif", "part", "size", "organisations"), rows)
