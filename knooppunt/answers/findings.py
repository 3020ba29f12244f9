"""Findings as an answer: what counts, what people accepted, and where each stands, as plain data or as tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from graph.words.catalogue import written_date
from knooppunt.answers.speaker import Speaker
from knooppunt.answers.told import Told, kind_title
from knooppunt.tables import Table
from queries.carrying.size import Size
from queries.decisions import Decided
from queries.finding import Finding


class Shown(msgspec.Struct, frozen=True):
    """What to show of the findings, and how. ``limit`` counts per kind on a terminal; 0 is all."""

    format: str
    output: Path | None
    kinds: tuple[str, ...]
    limit: int
    why: bool
    fail_on: str | None
    #: False when --kind narrows the answer.
    everything: bool

    @property
    def most(self) -> int:
        """Return how many findings of each kind to show: all of them where they can be sorted and filtered."""
        return self.limit if self.format == "table" else 0

    @property
    def with_sources(self) -> bool:
        """Tell whether to show where each finding stands."""
        return self.why or self.format != "table"


def summary_table(say: Speaker, size: Size) -> Table:
    """Return the size of what was looked at."""
    counts = msgspec.structs.asdict(size)
    return Table("", (), [], say.said("summary", **counts, day=say.network.scope.on, scope=say.area))


def told(say: Speaker, found: Iterable[Decided]) -> list[Told]:
    """Return findings with what was decided about them, ready to be told."""
    return [Told(say, one.finding, one) for one in found]


def findings_data(say: Speaker, counting: Iterable[Decided], accepted: Iterable[Decided]) -> dict[str, Any]:
    """Return the findings as plain data."""
    groups = {"findings": counting, "accepted": accepted}
    return {name: [one.decided_data() for one in told(say, found)] for name, found in groups.items()}


def findings_tables(say: Speaker, counting: Iterable[Decided], shown: Shown) -> list[Table]:
    """Return a table for every kind of finding."""
    tables = []
    for kind in shown.kinds:
        own = [one for one in counting if one.finding.kind == kind]
        first = told(say, own[: shown.most or None])
        rows = [
            (one.severity, one.sentence, one.suggestion, *([one.sources] if shown.with_sources else []))
            for one in first
        ]
        headers = ("severity", "finding", "suggestion", *(["sources"] if shown.with_sources else []))
        title = f"{kind_title(kind, say.lang)} ({len(own)})"
        tables.append(Table(title, say.columns("table", *headers), rows, say.more(own, shown.most)))
    return tables


def all_findings_table(say: Speaker, counting: Iterable[Decided]) -> Table:
    """Return all findings in one table, to sort and filter in a spreadsheet or to read by a program."""
    headers = say.columns("table", "kind", "id", "severity", "finding", "suggestion", "sources")
    rows = [
        (
            kind_title(one.finding.kind, say.lang),
            one.finding.id,
            one.severity,
            one.sentence,
            one.suggestion,
            one.sources,
        )
        for one in told(say, counting)
    ]
    return Table("", headers, rows)


def accepted_table(say: Speaker, accepted: Sequence[Decided]) -> Table:
    """Return the findings that were accepted for now."""
    rows = []
    for one in accepted:
        until = one.decision.until if one.decision else None
        end = written_date(until, say.lang) if until else say.said("decided.no-end")
        rows.append((end, Told(say, one.finding).text, one.decision.note if one.decision else ""))
    title = say.said("decided.accepted-title", count=len(rows)) if rows else ""
    return Table(title, say.columns("decided", "until", "finding", "note"), rows)


def worst_tables(say: Speaker, families: dict[str, list[Finding]], most: int) -> list[Table]:
    """Return the ``most`` important findings of each family, with the command that shows them all."""
    headers = say.columns("table", "severity", "finding")
    return [
        Table(
            say.said(f"demo.{family}", count=len(findings)),
            headers,
            [(one.severity, one.text) for one in (Told(say, finding) for finding in findings[:most])],
        )
        for family, findings in families.items()
    ]
