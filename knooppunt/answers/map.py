"""The map, on which those stand out on whom most hangs, and the gravest of what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from graph.network import Network
from knooppunt.answers.persons import lines
from knooppunt.answers.speaker import Speaker
from knooppunt.answers.told import Told
from queries.carrying.graph import carrying_graph
from queries.finding import Finding, varied, weight, worst_first
from queries.fragile.per_person import per_person
from queries.places.homes import homes

if TYPE_CHECKING:
    from viz.model import Folded

#: How many lines the box on the map gives a person.
_LINES = 2


def map_page(say: Speaker, hanging: Sequence[Finding], missing: Sequence[Finding], most: int) -> str:
    """Return the map with the first ``most`` of ``attention``."""
    from viz.html import page
    from viz.scene import scene

    highlight = attention(say, hanging, missing, most)
    return page(scene(say.network, say.lang, highlight=highlight, folded=folded(say.network)))


def folded(network: Network) -> Folded:
    """Return what the organisation level of the map shows: connections with their carriers, and where everything lies."""
    from viz.model import Connection, Folded

    graph, where = carrying_graph(network), homes(network)
    found = graph.connections
    carriers, starts = found.carriers.tolist(), found.starts.tolist()
    columns = (found.a, found.b, found.unattributed, found.hidden, found.orphaned)
    connections = tuple(
        Connection(graph.ids[a], graph.ids[b], tuple(graph.ids[c] for c in carriers[starts[i] : starts[i + 1]]), *holds)
        for i, (a, b, *holds) in enumerate(zip(*(column.tolist() for column in columns), strict=True))
    )
    return Folded(connections, where.inside, where.around)


def attention(say: Speaker, hanging: Sequence[Finding], missing: Sequence[Finding], most: int) -> dict[str, str]:
    """Return the persons and organisations (node ids) that ask for attention, ``most`` of them, each with why: what weighs
    most first, and of what weighs the same what hangs on a person.
    """
    told = {finding.id: Told(say, finding) for finding in hanging if finding.person}
    # Of a region the map shows who has to do with it; somebody around it may hold it together as well.
    persons = per_person(say.network, [one.finding for one in told.values() if one.finding.person in say.network.nodes])
    about = [(weight(one.findings[0]), one.person, lines(say, one, told)[:_LINES]) for one in persons[:most]]
    others = worst_first([*(one for one in hanging if not one.person), *missing])
    for i in varied(others)[:most]:
        about.append((weight(others[i]), others[i].subjects[0], [Told(say, others[i]).text]))
    found: dict[str, str] = {}
    for _, subject, said in sorted(about, key=lambda one: one[0]):
        if len(found) < most:
            found.setdefault(subject, " ".join(said))
    return found
