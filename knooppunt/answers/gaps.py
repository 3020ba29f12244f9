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
#: What people read in the place of the level of a need that no list mentions.
_UNMENTIONED = "unmentioned"
#: How a terminal shows each level: a character that says it without colour as well.
_MARKS = {
    "covered": Mark("+", "green"),
    "thin": Mark("1", "yellow"),
    "stale": Mark("?", "magenta"),
    "indirect": Mark("^", "cyan"),
    "no": Mark("-", "red"),
    _UNMENTIONED: Mark(".", "dim"),
}


def matrix(say: Speaker, cover: Coverage, asked: Sequence[Need], unit: str, most: int) -> Answer:
    """Return the matrix, and what it cannot tell: ``levels[i][j]`` (see ``LEVELS``) is how need j is covered in unit i.

    Of very many units, the first ``most`` (0: all) where most is lacking are told, after a table of all by need.
    """
    needs = [{"id": need.id, "name": need.text[say.lang], "type": need.type} for need in cover.needs]
    tables = _tables(say, cover, unit, most) if cover.units else [say.note(f"gaps.no-units.{unit}")]
    if said := unmentioned(say, cover):
        tables.append(Table("", (), (), note=said))
    if cover.left_out:
        words = [need.text[say.lang] for need in asked if need.id in cover.left_out]
        tables.append(say.note("gaps.persons-hidden", needs=words, count=len(words)))
    data = {"units": references(say, cover.units), "needs": needs, "levels": cover.levels}
    left = {"left_out": list(cover.left_out), "unmentioned": list(cover.unmentioned)}
    return {"unit": unit, "matrix": data, **left}, tables


def unmentioned(say: Speaker, cover: Coverage) -> str:
    """Return in one sentence of which needs no list says anything; "" when every need is mentioned."""
    words = [need.text[say.lang] for need in cover.needs if need.id in cover.unmentioned]
    return say.said("gaps.unmentioned", needs=words) if words else ""


def _told_levels(cover: Coverage) -> list[list[str]]:
    """Return the levels as people read them: of a need that no list mentions, that it is not filled in."""
    silent = [need.id in cover.unmentioned for need in cover.needs]
    return [[_UNMENTIONED if no else level for level, no in zip(row, silent, strict=True)] for row in cover.levels]


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
    """Return in how many units each need that any list mentions is covered how well, the worst first."""
    levels = [Counter(column) for column in zip(*cover.levels, strict=True)]
    told = [j for j, need in enumerate(cover.needs) if need.id not in cover.unmentioned]
    told.sort(key=lambda j: [-levels[j][level] for level in LEVELS])
    rows = [
        (cover.needs[j].text[say.lang], *(say.number(levels[j][level]) for level in reversed(LEVELS))) for j in told
    ]
    title = say.said(f"gaps.by-need.{unit}", count=len(cover.units))
    return table(title, (say.said("gaps.need"), *(say.said(f"gaps.level.{one}") for one in reversed(LEVELS))), rows)


def _grid(say: Speaker, cover: Coverage, unit: str, title: str) -> Table:
    """Return the matrix in words, with the marks that a terminal shows instead."""
    shown = [*reversed(LEVELS), *([_UNMENTIONED] if cover.unmentioned else [])]
    cells = {level: Cell((say.said(f"gaps.level.{level}"),), mark=_MARKS[level]) for level in shown}
    rows: list[tuple[str | Cell, ...]] = [
        (_one_line(say.caption(area)), *(cells[level] for level in levels))
        for area, levels in zip(cover.units, _told_levels(cover), strict=True)
    ]
    headers = (say.said(f"table.{unit}"), *(_one_line(need.text[say.lang]) for need in cover.needs))
    return table(title, headers, rows, legend=tuple(cells.values())).named("matrix")


def _one_line(name: str) -> str:
    return " ".join(name.split())
