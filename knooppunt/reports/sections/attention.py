"""What needs attention first: the worst findings of each kind of what hangs on persons."""

from __future__ import annotations

from knooppunt.documents.model import Section
from knooppunt.reports.context import Context
from knooppunt.reports.findings import groups, left_aside, on_persons, severity
from queries.finding import SEVERITIES, worst_first


def section(context: Context) -> Section:
    """Return the part of the report about what hangs on persons."""
    findings = worst_first([*context.answers.fragile.findings, *context.answers.workload])
    of_nobody = [finding for finding in findings if not finding.person]
    told = (*on_persons(context, findings), *groups(context, of_nobody))
    said = left_aside(context, findings)
    if not context.persons_looked_at:
        said.append(context.said("report.summary-no-persons"))
    elif not told and not said:
        said.append(context.said("report.attention-nothing"))
    if not told:
        return context.section("attention", *said)
    legend = tuple(severity(context, code, context.said(f"report.severity-{code}")) for code in SEVERITIES)
    return context.section("attention", *said, context.said("report.attention-intro"), severities=legend, groups=told)
