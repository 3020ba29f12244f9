"""What the report rests on: the newest version of every source, as far as it was not withdrawn."""

from __future__ import annotations

from graph.store.base import Version
from graph.words.catalogue import written_date
from knooppunt.documents.model import Section
from knooppunt.reports.context import Context


def section(context: Context) -> Section:
    """Return the part of the report about the sources.

    The public gets numbers only, because the name of a file may tell who is in it.
    """
    newest = {version.source: version for version in context.sources}
    standing = [version for version in newest.values() if not version.withdrawn]
    title = context.said("report.sources-title")
    if not standing:
        return Section("sources", title, (context.said("report.sources-none"),))
    if context.public:
        read = sum(_rows(version)[0] for version in standing)
        return Section("sources", title, (context.said("report.sources-public", count=len(standing), rows=read),))
    numeric = ("read", "stored", "left-out")
    columns = context.columns("report.sources-{}", "name", "loaded", *numeric, numeric=numeric)
    rows = [
        (
            version.source,
            written_date(version.loaded_at.astimezone(context.made_on.tzinfo), context.lang),
            *_rows(version),
        )
        for version in standing
    ]
    tables = (context.table("", columns, rows),)
    return Section("sources", title, (context.said("report.sources-means"),), tables=tables)


def _rows(version: Version) -> tuple[int, int, int]:
    """Return the rows of a version that were read, stored and left out."""
    counts = version.counts
    return sum(c.read for c in counts), sum(c.stored for c in counts), sum(c.left_out for c in counts)
