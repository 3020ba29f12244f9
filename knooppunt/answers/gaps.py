"""How every need is covered in every municipality or region: a matrix."""

from __future__ import annotations

from knooppunt.answers.plain import Answer, references
from knooppunt.answers.speaker import Speaker
from knooppunt.documents.model import Cell, Mark, Table, table
from knooppunt.usecases.missing import Gaps
from queries.gaps.coverage import LEVELS

#: How a terminal shows each level: a character that says it without colour as well.
_MARKS = {
    "covered": Mark("+", "green"),
    "thin": Mark("1", "yellow"),
    "stale": Mark("?", "magenta"),
    "indirect": Mark("^", "cyan"),
    "no": Mark("-", "red"),
}


def matrix(say: Speaker, found: Gaps) -> Answer:
    """Return the matrix, and what it cannot tell: ``levels[i][j]`` (see ``LEVELS``) is how need j is covered in unit i."""
    cover = found.coverage
    needs = [{"id": need.id, "name": need.text[say.lang], "type": need.type} for need in cover.needs]
    tables = [_grid(say, found) if cover.units else say.note(f"gaps.no-units.{found.unit}")]
    if cover.left_out:
        words = [need.text[say.lang] for need in found.needs if need.id in cover.left_out]
        tables.append(say.note("gaps.persons-hidden", needs=words, count=len(words)))
    data = {"units": references(say, cover.units), "needs": needs, "levels": cover.levels}
    return {"unit": found.unit, "matrix": data, "left_out": list(cover.left_out)}, tables


def _grid(say: Speaker, found: Gaps) -> Table:
    """Return the matrix in words, with the marks that a terminal shows instead."""
    cells = {level: Cell((say.said(f"gaps.level.{level}"),), mark=_MARKS[level]) for level in reversed(LEVELS)}
    rows: list[tuple[str | Cell, ...]] = [
        (_one_line(say.caption(area)), *(cells[level] for level in levels))
        for area, levels in zip(found.coverage.units, found.coverage.levels, strict=True)
    ]
    headers = (say.said(f"table.{found.unit}"), *(_one_line(need.text[say.lang]) for need in found.coverage.needs))
    return table(say.said(f"gaps.title.{found.unit}"), headers, rows, legend=tuple(cells.values()))


def _one_line(name: str) -> str:
    return " ".join(name.split())
