"""The definitions of design section 5, written out as slowly and plainly as possible, to hold the program against.

Nothing here uses the program's own graph, views or queries: only the statements, the dates and networkx.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from datetime import date
from typing import NamedTuple

import networkx as nx

from graph.model import Node, Relation
from graph.network import Network

ORGANISATIONS = {"council", "client_organisation", "platform", "support_organisation", "institution", "municipality"}

Pair = frozenset[str]


class Oracle(NamedTuple):
    """H and the connections on one day."""

    graph: nx.Graph[str]
    organisations: set[str]
    persons: set[str]
    carriers: dict[Pair, set[str]]
    unattributed: set[Pair]
    orphaned: dict[Pair, list[tuple[set[str], date]]]
    ever: set[Pair]


def look(network: Network, day: date, *, known_only: bool = False) -> Oracle:
    """Build H and the connections from the statements."""

    def active(item: object) -> bool:
        since, until = getattr(item, "since"), getattr(item, "until")  # noqa: B009
        return (since is None or since <= day) and (until is None or day < until)

    asleep = dormant(network, day)
    organisations = {n.id for n in network.nodes.values() if n.kind in ORGANISATIONS and active(n)} - asleep
    persons = {n.id for n in network.nodes.values() if n.kind == "person" and active(n)} - asleep
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(organisations | persons)
    tied: dict[str, set[str]] = defaultdict(set)
    connections: dict[Pair, set[str]] = defaultdict(set)
    unattributed: set[Pair] = set()
    orphaned: dict[Pair, list[tuple[set[str], date]]] = defaultdict(list)
    ever: set[Pair] = set()
    ended = {n.id: n.until for n in network.nodes.values() if n.kind == "person" and n.until is not None}
    for relation in network.relations:
        if not active(relation) or relation.target not in organisations:
            continue
        if (
            relation.relation in {"seat", "represents", "supports", "convenes", "employer"}
            and relation.origin in persons
        ):
            graph.add_edge(relation.origin, relation.target)
            tied[relation.origin].add(relation.target)
        if relation.relation in {"contact", "participates", "advises", "convenes"}:
            left = {id_: ended[id_] for id_ in relation.carriers if id_ in ended and ended[id_] <= day}
            if left and relation.origin in organisations and relation.origin != relation.target:
                ever.add(frozenset((relation.origin, relation.target)))
                if is_orphaned(relation, persons, left):
                    connections[frozenset((relation.origin, relation.target))] |= set()
                    orphaned[frozenset((relation.origin, relation.target))].append((set(left), max(left.values())))
                    continue
            _between(relation, graph, organisations, persons, connections, unattributed, known_only)
    for person, ends in tied.items():
        for a, b in itertools.combinations(ends, 2):
            connections[frozenset((a, b))].add(person)
    ever |= {pair for pair, carriers in connections.items() if carriers}
    return Oracle(graph, organisations, persons, dict(connections), unattributed, dict(orphaned), ever)


def dormant(network: Network, day: date) -> set[str]:
    """Return who has had relations that have all ended by their own dates: a person on the day, an organisation more than 24
    months before. A person has the relations that she carries as well.
    """
    # There is no 29 February two years before one.
    long_ago = date(day.year - 2, day.month, 28 if (day.month, day.day) == (2, 29) else day.day)
    found = set()
    for item in network.nodes.values():
        own = [r for r in network.relations if item.id in (r.origin, r.target, *r.carriers)]
        ended = [r.until for r in own if r.until is not None]
        if own and len(ended) == len(own):
            if item.kind == "person" and all(end <= day for end in ended):
                found.add(item.id)
            if item.kind in ORGANISATIONS and all(end < long_ago for end in ended):
                found.add(item.id)
    return found


def is_orphaned(relation: Relation, persons: set[str], left: dict[str, date]) -> bool:
    """Tell whether carriers were named, none is active, some have left, and nobody confirmed it on that day or since."""
    if not left or persons.intersection(relation.carriers):
        return False
    heard = [relation.last_confirmed, date.fromisoformat(relation.properties.get("last_contact") or "0001-01-01")]
    return all(day is None or day < max(left.values()) for day in heard)


def _between(
    relation: Relation,
    graph: nx.Graph[str],
    organisations: set[str],
    persons: set[str],
    connections: dict[Pair, set[str]],
    unattributed: set[Pair],
    known_only: bool,
) -> None:
    if relation.origin not in organisations or relation.origin == relation.target:
        return
    pair = frozenset((relation.origin, relation.target))
    carriers = set(relation.carriers) & persons
    hidden = "carriers_hidden" in relation.properties
    if "indirect" not in relation.properties:
        connections[pair] |= carriers
    for person in carriers:
        graph.add_edge(person, relation.origin)
        graph.add_edge(person, relation.target)
    if not carriers and not hidden:
        unattributed.add(pair)
    if hidden or not (carriers or known_only):
        graph.add_edge(relation.origin, relation.target)


def joined_pairs(graph: nx.Graph[str], organisations: set[str]) -> set[Pair]:
    """Return the organisation pairs with a path between them."""
    found: set[Pair] = set()
    for component in nx.connected_components(graph):
        found |= {frozenset(pair) for pair in itertools.combinations(component & organisations, 2)}
    return found


def distance(oracle: Oracle, a: str, b: str) -> float:
    """Return how many organisations are entered on the way from ``a`` to another organisation ``b``, which is the last of
    them, when persons and platforms on the way cost nothing; infinite when there is no way.
    """
    costing = {id_ for id_ in oracle.organisations if not id_.startswith("platform:")}
    ways = nx.all_simple_paths(oracle.graph, a, b)
    return min((1 + sum(id_ in costing for id_ in way[1:-1]) for way in ways), default=float("inf"))


def without(graph: nx.Graph[str], person: str) -> nx.Graph[str]:
    """Return H - p."""
    rest = graph.copy()
    rest.remove_node(person)
    return rest


def at_work(network: Network, day: date, region: str) -> set[str]:
    """Return O_R: the organisations at work in the region or a part of it, and the platforms that they take part in."""
    there = {node.id: node for node in network.nodes.values()}

    def runs(item: Node | Relation) -> bool:
        return (item.since is None or item.since <= day) and (item.until is None or day < item.until)

    told = [r for r in network.relations if runs(r) and runs(there[r.origin]) and runs(there[r.target])]
    lies_in = nx.DiGraph([(r.origin, r.target) for r in told if r.relation == "part_of"])
    areas = {region} | (nx.ancestors(lies_in, region) if region in lies_in else set())
    found = {area for area in areas if area.startswith("municipality:")}
    found |= {r.origin for r in told if r.relation in {"advises", "active_in"} and r.target in areas}
    institutions = {id_ for id_ in there if id_.startswith("institution:")}
    # A council of an institution works where the institution does.
    found |= {r.origin for r in told if r.relation == "advises" and r.target in found & institutions}
    return found | {r.target for r in told if r.relation == "participates" and r.origin in found}


def cut_persons(oracle: Oracle, about: set[str] | None = None) -> dict[str, tuple[int, list[int]]]:
    """Return, for every person with pairs_lost > 0: pairs_lost and parts; ``about``: of these organisations (in a region)."""
    about = oracle.organisations if about is None else about
    before = joined_pairs(oracle.graph, about)
    found = {}
    for person in oracle.persons:
        rest = without(oracle.graph, person)
        lost = before - joined_pairs(rest, about)
        if lost:
            component = nx.node_connected_component(oracle.graph, person) - {person}
            parts = [len(part & about) for part in nx.connected_components(rest.subgraph(component))]
            found[person] = (len(lost), sorted((part for part in parts if part), reverse=True))
    return found


def single_person_connections(oracle: Oracle) -> dict[Pair, tuple[str, bool]]:
    """Return, for every connection with one carrier and no unattributed relation: the carrier and only_route."""
    found = {}
    for pair, carriers in oracle.carriers.items():
        if len(carriers) == 1 and pair not in oracle.unattributed:
            (person,) = carriers
            a, b = pair
            found[pair] = (person, not nx.has_path(without(oracle.graph, person), a, b))
    return found


def single_contacts(oracle: Oracle) -> dict[str, str]:
    """Return, for every organisation whose only neighbour in H is one person: that person."""
    neighbours = {organisation: list(oracle.graph.neighbors(organisation)) for organisation in oracle.organisations}
    return {o: ends[0] for o, ends in neighbours.items() if len(ends) == 1 and ends[0] in oracle.persons}


def unattributed_connections(oracle: Oracle) -> set[Pair]:
    """Return the connections for which no carrier was ever named."""
    return set(oracle.carriers) - oracle.ever


def orphaned_connections(oracle: Oracle, about: set[str] | None = None) -> dict[Pair, tuple[set[str], date, int]]:
    """Return the connections of which only orphaned relations are left: who left, when, and the pairs regained; ``about``:
    of these organisations (in a region).
    """
    about = oracle.organisations if about is None else about
    found = {}
    for pair, relations in oracle.orphaned.items():
        if oracle.carriers[pair] or pair in oracle.unattributed:
            continue
        again = oracle.graph.copy()
        again.add_edge(*pair)
        regained = joined_pairs(again, about) - joined_pairs(oracle.graph, about)
        left = set().union(*(who for who, _ in relations))
        found[pair] = (left, max(day for _, day in relations), len(regained))
    return found
