"""The fold: design, section 3. From what several sources say to one network, worked out by hand."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from typing import Any

import msgspec
import pytest

from graph.model import Claim, Evidence, Node, Relation
from graph.network import Network
from graph.store.fold import fold
from graph.views.time import on
from tests.networks import node, relation, same

COUNCIL, UNION, ANNA, BEA = "council:c", "client_organisation:u", "person:anna", "person:bea"
OLD, NEW = date(2024, 1, 1), date(2026, 1, 1)
A_DAY = timedelta(days=1)
IN_A, IN_B, IN_C = (Evidence(f"{name}.xlsx", "personen!2") for name in "abc")


def _anna(evidence: Evidence, confirmed: date | None = None, name: str = "Anna", **properties: Any) -> Node:
    return node(ANNA, name=name, sources=(evidence,), last_confirmed=confirmed, properties=properties)


def _orders(statements: list[Node | Relation]) -> list[Network]:
    return [fold(order) for order in itertools.permutations(statements)]


# --- how sure it is --------------------------------------------------------------------------------------------------


def test_what_is_proposed_is_in_no_network_and_nothing_hangs_on_it() -> None:
    proposed = {"certainty": "proposed"}
    certain: list[Node | Relation] = [_anna(IN_A), node(COUNCIL, sources=(IN_A,)), relation("seat", ANNA, COUNCIL)]
    union = node(UNION, sources=(IN_B,), properties=proposed)
    more: list[Node | Relation] = [
        union,
        relation("seat", ANNA, UNION),
        relation("contact", COUNCIL, UNION, properties=proposed),
    ]
    plain = fold(certain)
    for made in _orders([*certain, *more]):
        assert (made.nodes, list(made.relations), made.loose_ends) == (plain.nodes, list(plain.relations), [])
        assert {one.id if isinstance(one, Node) else one.relation for one in made.proposals} == {
            *(UNION, "seat", "contact"),
        }
        assert made.proposals == fold([*certain, *more]).proposals
    assert plain.proposals == []
    lost = fold([*certain, union, relation("seat", ANNA, "council:nowhere")])
    assert [end.missing for end in lost.loose_ends] == [("council:nowhere",)]


def test_proposals_that_tell_the_same_are_not_in_the_order_of_the_rows() -> None:
    def proposed(first: str, second: str) -> list[str]:
        rows = ((first, IN_A), (second, IN_B))
        made = fold([node(id_, sources=(place,), properties={"certainty": "proposed"}) for id_, place in rows])
        return [one.id for one in made.proposals if isinstance(one, Node)]

    assert proposed(UNION, COUNCIL) == proposed(COUNCIL, UNION)


def test_what_two_lists_propose_is_one_proposal() -> None:
    rows = [node(UNION, sources=(place,), properties={"certainty": "proposed"}) for place in (IN_A, IN_B)]
    (one,) = fold(rows).proposals
    assert {*one.sources} == {IN_A, IN_B}


def test_a_proposed_carrier_carries_nothing() -> None:
    (made,) = fold(
        [
            *(node(id_, sources=(IN_A,)) for id_ in (COUNCIL, UNION)),
            node(ANNA, sources=(IN_A,), properties={"certainty": "proposed"}),
            relation("contact", COUNCIL, UNION, ANNA),
        ]
    ).relations
    assert made.carriers == ()


def test_who_is_certain_goes_before_who_infers() -> None:
    inferred: dict[str, Any] = {"certainty": "inferred"}
    seats = [relation("seat", ANNA, COUNCIL, sources=(place,)) for place in (IN_A, IN_B)]
    unsure = [msgspec.structs.replace(seat, properties=inferred) for seat in seats]
    nodes: list[Node | Relation] = [node(COUNCIL, sources=(IN_A,))]
    for sure, said in ((True, [unsure[0], seats[1]]), (False, unsure)):
        for made in _orders([*nodes, _anna(IN_A, NEW, **inferred), _anna(IN_B, **({} if sure else inferred)), *said]):
            (seat,) = made.relations
            expected = {} if sure else inferred
            assert (seat.properties, made.nodes[ANNA].properties, made.tells_inferred) == (expected, expected, not sure)
            assert not seat.alternatives


def test_an_appointment_makes_nobody_certain() -> None:
    aside = node(ANNA, sources=(IN_B,), properties={"appointments": [{"since": None, "until": None}]})
    for made in _orders([_anna(IN_A, certainty="inferred"), aside]):
        assert made.nodes[ANNA].properties["certainty"] == "inferred"


# --- two sources disagree --------------------------------------------------------------------------------------------


def test_both_values_and_both_sources_stay_and_the_newer_confirmation_is_shown() -> None:
    for made in _orders([_anna(IN_A, OLD, phone="1"), _anna(IN_B, NEW, phone="2")]):
        anna = made.nodes[ANNA]
        assert anna.properties == {"phone": "2"}
        assert anna.alternatives == {"phone": (Claim("1", IN_A, OLD),)}
        assert anna.sources == (IN_B, IN_A)
        assert anna.last_confirmed == NEW


def test_three_sources_in_any_order() -> None:
    statements: list[Node | Relation] = [
        _anna(IN_A, OLD, phone="1", email="a@example.org"),
        _anna(IN_B, NEW, phone="2"),
        _anna(IN_C, date(2025, 1, 1), phone="3", email="c@example.org"),
    ]
    for made in _orders(statements):
        anna = made.nodes[ANNA]
        assert anna.properties == {"phone": "2", "email": "c@example.org"}
        assert [claim.value for claim in anna.alternatives["phone"]] == ["3", "1"]
        assert anna.alternatives["email"] == (Claim("a@example.org", IN_A, OLD),)
        assert anna.sources == (IN_B, IN_C, IN_A)


def test_a_confirmed_value_goes_before_one_that_nobody_confirmed() -> None:
    for made in _orders([_anna(IN_A, None, phone="1"), _anna(IN_B, OLD, phone="2")]):
        assert made.nodes[ANNA].properties == {"phone": "2"}
        assert made.nodes[ANNA].alternatives == {"phone": (Claim("1", IN_A),)}


@pytest.mark.parametrize("confirmed", [None, OLD])
def test_confirmed_equally_the_last_loaded_is_shown(confirmed: date | None) -> None:
    made = fold([_anna(IN_A, confirmed, phone="1"), _anna(IN_B, confirmed, phone="2")])
    assert made.nodes[ANNA].properties == {"phone": "2"}
    assert made.nodes[ANNA].alternatives == {"phone": (Claim("1", IN_A, confirmed),)}


def test_names_and_dates_can_disagree_as_well() -> None:
    one = node(COUNCIL, name="Wmo-raad", since=date(2015, 1, 1), sources=(IN_A,), last_confirmed=OLD)
    two = node(COUNCIL, name="Adviesraad", since=date(2016, 1, 1), sources=(IN_B,), last_confirmed=NEW)
    for made in _orders([one, two]):
        council = made.nodes[COUNCIL]
        assert (council.name, council.since, council.until) == ("Adviesraad", date(2016, 1, 1), None)
        assert council.alternatives == {
            "name": (Claim("Wmo-raad", IN_A, OLD),),
            "since": (Claim(date(2015, 1, 1), IN_A, OLD),),
        }


def test_who_agrees_is_no_alternative() -> None:
    made = fold([_anna(IN_A, OLD, phone="1"), _anna(IN_B, NEW, phone="1")])
    assert made.nodes[ANNA].alternatives == {}
    assert made.nodes[ANNA].sources == (IN_B, IN_A)


@pytest.mark.parametrize("nothing", [None, "", []])
def test_who_says_nothing_does_not_contradict(nothing: object) -> None:
    for made in _orders([_anna(IN_A, OLD, phone="1"), _anna(IN_B, NEW, phone=nothing)]):
        assert made.nodes[ANNA].properties == {"phone": "1"}
        assert made.nodes[ANNA].alternatives == {}


@pytest.mark.parametrize("value", [False, 0, 0.0])
def test_no_and_nought_are_something(value: object) -> None:
    made = fold([_anna(IN_A, OLD, hours_per_month=4), _anna(IN_B, NEW, hours_per_month=value)])
    assert made.nodes[ANNA].properties == {"hours_per_month": value}
    assert made.nodes[ANNA].alternatives == {"hours_per_month": (Claim(4, IN_A, OLD),)}


def test_one_source_alone_is_as_it_was_stated() -> None:
    stated = _anna(IN_A, OLD, phone="1")
    assert fold([stated]).nodes == {ANNA: stated}


def test_nobody_has_a_name() -> None:
    made = fold([_anna(IN_A, OLD, ""), _anna(IN_B, NEW, "")])
    assert made.nodes[ANNA].name == ""


def test_statements_are_not_changed_by_the_fold() -> None:
    statements = [_anna(IN_A, OLD, phone="1"), _anna(IN_B, NEW, phone="2", appointments=[{"since": None}])]
    before = [(s.properties.copy(), s.sources, s.alternatives) for s in statements]
    fold(statements)
    assert [(s.properties, s.sources, s.alternatives) for s in statements] == before


# --- what sources add to each other ----------------------------------------------------------------------------------


def test_appointments_are_collected() -> None:
    first = {"since": "2025-01-01", "until": None, "functions": ["inform"]}
    second = {"since": "2026-01-01", "until": None}
    statements: list[Node | Relation] = [
        _anna(IN_A, OLD, phone="1"),
        _anna(IN_A, NEW, appointments=[first]),
        _anna(IN_B, OLD, appointments=[second]),
    ]
    for made in _orders(statements):
        anna = made.nodes[ANNA]
        assert sorted(anna.properties["appointments"], key=lambda a: a["since"]) == [first, second]
        assert anna.properties["phone"] == "1"
        assert anna.alternatives == {}
        assert made.advisers == {ANNA}


def test_the_same_appointment_in_two_sources_is_one() -> None:
    appointment = {"since": "2025-01-01", "until": None}
    made = fold([_anna(IN_A, OLD, appointments=[appointment]), _anna(IN_B, NEW, appointments=[appointment])])
    assert made.nodes[ANNA].properties["appointments"] == [appointment]


# --- relations -------------------------------------------------------------------------------------------------------


def _people() -> list[Node]:
    return [node(id_) for id_ in (COUNCIL, UNION, ANNA, BEA)]


def test_a_contact_stated_twice_is_one_with_the_carriers_of_both() -> None:
    one = relation("contact", COUNCIL, UNION, ANNA, sources=(IN_A,), last_confirmed=OLD)
    other_way_round = relation("contact", UNION, COUNCIL, BEA, sources=(IN_B,), last_confirmed=NEW)
    for order in ([one, other_way_round], [other_way_round, one]):
        (contact,) = fold([*_people(), *order]).relations
        assert set(contact.carriers) == {ANNA, BEA}
        assert contact.sources == (IN_B, IN_A)
        assert {contact.origin, contact.target} == {COUNCIL, UNION}


def test_a_carrier_named_twice_counts_once() -> None:
    stated = [relation("contact", COUNCIL, UNION, ANNA, BEA), relation("contact", COUNCIL, UNION, BEA)]
    (contact,) = fold([*_people(), *stated]).relations
    assert sorted(contact.carriers) == [ANNA, BEA]


def test_a_relation_with_a_direction_is_not_the_other_way_round() -> None:
    stated = [
        relation("participates", "platform:a", "platform:b"),
        relation("participates", "platform:b", "platform:a"),
    ]
    made = fold([node("platform:a"), node("platform:b"), *stated])
    assert len(made.relations) == 2


def test_other_roles_and_other_periods_are_other_seats() -> None:
    seats = [
        relation("seat", ANNA, COUNCIL, properties={"role": "member"}, since=OLD, until=NEW),
        relation("seat", ANNA, COUNCIL, properties={"role": "chair"}, since=OLD),
        relation("seat", ANNA, COUNCIL, properties={"role": "member"}, since=NEW),
        relation("seat", ANNA, COUNCIL, properties={"role": "member"}, since=OLD, until=NEW, sources=(IN_B,)),
    ]
    made = fold([*_people(), *seats])
    assert len(made.relations) == 3
    (twice,) = [r for r in made.relations if len(r.sources) == 2]
    assert twice.properties == {"role": "member"}
    assert twice.since == OLD


def test_sources_that_disagree_on_the_end() -> None:
    stated = [
        relation("seat", ANNA, COUNCIL, until=date(2027, 1, 1), sources=(IN_A,), last_confirmed=OLD),
        relation("seat", ANNA, COUNCIL, until=date(2028, 1, 1), sources=(IN_B,), last_confirmed=NEW),
    ]
    for order in (stated, stated[::-1]):
        (seat,) = fold([*_people(), *order]).relations
        assert seat.until == date(2028, 1, 1)
        assert seat.alternatives == {"until": (Claim(date(2027, 1, 1), IN_A, OLD),)}


def test_relations_come_in_the_order_of_the_network() -> None:
    stated = [
        relation("seat", ANNA, COUNCIL),
        relation("seat", BEA, COUNCIL),
        relation("seat", ANNA, COUNCIL, sources=(IN_B,)),
    ]
    for order in itertools.permutations(stated):
        assert [r.origin for r in fold([*_people(), *order]).relations] == [ANNA, BEA]


# --- decisions that two are the same ---------------------------------------------------------------------------------


def test_two_that_are_the_same_become_one() -> None:
    statements: list[Node | Relation] = [
        node("person:a-jansen", name="A. Jansen", sources=(IN_A,), properties={"phone": "1"}),
        node(ANNA, name="Anna Jansen", sources=(IN_B,), last_confirmed=NEW, properties={"email": "a@example.org"}),
        node(COUNCIL),
        node(UNION),
        relation("seat", "person:a-jansen", COUNCIL),
        relation("seat", ANNA, COUNCIL),
        relation("contact", COUNCIL, UNION, "person:a-jansen", ANNA),
    ]
    made = fold(statements, same({"person:a-jansen": ANNA}))
    assert made.persons == (ANNA,)
    assert made.nodes[ANNA].name == "Anna Jansen"
    assert made.nodes[ANNA].alternatives["name"] == (Claim("A. Jansen", IN_A),)
    assert made.nodes[ANNA].properties == {"phone": "1", "email": "a@example.org"}
    seat, contact = made.relations
    assert (seat.origin, contact.carriers) == (ANNA, (ANNA,))


def test_the_same_as_the_same() -> None:
    statements = [node(f"person:{key}", name=key) for key in "abcd"]
    made = fold(statements, same({"person:a": "person:b", "person:b": "person:c", "person:d": "person:b"}))
    assert made.nodes.keys() == {"person:c"}
    assert len(made.nodes["person:c"].alternatives["name"]) == 3


def test_same_in_a_circle_is_one_as_well() -> None:
    statements = [node(f"person:{key}") for key in "abc"]
    circle = {"person:b": "person:c", "person:c": "person:a", "person:a": "person:b"}
    assert fold(statements, same(circle)).nodes.keys() == {"person:a"}
    with pytest.raises(ValueError, match="two nodes"):
        same({"person:a": "person:a"})


def test_an_organisation_in_contact_with_what_turns_out_to_be_itself() -> None:
    statements: list[Node | Relation] = [node(COUNCIL), node(UNION), relation("contact", COUNCIL, UNION)]
    made = fold(statements, same({UNION: COUNCIL}))
    assert [(r.origin, r.target) for r in made.relations] == [(COUNCIL, COUNCIL)]
    assert made.graph.number_of_edges() == 1


def test_a_decision_about_nobody_changes_nothing() -> None:
    assert fold([node(ANNA)], same({"person:x": "person:y"})).nodes.keys() == {ANNA}


# --- loose ends ------------------------------------------------------------------------------------------------------


def test_a_relation_without_its_end_is_set_apart_and_not_lost() -> None:
    seat = relation("seat", ANNA, COUNCIL)
    nowhere = relation("seat", "person:gone", "council:gone")
    carried = relation("contact", COUNCIL, UNION, ANNA, "person:gone")
    made = fold([node(ANNA), node(COUNCIL), node(UNION), seat, nowhere, carried])
    assert list(made.relations) == [seat, msgspec.structs.replace(carried, carriers=(ANNA,))], (
        "a contact outlives a carrier"
    )
    assert [(end.relation, end.missing) for end in made.loose_ends] == [
        (nowhere, ("person:gone", "council:gone")),
        (carried, ("person:gone",)),
    ]


def test_a_contact_of_which_nobody_is_known_any_more_stands_without_a_carrier() -> None:
    carried = relation("contact", COUNCIL, UNION, "person:gone")
    made = fold([node(COUNCIL), node(UNION), carried])
    assert list(made.relations) == [relation("contact", COUNCIL, UNION)]
    assert [end.missing for end in made.loose_ends] == [("person:gone",)]


# --- rows that look alike --------------------------------------------------------------------------------------------


def _alike(*stated: Relation) -> list[tuple[tuple[str, ...], date | None]]:
    """Return the carriers and end of every relation that these statements make; the order of loading does not matter."""
    forward, backward = (
        sorted(((r.carriers, r.until) for r in fold([*_people(), *order]).relations), key=str)
        for order in (stated, stated[::-1])
    )
    assert [(set(c), u) for c, u in forward] == [(set(c), u) for c, u in backward]
    return forward


def test_rows_of_one_list_that_end_on_other_days_are_two_relations() -> None:
    ended = relation("contact", COUNCIL, UNION, ANNA, until=OLD)
    runs = relation("contact", COUNCIL, UNION, BEA)
    assert _alike(ended, runs) == [((ANNA,), OLD), ((BEA,), None)]
    left, back = (relation("seat", ANNA, COUNCIL, properties={"role": "member"}, until=end) for end in (OLD, None))
    assert _alike(left, back) == [((), None), ((), OLD)]


def test_a_row_without_a_carrier_says_so_beside_one_with_a_carrier() -> None:
    assert _alike(relation("contact", COUNCIL, UNION, ANNA), relation("contact", COUNCIL, UNION)) == [
        ((ANNA,), None),
        ((), None),
    ]
    assert _alike(*[relation("contact", COUNCIL, UNION)] * 2) == [((), None)], "a row that stands there twice is one"


def test_another_list_may_know_the_end_or_the_carrier_of_the_same_contact() -> None:
    known = relation("contact", COUNCIL, UNION, ANNA, until=OLD)
    assert _alike(known, relation("contact", COUNCIL, UNION, sources=(IN_B,))) == [((ANNA,), OLD)]
    other = relation("contact", COUNCIL, UNION, BEA, sources=(IN_B,))
    assert _alike(known, other) == [((ANNA,), OLD), ((BEA,), None)], "one contact ended, another runs"
    assert len(_alike(relation("contact", COUNCIL, UNION, ANNA), other)) == 1, "one contact with two carriers"


def test_who_confirmed_it_after_the_end_that_another_list_gives_says_that_it_goes_on() -> None:
    ended = relation("seat", ANNA, COUNCIL, until=OLD, last_confirmed=OLD - A_DAY)
    runs = relation("seat", ANNA, COUNCIL, last_confirmed=OLD, sources=(IN_B,))
    (seat,) = fold([*_people(), ended, runs]).relations
    assert (seat.until, [claim.value for claim in seat.alternatives["until"]]) == (None, [OLD])
    before = msgspec.structs.replace(runs, last_confirmed=OLD - A_DAY)
    (seat,) = fold([*_people(), ended, before]).relations
    assert (seat.until, seat.alternatives) == (OLD, {}), "confirmed before the end, it knew of none"


def test_what_was_loose_stands_when_its_end_is_loaded_later() -> None:
    seat = relation("seat", ANNA, COUNCIL)
    assert not fold([seat, node(ANNA)]).relations
    made = fold([seat, node(ANNA), node(COUNCIL)])
    assert (list(made.relations), list(made.loose_ends)) == ([seat], [])


@pytest.mark.parametrize(
    "key", ["a:b:c", "met spatie", "é☃", "../../etc", "'; DROP TABLE records; --", "\n", "a#1", "NULL", '"']
)
def test_ids_may_hold_any_character(key: str) -> None:
    id_ = f"council:{key}"
    made = fold([node(id_), node(ANNA), relation("seat", ANNA, id_)])
    assert made.organisations == (id_,)
    assert made.graph.has_edge(ANNA, id_)


def test_the_salt_comes_along() -> None:
    assert fold([], salt=b"pepper").salt == b"pepper"


# --- what a row is about ---------------------------------------------------------------------------------------------


def _appointed(confirmed: date | None = None, name: str = "Anna", **properties: Any) -> Node:
    evidence = Evidence("c.xlsx", "adviseurs!2")
    told = {"appointments": [{"since": None, "until": "2018-01-01"}], **properties}
    return node(ANNA, name=name, sources=(evidence,), last_confirmed=confirmed, properties=told)


@pytest.mark.parametrize("confirmed", [None, date(2025, 6, 29)])
def test_an_appointment_says_nothing_of_the_end_or_name_of_the_person(confirmed: date | None) -> None:
    end, asked = date(2025, 3, 1), date(2024, 1, 12)
    own = node(ANNA, name="Anna Smit", until=end, last_confirmed=asked, sources=(IN_A,))
    for made in _orders([own, _appointed(confirmed), relation("seat", ANNA, COUNCIL), node(COUNCIL)]):
        anna = made.nodes[ANNA]
        assert (anna.name, anna.until, anna.last_confirmed) == ("Anna Smit", end, asked)
        assert anna.alternatives == {}
        assert anna.properties == {"appointments": [{"since": None, "until": "2018-01-01"}]}
        assert len(anna.sources) == 2
        assert ANNA not in on(end)(made).nodes
        assert on(end)(made).relations == []


def test_another_own_row_that_confirms_later_does_say_that_the_person_goes_on() -> None:
    ended = node(ANNA, until=date(2025, 3, 1), last_confirmed=OLD, sources=(IN_A,))
    for made in _orders([ended, node(ANNA, last_confirmed=NEW, sources=(IN_B,)), _appointed(NEW + A_DAY)]):
        assert made.nodes[ANNA].until is None


def test_the_remark_of_the_person_goes_before_that_of_the_appointment() -> None:
    for made in _orders([_anna(IN_A, OLD, note="van haar"), _appointed(NEW, note="van de aanstelling")]):
        assert made.nodes[ANNA].properties["note"] == "van haar"
        assert [claim.value for claim in made.nodes[ANNA].alternatives["note"]] == ["van de aanstelling"]


def test_whom_only_an_appointment_tells_of_is_as_it_says() -> None:
    for made in _orders([_appointed(OLD), _appointed(NEW, name="Anna B.")]):
        assert made.nodes[ANNA].name == "Anna B."
        assert made.nodes[ANNA].last_confirmed == NEW
