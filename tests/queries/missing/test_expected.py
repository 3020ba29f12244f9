"""Expected links: against brute force, and cases made by hand."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.network import Network
from graph.store.fold import fold
from graph.views import known_only, on, take
from queries.carrying.graph import carrying_graph
from queries.finding import SEVERITIES, Finding
from queries.missing.expected import Expectation, Reach, Selector, expected_links
from tests.networks import DAY, network, node, relation
from tests.queries import oracle
from tests.queries.furnished import furnished_networks, rules
from tests.queries.missing import missing_oracle
from tests.queries.oracle import Pair
from tests.queries.winding import winding_network


def _answer(made: Network, rules: list[Expectation], *, only: bool = False) -> list[Finding]:
    made = known_only(made) if only else made
    return list(expected_links(made, carrying_graph(made), rules))


@settings(max_examples=200, deadline=None)
@given(furnished_networks(), st.lists(rules(), max_size=3), st.booleans())
def test_expected_links_agree_with_brute_force(made: Network, rules: list[Expectation], only: bool) -> None:
    rules = list({rule.id: rule for rule in rules}.values())
    truth = oracle.look(made, DAY, known_only=only)
    broken: dict[Pair, set[str]] = {}
    for rule in rules:
        for pair in missing_oracle.expected(made, truth, rule):
            broken.setdefault(pair, set()).add(rule.id)

    found = _answer(take(made, on(DAY)), rules, only=only)
    assert {frozenset(f.organisations): set(f.details["rules"]) for f in found} == broken
    severity = {rule.id: SEVERITIES.index(rule.severity) for rule in rules}
    for finding in found:
        assert SEVERITIES.index(finding.severity) == min(severity[id_] for id_ in finding.details["rules"])
        assert finding.subjects == tuple(sorted(finding.organisations))
        assert list(finding.organisations) == sorted(finding.organisations, key=list(made.nodes).index)
    assert len({f.id for f in found}) == len(found)


@pytest.mark.parametrize("seed", range(40))
def test_reach_is_the_distance_of_the_design(seed: int) -> None:
    seen = winding_network(seed)
    graph, truth = carrying_graph(seen), oracle.look(seen, DAY)
    pairs = list(itertools.combinations(range(graph.organisations), 2))
    keys = np.array([a * graph.organisations + b for a, b in pairs])
    apart = [oracle.distance(truth, graph.ids[a], graph.ids[b]) for a, b in pairs]
    for distance in range(1, 6):
        assert Reach(graph).joins(keys, distance).tolist() == [each <= distance for each in apart]


def test_who_take_part_in_one_platform_are_in_contact() -> None:
    town = [relation("advises", f"council:{name}", TOWN, f"person:{name}") for name in "abc"]
    meeting = [
        relation("participates", f"council:{name}", "platform:p", *carriers)
        for name, *carriers in (["a"], ["b", "person:b"])
    ]
    made = network([*town, *meeting])
    assert {f.subjects for f in _answer(made, [_rule()])} == {("council:a", "council:c"), ("council:b", "council:c")}
    # Of the council a nobody is known to go there.
    assert ("council:a", "council:b") in {f.subjects for f in _answer(made, [_rule()], only=True)}


def _rule(**fields: object) -> Expectation:
    given_: dict[str, object] = {
        "id": "regel",
        "a": Selector(("council",)),
        "b": Selector(("council",)),
        "scope": "same_municipality",
        "severity": "medium",
        "source": "bron",
        "text": {"nl": "daarom", "en": "because"},
    }
    return Expectation(**(given_ | fields))  # type: ignore[arg-type]


TOWN = "municipality:stad"


def _councils(*more: object) -> Network:
    """Return three councils of one town, a and b tied through p, b and c through q."""
    relations = [relation("advises", f"council:{name}", TOWN, f"person:{name}") for name in "abc"]
    ties = [("p", "a"), ("p", "b"), ("q", "b"), ("q", "c")]
    return network([*relations, *(relation("seat", f"person:{p}", f"council:{o}") for p, o in ties)])


def test_distance_counts_organisations() -> None:
    made = _councils()
    # The municipality joins all three in two steps as well; only the way over the persons is meant here.
    made = made.replace(relations=[r for r in made.relations if r.relation == "seat"])
    places = [relation("active_in", f"council:{name}", TOWN) for name in "abc"]
    made = made.replace(relations=[*made.relations, *places])
    pairs = {d: {f.subjects for f in _answer(made, [_rule(distance=d)])} for d in (1, 2)}
    assert pairs == {1: {("council:a", "council:c")}, 2: set()}


def test_a_carrier_makes_two_organisations_near_and_an_unknown_one_does_not() -> None:
    places = [relation("active_in", f"council:{name}", TOWN) for name in "ab"]
    carried = network([*places, relation("contact", "council:a", "council:b", "person:p")])
    unknown = network([*places, relation("contact", "council:a", "council:b")])
    assert _answer(carried, [_rule()], only=True) == []
    assert _answer(unknown, [_rule()]) == []
    assert [f.subjects for f in _answer(unknown, [_rule()], only=True)] == [("council:a", "council:b")]


def test_the_gravest_rule_tells_the_reason() -> None:
    made = network([relation("active_in", f"council:{name}", TOWN) for name in "ab"])
    rules = [_rule(id="licht", severity="low"), _rule(id="zwaar", severity="high", source="wet", distance=3)]
    (finding,) = _answer(made, rules)
    assert (finding.severity, finding.details["rules"]) == ("high", ["licht", "zwaar"])
    assert (finding.details["rule_source"], finding.details["distance"]) == ("wet", 3)


def test_where_one_is_enough_only_the_best_known_nearby_is_told() -> None:
    places = [relation("active_in", f"platform:{name}", TOWN) for name in "abc"]
    places += [relation("active_in", name, "municipality:elders") for name in ("platform:ver", "council:alleen")]
    places += [relation("part_of", town, "region:r") for town in (TOWN, "municipality:elders")]
    served = [relation("active_in", "council:raad", TOWN), relation("participates", "council:raad", "platform:b")]
    lonely = [relation("active_in", "council:nieuw", TOWN)]
    made = network([*places, *served, *lonely])
    rule = _rule(b=Selector(("platform",)), scope="same_region", one_is_enough=True)
    found = {f.subjects for f in _answer(made, [rule])}
    # The council elsewhere is near a platform that nobody knows; the new one in town has a platform with a council in it.
    assert found == {("council:alleen", "platform:ver"), ("council:nieuw", "platform:b")}


def test_provinces_join_too_much_unless_a_rule_says_so() -> None:
    province = node("region:p", properties={"type": "province"})
    made = network([relation("active_in", f"council:{name}", "region:p") for name in "ab"], province)
    counts = {types: len(_answer(made, [_rule(scope="same_region", region_types=types)])) for types in ((), ("any",))}
    assert counts == {(): 0, ("any",): 1}


def test_the_order_does_not_depend_on_that_of_the_lists() -> None:
    relations = [relation("active_in", f"council:{name}", TOWN) for name in "cab"]
    lists = [network(order) for order in (relations, relations[::-1])]
    folded = [fold([*made.nodes.values(), *made.relations]) for made in lists]
    orders = [[f.id for f in _answer(made, [_rule()])] for made in folded]
    assert orders[0] == orders[1] == sorted(orders[0])
