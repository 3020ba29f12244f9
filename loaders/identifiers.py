"""The ids of the nodes that a sheet declares: the id column letter for letter, or a slug of the name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec

from graph.model import make_id, slug
from loaders.base import CellValue, Fault
from loaders.cells import Parse, memoised, property_parser, read_name
from loaders.headers import Recognised
from loaders.references import Entry, Index


class Declared(msgspec.Struct):
    """What a sheet declares: the id per row (None: the row has neither id nor name), and ids that stand there twice."""

    ids: list[str | None]
    duplicates: dict[int, Fault]


class _Row(msgspec.Struct):
    number: int
    key: str = ""
    name: str = ""
    areas: tuple[str, ...] = ()
    type: str | None = None


def declare(recognised: Recognised, index: Index) -> Declared:
    """Give every row of a node sheet its id and add it to ``index``; ``duplicates`` is by position of the row."""
    readers = _readers(recognised)
    rows = [_identity(number, cells, readers) for number, cells in recognised.table.rows]
    keys = _keys(rows, recognised.sheet.kind, index)
    first: dict[str, _Row] = {}
    declared = Declared([], {})
    for position, (row, key) in enumerate(zip(rows, keys, strict=True)):
        if not key:
            declared.ids.append(None)
            continue
        id_ = make_id(recognised.sheet.kind, key)
        declared.ids.append(id_)
        if id_ in first:
            params = {"id": id_, "row": first[id_].number, "first": first[id_].name, "given": bool(row.key)}
            declared.duplicates[position] = Fault("duplicate-id", row.key or row.name, params)
            continue
        first[id_] = row
        index.declare(Entry(id_, recognised.sheet.kind, row.name or key, row.areas, row.type))
    return declared


def _readers(recognised: Recognised) -> list[tuple[int, str, Parse]]:
    """Return (number of the column, field of ``_Row``, parser) for the columns that identify a row."""
    fields = {"id": "key", "name": "name", "type": "type"}
    readers: list[tuple[int, str, Parse]] = []
    for number, column in recognised.columns:
        if column.property in fields:
            readers.append((number, fields[column.property], property_parser(column)))
        elif "municipality" in column.to and not column.inverse:
            readers.append((number, "areas", memoised(_areas)))
    return readers


def _identity(number: int, cells: Sequence[CellValue], readers: list[tuple[int, str, Parse]]) -> _Row:
    """Return what identifies a row. What is wrong with these cells is reported when the row itself is read."""
    row = _Row(number)
    for at, field, parse in readers:
        found = parse(cells[at]) if at < len(cells) else None
        if found and not isinstance(found, Fault):
            setattr(row, field, found)
    return row


def _areas(value: CellValue) -> tuple[str, ...]:
    """Return the names in the cell of a municipality or working area."""
    text = read_name(value)
    return tuple(name for part in text.split(";") if (name := part.strip())) if isinstance(text, str) else ()


def _keys(rows: list[_Row], kind: str, index: Index) -> list[str]:
    """Return the key of every row: its id, the slug of its name, or of its name and municipality."""
    given = {row.key for row in rows if row.key}
    if all(row.key for row in rows):
        return [row.key for row in rows]
    slugs = ["" if row.key or not row.name else slug(row.name) for row in rows]
    often = Counter(slugs)
    keys = []
    for row, plain in zip(rows, slugs, strict=True):
        shared = plain and (often[plain] > 1 or plain in given or _lives_elsewhere(row, make_id(kind, plain), index))
        area = _area_name(row, index) if shared else ""
        keys.append(row.key or (slug(row.name, area) if area else plain))
    return keys


def _area_name(row: _Row, index: Index) -> str:
    names = index.area_names(Entry("", "", "", row.areas[:1]))
    return names[0] if names else ""


def _lives_elsewhere(row: _Row, id_: str, index: Index) -> bool:
    """Tell whether another source has a node with this id in another municipality."""
    known = index.entries.get(id_)
    if known is None or not known.areas or not row.areas:
        return False
    area = index.area_id(row.areas[0])
    return area is not None and area not in known.areas
