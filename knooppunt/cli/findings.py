"""What every command that gives findings prints: the size of what was looked at, a table per kind, an exit status."""

from __future__ import annotations

import click

from graph.i18n import caption, text
from graph.network import Network
from knooppunt.answer import evidence_data
from knooppunt.cli.output import Table
from knooppunt.text import finding_text, kind_title, severity_label, suggestion_text
from queries.evidence import evidence
from queries.finding import SEVERITIES, Finding
from queries.fragile import Summary

#: The exit status when there is a finding at or above --fail-on.
FINDINGS_FOUND = 1


def summary_table(network: Network, summary: Summary, lang: str) -> Table:
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


def findings_table(network: Network, findings: list[Finding], kind: str, lang: str, *, limit: int, why: bool) -> Table:
    """Return the findings of one kind; ``limit`` 0 is all of them."""
    own = [finding for finding in findings if finding.kind == kind]
    shown = own[:limit] if limit else own
    headers = ["table.severity", "table.finding", "table.suggestion"] + (["table.sources"] if why else [])
    rows = []
    for finding in shown:
        row = [
            severity_label(finding.severity, lang),
            finding_text(network, finding, lang),
            suggestion_text(network, finding, lang),
        ]
        rows.append((*row, *([_sources(network, finding)] if why else [])))
    more = len(own) - len(shown)
    note = text(lang, "table.more", count=more) if more else ""
    title = f"{kind_title(kind, lang)} ({len(own)})"
    return Table(title, tuple(text(lang, header) for header in headers), rows, note)


def all_findings_table(network: Network, findings: list[Finding], lang: str) -> Table:
    """Return all findings in one table, to sort and filter in a spreadsheet or to read by a program."""
    codes = ("kind", "id", "severity", "finding", "suggestion", "sources")
    rows = [
        (
            kind_title(finding.kind, lang),
            finding.id,
            severity_label(finding.severity, lang),
            finding_text(network, finding, lang),
            suggestion_text(network, finding, lang),
            _sources(network, finding),
        )
        for finding in findings
    ]
    return Table("", tuple(text(lang, f"table.{code}") for code in codes), rows)


def _sources(network: Network, finding: Finding) -> str:
    places = [
        f"{item['source']} {item['where']}"
        for relation in evidence(network, finding)
        for item in evidence_data(relation)
    ]
    return "\n".join(dict.fromkeys(places))


def fail_on_severity(ctx: click.Context, findings: list[Finding], severity: str | None) -> None:
    """Exit with status 1 when there is a finding at or above ``severity``."""
    if severity is not None:
        grave = SEVERITIES[: SEVERITIES.index(severity) + 1]
        if any(finding.severity in grave for finding in findings):
            ctx.exit(FINDINGS_FOUND)
