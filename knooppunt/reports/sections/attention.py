"""What needs attention first: the worst findings of each kind of what hangs on persons."""

from __future__ import annotations

from knooppunt.documents.model import Section
from knooppunt.reports.context import Context
from knooppunt.reports.findings import groups, left_aside, severity
from queries.finding import SEVERITIES, worst_first


def section(context: Context) -> Section:
    """Return the part of the report about what hangs on persons."""
    findings = worst_first([*context.answers.fragile.findings, *context.answers.workload])
    told, aside = groups(context, findings), left_aside(context, findings)
    intro = [context.said("report.attention-intro")] if told else []
    nothing = [] if told or aside else [context.said("report.attention-nothing")]
    if not context.persons_looked_at:
        nothing = [context.said("report.summary-no-persons")]
    legend = [severity(context, code, context.said(f"report.severity-{code}")) for code in SEVERITIES if told]
    return Section(
        "attention",
        context.said("report.attention-title"),
        paragraphs=(*aside, *nothing, *intro),
        severities=tuple(legend),
        groups=told,
    )
