"""What the data do not tell."""

from __future__ import annotations

from knooppunt.documents.model import Section
from knooppunt.reports.context import Context
from queries.carrying.ties import conveners


def section(context: Context) -> Section:
    """Return the part of the report about what is not known."""
    network, called = context.network, conveners(context.network)
    uncalled = sum(not called.get(id_) for id_ in context.platforms)
    unconfirmed = sum(relation.last_confirmed is None for relation in network.relations)
    placeholders = sum(bool(network.nodes[id_].properties.get("placeholder")) for id_ in network.persons)
    carriers = "carriers-left-out" if network.scope.known_only else "carriers"
    # For the public, the view puts ties in the place of persons, and nobody ever confirmed those.
    uncalled, unconfirmed = (0, 0) if context.public else (uncalled, unconfirmed)
    points = (
        _point(context, carriers, len(context.of_kind("unattributed-connection")), context.size.connections),
        _point(context, "conveners", uncalled, len(context.platforms)),
        _point(context, "placeholders", placeholders, len(network.persons)),
        _point(context, "confirmed", unconfirmed, len(network.relations)),
        _point(context, "loose-ends", len(network.loose_ends), len(network.loose_ends)),
        context.said("report.unknown-outside"),
    )
    return Section("unknown", context.said("report.unknown-title"), points=tuple(filter(None, points)))


def _point(context: Context, what: str, count: int, total: int) -> str:
    """Return what is not known of ``count`` things, or nothing when there are none."""
    if not count:
        return ""
    return context.said(f"report.unknown-{what}", count=count, total=total, share=context.share(count, total))
