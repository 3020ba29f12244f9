"""Path, held against every simple path of H that networkx lists, with what each costs by the words of the design."""

from __future__ import annotations

import itertools
import random
from typing import NamedTuple

import networkx as nx
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from graph.network import Network
from graph.views import for_audience, known_only, on, take
from queries.carrying.chains import Chain, chain, chains
from queries.carrying.graph import carrying_graph
from queries.carrying.walk import Steps
from tests.networks import DAY, network, networks, relation
from tests.queries import oracle
from tests.queries.winding import winding_network

_MOST = 6


class Told(NamedTuple):
    """What a simple path is told as, and in which order."""

    distance: int
    unattributed: int
    persons: int
    places: list[int]
    nodes: tuple[str, ...]


class Ways:
    """Every simple path of H, with what it costs straight from the definitions."""

    def __init__(self, seen: Network, look: oracle.Oracle) -> None:
        self._seen, self._look = seen, look
        hidden = [relation for relation in seen.relations if "carriers_hidden" in relation.properties]
        self._hidden = {frozenset((relation.origin, relation.target)) for relation in hidden}

    def told(self, a: str, b: str) -> list[Told]:
        """Return all of them from ``a`` to ``b``, in order, without those that are more than one organisation farther."""
        every = sorted(self._told(path) for path in nx.all_simple_paths(self._look.graph, a, b))
        return [told for told in every if told.distance <= every[0].distance + 1]

    def _told(self, nodes: list[str]) -> Told:
        between = [{*step} for step in itertools.pairwise(nodes) if {*step} <= self._look.organisations]
        hidden = sum(step in self._hidden for step in between)
        places = [self._seen.order[id_] for id_ in nodes]
        return Told(
            self._distance(nodes),
            len(between) - hidden,
            hidden + sum(id_ in self._look.persons for id_ in nodes[1:-1]),
            min(places, places[::-1], key=lambda one: one[0]),
            tuple(nodes),
        )

    def _distance(self, nodes: list[str]) -> int:
        """Count the organisations entered; a person at an end begins or ends in one where she is already."""
        look = self._look
        organisations = [id_ for id_ in nodes if id_ in look.organisations]
        first, last = organisations[0], organisations[-1]
        if first == last:
            return 0
        own = {id_ for person in {nodes[0], nodes[-1]} & look.persons for id_ in look.graph[person]}
        free = own | {id_ for id_ in nodes if id_.startswith("platform:")}
        return 1 + len(set(organisations) - {first, last} - free)


def _check(seen: Network, look: oracle.Oracle, a: str, b: str) -> None:
    expected = Ways(seen, look).told(a, b)[:_MOST]
    found = chains(seen, a, b, alternatives=_MOST)
    assert [one.nodes for one in found] == [told.nodes for told in expected]
    for one, told in zip(found, expected, strict=True):
        assert (one.distance, len(one.unattributed)) == told[:2]
        assert one.introducers == tuple(node for node in one.nodes[1:-1] if node in look.persons)
        assert set(one.unattributed) <= set(itertools.pairwise(one.nodes))
        assert all({*step} <= look.organisations for step in one.unattributed)
    assert [one.nodes[::-1] for one in chains(seen, b, a, alternatives=_MOST)] == [one.nodes for one in found]
    graph = carrying_graph(seen)
    assert chain(Steps(graph), graph.numbers[a], graph.numbers[b]) == (found[0] if found else None)


@settings(max_examples=100, deadline=None)
@given(networks(), st.data(), st.booleans())
def test_chains_come_in_the_order_of_brute_force(made: Network, data: st.DataObject, only: bool) -> None:
    seen = take(made, on(DAY), *([known_only] if only else []))
    look = oracle.look(made, DAY, known_only=only)
    assume(len(look.graph) > 1)
    a, b = data.draw(st.lists(st.sampled_from(sorted(look.graph)), min_size=2, max_size=2, unique=True))
    _check(seen, look, a, b)


@pytest.mark.parametrize("audience", ["internal", "partners"])
@pytest.mark.parametrize("start", range(0, 150, 50))
def test_chains_come_in_the_order_of_brute_force_where_there_are_many(start: int, audience: str) -> None:
    joined = 0
    for seed in range(start, start + 50):
        seen = for_audience(audience)(winding_network(seed))
        look = oracle.look(seen, DAY)
        chance = random.Random(seed)
        for _ in range(3):
            a, b = chance.sample(sorted(look.graph), 2)
            _check(seen, look, a, b)
            joined += nx.has_path(look.graph, a, b)
    assert joined > 75


@pytest.mark.parametrize("seed", range(40))
def test_the_first_chain_is_as_long_as_the_distance_of_the_design(seed: int) -> None:
    """Of a person it is that of the nearest organisation with which she has a tie."""
    seen = winding_network(seed)
    look = oracle.look(seen, DAY)
    apart = dict[tuple[str, str], float]()
    for a, b in itertools.product(look.organisations, repeat=2):
        apart[a, b] = oracle.distance(look, a, b) if a != b else 0
    at = {id_: set(look.graph[id_]) if id_ in look.persons else {id_} for id_ in look.graph}
    for a, b in random.Random(seed).sample(list(itertools.combinations(sorted(look.graph), 2)), 20):
        nearest = min((apart[ends] for ends in itertools.product(at[a], at[b])), default=float("inf"))
        found = chains(seen, a, b, alternatives=1)
        assert (found[0].distance if found else float("inf")) == nearest


def test_a_person_with_one_tie_can_be_an_end() -> None:
    made = network(
        [
            relation("seat", "person:p", "council:a"),
            relation("seat", "person:q", "council:a"),
            relation("seat", "person:q", "council:b"),
            relation("seat", "person:loose", "council:c"),
        ]
    )
    (found,) = chains(made, "person:p", "council:b")
    assert found == Chain(("person:p", "council:a", "person:q", "council:b"), ("person:q",), 1, ())
    assert chains(made, "person:p", "person:q") == [Chain(("person:p", "council:a", "person:q"), (), 0, ())]
    assert chains(made, "council:a", "person:loose") == []
    assert chains(made, "council:a", "council:a") == [Chain(("council:a",), (), 0, ())]


def test_who_sit_in_one_platform_meet_and_known_people_go_before_a_contact_that_nobody_is_known_to_keep() -> None:
    """A > X > B over contacts of nobody, A - p - Y - q - B over two people, and A - r - P - s - B through a platform."""
    seats = [("p", "council:a"), ("p", "council:y"), ("q", "council:y"), ("q", "council:b")]
    seats += [("r", "council:a"), ("r", "platform:p"), ("s", "platform:p"), ("s", "council:b")]
    contacts = [relation("contact", "council:a", "council:x"), relation("contact", "council:x", "council:b")]
    made = network([*(relation("seat", f"person:{person}", where) for person, where in seats), *contacts])
    platform, known, nobody = chains(made, "council:a", "council:b")
    assert (platform.distance, known.distance, nobody.distance) == (1, 2, 2)
    assert (platform.introducers, known.introducers, nobody.introducers) == (
        ("person:r", "person:s"),
        ("person:p", "person:q"),
        (),
    )
    assert nobody.unattributed == (("council:a", "council:x"), ("council:x", "council:b"))
    assert not platform.unattributed and not known.unattributed


def test_who_is_hidden_is_not_told_to_be_nobody_and_changes_no_order() -> None:
    """Partners do not see p, who ties A and X, nor q, who ties X and B: the way through them stays the first."""
    seats = [("p", "council:a"), ("p", "client_organisation:x"), ("q", "client_organisation:x"), ("q", "council:b")]
    contacts = [relation("contact", "council:a", "council:y"), relation("contact", "council:y", "council:b")]
    made = network([*(relation("seat", f"person:{p}", o, properties={"role": "member"}) for p, o in seats), *contacts])
    for seen in (made, for_audience("partners")(made), for_audience("public")(made)):
        first, second = chains(seen, "council:a", "council:b")
        assert [id_ for id_ in first.nodes if not id_.startswith("person:")][1] == "client_organisation:x"
        assert (first.distance, first.unattributed) == (2, ())
        assert len(second.unattributed) == 2
