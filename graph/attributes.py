"""The fields and properties of a node or relation as flat values: each one text, number, or yes or no."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from graph.model import Claim, Evidence, Node, Relation

#: What an XML document cannot hold, or does not give back as it was (a carriage return).
_UNFIT = re.compile("[^\t\n -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: What stands for such a character.
_REPLACEMENT = "\ufffd"

#: The fields that are attributes: a graph itself tells ids and ends; what tells who a node is matters to the store only.
_FIELDS = {
    type_: [
        name
        for name in type_.__struct_fields__
        if name not in ("properties", "id", "made", "code", "given_by", "origin", "target")
    ]
    for type_ in (Node, Relation)
}

Flat = str | int | float | bool


def attributes(item: Node | Relation) -> dict[str, Flat]:
    """Return the fields and properties of ``item``, without what is unknown or empty; a field goes before a property."""
    found = item.properties | {name: getattr(item, name) for name in _FIELDS[type(item)]}
    # No (False) is known, and equals 0.
    return {name: flat(value) for name, value in found.items() if value or value == 0}


def flat(value: Any) -> Flat:
    """Return ``value`` as one value: numbers and yes or no as they are, all else as text.

    Dates are ISO, the parts of a list are joined by "; ", of what is nested every part is named. Characters that XML
    cannot hold are replaced.
    """
    # The most usual first: a whole country has millions of values.
    if isinstance(value, str):
        return value if value.isprintable() else _UNFIT.sub(_REPLACEMENT, value)
    if isinstance(value, (list, tuple)):
        return "; ".join([str(flat(part)) for part in value])
    if isinstance(value, Evidence):
        return flat(", ".join([part for part in (value.source, value.where, value.note) if part]))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return ", ".join(f"{name}: {flat(part)}" for name, part in value.items() if part is not None)
    if isinstance(value, Claim):
        return f"{flat(value.value)} ({flat(value.evidence)})"
    return value if isinstance(value, (int, float)) else str(value)
