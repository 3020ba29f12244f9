"""The sources in the store and their versions, as plain data and as a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from graph.store.file import Version
from graph.words.catalogue import text, written_date, written_number
from knooppunt.tables import Table


def versions_data(command: str, versions: Sequence[Version]) -> dict[str, Any]:
    """Return versions of sources as plain data."""
    return {"command": command, "sources": [_version_data(version) for version in versions]}


def versions_table(versions: Sequence[Version], lang: str) -> Table:
    """Return versions of sources as a table."""
    headers = ("sources.source", "sources.loaded", "sources.status", "load.read", "load.stored", "load.left-out")
    rows = [_version_row(version, lang) for version in versions]
    note = "" if rows else text(lang, "sources.none")
    return Table(text(lang, "sources.title"), tuple(text(lang, header) for header in headers), rows, note)


def _version_data(version: Version) -> dict[str, Any]:
    return {
        "source": version.source,
        "loaded_at": version.loaded_at.isoformat(),
        "status": "withdrawn" if version.withdrawn else "loaded",
        "path": version.path,
        "hash": version.hash,
        "records": version.records,
        "counts": [msgspec.structs.asdict(count) for count in version.counts],
    }


def _version_row(version: Version, lang: str) -> tuple[str, ...]:
    local = version.loaded_at.astimezone()
    sums = (sum(getattr(count, name) for count in version.counts) for name in ("read", "stored", "left_out"))
    return (
        version.source,
        f"{written_date(local.date(), lang)} {local:%H:%M}",
        text(lang, "sources.status-withdrawn" if version.withdrawn else "sources.status-loaded"),
        *(written_number(count, lang) for count in sums),
    )
