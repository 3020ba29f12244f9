"""What was looked up: what a search found, and the ways from one to another."""

from __future__ import annotations

from typing import Any

from graph.words.phrases import kind_label
from knooppunt.answers.plain import answer, plain, reference
from knooppunt.answers.speaker import Speaker
from knooppunt.tables import Table
from knooppunt.usecases.look import Hits, Ways

#: How many of the areas of an organisation a list of hits shows.
_AREAS = 2


def hits_data(say: Speaker, found: Hits) -> dict[str, Any]:
    """Return what a search found as plain data."""
    results = []
    for hit in found.hits:
        data = plain(say, hit)
        results.append({"id": data["id"], "name": data["name"], "kind": say.network.nodes[hit.node].kind, **data})
    return answer("search", say, found.size, text=found.text, results=results)


def hits_table(say: Speaker, found: Hits) -> Table:
    """Return what a search found as a table."""
    rows = []
    for hit, areas in zip(found.hits, found.areas, strict=True):
        where = ", ".join(say.captions(areas[:_AREAS]) + ["…"] * (len(areas) > _AREAS))
        rows.append((say.caption(hit.node), kind_label(say.network.nodes[hit.node], say.lang), where, hit.node))
    headers = (*say.columns("search", "name", "kind", "where"), "id")
    note = "" if rows else say.said("search.nothing", wanted=found.text)
    return Table(say.said("search.title", wanted=found.text), headers, rows, note)


def ways_data(say: Speaker, found: Ways) -> dict[str, Any]:
    """Return the ways as plain data."""
    return answer("path", say, found.size) | {
        "from": reference(say, found.start),
        "to": reference(say, found.end),
        "paths": [{"length": len(chain.nodes) - 1, **plain(say, chain)} for chain in found.chains],
    }


def ways_table(say: Speaker, found: Ways) -> Table:
    """Return the ways as a table, with who makes the introductions."""
    names = {"start": say.spoken(found.start), "end": say.spoken(found.end)}
    arrow = say.said("path.arrow")
    rows = [
        (
            str(number),
            ", ".join(say.captions(chain.introducers)) or say.said("path.nobody"),
            arrow.join(say.all_spoken(chain.nodes)),
        )
        for number, chain in enumerate(found.chains, 1)
    ]
    note = "" if rows else say.said("path.none", **names)
    return Table(say.said("path.title", **names), say.columns("path", "number", "introducers", "chain"), rows, note)
