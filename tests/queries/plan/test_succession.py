"""Succession: by hand, and against brute force for what falls apart."""

from __future__ import annotations

import itertools

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model import Evidence, Node, Relation
from graph.network import Network
from graph.views import on, take
from queries.plan.succession import WHAT, Handover, _joined, succession
from tests.networks import DAY, network, networks, node, relation
from tests.queries import oracle


def _leaving() -> Network:
    return network(
        [
            relation("seat", "person:leaver", "council:a", properties={"role": "chair", "note": "maakt de agenda"}),
            relation("seat", "person:leaver", "council:b"),
            relation("seat", "person:colleague", "council:a"),
            relation("seat", "person:busy", "council:a"),
            relation("seat", "person:busy", "council:c"),
            relation("convenes", "person:leaver", "platform:p"),
            relation("participates", "council:c", "platform:p", "person:busy"),
            relation("contact", "council:a", "institution:i", "person:leaver"),
        ]
    )


def _by_what(handovers: tuple[Handover, ...], what: str) -> list[Handover]:
    return [one for one in handovers if one.what == what]


def test_a_succession_names_what_only_she_keeps_alive_and_who_could_take_over() -> None:
    found = succession(_leaving(), "person:leaver")
    assert [one.what for one in found.handovers] == ["convening", "contact", "joining", "seat", "seat"]
    (convening,) = _by_what(found.handovers, "convening")
    assert [(one.person, one.organisations) for one in convening.to] == [("person:busy", ("platform:p", "council:c"))]
    (contact,) = _by_what(found.handovers, "contact")
    assert (contact.organisations, contact.pairs_lost, contact.last) == (("council:a", "institution:i"), 3, True)
    assert [one.person for one in contact.to] == ["person:colleague", "person:busy"]
    (joining,) = _by_what(found.handovers, "joining")
    # a and p stay joined through busy; b hangs on the leaver.
    assert (joining.organisations, joining.pairs_lost, joining.last) == (
        ("council:a", "council:b", "platform:p"),
        3,
        True,
    )
    seats = {one.organisations[0]: one for one in _by_what(found.handovers, "seat")}
    assert (seats["council:a"].role, seats["council:b"].role) == ("chair", None)
    assert seats["council:b"].to == ()
    assert (found.parts, found.pairs_lost) == ((3, 1, 1), 7)
    assert found.notes == (("council:a", "maakt de agenda"),)


def test_support_goes_to_an_adviser_nearby_or_a_colleague() -> None:
    made = network(
        [
            relation("advises", "council:a", "municipality:m", "person:member"),
            relation("advises", "council:b", "municipality:m", "person:other"),
            relation("advises", "council:c", "municipality:n", "person:else"),
            relation("supports", "person:leaver", "council:a"),
            relation("supports", "person:near", "council:b"),
            relation("supports", "person:far", "council:c"),
            *(relation("employer", f"person:{who}", "support_organisation:s") for who in ("leaver", "far")),
        ]
    )
    (support,) = _by_what(succession(made, "person:leaver").handovers, "support")
    assert support.organisations == ("council:a",)
    assert [(one.person, one.reason) for one in support.to] == [("person:near", "near"), ("person:far", "colleague")]


def test_what_only_she_told_is_what_no_other_source_says() -> None:
    by_her = Evidence("lijst.xlsx", "zetels!2", note="gesprek met Ans de Vries, mei 2026")
    by_list = Evidence("lijst.xlsx", "zetels!3", note="ledenlijst")
    made = network(
        [
            relation("seat", "person:ans", "council:a", sources=(by_list,)),
            relation("seat", "person:x", "council:b", sources=(by_her,)),
            relation("seat", "person:y", "council:c", sources=(by_her, by_list)),
        ],
        node("person:ans", name="Ans de Vries"),
    )
    assert succession(made, "person:ans").told == ("council:b",)


def _check_added(handovers: tuple[Handover, ...], rest: nx.Graph[str], truth: oracle.Oracle) -> None:
    """Somebody new takes over one row after another: every row adds what she joins by it, so that nothing counts twice."""
    after = rest.copy()
    after.add_node("successor")
    joined = len(oracle.joined_pairs(after, truth.organisations))
    for one in handovers:
        if truth.organisations.issuperset(one.organisations):
            after.add_edges_from(("successor", id_) for id_ in one.organisations)
        was, joined = joined, len(oracle.joined_pairs(after, truth.organisations))
        assert one.pairs_added == joined - was


@settings(max_examples=80, deadline=None)
@given(networks())
def test_what_hangs_on_a_handover_is_what_brute_force_finds(made: Network) -> None:
    seen, truth = take(made, on(DAY)), oracle.look(made, DAY)
    for person in seen.persons:
        found = succession(seen, person)
        assert found.pairs_lost == oracle.cut_persons(truth).get(person, (0, []))[0]
        assert list(found.parts) == oracle.cut_persons(truth).get(person, (0, []))[1] or not found.pairs_lost
        rest = oracle.without(truth.graph, person)
        part = {v: frozenset(c) & truth.organisations for c in nx.connected_components(rest) for v in c}
        for one in found.handovers:
            assert one.what in WHAT
            assert all(successor.person != person for successor in one.to)
            own = [part[id_] for id_ in one.organisations if id_ in truth.organisations]
            if len(one.organisations) > 1:
                expected = sum(len(a) * len(b) for a, b in itertools.combinations(set(own), 2))
            else:
                expected = sum(len(a) * (sum(found.parts) - len(a)) for a in own if found.parts)
            assert one.pairs_lost == expected
        _check_added(found.handovers, rest, truth)
        assert sum(one.pairs_added for one in found.handovers) <= found.pairs_lost
        contacts = [frozenset(one.organisations) for one in _by_what(found.handovers, "contact")]
        assert len(contacts) == len(set(contacts))
        assert set(contacts) == _carried_by_her_alone(made, truth, person)


def _carried_by_her_alone(made: Network, truth: oracle.Oracle, person: str) -> set[frozenset[str]]:
    """Return the ends of the relations of DAY of which she is the only carrier who is active."""
    present = {id_ for id_, one in made.nodes.items() if _is_on_day(one)}
    return {
        frozenset((one.origin, one.target))
        for one in made.relations
        if _is_on_day(one)
        and {one.origin, one.target} <= present
        and one.origin != one.target
        and set(one.carriers) & truth.persons == {person}
    }


def _is_on_day(one: Node | Relation) -> bool:
    return (one.since is None or one.since <= DAY) and (one.until is None or one.until > DAY)


def test_every_relation_that_only_she_carries_is_handed_over() -> None:
    """Advice to a region or an institution, beside somebody who sits on both, and beside a tie of which nobody is known."""
    made = network(
        [
            relation("advises", "council:c", "municipality:m", "person:an"),
            relation("advises", "council:d", "region:r", "person:bo"),
            relation("seat", "person:ci", "council:c"),
            relation("seat", "person:ci", "municipality:m"),
            relation("advises", "council:d", "institution:i", "person:an"),
            relation("contact", "council:d", "institution:i"),
            relation("participates", "council:c", "platform:p", "person:an", "person:bo"),
        ]
    )
    carried = {person: _by_what(succession(made, person).handovers, "contact") for person in made.persons}
    assert {person: [one.organisations for one in found] for person, found in carried.items()} == {
        "person:an": [("council:c", "municipality:m"), ("council:d", "institution:i")],
        "person:bo": [("council:d", "region:r")],
        "person:ci": [],
    }
    (advice,) = carried["person:bo"]
    assert (advice.pairs_lost, advice.last, [one.relation for one in advice.relations]) == (0, False, ["advises"])
    assert [one.person for one in carried["person:an"][0].to] == ["person:ci", "person:bo"]


@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh"))))
def test_groups_are_the_components_that_networkx_finds_in_the_same_order(ties: list[tuple[str, str]]) -> None:
    assert [set(group) for group in _joined(ties)] == list(nx.connected_components(nx.Graph(ties)))


@settings(max_examples=80, deadline=None)
@given(networks())
def test_what_is_to_be_mended_is_what_fell_away_around_her_or_with_her(made: Network) -> None:
    seen, truth = take(made, on(DAY)), oracle.look(made, DAY)
    lost = oracle.orphaned_connections(truth)
    for person in (id_ for id_ in made.nodes if id_.startswith("person:")):
        if person in truth.persons:
            hers = {r.target for r in made.relations if r.origin == person and _is_on_day(r)}
            expected = {ends for ends in lost if ends & hers}
        elif person in seen.left_out:
            expected = {ends for ends, (who, _, _) in lost.items() if person in who}
        else:
            continue
        found = succession(seen, person).mending
        assert {frozenset(one.organisations) for one in found} == expected and len(found) == len(expected)
        for one in found:
            ties = {p for p in truth.persons - {person} if set(truth.graph[p]) & set(one.organisations)}
            assert bool(one.to) == bool(ties) and {successor.person for successor in one.to} <= ties


def test_of_whoever_left_is_told_who_has_a_seat_where_her_contacts_were() -> None:
    made = network(
        [
            relation("contact", "council:a", "council:b", "person:left"),
            relation("seat", "person:x", "council:a"),
            relation("supports", "person:adviser", "council:a"),
        ],
        node("person:left", until=DAY),
    )
    found = succession(take(made, on(DAY)), "person:left")
    assert found.handovers == ()
    assert [(one.what, one.organisations) for one in found.mending] == [("mending", ("council:a", "council:b"))]
    assert [one.person for one in found.mending[0].to] == ["person:x", "person:adviser"]
    # No other adviser is known, so whoever has a seat there is named.
    (support,) = _by_what(succession(take(made, on(DAY)), "person:adviser").handovers, "support")
    assert [(one.person, one.reason) for one in support.to] == [("person:x", "tied")]


def test_where_nobody_is_known_by_name_the_organisations_themselves_are_asked() -> None:
    """As in Hellendoorn: seven organisations take part, of whom no list names anybody."""
    found = succession(
        network(
            [
                relation("convenes", "person:leaver", "platform:p"),
                relation("participates", "council:a", "platform:p", "person:leaver"),
                relation("participates", "client_organisation:b", "platform:p", "person:leaver"),
            ]
        ),
        "person:leaver",
    )
    asked = {one.organisations: (one.what, set(one.ask)) for one in found.handovers}
    assert asked == {
        ("platform:p",): ("convening", {"client_organisation:b", "council:a"}),
        ("council:a", "platform:p"): ("contact", {"council:a"}),
        ("client_organisation:b", "platform:p"): ("contact", {"client_organisation:b"}),
    }
    assert all(not one.to for one in found.handovers)


@settings(deadline=None, max_examples=100)
@given(networks(), st.data())
def test_whom_to_ask_is_told_only_where_nobody_could_take_over(net: Network, data: st.DataObject) -> None:
    looked_at = take(net, on(DAY))
    people = [node_id for node_id in looked_at.nodes if node_id.startswith("person:")]
    if not people:
        return
    found = succession(looked_at, data.draw(st.sampled_from(people)))
    for one in (*found.mending, *found.handovers):
        organisations = [id_ for id_ in one.organisations if not id_.startswith("region:")]
        assert not (one.ask and one.to)
        assert one.to or one.ask or not organisations
        assert all(id_ in looked_at.nodes and not id_.startswith(("person:", "region:")) for id_ in one.ask)
