"""Diff: what is new, gone, changed and still there, told by hand."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings

from graph.network import Network
from queries.diff import diff
from queries.finding import Finding, severity_of
from tests.networks import network, networks, node, relation


def test_nodes_and_relations_that_come_go_and_change() -> None:
    before = network(
        [
            relation("contact", "council:a", "council:b", "person:p"),
            relation("seat", "person:p", "council:a", properties={"role": "member"}),
        ],
        node("council:a", name="Raad A"),
    )
    after = network(
        [
            relation("contact", "council:b", "council:a", "person:q"),
            relation("seat", "person:p", "council:a", properties={"role": "chair"}),
        ],
        node("council:a", name="Adviesraad A"),
    )
    found = diff(before, after, [], [])
    assert (found.nodes_new, found.nodes_gone) == (["person:q"], [])
    assert [(one.ids, [(c.what, c.before, c.after) for c in one.changes]) for one in found.nodes_changed] == [
        (("council:a",), [("name", "Raad A", "Adviesraad A")])
    ]
    # A contact has no direction; another role is another seat.
    assert [(one.relation, one.changes[0].what) for one in found.relations_changed] == [("contact", "carriers")]
    assert [one.properties["role"] for one in found.relations_new] == ["chair"]
    assert [one.properties["role"] for one in found.relations_gone] == ["member"]


def test_a_second_term_of_the_same_member_is_new() -> None:
    first = relation("seat", "person:p", "council:a", since=date(2020, 1, 1))
    second = relation("seat", "person:p", "council:a", since=date(2024, 1, 1))
    found = diff(network([first]), network([first, second]), [], [])
    assert found.relations_new == [second]
    assert diff(network([first, second]), network([first]), [], []).relations_gone == [second]
    over = diff(network([first, second]), network([second]), [], [])
    assert (over.relations_gone, over.relations_changed) == ([first], []), "the term that runs on did not change"


def test_findings_are_followed_by_their_id() -> None:
    def finding(subject: str, share: float) -> Finding:
        return Finding(kind="cut-person", subjects=(subject,), share=share, severity=severity_of(share))

    made = network([])
    before = [finding("person:gone", 0.1), finding("person:stays", 0.1), finding("person:worse", 0.1)]
    after = [finding("person:worse", 0.2), finding("person:stays", 0.1), finding("person:new", 0.1)]
    found = diff(made, made, before, after)
    assert [one.subjects for one in found.findings_new] == [("person:new",)]
    assert [one.subjects for one in found.findings_gone] == [("person:gone",)]
    assert [one.subjects for one in found.findings_open] == [("person:worse",), ("person:stays",)]
    assert [(was.severity, now.severity) for was, now in found.findings_changed] == [("high", "critical")]


@settings(max_examples=60, deadline=None)
@given(networks())
def test_a_network_does_not_differ_from_itself(made: Network) -> None:
    found = diff(made, made, [], [])
    assert not any(getattr(found, name) for name in found.__struct_fields__)
