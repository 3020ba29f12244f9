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

#: The fields that are attributes: a graph itself tells the id of a node and the ends of a relation.
_FIELDS = {
    type_: [name for name in type_.__struct_fields__ if name not in ("properties", "id", "origin", "target")]
    for type_ in (Node, Relation)
}

Flat = str | int | float | bool


def attributes(item: Node | Relation) -> dict[str, Flat]:
    """Return the fields and properties of ``item``, without what is unknown or empty; a field goes before a property."""
    found = item.properties | {name: getattr(item, name) for name in _FIELDS[type(item)]}
    return {name: flat(value) for name, value in found.items() if value or isinstance(value, (bool, int, float))}


def flat(value: Any) -> Flat:
    """Return ``value`` as one value: numbers and yes or no as they are, all else as text.

    Dates are ISO, the parts of a list are joined by "; ", of what is nested every part is named. Characters that XML
    cannot hold are replaced.
    """
    if isinstance(value, str):
        return value if value.isprintable() else _UNFIT.sub(_REPLACEMENT, value)
    if isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return ", ".join(f"{name}: {flat(part)}" for name, part in value.items() if part is not None)
    if isinstance(value, Evidence):
        return flat(", ".join(filter(None, (value.source, value.where, value.note))))
    if isinstance(value, Claim):
        return f"{flat(value.value)} ({flat(value.evidence)})"
    return "; ".join(map(str, map(flat, value)))
