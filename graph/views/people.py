"""Views about who keeps things alive: without some people, and without what nobody is known to keep alive."""

from __future__ import annotations

from collections.abc import Callable, Collection

import msgspec

from graph.network import Network


def without(people: Collection[str]) -> Callable[[Network], Network]:
    """Take ``people`` (node ids) out, with everything that only they keep alive.

    A relation whose last carrier goes is gone: it does not turn into one without a known carrier.
    """
    gone = frozenset(people)

    def view(network: Network) -> Network:
        nodes = {id_: node for id_, node in network.nodes.items() if id_ not in gone}
        relations = []
        for relation in network.relations:
            if relation.origin in gone or relation.target in gone:
                continue
            if gone.isdisjoint(relation.carriers):
                relations.append(relation)
                continue
            staying = tuple(carrier for carrier in relation.carriers if carrier not in gone)
            # Whom this audience may not see, stays.
            if staying or "carriers_hidden" in relation.properties:
                relations.append(msgspec.structs.replace(relation, carriers=staying))
        return network.replace(nodes, relations, without=(*network.scope.without, *network.ordered(gone)))

    return view


def known_only(network: Network) -> Network:
    """Leave out of the carrying graph what nobody is known to keep alive: what then holds together is known to be alive.

    Relations and connections stay what they are; only the carrying graph of this network is another one.
    """
    return network.replace(behind=network.behind and known_only(network.behind), known_only=True)
