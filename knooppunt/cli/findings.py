"""What every command that gives findings shares: its options, the tables, the JSON, the decisions, the exit status."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click
import msgspec

from graph.network import Network
from graph.words.catalogue import text, written_date
from graph.words.phrases import caption, written_place
from knooppunt.answer import answer, decision_data, finding_data, finding_evidence
from knooppunt.cli.framework import Choice, Whole
from knooppunt.cli.options import output_options
from knooppunt.cli.output import write
from knooppunt.tables import Table
from knooppunt.text import finding_text, kind_title, severity_label, suggestion_text
from knooppunt.usecases import Asked, read_decisions
from queries.carrying.size import Size
from queries.decisions import Decided, decided
from queries.finding import SEVERITIES, Finding
from queries.registry import kinds_of

_F = TypeVar("_F", bound=Callable[..., Any])

#: The exit status when there is a finding at or above --fail-on.
FINDINGS_FOUND = 1
#: Findings that a terminal shows of each kind, unless asked for more.
_SHOWN = 10


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


def finding_options(*questions: str, followed: bool = False) -> Callable[[_F], _F]:
    """Add --format, --output, --kind, --limit, --why and --fail-on, and pass them on as ``shown``.

    ``followed``: only the kinds of these questions that are followed from day to day.
    """

    def kinds() -> tuple[str, ...]:
        return tuple(kind.code for kind in kinds_of(*questions) if kind.followed or not followed)

    def decorate(function: _F) -> _F:
        @output_options
        @click.option("--kind", "kinds", type=Choice(*kinds()), multiple=True)
        @click.option("--limit", type=Whole(0), default=_SHOWN, show_default=True)
        @click.option("--why", is_flag=True)
        @click.option("--fail-on", type=Choice(*SEVERITIES))
        @functools.wraps(function)
        def command(*args: Any, format_: str, **options: Any) -> Any:
            own = {name: options.pop(name) for name in ("output", "limit", "why", "fail_on")}
            asked_for = options.pop("kinds")
            shown = Shown(format=format_, kinds=asked_for or kinds(), everything=not asked_for, **own)
            return function(*args, shown=shown, **options)

        return command  # type: ignore[return-value]

    return decorate


def present(
    command: str,
    asked: Asked,
    shown: Shown,
    network: Network,
    summary: Size,
    findings: Sequence[Finding],
    lang: str,
    *,
    tables: Sequence[Table] = (),
    closing: Sequence[Table] = (),
    complete: Callable[[Finding], Finding] | None = None,
    **more: Any,
) -> None:
    """Write the answer of ``command``: what was looked at, ``tables`` of its own, the findings with their decisions, and
    the ``closing`` tables.

    Findings that people accepted do not count; they are told of apart. ``complete`` adds to a finding what takes too long
    to compute for more than are shown. ``more`` are keys of its own for the JSON.
    Exits with status 1 when a finding that counts is at or above --fail-on.
    """
    wanted = [finding for finding in findings if finding.kind in shown.kinds]
    counting, accepted = decided(network, wanted, read_decisions(asked), asked.day)
    if complete is not None:
        most = shown.limit if shown.format == "table" else 0
        counting, accepted = _completed(counting, complete, most), _completed(accepted, complete, most)
    if shown.format == "json":
        data = answer(command, network, summary, **more)
        data["findings"] = [finding_data(network, one.finding, lang) | decision_data(one) for one in counting]
        data["accepted"] = [finding_data(network, one.finding, lang) | decision_data(one) for one in accepted]
        write(data, (), shown.format, shown.output)
    elif shown.format == "csv":
        write({}, [*tables, all_findings_table(network, counting, lang)], shown.format, shown.output)
    else:
        limit, why = (shown.limit, shown.why) if shown.format == "table" else (0, True)
        per_kind = [findings_table(network, counting, kind, lang, limit=limit, why=why) for kind in shown.kinds]
        written = [
            summary_table(network, summary, lang),
            *tables,
            *per_kind,
            _accepted_table(network, accepted, lang),
            *closing,
        ]
        write({}, [table for table in written if table.rows or table.note], shown.format, shown.output)
    fail_on_severity([one.finding for one in counting], shown.fail_on)


def _completed(found: Sequence[Decided], complete: Callable[[Finding], Finding], most: int) -> list[Decided]:
    """Return ``found`` with the first ``most`` of each kind completed (0: all)."""
    number: Counter[str] = Counter()
    completed = []
    for one in found:
        number[one.finding.kind] += 1
        shown = not most or number[one.finding.kind] <= most
        completed.append(msgspec.structs.replace(one, finding=complete(one.finding)) if shown else one)
    return completed


def summary_table(network: Network, summary: Size, lang: str) -> Table:
    """Return the size of what was looked at."""
    note = text(
        lang,
        "summary",
        organisations=summary.organisations,
        persons=summary.persons,
        connections=summary.connections,
        connected_pairs=summary.connected_pairs,
        day=network.scope.on,
        scope=caption(network, network.scope.region, lang) if network.scope.region else text(lang, "whole-network"),
    )
    return Table("", (), [], note)


def findings_table(
    network: Network, findings: Sequence[Decided], kind: str, lang: str, *, limit: int, why: bool
) -> Table:
    """Return the findings of one kind; ``limit`` 0 is all of them."""
    own = [one for one in findings if one.finding.kind == kind]
    shown = own[:limit] if limit else own
    headers = ["table.severity", "table.finding", "table.suggestion"] + (["table.sources"] if why else [])
    rows = []
    for one in shown:
        row = [
            severity_label(one.finding.severity, lang),
            sentence(network, one, lang),
            suggestion_text(network, one.finding, lang),
        ]
        rows.append((*row, *([finding_sources(network, one.finding, lang)] if why else [])))
    more = len(own) - len(shown)
    note = text(lang, "table.more", count=more) if more else ""
    title = f"{kind_title(kind, lang)} ({len(own)})"
    return Table(title, tuple(text(lang, header) for header in headers), rows, note)


def all_findings_table(network: Network, findings: Sequence[Decided], lang: str) -> Table:
    """Return all findings in one table, to sort and filter in a spreadsheet or to read by a program."""
    codes = ("kind", "id", "severity", "finding", "suggestion", "sources")
    rows = [
        (
            kind_title(one.finding.kind, lang),
            one.finding.id,
            severity_label(one.finding.severity, lang),
            sentence(network, one, lang),
            suggestion_text(network, one.finding, lang),
            finding_sources(network, one.finding, lang),
        )
        for one in findings
    ]
    return Table("", tuple(text(lang, f"table.{code}") for code in codes), rows)


def sentence(network: Network, one: Decided, lang: str) -> str:
    """Return the sentence of a finding, and what was decided about it."""
    sentence = finding_text(network, one.finding, lang)
    if one.decision is None or (one.decision.status == "open" and not one.decision.note):
        return sentence
    code = "returned" if one.returned else one.decision.status
    owner = text(lang, "decided.owner", owner=one.decision.owner) if one.decision.owner else ""
    words = text(lang, f"decided.{code}", day=one.decision.decided_at.astimezone().date(), owner=owner)
    return f"{sentence} [{words}{': ' + one.decision.note if one.decision.note else ''}]"


def _accepted_table(network: Network, accepted: Sequence[Decided], lang: str) -> Table:
    """Return the findings that were accepted for now."""
    rows = []
    for one in accepted:
        until = one.decision.until if one.decision else None
        rows.append(
            (
                written_date(until, lang) if until else text(lang, "decided.no-end"),
                finding_text(network, one.finding, lang),
                one.decision.note if one.decision else "",
            )
        )
    headers = tuple(text(lang, f"decided.{column}") for column in ("until", "finding", "note"))
    return Table(text(lang, "decided.accepted-title", count=len(rows)) if rows else "", headers, rows)


def finding_sources(network: Network, finding: Finding, lang: str) -> str:
    """Return where stands what a finding rests on, a place a line."""
    places = [f"{item['source']}, {written_place(item['where'], lang)}" for item in finding_evidence(network, finding)]
    return "\n".join(dict.fromkeys(places))


def fail_on_severity(findings: Sequence[Finding], severity: str | None) -> None:
    """Exit with status 1 when there is a finding at or above ``severity``."""
    if severity is not None:
        grave = SEVERITIES[: SEVERITIES.index(severity) + 1]
        if any(finding.severity in grave for finding in findings):
            click.get_current_context().exit(FINDINGS_FOUND)
