"""Use cases: what the command line calls, without a command line."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from graph.errors import InputRefused, StoreUnavailable, UsageProblem
from graph.store.file import FileStore
from knooppunt.usecases import load as loading
from knooppunt.usecases.load import load, withdraw
from knooppunt.usecases.network import Asked, open_network
from tests.knooppunt.command_line import write_csv

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
DAY = NOW.date()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return where a network file may come."""
    return tmp_path / "n.knooppunt"


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    """Return a network of two towns in one region, in time."""
    folder = tmp_path / "lijsten"
    write_csv(folder, "gemeenten", "id;naam;regio's", "GM1;Aa;Waterland", "GM2;Bee;Waterland", "GM3;Cee;Zandland")
    write_csv(folder, "regios", "id;naam", "waterland;Waterland", "zandland;Zandland")
    write_csv(folder, "raden", "id;naam;gemeente;sinds;tot", "ra;Raad Aa;Aa;2020;", "rc;Raad Cee;Cee;2020;2025")
    write_csv(folder, "personen", "id;naam", "an;An", "bo;Bo")
    write_csv(folder, "zetels", "persoon;organisatie;rol", "an;ra;voorzitter", "bo;rc;lid")
    return folder


def test_load_tells_what_became_of_every_source(file: Path, lists: Path) -> None:
    (result,) = load(file, [lists], NOW)
    assert (result.source, result.status) == ("lijsten", "new")
    assert {count.sheet: (count.read, count.stored) for count in result.loaded.counts} == {
        "gemeenten": (3, 3),
        "personen": (2, 2),
        "raden": (2, 2),
        "regios": (2, 2),
        "zetels": (2, 2),
    }
    assert [each.status for each in load(file, [lists], NOW)] == ["unchanged"]
    write_csv(lists, "personen", "id;naam", "an;An", "bo;Boris")
    assert [each.status for each in load(file, [lists], NOW)] == ["changed"]
    with FileStore.open(file) as store:
        assert [version.loaded_at for version in store.versions()] == [NOW, NOW]


def test_progress_counts_every_row(file: Path, lists: Path) -> None:
    told: list[tuple[int, int]] = []
    load(file, [lists], NOW, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (11, 11)


def test_an_unchanged_source_does_not_stop_a_refused_one_from_rolling_back(file: Path, lists: Path) -> None:
    load(file, [lists], NOW)
    bad = write_csv(lists.with_name("fout"), "zetels", "persoon;organisatie", "niemand;ra").parent
    before = file.read_bytes()
    results = load(file, [lists, bad], NOW)
    assert [result.status for result in results] == ["unchanged", "refused"]
    assert file.read_bytes() == before


def test_a_refused_first_load_leaves_no_file(file: Path, lists: Path) -> None:
    bad = write_csv(lists.with_name("fout"), "zetels", "persoon;organisatie", "niemand;ra").parent
    assert [result.status for result in load(file, [lists, bad], NOW)] == ["new", "refused"]
    assert not file.exists()


@pytest.mark.parametrize("refused", [True, False])
def test_a_file_that_another_makes_meanwhile_is_kept(file: Path, lists: Path, tmp_path: Path, refused: bool) -> None:
    rows = ("An;Raad Dee", "niemand;ra") if refused else ("An;Raad Dee",)
    mine = write_csv(tmp_path / "mijn", "zetels", "persoon;organisatie", *rows)
    write_csv(mine.parent, "personen", "naam", "An")
    write_csv(mine.parent, "raden", "naam", "Raad Dee")

    def another(done: int, total: int) -> None:
        if not file.exists():
            load(file, [lists], NOW)

    (result,) = load(file, [mine.parent], NOW, progress=another)
    assert result.status == ("refused" if refused else "new")
    with FileStore.open(file) as store:
        assert [version.source for version in store.versions()] == ["lijsten", *(() if refused else ("mijn",))]
        # An was known by the time of storing: she is the same person.
        assert [node.id for node in store.network().nodes.values() if node.name == "An"] == ["person:an"]


def test_an_unchanged_source_is_not_read_again(file: Path, lists: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load(file, [lists], NOW)
    monkeypatch.setattr(loading, "read_source", None)
    assert [result.status for result in load(file, [lists], NOW)] == ["unchanged"]


def test_a_source_may_refer_to_one_that_was_loaded_before_it(file: Path, lists: Path, tmp_path: Path) -> None:
    more = write_csv(tmp_path / "meer", "zetels", "persoon;organisatie;rol", "Bo;Raad Aa;lid").parent
    assert [result.status for result in load(file, [lists, more], NOW)] == ["new", "new"]
    network = open_network(Asked(file, DAY))
    assert ("person:bo", "council:ra") in {(r.origin, r.target) for r in network.relations if r.relation == "seat"}


def test_open_network_takes_the_views(file: Path, lists: Path) -> None:
    load(file, [lists], NOW)
    everything = open_network(Asked(file, date(2024, 1, 1)))
    assert set(everything.organisations) == {"municipality:GM1", "municipality:GM2", "municipality:GM3"} | {
        "council:ra",
        "council:rc",
    }
    assert "council:rc" not in open_network(Asked(file, DAY)).nodes
    regional = open_network(Asked(file, DAY, region="Waterland"))
    assert set(regional.organisations) == {"municipality:GM1", "municipality:GM2", "council:ra"}
    assert regional.scope.region == "region:waterland"
    municipal = open_network(Asked(file, date(2024, 1, 1), region="Cee"))
    assert set(municipal.organisations) == {"municipality:GM3", "council:rc"}
    assert open_network(Asked(file, DAY, audience="public")).persons == ()
    partners = open_network(Asked(file, date(2024, 1, 1), audience="partners"))
    assert "person:an" in partners.nodes
    assert "person:bo" not in partners.nodes


def test_what_open_network_refuses(file: Path, lists: Path) -> None:
    with pytest.raises(StoreUnavailable, match="store-missing"):
        open_network(Asked(file, DAY))
    load(file, [lists], NOW)
    with pytest.raises(UsageProblem, match="unknown-name"):
        open_network(Asked(file, DAY, region="Raad Aa"))
    with pytest.raises(UsageProblem, match="unknown-audience"):
        open_network(Asked(file, DAY, audience="pers"))


def test_what_load_refuses(file: Path, lists: Path) -> None:
    with pytest.raises(UsageProblem, match="one-path-per-source"):
        load(file, [lists, lists], NOW, source="x")
    with pytest.raises(UsageProblem, match="source-twice"):
        load(file, [lists, lists], NOW)
    with pytest.raises(InputRefused, match="input-missing"):
        load(file, [lists, lists.with_name("weg")], NOW)
    assert not file.exists()


def test_withdraw_is_a_version_without_records(file: Path, lists: Path) -> None:
    load(file, [lists], NOW)
    withdraw(file, "lijsten", NOW + timedelta(days=1))
    with FileStore.open(file) as store:
        loaded, withdrawn = store.versions()
        assert (loaded.withdrawn, withdrawn.withdrawn) == (False, True)
        assert (loaded.records > 0, withdrawn.records) == (True, 0)
    assert open_network(Asked(file, DAY)).nodes == {}
    assert open_network(Asked(file, DAY, as_known=DAY)).nodes != {}
    with pytest.raises(UsageProblem, match="source-withdrawn-already"):
        withdraw(file, "lijsten", NOW + timedelta(days=2))
    with pytest.raises(UsageProblem, match="unknown-source"):
        withdraw(file, "iets anders", NOW)
