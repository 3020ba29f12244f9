"""Who can bring two organisations together: who is on the first way of path, and advisers nearby by hand."""

from __future__ import annotations

import itertools

from hypothesis import given, settings

from graph.network import Network
from graph.views import on, take
from queries.carrying.chains import chains
from queries.finding import Finding
from queries.missing.introductions import Introductions
from tests.networks import DAY, network, relation
from tests.queries.furnished import furnished_networks


@settings(max_examples=60, deadline=None)
@given(furnished_networks())
def test_who_introduces_is_on_the_first_way_of_path(made: Network) -> None:
    """Of which tests/queries/carrying holds against brute force that it is the first."""
    seen = take(made, on(DAY))
    near = Introductions(seen)
    for ends in itertools.combinations(seen.organisations, 2):
        who, ways = near.between(ends, ends), chains(seen, *ends, alternatives=1)
        assert [*who["introducers"], *who["via"]] == [
            id_
            for people in (True, False)
            for way in ways
            for id_ in way.nodes[1:-1]
            if (id_ in seen.persons) == people
        ]


def _introduced(made: Network, *organisations: str) -> dict[str, list[str]]:
    finding = Finding(kind="expected-link", subjects=organisations, organisations=organisations)
    details = Introductions(made).introduced(finding).details
    return {name: ids for name, ids in details.items() if ids}


def test_whoever_knows_both_or_the_people_in_between() -> None:
    seats = [("p", "a"), ("p", "b"), ("q", "b"), ("q", "c")]
    made = network([relation("seat", f"person:{person}", f"council:{council}") for person, council in seats])
    assert _introduced(made, "council:a", "council:b") == {"introducers": ["person:p"]}
    assert _introduced(made, "council:a", "council:c") == {
        "introducers": ["person:p", "person:q"],
        "via": ["council:b"],
    }


def test_an_organisation_in_between_when_nobody_is_known_to_keep_the_contact() -> None:
    made = network([relation("contact", "council:a", "platform:p"), relation("contact", "platform:p", "council:b")])
    assert _introduced(made, "council:a", "council:b") == {"via": ["platform:p"]}


def test_without_a_way_the_advisers_nearby() -> None:
    town, region = "municipality:stad", "region:r"
    relations = [relation("active_in", f"council:{name}", town) for name in "ab"]
    relations += [relation("part_of", town, region), relation("supports", "person:ver", region)]
    assert _introduced(network(relations), "council:a", "council:b") == {"advisers": ["person:ver"]}
    relations.append(relation("supports", "person:dichtbij", town))
    assert _introduced(network(relations), "council:a", "council:b") == {"advisers": ["person:dichtbij"]}
    assert _introduced(network(relations[:2]), "council:a", "council:b") == {}
