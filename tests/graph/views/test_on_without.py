"""The views ``on`` and ``without``: design, sections 1 and 5."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from graph.errors import UsageProblem
from graph.network import Network
from graph.views import on, take, within, without
from tests.networks import DAY, network, node, relation

A, B, PLATFORM = "council:a", "council:b", "platform:p"
ANNA, BEA, CAS = "person:anna", "person:bea", "person:cas"
BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("since", "until", "there"),
    [
        (None, None, True),
        (DAY, None, True),
        (AFTER, None, False),
        (None, AFTER, True),
        (None, DAY, False),
        (BEFORE, AFTER, True),
        (DAY, AFTER, True),
        (BEFORE, DAY, False),
    ],
)
def test_on_keeps_what_is_active_on_the_day(since: date | None, until: date | None, there: bool) -> None:
    dated_node = network([relation("contact", A, B)], node(A, since=since, until=until))
    assert (A in take(dated_node, on(DAY)).nodes) is there
    dated_relation = network([relation("contact", A, B, since=since, until=until)])
    assert bool(take(dated_relation, on(DAY)).relations) is there
    assert take(dated_relation, on(DAY)).nodes.keys() == {A, B}


def test_a_relation_ends_with_either_of_its_ends() -> None:
    made = network(
        [relation("contact", A, B), relation("seat", ANNA, A), relation("seat", ANNA, B)],
        node(B, until=DAY),
    )
    seen = take(made, on(DAY))
    assert [(r.relation, r.target) for r in seen.relations] == [("seat", A)]


def test_a_carrier_who_is_not_active_is_no_carrier() -> None:
    made = network(
        [relation("contact", A, B, ANNA, BEA, CAS), relation("participates", A, PLATFORM, ANNA)],
        node(ANNA, until=DAY),
        node(CAS, since=AFTER),
    )
    contact, participates = take(made, on(DAY)).relations
    assert contact.carriers == (BEA,)
    assert participates.carriers == (), "it becomes unattributed: nobody is known to keep it alive"


def test_a_meeting_exists_from_its_date() -> None:
    made = network([relation("attended", ANNA, "meeting:m")], node("meeting:m", since=DAY))
    assert "meeting:m" not in take(made, on(BEFORE)).nodes
    assert not take(made, on(BEFORE)).relations
    assert "meeting:m" in take(made, on(DAY)).nodes


def test_only_the_appointments_that_run_stay() -> None:
    appointments = [
        {"since": None, "until": None, "functions": ["inform"]},
        {"since": DAY.isoformat(), "until": None},
        {"since": AFTER.isoformat(), "until": None},
        {"since": None, "until": DAY.isoformat()},
        {"since": "2020-01-01", "until": AFTER.isoformat()},
    ]
    made = network([relation("seat", ANNA, A)], node(ANNA, properties={"appointments": appointments, "phone": "1"}))
    seen = take(made, on(DAY))
    assert seen.nodes[ANNA].properties == {"appointments": [appointments[i] for i in (0, 1, 4)], "phone": "1"}
    assert made.nodes[ANNA].properties["appointments"] == appointments


def test_who_has_no_appointment_that_runs_is_no_adviser() -> None:
    made = network([], node(ANNA, properties={"appointments": [{"since": None, "until": DAY.isoformat()}]}))
    assert take(made, on(BEFORE)).advisers == {ANNA}
    assert take(made, on(DAY)).advisers == frozenset()


def test_on_tells_the_day_and_keeps_the_rest_of_the_scope() -> None:
    made = take(network([relation("contact", A, B)]), without([ANNA]), on(DAY))
    assert made.scope.on == DAY
    assert made.scope.without == (ANNA,)


def test_on_drops_from_a_region_who_was_there_only_through_what_has_ended() -> None:
    made = network(
        [
            relation("active_in", "client_organisation:old", "region:r", until=DAY),
            relation("active_in", "client_organisation:now", "region:r"),
            relation("seat", ANNA, "client_organisation:old"),
            relation("seat", BEA, "client_organisation:now"),
        ]
    )
    expected = {"region:r", "client_organisation:now", BEA}
    assert take(made, on(DAY), within("region:r")).nodes.keys() == expected
    assert take(made, within("region:r"), on(DAY)).nodes.keys() == expected


def test_a_region_that_no_longer_exists_is_told_in_either_order() -> None:
    made = network([relation("active_in", A, "region:r")], node("region:r", until=DAY))
    for views in ((on(DAY), within("region:r")), (within("region:r"), on(DAY))):
        with pytest.raises(UsageProblem) as told:
            take(made, *views)
        assert told.value.code == "unknown-region"


# --- without ---------------------------------------------------------------------------------------------------------


def _left(made: Network) -> list[tuple[str, tuple[str, ...]]]:
    return [(r.relation, r.carriers) for r in made.relations]


def _orphaned(made: Network) -> list[tuple[str, list[str]]]:
    return [(r.relation, r.properties["former_carriers"]) for r in made.relations if "orphaned" in r.properties]


def test_a_relation_that_loses_its_last_carrier_is_orphaned() -> None:
    made = network([relation("contact", A, B, ANNA), relation("participates", A, PLATFORM, ANNA, BEA)])
    assert _orphaned(take(made, without([ANNA]))) == [("contact", [ANNA])]
    assert _orphaned(take(made, without([ANNA, BEA]))) == [("contact", [ANNA]), ("participates", [ANNA, BEA])]
    assert take(made, without([ANNA, BEA])).nodes.keys() == {A, B, PLATFORM}


def test_a_relation_that_nobody_was_known_to_carry_stays() -> None:
    made = network([relation("contact", A, B), relation("seat", ANNA, A)])
    assert _left(take(made, without([ANNA]))) == [("contact", ())]


def test_everything_of_a_person_goes() -> None:
    made = network(
        [
            relation("seat", ANNA, A),
            relation("seat", BEA, A),
            relation("convenes", ANNA, PLATFORM),
            relation("attended", ANNA, "meeting:m"),
            relation("convenes", A, PLATFORM),
        ]
    )
    seen = take(made, without([ANNA]))
    assert ANNA not in seen.nodes
    assert [(r.relation, r.origin) for r in seen.relations] == [("seat", BEA), ("convenes", A)]


def test_an_organisation_can_be_taken_out_as_well() -> None:
    made = network([relation("contact", A, B), relation("seat", ANNA, A), relation("seat", ANNA, B)])
    seen = take(made, without([A]))
    assert [(r.relation, r.target) for r in seen.relations] == [("seat", B)]


def test_who_is_not_there_takes_nothing_along() -> None:
    made = network([relation("contact", A, B, ANNA)])
    seen = take(made, without(["person:nobody"]))
    assert (seen.nodes, list(seen.relations)) == (made.nodes, made.relations)


def test_without_tells_who_was_taken_out() -> None:
    made = network([relation("contact", A, B, ANNA, BEA, CAS)])
    assert take(made, without([CAS]), without([BEA, ANNA])).scope.without == (CAS, ANNA, BEA)


def test_when_carriers_left_and_when_they_are_imagined_away() -> None:
    """Both leave the tie behind as one that nobody took over, until somebody confirms it again."""
    left = network([relation("contact", A, B, ANNA)], node(ANNA, until=DAY))
    assert _orphaned(take(left, on(DAY), without([ANNA]))) == [("contact", [ANNA])]
    here = network([relation("contact", A, B, ANNA)])
    assert _orphaned(take(here, on(DAY), without([ANNA]))) == [("contact", [ANNA])]


@pytest.mark.parametrize(
    ("heard", "orphaned"),
    [
        ({"last_confirmed": DAY}, False),
        ({"last_confirmed": DAY - timedelta(days=1)}, True),
        ({"properties": {"last_contact": DAY.isoformat()}}, False),
        ({"properties": {"last_contact": (DAY - timedelta(days=1)).isoformat()}}, True),
    ],
)
def test_a_tie_that_somebody_confirmed_since_is_not_orphaned(heard: dict[str, Any], orphaned: bool) -> None:
    made = network([relation("contact", A, B, ANNA, **heard)], node(ANNA, until=DAY))
    seen = take(made, on(DAY))
    assert bool(_orphaned(seen)) == orphaned
    assert seen.relations[0].properties["former_carriers"] == [ANNA]
    assert seen.left_out[ANNA].until == DAY


def test_who_has_yet_to_begin_has_left_nothing_behind() -> None:
    made = network([relation("contact", A, B, ANNA)], node(ANNA, since=DAY + timedelta(days=1)))
    assert take(made, on(DAY)).relations[0].properties == {}


def test_take_without_views_is_the_network_itself() -> None:
    made = network([relation("contact", A, B)])
    assert take(made) is made
