"""The tables behind the findings of `fragile`: seats by number held, what advisers support, terms that end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from graph.network import Network
from graph.vocabulary import vocabulary
from graph.words.catalogue import text, written_date, written_number
from graph.words.phrases import caption, spoken
from knooppunt.answer import reference
from knooppunt.tables import Table
from queries.fragile.terms import term_calendar
from queries.fragile.workload import adviser_loads, seat_shares


def workload_data(network: Network, first: date, last: date, lang: str) -> dict[str, Any]:
    """Return the same as plain data."""
    return {
        "seats": [
            {"held": one.held, "persons": one.persons, "seats": one.seats, "share": round(one.share, 4)}
            for one in seat_shares(network)
        ],
        "advisers": [
            {"person": reference(network, one.person, lang), "bodies": one.bodies, "hours_per_month": one.hours}
            for one in adviser_loads(network)
        ],
        "terms": [
            {
                "end": one.end.isoformat(),
                "person": reference(network, one.person, lang),
                "organisation": reference(network, one.organisation, lang),
                "role": one.role or None,
            }
            for one in term_calendar(network, first, last)
        ],
    }


def workload_tables(network: Network, first: date, last: date, lang: str, limit: int) -> list[Table]:
    """Return the tables; of a long one the first ``limit`` rows (0: all)."""
    seats = [
        (str(one.held), str(one.persons), str(one.seats), f"{100 * one.share:.0f}%") for one in seat_shares(network)
    ]
    advisers = [
        (
            caption(network, one.person, lang),
            str(one.bodies),
            "" if one.hours is None else written_number(one.hours, lang),
        )
        for one in adviser_loads(network)
    ]
    terms = [
        (
            written_date(one.end, lang),
            caption(network, one.person, lang),
            vocabulary().value_label("seat_role", one.role, lang),
            spoken(network, one.organisation, lang),
        )
        for one in term_calendar(network, first, last)
    ]
    tables = [
        _table(text(lang, "workload.title-seats"), ("held", "persons", "seats", "share"), seats, lang, limit),
        _table(text(lang, "workload.title-advisers"), ("adviser", "bodies", "hours"), advisers, lang, limit),
        _table(
            text(lang, "workload.title-terms", last=last), ("end", "person", "role", "organisation"), terms, lang, limit
        ),
    ]
    return [table for table in tables if table.rows]


def _table(title: str, columns: tuple[str, ...], rows: Sequence[tuple[str, ...]], lang: str, limit: int) -> Table:
    shown = rows[:limit] if limit else rows
    more = len(rows) - len(shown)
    note = text(lang, "table.more", count=more) if more else ""
    headers = tuple(text(lang, f"workload.{column}") for column in columns)
    return Table(f"{title} ({written_number(len(rows), lang)})", headers, shown, note)
