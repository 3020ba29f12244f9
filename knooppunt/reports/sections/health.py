"""How healthy the network is: the indicators, each with what it was counted from."""

from __future__ import annotations

from graph.words.phrases import sentence
from knooppunt.answers.health import counted_text, share_text
from knooppunt.documents.model import Cell, Column, Section
from knooppunt.reports.context import Context


def section(context: Context) -> Section:
    """Return the part of the report with the indicators of health."""
    indicators = context.answers.health.indicators
    columns = tuple(
        Column(sentence(context.said(f"health.{code}")), numeric=code != "indicator")
        for code in ("indicator", "value", "counted")
    )
    rows = [
        (
            [sentence(context.said(f"health.{what}.{name}")) for what in ("indicator", "means")],
            Cell((share_text(ratio, context.lang),), bar=ratio.value),
            counted_text(ratio, context.lang),
        )
        for name, ratio in indicators.items()
    ]
    known = context.said("report.health-known", share=share_text(indicators["completeness"], context.lang))
    paragraphs = (context.said("report.health-means"),)
    tables = (context.table("", columns, rows, note=known),)
    return Section("health", context.said("health.title"), paragraphs, tables=tables)
