"""``--region`` with a region of the usual divisions of the country, and ids of before that became codes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graph.model import Evidence, Node, Relation
from graph.store.base import Version
from graph.store.file import FileStore
from tests.knooppunt.command_line import DAY, done, run, write_csv


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    councils = ("naam;gemeente;wetten", "Raad A;Maastricht;Wmo", "Raad B;Beek;Wmo", "Raad C;Velsen;", "Raad D;Assen;")
    write_csv(tmp_path / "lijst", "raden", *councils)
    file = tmp_path / "n.knooppunt"
    done("--file", file, "load", tmp_path / "lijst")
    return file


def _organisations(file: Path, region: str) -> set[str]:
    data = done("--file", file, "gaps", "--region", region, "--on", DAY, "--format", "json").data
    return {unit["name"] for unit in data["matrix"]["units"]}


@pytest.mark.parametrize(
    ("region", "units"),
    [
        ("Zuid-Limburg", {"Maastricht", "Beek"}),
        ("zuid limburg", {"Maastricht", "Beek"}),
        ("Limburg", {"Maastricht", "Beek"}),
        ("COROP-gebied IJmond", {"Velsen"}),
        ("Noord-Holland", {"Velsen"}),
        ("Drenthe", {"Assen"}),
        ("arbeidsmarktregio Groningen", {"Assen"}),
        ("Velsen", {"Velsen"}),
    ],
)
def test_a_usual_region_has_the_municipalities_that_the_lists_name(hub: Path, region: str, units: set[str]) -> None:
    assert _organisations(hub, region) == units


@pytest.mark.parametrize("region", ["Achterhoek", "Veenrand", "arbeidsmarktregio Drenthe II"])
def test_a_region_without_any_of_them_is_an_error(hub: Path, region: str) -> None:
    result = run("--file", hub, "gaps", "--region", region)
    assert result.status == 2 and "Traceback" not in result.err


def test_a_name_of_two_regions_that_differ_is_asked_about(tmp_path: Path) -> None:
    # Zutphen lies in the Achterhoek by one division (COROP), and not by the other.
    write_csv(tmp_path / "lijst", "raden", "naam;gemeente", "A;Zutphen", "B;Doetinchem")
    file = tmp_path / "n.knooppunt"
    done("--file", file, "load", tmp_path / "lijst")
    result = run("--file", file, "gaps", "--region", "Achterhoek")
    assert result.status == 2 and "arbeidsmarktregio Achterhoek" in result.err
    assert _organisations(file, "arbeidsmarktregio Achterhoek") == {"Doetinchem"}
    assert _organisations(file, "COROP-gebied Achterhoek") == {"Zutphen", "Doetinchem"}


def test_a_region_of_the_lists_goes_first(hub: Path, tmp_path: Path) -> None:
    write_csv(tmp_path / "eigen", "gemeenten", "naam;regio's", "Zandermeer;Zuid-Limburg")
    done("--file", hub, "load", tmp_path / "eigen")
    assert _organisations(hub, "Zuid-Limburg") == {"Zandermeer"}


def test_own_municipalities_lie_in_usual_regions_by_code_or_name(tmp_path: Path) -> None:
    rows = ("id;naam", "GM0935;Maastricht", ";Beek", "x;Heerlen", "GM0888;Zandermeer")
    write_csv(tmp_path / "lijst", "gemeenten", *rows)
    file = tmp_path / "n.knooppunt"
    done("--file", file, "load", tmp_path / "lijst")
    assert _organisations(file, "Zuid-Limburg") == {"Maastricht", "Beek"}


def test_usual_regions_are_no_units_of_their_own(hub: Path) -> None:
    data: Any = done("--file", hub, "gaps", "--unit", "region", "--on", DAY, "--format", "json").data
    assert data["matrix"]["units"] == []
    told = done("--file", hub, "show", "Maastricht", "--on", DAY).out
    assert all(word in told for word in ("Zuid-Limburg", "Limburg", "CBS 2026", "GM0935"))


def test_why_names_the_table(hub: Path) -> None:
    node = done("--file", hub, "show", "Maastricht", "--on", DAY, "--format", "json").data["node"]
    assert node["property_sources"]["corop"] == [{"source": "CBS 2026", "where": "GM0935"}]
    shown = done("--file", hub, "show", "Maastricht", "--on", DAY, "--audience", "partners", "--format", "json").data
    assert {"source": "CBS 2026", "where": ""} in shown["node"]["property_sources"]["corop"]


def test_a_former_municipality_tells_where_it_lies_now(tmp_path: Path) -> None:
    write_csv(tmp_path / "lijst", "raden", "naam;gemeente;sinds", "Raad;Haren;2010")
    file = tmp_path / "n.knooppunt"
    assert "1 januari 2019" in run("--file", file, "load", tmp_path / "lijst").err
    assert _organisations(file, "provincie Groningen") == {"Groningen"}
    before = done("--file", file, "gaps", "--on", "2015-01-01", "--format", "json").data["matrix"]["units"]
    assert "Haren" in {unit["name"] for unit in before}
    assert "Groningen" in done("--file", file, "show", "Haren", "--on", "2015-01-01").out


def test_a_network_of_before_keeps_its_decisions_when_ids_become_codes(tmp_path: Path) -> None:
    """The records are those that an earlier version of the program stored: ids made of names."""
    path = write_csv(
        tmp_path / "raden", "raden", "naam;gemeente;wetten", "Raad A;Beverwijk;Wmo", "Raad B;Velsen;Wmo"
    ).parent
    file = tmp_path / "n.knooppunt"
    done("--file", file, "load", path)
    with FileStore.open(file) as store, store.writing():
        [version] = store.all_versions()
        old = [_before(each) for each in store.statements("raden")]
        store.add_version(Version("raden", "old", version.loaded_at, "csv", str(path), version.counts), old)
    gap = "no-coverage:municipality:velsen:ggz"
    listed = done("--file", file, "gaps", "--on", DAY, "--format", "json").data["findings"]
    assert gap in {finding["id"] for finding in listed}
    done("--file", file, "decide", gap, "--status", "planned", "--owner", "Puk")
    write_csv(
        tmp_path / "raden", "raden", "naam;gemeente;wetten", "Raad A;Beverwijk;Wmo", "Raad B;Velsen;Wmo", "C;Urk;"
    )
    again = run("--file", file, "load", path)
    assert "municipality:velsen → municipality:GM0453" in again.err and "verdwijn" not in again.err
    found = {
        each["id"]: each for each in done("--file", file, "gaps", "--on", DAY, "--format", "json").data["findings"]
    }
    assert found["no-coverage:municipality:GM0453:ggz"]["decision"]["owner"] == "Puk"
    assert "Velsen" in done("--file", file, "show", "municipality:velsen", "--on", DAY).out


def _before(each: Node | Relation) -> Node | Relation:
    ids = {"municipality:GM0375": "municipality:beverwijk", "municipality:GM0453": "municipality:velsen"}
    if isinstance(each, Node):
        return Node(
            id=ids.get(each.id, each.id),
            kind=each.kind,
            name=each.name,
            mention=each.mention,
            made=each.made,
            properties=each.properties,
            sources=each.sources or (Evidence("raden", "raden!2"),),
        )
    return each.between(ids.get(id_, id_) for id_ in each.nodes)
