"""What is well and what is damaged in a network file, as plain data and as a table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from graph.words.catalogue import text, written_number
from knooppunt.answers.plain import Answer
from knooppunt.documents.model import table
from knooppunt.usecases.check import Checked, SourceChecked


def checked(file: Path, found: Checked, lang: str) -> Answer:
    """Return per source, for the decisions and for the file itself what is well, and what to do about the rest."""
    rows = [_source_row(source, lang) for source in found.sources or ()]
    whole = found.sources is not None
    if whole:
        rows.append(_row("decisions", str(found.decisions), found.decisions_damaged, "backup", lang))
    rows.append(_row("file", "", len(found.structure) + found.stray, "new", lang))
    headers = ("table.sources", "check.versions", "sources.status", "check.versions-damaged", "check.advice")
    notes = [*found.structure]
    if found.stray:
        notes.append(text(lang, "check.stray", count=found.stray))
    if not found.damaged:
        notes.append(text(lang, "check.whole", path=str(file)))
    shown = table(text(lang, "check.title"), [text(lang, header) for header in headers], rows, " ".join(notes))
    return {
        "command": "check",
        "file": str(file),
        "whole": not found.damaged,
        "structure": list(found.structure),
        "stray": found.stray,
        "sources": None if found.sources is None else [_source_data(source) for source in found.sources],
        "decisions": {"count": found.decisions, "damaged": found.decisions_damaged},
    }, [shown]


def _source_row(source: SourceChecked, lang: str) -> tuple[str, ...]:
    advice = "load" if source.damaged else "old" if source.older_damaged else ""
    return (
        source.source,
        written_number(len(source.versions), lang),
        _state(source.damaged, lang),
        written_number(source.older_damaged, lang),
        text(lang, f"check.advice-{advice}") if advice else "",
    )


def _row(what: str, count: str, damaged: int, advice: str, lang: str) -> tuple[str, ...]:
    told = text(lang, f"check.advice-{advice}") if damaged else ""
    return (text(lang, f"check.{what}"), count, _state(bool(damaged), lang), "", told)


def _state(damaged: bool, lang: str) -> str:
    return text(lang, "check.state-damaged" if damaged else "check.state-whole")


def _source_data(source: SourceChecked) -> dict[str, Any]:
    return {
        "source": source.source,
        "status": "damaged" if source.damaged else "withdrawn" if source.versions[-1].withdrawn else "whole",
        "versions": [
            {"loaded_at": version.loaded_at.isoformat(), "whole": not version.damaged, "records": version.records}
            for version in source.versions
        ],
    }
