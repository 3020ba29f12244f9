"""Views about who keeps things alive: without some people, and without what nobody is known to keep alive."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date, timedelta

from graph.network import Network
from graph.views.carriers import carried_by
from graph.views.region import of_everything


def without(people: Collection[str]) -> Callable[[Network], Network]:
    """Take ``people`` (node ids) out, as if this were the last day of each.

    A relation whose last carrier goes holds nothing together any more (``graph.views.carriers``), as on the day after.
    What is confirmed later is not known yet.
    """
    gone = frozenset(people)

    def view(network: Network) -> Network:
        day = network.scope.on
        left_on = day + timedelta(days=1) if day and day < date.max else date.max
        nodes = {id_: node for id_, node in network.nodes.items() if id_ not in gone}
        relations = []
        for relation in network.relations:
            if relation.origin in gone or relation.target in gone:
                continue
            if gone.isdisjoint(relation.carriers):
                relations.append(relation)
                continue
            staying = tuple(carrier for carrier in relation.carriers if carrier not in gone)
            left = {carrier: left_on for carrier in relation.carriers if carrier in gone}
            relations.append(carried_by(relation, staying, left, since_then=False))
        return network.replace(nodes, relations, without=(*network.scope.without, *network.ordered(gone)))

    return of_everything(view)


@of_everything
def known_only(network: Network) -> Network:
    """Leave out of the carrying graph what nobody is known to keep alive: what then holds together is known to be alive.

    Relations and connections stay what they are; only the carrying graph of this network is another one.
    """
    return network.replace(behind=network.behind and known_only(network.behind), known_only=True)
