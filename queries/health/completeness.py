"""Completeness: how much of what the lists ask is filled in.

One cell for each thing that is asked (``docs/health.md`` lists them). It is the same figure for the hub and for partners, who
see that a source is noted but not which. Of the public nothing is asked about persons, what they carry, or sources.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from graph.areas import AREA_RELATIONS
from graph.model import Node, Relation, kind_of
from graph.network import Network
from graph.views import stands_in
from graph.vocabulary import vocabulary
from queries.carrying.counted import Counted, that_count
from queries.carrying.ties import conveners
from queries.gaps.coverage import areas_told_of, units_of
from queries.measures.ratio import Ratio


def completeness(network: Network, found: Counted) -> dict[str, Ratio]:
    """Return, by kind of cell, how many are filled in of how many are asked; ``found`` is what counts of H of ``network``."""
    named = found.connections.named[:0] if network.hides_persons else found.connections.named
    ties = found.graph.degrees[[found.graph.numbers[person] for person in network.persons]]
    rows, told_of = list(_rows(network)), areas_told_of(network)
    return {
        "municipality_topics": _filled(area in told_of for area in units_of(network, "municipality")),
        **_of_organisations(network),
        "person_tie": Ratio(int((ties > 0).sum()), len(ties)),
        **_of_seats(network),
        "connection_carrier": Ratio(int(named.sum()), len(named)),
        "confirmed": _filled(row.last_confirmed for row in rows),
        "source": _filled(_has_note(row) for row in (() if network.hides_persons else rows)),
    }


def whole(cells: Mapping[str, Ratio]) -> Ratio:
    """Return all cells together: every cell counts as much as any other."""
    return Ratio(sum(cell.numerator for cell in cells.values()), sum(cell.denominator for cell in cells.values()))


def _of_organisations(network: Network) -> dict[str, Ratio]:
    advises = network.relations_by_type.get("advises", ())
    advising = {relation.origin for relation in advises}
    located = {relation.origin for code in AREA_RELATIONS for relation in network.relations_by_type.get(code, ())}
    lawful = {relation.origin for relation in advises if relation.properties.get("laws")}
    for relation in network.relations_by_type.get("covers", ()):
        if network.nodes[relation.target].properties.get("type") == "law":
            lawful.add(relation.origin)
    called = conveners(network)
    councils = _of_kinds(network, "council")
    others = _of_kinds(network, *vocabulary().organisation_kinds - {"council", "municipality"})
    platforms = [] if network.hides_persons else _of_kinds(network, "platform")
    return {
        "council_type": _filled(council.properties.get("type") for council in councils),
        "council_area": _filled(council.id in advising for council in councils),
        "council_laws": _filled(council.id in lawful for council in councils),
        "organisation_area": _filled(organisation.id in located for organisation in others),
        "platform_convener": _filled(platform.id in called for platform in platforms),
    }


def _of_seats(network: Network) -> dict[str, Ratio]:
    seats = that_count(network, network.relations_by_type.get("seat", ()))
    in_councils = [seat for seat in seats if network.nodes[seat.target].kind == "council"]
    return {
        "seat_role": _filled(seat.properties.get("role") for seat in seats),
        "seat_term": _filled(seat.properties.get("term_end") or seat.told_until for seat in in_councils),
    }


def _rows(network: Network) -> Iterator[Node | Relation]:
    """Yield what has a row of its own in a list: organisations, and relations with a sheet that makes no node."""
    yield from (network.nodes[id_] for id_ in network.organisations if id_ in network.counted)
    if network.hides_persons:
        # What joins organisations is then partly made by the view, in the place of persons.
        return
    words = vocabulary()
    own_sheet = {column.relation for sheet in words.sheets.values() if sheet.about for column in sheet.columns.values()}
    own_sheet -= words.told_beside
    for code, type_ in words.relations.items():
        if code in own_sheet and type_.ties:
            rows = that_count(network, network.relations_by_type.get(code, ()))
            yield from (row for row in rows if not stands_in(row))


def _of_kinds(network: Network, *kinds: str) -> list[Node]:
    return [network.nodes[id_] for id_ in network.organisations if id_ in network.counted and kind_of(id_) in kinds]


def _filled(cells: Iterable[object]) -> Ratio:
    """Count the cells and those that are filled in."""
    found = list(map(bool, cells))
    return Ratio(sum(found), len(found))


def _has_note(row: Node | Relation) -> bool:
    """Tell whether the row says where it comes from; the file that it stands in is no source."""
    return any(item.note is not None for item in row.sources)
