"""What the words of the report mean."""

from __future__ import annotations

from knooppunt.documents.model import Section
from knooppunt.reports.context import Context

_DEFINED = ("organisation", "connection", "carrier", "joined", "cut-person", "single", "advisers", "severity", "terms")


def section(context: Context) -> Section:
    """Return the part of the report about how everything was computed."""
    codes = [f"report.define-{word}" for word in _DEFINED]
    meanings = ((context.said(code), context.said(f"{code}-means", days=context.horizon)) for code in codes)
    return context.section("method", definitions=tuple(meanings))
