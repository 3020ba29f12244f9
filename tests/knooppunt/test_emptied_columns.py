"""Every column of every sheet: a new version without it is told, by that column and no other."""

from __future__ import annotations

import msgspec
import pytest

from graph.network import Network
from graph.vocabulary import Column, Sheet, vocabulary
from knooppunt.usecases.doubts import lost
from loaders.base import CellValue, Origin, Table
from tests.loaders.sheets import SOURCE, load

SHEETS = vocabulary().sheets
_ROWS = (1, 2, 3)
#: Regions that lie in nothing: two that are provinces, and two that are not.
_WHOLE = {4: "provincie", 5: "provincie", 6: "samenwerkingsverband", 7: "samenwerkingsverband"}


def _value(sheet: Sheet, column: Column, row: int) -> str:
    """Return what stands in a cell of a row that is filled as a whole."""
    if column.to or column.subject:
        kind = vocabulary().expand(column.to or sheet.about)[0]
        number = row
        if kind == "region":
            number = row % 2 + (4 if column.region_type else 6)
        elif column.relation in ("contact", "succeeds"):
            number = row % 3 + 1
        return f"{kind}{number}"
    if column.topic:
        return f"{column.code} {row}; {column.topic}"
    dates = {"since": "2020-01-01", "until": "2030-01-01", "date": f"2025-01-{row:02}"}
    written = {"id": f"{sheet.kind}{row}", "name": f"Naam {sheet.code} {row}", "email": f"x{row}@example.org"}
    of_type = {"yes_no": "ja", "date": f"2024-01-0{row}", "number": "5", "whole_number": "500"}
    first = {"functions": "informeren", "level": "lokaal", "roles": "agenderen", "certainty": "afgeleid"}
    code = column.property
    if column.values and code not in first:
        return next(iter(vocabulary().values[column.values].values.values())).nl
    return {**dates, **written, **first}.get(code) or of_type.get(vocabulary().properties[code].type, f"{code} {row}")


def _tables(without: tuple[str, str] = ("", ""), end: str = "until") -> list[Table]:
    """Return full sheets of everything, one of them ``without`` a column; ``end`` is the one that tells of ends."""
    found = []
    for sheet in SHEETS.values():
        columns = [c for c in sheet.columns.values() if c.code == end or c.code not in ("until", "last_day")]
        columns = [c for c in columns if (sheet.code, c.code) != without]
        rows: list[list[CellValue]] = [[_value(sheet, column, row) for column in columns] for row in _ROWS]
        if sheet.kind == "region":
            whole = {"id": "region{}", "name": "Geheel {}", "type": "{}"}
            rows += [
                [whole.get(c.code, "").format(type_ if c.code == "type" else number) for c in columns]
                for number, type_ in _WHOLE.items()
            ]
        found.append(Table(sheet.code, [c.header["nl"] for c in columns], list(enumerate(rows, 2))))
    return found


def _optional() -> list[tuple[str, str]]:
    return [
        (sheet.code, column.code)
        for sheet in SHEETS.values()
        for column in sheet.columns.values()
        if not (column.required or column.code == "id")
    ]


@pytest.mark.parametrize("which", _optional(), ids="-".join)
def test_a_column_that_is_gone_is_told(which: tuple[str, str]) -> None:
    end = "last_day" if which[1] == "last_day" else "until"
    before, after = load(*_tables(end=end)), load(*_tables(which, end))
    assert not (before.problems or after.problems)
    doubt = lost(before.statements, after.statements, SOURCE, Network({}, []))
    assert doubt is not None
    told = {(column, loss.gone, loss.of, loss.sheet) for loss in doubt.losses for column in loss.columns}
    count = len(_ROWS) + (len(_WHOLE) if which == ("regions", "type") else 0)
    expected = {(which, count, count, which[0])}
    if which[1] in ("until", "last_day"):  # The two tell the same.
        expected = {((which[0], code), count, count, which[0]) for code in ("until", "last_day")}
    assert told == expected


def test_the_same_columns_in_another_order_lose_nothing() -> None:
    before, tables = load(*_tables()), _tables()
    for table in tables:
        table.header.reverse()
        for number, (at, row) in enumerate(reversed(table.rows)):
            row.reverse()
            table.rows[len(table.rows) - 1 - number] = (at, row)
    after = load(*reversed(tables))
    assert lost(before.statements, after.statements, SOURCE, Network({}, [])) is None


@pytest.mark.parametrize("column", ["role", "phone"])
def test_one_sheet_of_a_hub_may_be_rows_of_several(column: str) -> None:
    """A list of members says persons and seats in one row."""
    origin = Origin("leden", ["naam", "telefoon", "rol"])

    def members(*without: str) -> list[Table]:
        persons = Table("persons", ["name", "phone"], [(2, ["Puk", "" if "phone" in without else "06-1"])], origin)
        seats = Table(
            "seats", ["person", "organisation", "role"], [(2, ["Puk", "Raad", "" if "role" in without else "lid"])]
        )
        return [persons, msgspec.structs.replace(seats, origin=origin), Table("councils", ["name"], [(2, ["Raad"])])]

    before, after = load(*members()), load(*members(column))
    doubt = lost(before.statements, after.statements, SOURCE, Network({}, []))
    assert doubt is not None
    assert [loss.columns for loss in doubt.losses] == [(("seats" if column == "role" else "persons", column),)]
