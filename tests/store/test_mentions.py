"""Mentions at the fold: which node is meant by what rows name and no list declares, in every order of loading."""

from __future__ import annotations

import itertools

import pytest

from graph.model import Evidence, Node, Relation
from graph.network import Network
from graph.store.fold import fold
from tests.networks import node, relation, same

COUNCIL, UNION = "council:c", "client_organisation:u"
IN_A, IN_B, IN_C = (Evidence(f"{name}.xlsx", "raden!2") for name in "abc")


def _orders(statements: list[Node | Relation]) -> list[Network]:
    return [fold(order) for order in itertools.permutations(statements)]


def _mention(id_: str, name: str, type_: str | None = None, source: Evidence = IN_A) -> Node:
    properties = {"type": type_} if type_ else {}
    return node(id_, name=name, mention=True, properties=properties, sources=(source,))


def _listed(id_: str, name: str, type_: str | None = None) -> Node:
    return node(id_, name=name, properties={"type": type_} if type_ else {}, sources=(IN_B,))


MENTIONED, LISTED = "municipality:sudwest-fryslan", "municipality:GM1900"


def test_a_mention_is_the_municipality_of_that_name_whichever_is_loaded_first() -> None:
    statements: list[Node | Relation] = [
        _mention(MENTIONED, "Sudwest Fryslan"),
        node(COUNCIL),
        relation("advises", COUNCIL, MENTIONED),
        _listed(LISTED, "Súdwest-Fryslân"),
    ]
    for made in _orders(statements):
        assert made.nodes.keys() == {COUNCIL, LISTED}
        assert made.nodes[LISTED].name == "Súdwest-Fryslân"
        assert not made.nodes[LISTED].mention
        assert [r.target for r in made.relations] == [LISTED]
        assert not made.loose_ends


def test_a_property_that_refers_to_a_mention_refers_to_what_it_turns_out_to_be() -> None:
    anna = node("person:anna", properties={"municipality": MENTIONED, "note": MENTIONED})
    attended = relation("attended", "person:anna", "meeting:m", properties={"organisation": MENTIONED})
    stated: list[Node | Relation] = [anna, node("meeting:m"), attended, _mention(MENTIONED, "Sudwest Fryslan")]
    for made in _orders([*stated, _listed(LISTED, "Súdwest-Fryslân")]):
        assert made.nodes["person:anna"].properties == {"municipality": LISTED, "note": MENTIONED}
        assert made.relations[0].properties == {"organisation": LISTED}
    assert anna.properties["municipality"] == MENTIONED
    assert fold(stated).nodes["person:anna"].properties["municipality"] == MENTIONED


def test_a_name_is_compared_as_a_reference_is() -> None:
    stated = [
        _mention("region:zuidholland", "Zuidholland", "province"),
        _listed("region:PV28", "Zuid-Holland", "province"),
    ]
    for made in _orders([*stated]):
        assert made.nodes.keys() == {"region:PV28"}


def test_names_of_punctuation_only_are_not_all_the_same() -> None:
    made = fold([_mention("municipality:a", "?"), _listed("municipality:b", "!")])
    assert made.nodes.keys() == {"municipality:a", "municipality:b"}


def test_as_long_as_no_list_has_it_a_mention_stands() -> None:
    made = fold([_mention(MENTIONED, "Sudwest Fryslan"), _listed("municipality:GM1", "Sneek")])
    assert made.nodes.keys() == {MENTIONED, "municipality:GM1"}
    assert made.nodes[MENTIONED].mention


def test_a_mention_that_fits_two_listed_ones_stands_by_itself() -> None:
    made = fold(
        [_mention(MENTIONED, "Bergen"), _listed("municipality:GM1", "Bergen"), _listed("municipality:GM2", "Bergen")]
    )
    assert MENTIONED in made.nodes
    assert len(made.nodes) == 3


def test_a_mention_with_the_id_of_a_listed_one_is_that_one() -> None:
    made = fold([_mention("municipality:bergen", "bergen"), _listed("municipality:bergen", "Bergen")])
    assert made.nodes == {"municipality:bergen": _listed("municipality:bergen", "Bergen")}


def test_a_mention_is_never_another_kind() -> None:
    made = fold([_mention("municipality:utrecht", "Utrecht"), _listed("region:r", "Utrecht", "province")])
    assert made.nodes.keys() == {"municipality:utrecht", "region:r"}


def test_a_province_is_not_the_cooperation_of_the_same_name() -> None:
    province = _mention("region:utrecht", "Utrecht", "province")
    cooperation = _listed("region:U10", "Utrecht", "cooperation")
    listed_province = _listed("region:PV26", "Utrecht", "province")
    lies_in = relation("part_of", "municipality:m", "region:utrecht")
    town = node("municipality:m")
    for made in _orders([province, cooperation, town, lies_in]):
        assert made.nodes.keys() == {"region:utrecht", "region:U10", "municipality:m"}
    for made in _orders([province, cooperation, listed_province, town, lies_in]):
        assert made.nodes.keys() == {"region:PV26", "region:U10", "municipality:m"}
        assert made.relations[0].target == "region:PV26"


def test_a_listed_region_keeps_its_id_when_a_mention_has_the_same_one() -> None:
    stated = [
        _listed("region:utrecht", "Utrecht", "cooperation"),
        _listed("region:PV26", "Utrecht", "province"),
        _mention("region:utrecht", "Utrecht", "province"),
    ]
    for order in itertools.permutations(stated):
        assert fold(order).nodes.keys() == {"region:utrecht", "region:PV26"}


def test_a_province_that_was_mentioned_under_an_id_of_its_own_is_found_by_name_and_type() -> None:
    made = fold(
        [_mention("region:province-utrecht", "Utrecht", "province"), _listed("region:PV26", "Utrecht", "province")]
    )
    assert made.nodes.keys() == {"region:PV26"}


def test_a_listed_region_without_a_type_takes_any_mention() -> None:
    made = fold([_mention("region:utrecht", "Utrecht", "province"), _listed("region:PV26", "Utrecht")])
    assert made.nodes.keys() == {"region:PV26"}


def test_a_mention_with_an_id_that_a_list_gave_is_the_one_of_that_name() -> None:
    stated = [_mention(MENTIONED, "Sudwest Fryslan"), _mention(LISTED, "Súdwest-Fryslân", source=IN_B)]
    stated += [node(COUNCIL), node(UNION)]
    advises: list[Node | Relation] = [relation("advises", COUNCIL, MENTIONED), relation("active_in", UNION, LISTED)]
    for made in _orders([*stated, *advises]):
        assert made.nodes.keys() == {COUNCIL, UNION, LISTED}
        assert {each.target for each in made.relations} == {LISTED}
        assert set(made.nodes[LISTED].sources) >= {IN_A, IN_B}


@pytest.mark.parametrize("second", ["mentioned", "listed"])
def test_two_ids_that_lists_gave_are_two_nodes(second: str) -> None:
    make = _mention if second == "mentioned" else _listed
    stated = [_mention("municipality:GM1", "Bergen"), make("municipality:GM2", "Bergen")]
    for made in _orders([*stated]):
        assert made.nodes.keys() == {"municipality:GM1", "municipality:GM2"}


def test_a_mention_that_fits_two_with_a_given_id_stands_by_itself() -> None:
    stated = [_mention(id_, "Bergen") for id_ in ("municipality:GM1", "municipality:GM2", "municipality:bergen")]
    for made in _orders([*stated]):
        assert len(made.nodes) == 3


def test_an_id_that_a_list_gave_is_the_listed_one_without_such_an_id() -> None:
    stated = [_mention("municipality:GM1", "Bergen"), _listed("municipality:bergen", "Bergen")]
    for made in _orders([*stated]):
        assert made.nodes.keys() == {"municipality:bergen"}


def test_a_province_with_an_id_that_a_list_gave_is_not_the_cooperation_of_that_name() -> None:
    stated = [_mention("region:U10", "Utrecht", "cooperation"), _mention("region:utrecht", "Utrecht", "province")]
    assert fold(stated).nodes.keys() == {"region:U10", "region:utrecht"}
    assert fold([*stated, _mention("region:PV26", "Utrecht", "province")]).nodes.keys() == {"region:U10", "region:PV26"}


OPEN = node("municipality:noord", name="Noord", mention=True, may_be=("region",))
OPEN_REGION = node("region:noord", name="Noord", mention=True, may_be=("municipality",))


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        ([], "municipality:noord"),
        ([_listed("region:R1", "NOORD")], "region:R1"),
        ([_listed("region:PV1", "Noord", "province")], "region:PV1"),
        ([_listed("municipality:GM1", "Noord")], "municipality:GM1"),
        ([_mention("region:noord", "noord")], "region:noord"),
        ([_mention("region:R1", "noord", "province")], "region:R1"),
        ([_mention("municipality:GM1", "noord")], "municipality:GM1"),
        # A list of municipalities without it: then it is a region, as it would have been when the list was there first.
        ([_listed("municipality:GM2", "Zuid")], "region:noord"),
        ([_listed("region:R2", "Zuid")], "municipality:noord"),
    ],
)
@pytest.mark.parametrize("opens", [(OPEN,), (OPEN_REGION,), (OPEN, OPEN_REGION)])
def test_what_may_be_a_municipality_or_a_region(opens: tuple[Node, ...], others: list[Node], expected: str) -> None:
    stated: list[Node | Relation] = [*opens, *others, node(UNION)]
    stated += [relation("active_in", UNION, mention.id) for mention in opens]
    for made in _orders(stated):
        assert {each.target for each in made.relations} == {expected}
        assert made.nodes.keys() == {UNION, expected, *(other.id for other in others if "uid" in other.name)}
        assert made.nodes[expected].kind == expected.partition(":")[0]
        assert made.nodes[expected].may_be == ()


def test_what_a_row_is_certain_of_is_not_what_a_list_says_of_a_namesake() -> None:
    stated: list[Node | Relation] = [OPEN, _mention("municipality:noord", "Noord"), _listed("region:R1", "Noord")]
    stated += [node(UNION), relation("active_in", UNION, OPEN.id)]
    for made in _orders(stated):
        assert made.nodes.keys() == {UNION, "municipality:noord", "region:R1"}
        assert [each.target for each in made.relations] == ["municipality:noord"]


def test_two_mentions_are_one_node_with_both_sources() -> None:
    made = fold([_mention("topic:wmo", "Wmo", "law"), _mention("topic:wmo", "WMO", "law", IN_C)])
    assert made.nodes["topic:wmo"].sources == (IN_C, IN_A)
    assert made.nodes["topic:wmo"].mention


def test_a_mention_of_what_was_decided_to_be_another() -> None:
    statements: list[Node | Relation] = [
        _mention(MENTIONED, "Sudwest Fryslan"),
        _listed(LISTED, "Súdwest-Fryslân"),
        _listed("municipality:GM2", "Sneek"),
        node(COUNCIL),
        relation("advises", COUNCIL, MENTIONED),
    ]
    made = fold(statements, same({LISTED: "municipality:GM2"}))
    assert made.nodes.keys() == {COUNCIL, "municipality:GM2"}
    assert made.relations[0].target == "municipality:GM2"


def test_a_decision_goes_before_a_mention() -> None:
    statements = [
        _mention(MENTIONED, "Súdwest-Fryslân"),
        _listed(LISTED, "Súdwest-Fryslân"),
        _listed("municipality:GM2", "X"),
    ]
    assert fold(statements, same({MENTIONED: "municipality:GM2"})).nodes.keys() == {LISTED, "municipality:GM2"}
