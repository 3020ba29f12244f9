"""Evidence of every kind of finding, on networks of a few rows: the rows that a finding rests on, told by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

import pytest

from graph.model import Evidence, Node, Relation
from graph.network import Network
from queries.finding import Finding, Reason
from queries.fragile.question import fragile
from queries.fragile.two_persons import together
from queries.fragile.whatif import whatif
from queries.fragile.workload import workload
from queries.gaps.coverage import coverage
from queries.gaps.needs import Need
from queries.missing.expected import Expectation, Selector
from queries.missing.question import missing
from queries.registry import KINDS
from tests.networks import DAY, network, node, relation

TOWN, REGION, PROVINCE = "municipality:town", "region:around", "region:farther"
A, B, C, D = "council:a", "council:b", "council:c", "council:d"
PLATFORM = "platform:x"
P, Q, R, S, T = (f"person:{name}" for name in "pqrst")


def row(where: str, name: str, origin: str, target: str, *carriers: str, **fields: Any) -> Relation:
    """Return a relation that stands in the row ``where``."""
    return relation(name, origin, target, *carriers, sources=(Evidence("lijst", where),), **fields)


def rows(made: Network, finding: Finding) -> list[str]:
    """Return the rows that a finding rests on, in order."""
    return [item.sources[0].where for item in KINDS[finding.kind].evidence(made, finding)]


def only(findings: Iterable[Finding], kind: str) -> Finding:
    """Return the one finding of a kind."""
    (finding,) = [finding for finding in findings if finding.kind == kind]
    return finding


def fragile_rows(kind: str, relations: Sequence[Relation], *nodes: Node) -> list[str]:
    made = network(relations, *nodes)
    return rows(made, only(fragile(made, DAY).findings, kind))


def whatif_rows(kind: str, relations: Sequence[Relation], *people: str) -> list[str]:
    made = network(relations)
    return rows(made, only(whatif(made, people).findings, kind))


def test_a_cut_person_shows_all_through_which_she_ties_organisations() -> None:
    made = [
        row("1", "contact", B, C, P),
        row("2", "seat", Q, A),
        row("3", "supports", P, REGION),
        row("4", "seat", P, A),
        row("5", "attended", P, "meeting:m"),
        row("6", "contact", A, D, Q),
    ]
    without_p = [finding for finding in fragile(network(made), DAY).findings if finding.person == P]
    assert rows(network(made), only(without_p, "cut-person")) == ["1", "4"]


def test_a_pair_of_two_who_each_carry_the_same_connection() -> None:
    made = network([row("1", "contact", A, B, Q), row("2", "seat", R, A), row("3", "contact", A, B, P)])
    assert rows(made, only(together(made).findings, "cut-pair")) == ["1", "3"]


def test_what_both_of_a_pair_carry_is_shown_once() -> None:
    made = network([row("1", "seat", Q, A), row("2", "contact", A, B, P, Q), row("3", "seat", Q, B)])
    assert rows(made, only(together(made).findings, "cut-pair")) == ["1", "2", "3"]


def test_a_connection_is_shown_by_what_one_person_carries() -> None:
    """Her seat at one end joins nothing."""
    made = [row("1", "seat", P, A), row("2", "contact", A, B, P), row("3", "participates", A, PLATFORM, Q)]
    connections = [f for f in fragile(network(made), DAY).findings if f.kind == "single-person-connection"]
    assert {frozenset(f.organisations): rows(network(made), f) for f in connections} == {
        frozenset((A, B)): ["2"],
        frozenset((A, PLATFORM)): ["3"],
    }


def test_a_connection_is_shown_by_the_ties_of_one_person_with_both() -> None:
    made = [row("1", "seat", P, A), row("2", "supports", P, B), row("3", "seat", P, A), row("4", "employer", Q, B)]
    assert fragile_rows("single-person-connection", made) == ["1", "2", "3"]


def test_a_connection_of_a_carrier_who_is_a_member_of_both() -> None:
    made = [row("1", "seat", P, B), row("2", "contact", B, A, P), row("3", "seat", P, A), row("4", "contact", A, B, P)]
    assert fragile_rows("single-person-connection", made) == ["1", "2", "3", "4"]


def test_an_unattributed_connection_shows_every_relation_between_the_two() -> None:
    made = [
        row("1", "contact", TOWN, A),
        row("2", "seat", P, A),
        row("3", "advises", A, TOWN),
        row("4", "contact", A, B, P),
    ]
    assert fragile_rows("unattributed-connection", made) == ["1", "3"]


def test_a_single_contact_shows_all_that_she_has_with_the_organisation() -> None:
    made = [
        row("1", "seat", P, A),
        row("2", "employer", P, D),
        row("3", "contact", D, A, P),
        row("4", "seat", P, D),
        row("5", "seat", Q, A),
        row("6", "contact", A, B, Q),
        row("7", "contact", A, B, R),
    ]
    found = [one for one in fragile(network(made), DAY).findings if one.subjects == (D,)]
    assert rows(network(made), only(found, "single-contact-organisation")) == ["2", "3", "4"]


def test_an_ending_term_is_that_seat_and_no_other() -> None:
    soon, later = ((DAY + timedelta(days=days)).isoformat() for days in (30, 900))
    made = [
        row("1", "seat", P, A, properties={"role": "member", "term_end": later}),
        row("2", "seat", P, A, properties={"role": "chair", "term_end": soon}),
        row("3", "seat", P, B),
        row("4", "seat", Q, A, properties={"role": "chair", "term_end": soon}),
    ]
    assert fragile_rows("term-ending", made) == ["2"]


def test_a_seat_that_stops_is_a_term_that_ends() -> None:
    made = [row("1", "seat", P, A, until=DAY + timedelta(days=30)), row("2", "seat", P, B)]
    assert fragile_rows("term-ending", made) == ["1"]


@pytest.mark.parametrize(
    "convening",
    [row("2", "convenes", P, PLATFORM), row("2", "seat", P, PLATFORM, properties={"role": "convener"})],
)
def test_a_convener_shows_how_she_calls_together(convening: Relation) -> None:
    made = [
        row("1", "supports", P, PLATFORM),
        convening,
        row("3", "participates", A, PLATFORM, P),
        row("4", "convenes", P, "meeting:m"),
        row("5", "convenes", P, "platform:y"),
        row("6", "convenes", Q, "platform:y"),
    ]
    assert fragile_rows("convener-dependent", made) == ["2"]


def test_many_seats_are_the_seats() -> None:
    made = network(
        [
            row("1", "seat", P, A),
            row("2", "employer", P, D),
            row("3", "seat", P, B),
            row("4", "seat", Q, B),
            row("5", "seat", P, A),
            row("6", "seat", P, C),
        ]
    )
    # Two roles in one council are one place; the rows of both are told.
    assert rows(made, only(workload(made), "many-seats")) == ["1", "3", "5", "6"]


def _adviser(*hours: int | None) -> Node:
    return node(P, properties={"appointments": [{} if each is None else {"hours_per_month": each} for each in hours]})


def test_an_adviser_with_many_bodies_shows_whom_she_supports() -> None:
    bodies = [row(str(number), "supports", P, f"council:{number}") for number in range(10)]
    more = [row("10", "seat", P, A), row("11", "employer", P, "support_organisation:o"), row("12", "supports", Q, A)]
    made = network([*bodies, *more])
    assert rows(made, only(workload(made), "adviser-overload")) == [str(number) for number in range(10)]


def test_hours_stand_with_whom_an_adviser_supports_or_else_with_her_employer() -> None:
    employed = [row("1", "employer", P, "support_organisation:o"), row("2", "employer", P, "support_organisation:n")]
    made = network([*employed, row("2", "supports", P, A), row("2", "supports", P, B)], _adviser(2, 1))
    assert rows(made, only(workload(made), "adviser-overload")) == ["1", "2", "2"]


def test_a_group_shows_the_ties_that_held_its_parts_together() -> None:
    """A and B stay together through Q. R had ties within that part only, and T leaves nobody alone."""
    made = [
        row("1", "seat", S, D),
        row("2", "seat", P, A),
        row("3", "seat", Q, A),
        row("4", "seat", Q, B),
        row("5", "seat", R, A),
        row("6", "contact", A, B, R),
        row("7", "contact", C, A, P),
        row("8", "contact", A, B, P, Q),
        row("9", "contact", D, B, S),
        row("10", "seat", T, "council:elsewhere"),
        row("11", "supports", P, REGION),
    ]
    assert whatif_rows("group-falls-apart", made, P, R, S, T) == ["1", "2", "7", "8", "9"]


def test_of_two_groups_each_shows_its_own_ties() -> None:
    made = network(
        [row("1", "seat", P, A), row("2", "seat", Q, C), row("3", "seat", P, B), row("4", "contact", C, D, Q)]
    )
    found = {finding.subjects[0]: rows(made, finding) for finding in whatif(made, [P, Q]).findings}
    assert found == {A: ["1", "3"], C: ["2", "4"]}


def test_a_platform_shows_the_participations_that_are_gone_and_who_called_it_together() -> None:
    made = [
        row("1", "supports", P, PLATFORM),
        row("2", "participates", A, PLATFORM, P),
        row("3", "convenes", P, PLATFORM),
        row("4", "participates", B, PLATFORM, P, Q),
        row("5", "seat", P, PLATFORM, properties={"role": "convener"}),
        row("6", "contact", PLATFORM, C, P),
    ]
    assert whatif_rows("platform-falls-apart", made, P) == ["2", "3", "5"]
    still_called = [*made, row("7", "convenes", "support_organisation:s", PLATFORM)]
    assert whatif_rows("platform-falls-apart", still_called, P) == ["2"]


def test_a_municipality_shows_the_ties_of_those_who_joined_it_to_others() -> None:
    """R had no other ties, and Q, who stays, has none either."""
    made = [
        row("1", "seat", P, TOWN),
        row("2", "seat", P, A),
        row("3", "seat", R, TOWN),
        row("4", "seat", Q, TOWN),
        row("5", "contact", TOWN, B, S),
    ]
    assert whatif_rows("municipality-without-link", made, P, R, S) == ["1", "5"]


def _need(type_: str = "target_group", **fields: Any) -> Need:
    topics = ("jeugd",) if type_ == "target_group" else ()
    text = {"nl": "x", "en": "x"}
    kinds = {"target_group": ("council",), "platform": ("platform",)}.get(type_, ())
    return Need("n", type_, "high", "bron", text, kinds=kinds, topics=topics, **fields)


def _gap(kind: str, relations: Sequence[Relation], *nodes: Node, need: Need | None = None) -> list[str]:
    around = [row("around", "part_of", TOWN, REGION), row("farther", "part_of", REGION, PROVINCE)]
    made = network([*around, *relations], node(TOWN), *nodes)
    return rows(made, only(coverage(made, DAY, [need or _need()]).findings, kind))


def _provider(organisation: str, area: str, where: str) -> list[Relation]:
    return [
        row(f"{where}-area", "advises", organisation, area),
        row(f"{where}-topic", "covers", organisation, "topic:jeugd"),
        row(f"{where}-other", "covers", organisation, "topic:wonen"),
        row(f"{where}-elsewhere", "advises", organisation, "municipality:other"),
    ]


def test_nobody_is_shown_where_nobody_provides() -> None:
    made = [row("1", "covers", A, "topic:jeugd"), row("2", "advises", B, TOWN), row("3", "covers", B, "topic:else")]
    assert _gap("no-coverage", made) == []


def test_cover_from_a_region_around_a_region_shows_the_wider_area() -> None:
    made = [row("1", "advises", A, PROVINCE), row("2", "covers", A, "topic:jeugd"), row("3", "seat", P, A)]
    assert _gap("indirect-coverage", made) == ["1", "2"]


def test_thin_cover_shows_what_makes_it_cover_and_the_one_person() -> None:
    made = [*_provider(A, TOWN, "a")[:3], row("seat", "seat", P, A), row("via", "contact", A, B, P)]
    assert _gap("thin-coverage", made) == ["a-area", "a-topic", "seat"]


def test_one_person_behind_two_shows_her_ties_with_both() -> None:
    made = [
        *_provider(A, TOWN, "a")[:2],
        *_provider(B, TOWN, "b")[:2],
        row("seat-b", "seat", P, B),
        row("seat-a", "seat", P, A),
        row("seat-c", "seat", P, C),
    ]
    assert _gap("thin-coverage", made) == ["a-area", "a-topic", "seat-a", "b-area", "b-topic", "seat-b"]


def test_stale_cover_shows_what_makes_it_cover() -> None:
    made = [*_provider(A, TOWN, "a")[:2], row("1", "seat", P, A), row("2", "seat", Q, A)]
    assert _gap("stale-coverage", made, node(A, last_confirmed=date(2020, 1, 1))) == ["a-area", "a-topic"]


def test_a_platform_covers_by_being_active_somewhere() -> None:
    made = [row("1", "active_in", PLATFORM, TOWN), row("2", "covers", PLATFORM, "topic:jeugd")]
    assert _gap("thin-coverage", made, need=_need("platform")) == ["1"]


def test_an_adviser_covers_by_whom_she_supports_here() -> None:
    made = [
        row("1", "supports", P, B),
        row("2", "supports", P, A),
        row("3", "advises", A, TOWN),
        row("4", "supports", P, TOWN),
    ]
    assert _gap("thin-coverage", made, need=_need("adviser")) == ["2", "4"]


RULE = Expectation(
    "r",
    Selector(("council",)),
    Selector(("client_organisation",)),
    "same_municipality",
    "high",
    "bron",
    {"nl": "x", "en": "x"},
)


def test_an_expected_link_shows_where_both_work_also_through_an_institution() -> None:
    made = network(
        [
            row("1", "active_in", "client_organisation:c", TOWN),
            row("2", "active_in", "institution:i", TOWN),
            row("3", "advises", A, "institution:i"),
            row("4", "covers", A, "topic:jeugd"),
            row("5", "advises", B, "institution:i"),
            row("6", "contact", B, "client_organisation:c", P),
        ],
        node(TOWN),
    )
    assert rows(made, only(missing(made, [RULE], ranked=0), "expected-link")) == ["1", "2", "3"]


def test_a_separated_group_shows_its_ties_and_an_organisation_without_ties_itself() -> None:
    made = network(
        [
            row("1", "seat", P, A),
            row("2", "contact", B, C),
            row("3", "contact", C, D, Q),
            row("4", "active_in", "client_organisation:e", TOWN),
            row("5", "contact", D, "council:f"),
            row("6", "contact", "council:g", A, P),
        ],
        node("client_organisation:e", sources=(Evidence("lijst", "e"),)),
        node(TOWN, sources=(Evidence("lijst", "town"),)),
    )
    found = {f.subjects[0]: rows(made, f) for f in missing(made, [], ranked=0)}
    assert found == {A: ["1", "6"], "client_organisation:e": ["e"], TOWN: ["town"]}


def test_a_likely_link_shows_what_is_shared_reason_by_reason() -> None:
    made = network(
        [
            row("area-a", "advises", A, TOWN),
            row("elsewhere", "advises", A, "municipality:other"),
            row("area-b", "active_in", "institution:i", TOWN),
            row("institution-b", "advises", B, "institution:i"),
            row("institution-elsewhere", "active_in", "institution:i", "municipality:other"),
            row("topic-a", "covers", A, "topic:jeugd"),
            row("topic-b", "covers", B, "topic:jeugd"),
            row("contact-a", "contact", A, C),
            row("seat-b", "seat", P, B),
            row("seat-c", "seat", P, C),
            row("seat-a", "seat", Q, A),
            row("meeting-a", "attended", Q, "meeting:m"),
            row("meeting-b", "attended", R, "meeting:m", properties={"organisation": B}),
            row("meeting-p", "attended", P, "meeting:m", properties={"organisation": C}),
        ]
    )
    because = (
        Reason("shared-meeting", 3.0, ("meeting:m",)),
        Reason("common-contact", 2.0, (C,)),
        Reason("shared-area", 1.0, (TOWN,)),
        Reason("usual-kinds", 0.5),
        Reason("shared-topic", -1.0, ("topic:jeugd",)),
    )
    finding = Finding(kind="likely-link", subjects=(A, B), organisations=(A, B), because=because)
    assert rows(made, finding) == [
        *("meeting-a", "meeting-b"),
        *("contact-a", "seat-b", "seat-c"),
        *("area-a", "institution-b", "area-b"),
    ]


def test_a_shared_region_is_shown_by_its_parts() -> None:
    made = network(
        [
            row("part", "part_of", TOWN, REGION),
            row("a", "advises", A, TOWN),
            row("elsewhere", "advises", A, PROVINCE),
            row("b", "advises", B, REGION),
        ]
    )
    because = (Reason("shared-area", 1.0, (REGION,)),)
    finding = Finding(kind="likely-link", subjects=(A, B), organisations=(A, B), because=because)
    assert rows(made, finding) == ["a", "b"]
