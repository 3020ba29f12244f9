"""The view ``within`` on a province drawn by hand:

land (province)
├── kust
│   ├── ijmond ── A (municipality)
│   └── B (municipality)
└── ver ── C (municipality)
"""

from __future__ import annotations

import pytest

from graph.errors import UsageProblem
from graph.network import Network
from graph.views import take, within
from tests.networks import network, node, relation

LAND, KUST, IJMOND, VER = "region:land", "region:kust", "region:ijmond", "region:ver"
A, B, C = "municipality:A", "municipality:B", "municipality:C"


@pytest.fixture
def province() -> Network:
    return network(
        [
            relation("part_of", A, IJMOND),
            relation("part_of", IJMOND, KUST),
            relation("part_of", B, KUST),
            relation("part_of", KUST, LAND),
            relation("part_of", C, VER),
            relation("part_of", VER, LAND),
            relation("advises", "council:a", A, "person:a-and-town"),
            relation("advises", "council:b", B),
            relation("advises", "council:c", C),
            relation("advises", "council:kust", KUST),
            # A client council advises an institution.
            relation("active_in", "institution:a", A),
            relation("advises", "council:of-institution-a", "institution:a"),
            relation("active_in", "institution:c", C),
            relation("advises", "council:of-institution-c", "institution:c"),
            # One that works in the whole province, one that works nowhere that is known.
            relation("active_in", "client_organisation:land", LAND),
            relation("contact", "council:a", "client_organisation:nowhere", "person:to-nowhere"),
            # Platforms: of the region, of nobody's region, of another region.
            relation("active_in", "platform:kust", KUST),
            relation("participates", "council:b", "platform:without-area", "person:delegate"),
            relation("participates", "council:c", "platform:of-c"),
            relation("participates", "client_organisation:land", "platform:ver"),
            relation("active_in", "platform:ver", VER),
            relation("convenes", "person:convener", "platform:kust"),
            # People.
            relation("seat", "person:member-a", "council:a"),
            relation("seat", "person:member-c", "council:c"),
            relation("seat", "person:both", "council:a"),
            relation("seat", "person:both", "council:c"),
            relation("supports", "person:adviser-kust", KUST),
            relation("supports", "person:adviser-ver", VER),
            relation("contact", "council:a", "council:b", "person:a-and-b"),
            relation("contact", "council:b", "council:c", "person:b-and-c"),
            # Meetings and topics.
            relation("attended", "person:member-a", "meeting:a"),
            relation("attended", "person:member-c", "meeting:c"),
            relation("convenes", "council:b", "meeting:b"),
            relation("covers", "council:a", "topic:wmo"),
            relation("covers", "meeting:a", "topic:inkoop"),
            relation("covers", "council:c", "topic:armoede"),
        ],
        node("person:lives-in-a", properties={"municipality": A}),
        node("person:lives-in-c", properties={"municipality": C}),
        node("person:lives-nowhere"),
        node("topic:nobodys"),
    )


IN_KUST = {
    *(LAND, KUST, IJMOND, A, B),
    *("council:a", "council:b", "council:kust", "council:of-institution-a", "institution:a"),
    *("client_organisation:land", "platform:kust", "platform:without-area"),
    *("person:a-and-town", "person:delegate", "person:convener", "person:member-a", "person:both"),
    *("person:adviser-kust", "person:a-and-b", "person:lives-in-a"),
    *("meeting:a", "meeting:b", "topic:wmo", "topic:inkoop"),
}


def test_a_region_with_all_that_works_in_it(province: Network) -> None:
    assert take(province, within(KUST)).nodes.keys() == IN_KUST


def test_a_region_within_a_region(province: Network) -> None:
    seen = take(province, within(IJMOND))
    assert seen.nodes.keys() == {
        *(LAND, KUST, IJMOND, A),
        *("council:a", "council:kust", "council:of-institution-a", "institution:a"),
        *("client_organisation:land", "platform:kust"),
        *("person:a-and-town", "person:convener", "person:member-a", "person:both", "person:adviser-kust"),
        *("person:lives-in-a", "meeting:a", "topic:wmo", "topic:inkoop"),
    }


def test_a_municipality_as_region(province: Network) -> None:
    of_region = take(province, within(IJMOND)).nodes.keys()
    assert take(province, within(A)).nodes.keys() == of_region


def test_another_region(province: Network) -> None:
    seen = take(province, within(VER)).nodes.keys()
    assert seen == {
        *(LAND, VER, C, "council:c", "council:of-institution-c", "institution:c"),
        *("client_organisation:land", "platform:ver", "platform:of-c"),
        *("person:member-c", "person:both", "person:adviser-ver", "person:lives-in-c", "meeting:c", "topic:armoede"),
    }


def test_the_whole_province(province: Network) -> None:
    seen = take(province, within(LAND)).nodes.keys()
    assert province.nodes.keys() - seen == {
        "client_organisation:nowhere",
        "person:to-nowhere",
        "person:lives-nowhere",
        "topic:nobodys",
    }


@pytest.mark.parametrize("region", [LAND, KUST, IJMOND, VER, A, C])
def test_relations_and_carriers_are_all_within(province: Network, region: str) -> None:
    seen = take(province, within(region))
    for item in seen.relations:
        assert {item.origin, item.target, *item.carriers} <= seen.nodes.keys()
    kept = [r for r in province.relations if r.origin in seen.nodes and r.target in seen.nodes]
    assert list(seen.relations) == kept


def test_who_carries_only_a_contact_to_outside_stays_outside(province: Network) -> None:
    assert not {"person:b-and-c", "person:to-nowhere"} & take(province, within(KUST)).nodes.keys()


def test_it_shows_why_a_wider_organisation_is_there(province: Network) -> None:
    """`gaps` tells direct from indirect coverage by these relations."""
    seen = take(province, within(A))
    assert ("client_organisation:land", LAND) in {(r.origin, r.target) for r in seen.relations}
    assert seen.area_tree.around([A]) == {A, IJMOND, KUST, LAND}


@pytest.mark.parametrize("region", [LAND, KUST, IJMOND, VER, A, C])
def test_twice_is_once(province: Network, region: str) -> None:
    once = take(province, within(region))
    twice = take(once, within(region))
    assert twice.nodes == once.nodes
    assert list(twice.relations) == list(once.relations)


def test_a_part_of_a_region_is_the_same_seen_from_the_whole_or_from_the_region(province: Network) -> None:
    assert take(province, within(KUST), within(A)).nodes == take(province, within(A)).nodes


def test_the_scope_tells_the_region(province: Network) -> None:
    assert take(province, within(KUST)).scope.region == KUST
    assert take(province, within(KUST), within(A)).scope.region == A


def test_an_unknown_region_is_a_usage_problem(province: Network) -> None:
    with pytest.raises(UsageProblem) as told:
        take(province, within("region:nergens"))
    assert (told.value.code, told.value.params, told.value.exit_status) == (
        "unknown-region",
        {"name": "region:nergens"},
        2,
    )


def test_areas(province: Network) -> None:
    assert province.area_tree.inside(KUST) == {KUST, IJMOND, A, B}
    assert province.area_tree.inside(A) == {A}
    assert province.area_tree.around([A, C]) == {A, C, IJMOND, KUST, VER, LAND}


def test_regions_that_lie_in_each_other_in_a_circle() -> None:
    made = network(
        [
            relation("part_of", "region:x", "region:y"),
            relation("part_of", "region:y", "region:x"),
            relation("part_of", "region:z", "region:z"),
            relation("part_of", A, "region:x"),
            relation("active_in", "council:a", "region:y"),
        ]
    )
    assert made.area_tree.inside("region:x") == {"region:x", "region:y", A}
    assert made.area_tree.around([A]) == {A, "region:x", "region:y"}
    assert take(made, within("region:x")).nodes.keys() == {"region:x", "region:y", A, "council:a"}
    assert take(made, within("region:z")).nodes.keys() == {"region:z"}


def test_a_municipality_may_lie_in_several_regions() -> None:
    made = network(
        [
            relation("part_of", A, "region:care"),
            relation("part_of", A, "region:labour"),
            relation("part_of", B, "region:labour"),
            relation("active_in", "client_organisation:labour", "region:labour"),
            relation("advises", "council:b", B),
        ]
    )
    seen = take(made, within("region:care")).nodes.keys()
    assert seen == {A, "region:care", "region:labour", "client_organisation:labour"}
