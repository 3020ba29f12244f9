"""No name survives: design, section 7. Who is hidden is worked out here from the statements alone."""

from __future__ import annotations

from collections.abc import Iterator

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.network import Network
from graph.views import for_audience, on, take
from queries.carrying.graph import Connections, carrying_graph
from tests.networks import DAY, networks
from tests.properties.strategies import mark, worlds
from tests.properties.walk import containing, texts
from tests.queries import oracle

PUBLIC_ROLES = {"chair", "secretary", "adviser", "officer"}


def _hidden(made: Network) -> set[str]:
    """Return the persons whom partners do not know by name."""
    named = {id_ for id_, item in made.nodes.items() if item.properties.keys() & {"appointments", "placeholder"}}
    for item in made.relations:
        if item.relation in {"supports", "employer"} or item.properties.get("role") in PUBLIC_ROLES:
            named.add(item.origin)
    return {id_ for id_ in made.nodes if id_.startswith("person:")} - named


@settings(max_examples=60)
@given(worlds())
def test_partners_find_nothing_of_a_hidden_person(made: Network) -> None:
    hidden = _hidden(made)
    seen = take(made, for_audience("partners"))
    secrets = {mark(id_) for id_ in hidden} | {"zq9qz"} | {made.nodes[id_].name for id_ in hidden}
    assert not containing(seen, secrets)
    assert not containing(seen, {"@example.org", "06-zq", "over zq", "gehoord van", "vraag ", "hours_per_month"})


@settings(max_examples=60)
@given(worlds())
def test_partners_see_every_person_and_relation_and_the_named_by_name(made: Network) -> None:
    hidden = _hidden(made)
    seen = take(made, for_audience("partners"))
    assert len(seen.nodes) == len(made.nodes)
    assert [r.relation for r in seen.relations] == [r.relation for r in made.relations]
    assert made.nodes.keys() - seen.nodes.keys() == hidden
    for id_ in made.nodes.keys() - hidden:
        assert seen.nodes[id_].name == made.nodes[id_].name


@settings(max_examples=60)
@given(worlds())
def test_the_public_finds_nothing_of_anybody(made: Network) -> None:
    seen = take(made, for_audience("public"))
    people = {id_ for id_ in made.nodes if id_.startswith("person:")}
    assert not containing(seen, {mark(id_) for id_ in people} | {made.nodes[id_].name for id_ in people})
    assert not containing(seen, {"person", "zq9qz", "bron.xlsx", "gehoord", "@example", "anoniem"})
    assert seen.nodes.keys() == made.nodes.keys() - people


@settings(max_examples=100)
@given(worlds() | networks(), st.booleans())
def test_what_was_connected_stays_connected_for_the_public(made: Network, by_way_of_partners: bool) -> None:
    """H of what the public sees parts the organisations as H does."""
    today = take(made, on(DAY))
    views = [for_audience("partners")] if by_way_of_partners else []
    seen = take(today, *views, for_audience("public"))
    assert _parts(seen) == _parts(today)
    graphs = carrying_graph(today), carrying_graph(seen)
    before, after = ({frozenset((g.ids[a], g.ids[b])) for a, b in _pairs(g.connections)} for g in graphs)
    assert after == before == oracle.look(today, DAY).carriers.keys()


@settings(max_examples=60)
@given(worlds())
def test_ids_are_stable_under_one_salt_only(made: Network) -> None:
    hidden = _hidden(made)
    again = Network(dict(reversed(list(made.nodes.items()))), made.relations, salt=made.salt)
    other = Network(made.nodes, made.relations, salt=made.salt + b"another")
    first, same, different = (set(take(item, for_audience("partners")).persons) for item in (made, again, other))
    assert first == same
    assert len(first & different) == len(made.persons) - len(hidden)


@settings(max_examples=60)
@given(worlds())
def test_internal_is_everything(made: Network) -> None:
    assert texts(take(made, for_audience("internal"))) == texts(made)


def _pairs(connections: Connections) -> Iterator[tuple[int, int]]:
    return zip(connections.a.tolist(), connections.b.tolist(), strict=True)


def _parts(made: Network) -> set[frozenset[str]]:
    found = oracle.look(made, DAY)
    return {frozenset(part & found.organisations) for part in nx.connected_components(found.graph)} - {frozenset()}
