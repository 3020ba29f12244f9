"""An answer as plain data, for JSON: node ids become references, and numbers are as precise as their field says."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, get_args

import msgspec

from graph.model import Node, Relation
from knooppunt.answers.speaker import Speaker
from knooppunt.documents.model import Table
from queries.measures.ratio import Ratio

#: An answer as plain data, and as tables.
Answer = tuple[dict[str, Any], list[Table]]
#: What the annotation of a field says of what is in it (``graph.model.NodeId``).
_Marks = Mapping[str, Any]
#: Of a measure.
_DIGITS = 6


def answer(command: str, say: Speaker, **more: Any) -> dict[str, Any]:
    """Return what every answer starts with, as plain data."""
    scope = say.network.scope
    return {
        "command": command,
        "on": plain(say, scope.on),
        "scope": {"region": scope.region, "audience": scope.audience},
        "network": functools.partial(_size, say),
        "not_stored": plain(say, say.network.not_stored),
        **more,
    }


def _size(say: Speaker) -> Any:
    """Return the size of the network that was looked at. Only JSON tells it, and it takes numpy to count.

    How many persons there are is not told (None) to whom sees none.
    """
    from queries.carrying.size import size

    return plain(say, size(say.network)) | ({"persons": None} if say.network.hides_persons else {})


def reference(say: Speaker, node_id: str) -> dict[str, str]:
    """Return a node as id and name."""
    return {"id": node_id, "name": say.caption(node_id)}


def references(say: Speaker, ids: Iterable[str]) -> list[dict[str, str]]:
    """Return nodes as id and name."""
    return [reference(say, id_) for id_ in ids]


def evidence_of(item: Relation | Node) -> list[dict[str, str]]:
    """Return where a relation or node stands."""
    what = item.relation if isinstance(item, Relation) else item.kind
    return [
        {"relation": what, "source": place.source, "where": place.where} | ({"note": place.note} if place.note else {})
        for place in item.sources
    ]


def plain(say: Speaker, value: Any, marks: _Marks = MappingProxyType({})) -> Any:
    """Return ``value`` as JSON knows it. Of a struct every field, by the name that it has in JSON."""
    if isinstance(value, str):
        return reference(say, value) if "node" in marks else value
    if isinstance(value, float):
        return round(value, marks["digits"]) if "digits" in marks else value
    if isinstance(value, (list, tuple)):
        return [plain(say, item, marks) for item in value]
    if isinstance(value, Mapping):
        return {key: plain(say, item, marks) for key, item in value.items()}
    if isinstance(value, Ratio):
        return _ratio(say, value)
    if not isinstance(value, msgspec.Struct):
        return value.isoformat() if hasattr(value, "isoformat") else value
    data: dict[str, Any] = {}
    for name, key, own in _fields(type(value)):
        item = plain(say, getattr(value, name), own)
        data |= item if own.get("node") == "itself" else {key: item}
    return data


def _ratio(say: Speaker, ratio: Ratio) -> dict[str, Any]:
    """Return a measure; its margin only when its value comes from a sample, a note only when the value says nothing."""
    parts = {"numerator": ratio.numerator, "denominator": ratio.denominator}
    return {
        "value": None if ratio.value is None else round(ratio.value, _DIGITS),
        **{name: int(part) if part == int(part) else round(part, _DIGITS) for name, part in parts.items()},
        **({"margin": round(ratio.margin, _DIGITS)} if ratio.margin else {}),
        **({"note": say.said("health.vacuous")} if ratio.vacuous else {}),
    }


@functools.cache
def _fields(type_: type[msgspec.Struct]) -> list[tuple[str, str, _Marks]]:
    """Return, for every field, its name, its name in JSON, and what its annotation says."""
    return [(field.name, field.encode_name, _marks(field.type)) for field in msgspec.structs.fields(type_)]


def _marks(annotation: Any) -> dict[str, Any]:
    """Return what stands anywhere in an annotation: ``tuple[NodeId | None, ...]`` is about nodes."""
    if isinstance(annotation, msgspec.Meta):
        return annotation.extra or {}
    return {name: mark for part in get_args(annotation) for name, mark in _marks(part).items()}
