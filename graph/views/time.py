"""The view of one day: what was active then."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from datetime import date

import msgspec

from graph.days import months_before
from graph.model import Node, Relation
from graph.network import Network
from graph.views.carriers import carried_by
from graph.views.region import of_everything
from graph.vocabulary import vocabulary

#: So long an organisation of which all relations have ended still counts (design, section 5).
DORMANT_MONTHS = 24


def on(day: date) -> Callable[[Network], Network]:
    """Keep what is active on ``day``: since <= day < until (a meeting exists from its date).

    Who is dormant goes (``_dormant``). A carrier who is not active then is no carrier then; one who has left is told
    (``graph.views.carriers``). In a network that was narrowed to a region, who was there only through something that has
    ended goes too.
    """

    def view(network: Network) -> Network:
        dormant = _dormant(network, day)
        nodes = {
            id_: _appointed(node, day) for id_, node in network.nodes.items() if node.active(day) and id_ not in dormant
        }
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
            dormant={**network.dormant, **dormant},
            undated=undated,
            successions=network.continuations,
        )

    return of_everything(view)


def _dormant(network: Network, day: date) -> dict[str, list[Relation]]:
    """Return who is there on ``day`` by the dates of her own, but has only relations that have ended by theirs: a person at
    once, an organisation when that is more than ``DORMANT_MONTHS`` ago, for until then its loss must show.
    """
    long_ago = months_before(day, DORMANT_MONTHS)
    kinds = vocabulary().organisation_kinds
    found: dict[str, list[Relation]] = {
        id_: []
        for id_, end in _last_ends(network).items()
        if (node := network.nodes.get(id_)) is not None
        and node.active(day)
        and (end <= day if node.kind == "person" else node.kind in kinds and end < long_ago)
    }
    for relation in network.relations if found else ():
        for id_ in {*relation.nodes} & found.keys():
            found[id_].append(relation)
    return found


def _last_ends(network: Network) -> dict[str, date]:
    """Return, by node with any relation, as an end or a carrier, the day on which the last of them ends."""
    found: dict[str, date] = {}
    for relation in network.relations:
        end = relation.until or date.max
        for id_ in relation.nodes:
            found[id_] = max(found.get(id_, date.min), end)
    return found


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
