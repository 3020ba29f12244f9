"""How the values of a network are written on a card, in the user's language."""

from __future__ import annotations

import contextlib
from collections.abc import Collection
from datetime import date
from typing import Any

from graph.model import Evidence, Node, Relation
from graph.network import Network
from graph.vocabulary import Column, ValueList, vocabulary
from graph.words.catalogue import text, written_date, written_number
from graph.words.phrases import caption, written_place
from viz.model import Alternative, Field, Reference

#: Marks that a view leaves for whoever draws; they are not facts about the node or relation.
_MARKS = ("nameless", "carriers_hidden", "indirect")


def reference(network: Network, node_id: str, lang: str) -> Reference:
    """Return a mention of a node."""
    return Reference(node_id, caption(network, node_id, lang))


def capitalised(words: str) -> str:
    """Return ``words`` with a capital first letter."""
    return words[:1].upper() + words[1:]


def property_label(code: str, lang: str) -> str:
    """Return the label of a property; one that the vocabulary does not know is called by its own code."""
    known = vocabulary().properties.get(code)
    return capitalised(known.label[lang] if known else code)


def relation_label(code: str, lang: str) -> str:
    """Return what a relation is called, read from its origin to its target."""
    return vocabulary().relations[code].label[lang]


def property_fields(network: Network, item: Node | Relation, lang: str, skip: Collection[str] = ()) -> list[Field]:
    """Return every property of ``item`` with its label, in the order of the vocabulary."""
    order = list(vocabulary().properties)
    known = sorted(item.properties, key=lambda code: order.index(code) if code in order else len(order))
    return [
        (property_label(code, lang), value_text(network, item, code, item.properties[code], lang))
        for code in known
        if code not in skip and code not in _MARKS and item.properties[code] not in (None, "", [], ())
    ]


def dated_fields(item: Node | Relation, lang: str) -> list[Field]:
    """Return since when and until when ``item`` holds and when it was last confirmed, as far as known."""
    return [
        (property_label(code, lang), written_date(day, lang))
        for code in ("since", "until", "last_confirmed")
        if (day := getattr(item, code)) is not None
    ]


def value_text(network: Network, item: Node | Relation, code: str, value: Any, lang: str) -> str:
    """Return a value of property ``code`` of ``item`` as people write it."""
    if isinstance(value, (list, tuple)):
        return ", ".join(value_text(network, item, code, part, lang) for part in value)
    if isinstance(value, dict):
        return period(value.get("since"), value.get("until"), lang)
    if isinstance(value, bool):
        return text(lang, "viz.yes" if value else "viz.no")
    if isinstance(value, (int, float)):
        return written_number(value, lang)
    return _word(network, item, code, value, lang)


def period(since: str | None, until: str | None, lang: str) -> str:
    """Return a period between two ISO dates, either of which may be unknown."""
    code = f"viz.period-{'since' if since else 'open'}-{'until' if until else 'open'}"
    return text(lang, code, since=_day(since, lang), until=_day(until, lang))


def place(evidence: Evidence, lang: str) -> str:
    """Return where a statement stands: file, sheet and row, with what it says of its own source."""
    where = ", ".join(part for part in (evidence.source, written_place(evidence.where, lang)) if part)
    return " — ".join(part for part in (where, evidence.note) if part)


def places(item: Node | Relation, lang: str) -> tuple[str, ...]:
    """Return where ``item`` stands, every place once."""
    return tuple(dict.fromkeys(filter(None, (place(evidence, lang) for evidence in item.sources))))


def alternatives(network: Network, item: Node | Relation, lang: str) -> tuple[Alternative, ...]:
    """Return the values in which sources disagree, each with both values and where they stand."""
    found = []
    for code, claims in item.alternatives.items():
        shown = getattr(item, code) if code in ("name", "since", "until") else item.properties.get(code)
        others = {claim.evidence for claim in claims}
        shown_source = "; ".join(dict.fromkeys(filter(None, (place(e, lang) for e in item.sources if e not in others))))
        found += [
            Alternative(
                label=property_label(code, lang),
                shown=value_text(network, item, code, shown, lang),
                shown_source=shown_source,
                other=value_text(network, item, code, claim.value, lang),
                other_source=place(claim.evidence, lang),
            )
            for claim in claims
        ]
    return tuple(found)


def _word(network: Network, item: Node | Relation, code: str, value: Any, lang: str) -> str:
    """Return a single date, reference, listed value or plain text."""
    if isinstance(value, date):
        return written_date(value, lang)
    known = vocabulary().properties.get(code)
    if known and known.type == "date":
        return _day(str(value), lang)
    if known and known.type == "reference":
        return caption(network, str(value), lang)
    values = _value_list(item, code)
    return str(value) if values is None else vocabulary().value_label(values.code, str(value), lang)


def _value_list(item: Node | Relation, code: str) -> ValueList | None:
    """Return the list of values of a property: that of the column it comes from, or that of the property itself."""
    words = vocabulary()
    columns: list[Column] = []
    if isinstance(item, Node):
        if item.kind == "topic" and code == "type":
            return words.values["topic_type"]
        sheets = [sheet for sheet in words.sheets.values() if sheet.kind == item.kind]
        columns = [column for sheet in sheets for column in sheet.columns.values() if column.property == code]
    for column in columns:
        if (found := words.value_list(column)) is not None:
            return found
    known = words.properties.get(code)
    return words.values.get(known.values) if known else None


def _day(iso: str | None, lang: str) -> str:
    """Return an ISO date written out; anything else as it is."""
    if iso:
        with contextlib.suppress(ValueError):
            return written_date(date.fromisoformat(iso), lang)
    return iso or ""
