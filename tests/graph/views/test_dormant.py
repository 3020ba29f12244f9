"""Who is dormant: there by the dates of its own, while all of its relations have ended (design, section 5)."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.network import Network
from graph.views import for_audience, on, take, within, without
from queries.carrying.size import Dormant, dormant, size
from tests.networks import DAY, network, networks, node, relation
from tests.queries import oracle

#: Two years before.
LONG_AGO = date(2024, 11, 22)
DAY_BEFORE, ANNA, COUNCIL = timedelta(days=1), "person:anna", "council:c"


@st.composite
def faded(draw: st.DrawFn) -> Network:
    """Networks in which most relations ended, around the day and around two years before it."""
    made = draw(networks(organisations=5, persons=5, relations=8))
    ends = st.sampled_from((None, LONG_AGO - DAY_BEFORE, LONG_AGO - DAY_BEFORE, LONG_AGO, DAY, DAY + DAY_BEFORE))
    relations = [msgspec.structs.replace(one, since=None, until=draw(ends)) for one in made.relations]
    return Network(made.nodes, relations, salt=made.salt)


@settings(max_examples=200, deadline=None)
@given(faded())
def test_who_is_dormant_agrees_with_the_definition(made: Network) -> None:
    seen, asleep = take(made, on(DAY)), oracle.dormant(made, DAY)
    there = {id_ for id_, item in made.nodes.items() if item.active(DAY)}
    assert seen.nodes.keys() == there - asleep
    assert seen.dormant.keys() == there & asleep <= seen.left_out.keys()
    truth, counted = oracle.look(made, DAY), size(seen)
    assert (counted.organisations, counted.persons) == (len(truth.organisations), len(truth.persons))
    kinds = [id_.partition(":")[0] == "person" for id_ in there & asleep]
    assert dormant(seen) == Dormant(sum(kinds), len(kinds) - sum(kinds))
    assert dormant(take(seen, for_audience("partners"))) == dormant(seen)
    assert dormant(take(seen, for_audience("public"))) == Dormant(None, len(kinds) - sum(kinds))


@settings(max_examples=100, deadline=None)
@given(faded(), st.sampled_from(("region:r0", "region:r1")))
def test_within_a_region_in_either_order(made: Network, region: str) -> None:
    """What is cut off at the border is no reason to be dormant."""
    one, other = take(made, on(DAY), within(region)), take(made, within(region), on(DAY))
    assert one.nodes == other.nodes
    assert list(one.relations) == list(other.relations)


@settings(max_examples=100, deadline=None)
@given(faded(), st.data())
def test_who_leaves_makes_no_organisation_dormant(made: Network, data: st.DataObject) -> None:
    """Who leaves ends no relation by its own dates: on the day after, the same organisations count."""
    now = take(made, on(DAY))
    if not now.persons:
        return
    gone = data.draw(st.sets(st.sampled_from(sorted(now.persons)), min_size=1))
    foretold, after = take(now, without(gone)), DAY + DAY_BEFORE
    left = {id_: msgspec.structs.replace(one, until=after) if id_ in gone else one for id_, one in made.nodes.items()}
    later = take(Network(left, made.relations), on(after))
    # But for those of which the last relation ended two years before the day after.
    assert set(later.organisations) >= {
        id_
        for id_ in foretold.organisations
        if made.nodes[id_].active(after) and all(r.until != LONG_AGO for r in made.relations_of.get(id_, ()))
    }


@pytest.mark.parametrize(
    ("ended", "person", "organisation"),
    [
        (DAY + DAY_BEFORE, False, False),
        (DAY, True, False),
        (LONG_AGO, True, False),
        (LONG_AGO - DAY_BEFORE, True, True),
    ],
)
def test_a_person_at_once_and_an_organisation_after_two_years(ended: date, person: bool, organisation: bool) -> None:
    seen = take(network([relation("seat", ANNA, COUNCIL, until=ended)]), on(DAY))
    assert (ANNA in seen.dormant, COUNCIL in seen.dormant) == (person, organisation)
    assert (ANNA in seen.nodes, COUNCIL in seen.nodes) == (not person, not organisation)


def test_who_has_no_relation_at_all_is_not_dormant() -> None:
    seen = take(network([], node(ANNA), node(COUNCIL)), on(DAY))
    assert seen.nodes.keys() == {ANNA, COUNCIL} and not seen.dormant


def test_who_carries_something_or_is_still_to_begin_is_not_dormant() -> None:
    old = [relation("seat", person, COUNCIL, until=LONG_AGO) for person in (ANNA, "person:bo")]
    carried = relation("contact", COUNCIL, "council:d", ANNA)
    coming = relation("seat", "person:bo", "council:d", since=DAY + DAY_BEFORE)
    assert not take(network([*old, carried, coming]), on(DAY)).dormant


def test_two_years_before_the_last_day_of_february() -> None:
    made = network([relation("seat", ANNA, COUNCIL, until=date(2022, 2, 28))])
    assert COUNCIL not in take(made, on(date(2024, 2, 29))).dormant
    assert COUNCIL in take(made, on(date(2024, 3, 1))).dormant


def test_within_a_region_only_those_who_were_there() -> None:
    made = network(
        [
            relation("part_of", "municipality:a", "region:r"),
            relation("advises", COUNCIL, "municipality:a"),
            relation("seat", ANNA, COUNCIL, until=DAY),
            relation("seat", "person:bo", "council:elsewhere", until=DAY),
        ]
    )
    assert take(made, on(DAY), within("region:r")).dormant.keys() == {ANNA}
