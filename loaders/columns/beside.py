"""What the known sheets of a file tell to a list that stands beside them: of which kind the names on them are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from graph.names import normalise
from graph.vocabulary import bare_name, vocabulary
from loaders.base import Table
from loaders.columns.organisations import Known


def known_beside(others: Known, sheets: Iterable[Table]) -> Known:
    """Return what ``others`` know, with the kinds of what the rows of known ``sheets`` are called before that."""
    kinds: dict[str, dict[str, None]] = {}
    for kind, name in _named(sheets):
        kinds.setdefault(normalise(bare_name(kind, name)), {})[kind] = None
    if not kinds:
        return others

    def kinds_of(name: str) -> tuple[str, ...]:
        bare = normalise(bare_name("municipality", name))
        own = [*kinds.get(normalise(name), ()), *kinds.get(bare, ())]
        return tuple(dict.fromkeys([*own, *others.kinds_of(name)]))

    return msgspec.structs.replace(others, kinds_of=kinds_of)


def _named(sheets: Iterable[Table]) -> Iterator[tuple[str, str]]:
    """Yield the kind and the names of what every row of a known sheet declares."""
    for table in sheets:
        sheet = vocabulary().find_sheet(table.name)
        if sheet is None or not sheet.kind:
            continue
        columns = [column for column in sheet.columns.values() if column.property in ("name", "also_known_as")]
        headers = {header for column in columns for header in column.names()}
        at = [number for number, header in enumerate(table.header) if normalise(header) in headers]
        for _, cells in table.rows:
            for number in at:
                text = cells[number] if number < len(cells) else None
                if isinstance(text, str):
                    yield from ((sheet.kind, name.strip()) for name in text.split(";") if name.strip())
