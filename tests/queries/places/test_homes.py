"""In which area an organisation is at home."""

from __future__ import annotations

from graph.model import Relation
from queries.places.homes import Homes, homes
from tests.networks import network, node, relation

TOWN, VILLAGE, FAR = "municipality:a", "municipality:b", "municipality:c"
NORTH, SOUTH, ALL = "region:noord", "region:zuid", "region:alles"


def _country() -> list[Relation]:
    return [
        relation("part_of", TOWN, NORTH),
        relation("part_of", VILLAGE, NORTH),
        relation("part_of", FAR, SOUTH),
        relation("part_of", NORTH, ALL),
        relation("part_of", SOUTH, ALL),
    ]


def _homes(*relations: Relation) -> Homes:
    return homes(network([*_country(), *relations], *map(node, (TOWN, VILLAGE, FAR, NORTH, SOUTH, ALL))))


def test_the_smallest_area_that_holds_everywhere_it_works() -> None:
    found = _homes(
        relation("advises", "council:one", TOWN),
        relation("active_in", "client_organisation:two", TOWN),
        relation("active_in", "client_organisation:two", VILLAGE),
        relation("active_in", "client_organisation:both", TOWN),
        relation("active_in", "client_organisation:both", FAR),
        relation("active_in", "client_organisation:region", NORTH),
    )
    assert found.inside == {
        "council:one": TOWN,
        "client_organisation:two": NORTH,
        "client_organisation:region": NORTH,
        TOWN: TOWN,
        VILLAGE: VILLAGE,
        FAR: FAR,
    }
    # What holds everything tells nothing: whoever is at home there lies in no area.
    assert found.around == {TOWN: NORTH, VILLAGE: NORTH, FAR: SOUTH}


def test_who_works_nowhere_is_at_home_where_all_her_connections_are() -> None:
    found = _homes(
        relation("advises", "council:one", TOWN),
        relation("advises", "council:other", VILLAGE),
        relation("participates", "council:one", "platform:table"),
        relation("participates", "council:other", "platform:table"),
        relation("contact", "platform:table", "platform:loose"),
    )
    assert found.inside["platform:table"] == NORTH
    # Of one whose only contact is at home nowhere by itself nothing is known.
    assert "platform:loose" not in found.inside


def test_regions_in_a_circle_lie_in_nothing() -> None:
    made = network(
        [
            relation("part_of", NORTH, SOUTH),
            relation("part_of", SOUTH, NORTH),
            relation("part_of", TOWN, NORTH),
            relation("advises", "council:one", TOWN),
            relation("contact", "council:one", "council:loose"),
        ],
        *map(node, (TOWN, NORTH, SOUTH)),
    )
    found = homes(made)
    assert found.inside == {TOWN: TOWN, "council:one": TOWN, "council:loose": TOWN}
    assert found.around in ({TOWN: NORTH}, {TOWN: SOUTH}, {})


def test_without_areas_nobody_is_at_home_anywhere() -> None:
    assert homes(network([relation("contact", "council:a", "council:b")])) == Homes({}, {})
