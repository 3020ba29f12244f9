"""What is not there: connections that ought to be, and groups of people whom nobody represents."""

from __future__ import annotations

from collections import Counter

from graph.i18n import caption
from knooppunt.reports.attention import groups, untold
from knooppunt.reports.given import Given
from knooppunt.reports.model import Cell, Column, Section, Table, cell, row
from knooppunt.reports.writing import sentence
from queries.coverage import LEVELS
from queries.introductions import Introductions

#: How many findings of each kind are told, and how many names a cell lists.
_TOP = 5
_NAMES = 6
#: Levels of a need that is provided for, but not well; from better to worse.
_WEAK = ("thin", "stale", "indirect")


def missing_links(given: Given) -> Section:
    """Return the part of the report about connections that ought to exist, or likely would help."""
    findings = given.missing.findings
    introductions = Introductions(given.network, given.missing.graph)
    told = groups(given, findings, top=min(_TOP, given.top), complete=introductions.introduced)
    intro = given.said("report-missing-intro" if told else "report-missing-nothing")
    return Section("missing", given.said("report-missing-title"), paragraphs=(intro,), groups=tuple(told))


def gaps(given: Given) -> Section:
    """Return the part of the report about needs for which nobody speaks in a municipality."""
    title, matrix = given.said("report-gaps-title"), given.coverage
    if not matrix.units:
        return Section("gaps", title, (given.said("gaps.no-units.municipality"),))
    paragraphs = [given.said("report-gaps-intro", count=len(matrix.units)), *untold(given, matrix.findings)]
    if matrix.left_out:
        paragraphs.append(given.said("report-gaps-no-advisers"))
    grave = [finding for finding in matrix.findings if finding.severity != "low"]
    return Section(
        "gaps",
        title,
        paragraphs=tuple(paragraphs),
        tables=(_needs(given),) if matrix.needs else (),
        groups=tuple(groups(given, grave, top=min(_TOP, given.top))),
    )


def _needs(given: Given) -> Table:
    """Return the needs with how they are provided for, those for which nobody speaks in most places first."""
    columns = tuple(
        Column(given.said(f"report-gaps-{code}"), numeric=code == "covered")
        for code in ("need", "covered", "weak", "nobody")
    )
    levels = [Counter(column) for column in zip(*given.coverage.levels, strict=True)]
    order = sorted(range(len(levels)), key=lambda number: [-levels[number][level] for level in LEVELS])
    return Table("", columns, tuple(_need(given, number, levels[number]) for number in order))


def _need(given: Given, number: int, levels: Counter[str]) -> tuple[Cell, ...]:
    units, total = given.coverage.units, levels.total()
    nobody = [unit for unit, row_ in zip(units, given.coverage.levels, strict=True) if row_[number] == "no"]
    weak = [
        given.said(f"report-gaps-{level}", count=levels[level], number=given.number(levels[level]))
        for level in _WEAK
        if levels[level]
    ]
    covered = given.said("health.of", part=levels["covered"], total=total)
    where = given.said("report-gaps-everywhere") if len(nobody) == total > 1 else _places(given, nobody)
    return row(
        sentence(given.coverage.needs[number].text[given.lang]),
        cell(covered, bar=levels["covered"] / total),
        weak or [""],
        where,
    )


def _places(given: Given, units: list[str]) -> str:
    """Return the names of municipalities; they stand in a column that says what they are."""
    names = [caption(given.network, unit, given.lang) for unit in units[:_NAMES]]
    more = len(units) - len(names)
    return ", ".join([*names, *([given.said("report-and-more", count=more, number=given.number(more))] if more else [])])
