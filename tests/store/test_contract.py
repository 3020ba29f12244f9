"""What every store does: design, section 3. One suite, run over every store there is."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from datetime import time as clock_time
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.identity.judgements import Contradiction, Judgement
from graph.model import Evidence, Node, Relation
from graph.network import Network
from graph.store.base import SheetCount, Version
from graph.store.fold import fold
from tests.networks import node, relation
from tests.store.stores import FACTORIES, NOW, Kept, version

COUNCIL, ANNA, BEA = "council:c", "person:anna", "person:bea"
MONDAY, TUESDAY, WEDNESDAY = (datetime(2026, 11, day, 12, tzinfo=UTC) for day in (16, 17, 18))


def _said(made: Network) -> tuple[Any, ...]:
    """Return everything that a network says, in order."""
    return list(made.nodes.items()), list(made.relations), list(made.loose_ends)


def test_a_new_store_is_empty(kept: Kept) -> None:
    assert kept.versions() == []
    assert _said(kept.network()) == ([], [], [])


def test_what_is_stored_is_there_when_it_is_opened_again(kept: Kept) -> None:
    statements: list[Node | Relation] = [
        node(COUNCIL, since=date(2015, 1, 1), properties={"type": "wmo_council", "laws": ["Wmo"]}),
        node(ANNA, name="Anna ☃ Ünal", sources=(Evidence("a.xlsx", "personen!2", "gehoord"),)),
        relation("seat", ANNA, COUNCIL, until=date(2027, 1, 1), properties={"role": "chair"}),
        relation("seat", BEA, COUNCIL),
    ]
    kept.load("a.xlsx", *statements)
    assert _said(kept.network()) == _said(fold(statements))
    assert kept.network().loose_ends[0].missing == (BEA,)


def test_a_version_is_kept_as_it_was_given(kept: Kept) -> None:
    counts = (SheetCount("raden", 3, 2, 1), SheetCount("zetels", 0, 0, 0))
    given_version = Version(
        source="a.xlsx", hash="abc", loaded_at=NOW, loader="xlsx", path="/data/é/a.xlsx", counts=counts
    )
    with kept.open() as store, store.writing():
        store.add_version(given_version, [node(COUNCIL), node(ANNA)])
    assert kept.versions() == [msgspec.structs.replace(given_version, records=2)]


def test_versions_come_oldest_first(kept: Kept) -> None:
    for number, source in enumerate(("b", "a", "b", "c")):
        kept.load(source, at=NOW + timedelta(hours=number))
    assert [item.source for item in kept.versions()] == ["b", "a", "b", "c"]


@pytest.mark.parametrize("hours", [-11, 0, 5.5, 14])
def test_the_moment_of_loading_is_a_moment_in_any_time_zone(kept: Kept, hours: float) -> None:
    moment = datetime(2026, 11, 22, 23, 59, 59, 999999, tzinfo=timezone(timedelta(hours=hours)))
    kept.load("a", at=moment)
    assert kept.versions()[0].loaded_at == moment


# --- sources and their versions --------------------------------------------------------------------------------------


def test_a_new_version_replaces_what_its_source_said(kept: Kept) -> None:
    kept.load("a", node(COUNCIL), node(ANNA), relation("seat", ANNA, COUNCIL))
    kept.load("b", node(BEA))
    kept.load("a", node(COUNCIL, name="Nieuwe naam"))
    made = kept.network()
    assert made.nodes.keys() == {COUNCIL, BEA}
    assert made.nodes[COUNCIL].name == "Nieuwe naam"
    assert not made.relations
    assert [item.records for item in kept.versions()] == [3, 1, 1]


def test_what_a_source_no_longer_says_is_still_there_yesterday(kept: Kept) -> None:
    kept.load("a", node(COUNCIL), node(ANNA), at=MONDAY)
    kept.load("a", node(COUNCIL), at=TUESDAY)
    kept.withdraw("a", at=WEDNESDAY)
    days = [date(2026, 11, day) for day in (15, 16, 17, 18, 19)]
    assert [set(kept.network(day).nodes) for day in days] == [set(), {COUNCIL, ANNA}, {COUNCIL}, set(), set()]
    assert [len(kept.versions(day)) for day in days] == [0, 1, 2, 3, 3]


def test_a_withdrawal_is_a_version_without_records(kept: Kept) -> None:
    kept.load("a", node(COUNCIL))
    kept.load("b", node(ANNA))
    kept.withdraw("a")
    assert kept.network().nodes.keys() == {ANNA}
    assert [(item.source, item.records, item.withdrawn) for item in kept.versions()] == [
        ("a", 1, False),
        ("b", 1, False),
        ("a", 0, True),
    ]
    kept.load("a", node(BEA))
    assert kept.network().nodes.keys() == {ANNA, BEA}


def test_what_a_source_said_last_is_there_after_a_withdrawal(kept: Kept) -> None:
    first: list[Node | Relation] = [node(COUNCIL), node(ANNA)]
    second: list[Node | Relation] = [
        node(ANNA),
        relation("seat", ANNA, COUNCIL),
        node(BEA, mention=True, may_be=("region",)),
    ]
    with kept.open() as store:
        assert store.statements("a") == []
    kept.load("a", *first)
    kept.load("b", node(BEA))
    with kept.open() as store:
        assert store.statements("a") == first
    kept.load("a", *second)
    kept.withdraw("a")
    with kept.open() as store:
        assert store.statements("a") == second


def test_a_source_can_be_left_out(kept: Kept) -> None:
    kept.load("a", node(COUNCIL, name="van a"))
    kept.load("b", node(COUNCIL, name="van b"), node(ANNA))
    with kept.open() as store:
        assert store.network(leave_out=["b"]).nodes == {COUNCIL: node(COUNCIL, name="van a")}
        assert store.network(leave_out=["a", "b", "z"]).nodes == {}
        assert store.network().nodes[COUNCIL].name == "van b"


def test_a_load_of_a_source_with_more_than_one_version_counts_the_newest_only(kept: Kept) -> None:
    for number in range(5):
        kept.load("a", node(ANNA, properties={"phone": str(number)}))
    made = kept.network()
    assert made.nodes[ANNA].properties == {"phone": "4"}
    assert made.nodes[ANNA].alternatives == {}


@pytest.mark.parametrize("name", ["", "a b.xlsx", "é☃.xlsx", "'; DROP TABLE sources; --", "a\nb", "%", "NULL"])
def test_a_source_may_have_any_name(kept: Kept, name: str) -> None:
    kept.load("other", node(ANNA))
    kept.load(name, node(COUNCIL))
    kept.load(name, node(BEA))
    assert [item.source for item in kept.versions()] == ["other", name, name]
    with kept.open() as store:
        assert store.network(leave_out=[name]).nodes.keys() == {ANNA}
    assert kept.network().nodes.keys() == {ANNA, BEA}


def test_many_sources(kept: Kept) -> None:
    with kept.open() as store, store.writing():
        for number in range(1200):
            store.add_version(version(f"source {number}"), [node(f"person:p{number}")])
    assert len(kept.network().persons) == 1200


# --- what was known on a day -----------------------------------------------------------------------------------------


def _local(day: date, clock: str) -> datetime:
    """Return a moment of ``day`` by the clock on the wall."""
    return datetime.combine(day, clock_time.fromisoformat(clock)).astimezone()


def _check_midnight(kept: Kept, day: date) -> None:
    kept.load("first", node("person:first"), at=_local(day, "00:00"))
    kept.load("last", node("person:last"), at=_local(day, "23:59:59.999999"))
    kept.load("next", node("person:next"), at=_local(day + timedelta(days=1), "00:00"))
    for days, expected in ((-1, []), (0, ["first", "last"]), (1, ["first", "last", "next"])):
        known = day + timedelta(days=days)
        assert [item.source for item in kept.versions(known)] == expected
        assert kept.network(known).persons == tuple(f"person:{name}" for name in expected)


def test_a_day_ends_at_midnight(kept: Kept) -> None:
    _check_midnight(kept, date(2026, 11, 16))


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system cannot change the time zone of a process")
@pytest.mark.parametrize("zone", ["Europe/Amsterdam", "America/New_York", "Pacific/Kiritimati"])
@pytest.mark.parametrize("day", [date(2026, 11, 16), date(2026, 3, 29), date(2026, 10, 25)])
def test_a_day_is_a_day_of_the_clock_on_the_wall(
    kept: Kept, monkeypatch: pytest.MonkeyPatch, zone: str, day: date
) -> None:
    """Also on the days on which the clock is changed."""
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        assert _local(day, "12:00").utcoffset() != timedelta(0)
        _check_midnight(kept, day)
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize("day", [date.min, date(1, 1, 2), date(1969, 12, 31), date(1970, 1, 1), date(1971, 1, 1)])
def test_long_ago_nothing_was_known(kept: Kept, day: date) -> None:
    kept.load("a", node(COUNCIL))
    assert kept.versions(day) == []
    assert kept.network(day).nodes == {}
    with kept.open() as store:
        assert store.decisions("same", day) == []


@pytest.mark.parametrize("day", [date(2999, 12, 31), date(3001, 1, 1), date(9999, 12, 30), date.max])
def test_far_in_the_future_everything_is_known(kept: Kept, day: date) -> None:
    kept.load("a", node(COUNCIL))
    assert len(kept.versions(day)) == 1
    assert kept.network(day).nodes.keys() == {COUNCIL}


# --- all of it or nothing --------------------------------------------------------------------------------------------


class _Stop(Exception):
    pass


def _broken() -> Iterator[Node]:
    for number in range(100):
        yield node(f"person:p{number}")
    raise _Stop


def test_a_load_that_fails_halfway_leaves_the_store_as_it_was(kept: Kept) -> None:
    kept.load("a", node(COUNCIL))
    before = (kept.versions(), _said(kept.network()))
    with pytest.raises(_Stop), kept.open() as store, store.writing():
        store.add_version(version("b"), [node(ANNA)])
        store.add_decision("same", {ANNA: BEA}, NOW)
        store.add_version(version("a"), _broken())
    assert (kept.versions(), _said(kept.network())) == before
    with kept.open() as store:
        assert store.decisions("same") == []


def test_after_a_failed_load_the_same_store_can_load(kept: Kept) -> None:
    with kept.open() as store:
        with pytest.raises(_Stop), store.writing():
            store.add_version(version("a"), _broken())
        with store.writing():
            store.add_version(version("a"), [node(ANNA)])
        assert store.network().nodes.keys() == {ANNA}
    assert kept.network().nodes.keys() == {ANNA}


def test_whoever_writes_sees_what_was_written(kept: Kept) -> None:
    with kept.open() as store, store.writing():
        store.add_version(version("a"), [node(ANNA)])
        assert [item.source for item in store.versions()] == ["a"]
        assert store.network().nodes.keys() == {ANNA}
        store.add_version(version("b"), [node(BEA)])
        assert store.network(leave_out=["a"]).nodes.keys() == {BEA}


def test_others_see_it_when_it_is_done(kept: Kept) -> None:
    with kept.open() as writer, kept.open() as reader:
        with writer.writing():
            writer.add_version(version("a"), [node(ANNA)])
            assert reader.versions() == []
            assert reader.network().nodes == {}
        assert reader.network().nodes.keys() == {ANNA}


# --- decisions and salt ----------------------------------------------------------------------------------------------


def test_a_decision_that_two_are_the_same(kept: Kept) -> None:
    kept.load("a", node(ANNA), node(BEA), at=MONDAY)
    one = Judgement(ANNA, BEA, same=True, decided_at=TUESDAY, decided_by="Fenna Fictief")
    with kept.open() as store, store.writing():
        assert store.judge(one) == ()
        store.add_decision("finding", {"id": "x"}, TUESDAY)
    assert kept.network().persons == (BEA,)
    assert kept.network().identity == {ANNA: BEA}
    assert kept.network(date(2026, 11, 16)).persons == (ANNA, BEA)
    with kept.open() as store:
        assert store.judgements() == [one]
        assert [msgspec.json.decode(payload) for payload in store.decisions("finding")] == [{"id": "x"}]
        assert store.judgements(date(2026, 11, 16)) == []
        assert len(store.judgements(date(2026, 11, 17))) == 1


def test_decisions_stay_when_a_source_is_loaded_again(kept: Kept) -> None:
    kept.load("a", node(ANNA), node(BEA))
    kept.judge(ANNA, BEA)
    kept.load("a", node(ANNA), node(BEA), node(COUNCIL))
    assert kept.network().persons == (BEA,)


def test_a_judgement_that_is_undone_was_there_on_the_days_before(kept: Kept) -> None:
    kept.load("a", node(ANNA), node(BEA), relation("seat", ANNA, COUNCIL), node(COUNCIL), at=MONDAY)
    before = _said(kept.network())
    one = kept.judge(ANNA, BEA, at=TUESDAY)
    merged = _said(kept.network())
    with kept.open() as store, store.writing():
        assert store.undo(one, WEDNESDAY)
        assert not store.undo(one, WEDNESDAY)
    assert _said(kept.network()) == before != merged
    assert _said(kept.network(date(2026, 11, 17))) == merged
    assert _said(kept.network(date(2026, 11, 18))) == before


def test_what_was_judged_before_counts_again_when_the_newer_is_undone(kept: Kept) -> None:
    kept.load("a", node(ANNA), node(BEA), at=MONDAY)
    kept.judge(ANNA, BEA, at=MONDAY)
    newer = kept.judge(BEA, ANNA, same=False, at=TUESDAY)
    assert kept.network().persons == (ANNA, BEA)
    with kept.open() as store, store.writing():
        assert store.undo(newer, WEDNESDAY)
    assert kept.network().persons == (BEA,)


def test_a_judgement_that_was_never_made_cannot_be_undone(kept: Kept) -> None:
    kept.load("a", node(ANNA), node(BEA))
    one = kept.judge(ANNA, BEA)
    with kept.open() as store, store.writing():
        assert not store.undo(msgspec.structs.replace(one, node=BEA, other=ANNA), NOW)
    assert kept.network().persons == (BEA,)


def test_who_judges_is_told_what_contradicts(kept: Kept) -> None:
    kept.load("a", node(ANNA), node(BEA), node("person:cor"))
    kept.judge(ANNA, BEA, at=MONDAY)
    apart = kept.judge("person:cor", ANNA, same=False, at=TUESDAY)
    chain = Judgement(BEA, "person:cor", same=True, decided_at=WEDNESDAY)
    with kept.open() as store, store.writing():
        assert store.judge(chain) == (Contradiction(chain, (apart,)),)
    assert kept.network().persons == (BEA, "person:cor")


def test_a_decision_of_another_kind_is_kept_and_changes_nothing(kept: Kept) -> None:
    kept.load("a", node(ANNA), node(BEA))
    with kept.open() as store, store.writing():
        store.add_decision("same", {ANNA: BEA}, NOW)
    assert kept.network().persons == (ANNA, BEA)
    with kept.open() as store, store.writing():
        assert not store.withdraw_decision("same", {BEA: ANNA}, NOW)
        assert not store.withdraw_decision("finding", {ANNA: BEA}, NOW)
        assert [msgspec.json.decode(payload) for payload in store.decisions("same")] == [{ANNA: BEA}]
        assert store.withdraw_decision("same", {ANNA: BEA}, NOW)
        assert store.decisions("same") == []


def test_the_salt_stays_and_is_the_stores_own(kept: Kept, tmp_path: Path) -> None:
    first = kept.network().salt
    kept.load("a", node(ANNA))
    assert len(first) >= 16
    assert kept.network().salt == first == kept.network(date(2020, 1, 1)).salt
    salts = set()
    for factory in FACTORIES:
        folder = tmp_path / f"another {factory.name}"
        folder.mkdir()
        salts.add(Kept(factory, folder).network().salt)
    assert first not in salts


# --- any statements --------------------------------------------------------------------------------------------------

_text = st.text(max_size=6)
_plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | _text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_text, inner, max_size=3),
    max_leaves=4,
)
_keys = st.sampled_from(["a", "b", "é:☃", "' \n\x00"])
_person_ids, _council_ids = _keys.map("person:{}".format), _keys.map("council:{}".format)
_about: dict[str, st.SearchStrategy[Any]] = {
    "since": st.none() | st.dates(),
    "until": st.none() | st.dates(),
    "last_confirmed": st.none() | st.dates(),
    "properties": st.dictionaries(st.sampled_from(["phone", "note", "appointments", "type"]), _plain, max_size=2).map(
        lambda found: {k: [v] if k == "appointments" else v for k, v in found.items()}
    ),
    "sources": st.lists(st.builds(Evidence, _text, _text, st.none() | _text), max_size=2).map(tuple),
}
_nodes = st.builds(
    Node, id=_person_ids, kind=st.just("person"), name=_text, mention=st.booleans(), **_about
) | st.builds(Node, id=_council_ids, kind=st.just("council"), name=_text, **_about)
_relations = st.builds(
    Relation,
    relation=st.just("seat"),
    origin=_person_ids,
    target=_council_ids,
    **{**_about, "properties": st.dictionaries(st.just("role"), _text, max_size=1)},
) | st.builds(
    Relation,
    relation=st.just("contact"),
    origin=_council_ids,
    target=_council_ids,
    carriers=st.lists(_person_ids, max_size=2).map(tuple),
    **_about,
)
_loads = st.lists(st.tuples(st.sampled_from(["a", "b", "c"]), st.lists(_nodes | _relations, max_size=8)), max_size=4)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(loads=_loads)
def test_what_is_stored_folds_to_the_same_network_as_in_memory(
    tmp_path_factory: pytest.TempPathFactory, loads: list[tuple[str, list[Node | Relation]]]
) -> None:
    newest: dict[str, list[Node | Relation]] = {}
    for source, statements in loads:
        newest.pop(source, None)
        newest[source] = statements
    expected = fold(statement for statements in newest.values() for statement in statements)
    for factory in FACTORIES:
        kept = Kept(factory, tmp_path_factory.mktemp("kept"))
        for source, statements in loads:
            kept.load(source, *statements)
        assert _said(kept.network()) == _said(expected)
        assert sum(item.records for item in kept.versions()) == sum(len(statements) for _, statements in loads)
