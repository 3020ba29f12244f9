"""What the report rests on: the newest version of every source, as far as it was not withdrawn."""

from __future__ import annotations

from graph.store.base import Version
from graph.words.catalogue import written_date
from knooppunt.documents.model import Section
from knooppunt.reports.context import Context


def section(context: Context) -> Section:
    """Return the part of the report about the sources.

    The public is told only how many there are, partners the number of each.
    """
    newest = {version.source: version for version in context.found.sources}
    standing = [version for version in newest.values() if not version.withdrawn]
    if not standing:
        return context.section("sources", context.said("report.sources-none"))
    if context.public:
        read = sum(_rows(version)[0] for version in standing)
        return context.section("sources", context.said("report.sources-public", count=len(standing), rows=read))
    zone = context.made_on.tzinfo
    # The name of a file may tell who is in it.
    sources = dict.fromkeys([*context.network.sources, *newest])
    number = {source: context.said("place.source", number=n) for n, source in enumerate(sources, 1)}
    by_name = context.network.scope.audience == "internal"
    rows = [
        (
            version.source if by_name else number[version.source],
            written_date(version.loaded_at.astimezone(zone), context.lang),
            *_rows(version),
        )
        for version in standing
    ]
    columns, numeric = "name loaded read stored left-out", "read stored left-out"
    table = context.overview("sources", columns, rows, numeric=numeric)
    return context.section("sources", context.said("report.sources-means"), tables=[table])


def _rows(version: Version) -> tuple[int, int, int]:
    """Return the rows of a version that were read, stored and left out."""
    counts = version.counts
    return sum(c.read for c in counts), sum(c.stored for c in counts), sum(c.left_out for c in counts)
