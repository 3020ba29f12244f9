"""What a node or relation says of itself, in words: properties with their values, dates, periods, places of evidence."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from graph.model import MARKS, Evidence, Node, Relation
from graph.network import Network
from graph.vocabulary import vocabulary
from graph.words.catalogue import text, written_date, written_number
from graph.words.phrases import caption, written_place, written_source
from graph.words.relations import represented


class Fact(NamedTuple):
    """One thing that is known of a node or relation: the code of the property, its label, and the value in words."""

    code: str
    label: str
    value: str


def facts(network: Network, item: Node | Relation, lang: str, *, brief: bool = False) -> list[Fact]:
    """Return every property of ``item``, as the sources have them; ``brief`` as in ``value_text``.

    With a seat comes on behalf of which organisations it is, with an organisation for what somebody speaks there of whom that
    is not told.
    """
    kind = item.kind if isinstance(item, Node) else ""
    properties = {code: value for code, value in item.properties.items() if value is not None and code not in MARKS}
    if isinstance(item, Relation) and (behalf := represented(network, item)):
        properties["organisation"] = behalf
    found = [
        Fact(code, property_label(code, lang), value_text(network, kind, code, value, lang, brief=brief))
        for code, value in in_known_order(properties)
    ]
    if topics := item.properties.get("spoken_for"):
        found.append(Fact("spoken_for", text(lang, "spoken-for"), ", ".join(topics)))
    return found


def in_known_order(properties: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Return properties in the order of the vocabulary, whatever the order of the columns that they come from."""
    places = _known_order()
    return sorted(properties.items(), key=lambda item: (places.get(item[0], len(places)), item[0]))


@functools.cache
def _known_order() -> dict[str, int]:
    return {code: place for place, code in enumerate(vocabulary().properties)}


def dated(item: Node | Relation, lang: str) -> list[Fact]:
    """Return since when and until when ``item`` holds and when it was last confirmed, as far as known."""
    days = ((code, getattr(item, code)) for code in ("since", "until", "last_confirmed"))
    return [Fact(code, property_label(code, lang), written_date(day, lang)) for code, day in days if day is not None]


def property_label(code: str, lang: str) -> str:
    """Return the label of a property; one that the vocabulary does not know is called by its own code."""
    known = vocabulary().properties.get(code)
    return known.label[lang] if known else code


def value_text(network: Network, kind: str, code: str, value: Any, lang: str, *, brief: bool = False) -> str:
    """Return a value of property ``code`` as people write it.

    ``kind`` is the kind of node that has it, empty for a relation; ``brief``: of an appointment only the period.
    """
    if (known := vocabulary().properties.get(code)) is not None and known.type == "interval":
        one, other = (_day(day, lang) for day in value)
        return text(lang, "estimated-between", one=one, other=other)
    if isinstance(value, (list, tuple)):
        return ", ".join(value_text(network, kind, code, part, lang, brief=brief) for part in value)
    if isinstance(value, dict):
        if brief:
            return _period(value.get("since"), value.get("until"), lang)
        told = ((key, part) for key, part in value.items() if part is not None)
        return ", ".join(
            f"{property_label(key, lang)}: {value_text(network, kind, key, part, lang)}" for key, part in told
        )
    if isinstance(value, date):
        return written_date(value, lang)
    if isinstance(value, bool):
        return text(lang, "yes" if value else "no")
    if isinstance(value, (int, float)):
        return written_number(value, lang)
    return _word(network, kind, code, str(value), lang)


def place_text(evidence: Evidence, lang: str) -> str:
    """Return where a statement stands: the source, and the place in it."""
    return ", ".join(filter(None, (written_source(evidence.source, lang), written_place(evidence.where, lang))))


def _word(network: Network, kind: str, code: str, value: str, lang: str) -> str:
    """Return a date, a reference, a listed value or plain text."""
    words = vocabulary()
    known = words.properties.get(code)
    if known and known.type == "date":
        return _day(value, lang)
    if known and known.type == "reference":
        return caption(network, value, lang)
    values = f"{kind}_type" if code == "type" else known.values if known else ""
    return words.value_label(values, value, lang) if values in words.values else value


def _period(since: str | None, until: str | None, lang: str) -> str:
    """Return a period between two ISO dates, either of which may be unknown."""
    code = f"period.{'since' if since else 'open'}-{'until' if until else 'open'}"
    return text(lang, code, since=_day(since or "", lang), until=_day(until or "", lang))


def _day(iso: str, lang: str) -> str:
    """Return an ISO date written out; anything else as it is."""
    with contextlib.suppress(ValueError):
        return written_date(date.fromisoformat(iso), lang)
    return iso
