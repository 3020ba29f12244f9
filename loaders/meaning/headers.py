"""Which sheet a table is, and which column of the vocabulary each of its columns is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from graph.names import normalise
from graph.vocabulary import Column, Sheet, vocabulary
from graph.words.catalogue import LANGUAGES, text
from loaders.base import Place, Problem, Table, is_blank
from loaders.meaning.cells import closest, suggestion
from loaders.meaning.garbled import garbled


class Recognised(msgspec.Struct):
    """A table of a known sheet: (number in the row, column) of what was found, ``usable`` with every required column."""

    table: Table
    sheet: Sheet
    columns: list[tuple[int, Column]]
    usable: bool = True


class Recognition(msgspec.Struct):
    """The tables that could be recognised, and what is wrong with sheet names and headers."""

    tables: list[Recognised] = []
    problems: list[Problem] = []
    warnings: list[Problem] = []


def recognise(tables: Iterable[Table], file: str) -> Recognition:
    """Match the names and headers of ``tables`` with the vocabulary."""
    result = Recognition()
    first: dict[str, Table] = {}
    for table in tables:
        sheet = vocabulary().find_sheet(table.name)
        if sheet is None:
            result.warnings += [] if written_by_template(table) else _unknown_sheet(table, file)
            continue
        # What comes out of sheets of other names may be one sheet together.
        if table.origin.sheet == table.name and first.setdefault(sheet.code, table) is not table:
            params = {"first": first[sheet.code].name}
            result.problems.append(Problem(table.origin.place(file), "double-sheet", table.name, params))
        result.warnings += [remark.problem(table.origin.place(file, remark.row)) for remark in table.remarks]
        # One column of a list may be in several tables that it is split into.
        result.warnings += [each for each in garbled(table, file) if each not in result.warnings]
        result.tables.append(_recognise_columns(table, sheet, file, result))
    if not result.tables:
        result.problems.append(Problem(Place(file), "no-known-sheet", params={"sheets": list(vocabulary().sheets)}))
    return result


def column_letter(number: int) -> str:
    """Return the letter that a spreadsheet gives to column ``number`` (0 is A)."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def written_by_template(table: Table) -> bool:
    """Tell whether this is a sheet that the template itself adds (the explanation, the choices), as it was written."""
    names, headings = set(), set()
    for lang in LANGUAGES:
        names |= {text(lang, "template.guide"), text(lang, "template.values")}
        headings |= {text(lang, f"template.values.{code}") for code in vocabulary().values}
        headings.add(text(lang, "template.explanation").strip().split("\n")[0])
    return normalise(table.name) in map(normalise, names) and (
        {normalise(header) for header in _filled(table.header)} <= set(map(normalise, headings))
    )


def _recognise_columns(table: Table, sheet: Sheet, file: str, result: Recognition) -> Recognised:
    names = {name: column for column in sheet.columns.values() for name in column.names()}
    found: dict[str, tuple[int, Column]] = {}
    unknown: list[int] = []
    again: list[int] = []
    written = table.origin.header
    idle = _idle(table, names)
    for number, header in enumerate(table.header):
        if number in idle:
            continue
        column = names.get(normalise(header))
        if column is None:
            unknown.append(number)
        elif column.code in found and _again(table, column, found[column.code][0], number):
            again.append(number)
        elif column.code in found:
            params = {"first": written[found[column.code][0]]}
            place = table.origin.place(file, None, number)
            result.problems.append(Problem(place, "double-column", written[number], params))
        else:
            found[column.code] = (number, column)
    for number in [*unknown]:
        # A place tells the municipality only where nothing else does.
        for column in sheet.columns.values():
            if column.code not in found and normalise(table.header[number]) in map(normalise, column.instead):
                found[column.code] = (number, column)
                unknown.remove(number)
    absent = [column for column in sheet.columns.values() if column.code not in found]
    filled = _filled_cells(table) if unknown or again else Counter[int]()
    for number in unknown:
        result.warnings += _unknown_column(table, sheet, absent, number, filled[number], file)
    for number in again:
        place = table.origin.place(file, None, number)
        told = Problem(place, "column-again", written[number], {"count": filled[number]})
        result.warnings += [told] if filled[number] else []
    missing = [column.code for column in absent if column.required]
    for code in missing if _filled(table.header) else ():
        absence = {"column": code, "sheet": sheet.code, "headers": _filled(written)}
        result.problems.append(Problem(table.origin.place(file), "missing-column", params=absence))
    return Recognised(table, sheet, list(found.values()), usable=not missing)


def _unknown_sheet(table: Table, file: str) -> list[Problem]:
    """Warn about a sheet that is not read, unless it is empty."""
    filled = len(_filled(table.header)) + sum(not is_blank(cell) for _, row in table.rows for cell in row)
    labels = [label for sheet in vocabulary().sheets.values() for label in sheet.header.values()]
    params = {"count": filled, **suggestion(closest(table.name, labels))}
    return [Problem(table.origin.place(file), "unknown-sheet", table.name, params)] if filled else []


def _idle(table: Table, names: Mapping[str, Column]) -> set[int]:
    """Return the empty columns that mean what another column means too; one of them stays when all are empty."""
    alike: dict[str, list[int]] = {}
    for number, header in enumerate(table.header):
        if (column := names.get(normalise(header))) is not None:
            alike.setdefault(column.code, []).append(number)
    several = [numbers for numbers in alike.values() if len(numbers) > 1]
    filled = _filled_cells(table) if several else Counter[int]()
    idle: set[int] = set()
    for numbers in several:
        empty = [number for number in numbers if not filled[number]]
        idle.update(empty if len(empty) < len(numbers) else empty[1:])
    return idle


def _again(table: Table, column: Column, first: int, number: int) -> bool:
    """Tell whether a column that is not required repeats the header of the one at ``first``: it is passed over, and told."""
    written = table.origin.header
    return not column.required and normalise(written[number]) == normalise(written[first])


def _filled_cells(table: Table) -> Counter[int]:
    """Return how many cells hold something by column, in one pass: a table may have very many columns."""
    return Counter(number for _, row in table.rows for number, cell in enumerate(row) if not is_blank(cell))


def _unknown_column(
    table: Table, sheet: Sheet, absent: list[Column], number: int, filled: int, file: str
) -> list[Problem]:
    """Warn about a column that is not read, unless it is empty; propose one of the ``absent`` columns of the sheet."""
    if not filled:
        return []
    header = table.origin.header[number]
    if not header:
        letter = column_letter(number)
        return [Problem(table.origin.place(file), "column-without-header", letter, {"count": filled})]
    if sheet.kind == "municipality" and normalise(header) in _days():
        place = table.origin.place(file, None, number)
        return [Problem(place, "municipality-has-no-days", header, {"count": filled})]
    labels = [label for column in absent for label in column.header.values()]
    params = {"count": filled, **suggestion(closest(header, labels))}
    return [Problem(table.origin.place(file, None, number), "unknown-column", header, params)]


def _days() -> set[str]:
    """Return, normalised, the headers of the days on which something begins or ends, of every sheet that has them."""
    columns = [column for sheet in vocabulary().sheets.values() for column in sheet.columns.values()]
    return {name for column in columns if column.property in ("since", "until") for name in column.names()}


def _filled(header: Sequence[str]) -> list[str]:
    return [text for text in header if text]
