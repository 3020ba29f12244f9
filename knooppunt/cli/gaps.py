"""The command that asks where a law, group or theme is represented by nobody."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from graph.errors import UsageProblem
from graph.network import Network
from graph.words.catalogue import text
from graph.words.phrases import caption
from knooppunt.answer import reference
from knooppunt.cli.findings import Shown, finding_options, present
from knooppunt.cli.framework import Choice, Command, FilePath, Word
from knooppunt.cli.options import opened, scope_options
from knooppunt.cli.output import printable
from knooppunt.cli.rules import accepted
from knooppunt.rules.needs import read_needs
from knooppunt.tables import Grid, Mark, Table
from knooppunt.usecases import Asked
from queries.gaps.coverage import LEVELS, UNITS, Coverage, Need

#: How a terminal shows each level: a character that says it without colour as well.
_MARKS = {
    "covered": Mark("+", "green"),
    "thin": Mark("1", "yellow"),
    "stale": Mark("?", "magenta"),
    "indirect": Mark("^", "cyan"),
    "no": Mark("-", "red"),
}


@click.command(cls=Command)
@scope_options("internal")
@finding_options("gaps")
@click.option("--unit", type=Choice(*UNITS), default=UNITS[0], show_default=True)
@click.option("--need", "need_ids", type=Word(), multiple=True)
@click.option("--needs", "needs_file", type=FilePath())
def gaps(asked: Asked, shown: Shown, unit: str, need_ids: tuple[str, ...], needs_file: Path | None) -> None:
    """Show how every need is covered in every municipality or region."""
    from queries.carrying.size import size
    from queries.gaps.coverage import coverage

    needs = _chosen(accepted(read_needs(asked.file, needs_file)), need_ids)
    network, lang = opened(asked)
    found = coverage(network, asked.day, needs, unit=unit)
    present(
        "gaps",
        asked,
        shown,
        network,
        size(network),
        found.findings,
        lang,
        tables=_tables(network, found, needs, unit, lang),
        unit=unit,
        matrix=_matrix_data(network, found, lang),
        left_out=list(found.left_out),
    )


def _chosen(needs: list[Need], ids: Sequence[str]) -> list[Need]:
    """Return the needs with these ids, in the order of the file; all of them when none is asked for."""
    known = [need.id for need in needs]
    for id_ in ids:
        if id_ not in known:
            near = ", ".join(difflib.get_close_matches(id_, known))
            code = "unknown-need-near" if near else "unknown-need"
            raise UsageProblem(code, id=id_, near=near, known=", ".join(known))
    return [need for need in needs if not ids or need.id in ids]


def _matrix_data(network: Network, found: Coverage, lang: str) -> dict[str, Any]:
    """Return the matrix as plain data: ``levels[i][j]`` (see ``LEVELS``) is how need j is covered in unit i."""
    return {
        "units": [reference(network, unit, lang) for unit in found.units],
        "needs": [{"id": need.id, "name": need.text[lang], "type": need.type} for need in found.needs],
        "levels": found.levels,
    }


def _tables(network: Network, found: Coverage, needs: Sequence[Need], unit: str, lang: str) -> list[Table]:
    """Return the matrix, and what it cannot tell."""
    tables = [_grid(network, found, unit, lang)]
    if not found.units:
        tables = [Table("", (), [], text(lang, f"gaps.no-units.{unit}"))]
    if found.left_out:
        words = [need.text[lang] for need in needs if need.id in found.left_out]
        tables.append(Table("", (), [], text(lang, "gaps.persons-hidden", needs=words, count=len(words))))
    return tables


def _grid(network: Network, found: Coverage, unit: str, lang: str) -> Table:
    """Return the matrix in words, with the marks that a terminal shows instead."""
    words = {level: text(lang, f"gaps.level.{level}") for level in reversed(LEVELS)}
    rows = [
        (_one_line(caption(network, area, lang)), *(words[level] for level in levels))
        for area, levels in zip(found.units, found.levels, strict=True)
    ]
    return Grid(
        text(lang, f"gaps.title.{unit}"),
        (text(lang, f"gaps.unit.{unit}"), *(_one_line(need.text[lang]) for need in found.needs)),
        rows,
        marks={word: _MARKS[level] for level, word in words.items()},
    )


def _one_line(name: str) -> str:
    return " ".join(printable(name).split())
