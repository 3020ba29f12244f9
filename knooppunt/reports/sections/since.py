"""What changed since an earlier day, in words and tables: findings, and each indicator then and now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec

from graph.words.catalogue import written_date
from graph.words.phrases import sentence
from knooppunt.answers.health import share_text
from knooppunt.documents.model import Column, Group, Section, Table
from knooppunt.reports.changes import FATES, Changes, changes
from knooppunt.reports.context import Context
from knooppunt.reports.findings import foremost, group, item
from knooppunt.usecases.report import Earlier
from queries.decisions import Decided
from queries.diff import continued
from queries.measures.ratio import Ratio

#: The least difference in percentage points that is written as a number.
_LEAST = 0.1


def told(context: Context, earlier: Earlier) -> tuple[str, Section]:
    """Return what changed since an earlier day: in one sentence, for the summary, and as a part of the report."""
    found = changes(context, earlier)
    if found is None:
        # A list in which everything is new would say nothing.
        code = "report.since-no-organisations" if earlier.loaded else "report.since-nothing-loaded"
        nothing = context.said(code, day=earlier.day)
        return nothing, context.section("since", nothing)
    return _line(context, found), _section(context, found)


def _line(context: Context, found: Changes) -> str:
    total = found.total
    points = [context.said("report.since-line-new", count=total["new"])]
    for fate in ("gone", "heavier", "lighter"):
        if total[fate] or fate == "gone":
            points.append(context.said(f"report.since-line-{fate}", number=total[fate]))
    ways = Counter(_way(then, now) for then, now in found.indicators.values())
    health = context.said("report.since-line-health", count=ways["higher"], lower=ways["lower"])
    return context.said("report.since-line", day=found.then.day, points=", ".join(points), health=health)


def _section(context: Context, found: Changes) -> Section:
    day = found.then.day
    said = [context.said("report.since-intro", then=day, now=context.day)]
    if context.public:
        said.append(context.said("report.since-no-persons"))
    said += [
        context.said("report.since-continued", gone=found.then.spoken(gone), now=context.spoken(now))
        for gone, now in continued(found.then.network, context.network)
    ]
    gone = context.said("report.since-gone-means", day=day)
    groups = (_group(context, found.new, "new"), _group(found.then, found.gone, "gone", gone))
    worded = tuple(group for group in groups if group.items)
    tables = (_findings(context, found), _indicators(context, found))
    return context.section("since", *said, tables=tables, groups=worded)


def _findings(context: Context, found: Changes) -> Table:
    """Return how many findings of each family met which fate."""
    counts = {f"report.{family}-title": count for family, count in found.counts.items()}
    counts["report.organisations-total"] = found.total
    fates = " ".join(FATES)
    return context.overview(
        "since",
        f"part {fates}",
        # So many findings that were accepted may be so many persons.
        [
            (
                context.said(code),
                *(context.persons(count[fate]) if fate == "accepted" else count[fate] for fate in FATES),
            )
            for code, count in counts.items()
        ],
        numeric=fates,
        note=context.said("report.since-means"),
    )


def _indicators(context: Context, found: Changes) -> Table:
    """Return every indicator then and now, with the difference."""
    days = (written_date(day, context.lang) for day in (found.then.day, context.day))
    heads = (sentence(context.said("health.indicator")), *days, context.said("report.since-difference"))
    columns = (Column(head, numeric=number > 0) for number, head in enumerate(heads))
    rows = [
        (
            sentence(context.said(f"health.indicator.{name}")),
            share_text(then, context.lang),
            share_text(now, context.lang),
            _difference(context, then, now),
        )
        for name, (then, now) in found.indicators.items()
    ]
    return context.filled(context.said("report.since-health"), columns, rows, intro=context.said("report.health-means"))


def _difference(context: Context, then: Ratio, now: Ratio) -> str:
    """Return the difference in percentage points, between the values as they are written, with an arrow and a word."""
    was, is_ = (round(100 * (ratio.value or 0.0), 1) for ratio in (then, now))
    points = round(abs(is_ - was), 1)
    small = "" if points else context.said("report.since-small", number=context.number(_LEAST))
    return context.said(f"report.since-{_way(then, now)}", points=small or context.number(points))


def _way(then: Ratio, now: Ratio) -> str:
    """Tell whether an indicator is higher or lower than it was."""
    if then.value is None or now.value is None or then.vacuous or now.vacuous:
        return "unknown"
    return "equal" if now.value == then.value else "higher" if now.value > then.value else "lower"


def _group(context: Context, found: Sequence[Decided], fate: str, intro: str = "") -> Group:
    """Return the worst findings in words; what to do and where it stands are in the other parts of the report."""
    shown = foremost(context, [one for one in found if context.may_tell(one.finding)])
    items = [msgspec.structs.replace(item(context, one), suggestion="", source="") for one in shown]
    return group(context, f"report.since-{fate}", found, items, "report.since-more", intro=intro)
