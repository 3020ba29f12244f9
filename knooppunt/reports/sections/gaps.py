"""Needs for which nobody speaks in a municipality."""

from __future__ import annotations

from collections import Counter

from graph.words.catalogue import listed
from graph.words.phrases import sentence
from knooppunt.answers.gaps import shown_levels, unknown, unmentioned
from knooppunt.documents.model import Section, Table
from knooppunt.reports.context import Context
from knooppunt.reports.findings import groups, left_aside
from queries.gaps.coverage import LEVELS

#: How many names a cell lists.
_NAMES = 6


def section(context: Context) -> Section:
    """Return the part of the report about needs."""
    matrix = context.answers.coverage
    if not matrix.units:
        return context.section("gaps", context.said("gaps.no-units.municipality"))
    said = [context.said("report.gaps-intro", count=len(matrix.units)), *left_aside(context, matrix.findings)]
    if matrix.left_out:
        said.append(context.said("report.gaps-no-advisers"))
    # What is only ever light stands in the table; of any other kind everything is counted, the light ones too.
    said += filter(None, (unmentioned(context, matrix), unknown(context, matrix)))
    grave = {finding.kind for finding in matrix.findings if finding.severity != "low"}
    known = [finding for finding in matrix.findings if not finding.details.get("unmentioned")]
    told = groups(context, [finding for finding in known if finding.kind in grave])
    return context.section("gaps", *said, tables=[_needs(context)], groups=told)


def _needs(context: Context) -> Table:
    """Return the needs with in how many municipalities they are provided for, and how well; the worst first."""
    levels = [Counter(column) for column in zip(*context.answers.coverage.levels, strict=True)]
    columns = _columns(context)
    order = sorted(range(len(levels)), key=lambda number: [-levels[number][level] for level in LEVELS])
    return context.overview(
        "gaps",
        " ".join(("need", *columns, "nobody")),
        [_need(context, number, levels[number]) for number in order],
        numeric=" ".join(columns),
        note=context.said("report.gaps-means"),
    )


def _columns(context: Context) -> dict[str, tuple[str, ...]]:
    """Return the columns that count municipalities, each with the levels that it counts; rare ones when there are any."""
    columns = {
        "well": ("covered",),
        "form": ("other-form",),
        "weak": ("thin", "stale"),
        "elsewhere": ("indirect",),
        "unknown": ("unknown",),
    }
    shown = shown_levels(context.answers.coverage.levels)
    return {name: counted for name, counted in columns.items() if not set(counted).isdisjoint(shown)}


def _need(context: Context, number: int, levels: Counter[str]) -> tuple[str | int, ...]:
    matrix = context.answers.coverage
    nobody = [unit for unit, found in zip(matrix.units, matrix.levels, strict=True) if found[number] == "no"]
    # They stand in a column that says what they are: captions.
    where = listed(context.first(context.captions(nobody[:_NAMES]), len(nobody)), context.lang)
    if matrix.needs[number].id in matrix.unmentioned:
        where = context.said("gaps.level.unknown")
    elif len(nobody) == levels.total() > 1:
        where = context.said("report.gaps-everywhere", number=len(nobody))
    need = sentence(matrix.needs[number].text[context.lang])
    return need, *(sum(levels[level] for level in counted) for counted in _columns(context).values()), where
