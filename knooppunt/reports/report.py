"""The periodic report on the health of a network, for somebody who has to decide something about it."""

from __future__ import annotations

from knooppunt.documents.model import Document
from knooppunt.reports.context import Context
from knooppunt.reports.sections import (
    advisers,
    attention,
    compared,
    gaps,
    health,
    method,
    missing,
    numbers,
    since,
    sources,
    summary,
    tables,
    unknown,
)

_SECTIONS = (numbers, health, attention, advisers, missing, gaps, tables, compared, unknown, method, sources)


def build_report(context: Context) -> Document:
    """Return the report."""
    scope, on, earlier = context.network.scope, context.made_on, context.found.earlier
    area = context.spoken(scope.region) if scope.region else context.said("whole-network")
    changed = [since.told(context, earlier)] if earlier else []
    return Document(
        lang=context.lang,
        title=context.said("report.title" if scope.region else "report.title-everywhere", area=area),
        subtitle=context.said("report.subtitle"),
        scope=(
            context.said("report.scope", day=context.day, area=area, made_on=on, time=f"{on:%H:%M}"),
            context.said(f"report.audience-{scope.audience}"),
        ),
        caution=context.not_stored(),
        summary=summary.section(context, [line for line, _ in changed]),
        sections=(*(part for _, part in changed), *(found for room in _SECTIONS if (found := room.section(context)))),
    )
