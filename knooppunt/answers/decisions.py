"""What people decided about findings, as plain data and as a table."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from graph.words.catalogue import text, written_date
from knooppunt.answers.plain import Answer
from knooppunt.documents.model import table
from queries.decisions import Decision


def decisions(found: Sequence[Decision], lang: str) -> Answer:
    """Return every decision."""
    rows = [
        (
            decision.finding_id,
            text(lang, f"status.{decision.status}"),
            written_date(decision.until, lang) if decision.until else "",
            decision.owner,
            decision.note,
            written_date(decision.decided_at.astimezone().date(), lang),
        )
        for decision in found
    ]
    headers = [text(lang, f"decide.{name}") for name in ("finding", "status", "until", "owner", "note", "decided")]
    shown = table(text(lang, "decide.title"), headers, rows, "" if rows else text(lang, "decide.none"))
    data = [{"id": one.finding_id, **msgspec.to_builtins(one)} for one in found]
    return {"command": "decide", "decisions": data}, [shown]
