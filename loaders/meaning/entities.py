"""HTML in cells: an export from a website writes ``Zorg &amp; welzijn``, and means ``Zorg & welzijn``."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from loaders.base import ENTITY, Origin, Place, Problem, Table

#: How often a text may have been encoded, one encoding over the other.
_MOST_LAYERS = 3
#: What lost its semicolon, as where that was taken for what separates: nobody writes these otherwise.
_CUT_OFF = re.compile(r"&(amp|quot|nbsp|lt|gt)(?![\w;=])")


def decode_entities(tables: Iterable[Table], file: str, *, headed: bool = True) -> Iterator[Problem]:
    """Decode the cells and headers of ``tables`` in place; yield a warning for every column in which that was needed.

    ``headed`` tells that the first line of a table is its header; of a list nobody knows that yet.
    """
    for table in tables:
        for number, header in enumerate(table.header):
            table.header[number] = _decoded(header)
        told: dict[int, tuple[Place, str, str, int]] = {}
        for row, cells in table.rows:
            for number, cell in enumerate(cells):
                if isinstance(cell, str) and "&" in cell and (plain := _decoded(cell)) != cell:
                    cells[number] = plain
                    place = _place(table, file, row, number if headed else None)
                    place, first, read, count = told.get(number, (place, cell, plain, 0))
                    told[number] = (place, first, read, count + 1)
        for place, first, read, count in told.values():
            yield Problem(place, "entity", first, {"read": read, "more": count - 1})


def _decoded(text: str) -> str:
    for _ in range(_MOST_LAYERS):
        plain = ENTITY.sub(lambda match: html.unescape(match[0]), _CUT_OFF.sub(r"&\1;", text))
        if plain == text:
            break
        text = plain
    return text


def _place(table: Table, file: str, row: int, number: int | None) -> Place:
    origin: Origin = table.origin
    return origin.place(file, row, number if number is not None and number < len(origin.header) else None)
