"""Random histories of a hub: lists that are loaded one after the other, some of them again in a new version.

There are few names, places and dates, so that rows repeat, contradict and refer to each other, in one list and across lists.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from random import Random
from typing import NamedTuple

from graph.vocabulary import Column, Sheet, vocabulary
from loaders.base import CellValue, Table

SHEETS = vocabulary().sheets
#: Sheets that have to do with each other: all lists of a history have some of one of these.
_FAMILIES = (
    ("persons", "client_organisations", "seats", "advisers"),
    ("persons", "meetings", "attendances", "institutions"),
    ("councils", "municipalities", "regions", "institutions"),
    ("persons", "platforms", "client_organisations", "participations", "contacts"),
    ("persons", "councils", "support_organisations", "contacts", "advisers"),
    tuple(SHEETS),
)
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
_BETWEEN_BRACKETS = {"council": ["Haarlem", "Velsen"], "meeting": ["1 januari 2020", "2022-01-01"]}
#: An end is mostly after a beginning.
_DAYS = {"since": ["1-1-2018", "1 januari 2020"], "until": ["1 januari 2020", "2022-01-01", "2024-01-01"]}
_OTHER_DAYS = ["1 januari 2020", "2022-01-01"]
_WRITTEN = {
    "level": ["lokaal", "landelijk"],
    "roles": ["meedenken; agenderen", "meedenken"],
    "role": ["voorzitter", "lid", "penningmeester"],
    "functions": ["informeren", "informeren; verbinden"],
    "email": ["a@example.org", "b@example.org"],
    "placeholder": ["ja"],
    "size": ["12", "3"],
}
_TYPES = {
    "council": ["Wmo-raad", "jeugdraad"],
    "region": ["provincie", "samenwerkingsverband"],
    "institution": ["werkbedrijf"],
}
_TOPICS = ["Wmo", "Jeugdwet; Wmo", "inkoop", "ouderen"]


class Judged(NamedTuple):
    """Two nodes (numbers, counted round) of one kind that somebody judges to be the same, or not."""

    one: int
    other: int
    same: bool


class Loaded(NamedTuple):
    """A list that is loaded, by the name of its source (of another version that of the first)."""

    source: str
    tables: list[Table]


def history(seed: int) -> list[Loaded | Judged]:
    """Return what happens to a store, one thing after the other; the same for the same seed."""
    random = Random(seed)
    found: list[Loaded | Judged] = []
    family = random.choice(_FAMILIES)
    for _ in range(random.randint(2, 5)):
        if found and random.random() < 0.15:
            found.append(Judged(random.randrange(99), random.randrange(99), random.random() < 0.6))
            continue
        source = random.choice("aab")
        loaded = [each for each in found if isinstance(each, Loaded)]
        versions = [each.tables for each in loaded if each.source == source] or [each.tables for each in loaded]
        if versions and random.random() < 0.5:
            found.append(Loaded(source, [_changed(random, table) for table in versions[-1]]))
        else:
            sheets = random.sample(family, random.randint(2, min(5, len(family))))
            found.append(Loaded(source, [_table(random, SHEETS[code]) for code in sheets]))
    return found


def _table(random: Random, sheet: Sheet) -> Table:
    columns = [c for c in sheet.columns.values() if c.required or random.random() < 0.5]
    if {"until", "last_day"} <= {c.code for c in columns}:
        columns = [c for c in columns if c.code != "last_day"]
    rows = [[_cell(random, sheet, column) for column in columns] for _ in range(random.randint(1, 4))]
    return Table(sheet.code, [c.header["nl"] for c in columns], list(enumerate(rows, 2)))


def _cell(random: Random, sheet: Sheet, column: Column) -> CellValue:
    filled = column.required or random.random() < 0.5
    return random.choice(_values(sheet.code, column.code)) if filled else ""


def _changed(random: Random, table: Table) -> Table:
    """Return another version of a table: rows in another order, and now and then one fewer, twice, or with other cells."""
    rows = [[*row] for _, row in table.rows]
    random.shuffle(rows)
    rows = random.choice([rows, rows[:1], [*rows, rows[0]], rows[1:] or rows])
    columns = {column.header["nl"]: column for column in SHEETS[table.name].columns.values()}
    if random.random() < 0.5:
        at = random.randrange(len(table.header))
        row = random.choice(rows)
        row[at] = _cell(random, SHEETS[table.name], columns[table.header[at]])
    return Table(table.name, table.header, list(enumerate(rows, 2)))


@functools.cache
def _values(sheet_code: str, column_code: str) -> Sequence[str]:
    sheet, column = SHEETS[sheet_code], SHEETS[sheet_code].columns[column_code]
    if column.to or column.topic or column.subject:
        kinds = vocabulary().expand(column.to or (sheet.about if column.subject else ()))
        return [text for kind in kinds for text in _references(kind)] + (_TOPICS * 2 if column.topic else [])
    if column.property == "name":
        return _NAMES[sheet.kind]
    if column.property == "id":
        return [f"{sheet.kind[0]}1", f"{sheet.kind[0]}2"]
    if column.property == "type":
        return _TYPES[sheet.kind]
    type_ = vocabulary().properties[column.property].type
    if type_ == "date":
        return _DAYS.get(column.property, _OTHER_DAYS)
    return _WRITTEN.get(column.property) or {"number": ["4", "5"], "whole_number": ["4", "500"]}.get(
        type_, [f"{column.code} 1", f"{column.code} 2"]
    )


def _references(kind: str) -> list[str]:
    names = _NAMES[kind]
    return [*names * 2, *(f"{names[0]} ({told})" for told in _BETWEEN_BRACKETS.get(kind, ())), f"{kind}:{kind[0]}1"]
