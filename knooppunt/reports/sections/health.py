"""How healthy the network is: the indicators, each with what it was counted from."""

from __future__ import annotations

from graph.words.phrases import sentence
from knooppunt.answers.health import counted_text, dormant_said, dormant_table, meaning, share_text, words_said
from knooppunt.documents.model import Cell, Column, Section
from knooppunt.reports.context import Context


def section(context: Context) -> Section:
    """Return the part of the report with the indicators of health."""
    indicators, lang = context.answers.health.indicators, context.lang
    heads = ("indicator", "value", "counted")
    columns = [Column(sentence(context.said(f"health.{head}")), numeric=head != "indicator") for head in heads]
    rows = [
        (
            [sentence(context.said(f"health.indicator.{name}")), sentence(meaning(ratio, name, lang))],
            Cell((share_text(ratio, lang),), bar=None if ratio.vacuous else ratio.value),
            counted_text(ratio, lang),
        )
        for name, ratio in indicators.items()
    ]
    known = context.said("report.health-known", share=share_text(indicators["completeness"], lang))
    if context.public:
        known = f"{known} {context.said('health.known-public')}"
    title, means = context.said("health.title"), context.said("report.health-means")
    said = words_said(context, indicators)
    # Who is dormant is known by name to the hub only; how many there are, to others as well.
    dormant = dormant_table(context, context.top)
    said += [note for note in (dormant_said(context),) if note and not dormant.rows]
    tables = [context.filled("", columns, rows, note=known), dormant]
    return context.section("health", *said, means, title=title, tables=tables)
