"""Damage: whatever bytes of a store file change, an answer is right or there is one clear error with exit status 4."""

from __future__ import annotations

import contextlib
import random
import sqlite3
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from graph.errors import KnooppuntError
from graph.store.file import FileStore
from knooppunt.usecases.check import check
from knooppunt.usecases.decisions import read_decisions
from knooppunt.usecases.load import history, load, versions, withdraw
from knooppunt.usecases.network import Asked
from queries.decisions import Decision
from tests.knooppunt.command_line import run, write_csv
from tests.store.stores import NOW

YESTERDAY = NOW - timedelta(days=1)
CASES = 1000


def _lists(folder: Path) -> tuple[Path, Path]:
    """Write two lists; the second refers to the first."""
    raden = write_csv(folder / "raden", "raden", "naam;gemeente", "Raad Een;Dorp", "Raad Twee;Dorp").parent
    zetels = write_csv(folder / "zetels", "personen", "naam", "Anna", "Bea").parent
    write_csv(folder / "zetels", "zetels", "persoon;organisatie;rol", "Anna;Raad Een;voorzitter", "Bea;Raad Twee;lid")
    return raden, zetels


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a store with two sources, of which one has an earlier version, and two decisions."""
    path = tmp_path / "netwerk.knooppunt"
    raden, zetels = _lists(tmp_path)
    old = write_csv(tmp_path / "oud" / "raden", "raden", "naam;gemeente", "Raad Een;Dorp").parent
    load(path, [old], YESTERDAY)
    load(path, [raden, zetels], NOW)
    with FileStore.open(path) as store, store.writing():
        for status in ("open", "planned"):
            decision = Decision("cut-person", ("person:anna",), status, NOW, owner="Fenna")
            store.add_decision("finding", decision, NOW)
    return path


def _change(path: Path, *statements: str) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def _asked(path: Path) -> Asked:
    return Asked(path, date(2026, 11, 22))


def _network(path: Path, as_known: date | None = None) -> object:
    with FileStore.open(path) as store:
        made = store.network(as_known)
        return made.nodes, list(made.relations), made.salt, made.identity


READS: list[Callable[[Path], Any]] = [
    _network,
    lambda path: _network(path, YESTERDAY.date()),
    lambda path: [(v.source, v.hash, v.path, v.loaded_at, v.counts, v.records) for v in history(path, "raden")],
    lambda path: {v.source: v for v in versions(path)},
    lambda path: read_decisions(_asked(path)),
]


def _damaged(whole: bytes, chance: random.Random) -> bytes:
    """Return ``whole`` with something wrong at a place by chance."""
    place = chance.randrange(len(whole))
    match chance.randrange(4):
        case 0:
            return whole[:place] + bytes([whole[place] ^ 1 << chance.randrange(8)]) + whole[place + 1 :]
        case 1:
            return whole[:place] + chance.randbytes(1) + whole[place + 1 :]
        case 2:
            length = min(chance.choice((2, 16, 100, 4096)), len(whole) - place)
            return whole[:place] + bytes(length) + whole[place + length :]
        case _:
            return whole[:place]


def test_whatever_bytes_are_damaged_every_answer_is_right_or_refused(file: Path) -> None:
    whole, right = file.read_bytes(), [read(file) for read in READS]
    chance, refused, answered = random.Random(2026), 0, 0
    for _ in range(CASES):
        file.write_bytes(_damaged(whole, chance))
        for read, expected in zip(READS, right, strict=True):
            try:
                answer = read(file)
            except KnooppuntError as error:
                assert error.exit_status == 4, error
                refused += 1
            else:
                assert answer == expected
                answered += 1
        for extra in file.parent.glob("netwerk.knooppunt-*"):
            extra.unlink()
    assert min(refused, answered) > CASES


def test_every_command_says_it_in_one_line(file: Path) -> None:
    whole, chance = file.read_bytes(), random.Random(7)
    commands = (["check"], ["fragile"], ["sources"], ["decide"], ["show", "Anna"], ["load", file.parent / "raden"])
    statuses = set()
    for number in range(60):
        file.write_bytes(_damaged(whole, chance))
        result = run("--file", file, *commands[number % len(commands)])
        assert result.status in {0, 4}, result
        assert result.err.count("\n") == (result.status == 4), result
        statuses.add(result.status)
    assert statuses == {0, 4}


DAMAGE = {
    "records": "UPDATE records SET payload = replace(payload, 'Raad', 'Raak') WHERE version_id = {}",
    "lost records": "DELETE FROM records WHERE version_id = {}",
    "row": "UPDATE versions SET path = 'elders' WHERE id = {}",
    "counts": "UPDATE versions SET counts = x'ff' WHERE id = {}",
}


@pytest.mark.parametrize("what", DAMAGE)
def test_loading_the_list_again_mends_it(file: Path, what: str) -> None:
    expected, raden = _network(file), file.parent / "raden"
    _change(file, "PRAGMA foreign_keys = OFF", DAMAGE[what].format(2))
    with pytest.raises(KnooppuntError) as told:
        _network(file)
    assert (told.value.params["sources"], told.value.params["days"]) == (["‘raden’"], [NOW.astimezone().date()])
    (result,) = load(file, [raden], NOW + timedelta(days=1))
    assert result.status == "restored"
    assert _network(file) == expected
    assert check(file).damaged == 0, "mended in its place: the very same records"
    assert [item.loaded_at for item in history(file, "raden")] == [YESTERDAY, NOW]
    assert [one.status for one in load(file, [raden], NOW + timedelta(days=2))] == ["unchanged"]


def test_two_damaged_lists_are_mended_together(file: Path) -> None:
    expected = _network(file)
    _change(file, "UPDATE records SET payload = x'5b5d'")
    with pytest.raises(KnooppuntError) as told:
        _network(file)
    assert told.value.params["sources"] == ["‘raden’", "‘zetels’"]
    with pytest.raises(KnooppuntError) as told:
        load(file, [file.parent / "raden"], NOW + timedelta(days=1))
    assert told.value.params["sources"] == ["‘zetels’"]
    results = load(file, [file.parent / "raden", file.parent / "zetels"], NOW + timedelta(days=1))
    assert [one.status for one in results] == ["restored", "restored"]
    assert _network(file) == expected


def test_another_list_in_the_place_of_a_damaged_one_is_a_new_version(file: Path) -> None:
    _change(file, DAMAGE["records"].format(2))
    write_csv(file.parent / "raden", "raden", "naam;gemeente", "Raad Een;Dorp", "Raad Twee;Dorp", "Raad Drie;Dorp")
    (result,) = load(file, [file.parent / "raden"], NOW + timedelta(days=1))
    assert result.status == "restored"
    with FileStore.open(file) as store:
        assert "Raad Drie" in {node.name for node in store.network().nodes.values()}
    found = check(file)
    assert found.sources is not None
    assert [(one.source, one.damaged, one.older_damaged) for one in found.sources] == [
        ("raden", False, 1),
        ("zetels", False, 0),
    ]


@pytest.mark.parametrize("what", ["records", "row", "counts"])
def test_a_damaged_old_version_is_in_nobodys_way(file: Path, what: str) -> None:
    expected = _network(file)
    _change(file, DAMAGE[what].format(1))
    assert _network(file) == expected
    assert run("--file", file, "sources").status == 0
    with pytest.raises(KnooppuntError) as told:
        _network(file, YESTERDAY.date())
    assert (told.value.code, told.value.exit_status) == ("store-version-damaged", 4)


def test_a_damaged_source_can_be_withdrawn(file: Path) -> None:
    _change(file, DAMAGE["row"].format(2))
    withdraw(file, "raden", NOW + timedelta(days=1))
    with FileStore.open(file) as store:
        assert "person:anna" in store.network().nodes


def test_damaged_decisions_are_told(file: Path) -> None:
    _change(file, "UPDATE decisions SET payload = x'ff' WHERE id = 1")
    for command in (["decide"], ["fragile"], ["decide", "cut-person:person:anna", "--status", "done"]):
        result = run("--file", file, *command)
        assert (result.status, result.err.count("\n")) == (4, 1)
        assert "1 besluit beschadigd" in result.err
    assert check(file).decisions_damaged == 1


def test_check_tells_per_source_what_is_well(file: Path) -> None:
    whole = run("--file", file, "check", "--format", "json")
    assert (whole.status, whole.err) == (0, "")
    assert [(one["source"], one["status"], len(one["versions"])) for one in whole.data["sources"]] == [
        ("raden", "whole", 2),
        ("zetels", "whole", 1),
    ]
    _change(
        file,
        "UPDATE records SET size = 9 WHERE version_id = 3",
        "INSERT INTO decisions VALUES (9, 'finding', x'7b7d', 'x', NULL)",
    )
    told = run("--file", file, "check", "--format", "json")
    assert (told.status, told.data["whole"], told.data["stray"]) == (4, False, 1)
    assert [one["status"] for one in told.data["sources"]] == ["whole", "damaged"]
