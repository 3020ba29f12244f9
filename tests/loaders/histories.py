"""Random histories of a hub, by hypothesis: lists that are loaded one after the other, some of them again in a new version.

There are few names, places and dates, so that rows repeat, contradict and refer to each other, in one list and across lists.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence

from hypothesis import strategies as st

from graph.vocabulary import Sheet, vocabulary
from loaders.base import CellValue, Table

SHEETS = vocabulary().sheets
#: Names of every kind: some are spelled otherwise only, and one is of several kinds.
_NAMES = {
    "municipality": ["Haarlem", "gemeente Velsen", "Utrecht"],
    "region": ["IJmond", "Noord-Holland", "Utrecht"],
    "council": ["Cliëntenraad", "clientenraad", "Raad & Daad"],
    "client_organisation": ["Bond", "Bond Zuid"],
    "platform": ["Tafel", "Bond"],
    "support_organisation": ["Steunpunt"],
    "institution": ["Zorghuis", "Werkbedrijf"],
    "person": ["Jan Vos", "jan vos", "Puk Lage"],
    "meeting": ["Overleg", "overleg", "Inkoopdag"],
}
_BETWEEN_BRACKETS = {"council": ["Haarlem", "Velsen"], "meeting": ["1-1-2020", "2022-01-01"]}
_DAYS = ["1-1-2018", "1 januari 2020", "2022-01-01", "2024-01-01"]
_WRITTEN = {
    "level": ["lokaal", "landelijk"],
    "roles": ["meedenken; agenderen", "meedenken"],
    "role": ["voorzitter", "lid", "penningmeester"],
    "functions": ["informeren", "informeren; verbinden"],
    "email": ["a@example.org", "b@example.org"],
    "placeholder": ["ja"],
}
_TYPES = {
    "council": ["Wmo-raad", "jeugdraad"],
    "region": ["provincie", "samenwerkingsverband"],
    "institution": ["werkbedrijf"],
}
_TOPICS = ["Wmo", "Jeugdwet; Wmo", "inkoop", "ouderen"]


@st.composite
def histories(draw: st.DrawFn, most: int = 4) -> list[tuple[str, list[Table]]]:
    """Return what is loaded: the name of the source (of a second version that of the first) and its tables."""
    found: list[tuple[str, list[Table]]] = []
    for _ in range(draw(st.integers(1, most))):
        source = draw(st.sampled_from(["a", "b", "c"]))
        versions = [tables for name, tables in found if name == source] or [tables for _, tables in found]
        if versions and draw(st.integers(0, 2)) == 0:
            found.append((source, draw(_changed(versions[-1]))))
        else:
            found.append((source, draw(_tables())))
    return found


@st.composite
def _tables(draw: st.DrawFn) -> list[Table]:
    codes = draw(st.lists(st.sampled_from(list(SHEETS)), min_size=1, max_size=5, unique=True))
    # What rows refer to is mostly there.
    codes += draw(st.sampled_from([[], [], ["persons", "councils"], ["persons", "meetings", "platforms", "councils"]]))
    return [draw(_table(SHEETS[code])) for code in dict.fromkeys(codes)]


@st.composite
def _table(draw: st.DrawFn, sheet: Sheet) -> Table:
    columns = [c for c in sheet.columns.values() if c.required or draw(st.integers(0, 2))]
    rows = draw(st.lists(st.tuples(*(_cell(sheet.code, column.code) for column in columns)), min_size=1, max_size=4))
    return Table(sheet.code, [c.header["nl"] for c in columns], [(n, [*row]) for n, row in enumerate(rows, 2)])


@functools.cache
def _values(sheet_code: str, column_code: str) -> Sequence[str]:
    sheet, column = SHEETS[sheet_code], SHEETS[sheet_code].columns[column_code]
    if column.topic:
        return _TOPICS
    if column.to or column.subject:
        kinds = vocabulary().expand(column.to or sheet.about)
        return [text for kind in kinds for text in _references(kind)]
    if column.property == "name":
        return _NAMES[sheet.kind]
    if column.property == "id":
        return [f"{sheet.kind[0]}1", f"{sheet.kind[0]}2"]
    if column.property == "type":
        return _TYPES[sheet.kind]
    type_ = vocabulary().properties[column.property].type
    return _WRITTEN.get(column.property) or {"date": _DAYS, "number": ["4", "5"], "whole_number": ["4", "500"]}.get(
        type_, [f"{column.code} 1", f"{column.code} 2"]
    )


def _references(kind: str) -> list[str]:
    names = _NAMES[kind]
    return [*names, *(f"{names[0]} ({told})" for told in _BETWEEN_BRACKETS.get(kind, ())), f"{kind}:{kind[0]}1"]


@functools.cache
def _cell(sheet: str, column: str) -> st.SearchStrategy[CellValue]:
    values = st.sampled_from(_values(sheet, column))
    return values if SHEETS[sheet].columns[column].required else st.one_of(st.just(""), values)


@st.composite
def _changed(draw: st.DrawFn, tables: list[Table]) -> list[Table]:
    """Return another version of tables: rows in another order, and some rows or columns fewer or twice."""
    found = []
    for table in tables:
        rows = [row for _, row in table.rows]
        rows = draw(st.permutations([*rows, *draw(st.lists(st.sampled_from(rows), max_size=1))]))
        rows = rows[draw(st.integers(0, 1)) :] or rows
        found.append(Table(table.name, table.header, list(enumerate(rows, 2))))
    return found
