"""The network beside the figures of a survey."""

from __future__ import annotations

from graph.words.phrases import share_of
from knooppunt.documents.model import Column, Section, Table
from knooppunt.reports.comparison import Beside, Counted, compare
from knooppunt.reports.context import Context
from knooppunt.rules.surveys import Comparison

#: Below so many municipalities a percentage says more than is known.
_FEWEST_FOR_PERCENTAGE = 10


def section(context: Context) -> Section | None:
    """Return the part of the report that puts the network beside a survey, when there is one."""
    comparison = context.comparison
    if comparison is None:
        return None
    beside = compare(context.network, comparison)
    told = [counted for counted in beside.figures if counted.of]
    tables = [_sizes(context, comparison, beside), _figures(context, comparison, told)]
    tables += [_by_size(context, comparison, counted) for counted in told if counted.by_size]
    title = context.said("report.compared-title", **_source(comparison))
    shown = tuple(table for table in tables if table.rows)
    return Section("compared", title, _paragraphs(context, comparison, beside, told), tables=shown)


def _paragraphs(context: Context, comparison: Comparison, beside: Beside, told: list[Counted]) -> tuple[str, ...]:
    said = [context.said("report.compared-intro", **_source(comparison), count=comparison.respondents)]
    if not beside.municipalities:
        return *said, context.said("report.compared-nothing")
    said.append(context.said("report.compared-warning", count=beside.municipalities))
    if beside.size_unknown == beside.municipalities:
        said.append(context.said("report.compared-no-sizes"))
    left_out = [figure.label[context.lang] for figure in comparison.figures if not figure.countable]
    if left_out:
        said.append(context.said("report.compared-left-out", figures=[f"‘{label}’" for label in left_out]))
    if not told:
        said.append(context.said("report.compared-no-forms"))
    elif not any(counted.count for counted in told):
        said.append(context.said("report.compared-other-names"))
    return tuple(said)


def _sizes(context: Context, comparison: Comparison, beside: Beside) -> Table:
    """Return the municipalities by size class: of the survey and of the network, as far as any size is known."""
    rows = [
        (
            size.label[context.lang],
            share_of(size.respondents, comparison.respondents, context.lang),
            _share(context, beside.by_size[size.code], beside.municipalities),
        )
        for size in comparison.size_classes
        if beside.size_unknown < beside.municipalities
    ]
    if rows and beside.size_unknown:
        unknown = _share(context, beside.size_unknown, beside.municipalities)
        rows.append((context.said("report.compared-size-unknown"), "", unknown))
    return context.table(context.said("report.compared-sizes"), _columns(context, comparison, "size"), rows)


def _figures(context: Context, comparison: Comparison, told: list[Counted]) -> Table:
    """Return the figures that the network shows as well."""
    chapters = list(dict.fromkeys(counted.figure.chapter for counted in told if counted.figure.chapter))
    place = {"count": len(chapters), "chapters": chapters, **_source(comparison)}
    rows = [
        (
            counted.figure.label[context.lang],
            share_of(counted.figure.count, counted.figure.n, context.lang),
            _own(context, counted.count, counted.of),
        )
        for counted in told
    ]
    return context.table(
        context.said("report.compared-figures"),
        _columns(context, comparison, "form"),
        rows,
        context.said("report.compared-figures-means"),
        context.said("report.compared-place", **place) if chapters else "",
    )


def _by_size(context: Context, comparison: Comparison, counted: Counted) -> Table:
    """Return one figure by size class."""
    figure, rows = counted.figure, []
    for size in comparison.size_classes:
        if size.code in figure.by_size:
            share = context.share(round(1000 * figure.by_size[size.code]), 1000)
            theirs = context.said("report.compared-share-of-class", share=share, number=size.respondents)
            rows.append((size.label[context.lang], theirs, _own(context, *counted.by_size[size.code])))
    title = context.said("report.compared-by-size", figure=figure.label[context.lang])
    return context.table(title, _columns(context, comparison, "size"), rows)


def _columns(context: Context, comparison: Comparison, first: str) -> tuple[Column, ...]:
    return (
        Column(context.said(f"report.compared-{first}")),
        Column(context.said("report.compared-survey", **_source(comparison)), numeric=True),
        Column(context.said("report.compared-here"), numeric=True),
    )


def _source(comparison: Comparison) -> dict[str, str]:
    """Return what the survey is called in messages."""
    source = comparison.source
    return {"title": comparison.title, "publisher": source.publisher, "year": str(source.year)}


def _own(context: Context, count: int, of: int) -> str:
    """Return what the network shows; that nobody names a form does not mean that nobody has it."""
    if not of:
        return context.said("unknown")
    return _share(context, count, of) if count else context.said("report.compared-not-named", total=of)


def _share(context: Context, count: int, of: int) -> str:
    if of < _FEWEST_FOR_PERCENTAGE:
        return context.said("report.compared-of", part=count, total=of)
    return share_of(count, of, context.lang)
