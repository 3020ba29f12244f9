"""Connections that ought to be there, or likely would help."""

from __future__ import annotations

from knooppunt.documents.model import Section
from knooppunt.reports.context import Context
from knooppunt.reports.findings import groups, left_aside
from queries.missing.introductions import Introductions


def section(context: Context) -> Section:
    """Return the part of the report about connections that are missing."""
    findings = context.answers.missing
    told = groups(context, findings, complete=Introductions(context.network).introduced)
    intro = context.said("report.missing-intro" if told else "report.missing-nothing")
    return context.section("missing", intro, *left_aside(context, findings), groups=told)
