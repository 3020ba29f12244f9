"""Loss does not look like health: what ``whatif`` foretells is what is measured on the day after, and nobody who leaves makes
anything hold better."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import msgspec
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from graph.network import Network
from graph.views import known_only, on, take, without
from queries.carrying.graph import CarryingGraph, carrying_graph
from queries.fragile.question import fragile
from queries.fragile.whatif import whatif
from queries.health.question import health
from tests.networks import DAY, networks

DAY_AFTER = DAY + timedelta(days=1)
#: What never rises when somebody leaves: these indicators, and of redundancy how many connections two people keep.
_SHARES = ("connectedness", "independence", "adviser_independence")


def _still(made: Network) -> Network:
    """Return the network in which nothing begins or ends on the day after, and nothing was heard since."""

    def settled(item: Any) -> Any:
        heard = item.properties.get("last_contact")
        properties = {**item.properties, "last_contact": min(heard, DAY.isoformat())} if heard else item.properties
        return msgspec.structs.replace(
            item,
            since=None if item.since == DAY_AFTER else item.since,
            until=None if item.until == DAY_AFTER else item.until,
            last_confirmed=min(item.last_confirmed, DAY) if item.last_confirmed else None,
            properties=properties,
        )

    nodes = {id_: settled(node) for id_, node in made.nodes.items()}
    return Network(nodes, [settled(relation) for relation in made.relations], salt=made.salt)


def _leaving(made: Network, people: set[str]) -> Network:
    """Return the network in which DAY is the last day of these people."""
    nodes = {
        id_: msgspec.structs.replace(node, until=DAY_AFTER) if id_ in people else node
        for id_, node in made.nodes.items()
    }
    return Network(nodes, made.relations, salt=made.salt)


def _all_of(graph: CarryingGraph) -> dict[str, Any]:
    """Return everything in H and its connections, by the ids of the nodes."""
    ties, ids = graph.connections, graph.ids
    edges = {frozenset((ids[a], ids[b])) for a, b in zip(*(column.tolist() for column in graph.edges), strict=True)}
    connections = {
        frozenset((ids[ties.a[i]], ids[ties.b[i]])): (
            frozenset(ids[person] for person in ties.carriers[ties.starts[i] : ties.starts[i + 1]]),
            bool(ties.unattributed[i]),
            bool(ties.orphaned[i]),
            bool(ties.named[i]),
        )
        for i in range(len(ties))
    }
    return {"vertices": set(ids), "edges": edges, "connections": connections}


@settings(max_examples=400, deadline=None)
@given(networks(), st.data())
def test_what_if_foretells_the_day_after(made: Network, data: st.DataObject) -> None:
    made = _still(made)
    now = take(made, on(DAY))
    assume(now.persons)
    gone = data.draw(st.sets(st.sampled_from(sorted(now.persons)), min_size=1))
    later = take(_leaving(made, gone), on(DAY_AFTER))
    foretold = take(now, without(gone))
    assert _all_of(carrying_graph(foretold)) == _all_of(carrying_graph(later))
    assert whatif(now, gone).after == fragile(later, DAY_AFTER).size
    assert (
        whatif(now, gone).pairs_lost
        == whatif(now, gone).before.connected_pairs - health(later, DAY_AFTER).size.connected_pairs
    )

    orphaned = [
        [finding for finding in fragile(seen, day).findings if finding.kind == "orphaned-connection"]
        for seen, day in ((foretold, DAY), (later, DAY_AFTER))
    ]
    told = [
        {one.id: (one.details["left_on"], one.details["pairs_regained"], one.severity) for one in found}
        for found in orphaned
    ]
    assert told[0] == told[1]
    measured = [health(seen, day).indicators for seen, day in ((foretold, DAY), (later, DAY_AFTER))]
    for name in (*_SHARES, "redundancy", "attribution", "breadth"):
        assert measured[0][name] == measured[1][name], name


@settings(max_examples=400, deadline=None)
@given(networks(), st.data(), st.booleans())
def test_nobody_who_leaves_makes_anything_better(made: Network, data: st.DataObject, only: bool) -> None:
    now = take(made, on(DAY), *([known_only] if only else []))
    assume(now.persons)
    gone = data.draw(st.sets(st.sampled_from(sorted(now.persons)), min_size=1))
    before, after = health(now, DAY).indicators, health(take(now, without(gone)), DAY).indicators
    for name in _SHARES:
        assert after[name].denominator == before[name].denominator, name
        assert after[name].numerator <= before[name].numerator, name
    assert after["redundancy"].numerator <= before["redundancy"].numerator
    assert after["redundancy"].value is None or before["redundancy"].value is not None
