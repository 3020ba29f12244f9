"""What hangs on each person, and which findings of many are told first."""

from __future__ import annotations

from hypothesis import given, settings

from graph.network import Network
from graph.views import on, take
from queries.finding import Finding, varied
from queries.fragile.per_person import per_person
from queries.fragile.question import fragile
from tests.networks import DAY, network, networks, node


def _connection(person: str, first: str, second: str, **fields: object) -> Finding:
    ends = (f"council:{first}", f"council:{second}")
    about = {"person": f"person:{person}", "organisations": ends, "only_route": False}
    return Finding(kind="single-person-connection", subjects=ends, **{**about, **fields})  # type: ignore[arg-type]


@settings(max_examples=200, deadline=None)
@given(networks())
def test_every_finding_about_a_person_is_with_that_person_once(made: Network) -> None:
    seen = take(made, on(DAY))
    findings = fragile(seen, DAY).findings
    told = per_person(seen, findings)
    assert {one.person: {finding.id for finding in one.findings} for one in told} == {
        person: {finding.id for finding in findings if finding.person == person}
        for person in {finding.person for finding in findings if finding.person}
    }
    grave = ["critical", "high", "medium", "low"]
    worst = [min(grave.index(finding.severity) for finding in one.findings) for one in told]
    assert worst == sorted(worst), "who has the gravest finding comes first"


def test_of_light_ones_who_has_no_way_round_then_who_has_most_then_the_name() -> None:
    people = [
        node(f"person:{code}", name=name) for code, name in zip("1234", ("Els", "Bo", "Cas", "Dirk"), strict=True)
    ]
    many = [_connection("3", f"a{i}", f"b{i}") for i in range(3)]
    few = [_connection("1", "c", "d"), _connection("2", "e", "f")]
    only = [_connection("4", "g", "h", only_route=True)]
    for findings in ([*many, *few, *only], [*few[::-1], *only, *many]):
        assert [one.person[-1] for one in per_person(network([], *people), findings)] == ["4", "3", "2", "1"]


def test_the_first_of_many_that_weigh_the_same_are_about_different_ones() -> None:
    findings = [
        _connection("p", "a", "b", severity="high"),
        _connection("p", "a", "c"),
        _connection("p", "a", "d"),
        _connection("q", "a", "e"),
        _connection("q", "f", "g"),
        _connection("r", "h", "i"),
    ]
    assert varied(findings) == [0, 1, 4, 5, 2, 3], "the graver one stays first; nothing is left out"


def test_what_scores_higher_stays_before_what_differs() -> None:
    likely = [
        Finding(kind="likely-link", subjects=ends, organisations=ends, score=score)
        for ends, score in ((("a:1", "a:2"), 3.0), (("a:1", "a:3"), 2.0), (("a:4", "a:5"), 1.0))
    ]
    assert varied(likely) == [0, 1, 2]
