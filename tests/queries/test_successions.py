"""Organisations that continue another, and things with more than one name: design, section 4."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.network import Network
from graph.views import for_audience, on, take, within
from knooppunt.usecases.load import load
from queries.carrying.graph import carrying_graph
from queries.carrying.size import size
from tests.knooppunt.command_line import DAY as TODAY
from tests.knooppunt.command_line import done, run, write_csv
from tests.networks import DAY, networks, relation
from tests.properties.strategies import worlds


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a network in which one council ended and another goes on in its place."""
    lists = tmp_path / "lijst"
    write_csv(
        lists,
        "raden",
        "id;naam;ook bekend als;opvolger van;sinds;tot",
        "oud;Wmo-raad;WMO adviesraad;;;1-1-2026",
        "nieuw;Adviesraad;Brede raad;Wmo-raad;1-1-2026;",
        "los;Jongerenraad;;;1-1-2026;",
    )
    write_csv(lists, "personen", "naam", "Jan")
    write_csv(lists, "zetels", "persoon;organisatie;rol", "Jan;brede  Raad;lid")
    path = tmp_path / "n.knooppunt"
    done("--file", path, "load", lists)
    return path


@pytest.mark.parametrize("audience", ["internal", "partners", "public"])
def test_show_tells_what_continues_what(file: Path, audience: str) -> None:
    rest = ("--audience", audience)
    assert "opvolger van Wmo-raad" in " ".join(done("--file", file, "show", "nieuw", "--on", TODAY, *rest).out.split())
    before = done("--file", file, "show", "oud", "--on", "2025-06-01", *rest)
    assert "gaat verder als Adviesraad" in " ".join(before.out.split())
    data = done("--file", file, "show", "nieuw", "--on", TODAY, "--format", "json", *rest).data
    told = [(one["from"]["name"], one["to"]["name"]) for one in data["relations"] if one["relation"] == "succeeds"]
    assert told == [("Adviesraad", "Wmo-raad")]


def test_diff_tells_one_story(file: Path) -> None:
    days = ("--from", "2025-06-01", "--to", TODAY)
    data = done("--file", file, "diff", *days, "--format", "json").data
    assert data["nodes"]["continued"] == [
        {"from": {"id": "council:oud", "name": "Wmo-raad"}, "to": {"id": "council:nieuw", "name": "Adviesraad"}}
    ]
    assert {one["id"] for one in data["nodes"]["new"]} == {"council:nieuw", "council:los"}
    words = " ".join(done("--file", file, "diff", *days, "--all").out.split())
    assert words.count("Wmo-raad") == 1
    assert "Jongerenraad" in words
    assert "Wmo-raad Adviesraad" in words


def test_the_report_tells_it_too(file: Path, tmp_path: Path) -> None:
    page = tmp_path / "r.html"
    now = datetime(2025, 1, 1, tzinfo=UTC)
    load(file.with_name("r.knooppunt"), [tmp_path / "lijst"], now)
    done("--file", file.with_name("r.knooppunt"), "report", "--on", TODAY, "--since", "2025-06-01", "--output", page)
    assert "Wmo-raad gaat verder als Adviesraad." in page.read_text(encoding="utf-8")


def test_another_name_is_found(file: Path) -> None:
    for name in ("Brede raad", "brede-raad"):
        assert "Adviesraad (raad, council:nieuw)" in done("--file", file, "show", name, "--on", TODAY).out
    assert "Adviesraad" in done("--file", file, "search", "brede", "--on", TODAY).out
    seats = done("--file", file, "show", "Jan", "--on", TODAY, "--format", "json").data["relations"]
    assert [one["to"]["id"] for one in seats] == ["council:nieuw"]


def test_a_name_goes_before_another_name_of_something_else(tmp_path: Path) -> None:
    write_csv(tmp_path / "l", "raden", "id;naam;voorheen", "a;Oud;", "b;Nieuw;Oud", "c;Meer;Vroeger", "d;Nog;Vroeger")
    write_csv(tmp_path / "l", "personen", "naam", "Jan")
    write_csv(tmp_path / "l", "zetels", "persoon;organisatie", "Jan;Oud")
    file = tmp_path / "n.knooppunt"
    done("--file", file, "load", tmp_path / "l")
    seats = done("--file", file, "show", "Jan", "--format", "json").data["relations"]
    assert [one["to"]["id"] for one in seats] == ["council:a"]
    write_csv(tmp_path / "m", "zetels", "persoon;organisatie", "Jan;Vroeger")
    refused = run("--file", file, "load", tmp_path / "m")
    assert refused.status == 3
    assert "past op meer dan één" in refused.err


def test_what_is_mentioned_by_another_name_is_that_whatever_came_first(tmp_path: Path) -> None:
    write_csv(tmp_path / "places", "gemeenten", "id;naam;voorheen", "GM1;Nieuwstad;Oudstad")
    write_csv(tmp_path / "councils", "raden", "id;naam;gemeente", "r;Raad;Oudstad")
    found = []
    for number, order in enumerate(itertools.permutations(["places", "councils"])):
        file = tmp_path / f"{number}.knooppunt"
        for name in order:
            done("--file", file, "load", tmp_path / name)
        data = done("--file", file, "show", "r", "--format", "json").data
        found.append([one["to"]["id"] for one in data["relations"]])
    assert found == [["municipality:GM1"]] * 2


@given(worlds())
def test_what_continues_what_is_the_same_in_whatever_order_it_is_looked_at(made: Network) -> None:
    def pairs(seen: Network) -> set[tuple[str, str]]:
        return {(one.origin, one.target) for one in seen.continuations}

    told = {(one.origin, one.target) for one in made.relations if one.relation == "succeeds"}
    today = take(made, on(DAY))
    assert pairs(today) == pairs(take(today, on(DAY))) == told
    for region in (id_ for id_ in today.nodes if id_.startswith("region:")):
        there = take(today, within(region))
        assert pairs(there) == {pair for pair in told if not there.nodes.keys().isdisjoint(pair)}
        assert pairs(take(made, within(region), on(DAY))) == pairs(there)


@given(networks(), st.data())
def test_it_ties_nothing(made: Network, data: st.DataObject) -> None:
    if len(made.organisations) < 2:
        return
    pairs = st.lists(st.sampled_from(made.organisations), min_size=2, max_size=2, unique=True)
    more = [relation("succeeds", *data.draw(pairs)) for _ in range(3)]
    before, after = (take(one, on(DAY)) for one in (made, made.replace(relations=[*made.relations, *more])))
    for audience in ("internal", "partners", "public"):
        seen = [take(one, for_audience(audience)) for one in (before, after)]
        assert size(seen[0]) == size(seen[1])
        assert len({len(carrying_graph(one).connections) for one in seen}) == 1
    assert {(one.origin, one.target) for one in after.successions} == {(one.origin, one.target) for one in more}
