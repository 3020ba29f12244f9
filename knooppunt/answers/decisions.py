"""What people decided about findings, as plain data and as a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from graph.words.catalogue import text, written_date
from knooppunt.tables import Table
from queries.decisions import Decision


def decisions_data(decisions: Sequence[Decision]) -> dict[str, Any]:
    """Return every decision as plain data."""
    return {"command": "decide", "decisions": [{"id": one.finding_id, **msgspec.to_builtins(one)} for one in decisions]}


def decisions_table(decisions: Sequence[Decision], lang: str) -> Table:
    """Return every decision as a table."""
    rows = [
        (
            decision.finding_id,
            text(lang, f"status.{decision.status}"),
            written_date(decision.until, lang) if decision.until else "",
            decision.owner,
            decision.note,
            written_date(decision.decided_at.astimezone().date(), lang),
        )
        for decision in decisions
    ]
    headers = tuple(text(lang, f"decide.{name}") for name in ("finding", "status", "until", "owner", "note", "decided"))
    return Table(text(lang, "decide.title"), headers, rows, "" if rows else text(lang, "decide.none"))
