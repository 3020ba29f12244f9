"""Sheets that are one list of several years."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from graph.errors import InputRefused
from graph.store.opening import open_store
from knooppunt.usecases.columns import Wishes, map_file, proposed
from knooppunt.usecases.load import LoadResult, load
from tests.loaders.sheets import table, write_xlsx

Sheets = dict[str, tuple[list[str], ...]]
NOW = datetime(2026, 11, 27, tzinfo=UTC)
YEARS: Sheets = {
    "2024": (["Bas Aa", "voorzitter"], ["Ans Bok", "lid"]),
    "2025": (["Bas Aa", "voorzitter"], ["Cor Dam", "lid"]),
    "2026": (["Cor Dam", "voorzitter"], ["Dia Ent", "lid"]),
}


def _written(tmp_path: Path, sheets: Sheets, header: str = "naam lid,functie") -> Path:
    tables = [table(name, header, *rows) for name, rows in sheets.items()]
    return write_xlsx(tmp_path / "ASD Elzenrade.xlsx", tables)


def _loaded(tmp_path: Path, path: Path, *, skip_sheets: bool = False) -> tuple[LoadResult, set[tuple[str, str]]]:
    file = tmp_path / "net.knooppunt"
    (result,) = load(file, [path], NOW, wishes=Wishes(skip_sheets=skip_sheets))
    if result.status == "refused":
        return result, set()
    with open_store(file) as store:
        network = store.network()
    names = {id_: node.name for id_, node in network.nodes.items()}
    return result, {(names[seat.origin], seat.properties["role"]) for seat in network.relations_by_type["seat"]}


def test_members_of_earlier_years_are_not_members_today_in_silence(tmp_path: Path) -> None:
    path = _written(tmp_path, YEARS)
    result, _ = _loaded(tmp_path, path)
    assert [(each.code, each.value) for each in result.loaded.problems] == [
        ("list-earlier-year", "2024"),
        ("list-earlier-year", "2025"),
    ]
    result, seats = _loaded(tmp_path, path, skip_sheets=True)
    assert result.not_read == ("2024", "2025")
    assert seats == {("Cor Dam", "chair"), ("Dia Ent", "member")}


def test_the_map_that_is_proposed_leaves_earlier_years_out(tmp_path: Path) -> None:
    path = _written(tmp_path, YEARS)
    sheets = proposed(tmp_path / "net.knooppunt", path, "")
    path.with_name(f"{path.name}.columns.yaml").write_text(map_file(sheets, "nl"), encoding="utf-8")
    _, seats = _loaded(tmp_path, path)
    assert seats == {("Cor Dam", "chair"), ("Dia Ent", "member")}


def test_sheets_of_other_councils_or_without_a_year_are_lists_of_today(tmp_path: Path) -> None:
    sheets: Sheets = {
        "leden": (["ASD A", "Bas Aa", "lid"],),
        "bestuur": (["ASD B", "Ans Bok", "lid"],),
    }
    path = _written(tmp_path, sheets, "raad,naam lid,functie")
    _, seats = _loaded(tmp_path, path)
    assert seats == {("Bas Aa", "member"), ("Ans Bok", "member")}


def test_of_a_file_without_a_list_no_map_is_made(tmp_path: Path) -> None:
    path = tmp_path / "los.csv"
    path.write_text("12;34\n56;78\n", encoding="utf-8")
    with pytest.raises(InputRefused) as caught:
        proposed(tmp_path / "net.knooppunt", path, "")
    assert caught.value.code == "no-list-in-file"
