"""No name survives, and no tie that is not public: design, section 7.

Who is hidden, and which ties, is worked out here from the statements alone.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model import Relation
from graph.network import Network
from graph.views import for_audience, on, pseudonym, stands_in, take, within
from queries.carrying.graph import Connections, carrying_graph
from queries.health.question import health
from tests.networks import DAY, networks
from tests.properties.strategies import mark, worlds
from tests.properties.walk import containing, texts, texts_in
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
def test_a_small_number_is_not_for_the_public(made: Network) -> None:
    sizes = {id_: item.properties.get("size", 0) for id_, item in made.nodes.items() if not id_.startswith("person:")}
    seen = take(made, for_audience("public"))
    told = {id_: item.properties["size"] for id_, item in seen.nodes.items() if "size" in item.properties}
    assert told == {id_: size for id_, size in sizes.items() if size >= 3}


@settings(max_examples=60)
@given(worlds())
def test_partners_see_every_person_and_the_named_by_name(made: Network) -> None:
    hidden = _hidden(made)
    seen = take(made, for_audience("partners"))
    assert len(seen.nodes) == len(made.nodes)
    assert made.nodes.keys() - seen.nodes.keys() == hidden
    for id_ in made.nodes.keys() - hidden:
        assert seen.nodes[id_].name == made.nodes[id_].name


@settings(max_examples=60)
@given(worlds())
def test_partners_see_every_relation_but_the_private_ties_of_the_named(made: Network) -> None:
    seen = take(made, for_audience("partners"))
    private = {"seat", "represents", "attended"}
    own = {r.origin for r in made.relations if r.relation in private and not _is_open(r)} - _hidden(made)
    kept = Counter(r.relation for r in made.relations if r.origin not in own)
    told = Counter(r.relation for r in seen.relations if not stands_in(r))
    assert all(told[code] >= count for code, count in kept.items())
    open_ties = [r for r in made.relations if r.origin in own and _is_open(r)]
    assert {(r.origin, r.target) for r in open_ties} <= {(r.origin, r.target) for r in seen.relations}


@settings(max_examples=150)
@given(worlds(), st.booleans())
def test_nobody_stands_beside_the_organisation_of_her_private_tie(made: Network, narrowed: bool) -> None:
    """Whoever walks everything that partners get finds no thing that holds both the person and that organisation."""
    made = take(made, on(DAY))
    made = take(made, within("region:r0")) if narrowed and "region:r0" in made.nodes else made
    seen = take(made, for_audience("partners"))
    things = [texts_in(thing) for thing in (*seen.relations, *seen.nodes.values(), *seen.loose_ends)]
    for person, organisation in _private(made):
        shown = {person, made.nodes[person].name, pseudonym(person, made.salt)} if person in seen.nodes else set()
        assert not [thing for thing in things if organisation in thing and thing & shown]
        assert not (shown and made.scope.region) or _tied(seen, person)


@settings(max_examples=100)
@given(worlds(), st.booleans())
def test_nobody_known_by_name_stands_beside_a_topic_that_she_speaks_for(made: Network, narrowed: bool) -> None:
    """The organisation where somebody speaks for it shows that; so does who has no name."""
    made = take(made, on(DAY))
    made = take(made, within("region:r0")) if narrowed and "region:r0" in made.nodes else made
    seen = take(made, for_audience("partners"))
    spoken = [r for r in made.relations if "speaks_for" in r.properties]
    shown = {id_ for id_ in seen.persons if "nameless" not in seen.nodes[id_].properties}
    for seat in seen.relations:
        placeholder = "placeholder" in seen.nodes[seat.origin].properties
        assert "speaks_for" not in seat.properties or seat.origin not in shown or placeholder
    told = {r.target for r in seen.relations if "speaks_for" in r.properties}
    told |= {id_ for id_, item in seen.nodes.items() if item.properties.get("spoken_for") == ["t0"]}
    assert told == {r.target for r in spoken}
    public = take(made, for_audience("public"))
    assert {id_ for id_, item in public.nodes.items() if "spoken_for" in item.properties} == told


@settings(max_examples=100)
@given(worlds() | networks())
def test_what_hangs_on_others_stays_what_it_is_for_partners(made: Network) -> None:
    """Of whom no tie is private, what is lost without her is the same to partners; what is joined is joined for all."""
    today = take(made, on(DAY))
    seen = take(today, for_audience("partners"))
    graphs = carrying_graph(today), carrying_graph(seen)
    before, after = ({frozenset((g.ids[a], g.ids[b])) for a, b in _pairs(g.connections)} for g in graphs)
    assert _parts(seen) == _parts(today)
    assert after == before
    inside, outside = oracle.cut_persons(oracle.look(today, DAY)), oracle.cut_persons(oracle.look(seen, DAY))
    owners = {id_ for id_, _ in _private(today)}
    for person in today.persons:
        shown = person if person in seen.nodes else pseudonym(person, today.salt)
        if person not in owners:
            assert outside.get(shown) == inside.get(person)
        elif shown in outside:
            assert outside[shown][0] <= inside[person][0]


@settings(max_examples=60)
@given(worlds() | networks())
def test_totals_that_tell_of_nobody_are_the_same_for_partners(made: Network) -> None:
    today = take(made, on(DAY))
    inside, outside = (health(seen, DAY) for seen in (today, take(today, for_audience("partners"))))
    assert outside.size == inside.size
    assert outside.measures == inside.measures
    assert outside.indicators | {"completeness": None} == inside.indicators | {"completeness": None}
    assert outside.cells | {"source": None} == inside.cells | {"source": None}


@settings(max_examples=100)
@given(worlds())
def test_of_two_days_in_one_answer_everybody_is_one_thing(made: Network) -> None:
    """The less public of the two: no name of one day goes with what is private, or nameless, on the other."""
    days = [take(made, on(day)) for day in (DAY - timedelta(days=1), DAY + timedelta(days=1))]
    seen = [take(day, for_audience("partners", beside=days)) for day in days]
    by_name = set(seen[0].persons) | set(seen[1].persons)
    for person in made.persons:
        assert not {person, pseudonym(person, made.salt)} <= by_name
        if any(person in _hidden(day) for day in days):
            assert person not in by_name
    for (person, organisation), view in itertools.product([p for day in days for p in _private(day)], seen):
        assert person not in view.nodes or not any({person, organisation} <= set(r.nodes) for r in view.relations)


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


def _is_open(relation: Relation) -> bool:
    """Tell whether a tie shows its person in a public role, or calling a meeting together."""
    return relation.relation in {"supports", "employer", "convenes"} or relation.properties.get("role") in PUBLIC_ROLES


def _private(made: Network) -> set[tuple[str, str]]:
    """Return who of those known by name has which organisation without an open tie with it."""
    named = {id_ for id_ in made.persons if "placeholder" not in made.nodes[id_].properties} - _hidden(made)
    ties = {(r.origin, r.target) for r in made.relations if r.origin in named and r.relation == "seat"}
    ties |= {(r.origin, r.properties["organisation"]) for r in made.relations if "organisation" in r.properties}
    behalf = [r for r in made.relations if r.relation == "represents"]
    ties |= {(r.origin, organisation) for r in behalf for organisation in (r.target, r.properties["at"])}
    opened = {(r.origin, r.target) for r in made.relations if _is_open(r)}
    return {tie for tie in ties - opened if tie[0] in named}


def _tied(made: Network, person: str) -> bool:
    return any(r.origin == person and _is_open(r) for r in made.relations)


def _pairs(connections: Connections) -> Iterator[tuple[int, int]]:
    return zip(connections.a.tolist(), connections.b.tolist(), strict=True)


def _parts(made: Network) -> set[frozenset[str]]:
    found = oracle.look(made, DAY)
    return {frozenset(part & found.organisations) for part in nx.connected_components(found.graph)} - {frozenset()}
