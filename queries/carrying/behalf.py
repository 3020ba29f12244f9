"""On behalf of whom somebody has a seat in a council, as far as the lists tell: an organisation, or a topic."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import msgspec

from graph.model import Relation, kind_of
from graph.names import normalise
from graph.network import Network
from graph.vocabulary import vocabulary


class Behalf(msgspec.Struct, frozen=True):
    """A ``seat`` in a council. ``known``: it is told on behalf of whom it is; ``clients``: of a client organisation, or for
    a target group.
    """

    seat: Relation
    known: bool
    clients: bool


def seats_on_behalf(network: Network) -> Iterator[Behalf]:
    """Yield every seat in a council, in the order of the network, with what is known of whom it is on behalf of."""
    at: dict[tuple[str, str | None], list[str]] = defaultdict(list)
    for relation in network.relations_by_type.get("represents", ()):
        at[relation.origin, relation.properties.get("at")].append(relation.target)
    topics = {
        normalise(node.name): node.properties.get("type") for node in network.nodes.values() if _is_topic(node.id)
    }
    for seat in network.relations_by_type.get("seat", ()):
        if kind_of(seat.target) == "council":
            organisations, spoken = at[seat.origin, seat.target], seat.properties.get("speaks_for", ())
            types = (topics.get(normalise(name)) or vocabulary().topic_type(name) for name in spoken)
            clients = "client_organisation" in map(kind_of, organisations) or "target_group" in types
            yield Behalf(seat, bool(organisations or spoken), clients)


def _is_topic(id_: str) -> bool:
    return kind_of(id_) == "topic"
