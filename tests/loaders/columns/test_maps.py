"""Column maps: what is wrong in one is told with its line, and the map of last quarter serves the list of this one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.columns.maps import CROSSES, KEPT, ORGANISATIONS, ColumnMap, TableMap, known_targets, read_map, written_map
from tests.knooppunt.command_line import done, run

_TARGETS = sorted(set(known_targets().values()))


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("tables:\n- columns:\n   a: [}\n", "map-not-yaml", "3"),
        ("tables: {}\n", "map-no-tables", "1"),
        ("tables:\n- leden\n", "map-no-table", "2"),
        ("tables:\n- sheet: Leden\n  columns: [Naam]\n", "map-no-columns", "3"),
        ("tables:\n- sheet: Leden\n  columns: {}\n  downwards: Naam\n", "map-no-list", "4"),
        ("tables:\n- sheet: [Leden]\n  columns: {}\n", "map-no-text", "2"),
        ("tables:\n- columns:\n    Naam: persons.name\n    Rol: {}\n", "map-no-target", "4"),
        ("tables:\n- columns:\n    Naam: persons.nam\n", "map-unknown-target", "3"),
        ("tables:\n- columns: {}\n  colums: {}\n", "map-unknown-field", "3"),
        ("tables:\n- columns: {}\nleftout: []\n", "map-unknown-field", "3"),
        ("tables:\n- kind: raad\n  columns: {}\n", "map-unknown-kind", "2"),
        ("tables:\n- columns: {}\n  crosses:\n    Overleg: seats.role\n", "map-unknown-cross", "4"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text: str, code: str, line: str) -> None:
    _, problems = read_map(text, "kaart.yaml")
    assert [(each.code, each.params["line"]) for each in problems] == [(code, line)]


def test_all_that_is_wrong_is_told_at_once() -> None:
    _, problems = read_map("tables:\n- kind: raad\n  columns:\n    Naam: persons.nam\n    Rol: 3\n", "kaart.yaml")
    assert {each.code for each in problems} == {"map-unknown-kind", "map-unknown-target", "map-no-target"}


def test_a_target_may_be_written_in_dutch() -> None:
    column_map, problems = read_map("tables:\n- columns: {Rol: zetels.rol, Naam: Personen.Naam}\n", "kaart.yaml")
    assert not problems
    assert column_map.tables[0].columns == {"Rol": ("seats.role",), "Naam": ("persons.name",)}


_WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=12
).map(lambda text: f"k {text.strip()}".strip())


@st.composite
def _maps(draw: st.DrawFn) -> ColumnMap:
    tables = []
    for _ in range(draw(st.integers(1, 3))):
        targets = draw(st.lists(st.sampled_from(_TARGETS), max_size=5, unique=True))
        headers = draw(st.lists(_WORDS, min_size=len(targets) + 2, max_size=len(targets) + 2, unique=True))
        tables.append(
            TableMap(
                sheet=draw(st.just("") | _WORDS),
                organisation=draw(st.just("") | _WORDS),
                kind=draw(st.sampled_from(("", *ORGANISATIONS))),
                columns={
                    **{header: (target,) for header, target in zip(headers, targets, strict=False)},
                    headers[-2]: (KEPT,),
                },
                crosses=draw(st.just({}) | st.just({headers[-1]: CROSSES[2]})),
                downwards=tuple(headers[: draw(st.integers(0, 1))]),
            )
        )
    return ColumnMap(tuple(tables), tuple(draw(st.lists(_WORDS, max_size=2))))


@given(_maps())
def test_a_written_map_reads_back_as_the_same(column_map: ColumnMap) -> None:
    again, problems = read_map(written_map(column_map), "kaart.yaml")
    # One target may not stand under two headers; that is told beside the map, not instead of it.
    assert {each.code for each in problems} <= {"map-double-target"}
    assert again == column_map


def test_a_header_that_turns_the_direction_of_writing_steers_no_terminal() -> None:
    column_map = ColumnMap((TableMap(columns={"Naam \u202eé": ("persons.name",)}),))
    text = written_map(column_map)
    assert text.isascii()
    assert read_map(text, "kaart.yaml") == (column_map, [])


def test_the_map_of_last_quarter(tmp_path: Path) -> None:
    before, after = tmp_path / "presentie-q1.csv", tmp_path / "presentie-q2.csv"
    before.write_text(
        "Regionaal overleg Veenrand\nNaam;Namens;12-1-2026\nPuk Lage;KBO Zandermeer;x\nJip Kade;KBO Lagerhei;\n",
        encoding="utf-8",
    )
    network = tmp_path / "net.knooppunt"
    result = run("--file", network, "columns", before)
    assert result.status == 0, result
    column_map = tmp_path / "presentie-q1.csv.columns.yaml"
    shutil.move(column_map, tmp_path / "kaart.yaml")
    # Rows have moved, a day came, a column has another header, and the file another name.
    after.write_text(
        "Regionaal overleg Veenrand\nTweede kwartaal\n\nNaam;Namens wie;12-1-2026;13-4-2026\n"
        "Jip Kade;KBO Lagerhei;;x\nPuk Lage;KBO Zandermeer;x;x\n",
        encoding="utf-8",
    )
    result = run("--file", network, "load", after, "--columns", tmp_path / "kaart.yaml")
    assert result.status == 0, result
    assert "Namens" in result.err
    assert "Namens wie" in result.err
    shown = done("--file", network, "show", "Puk Lage", "--format", "json").out
    assert "2026-01-12" in shown
    assert "2026-04-13" in shown
