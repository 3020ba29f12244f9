"""Lists that tell of a day: who came and went between them (docs/laden.md), against what a person would say of each day."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import StoreUnavailable
from graph.model import Evidence, Node, Relation
from graph.network import Network
from graph.store.base import Store, Version
from graph.store.file import FileStore
from graph.store.lists import in_time
from graph.views.time import on
from knooppunt.usecases.check import check
from tests.networks import node, relation

COUNCIL, ANNA, BEA, CEES = "council:c", "person:anna", "person:bea", "person:cees"
NEW_YEAR = [date(year, 1, 1) for year in range(2019, 2024)]
NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
SOURCE = "raden.xlsx"


def _list(*people: str, **more: Any) -> list[Node | Relation]:
    seats = (relation("seat", each, COUNCIL, sources=(Evidence(SOURCE, f"zetels!{each}"),), **more) for each in people)
    persons = (node(each, sources=(Evidence(SOURCE, f"personen!{each}"),)) for each in people)
    return [node(COUNCIL, sources=(Evidence(SOURCE, "raden!2"),)), *persons, *seats]


def _add(store: Store, said: list[Node | Relation], day: date | None, source: str = SOURCE) -> None:
    with store.writing():
        store.add_version(Version(source, repr(said), NOW, "xlsx", "/x", as_of=day), said)


def _store(tmp_path: Path, lists: Mapping[date, list[Node | Relation]]) -> FileStore:
    store = FileStore.create(tmp_path / "netwerk.knooppunt")
    for day, said in lists.items():
        _add(store, said, day)
    return store


def _seats(network: Network) -> dict[str, list[tuple[date | None, date | None]]]:
    found: dict[str, list[tuple[date | None, date | None]]] = {}
    for each in network.relations:
        found.setdefault(each.origin, []).append((each.since, each.until))
    return found


def _said(network: Network) -> tuple[Any, ...]:
    return network.nodes, list(network.relations), list(network.loose_ends)


def test_who_came_and_went_between_two_lists_did_so_in_the_middle(tmp_path: Path) -> None:
    """Bea came between 1-1-2019 and 1-1-2020 (365 days: 183 after the first), and left in 2020-2021 (366 days: 183)."""
    lists = {NEW_YEAR[0]: _list(ANNA), NEW_YEAR[1]: _list(ANNA, BEA), NEW_YEAR[2]: _list(ANNA)}
    with _store(tmp_path, lists) as store:
        network = store.network()
    assert _seats(network) == {ANNA: [(None, None)], BEA: [(date(2019, 7, 3), date(2020, 7, 2))]}
    (seat,) = (each for each in network.relations if each.origin == BEA)
    between = {"since_between": ["2019-01-01", "2020-01-01"], "until_between": ["2020-01-01", "2021-01-01"]}
    assert seat.properties == between
    bea = network.nodes[BEA]
    assert (bea.since, bea.until, bea.properties) == (date(2019, 7, 3), date(2020, 7, 2), between)
    council = network.nodes[COUNCIL]
    assert (council.since, council.until, council.properties) == (None, None, {})


def test_who_comes_back_has_two_seats_and_was_one_person(tmp_path: Path) -> None:
    lists = {day: _list(ANNA, *([BEA] if day != NEW_YEAR[2] else [])) for day in NEW_YEAR}
    with _store(tmp_path, lists) as store:
        network = store.network()
    assert _seats(network)[BEA] == [(None, date(2020, 7, 2)), (date(2021, 7, 3), None)]
    assert (network.nodes[BEA].since, network.nodes[BEA].until) == (None, None)


def test_dates_in_the_lists_go_first(tmp_path: Path) -> None:
    """Bea's since stands only in the last list; Anna's own end before a later list is her end."""
    lists = {
        NEW_YEAR[0]: _list(CEES) + _list(ANNA, until=date(2019, 3, 1))[1:],
        NEW_YEAR[1]: _list(BEA, CEES),
        NEW_YEAR[2]: _list(CEES) + _list(BEA, since=date(2019, 9, 1))[1:],
    }
    with _store(tmp_path, lists) as store:
        network = store.network()
    assert _seats(network) == {
        ANNA: [(None, date(2019, 3, 1))],
        BEA: [(date(2019, 9, 1), None)],
        CEES: [(None, None)],
    }
    assert not any(each.properties for each in network.relations)


def test_who_began_before_the_list_that_lacks_her_was_there_all_the_time(tmp_path: Path) -> None:
    seat = _list(BEA, since=date(2018, 1, 1))
    lists = {NEW_YEAR[0]: seat, NEW_YEAR[1]: _list(ANNA), NEW_YEAR[2]: seat}
    with _store(tmp_path, lists) as store:
        assert _seats(store.network())[BEA] == [(date(2018, 1, 1), None)]


def test_an_end_of_before_the_list_leaves_the_begin_before_that_end(tmp_path: Path) -> None:
    old = _list(BEA, until=date(2018, 5, 1))
    late = _list(CEES, until=date(2019, 1, 11))
    lists = {NEW_YEAR[0]: _list(ANNA), NEW_YEAR[1]: [*_list(ANNA), *old[1:], *late[1:]]}
    with _store(tmp_path, lists) as store:
        network = store.network()
    assert _seats(network)[BEA] == [(None, date(2018, 5, 1))]
    # Between 1 and 10 January 2019: whoever ended on the 11th was there on the 10th.
    assert _seats(network)[CEES] == [(date(2019, 1, 6), date(2019, 1, 11))]


def test_another_source_that_still_has_somebody_goes_before_an_estimate(tmp_path: Path) -> None:
    lists = {NEW_YEAR[0]: _list(ANNA, BEA), NEW_YEAR[1]: _list(ANNA)}
    other: list[Node | Relation] = [
        node(BEA, sources=(Evidence("b.csv", "personen!2"),)),
        relation("seat", BEA, COUNCIL, sources=(Evidence("b.csv", "zetels!2"),)),
    ]
    with _store(tmp_path, lists) as store:
        assert _seats(store.network())[BEA] == [(None, date(2019, 7, 3))]
        _add(store, other, None, "b.csv")
        network = store.network()
    assert _seats(network)[BEA] == [(None, None)]
    assert (network.nodes[BEA].until, network.nodes[BEA].properties) == (None, {})


def test_what_lies_where_and_what_happened_neither_begins_nor_ends_with_a_list() -> None:
    place, meeting = node("municipality:m"), node("meeting:jan", since=date(2019, 1, 9))
    attended = relation("attended", ANNA, "meeting:jan")
    old = [
        *_list(ANNA),
        place,
        node("region:old"),
        relation("part_of", "municipality:m", "region:old"),
        meeting,
        attended,
    ]
    new = [*_list(ANNA), place, node("region:new"), relation("part_of", "municipality:m", "region:new")]
    said = in_time([(NEW_YEAR[1], new), (NEW_YEAR[0], old)])
    assert place in said and meeting in said and attended in said
    assert [each.target for each in said if isinstance(each, Relation) and each.relation == "part_of"] == ["region:new"]


def test_what_an_older_list_proposed_is_proposed_no_more() -> None:
    plan = relation("seat", BEA, COUNCIL, properties={"certainty": "proposed"})
    assert plan not in in_time([(NEW_YEAR[0], [plan]), (NEW_YEAR[1], [])])
    assert plan in in_time([(NEW_YEAR[0], []), (NEW_YEAR[1], [plan])])


DAYS = st.lists(st.dates(date(2015, 1, 1), date(2016, 6, 1)), min_size=1, max_size=6, unique=True)
PEOPLE = (ANNA, BEA, CEES)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), days=DAYS)
def test_every_day_is_that_of_the_nearest_list_and_the_order_of_loading_does_not_matter(
    data: st.DataObject, days: list[date], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """By brute force: on a day between two lists somebody has her seat when the nearer list has it, halfway the later one."""
    present = {day: data.draw(st.sets(st.sampled_from(PEOPLE)), label=str(day)) for day in days}
    order = data.draw(st.permutations(days), label="order")
    with _store(tmp_path_factory.mktemp("a"), {day: _list(*sorted(present[day])) for day in sorted(days)}) as store:
        network = store.network()
    with _store(tmp_path_factory.mktemp("b"), {day: _list(*sorted(present[day])) for day in order}) as store:
        assert _said(store.network()) == _said(network)
    day = min(days) - timedelta(days=2)
    while day < max(days) + timedelta(days=2):
        nearest = max(days, key=lambda each: (-abs((each - day).days), each))
        seated = {each.origin for each in network.relations if each.active(day)}
        assert seated == present[nearest], day
        seen = on(day)(network)
        assert {each.origin for each in seen.relations} == present[nearest], day
        day += timedelta(days=1)


@settings(max_examples=60, deadline=None)
@given(data=st.data(), days=DAYS)
def test_withdrawing_lists_leaves_what_the_others_say(
    data: st.DataObject, days: list[date], tmp_path_factory: pytest.TempPathFactory
) -> None:
    lists = {day: _list(*sorted(data.draw(st.sets(st.sampled_from(PEOPLE))))) for day in days}
    gone = data.draw(st.sets(st.sampled_from(days)))
    with (
        _store(tmp_path_factory.mktemp("a"), lists) as store,
        _store(tmp_path_factory.mktemp("b"), {day: said for day, said in lists.items() if day not in gone}) as fewer,
    ):
        for day in gone:
            with store.writing():
                store.withdraw(SOURCE, NOW, day)
        assert _said(store.network()) == _said(fewer.network())
        assert [each.as_of for each in store.standing(SOURCE)] == sorted(set(days) - gone)


def test_a_list_of_the_same_day_replaces_it_and_one_without_a_day_replaces_all(tmp_path: Path) -> None:
    lists = {NEW_YEAR[0]: _list(ANNA), NEW_YEAR[1]: _list(BEA)}
    with _store(tmp_path, lists) as store:
        _add(store, _list(CEES), NEW_YEAR[0])
        assert set(_seats(store.network())) == {BEA, CEES}
        assert store.statements(SOURCE, NEW_YEAR[0]) == _list(CEES)
        _add(store, _list(ANNA), None)
        assert _seats(store.network()) == {ANNA: [(None, None)]}
        assert store.newest(SOURCE, NEW_YEAR[0]) is None
        _add(store, _list(BEA), NEW_YEAR[2])
        assert _seats(store.network()) == {BEA: [(None, None)]}


def test_what_was_known_before_a_list_came_stays_known(tmp_path: Path) -> None:
    with FileStore.create(tmp_path / "netwerk.knooppunt") as store:
        for number, (day, said) in enumerate({NEW_YEAR[1]: _list(ANNA, BEA), NEW_YEAR[0]: _list(ANNA)}.items()):
            with store.writing():
                at = NOW + timedelta(days=number)
                store.add_version(Version(SOURCE, str(day), at, "xlsx", "/x", as_of=day), said)
        assert _seats(store.network(NOW.date()))[BEA] == [(None, None)]
        assert _seats(store.network())[BEA] == [(date(2019, 7, 3), None)]


def test_a_day_that_was_changed_in_the_file_is_damage(tmp_path: Path) -> None:
    with _store(tmp_path, {NEW_YEAR[0]: _list(ANNA), NEW_YEAR[1]: _list(BEA)}):
        pass
    with sqlite3.connect(tmp_path / "netwerk.knooppunt") as connection:
        connection.execute("UPDATE versions SET as_of = '2018-01-01' WHERE id = 1")
    connection.close()
    with FileStore.open(tmp_path / "netwerk.knooppunt") as store:
        assert [(each.damaged, each.as_of) for each in store.all_versions()] == [
            (True, NEW_YEAR[0]),
            (False, NEW_YEAR[1]),
        ]
        with pytest.raises(StoreUnavailable) as told:
            store.network()
        assert told.value.code == "store-source-damaged"
        said = _list(ANNA)
        with store.writing():
            store.replace(Version(SOURCE, repr(said), NOW, "xlsx", "/x", as_of=NEW_YEAR[0]), said)
        assert _seats(store.network()) == {ANNA: [(None, date(2019, 7, 3))], BEA: [(date(2019, 7, 3), None)]}
        assert not any(each.damaged for each in store.all_versions())


def test_a_file_of_form_2_is_brought_up_to_date_where_it_is(tmp_path: Path) -> None:
    path = tmp_path / "netwerk.knooppunt"
    with FileStore.create(path) as store:
        _add(store, _list(ANNA), None)
        before = (store.versions(), _said(store.network()))
    with sqlite3.connect(path) as connection:
        connection.execute("ALTER TABLE versions DROP COLUMN as_of")
        connection.execute("PRAGMA user_version = 2")
    connection.close()
    with FileStore.open(path) as store:
        assert (store.versions(), _said(store.network())) == before
        assert not any(each.damaged for each in (store.examine().versions or ()))
        _add(store, _list(BEA), NEW_YEAR[0])
        assert store.versions()[-1].as_of == NEW_YEAR[0]
    assert [found.name for found in tmp_path.iterdir()] == ["netwerk.knooppunt"]


def test_a_file_that_calls_itself_form_2_and_is_not_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "netwerk.knooppunt"
    FileStore.create(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 2")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StoreUnavailable) as told:
        FileStore.open(path)
    assert (told.value.code, told.value.params["reason"]) == ("store-damaged", "user_version 2")
    assert path.read_bytes() == before


def test_check_says_to_load_a_damaged_list_of_an_earlier_day_again(tmp_path: Path) -> None:
    with _store(tmp_path, {NEW_YEAR[0]: _list(ANNA), NEW_YEAR[1]: _list(BEA)}):
        pass
    path = tmp_path / "netwerk.knooppunt"
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE versions SET as_of = '2018-01-01' WHERE id = 1")
    connection.close()
    (source,) = check(path).sources or ()
    assert (source.damaged, source.older_damaged) == (True, 0)
