"""How every need is covered in every municipality or region: a matrix."""

from __future__ import annotations

from typing import Any

from knooppunt.answers.plain import plain
from knooppunt.answers.speaker import Speaker
from knooppunt.tables import Grid, Mark, Table
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


def gaps_data(say: Speaker, found: Gaps) -> dict[str, Any]:
    """Return the matrix as plain data: ``levels[i][j]`` (see ``LEVELS``) is how need j is covered in unit i."""
    matrix = found.coverage
    return {
        "unit": found.unit,
        "matrix": {
            "units": plain(say, matrix.units, {"node": "named"}),
            "needs": [{"id": need.id, "name": need.text[say.lang], "type": need.type} for need in matrix.needs],
            "levels": matrix.levels,
        },
        "left_out": list(matrix.left_out),
    }


def gaps_tables(say: Speaker, found: Gaps) -> list[Table]:
    """Return the matrix, and what it cannot tell."""
    tables = [_grid(say, found)]
    if not found.coverage.units:
        tables = [Table("", (), [], say.said(f"gaps.no-units.{found.unit}"))]
    words = [need.text[say.lang] for need in found.needs if need.id in found.coverage.left_out]
    if words:
        tables.append(Table("", (), [], say.said("gaps.persons-hidden", needs=words, count=len(words))))
    return tables


def _grid(say: Speaker, found: Gaps) -> Table:
    """Return the matrix in words, with the marks that a terminal shows instead."""
    words = {level: say.said(f"gaps.level.{level}") for level in reversed(LEVELS)}
    rows = [
        (_one_line(say.caption(area)), *(words[level] for level in levels))
        for area, levels in zip(found.coverage.units, found.coverage.levels, strict=True)
    ]
    return Grid(
        say.said(f"gaps.title.{found.unit}"),
        (say.said(f"gaps.unit.{found.unit}"), *(_one_line(need.text[say.lang]) for need in found.coverage.needs)),
        rows,
        marks={word: _MARKS[level] for level, word in words.items()},
    )


def _one_line(name: str) -> str:
    return " ".join(name.split())
