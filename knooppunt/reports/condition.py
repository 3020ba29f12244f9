"""How healthy the network is: the indicators, each with what it was counted from."""

from __future__ import annotations

from graph.words.phrases import sentence
from knooppunt.answers.health import counted_text, share_text
from knooppunt.reports.given import Given
from knooppunt.reports.model import Column, Section, Table, cell, row


def condition(given: Given) -> Section:
    """Return the part of the report with the indicators of health."""
    indicators = given.answers.health.indicators
    rows = tuple(
        row(
            [sentence(given.said(f"health.indicator.{name}")), sentence(given.said(f"health.means.{name}"))],
            cell(share_text(ratio, given.lang), bar=ratio.value),
            counted_text(ratio, given.lang),
        )
        for name, ratio in indicators.items()
    )
    columns = tuple(
        Column(sentence(given.said(f"health.{code}")), numeric=code != "indicator")
        for code in ("indicator", "value", "counted")
    )
    known = share_text(indicators["completeness"], given.lang)
    return Section(
        "health",
        given.said("health.title"),
        paragraphs=(given.said("report.health-means"),),
        tables=(Table("", columns, rows, note=given.said("report.health-known", share=known)),),
    )
