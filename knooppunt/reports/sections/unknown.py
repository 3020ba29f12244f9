"""What the data do not tell."""

from __future__ import annotations

from knooppunt.documents.model import Section
from knooppunt.reports.context import Context
from queries.carrying.ties import conveners


def section(context: Context) -> Section:
    """Return the part of the report about what is not known."""
    network, platforms, called = context.network, context.platforms, conveners(context.network)
    uncalled = sum(not called.get(id_) for id_ in platforms)
    confirmed = context.answers.health.cells["confirmed"]
    unconfirmed, asked = int(confirmed.denominator - confirmed.numerator), int(confirmed.denominator)
    carriers = "carriers-left-out" if network.scope.known_only else "carriers"
    # For the public, the view puts ties in the place of persons, and nobody ever confirmed those.
    uncalled, unconfirmed = (0, 0) if context.public else (uncalled, unconfirmed)
    known = {
        carriers: (context.unattributed, context.size.connections),
        "conveners": (uncalled, len(platforms)),
        "placeholders": (context.placeholders(network.persons), len(network.persons)),
        "confirmed": (unconfirmed, asked),
        "loose-ends": (len(network.loose_ends), len(network.loose_ends)),
    }
    points = [
        context.said(f"report.unknown-{what}", count=count, total=total, share=context.share(count, total))
        for what, (count, total) in known.items()
        if count
    ]
    return context.section("unknown", points=(*points, context.said("report.unknown-outside")))
