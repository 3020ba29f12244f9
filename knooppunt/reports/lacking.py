"""What is not there: connections that ought to be, and groups of people whom nobody represents."""

from __future__ import annotations

from collections import Counter

from graph.words.catalogue import listed
from graph.words.phrases import caption, sentence
from knooppunt.reports.attention import groups, left_aside
from knooppunt.reports.given import Given
from knooppunt.reports.model import Cell, Column, Section, Table, row
from queries.gaps.coverage import LEVELS
from queries.missing.introductions import Introductions

#: How many names a cell lists.
_NAMES = 6


def missing_links(given: Given) -> Section:
    """Return the part of the report about connections that ought to exist, or likely would help."""
    findings = given.answers.missing.findings
    introductions = Introductions(given.network, given.answers.missing.graph)
    told = groups(given, findings, complete=introductions.introduced)
    intro = given.said("report.missing-intro" if told else "report.missing-nothing")
    return Section(
        "missing",
        given.said("report.missing-title"),
        paragraphs=(intro, *left_aside(given, findings)),
        groups=tuple(told),
    )


def gaps(given: Given) -> Section:
    """Return the part of the report about needs for which nobody speaks in a municipality."""
    title, matrix = given.said("report.gaps-title"), given.answers.coverage
    if not matrix.units:
        return Section("gaps", title, (given.said("gaps.no-units.municipality"),))
    paragraphs = [given.said("report.gaps-intro", count=len(matrix.units)), *left_aside(given, matrix.findings)]
    if matrix.left_out:
        paragraphs.append(given.said("report.gaps-no-advisers"))
    # What is only ever light stands in the table; of any other kind everything is counted, the light ones too.
    grave = {finding.kind for finding in matrix.findings if finding.severity != "low"}
    return Section(
        "gaps",
        title,
        paragraphs=tuple(paragraphs),
        tables=(_needs(given),) if matrix.needs else (),
        groups=tuple(groups(given, [finding for finding in matrix.findings if finding.kind in grave])),
    )


def _needs(given: Given) -> Table:
    """Return the needs with in how many municipalities they are provided for, and how well; the worst first."""
    columns = ("need", "well", "weak", "elsewhere", "nobody")
    levels = [Counter(column) for column in zip(*given.answers.coverage.levels, strict=True)]
    order = sorted(range(len(levels)), key=lambda number: [-levels[number][level] for level in LEVELS])
    return Table(
        title="",
        columns=tuple(Column(given.said(f"report.gaps-{code}"), code in columns[1:4]) for code in columns),
        rows=tuple(_need(given, number, levels[number]) for number in order),
        note=given.said("report.gaps-means"),
    )


def _need(given: Given, number: int, levels: Counter[str]) -> tuple[Cell, ...]:
    units = zip(given.answers.coverage.units, given.answers.coverage.levels, strict=True)
    nobody = [unit for unit, found in units if found[number] == "no"]
    everywhere = len(nobody) == levels.total() > 1
    return row(
        sentence(given.answers.coverage.needs[number].text[given.lang]),
        given.number(levels["covered"]),
        given.number(levels["thin"] + levels["stale"]),
        given.number(levels["indirect"]),
        given.said("report.gaps-everywhere", number=given.number(len(nobody))) if everywhere else _names(given, nobody),
    )


def _names(given: Given, units: list[str]) -> str:
    """Return the names of municipalities; they stand in a column that says what they are."""
    names = [caption(given.network, unit, given.lang) for unit in units[:_NAMES]]
    if more := len(units) - len(names):
        names.append(given.said("report.and-more", count=more, number=given.number(more)))
    return listed(names, given.lang)
