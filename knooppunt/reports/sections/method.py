"""What the words of the report mean."""

from __future__ import annotations

from knooppunt.documents.model import Section
from knooppunt.reports.context import Context

_DEFINED = ("organisation", "connection", "carrier", "joined", "cut-person", "single", "advisers", "severity", "terms")


def section(context: Context) -> Section:
    """Return the part of the report about how everything was computed."""
    definitions = tuple(
        (context.said(f"report.define-{code}"), context.said(f"report.define-{code}-means", days=context.horizon))
        for code in _DEFINED
    )
    return Section("method", context.said("report.method-title"), definitions=definitions)
