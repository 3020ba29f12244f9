"""What one person bridges, in words and as plain data: a part of her card."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from graph.network import Network
from graph.words.catalogue import text
from graph.words.phrases import caption, names, percentage, spoken
from knooppunt.answer import reference
from knooppunt.tables import Table

if TYPE_CHECKING:
    # Only a card of a person needs the graph libraries behind it.
    from queries.fragile.bridges import Bridges

#: A part with more organisations is told by its size, and of more connections the first ones are told.
_SMALL_PART = 6
_PAIRS = 12
_DIGITS = 6
_MILLION = 1_000_000


def bridges_table(network: Network, person: str, found: Bridges, lang: str) -> Table:
    """Return what ``person`` holds together, one aspect per row."""
    name = caption(network, person, lang)
    area = caption(network, found.area, lang) if found.area else text(lang, "whole-network")
    rows = [
        (text(lang, "bridges.without", person=name), _without(network, found, lang)),
        (text(lang, "bridges.only", person=name), _only(network, found, lang)),
        (text(lang, "bridges.groups"), _groups(network, found, name, area, lang)),
        (text(lang, "bridges.paths"), _paths(found, name, area, lang)),
        (text(lang, "bridges.acquainted", person=name), _acquainted(found, name, lang)),
    ]
    headers = (text(lang, "bridges.what"), text(lang, "bridges.answer"))
    return Table(text(lang, "bridges.title", person=name), headers, rows)


def bridges_data(network: Network, found: Bridges, lang: str) -> dict[str, Any]:
    """Return what a person bridges as plain data."""

    def references(ids: tuple[str, ...]) -> list[dict[str, str]]:
        return [reference(network, id_, lang) for id_ in ids]

    return {
        "organisations": references(found.organisations),
        "parts": [references(part) for part in found.parts],
        "pairs_lost": found.pairs_lost,
        "only_carrier": [references(pair) for pair in found.only_carrier],
        "acquainted": found.acquainted,
        "constraint": round(found.constraint, _DIGITS),
        "area": found.area,
        "groups": [references(group) for group in found.groups],
        "communities": found.communities,
        "betweenness": {"value": round(found.betweenness, _DIGITS), "error": round(found.error, _DIGITS)},
    }


def _without(network: Network, found: Bridges, lang: str) -> str:
    """Return the parts that are left without the person."""
    if not found.parts:
        return text(lang, "bridges.stays-whole")
    lines = [text(lang, "bridges.falls-apart", count=found.pairs_lost)]
    for part in found.parts:
        if len(part) > _SMALL_PART:
            lines.append(text(lang, "bridges.large-part", count=len(part)))
        else:
            lines.append(text(lang, "bridges.part", organisations=[spoken(network, id_, lang) for id_ in part]))
    return "\n".join(lines)


def _only(network: Network, found: Bridges, lang: str) -> str:
    """Return the connections of which the person is the only carrier."""
    lines = [
        text(lang, "bridges.pair", first=spoken(network, a, lang), second=spoken(network, b, lang))
        for a, b in found.only_carrier[:_PAIRS]
    ]
    more = len(found.only_carrier) - len(lines)
    return "\n".join([*lines, *([text(lang, "and-more", count=more)] if more else [])]) or text(lang, "bridges.none")


def _groups(network: Network, found: Bridges, name: str, area: str, lang: str) -> str:
    """Return the groups that the person joins; which organisations, when there is more than one."""
    count = len(found.groups)
    said = text(lang, "bridges.groups-joined", person=name, count=count, of=found.communities, area=area)
    if count == 1:
        return said
    parts = [text(lang, "bridges.part", organisations=names(network, group, lang)) for group in found.groups]
    return "\n".join([said, *parts])


def _acquainted(found: Bridges, name: str, lang: str) -> str:
    """Return how many of the person's organisations know each other without her, with Burt's measure of it."""
    value, of = f"{found.constraint:.2f}", math.comb(len(found.organisations), 2)
    written = value.replace(".", ",") if lang == "nl" else value
    return text(lang, "bridges.acquainted-count", person=name, count=found.acquainted, of=of, value=written)


def _paths(found: Bridges, name: str, area: str, lang: str) -> str:
    share, error = (percentage(round(value * _MILLION), _MILLION, lang) for value in (found.betweenness, found.error))
    code = "bridges.paths-estimated" if found.error else "bridges.paths-on"
    return text(lang, code, person=name, share=share, error=error, area=area)
