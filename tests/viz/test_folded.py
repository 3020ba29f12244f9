"""The organisation level of the map: lines with people folded into them, names within areas."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from graph.network import Network
from graph.views import for_audience, on, take
from knooppunt.answers.map import folded
from tests.networks import DAY, network, networks, node, relation
from tests.queries import oracle
from tests.viz.samples import ANNA, BOND, BRAM, COUNCIL, HUB, TABLE, TOWN
from viz.folded import short_name
from viz.scene import scene


def test_people_are_folded_into_what_they_carry(small: Network) -> None:
    drawn = scene(small, "nl", folded=folded(small))
    found = {frozenset((one.origin, one.target)): one for one in drawn.connections}
    assert {pair: (one.code, {carrier.id for carrier in one.carriers}, one.alone) for pair, one in found.items()} == {
        frozenset((COUNCIL, TOWN)): ("one", {ANNA}, False),
        frozenset((BOND, HUB)): ("one", {BRAM}, False),
        frozenset((BOND, TABLE)): ("partly", {BRAM}, True),
        frozenset((HUB, TABLE)): ("one", {BRAM}, False),
        frozenset((COUNCIL, TABLE)): ("unknown", set(), True),
    }
    assert [(fold.label, fold.count) for fold in drawn.folds] == [
        ("één persoon", 3),
        ("één persoon bekend, misschien meer", 1),
        ("niet bekend wie", 1),
    ]


@settings(max_examples=60)
@given(networks())
def test_the_lines_are_the_connections(made: Network) -> None:
    seen = take(made, on(DAY))
    drawn = scene(seen, "nl", folded=folded(seen))
    truth = oracle.look(made, DAY)
    found = {frozenset((one.origin, one.target)): {each.id for each in one.carriers} for one in drawn.connections}
    expected = {
        pair: truth.carriers.get(pair, set()) for pair in {*truth.carriers, *truth.unattributed, *truth.orphaned}
    }
    assert found == expected
    assert len(found) == len(drawn.connections)
    for one in drawn.connections:
        pair = frozenset((one.origin, one.target))
        nobody = not expected[pair]
        if pair in truth.unattributed:
            assert one.code == ("unknown" if nobody else "partly" if len(expected[pair]) == 1 else "more")
        elif nobody:
            assert one.code == "lost"
        else:
            assert one.code == ("one" if len(expected[pair]) == 1 else "more")
        assert one.alone == (pair in truth.unattributed or nobody)


def test_of_hidden_people_it_is_not_told_how_many_they_are(small: Network) -> None:
    seen = take(small, for_audience("public"))
    drawn = scene(seen, "nl", folded=folded(seen))
    codes = {frozenset((one.origin, one.target)): one.code for one in drawn.connections}
    assert codes[frozenset((COUNCIL, TOWN))] == "hidden"
    assert not any(one.carriers for one in drawn.connections)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Jeugdraad Merendam", "Jeugdraad"),
        ("Raad - Merendam", "Raad"),
        ("Merendam", "Merendam"),
        ("Raad Nieuw-Merendam", "Raad Nieuw-Merendam"),
        ("Merendam voor ouderen", "Merendam voor ouderen"),
        ("KBO", "KBO"),
    ],
)
def test_a_name_on_the_map_leaves_out_the_area_around_it(name: str, told: str) -> None:
    made = network([], node("council:a", name=name), node(TOWN, name="Merendam"))
    assert short_name(made, "council:a", {"council:a": TOWN}, "nl") == told
    assert short_name(made, "council:a", {}, "nl") == name


def test_a_municipality_in_its_own_area_is_called_what_it_is() -> None:
    made = network([relation("advises", "council:a", TOWN)], node("council:a"), node(TOWN, name="Merendam"))
    assert short_name(made, TOWN, {TOWN: TOWN}, "nl") == "gemeente"
    drawn = scene(made, "nl", folded=folded(made))
    by_id = {one.id: one for one in drawn.nodes}
    assert (by_id[TOWN].label, by_id[TOWN].short) == ("Merendam", "gemeente")
