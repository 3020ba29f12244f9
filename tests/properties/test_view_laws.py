"""What holds for every view of every network."""

from __future__ import annotations

from datetime import date

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import UsageProblem
from graph.network import Network
from graph.views import View, for_audience, on, take, within, without
from tests.properties.strategies import REGIONS, a_day, worlds
from tests.queries import oracle

PLACES = (*REGIONS, "municipality:town")
regions = st.sampled_from(PLACES)


def _snapshot(made: Network) -> bytes:
    return msgspec.json.encode((made.nodes, made.relations, made.loose_ends, made.scope, made.salt, made.identity))


def _taken(made: Network, *views: View) -> bytes | str:
    """Return what the views give, or what they refuse."""
    try:
        return _snapshot(take(made, *views))
    except UsageProblem as problem:
        return problem.code


@st.composite
def _views(draw: st.DrawFn, made: Network) -> View:
    people = st.lists(st.sampled_from(sorted(made.nodes)), max_size=3)
    return draw(
        st.one_of(
            a_day().map(on),
            regions.map(within),
            people.map(without),
            st.sampled_from(("internal", "partners", "public")).map(for_audience),
        )
    )


@settings(max_examples=50)
@given(worlds(), st.data())
def test_views_never_change_their_input(made: Network, data: st.DataObject) -> None:
    before = _snapshot(made)
    view = data.draw(_views(made))
    _taken(made, view)
    # Whoever builds the indexes and the graph of the view does not reach the network behind it either.
    assert _snapshot(made) == before


@settings(max_examples=50)
@given(worlds(), st.data())
def test_a_view_is_closed(made: Network, data: st.DataObject) -> None:
    """Whatever views are taken: every end and every carrier of a relation is a node, under its own id."""
    try:
        seen = take(made, *[data.draw(_views(made)) for _ in range(data.draw(st.integers(1, 3)))])
    except UsageProblem:
        return
    assert all(item.id == id_ for id_, item in seen.nodes.items())
    for item in seen.relations:
        assert {item.origin, item.target, *item.carriers} <= seen.nodes.keys()
    assert seen.graph.number_of_edges() == len(seen.relations)
    assert (seen.salt, seen.identity) == (made.salt, made.identity)


@settings(max_examples=50)
@given(worlds(), a_day(), regions)
def test_a_day_and_a_region_in_either_order(made: Network, day: date, region: str) -> None:
    assert _taken(made, on(day), within(region)) == _taken(made, within(region), on(day))


@settings(max_examples=50)
@given(worlds(), a_day(), regions)
def test_the_same_view_twice_is_once(made: Network, day: date, region: str) -> None:
    for view in (on(day), within(region), for_audience("partners")):
        assert _taken(made, view, view) == _taken(made, view)


@settings(max_examples=50)
@given(worlds(), st.data())
def test_people_leave_together_or_one_after_the_other(made: Network, data: st.DataObject) -> None:
    some = data.draw(st.lists(st.sampled_from(sorted(made.nodes)), max_size=3, unique=True))
    others = data.draw(st.lists(st.sampled_from(sorted(made.nodes)), max_size=3, unique=True))
    together = take(made, without([*some, *others]))
    for one_by_one in (take(made, without(some), without(others)), take(made, without(others), without(some))):
        assert one_by_one.nodes == together.nodes
        assert list(one_by_one.relations) == list(together.relations)


@settings(max_examples=50)
@given(worlds(), st.data())
def test_who_leaves_orphans_exactly_what_only_they_keep_alive(made: Network, data: st.DataObject) -> None:
    gone = set(data.draw(st.lists(st.sampled_from(sorted(made.nodes)), max_size=4)))
    expected, orphaned = [], []
    for item in made.relations:
        if {item.origin, item.target} & gone:
            continue
        expected.append((item.relation, item.origin, item.target, [c for c in item.carriers if c not in gone]))
        orphaned.append(bool(item.carriers) and set(item.carriers) <= gone)
    seen = take(made, without(gone))
    assert ["orphaned" in r.properties for r in seen.relations] == orphaned
    assert [(r.relation, r.origin, r.target, list(r.carriers)) for r in seen.relations] == expected
    assert seen.nodes.keys() == made.nodes.keys() - gone


@settings(max_examples=50)
@given(worlds(), a_day())
def test_on_a_day_exactly_what_is_active(made: Network, day: date) -> None:
    def active(item: object) -> bool:
        since, until = getattr(item, "since"), getattr(item, "until")  # noqa: B009
        return (since or date.min) <= day < (until or date.max)

    nodes = {id_ for id_, item in made.nodes.items() if active(item)} - oracle.dormant(made, day)
    expected = [
        (r.relation, r.origin, r.target, [c for c in r.carriers if c in nodes])
        for r in made.relations
        if active(r) and {r.origin, r.target} <= nodes
    ]
    seen = take(made, on(day))
    assert seen.nodes.keys() == nodes
    assert [(r.relation, r.origin, r.target, list(r.carriers)) for r in seen.relations] == expected


@settings(max_examples=50)
@given(worlds(), st.data())
def test_a_part_of_a_region_is_the_same_seen_from_the_whole_or_from_the_region(
    made: Network, data: st.DataObject
) -> None:
    lies_in = [r for r in made.relations if r.relation == "part_of"]
    if lies_in:
        one = data.draw(st.sampled_from(lies_in))
        from_the_region = take(made, within(one.target), within(one.origin))
        from_the_whole = take(made, within(one.origin))
        assert from_the_region.nodes == from_the_whole.nodes
        assert list(from_the_region.relations) == list(from_the_whole.relations)
