"""Inputs that are almost lists as hubs keep them: real ones and made ones, mangled in ways that follow from a number.

``mangled_list(folder, seed)`` writes one, sometimes with a column map beside it that says anything.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from random import Random

from graph.vocabulary import vocabulary
from loaders.base import CellValue, Table
from loaders.columns.maps import CROSSES, ORGANISATIONS, TableMap, known_targets
from loaders.registry import read_source
from tests.loaders import mangled
from tests.loaders.mangled_cells import CELLS
from tests.loaders.mangled_parts import BYTES
from tests.loaders.sheets import as_text

_LISTS = Path(__file__).resolve().parents[1] / "data" / "lists"
_NAMES = (
    "Puk Lage",
    "Berg, P. van den",
    "dhr. P. v.d. Berg (vz)",
    "Vacature",
    "N.N.",
    "Kees",
    "Zoë 't Hart, Jip de Bruin",
)
_ORGANISATIONS = (
    "Adviesraad Sociaal Domein Zandermeer",
    "KBO Zandermeer",
    "K.B.O.-Zandermeer",
    "ASD Zandermeer",
    "Lagerhei",
)
_CELLS: tuple[CellValue, ...] = (
    *_NAMES,
    *_ORGANISATIONS,
    *(
        "Jip de Bruin (ASD Elzenrade), Puk Lage",
        "Puk Lage; Puk Lage\nPuk Lage",
        "x",
        "X",
        "-",
        "nee",
        "?",
        "geen",
        "Totaal",
    ),
    *(
        "Zandermeer, Lagerhei en Elzenrade",
        "gem. Zandermeer",
        "Wmo/Jeugdwet",
        "ouderen； jongeren",
        "iedereen",
        "vz.",
        "lid",
    ),
    *(
        "2021-2025",
        "12-09-17",
        "najaar 2017",
        "31-2-2025",
        "9999-12-31",
        "heden",
        "t/m 2026",
        "1",
        "12,5",
        "a@example.org",
    ),
    *("Laatst bijgewerkt: 3-2-2026", "* op proef", "Regionaal overleg Veenrand"),
    *(
        date(2026, 1, 12),
        44000,
        0,
        12.5,
        True,
        None,
    ),
)


@cache
def _real() -> tuple[tuple[Table, ...], ...]:
    return tuple(tuple(read_source(path).tables) for path in sorted(_LISTS.iterdir()))


def mangled_list(folder: Path, seed: int) -> Path:
    """Write list number ``seed`` in ``folder``, and return its path."""
    random = Random(f"list {seed}")
    chosen = (
        random.choice(_real()) if random.random() < 0.5 else [_made(random) for _ in range(random.choice((1, 1, 3)))]
    )
    tables = [Table(each.name, [*each.header], [(n, [*row]) for n, row in each.rows]) for each in chosen]
    for _ in range(random.choice((0, 1, 1, 2, 4))):
        random.choice(_WAYS)(random, tables)
    form = random.choice(("xlsx", "xlsx", "csv"))
    path = folder / f"{random.choice(('lijst', 'Ledenlijst KBO Zandermeer 2026', 'raden'))}.{form}"
    if form == "xlsx":
        mangled.write_xlsx(random, path, tables)
    else:
        mangled.write_text(random, path, random.choice(tables))
    if random.random() < 0.3:
        _write_map(random, path, tables)
    return path


def _header(random: Random) -> str:
    """Return what a column may be called."""
    word = random.choice(random.choice(list(vocabulary().lists.headers.values())))
    return random.choice(
        (word, word, word.capitalize(), f"{word}s", f"Uw {word}?", "12-1-2026", "Overleg 12-1", "Puk Lage")
    )


def _made(random: Random) -> Table:
    width = random.choice((1, 2, 5, 9))
    columns = [random.sample(_CELLS, random.choice((1, 3, 9))) for _ in range(width)]
    rows = [[random.choice(column) for column in columns] for _ in range(random.choice((0, 1, 4, 20)))]
    name = random.choice(("Blad1", "Leden", "Raden", "zetels", "Uitleg", "ASD Elzenrade"))
    return Table(name, [_header(random) for _ in range(width)], list(enumerate(rows, 2)))


def _numbered(table: Table, rows: list[list[CellValue]]) -> None:
    table.header, table.rows = [as_text(cell) for cell in rows[0]] if rows else [], list(enumerate(rows[1:], 2))


def _all(table: Table) -> list[list[CellValue]]:
    return [[*table.header], *(row for _, row in table.rows)]


def _title(random: Random, tables: list[Table]) -> None:
    table = random.choice(tables)
    above: list[list[CellValue]] = [[random.choice(_CELLS)] for _ in range(random.choice((1, 3, 70)))]
    _numbered(table, [*above, *([[]] * random.randint(0, 2)), *_all(table)])


def _lines(random: Random, tables: list[Table]) -> None:
    """Put lines between the rows: blank ones, single cells, headers."""
    table = random.choice(tables)
    rows = _all(table)
    for _ in range(random.randint(1, 6)):
        lines: list[list[CellValue]] = [[], [random.choice(_CELLS)], [*table.header], [_header(random)] * 3]
        line = random.choice(lines)
        rows.insert(random.randint(0, len(rows)), line)
    _numbered(table, rows)


def _beside(random: Random, tables: list[Table]) -> None:
    """Put one table beside another."""
    one, other = _all(random.choice(tables)), _all(random.choice(tables))
    width = max(map(len, one), default=0) + random.randint(0, 2)
    rows = [
        [*left, *([None] * (width - len(left))), *right]
        for left, right in zip(
            [*one, *([[]] * (len(other) - len(one)))], [*other, *([[]] * (len(one) - len(other)))], strict=True
        )
    ]
    _numbered(random.choice(tables), rows)


def _below(random: Random, tables: list[Table]) -> None:
    table = random.choice(tables)
    _numbered(table, [*_all(table), *([[]] * random.randint(0, 2)), *_all(random.choice(tables))])


def _turned(random: Random, tables: list[Table]) -> None:
    """Make columns of rows."""
    table = random.choice(tables)
    rows = _all(table)
    width = max(map(len, rows), default=0)
    _numbered(table, [[row[n] if n < len(row) else None for row in rows] for n in range(min(width, 100))])


def _words(random: Random, tables: list[Table]) -> None:
    """Put what lists say where it does not belong."""
    table = random.choice(tables)
    for _ in range(random.choice((1, 5, 30))):
        if table.rows:
            _, row = random.choice(table.rows)
            row[random.randint(0, len(row)) :][:1] = []
            row.insert(random.randint(0, len(row)), random.choice(_CELLS))


def _other_headers(random: Random, tables: list[Table]) -> None:
    table = random.choice(tables)
    for n in range(len(table.header)):
        if random.random() < 0.5:
            table.header[n] = _header(random)


def _column_of(random: Random, tables: list[Table]) -> None:
    """Fill a column with one thing."""
    table = random.choice(tables)
    column, value = random.randrange(len(table.header) or 1), random.choice((*_CELLS, random.choice(CELLS)))
    for _, row in table.rows:
        if column < len(row):
            row[column] = value


_WAYS: tuple[Callable[[Random, list[Table]], None], ...] = (
    *(_title, _lines, _lines, _beside, _below, _turned, _words, _words, _other_headers, _other_headers, _column_of),
    *mangled.TABLES,
)


def _write_map(random: Random, path: Path, tables: list[Table]) -> None:
    """Write a column map beside a list: of its headers, with any target, or no map at all."""
    lines = ["tables:"]
    for table in tables:
        lines.append(f"- sheet: {random.choice((table.name, 'Blad1', '1', '[]')) or 'x'}")
        if random.random() < 0.5:
            lines.append(f"  organisation: {random.choice((*_ORGANISATIONS, '12', '[]', '~'))}")
        if random.random() < 0.2:
            lines.append(f"  kind: {random.choice((*ORGANISATIONS, 'raad', '{}'))}")
        headers = [" ".join(each.split())[:200].replace("'", "''") for each in table.header if each]
        targets = sorted(set(known_targets().values()))
        lines.append("  columns:")
        for header in headers:
            some = [random.choice(targets) for _ in range(random.choice((1, 1, 2)))]
            lines.append(f"    '{header}': [{', '.join(some)}]")
        for field in TableMap.__struct_fields__:
            if headers and random.random() < 0.2 and field in ("crosses", "fixed", "downwards"):
                header = random.choice(headers)
                said = {
                    "crosses": f"{{'{header}': {random.choice(CROSSES)}}}",
                    "fixed": f"{{{random.choice(targets)}: '{random.choice(_NAMES).replace(chr(39), '')}'}}",
                    "downwards": f"['{header}']",
                }
                lines.append(f"  {field}: {said[field]}")
    data = "\n".join(lines).encode("utf-8", "replace")
    if random.random() < 0.3:
        data = random.choice(BYTES)(random, data)
    path.with_name(f"{path.name}.columns.yaml").write_bytes(data)
