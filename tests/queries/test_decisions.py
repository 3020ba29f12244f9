"""Decisions: the newest counts, an acceptance ends, what was done and is found again has come back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import msgspec

from graph.network import Network
from graph.views import for_audience, pseudonym, take
from queries.decisions import Decision, accepted_ids, decided
from queries.finding import Finding
from tests.networks import DAY, network, relation

_NETWORK = network([relation("seat", "person:p", "council:a", properties={"role": "member"})])
_FOUND = [
    Finding(kind="cut-person", subjects=("person:p",), person="person:p"),
    Finding(kind="unattributed-connection", subjects=("council:a", "council:b")),
]


def _decision(status: str, minute: int = 0, until: date | None = None) -> Decision:
    moment = datetime(2026, 11, 1, 9, minute, tzinfo=UTC)
    return Decision("cut-person", ("person:p",), status, moment, until, owner="Fenna Fictief", note="omdat")


def test_without_decisions_everything_counts() -> None:
    counting, accepted = decided(_NETWORK, _FOUND, [], DAY)
    assert [one.finding for one in counting] == _FOUND
    assert [one.status for one in counting] == ["open", "open"]
    assert accepted == []


def test_an_accepted_finding_does_not_count_until_its_date() -> None:
    decision = _decision("accepted", until=DAY + timedelta(days=1))
    counting, accepted = decided(_NETWORK, _FOUND, [decision], DAY)
    assert [one.finding.kind for one in counting] == ["unattributed-connection"]
    assert [one.decision for one in accepted] == [decision]
    counting, accepted = decided(_NETWORK, _FOUND, [decision], DAY + timedelta(days=1))
    assert len(counting) == 2
    assert accepted == []


def test_the_newest_decision_counts_whatever_the_order() -> None:
    decisions = [_decision("planned", 2), _decision("accepted", 1, DAY + timedelta(days=9))]
    for order in (decisions, decisions[::-1]):
        counting, accepted = decided(_NETWORK, _FOUND, order, DAY)
        assert [one.status for one in counting] == ["planned", "open"]
        assert accepted == []


def test_what_was_done_and_is_found_again_has_come_back() -> None:
    counting, _ = decided(_NETWORK, _FOUND, [_decision("done")], DAY)
    assert (counting[0].returned, counting[0].status) == (True, "open")
    assert not counting[1].returned


def test_a_decision_about_a_person_holds_where_she_is_nameless_and_tells_nobody_why() -> None:
    seen = take(_NETWORK, for_audience("partners"))
    (person,) = seen.persons
    assert person != "person:p"
    found = [msgspec.structs.replace(_FOUND[0], subjects=(person,), person=person)]
    _, accepted = decided(seen, found, [_decision("accepted", until=DAY + timedelta(days=1))], DAY)
    assert len(accepted) == 1
    assert accepted[0].decision is not None
    assert (accepted[0].decision.owner, accepted[0].decision.note) == ("", "")


def test_a_decision_follows_who_was_merged_and_a_pair_stays_in_order() -> None:
    known = Network(_NETWORK.nodes, _NETWORK.relations, identity={"council:x": "council:a", "person:x": "person:p"})
    moment = datetime(2026, 11, 1, 9, tzinfo=UTC)
    decisions = [
        Decision("unattributed-connection", ("council:b", "council:x"), "accepted", moment),
        Decision("term-ending", ("person:x", "council:x"), "accepted", moment),
        Decision("no-coverage", ("council:x", "a-need"), "accepted", moment),
    ]
    assert accepted_ids(known, decisions, DAY) == {
        "unattributed-connection:council:a:council:b",
        "term-ending:person:p:council:a",
        "no-coverage:council:a:a-need",
    }


def test_the_newest_decision_counts_also_when_it_was_about_another_id() -> None:
    merged = Network(_NETWORK.nodes, _NETWORK.relations, identity={"person:x": "person:p"})
    newer = msgspec.structs.replace(_decision("planned", 2), subjects=("person:x",))
    for order in ([newer, _decision("done", 1)], [_decision("done", 1), newer]):
        assert [one.status for one in decided(merged, _FOUND, order, DAY)[0]] == ["planned", "open"]
        assert [one.status for one in decided(_NETWORK, _FOUND, order, DAY)[0]] == ["open", "open"]


def test_a_decision_about_a_pair_of_persons_holds_where_both_are_nameless() -> None:
    pairs = [(f"person:p{n}", f"person:q{n}") for n in range(8)]
    whole = network(
        [relation("seat", id_, "council:a", properties={"role": "member"}) for pair in pairs for id_ in pair]
    )
    seen = take(whole, for_audience("partners"))
    moment = datetime(2026, 11, 1, 9, tzinfo=UTC)
    found = accepted_ids(seen, [Decision("cut-pair", pair, "accepted", moment) for pair in pairs], DAY)
    hidden = [sorted(pseudonym(id_, whole.salt) for id_ in pair) for pair in pairs]
    assert found == {f"cut-pair:{one}:{other}" for one, other in hidden}
