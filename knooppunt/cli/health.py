"""The command that asks how healthy the network is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from knooppunt.answer import answer
from knooppunt.cli.findings import summary_table
from knooppunt.cli.framework import Choice, Command, FilePath
from knooppunt.cli.options import opened, output_options, scope_options
from knooppunt.cli.output import write
from knooppunt.cli.rules import accepted
from knooppunt.health import areas_data, areas_table, health_data, health_tables, structure_data, structure_tables
from knooppunt.rules.needs import read_needs
from knooppunt.rules.weights import read_weights
from knooppunt.usecases import Asked
from queries.gaps.coverage import UNITS
from queries.health.question import INDICATORS

#: The key of the areas in the JSON.
_AREAS = {"municipality": "municipalities", "region": "regions"}


@click.command(cls=Command)
@scope_options("internal", known_only=True)
@output_options
@click.option("--per", type=Choice(*UNITS))
@click.option("--measures", is_flag=True)
@click.option("--weights", "weights_file", type=FilePath())
@click.option("--needs", "needs_file", type=FilePath())
def health(
    asked: Asked,
    format_: str,
    output: Path | None,
    per: str | None,
    measures: bool,
    weights_file: Path | None,
    needs_file: Path | None,
) -> None:
    """Show how healthy the network is."""
    from queries.gaps.coverage import coverage
    from queries.health.question import health as ask
    from queries.health.question import health_by_area
    from queries.measures.structure import structure

    weights = _weights(asked, weights_file)
    needs = accepted(read_needs(asked.file, needs_file))
    network, lang = opened(asked)
    matrix = coverage(network, asked.day, needs)
    found = ask(network, asked.day, matrix=matrix)
    data: dict[str, Any] = health_data(found, weights)
    tables = [summary_table(network, found.size, lang), *health_tables(found, weights, lang)]
    if measures:
        told = structure(network)
        data["measures"] |= structure_data(network, told, lang)
        tables += structure_tables(network, told, lang)
    if per is not None:
        areas = health_by_area(network, asked.day, per, matrix=matrix)
        data[_AREAS[per]] = areas_data(network, areas, weights, lang)
        tables.append(areas_table(network, areas, weights, per, lang, full=format_ != "table"))
    shown = [table for table in tables if table.rows or table.note]
    write(answer("health", network, found.size, **data, findings=[]), shown, format_, output)


def _weights(asked: Asked, chosen: Path | None) -> dict[str, int]:
    """Return the weight of every indicator; one that the file does not name does not count."""
    named = {weight.id: weight.weight for weight in accepted(read_weights(asked.file, chosen))}
    return {name: named.get(name, 0) for name in INDICATORS}
