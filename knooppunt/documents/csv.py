"""A document as CSV, with ``;`` between cells, as Dutch spreadsheets expect: its main table and nothing else."""

from __future__ import annotations

import csv
import io

from knooppunt.documents.flat import tables
from knooppunt.documents.formats import Format
from knooppunt.documents.model import Document
from knooppunt.documents.safe import guarded, printable


def render(document: Document) -> str:
    """Return the first table, which is the main one; of what is no table nothing."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    if (table := next((table for table in tables(document) if table.columns), None)) is not None:
        writer.writerow([_safe(column.label) for column in table.columns])
        writer.writerows([_safe(cell.text) for cell in cells] for cells in table.rows)
    return buffer.getvalue()


def _safe(value: str) -> str:
    return guarded(printable(value))


# A byte order mark tells Excel that the file is UTF-8.
FORMAT = Format(render, ".csv", encoding="utf-8-sig", flat=True)
