"""What one person bridges, in words and as plain data: a part of her card."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from graph.words.phrases import percentage
from knooppunt.answers.plain import plain
from knooppunt.answers.speaker import Speaker
from knooppunt.documents.model import Table

if TYPE_CHECKING:
    # Only a card of a person needs the graph libraries behind it.
    from queries.fragile.bridges import Bridges

#: A part with more organisations is told by its size, and of more connections the first ones are told.
_SMALL_PART = 6
_PAIRS = 12
_MILLION = 1_000_000


def bridges_table(say: Speaker, person: str, found: Bridges) -> Table:
    """Return what ``person`` holds together, one aspect per row."""
    name = say.caption(person)
    area = say.area(found.area)
    rows = [
        (say.said("bridges.without", person=name), _without(say, found)),
        (say.said("bridges.only", person=name), _only(say, found)),
        (say.said("bridges.groups"), _groups(say, found, name, area)),
        (say.said("bridges.paths"), _paths(say, found, name, area)),
        (say.said("bridges.acquainted", person=name), _acquainted(say, found, name)),
    ]
    return say.table("bridges", "title", "table.about answer", rows, person=name)


def bridges_data(say: Speaker, found: Bridges) -> dict[str, Any]:
    """Return what a person bridges as plain data."""
    data: dict[str, Any] = plain(say, found)
    return data | {"betweenness": {"value": data["betweenness"], "error": data.pop("error")}}


def _without(say: Speaker, found: Bridges) -> str:
    """Return the parts that are left without the person."""
    if not found.parts:
        return say.said("bridges.stays-whole-here" if say.network.hides_ties else "bridges.stays-whole")
    lines = [say.said("bridges.falls-apart", count=found.pairs_lost)]
    for part in found.parts:
        if len(part) > _SMALL_PART:
            lines.append(say.said("bridges.large-part", count=len(part)))
        else:
            lines.append(say.said("bridges.part", organisations=say.all_spoken(part)))
    return "\n".join(lines)


def _only(say: Speaker, found: Bridges) -> str:
    """Return the connections of which the person is the only carrier."""
    lines = [say.said("bridges.pair", first=say.spoken(a), second=say.spoken(b)) for a, b in found.only_carrier]
    return "\n".join(say.first(lines[:_PAIRS], len(lines))) or say.said("bridges.none")


def _groups(say: Speaker, found: Bridges, name: str, area: str) -> str:
    """Return the groups that the person joins; which organisations, when there is more than one."""
    count = len(found.groups)
    said = say.said("bridges.groups-joined", person=name, count=count, of=found.communities, area=area)
    if count == 1:
        return said
    parts = [say.said("bridges.part", organisations=say.names(group)) for group in found.groups]
    return "\n".join([said, *parts])


def _acquainted(say: Speaker, found: Bridges, name: str) -> str:
    """Return how many of the person's organisations know each other without her."""
    of = math.comb(len(found.organisations), 2)
    return say.said("bridges.acquainted-count", person=name, count=found.acquainted, of=of)


def _paths(say: Speaker, found: Bridges, name: str, area: str) -> str:
    share, error = (
        percentage(round(value * _MILLION), _MILLION, say.lang) for value in (found.betweenness, found.error)
    )
    code = "bridges.paths-estimated" if found.error else "bridges.paths-on"
    return say.said(code, person=name, share=share, error=error, area=area)
