"""The network beside the figures of a survey."""

from __future__ import annotations

from graph.words.phrases import percentage, share_of
from knooppunt.reports.comparison import Beside, Counted, compare
from knooppunt.reports.given import Given
from knooppunt.reports.model import Cell, Column, Section, Table, row
from knooppunt.rules.surveys import Comparison

#: Below so many municipalities a percentage says more than is known.
_FEWEST_FOR_PERCENTAGE = 10


def compared(given: Given, comparison: Comparison) -> Section:
    """Return the part of the report that puts the network beside a survey."""
    beside = compare(given.network, comparison)
    source = comparison.source
    named = {"publisher": source.publisher, "year": str(source.year)}
    paragraphs = [
        given.said("report.compared-intro", **named, title=comparison.title, count=given.number(comparison.respondents))
    ]
    if not beside.municipalities:
        paragraphs.append(given.said("report.compared-nothing"))
        return Section("compared", given.said("report.compared-title", **named), tuple(paragraphs))
    number = given.number(beside.municipalities)
    paragraphs.append(given.said("report.compared-warning", count=beside.municipalities, number=number))
    if beside.size_unknown == beside.municipalities:
        paragraphs.append(given.said("report.compared-no-sizes"))
    left_out = [figure.label[given.lang] for figure in comparison.figures if not figure.countable]
    if left_out:
        paragraphs.append(given.said("report.compared-left-out", figures=[f"‘{label}’" for label in left_out]))
    told = [counted for counted in beside.figures if counted.of]
    if not told:
        paragraphs.append(given.said("report.compared-no-forms"))
    elif not any(counted.count for counted in told):
        paragraphs.append(given.said("report.compared-other-names"))
    found = [*_sizes(given, comparison, beside), *_figures(given, comparison, told)]
    found += [_by_size(given, comparison, counted) for counted in told if counted.by_size]
    return Section("compared", given.said("report.compared-title", **named), tuple(paragraphs), tables=tuple(found))


def _sizes(given: Given, comparison: Comparison, beside: Beside) -> list[Table]:
    """Return the municipalities by size class: of the survey and of the network."""
    if beside.size_unknown == beside.municipalities:
        return []
    rows = [
        row(
            size.label[given.lang],
            share_of(size.respondents, comparison.respondents, given.lang),
            _share(given, beside.by_size[size.code], beside.municipalities),
        )
        for size in comparison.size_classes
    ]
    if beside.size_unknown:
        unknown = _share(given, beside.size_unknown, beside.municipalities)
        rows.append(row(given.said("report.compared-size-unknown"), "", unknown))
    return [Table(given.said("report.compared-sizes"), _columns(given, comparison, "size"), tuple(rows))]


def _figures(given: Given, comparison: Comparison, told: list[Counted]) -> list[Table]:
    """Return the figures that the network shows as well."""
    if not told:
        return []
    chapters = list(dict.fromkeys(counted.figure.chapter for counted in told if counted.figure.chapter))
    rows = tuple(_figure(given, counted) for counted in told)
    place = {"title": comparison.title, "publisher": comparison.source.publisher, "year": str(comparison.source.year)}
    note = given.said("report.compared-place", count=len(chapters), chapters=chapters, **place) if chapters else ""
    return [
        Table(
            title=given.said("report.compared-figures"),
            intro=given.said("report.compared-figures-means"),
            columns=_columns(given, comparison, "form"),
            rows=rows,
            note=note,
        )
    ]


def _figure(given: Given, counted: Counted) -> tuple[Cell, ...]:
    figure = counted.figure
    theirs = share_of(figure.count, figure.n, given.lang)
    return row(figure.label[given.lang], theirs, _own(given, counted.count, counted.of))


def _by_size(given: Given, comparison: Comparison, counted: Counted) -> Table:
    """Return one figure by size class."""
    figure = counted.figure
    rows = tuple(
        row(
            size.label[given.lang],
            given.said(
                "report.compared-share-of-class",
                share=percentage(round(1000 * figure.by_size[size.code]), 1000, given.lang),
                number=given.number(size.respondents),
            ),
            _own(given, *counted.by_size[size.code]),
        )
        for size in comparison.size_classes
        if size.code in figure.by_size
    )
    title = given.said("report.compared-by-size", figure=figure.label[given.lang])
    return Table(title, _columns(given, comparison, "size"), rows)


def _columns(given: Given, comparison: Comparison, first: str) -> tuple[Column, ...]:
    source = comparison.source
    survey = given.said("report.compared-survey", publisher=source.publisher, year=str(source.year))
    return (
        Column(given.said(f"report.compared-{first}")),
        Column(survey, True),
        Column(given.said("report.compared-here"), True),
    )


def _own(given: Given, count: int, of: int) -> str:
    """Return what the network shows; that nobody names a form does not mean that nobody has it."""
    if not of:
        return given.said("unknown")
    return _share(given, count, of) if count else given.said("report.compared-not-named", total=given.number(of))


def _share(given: Given, count: int, of: int) -> str:
    if of < _FEWEST_FOR_PERCENTAGE:
        return given.said("report.compared-of", part=given.number(count), total=given.number(of))
    return share_of(count, of, given.lang)
