"""A view of the network with contacts in it that do not exist yet: what would introductions do?

``take(network, with_contacts(...))``, and ask the same question. A contact made so is a relation like any other: kept alive
by the persons named, and written down as it should be (since the day that the network is looked at, confirmed on that day,
with a source). It says nothing else: no seat, no support, no area of work changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from graph.model import Evidence, Node, Relation
from graph.network import Network
from graph.views.region import of_everything

#: Where a contact that was only thought of says that it comes from.
_SOURCE = "plan"


class NewContact(msgspec.Struct, frozen=True):
    """A contact between two organisations (node ids), and who keeps it alive; None: somebody not known yet."""

    organisations: tuple[str, str]
    carriers: tuple[str | None, ...]


def named(contacts: Iterable[NewContact]) -> list[tuple[tuple[str, str], list[str]]]:
    """Return the organisations of every contact and its carriers; whoever is not known yet gets an id of her own."""
    return [
        (
            contact.organisations,
            [person or f"person:new-{number}-{side}" for side, person in enumerate(contact.carriers)],
        )
        for number, contact in enumerate(contacts, 1)
    ]


def with_contacts(contacts: Iterable[NewContact]) -> Callable[[Network], Network]:
    """Return the view in which these contacts were made; whoever is not known yet comes in as a new person."""
    of_carriers = named(contacts)

    def view(network: Network) -> Network:
        nodes, day, made = dict(network.nodes), network.scope.on, []
        for number, ((origin, target), carriers) in enumerate(of_carriers, 1):
            for carrier in carriers:
                nodes.setdefault(carrier, Node(id=carrier, kind="person", name=""))
            made.append(
                Relation(
                    relation="contact",
                    origin=origin,
                    target=target,
                    carriers=tuple(dict.fromkeys(carriers)),
                    since=day,
                    last_confirmed=day,
                    sources=(Evidence(_SOURCE, str(number), note=_SOURCE),),
                )
            )
        return network.replace(nodes, [*network.relations, *made])

    return of_everything(view)
