"""On behalf of whom somebody has a seat in a council, as far as the lists tell: an organisation, or a topic."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from graph.model import kind_of
from graph.names import normalise
from graph.network import Network
from graph.vocabulary import vocabulary
from queries.carrying.cache import cached_per_object


class Behalf(msgspec.Struct, frozen=True, gc=False):
    """A seat in a ``council``. ``known``: it is told on behalf of whom it is; ``clients``: of a client organisation, or for a
    target group.
    """

    council: str
    known: bool
    clients: bool


@cached_per_object
def seats_on_behalf(network: Network) -> list[Behalf]:
    """Return every seat in a council, in the order of the network, with what is known of whom it is on behalf of."""
    return list(_seats_on_behalf(network))


def _seats_on_behalf(network: Network) -> Iterator[Behalf]:
    at: dict[tuple[str, str | None], list[str]] = defaultdict(list)
    for relation in network.relations_by_type.get("represents", ()):
        at[relation.origin, relation.properties.get("at")].append(relation.target)
    types = {normalise(n.name): n.properties.get("type") for n in network.nodes.values() if n.kind == "topic"}
    councils = {n.id for n in network.nodes.values() if n.kind == "council"}
    for seat in network.relations_by_type.get("seat", ()):
        if seat.target in councils:
            organisations, topics = at.get((seat.origin, seat.target), ()), seat.properties.get("speaks_for", ())
            yield Behalf(seat.target, bool(organisations or topics), _of_clients(organisations, topics, types))


def _of_clients(organisations: Iterable[str], topics: Iterable[str], types: Mapping[str, str | None]) -> bool:
    """Tell whether one of ``organisations`` is of clients, or one of ``topics`` a target group; ``types`` as lists tell."""
    if any(kind_of(id_) == "client_organisation" for id_ in organisations):
        return True
    return any((types.get(normalise(name)) or vocabulary().topic_type(name)) == "target_group" for name in topics)
