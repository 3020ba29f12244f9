"""How a list that is no sheet of the template is read: a proposal as an answer, and what a load tells of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from graph.vocabulary import vocabulary
from graph.words.catalogue import has, text
from knooppunt.documents.model import Table, table
from loaders.columns.convert import Reading
from loaders.columns.propose import Proposal, Proposed

_CUT = 40
#: The targets of a column that is not read: none, or what a map says of it.
_UNREAD = ((), ("kept",))


def meaning(column: Proposed, lang: str) -> str:
    """Return in words what a column was taken for."""
    return text(lang, f"list-meaning.{column.meaning}")


def reading_line(reading: Reading, lang: str) -> list[str]:
    """Return how a table was read, in lines: whose it is, what every column is, what was kept and what was no row."""
    read = [column for column in reading.columns if column.targets not in _UNREAD or column.cross]
    kept = [column.header for column in reading.columns if column not in read]
    whose = text(lang, "columns.whose", organisation=reading.organisation) if reading.organisation else ""
    whose += text(lang, "columns.around", area=reading.area) if reading.area else ""
    rows = {"sheet": reading.sheet, "first": str(reading.first), "last": str(reading.last), "whose": whose}
    lines = [text(lang, f"columns.read-{'made' if reading.made else 'map'}", **rows)]
    lines.append("  " + "; ".join(f"{column.header} = {_said(column, lang)}" for column in read) + ".")
    if kept:
        lines.append("  " + text(lang, "columns.kept", headers=kept, count=len(kept)))
    for row, why, line in reading.rest:
        lines.append("  " + text(lang, f"columns.rest-{why}", row=str(row), line=_short(line)))
    return lines


def _said(column: Proposed, lang: str) -> str:
    """Return what a column was taken for, as its meaning when that is known, else as its targets."""
    if column.reason not in ("map", "format"):
        return meaning(column, lang)
    targets = filter(None, (*column.targets, column.cross))
    return " + ".join(target_label(target, lang) for target in targets) or meaning(column, lang)


def target_label(target: str, lang: str) -> str:
    """Return in words what a target of a map is."""
    if has(lang, f"list-target.{target}"):
        return text(lang, f"list-target.{target}")
    sheet, _, column = target.partition(".")
    known = vocabulary().sheets[sheet]
    return text(lang, "columns.target", sheet=known.header[lang], column=known.columns[column].header[lang])


def columns(
    file: str, sheets: Sequence[tuple[str, Sequence[Proposal]]], lang: str
) -> tuple[dict[str, Any], list[Table]]:
    """Return the proposals for the tables of a file as data and as tables: every column, for what it was taken, and why."""
    data: list[dict[str, Any]] = []
    tables: list[Table] = []
    for sheet, proposals in sheets:
        for proposal in proposals:
            found = proposal.found
            rows = [number for number, _ in found.rows]
            data.append(
                {
                    "sheet": sheet,
                    "title": found.title,
                    "header_rows": found.header_rows,
                    "first_row": rows[0] if rows else None,
                    "last_row": rows[-1] if rows else None,
                    "organisation": proposal.map.organisation or None,
                    "certain": proposal.certain,
                    "lacking": list(proposal.lacking),
                    "doubtful": [header for header, _ in proposal.doubtful],
                    "columns": [_data(column) for column in proposal.columns],
                    "rest": [{"row": row, "why": why, "text": line} for row, why, line in found.rest],
                }
            )
            tables.append(_table(sheet, proposal, lang))
        if not proposals:
            data.append({"sheet": sheet, "columns": [], "certain": False, "lacking": ["no-list"]})
            tables.append(table("", (), (), note=text(lang, "columns.no-list", sheet=sheet)))
    certain = all(proposal.certain for _, proposals in sheets for proposal in proposals)
    return {"command": "columns", "file": file, "certain": certain, "tables": data}, tables


def _data(column: Proposed) -> dict[str, Any]:
    return {
        "header": column.header,
        "meaning": column.meaning,
        "targets": list(column.targets),
        "cross": column.cross or None,
        "certainty": column.certainty,
        "reason": column.reason,
        "samples": list(column.samples),
    }


def _table(sheet: str, proposal: Proposal, lang: str) -> Table:
    whose = proposal.map.organisation
    numbers = [number for number, _ in proposal.found.rows] or [proposal.found.table.top]
    told = {"sheet": sheet, "first": str(numbers[0]), "last": str(numbers[-1])}
    title = text(lang, "columns.title", **told, whose=text(lang, "columns.whose", organisation=whose) if whose else "")
    labels = [text(lang, f"columns.{name}") for name in ("header", "meaning", "certainty", "reason", "samples")]
    rows = [
        (
            column.header,
            _said(column, lang),
            text(lang, f"list-certainty.{column.certainty}"),
            text(lang, f"list-reason.{column.reason}"),
            "; ".join(map(_short, column.samples)),
        )
        for column in proposal.columns
    ]
    return table(title, labels, rows)


def _short(line: str) -> str:
    return line if len(line) <= _CUT else f"{line[: _CUT - 1]}…"
