"""What was looked up: what a search found, and the ways from one to another."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING

from graph.model import Node, kind_of
from graph.words.catalogue import written_date
from graph.words.phrases import kind_label
from knooppunt.answers.plain import Answer, answer, plain, reference
from knooppunt.answers.speaker import Speaker
from knooppunt.documents.model import Table
from queries.search import Hit, when

if TYPE_CHECKING:
    from queries.carrying.chains import Chain

#: How many of the areas of an organisation a list of hits shows.
_AREAS = 2


def hits(say: Speaker, wanted: str, found: Sequence[tuple[Hit, list[str]]], others: Sequence[Node]) -> Answer:
    """Return what a search for ``wanted`` found, and which ``others`` are there on another day only."""
    results, rows = [], []
    for hit, areas in found:
        node = say.network.nodes[hit.node]
        results.append({**reference(say, node.id), "kind": node.kind, **plain(say, hit)})
        where = ", ".join(say.captions(areas[:_AREAS]) + ["…"] * (len(areas) > _AREAS))
        if node.kind == "meeting" and node.since:
            where = written_date(node.since, say.lang)
        rows.append((say.caption(node.id), kind_label(node, say.lang), where, node.id))
    table = say.table("search", "title", "name table.kind table.where table.id", rows, wanted=wanted)
    elsewhere = [
        {name: plain(say, getattr(node, name)) for name in ("id", "name", "kind", "since", "until")} for node in others
    ]
    return answer("search", say, text=wanted, results=results, elsewhere=elsewhere), [
        table,
        *(_on_another_day(say, node) for node in others),
    ]


def _on_another_day(say: Speaker, node: Node) -> Table:
    code, params = when(say.network, node)
    return say.note(f"error.not-on-this-day.{code}", name=node.name, on=say.network.scope.on, **params)


def ways(say: Speaker, start: str, end: str, chains: Sequence[Chain]) -> Answer:
    """Return the chains from one to another, with who makes the introductions."""
    ends = {"start": say.spoken(start), "end": say.spoken(end)}
    rows = [
        (str(number), str(chain.distance), _introducers(say, chain), _way(say, chain))
        for number, chain in enumerate(chains, 1)
    ]
    data = answer("path", say) | {
        "from": reference(say, start),
        "to": reference(say, end),
        "paths": [{"length": len(chain.nodes) - 1, **plain(say, chain)} for chain in chains],
    }
    return data, [say.table("path", "title", "table.number distance introducers chain", rows, **ends)]


def _way(say: Speaker, chain: Chain) -> str:
    """Return whom and what a chain runs through, and of which contacts on it nobody is known to keep them."""
    way = say.said("path.arrow").join(say.all_spoken(chain.nodes))
    if not chain.unattributed:
        return way
    steps = [say.said("path.between", first=say.spoken(a), last=say.spoken(b)) for a, b in chain.unattributed]
    return say.said("path.unattributed", way=way, steps=steps, count=len(steps))


def _introducers(say: Speaker, chain: Chain) -> str:
    """Return who makes the introductions, or why nobody has to: the two have a tie already, or know each other."""
    known = {id_ for id_ in chain.nodes if kind_of(id_) == "person"}
    steps = set(itertools.pairwise(chain.nodes)) - {*chain.unattributed}
    # Between two organisations somebody stands whom this audience does not see, unless nobody is known to.
    hidden = any(known.isdisjoint(step) for step in steps)
    if chain.introducers or hidden:
        return ", ".join([*say.captions(chain.introducers), *([say.said("path.hidden")] if hidden else [])])
    start, *between, end = chain.nodes
    if len(between) == 1 and {start, end} <= known:
        return say.said("path.together", organisation=say.spoken(between[0]))
    return say.said("path.nobody" if between or not known else "path.direct")
