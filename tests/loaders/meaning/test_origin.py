"""Tables made of parts of a list: they are read as known sheets, and everything that is told cites the list itself."""

from __future__ import annotations

from loaders.base import CellValue, Loaded, Origin, Place, Table
from tests.loaders.sheets import FILE, found, good, load, nodes, relations, table

SHEET = "Leden 2024"


def part(name: str, columns: dict[str, str], *rows: tuple[int, list[CellValue]], sheet: str = SHEET) -> Table:
    """Return a table to be read as ``name``; ``columns`` gives, by header of the sheet it is read as, the one in the list."""
    return Table(name, list(columns), list(rows), Origin(sheet, list(columns.values())))


def council() -> Table:
    return table("raden", "naam,gemeente", ["Adviesraad", "Haarlem"])


def persons(*rows: tuple[int, list[CellValue]], sheet: str = SHEET) -> Table:
    return part("personen", {"naam": "Lid", "e-mail": "Bereikbaar via"}, *rows, sheet=sheet)


def seats(*rows: tuple[int, list[CellValue]], sheet: str = SHEET) -> Table:
    columns = {"persoon": "Lid", "organisatie": "Raad", "sinds": "Lid vanaf", "tot": "Afgetreden"}
    return part("zetels", columns, *rows, sheet=sheet)


def members(*, skip_bad_rows: bool = False) -> Loaded:
    return load(
        council(),
        persons((7, ["Jan", ""]), (9, ["Piet", "geen adres"]), (12, ["Kees", ""])),
        seats(
            (7, ["Jan", "Adviesraad", "2020", ""]),
            (9, ["Piet", "Adviesraad", "", ""]),
            (12, ["Kees", "Adviesraad", "31-2-2020", ""]),
            (13, ["Jan", "Jeugdraad", "2021", "2020"]),
        ),
        skip_bad_rows=skip_bad_rows,
    )


def test_a_table_as_it_stands_is_its_own_origin() -> None:
    own = table("personen", "naam,sinds", ["Jan", "2020"])
    assert own.origin == Origin("personen", ["naam", "sinds"])
    assert own.origin.place(FILE, 2, 1) == Place(FILE, "personen", 2, "sinds")
    assert own.origin.where(2) == "personen!2"


def test_problems_cite_the_list() -> None:
    assert found(members().problems) == [
        ("bad-email", SHEET, 9, "Bereikbaar via", "geen adres"),
        ("bad-date", SHEET, 12, "Lid vanaf", "31-2-2020"),
        ("unknown-reference", SHEET, 13, "Raad", "Jeugdraad"),
        ("end-before-start", SHEET, 13, "Afgetreden", "2020"),
    ]


def test_rows_left_out_and_counts_cite_the_list() -> None:
    loaded = members(skip_bad_rows=True)
    assert loaded.left_out == [Place(FILE, SHEET, 13)]
    assert loaded.cells_left_out == [Place(FILE, SHEET, 9, "Bereikbaar via"), Place(FILE, SHEET, 12, "Lid vanaf")]
    assert loaded.warnings == []
    counts = [(count.sheet, count.read, count.stored, count.left_out, count.cells) for count in loaded.counts]
    assert counts == [("raden", 1, 1, 0, 0), (SHEET, 3, 3, 0, 1), (SHEET, 4, 3, 1, 1)]


def test_evidence_cites_the_list() -> None:
    loaded = good(council(), persons((7, ["Jan", ""])), seats((7, ["Jan", "Adviesraad", "2020", ""])))
    (seat,) = relations(loaded, "seat")
    assert [evidence.where for evidence in seat.sources] == [f"{SHEET}!7"]
    assert [evidence.where for evidence in nodes(loaded)["person:jan"].sources] == [f"{SHEET}!7"]
    assert [evidence.where for evidence in nodes(loaded)["council:adviesraad"].sources] == ["raden!2"]


def test_what_is_said_of_headers_cites_the_list() -> None:
    columns = {"persoon": "Lid", "sinds": "Vanaf", "since": "Begin", "schoenmaat": "Maat", "": ""}
    loaded = load(part("zetels", columns, (7, ["Jan", "2020", "2021", "43", "x"])), persons((7, ["Jan", ""])))
    assert found(loaded.problems) == [
        ("double-column", SHEET, None, "Begin", "Begin"),
        ("missing-column", SHEET, None, "", ""),
    ]
    assert loaded.problems[0].params == {"first": "Vanaf"}
    assert loaded.problems[1].params["headers"] == ["Lid", "Vanaf", "Begin", "Maat"]
    assert found(loaded.warnings) == [
        ("unknown-column", SHEET, None, "Maat", "Maat"),
        ("column-without-header", SHEET, None, "", "E"),
    ]


def test_a_row_that_stands_there_twice_and_a_comma_cite_the_list() -> None:
    twice = load(persons((7, ["Jan", ""]), (9, ["Jan", ""])))
    assert found(twice.warnings) == [("told-twice", SHEET, 9, "Lid", "Jan")]
    assert twice.warnings[0].params["row"] == 7
    comma = load(part("raden", {"naam": "Raad", "thema's": "Gaat over"}, (7, ["Adviesraad", "inkoop, armoede"])))
    assert found(comma.warnings) == [("comma-in-topic", SHEET, 7, "Gaat over", "inkoop, armoede")]


def test_two_sheets_of_a_list_may_both_be_read_as_one_sheet() -> None:
    loaded = good(
        council(),
        persons((7, ["Jan", ""])),
        persons((3, ["Piet", ""]), sheet="Leden 2025"),
        seats((7, ["Jan", "Adviesraad", "", ""])),
        seats((3, ["Piet", "Adviesraad", "", ""]), sheet="Leden 2025"),
    )
    assert [seat.sources[0].where for seat in relations(loaded, "seat")] == ["Leden 2024!7", "Leden 2025!3"]
