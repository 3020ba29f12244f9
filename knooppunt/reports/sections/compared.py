"""The network beside the figures of a survey."""

from __future__ import annotations

from knooppunt.documents.model import Column, Section, Table
from knooppunt.reports.comparison import Beside, Counted, compare
from knooppunt.reports.context import Context, Rows
from knooppunt.rules.surveys import Comparison

#: Below so many municipalities a percentage says more than is known.
_FEWEST_FOR_PERCENTAGE = 10


def section(context: Context) -> Section | None:
    """Return the part of the report that puts the network beside a survey, when there is one."""
    survey = context.comparison
    if survey is None:
        return None
    beside = compare(context.network, survey)
    told = [counted for counted in beside.figures if counted.of]
    tables = [_sizes(context, survey, beside), _figures(context, survey, told)]
    tables += [_by_size(context, survey, counted) for counted in told if counted.by_size]
    title = context.said("report.compared-title", **_named(survey))
    return context.section("compared", *_paragraphs(context, survey, beside, told), title=title, tables=tables)


def _paragraphs(context: Context, survey: Comparison, beside: Beside, told: list[Counted]) -> list[str]:
    said = [context.said("report.compared-intro", **_named(survey), count=survey.respondents)]
    if not beside.municipalities:
        return [*said, context.said("report.compared-nothing")]
    said.append(context.said("report.compared-warning", count=beside.municipalities))
    if beside.size_unknown == beside.municipalities:
        said.append(context.said("report.compared-no-sizes"))
    if left_out := [f"‘{figure.label[context.lang]}’" for figure in survey.figures if not figure.countable]:
        said.append(context.said("report.compared-left-out", figures=left_out))
    if not told:
        said.append(context.said("report.compared-no-forms"))
    elif not any(counted.count for counted in told):
        said.append(context.said("report.compared-other-names"))
    return said


def _sizes(context: Context, survey: Comparison, beside: Beside) -> Table:
    """Return the municipalities by size class: of the survey and of the network, as far as any size is known."""
    total, rows = beside.municipalities, []
    if beside.size_unknown < total:
        for size in survey.size_classes:
            theirs = context.share_of(size.respondents, survey.respondents)
            rows.append((size.label[context.lang], theirs, _share(context, beside.by_size[size.code], total)))
        if beside.size_unknown:
            unknown = _share(context, beside.size_unknown, total)
            rows.append((context.said("report.compared-size-unknown"), "", unknown))
    return _table(context, survey, context.said("report.compared-sizes"), "size", rows)


def _figures(context: Context, survey: Comparison, told: list[Counted]) -> Table:
    """Return the figures that the network shows as well."""
    rows = [
        (
            counted.figure.label[context.lang],
            context.share_of(counted.figure.count, counted.figure.n),
            _own(context, counted.count, counted.of),
        )
        for counted in told
    ]
    chapters = list(dict.fromkeys(counted.figure.chapter for counted in told if counted.figure.chapter))
    place = context.said("report.compared-place", **_named(survey), count=len(chapters), chapters=chapters)
    intro, note = context.said("report.compared-figures-means"), place if chapters else ""
    return _table(context, survey, context.said("report.compared-figures"), "form", rows, intro, note)


def _by_size(context: Context, survey: Comparison, counted: Counted) -> Table:
    """Return one figure by size class."""
    figure, rows = counted.figure, []
    for size in survey.size_classes:
        if size.code in figure.by_size:
            share = context.share(round(1000 * figure.by_size[size.code]), 1000)
            theirs = context.said("report.compared-share-of-class", share=share, number=size.respondents)
            rows.append((size.label[context.lang], theirs, _own(context, *counted.by_size[size.code])))
    title = context.said("report.compared-by-size", figure=figure.label[context.lang])
    return _table(context, survey, title, "size", rows)


def _table(
    context: Context, survey: Comparison, title: str, first: str, rows: Rows, intro: str = "", note: str = ""
) -> Table:
    """Return a table with the survey in its second column and the network in its third."""
    columns = (
        Column(context.said(f"report.compared-{first}")),
        Column(context.said("report.compared-survey", **_named(survey)), numeric=True),
        Column(context.said("report.compared-here"), numeric=True),
    )
    return context.filled(title, columns, rows, intro=intro, note=note)


def _named(survey: Comparison) -> dict[str, str]:
    """Return what the survey is called in messages."""
    return {"title": survey.title, "publisher": survey.source.publisher, "year": str(survey.source.year)}


def _own(context: Context, count: int, of: int) -> str:
    """Return what the network shows; that nobody names a form does not mean that nobody has it."""
    if not of:
        return context.said("unknown")
    return _share(context, count, of) if count else context.said("report.compared-not-named", total=of)


def _share(context: Context, count: int, of: int) -> str:
    if of < _FEWEST_FOR_PERCENTAGE:
        return context.said("report.compared-of", part=count, total=of)
    return context.share_of(count, of)
