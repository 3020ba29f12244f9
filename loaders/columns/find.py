"""Where the tables on a sheet are: under which title, with which header, and what stands around them."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator, Sequence
from datetime import date

import msgspec

from loaders.base import CellValue, Table, is_blank, shown
from loaders.columns.headers import is_header, is_known_header
from loaders.columns.marks import is_legend, is_mark
from loaders.columns.words import is_ditto, is_remark, is_total, is_value, standing
from loaders.meaning.dates import read_date, read_day_number

#: So many rows of a sheet may stand above the first header.
_ABOVE = 60
#: Over a table of more columns, one cell is a title.
_ALONE = 2
#: A header names so many columns by a known word at the least, where a table stands above it.
_KNOWN = 2

Cells = list[CellValue]


class Found(msgspec.Struct):
    """A table on a sheet.

    ``title`` are the lines above it, ``above`` those above the first table on the sheet, ``header`` the text by column
    (empty: none), ``header_rows`` where that stands; ``rest`` are the rows (number, why, text) that were taken for no row of
    it. ``columns`` are the numbers, from 0, of its columns on the sheet; the cells of ``rows`` are those of the sheet.
    """

    table: Table
    title: list[str]
    header_rows: list[int]
    header: dict[int, str]
    rows: list[tuple[int, Cells]]
    rest: list[tuple[int, str, str]] = []
    above: list[str] = []

    @property
    def columns(self) -> list[int]:
        """Return the numbers of the columns that have a header or hold something."""
        return list(self.header)


def tables_on(table: Table, known: Collection[str] = ()) -> list[Found]:
    """Return the tables on a sheet that was read as one; none when there is no header to be seen.

    ``known`` are headers that a column map names: a row with most of them is a header, whatever it looks like.
    """
    if table.means:
        return [Found(table, [], [table.top], dict(enumerate(table.header)), list(table.rows))]
    rows = all_rows(table)
    starts = _by_map(rows, table, {" ".join(each.split()) for each in known}) or _headers(rows, table)
    found: list[Found] = []
    for number, (first, last) in enumerate(starts):
        above = rows[starts[number - 1][1] + 1 : first] if number else rows[:first]
        until = starts[number + 1][0] if number + 1 < len(starts) else len(rows)
        titles = above if not number else above[len(above) - len(_lines_right_above(above)) :]
        body = rows[last + 1 : until]
        if number + 1 < len(starts):
            body = body[: len(body) - len(_lines_right_above(body))]
        found += _with_headings(table, titles, rows[first : last + 1], body)
    for each in found[1:]:
        each.above = list(reversed(found[0].title))
    return found


def all_rows(table: Table) -> list[tuple[int, Cells]]:
    """Return every row of a sheet that holds something, the one that was taken for its header first."""
    header: Cells = list(table.header)
    return [(table.top, header), *((number, cells) for number, cells in table.rows if not all(map(is_blank, cells)))]


def _by_map(rows: Sequence[tuple[int, Cells]], table: Table, known: set[str]) -> list[tuple[int, int]]:
    """Return the headers that have most of the ``known`` ones.

    Words of headers are in cells as well (``lid``): below a header half of a row is not enough.
    """
    found: list[tuple[int, int]] = []
    for at in range(len(rows)) if known else ():
        if found and at <= found[-1][1]:
            continue
        first, last = _with_groups(rows, at, table)
        texts = set(_header(rows[first : last + 1], table).values())
        share = len(texts & known) * 2
        if share >= min(len(known), len(texts)) and share >= len(texts) + bool(found):
            found.append((first, last))
    return found


def _headers(rows: Sequence[tuple[int, Cells]], table: Table) -> list[tuple[int, int]]:
    """Return the first and last position of every header."""
    found: list[tuple[int, int]] = []
    for at, (_, cells) in enumerate(rows):
        if found and (at <= found[-1][1] or not _begins_again(rows, at, rows[found[0][0]])):
            continue
        # ``aanwezig`` may be a header, but in row after row it is a mark.
        words = {shown(cell).strip().casefold() for cell in cells if is_known_header(cell) and not is_mark(cell)}
        # So may ``lid`` and ``van``, but below a header these are cells of a row.
        again = not found or cells == rows[found[0][0]][1]
        known = len(words if again else [word for word in words if not is_value(word)])
        days = sum(map(_is_day, cells)) if known >= _KNOWN else 0
        filled = sum(not is_blank(cell) for cell in cells)
        if known < _KNOWN or (known + days) * 2 < filled or _tells_of_all(cells):
            continue
        if not found and _under_data(rows, at, table):
            continue
        found.append(_with_groups(rows, at, table))
    if found:
        return found
    above = [at for at in range(min(len(rows), _ABOVE)) if not _under_data(rows, at, table)]
    best = max(above, key=lambda at: (_fitness(rows, at), -at), default=0)
    return [_with_groups(rows, best, table)] if rows and _fitness(rows, best) > 0 else []


def _under_data(rows: Sequence[tuple[int, Cells]], at: int, table: Table) -> bool:
    """Tell whether rows as wide as this one stand above it: then it is one of them, and no header."""
    width = sum(not is_blank(cell) for cell in rows[at][1])
    merged = {row for row, _, _ in table.across}
    return any(
        width > 1
        and sum(not is_blank(cell) for cell in cells) >= width
        and number not in merged
        and not _tells_of_all(cells)
        for number, cells in rows[:at]
    )


def _tells_of_all(cells: Cells) -> bool:
    """Tell whether a row tells something of the whole list (``Naam raad:`` with the name beside it), and is no row of it."""
    told = [shown(cell).rstrip().endswith(":") for cell in cells if not is_blank(cell)]
    return len(told) > 1 and told[0] and not all(told)


def _begins_again(rows: Sequence[tuple[int, Cells]], at: int, header: tuple[int, Cells]) -> bool:
    """Tell whether a row below a table may be the header of a next one: under an empty row or a line, or the same header.

    Words of headers are in cells as well: ``lid`` and ``platform``.
    """
    number, cells = rows[at]
    above = rows[at - 1]
    if cells == header[1]:
        return True
    if number > above[0] + 1:
        return not _as_data(cells, header[1])
    return _is_line(above[1])


def _is_line(cells: Cells) -> bool:
    """Tell whether a row holds one cell."""
    filled = (cell for cell in cells if not is_blank(cell))
    return len(list(itertools.islice(filled, 2))) == 1


def _as_data(cells: Cells, header: Cells) -> bool:
    """Tell whether a row below an empty one goes on under the same header: it begins with something else than a word of
    headers, half of it is none, and it is no wider (``Puk``, ``van``, ``Garret``, ``lid``)."""
    filled = [number for number, cell in enumerate(cells) if not is_blank(cell)]
    known = [number for number in filled if is_known_header(cells[number])]
    above = {number for number, cell in enumerate(header) if not is_blank(cell)}
    return not known or (filled[0] not in known and len(known) * 2 <= len(filled) and above.issuperset(filled))


def _fitness(rows: Sequence[tuple[int, Cells]], at: int) -> float:
    """Return how much a row looks like a header where no row has two known ones: nothing when it cannot be one."""
    filled = [cell for cell in rows[at][1] if not is_blank(cell)]
    known, words = sum(map(is_known_header, filled)), sum(map(is_header, filled))
    below = [sum(not is_blank(cell) for cell in cells) for _, cells in rows[at + 1 : at + 6]]
    if not below or not words or not all(isinstance(cell, (str, date)) for cell in filled):
        return 0
    if _tells_of_all(rows[at][1]) or (len(filled) == 1 and max(below) > _ALONE):
        return 0  # a title
    dates = sum(isinstance(read_date(cell), date) for cell in filled) if known else 0
    return known + dates / 2 + (words - known) / 2 + min(len(filled), max(below)) / (100 * max(below))


def _with_groups(rows: Sequence[tuple[int, Cells]], at: int, table: Table) -> tuple[int, int]:
    """Return the rows of a header: with the one above it, when that has names of groups merged over columns, or the one
    below, when this is it."""
    merged = {row for row, _, _ in table.across}
    if at and rows[at - 1][0] == rows[at][0] - 1 and _are_days(rows[at - 1][1], rows[at][1]):
        return at - 1, at
    if at and rows[at - 1][0] in merged and rows[at - 1][0] == rows[at][0] - 1 and _groups(rows[at - 1], table):
        return at - 1, at
    if rows[at][0] in merged and at + 1 < len(rows) and rows[at + 1][0] == rows[at][0] + 1:
        spans = [(first, last) for row, first, last in table.across if row == rows[at][0]]
        below = rows[at + 1][1]
        under = [below[n] for first, last in spans for n in range(first, min(last + 1, len(below)))]
        if under and all(isinstance(cell, (str, date)) and not is_blank(cell) for cell in under):
            return at, at + 1
    return at, at


def _are_days(above: Cells, below: Cells) -> bool:
    """Tell whether a row holds nothing but the days of meetings of which the row below has the names or numbers."""
    days = [n for n, cell in enumerate(above) if not is_blank(cell)]
    if not days or not days[0] or not all(_is_day(above[n]) for n in days):
        return False
    return all(n < len(below) and not is_blank(below[n]) for n in days)


def _groups(row: tuple[int, Cells], table: Table) -> bool:
    """Tell whether a row holds names of groups of columns, and is no title over the whole table."""
    spans = [(first, last) for number, first, last in table.across if number == row[0]]
    width = max((n + 1 for n, cell in enumerate(row[1]) if not is_blank(cell)), default=0)
    return not (len(spans) == 1 and spans[0][0] == 0 and sum(not is_blank(cell) for cell in row[1]) == 1 and width <= 1)


def _title_lines(rows: Sequence[tuple[int, Cells]]) -> list[str]:
    """Return the lines above a table, from the top."""
    return [" ".join(" ".join(shown(cell).split()) for cell in cells if not is_blank(cell)) for _, cells in rows]


def _lines_right_above(rows: Sequence[tuple[int, Cells]]) -> list[str]:
    """Return the lines right above a next table: rows with one cell, at the end."""
    last = list(itertools.takewhile(lambda row: sum(not is_blank(cell) for cell in row[1]) == 1, reversed(rows)))
    return _title_lines(last[::-1][-2:])


def _with_headings(
    table: Table,
    titles: Sequence[tuple[int, Cells]],
    header_rows: Sequence[tuple[int, Cells]],
    body: Sequence[tuple[int, Cells]],
) -> Iterator[Found]:
    """Yield the tables under one header: rows below a line that says that they left (``Oud-leden``) are one of their own."""
    starts = [at for at, (_, cells) in enumerate(body) if _stands_for(cells)]
    for first, until in itertools.pairwise([-1, *starts, len(body)]):
        rows = body[first + 1 : until]
        if rows or not starts:
            yield from _side_by_side(table, titles if first < 0 else [body[first]], header_rows, rows)


def _stands_for(cells: Cells) -> str:
    """Return what a row with nothing else in it says of the people below it."""
    filled = [cell for cell in cells if not is_blank(cell)]
    return standing(filled[0].rstrip(" :")) if len(filled) == 1 and isinstance(filled[0], str) else ""


def _side_by_side(
    table: Table,
    titles: Sequence[tuple[int, Cells]],
    header_rows: Sequence[tuple[int, Cells]],
    body: Sequence[tuple[int, Cells]],
) -> Iterator[Found]:
    """Yield the tables under one header: more than one when an empty column parts them and each names who it is of."""
    header = _header(header_rows, table)
    width = max([len(cells) for _, cells in (*header_rows, *body)], default=0)
    filled = {n for _, cells in body for n, cell in enumerate(cells) if not is_blank(cell)} | {
        n for n, text in header.items() if text
    }
    groups = [
        [n for n, _ in group]
        for there, group in itertools.groupby(((n, n in filled) for n in range(width)), key=lambda each: each[1])
        if there
    ]
    names = [[header.get(n, "") for n in group if is_known_header(header.get(n, ""))] for group in groups]
    apart = len(groups) > 1 and all(len(each) >= _KNOWN for each in names) and len({each[0] for each in names}) == 1
    for number, columns in enumerate(groups if apart else [sorted(filled)]):
        until = groups[number + 1][0] if apart and number + 1 < len(groups) else width + 1
        over = [(row, [*cells[columns[0] : until]]) for row, cells in titles] if apart else titles
        title = [line for line in _title_lines(over) if line]
        own = {n: header.get(n, "") for n in columns}
        numbers = set(columns)
        rows = [row for row in _of_columns(body, numbers, width) if not all(map(is_blank, row[1]))]
        kept, rest = _rows_and_rest(rows, own)
        yield Found(table, title, [number for number, _ in header_rows], own, kept, rest)


def _of_columns(body: Sequence[tuple[int, Cells]], numbers: set[int], width: int) -> Sequence[tuple[int, Cells]]:
    """Return rows with the cells of some columns alone."""
    if len(numbers) == width:
        return body
    return [(number, [cell if n in numbers else None for n, cell in enumerate(cells)]) for number, cells in body]


def _header(rows: Sequence[tuple[int, Cells]], table: Table) -> dict[int, str]:
    """Return the header by column; of two rows the name of the group goes before that of the column."""
    texts: dict[int, list[str]] = {}
    for at, (number, cells) in enumerate(rows):
        line = [_text(cell) for cell in cells]
        if at < len(rows) - 1:
            for row, first, last in table.across:
                if row == number and first < len(line):
                    line += [""] * (last + 1 - len(line))
                    line[first : last + 1] = [line[first]] * (last + 1 - first)
        for n, text in enumerate(line):
            if text and text not in texts.setdefault(n, []):
                texts[n].append(text)
    return {n: ": ".join(several) for n, several in texts.items() if several}


def _text(cell: CellValue) -> str:
    """Return the text of a header; a day that a spreadsheet counts (45123) is that day."""
    day = read_day_number(cell)
    return day.isoformat() if day else " ".join(shown(cell).split())


def _is_day(cell: CellValue) -> bool:
    return isinstance(read_date(cell), date) or read_day_number(cell) is not None


def _rows_and_rest(
    rows: list[tuple[int, Cells]], header: dict[int, str]
) -> tuple[list[tuple[int, Cells]], list[tuple[int, str, str]]]:
    """Return the rows of a table, and what stands below or between them: totals and remarks."""
    kept: list[tuple[int, Cells]] = []
    rest: list[tuple[int, str, str]] = []
    ended = False
    last = 0
    for number, cells in rows:
        filled = [cell for cell in cells if not is_blank(cell)]
        first, alone = filled[0], len(filled) == 1
        gap = bool(kept) and number > last + 1
        last = number
        if is_total(first) or _is_sum(filled):
            rest.append((number, "total", _line(filled)))
        elif alone and (is_remark(first) or is_legend(_line(filled)) or _line(filled).startswith("*")):
            rest.append((number, "remark", _line(filled)))
            ended = ended or gap
        elif alone and (ended or (gap and len(header) > 1 and _is_sentence(_line(filled)))):
            rest.append((number, "remark", _line(filled)))
            ended = True
        else:
            kept.append((number, _without_ditto(cells, kept[-1][1] if kept else [])))
    return kept, rest


def _line(cells: Sequence[CellValue]) -> str:
    """Return cells as one line."""
    return " ".join(" ".join(shown(cell).split()) for cell in cells)


def _without_ditto(cells: Cells, above: Cells) -> Cells:
    """Return the cells of a row, each that says that it is the same as the one above as that one."""
    if not any(map(is_ditto, cells)):
        return cells
    return [above[n] if n < len(above) and is_ditto(cell) else cell for n, cell in enumerate(cells)]


def _is_sum(filled: Sequence[CellValue]) -> bool:
    """Tell whether a row has nothing but numbers behind a text that announces them."""
    first, *others = filled
    announces = isinstance(first, str) and first.rstrip().endswith(":")
    return announces and bool(others) and all(map(_is_number, others))


def _is_number(value: CellValue) -> bool:
    return isinstance(value, (int, float)) or (isinstance(value, str) and value.strip().isdecimal())


def _is_sentence(text: str) -> bool:
    """Tell whether a text is too long for a name, or ends as a sentence does."""
    return len(text.split()) > 6 or text.endswith((".", ":", "!"))
