"""The measures of structure that ``health`` adds when asked: how central, how closed, and who stands between."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from graph.network import Network
from queries.carrying.counted import counted
from queries.measures.cohesion import brokerage, centralization, ei_index, kind_groups, municipality_groups
from queries.measures.ratio import Ratio

_NOTHING = Ratio(0, 0)


class Structure(msgspec.Struct, frozen=True):
    """Freeman's centralization; the E-I index by kind and by municipality, and of each group; the brokers between
    municipalities (organisation and roles, see ``queries.measures.cohesion.brokerage``), who stands between most first.
    """

    centralization: Ratio
    ei_by_kind: Ratio
    ei_of_kinds: Mapping[str, Ratio]
    ei_by_municipality: Ratio
    ei_of_municipalities: Mapping[str, Ratio]
    brokers: list[tuple[str, dict[str, int]]]


def structure(network: Network) -> Structure:
    """Return the measures of structure of ``network`` (as it is on one day), all over its connections: of a region, those of
    which both ends count.

    Nothing, in a network as the public sees it: there the view puts connections in the place of persons.
    """
    if network.hides_persons:
        return Structure(_NOTHING, _NOTHING, {}, _NOTHING, {}, [])
    found, everything = counted(network), network.entire
    graph = found.graph
    kinds, municipalities = kind_groups(everything, graph), municipality_groups(everything, graph)
    by_kind, of_kinds = ei_index(found, kinds)
    by_municipality, of_groups = ei_index(found, municipalities)
    roles = brokerage(found.connections, municipalities)
    ranked = sorted(roles, key=lambda broker: (-sum(roles[broker].values()), broker))
    return Structure(
        centralization=centralization(found),
        ei_by_kind=by_kind,
        ei_of_kinds=of_kinds,
        ei_by_municipality=by_municipality,
        # A group of one organisation, because it works in no municipality or in several, says nothing of a municipality.
        ei_of_municipalities={id_: ratio for id_, ratio in of_groups.items() if id_.startswith("municipality:")},
        brokers=[(graph.ids[broker], roles[broker]) for broker in ranked],
    )
