"""What holds for any input: nothing raises, formats agree, what is stored hangs together."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model import Node, Relation
from graph.places.table import SOURCES
from graph.store.fold import fold
from graph.vocabulary import vocabulary
from graph.words.catalogue import LANGUAGES, text
from loaders.base import CellValue, Fault, Loaded, Place, Table
from loaders.meaning.load import load_tables
from loaders.meaning.wording import problem_fields
from tests.loaders.sheets import load, load_path, ods_sheet, write_csv_folder, write_ods, write_xlsx

SHEETS = list(vocabulary().sheets.values())

#: Few enough that rows refer to each other, share names, contradict each other and give ids twice.
NAMES = [
    "Jan",
    "jan ",
    "Piet",
    "Raad",
    "Tafel",
    "Haarlem",
    "GM0392",
    "p1",
    "p2",
    "Jan (Haarlem)",
    "Jan; Piet",
    "Noord-Holland",
]
WORDS = [
    "Wmo",
    "Wmo; Jeugdwet",
    "voorzitter",
    "lid",
    "onzin",
    "ja",
    "nee",
    "informeren",
    "#REF!",
    ";",
    "?",
    "a@b.nl",
    "Wmo-raad",
]
DATES = ["2017", "2018", "1-9-2017", "sept. 2017", "31-2-2017", "12-9-17", "ooit"]
NUMBERS: list[CellValue] = [12, 12.5, 0, -3, 2017, 41000, "41.000", "52,38"]

written = st.one_of(st.sampled_from(["", *NAMES, *WORDS, *DATES]), st.text(max_size=6))
garbage: st.SearchStrategy[CellValue] = st.one_of(
    st.none(),
    st.sampled_from([*NAMES, *WORDS, *DATES, *NUMBERS]),
    st.text(max_size=20),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.builds(Fault, st.sampled_from(["cell-error", "formula-without-value"]), st.text(max_size=5)),
)


@st.composite
def tables_of(draw: st.DrawFn, cells: st.SearchStrategy[CellValue], most_rows: int = 4) -> list[Table]:
    """Return tables of known sheets with most of their columns."""
    found = []
    for sheet in draw(st.lists(st.sampled_from(SHEETS), min_size=1, max_size=5, unique_by=lambda sheet: sheet.code)):
        columns = [c for c in sheet.columns.values() if c.required or draw(st.integers(0, 2))]
        width = len(columns)
        rows = draw(st.lists(st.lists(cells, min_size=width, max_size=width), max_size=most_rows))
        found.append(Table(sheet.header["nl"], [c.header["nl"] for c in columns], list(enumerate(rows, 2))))
    return found


@settings(max_examples=300, deadline=None)
@given(tables_of(garbage), st.booleans())
def test_garbage_leads_to_problems_and_never_to_an_error(tables: list[Table], skip_bad_rows: bool) -> None:
    loaded = load(*tables, skip_bad_rows=skip_bad_rows)
    for problem in (*loaded.problems, *loaded.warnings):
        assert problem.place.row is not None or problem.code == "empty-sheet"
        for lang in LANGUAGES:
            assert text(lang, f"problem.{problem.code}", **problem_fields(problem, lang))
    if loaded.problems and not skip_bad_rows:
        assert loaded.statements == []
    # The store writes them as JSON.
    msgspec.json.encode(loaded.statements)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.builds(
            Table,
            st.one_of(st.sampled_from([sheet.code for sheet in SHEETS]), st.text(max_size=5)),
            st.lists(
                st.one_of(st.sampled_from(["naam", "id", "persoon", "", "sinds"]), st.text(max_size=3)), max_size=5
            ),
            st.lists(st.tuples(st.integers(2, 99), st.lists(garbage, max_size=7)), max_size=4),
        ),
        max_size=4,
    )
)
def test_tables_of_any_shape_never_raise(tables: list[Table]) -> None:
    loaded = load(*tables)
    for problem in (*loaded.problems, *loaded.warnings):
        for lang in LANGUAGES:
            assert text(lang, f"problem.{problem.code}", **problem_fields(problem, lang))


@settings(max_examples=300, deadline=None)
@given(tables_of(st.one_of(written, st.sampled_from(NUMBERS)), most_rows=6))
def test_what_is_stored_hangs_together(tables: list[Table]) -> None:
    loaded = load(*tables, skip_bad_rows=True)
    assert fold(loaded.statements).loose_ends == []
    assert all(count.read == count.stored + count.left_out for count in loaded.counts)
    # Every row that was read is either stored or told to be left out; a row with a problem is left out, or a cell of it.
    stored = {each.sources[0].where for each in loaded.statements}
    left_out = {f"{place.sheet}!{place.row}" for place in loaded.left_out}
    cut = {f"{place.sheet}!{place.row}" for place in loaded.cells_left_out}
    assert stored.isdisjoint(left_out)
    assert cut <= stored
    assert len(stored) + len(left_out) == sum(count.read for count in loaded.counts)
    assert {f"{each.place.sheet}!{each.place.row}" for each in loaded.problems} <= left_out | cut


words_and_numbers = st.one_of(written, st.sampled_from(NUMBERS))


@settings(max_examples=100, deadline=None)
@given(tables_of(words_and_numbers), tables_of(words_and_numbers))
def test_every_row_of_two_lists_is_in_the_network(first: list[Table], second: list[Table]) -> None:
    one = load(*first, skip_bad_rows=True).statements
    alone = fold(one)
    known: list[Node | Relation] = [*alone.nodes.values(), *alone.relations]
    other = load_tables(second, "b.xlsx", "b", known, identity=alone.identity, skip_bad_rows=True).statements
    network = fold([*one, *other])
    assert network.loose_ends == []
    there = {evidence for each in (*network.nodes.values(), *network.relations) for evidence in each.sources}
    there = {evidence for evidence in there if evidence.source not in SOURCES}
    assert {evidence for each in (*one, *other) for evidence in each.sources} == there


plain = st.text(st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn", "Zl", "Zp")), max_size=8)
#: Without fractions: in a text, Excel and CSV write them differently.
portable: st.SearchStrategy[CellValue] = st.one_of(
    st.sampled_from([*NAMES, *WORDS, *DATES, 12, 0, -3, 2017, 41000, "41.000", "52,38"]),
    plain,
    st.integers(-(10**6), 10**6),
)


def summary(loaded: Loaded) -> tuple[list[bytes], list[tuple[str, Place]]]:
    problems = [
        (each.code, msgspec.structs.replace(each.place, file="")) for each in (*loaded.problems, *loaded.warnings)
    ]
    return [msgspec.json.encode(each) for each in loaded.statements], problems


@settings(max_examples=60, deadline=None)
@given(tables_of(portable))
def test_every_format_says_the_same(tables: list[Table]) -> None:
    # The files of a folder are read in the order of their names.
    tables.sort(key=lambda table: f"{table.name}.csv")
    with TemporaryDirectory() as folder:
        here = Path(folder)
        paths = [
            write_xlsx(here / "a.xlsx", tables),
            write_ods(here / "a.ods", "".join(map(ods_sheet, tables))),
            write_csv_folder(here / "a", tables),
        ]
        excel, ods, csv = (load_path(path, "bron", skip_bad_rows=True) for path in paths)
    assert summary(excel) == summary(ods)
    assert summary(excel) == summary(csv)


@given(st.dates(date(1900, 3, 1), date(2200, 12, 31)))
def test_a_date_cell_is_the_date_that_is_written(day: date) -> None:
    table = Table("personen", ["naam", "sinds", "bevestigd"], [(2, ["Jan", day, day.isoformat()])])
    (node,) = load(table).statements
    assert node.since == node.last_confirmed == day
