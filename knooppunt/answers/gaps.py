"""How every need is covered in every municipality or region: a matrix."""

from __future__ import annotations

from collections.abc import Sequence

from knooppunt.answers.plain import Answer, references
from knooppunt.answers.speaker import Speaker
from knooppunt.documents.model import Cell, Mark, Table, table
from queries.gaps.coverage import LEVELS, Coverage, Need

#: How a terminal shows each level: a character that says it without colour as well.
_MARKS = {
    "covered": Mark("+", "green"),
    "thin": Mark("1", "yellow"),
    "stale": Mark("?", "magenta"),
    "indirect": Mark("^", "cyan"),
    "no": Mark("-", "red"),
}


def matrix(say: Speaker, cover: Coverage, asked: Sequence[Need], unit: str) -> Answer:
    """Return the matrix, and what it cannot tell: ``levels[i][j]`` (see ``LEVELS``) is how need j is covered in unit i."""
    needs = [{"id": need.id, "name": need.text[say.lang], "type": need.type} for need in cover.needs]
    tables = [_grid(say, cover, unit) if cover.units else say.note(f"gaps.no-units.{unit}")]
    if cover.left_out:
        words = [need.text[say.lang] for need in asked if need.id in cover.left_out]
        tables.append(say.note("gaps.persons-hidden", needs=words, count=len(words)))
    data = {"units": references(say, cover.units), "needs": needs, "levels": cover.levels}
    return {"unit": unit, "matrix": data, "left_out": list(cover.left_out)}, tables


def _grid(say: Speaker, cover: Coverage, unit: str) -> Table:
    """Return the matrix in words, with the marks that a terminal shows instead."""
    cells = {level: Cell((say.said(f"gaps.level.{level}"),), mark=_MARKS[level]) for level in reversed(LEVELS)}
    rows: list[tuple[str | Cell, ...]] = [
        (_one_line(say.caption(area)), *(cells[level] for level in levels))
        for area, levels in zip(cover.units, cover.levels, strict=True)
    ]
    headers = (say.said(f"table.{unit}"), *(_one_line(need.text[say.lang]) for need in cover.needs))
    return table(say.said(f"gaps.title.{unit}"), headers, rows, legend=tuple(cells.values())).named("matrix")


def _one_line(name: str) -> str:
    return " ".join(name.split())
