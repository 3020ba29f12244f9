"""How every need is covered in every municipality or region: a matrix."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec

from knooppunt.answers.plain import Answer, references
from knooppunt.answers.speaker import Speaker
from knooppunt.documents.model import Cell, Mark, Table, table
from queries.gaps.coverage import LEVELS, Coverage, Need

#: A matrix of so many units can be taken in as a whole.
_READABLE = 20
#: How a terminal shows each level: a character that says it without colour as well.
_MARKS = {
    "covered": Mark("+", "green"),
    "thin": Mark("1", "yellow"),
    "stale": Mark("?", "magenta"),
    "indirect": Mark("^", "cyan"),
    "no": Mark("-", "red"),
}


def matrix(say: Speaker, cover: Coverage, asked: Sequence[Need], unit: str, most: int) -> Answer:
    """Return the matrix, and what it cannot tell: ``levels[i][j]`` (see ``LEVELS``) is how need j is covered in unit i.

    Of very many units, the first ``most`` (0: all) where most is lacking are told, after a table of all by need.
    """
    needs = [{"id": need.id, "name": need.text[say.lang], "type": need.type} for need in cover.needs]
    tables = _tables(say, cover, unit, most) if cover.units else [say.note(f"gaps.no-units.{unit}")]
    if cover.left_out:
        words = [need.text[say.lang] for need in asked if need.id in cover.left_out]
        tables.append(say.note("gaps.persons-hidden", needs=words, count=len(words)))
    data = {"units": references(say, cover.units), "needs": needs, "levels": cover.levels}
    return {"unit": unit, "matrix": data, "left_out": list(cover.left_out)}, tables


def _tables(say: Speaker, cover: Coverage, unit: str, most: int) -> list[Table]:
    """Return the matrix in words; of a long one by need, and the units where most is lacking."""
    if not most or len(cover.units) <= max(most, _READABLE):
        return [_grid(say, cover, unit, say.said(f"gaps.title.{unit}"))]
    counts = [Counter(row) for row in cover.levels]
    worst = sorted(
        range(len(counts)), key=lambda i: ([-counts[i][level] for level in LEVELS], say.caption(cover.units[i]))
    )
    foremost = [(cover.units[i], cover.levels[i]) for i in worst[:most]]
    part = msgspec.structs.replace(cover, units=[area for area, _ in foremost], levels=[row for _, row in foremost])
    title = say.said(f"gaps.worst.{unit}", count=len(foremost), total=len(cover.units))
    return [_by_need(say, cover, unit), _grid(say, part, unit, title)]


def _by_need(say: Speaker, cover: Coverage, unit: str) -> Table:
    """Return in how many units each need is covered how well, the worst first."""
    levels = [Counter(column) for column in zip(*cover.levels, strict=True)]
    order = sorted(range(len(levels)), key=lambda j: [-levels[j][level] for level in LEVELS])
    rows = [
        (cover.needs[j].text[say.lang], *(say.number(levels[j][level]) for level in reversed(LEVELS))) for j in order
    ]
    title = say.said(f"gaps.by-need.{unit}", count=len(cover.units))
    return table(title, (say.said("gaps.need"), *(say.said(f"gaps.level.{one}") for one in reversed(LEVELS))), rows)


def _grid(say: Speaker, cover: Coverage, unit: str, title: str) -> Table:
    """Return the matrix in words, with the marks that a terminal shows instead."""
    cells = {level: Cell((say.said(f"gaps.level.{level}"),), mark=_MARKS[level]) for level in reversed(LEVELS)}
    rows: list[tuple[str | Cell, ...]] = [
        (_one_line(say.caption(area)), *(cells[level] for level in levels))
        for area, levels in zip(cover.units, cover.levels, strict=True)
    ]
    headers = (say.said(f"table.{unit}"), *(_one_line(need.text[say.lang]) for need in cover.needs))
    return table(title, headers, rows, legend=tuple(cells.values())).named("matrix")


def _one_line(name: str) -> str:
    return " ".join(name.split())
