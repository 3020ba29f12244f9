"""The view of one day: what was active then."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from datetime import date

import msgspec

from graph.model import Node, Relation
from graph.network import Network
from graph.views.carriers import carried_by
from graph.views.region import of_everything


def on(day: date) -> Callable[[Network], Network]:
    """Keep what is active on ``day``: since <= day < until (a meeting exists from its date).

    A carrier who is not active then is no carrier then; one who has left is told (``graph.views.carriers``). In a network
    that was narrowed to a region, who was there only through something that has ended goes too.
    """

    def view(network: Network) -> Network:
        nodes = {id_: _appointed(node, day) for id_, node in network.nodes.items() if node.active(day)}
        relations = [
            _with_carriers_among(relation, nodes, network.nodes, day) if relation.carriers else relation
            for relation in network.relations
            if relation.active(day) and relation.origin in nodes and relation.target in nodes
        ]
        left_out = {id_: node for id_, node in network.nodes.items() if id_ not in nodes}
        # What has ended is not in a network that was looked at on this day before.
        undated = network.undated if network.scope.on == day else network
        return msgspec.structs.replace(
            network.replace(nodes, relations, on=day),
            left_out={**network.left_out, **left_out},
            undated=undated,
            successions=network.continuations,
        )

    return of_everything(view)


def _appointed(node: Node, day: date) -> Node:
    """Return ``node`` with only the appointments that run on ``day``."""
    appointments = node.properties.get("appointments")
    if not appointments:
        return node
    iso = day.isoformat()
    running = [
        a for a in appointments if (a.get("since") or "") <= iso and (a.get("until") is None or iso < a["until"])
    ]
    if len(running) == len(appointments):
        return node
    return msgspec.structs.replace(node, properties={**node.properties, "appointments": running})


def _with_carriers_among(
    relation: Relation, active: Container[str], everybody: Mapping[str, Node], day: date
) -> Relation:
    carriers = tuple([carrier for carrier in relation.carriers if carrier in active])
    if carriers == relation.carriers:
        return relation
    ends = {id_: everybody[id_].until for id_ in relation.carriers if id_ not in active and id_ in everybody}
    # Who has yet to begin has left nothing behind.
    return carried_by(relation, carriers, {id_: end for id_, end in ends.items() if end is not None and end <= day})
