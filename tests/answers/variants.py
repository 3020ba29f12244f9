"""The same lists in other forms: what a network is may not depend on how its lists were written, called or divided.

Nothing here knows what a list means, but for which column names which sort of thing.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from loaders.base import Table
from tests.loaders import sheets

Rows = list[list[str]]
#: A hub's lists: rows by sheet, the header first.
Lists = dict[str, Rows]

#: The columns that hold names of nodes, or their ids, and of which sheets they name nodes.
_AREAS, _ORGANISATIONS = ("gemeenten", "regios"), (
    "raden", "clientenorganisaties", "platforms", "steunorganisaties", "instellingen", "gemeenten",
)  # fmt: skip
_NAMING: dict[str, tuple[str, ...]] = {
    "gemeente": ("gemeenten",),
    "regio": ("regios",),
    "regio's": ("regios",),
    "provincie": ("regios",),
    "onderdeel van": ("regios",),
    "actief in": _AREAS,
    "instelling": ("instellingen",),
    "via": ("personen",),
    "persoon": ("personen",),
    "bijeengeroepen door": ("personen", *_ORGANISATIONS),
    "ondersteunt": (*_ORGANISATIONS, "regios"),
    "organisatie": _ORGANISATIONS,
    "namens": _ORGANISATIONS,
    "organisatie a": _ORGANISATIONS,
    "organisatie b": _ORGANISATIONS,
    "platform": ("platforms",),
    "bijeenkomst": ("bijeenkomsten",),
}
#: Ids that people did not choose: those of Statistics Netherlands.
_KEPT = ("gemeenten",)


class Variant(NamedTuple):
    """The same lists, to be loaded one after the other (each a source); ``renamed``: the id that was, by the new one."""

    sources: list[Lists]
    write: Callable[[Lists, Path], Path]
    renamed: Mapping[str, str] = {}


def read(folder: Path) -> Lists:
    """Return the lists in a folder of .csv files; every row as long as its header."""
    found = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            header, *rows = csv.reader(file, delimiter=";")
        found[path.stem] = [header, *([*row, *[""] * (len(header) - len(row))] for row in rows)]
    return found


def write_csv(lists: Lists, path: Path) -> Path:
    """Write a folder of .csv files."""
    path.mkdir()
    for sheet, rows in lists.items():
        with (path / f"{sheet}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file, delimiter=";", lineterminator="\n").writerows(rows)
    return path


def write_xlsx(lists: Lists, path: Path) -> Path:
    """Write a workbook."""
    return sheets.write_xlsx(path.with_suffix(".xlsx"), map(_table, lists.items()))


def write_ods(lists: Lists, path: Path) -> Path:
    """Write a workbook of LibreOffice."""
    return sheets.write_ods(path.with_suffix(".ods"), "".join(sheets.ods_sheet(_table(each)) for each in lists.items()))


def _table(sheet: tuple[str, Rows]) -> Table:
    name, (header, *rows) = sheet
    return Table(name, header, [(number, list(row)) for number, row in enumerate(rows, 2)])


def shuffled(lists: Lists, seed: int) -> Lists:
    """Return the lists with sheets, columns and rows in another order."""
    dice = random.Random(seed)
    found = {}
    for sheet in dice.sample(list(lists), len(lists)):
        header, *rows = lists[sheet]
        columns = dice.sample(range(len(header)), len(header))
        found[sheet] = [[row[i] for i in columns] for row in (header, *dice.sample(rows, len(rows)))]
    return found


def by_id(lists: Lists) -> Lists:
    """Return the lists with references by id only, so that a part of them says the same on its own."""
    return _referring(lists, {sheet: {name: id_ for id_, name in _ids(rows).items()} for sheet, rows in lists.items()})


def renamed(lists: Lists, seed: int) -> tuple[Lists, dict[str, str]]:
    """Return the lists with other ids, in another order than they had, and the id that was by the new one (with kinds)."""
    dice = random.Random(seed)
    given: dict[str, dict[str, str]] = {}
    was: dict[str, str] = {}
    for sheet, rows in lists.items():
        ids = [id_ for id_ in _ids(rows) if id_]
        if sheet not in _KEPT and ids:
            fresh = [f"{sheet[:2]}{number:05d}" for number in dice.sample(range(100_000), len(ids))]
            given[sheet] = dict(zip(ids, fresh, strict=True))
            was |= {new: old for old, new in given[sheet].items()}
    return _referring(lists, given, own=True), was


def divided(lists: Lists, seed: int) -> list[Lists]:
    """Return the lists in three parts: who and what there is, and what ties them in two.

    Rows about the same two stay together, for apart they would say something else.
    """
    parts: list[Lists] = [{}, {}, {}]
    dice = random.Random(seed)
    for sheet, (header, *rows) in lists.items():
        own: dict[frozenset[str], int] = {}
        about = [i for i, column in enumerate(header) if column in _NAMING and column != "via"]
        if sheet not in ("zetels", "contacten", "deelnames", "adviseurs", "aanwezigen"):
            parts[0][sheet] = [header, *dice.sample(rows, len(rows))]
            continue
        for row in rows:
            key = frozenset(row[i] for i in about[: 1 if sheet == "adviseurs" else 2])
            part = own.setdefault(key, dice.randrange(1, 3))
            parts[part].setdefault(sheet, [header]).append(row)
    return [part for part in parts if part]


def _ids(rows: Rows) -> dict[str, str]:
    """Return the name by id of a sheet of nodes."""
    header, *own = rows
    if "id" not in header or "naam" not in header:
        return {}
    return {row[header.index("id")]: row[header.index("naam")] for row in own}


def _referring(lists: Lists, given: Mapping[str, Mapping[str, str]], *, own: bool = False) -> Lists:
    """Return the lists with other words (by sheet) for what they refer to, and for their ``own`` ids."""
    found = {}
    for sheet, (header, *rows) in lists.items():
        words: list[Mapping[str, str]] = []
        for column in header:
            named = _NAMING.get(column, ())
            words.append(given.get(sheet, {}) if own and column == "id" else _joined(given, named))
        found[sheet] = [header, *([_said(cell, words[i]) for i, cell in enumerate(row)] for row in rows)]
    return found


def _joined(given: Mapping[str, Mapping[str, str]], sheets: tuple[str, ...]) -> dict[str, str]:
    return {old: new for sheet in sheets for old, new in given.get(sheet, {}).items()}


def _said(cell: str, words: Mapping[str, str]) -> str:
    return ";".join(words.get(part.strip(), part) for part in cell.split(";")) if words else cell
