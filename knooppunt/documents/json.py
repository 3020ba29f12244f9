"""A document as JSON, for programs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from knooppunt.documents.formats import Format
from knooppunt.documents.model import Document


def render(document: Document) -> str:
    """Return the data of ``document``, or the document itself when it has none."""
    data = document if document.data is None else document.data
    return msgspec.json.format(msgspec.json.encode(data, enc_hook=_made), indent=2).decode("utf-8") + "\n"


def _made(later: Callable[[], Any]) -> Any:
    """Return what is made only when it is written."""
    return later()


FORMAT = Format(render, ".json", plain=True)
