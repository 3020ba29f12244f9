"""How far a report can be trusted: what is not known, how it was computed, and what it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from graph.store.base import Version
from graph.words.catalogue import written_date
from graph.words.phrases import percentage
from knooppunt.reports.given import Given
from knooppunt.reports.model import Column, Definition, Section, Table, row
from knooppunt.reports.tables import platforms_without_convener

_DEFINED = ("organisation", "connection", "carrier", "joined", "cut-person", "single", "advisers", "severity", "terms")


def not_known(given: Given) -> Section:
    """Return the part of the report about what the data do not tell."""
    network, summary = given.network, given.answers.fragile.size
    platforms = sum(network.nodes[id_].kind == "platform" for id_ in network.organisations)
    unconfirmed = sum(relation.last_confirmed is None for relation in network.relations)
    placeholders = sum(bool(network.nodes[id_].properties.get("placeholder")) for id_ in network.persons)
    carriers = "carriers-left-out" if given.network.scope.known_only else "carriers"
    points = [
        _point(given, carriers, len(given.of_kind("unattributed-connection")), summary.connections),
        "" if given.public else _point(given, "conveners", platforms_without_convener(given), platforms),
        _point(given, "placeholders", placeholders, len(network.persons)),
        # For the public, the view puts ties in the place of persons, and nobody ever confirmed those.
        "" if given.public else _point(given, "confirmed", unconfirmed, len(network.relations)),
        _point(given, "loose-ends", len(network.loose_ends), len(network.loose_ends)),
        given.said("report.unknown-outside"),
    ]
    return Section("unknown", given.said("report.unknown-title"), points=tuple(filter(None, points)))


def definitions(given: Given) -> list[Definition]:
    """Return what the words of the report mean."""
    return [
        Definition(given.said(f"report.define-{code}"), given.said(f"report.define-{code}-means", days=given.horizon))
        for code in _DEFINED
    ]


def sources(given: Given, versions: Sequence[Version], made_on: datetime) -> Section:
    """Return the part of the report about the sources: the newest version of each, as far as it was not withdrawn.

    The public gets numbers only, because the name of a file may tell who is in it.
    """
    newest = {version.source: version for version in versions}
    standing = [version for version in newest.values() if not version.withdrawn]
    title = given.said("report.sources-title")
    if not standing:
        return Section("sources", title, (given.said("report.sources-none"),))
    if given.public:
        rows_read = sum(_rows(version)[0] for version in standing)
        number = given.number(len(standing))
        said = given.said("report.sources-public", count=len(standing), number=number, rows=given.number(rows_read))
        return Section("sources", title, (said,))
    columns = ("name", "loaded", "read", "stored", "left-out")
    table = Table(
        title="",
        columns=tuple(Column(given.said(f"report.sources-{code}"), code not in columns[:2]) for code in columns),
        rows=tuple(
            row(
                version.source,
                written_date(version.loaded_at.astimezone(made_on.tzinfo), given.lang),
                *map(given.number, _rows(version)),
            )
            for version in standing
        ),
    )
    return Section("sources", title, (given.said("report.sources-means"),), tables=(table,))


def _point(given: Given, what: str, count: int, total: int) -> str:
    """Return what is not known of ``count`` things, or nothing when there are none."""
    if not count:
        return ""
    numbers = {"number": given.number(count), "total": given.number(total)}
    return given.said(f"report.unknown-{what}", count=count, share=percentage(count, total, given.lang), **numbers)


def _rows(version: Version) -> tuple[int, int, int]:
    """Return the rows of a version that were read, stored and left out."""
    counts = version.counts
    return sum(c.read for c in counts), sum(c.stored for c in counts), sum(c.left_out for c in counts)
