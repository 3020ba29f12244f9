"""A document as JSON, for programs."""

from __future__ import annotations

import msgspec

from knooppunt.documents.formats import Format
from knooppunt.documents.model import Document


def render(document: Document) -> str:
    """Return the data of ``document``, or the document itself when it has none."""
    data = document if document.data is None else document.data
    return msgspec.json.format(msgspec.json.encode(data), indent=2).decode("utf-8") + "\n"


FORMAT = Format(render, ".json", plain=True)
