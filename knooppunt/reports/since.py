"""What changed since an earlier day, in words and tables: findings, and each indicator then and now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec

from graph.words.catalogue import written_date, written_number
from graph.words.phrases import sentence
from knooppunt.answers.health import share_text
from knooppunt.reports.attention import foremost, item
from knooppunt.reports.changes import FATES, Changes
from knooppunt.reports.given import Given
from knooppunt.reports.model import Column, Group, Section, Table, row
from knooppunt.usecases.report import Earlier
from queries.decisions import Decided
from queries.measures.cohesion import Ratio

#: The least difference in percentage points that is written as a number.
_LEAST = 0.1
_HIGHER, _LOWER, _EQUAL, _UNKNOWN = "higher", "lower", "equal", "unknown"


def since_line(given: Given, earlier: Earlier, found: Changes | None) -> str:
    """Return what changed in one sentence, for the summary."""
    if found is None:
        return _nothing_known(given, earlier)
    total = sum(found.counts.values(), Counter[str]())
    points = [given.said("report.since-line-new", count=total["new"], number=given.number(total["new"]))]
    for fate in ("gone", "heavier", "lighter"):
        if total[fate] or fate == "gone":
            points.append(given.said(f"report.since-line-{fate}", number=given.number(total[fate])))
    ways = Counter(_way(then, now) for then, now in found.indicators.values())
    up, down = ways[_HIGHER], ways[_LOWER]
    health = given.said("report.since-line-health", count=up, higher=given.number(up), lower=given.number(down))
    return given.said("report.since-line", day=earlier.day, points=", ".join(points), health=health)


def since(given: Given, earlier: Earlier, found: Changes | None) -> Section:
    """Return the part of the report about what changed since an earlier day."""
    title = given.said("report.since-title")
    if found is None:
        return Section("since", title, (_nothing_known(given, earlier),))
    groups = [
        _group(given, found.new, given.said("report.since-new")),
        _group(
            found.then,
            found.gone,
            given.said("report.since-gone"),
            given.said("report.since-gone-means", day=earlier.day),
        ),
    ]
    return Section(
        "since",
        title,
        paragraphs=(
            given.said("report.since-intro", then=earlier.day, now=given.day),
            *([given.said("report.since-no-persons")] if given.public else []),
        ),
        tables=(_findings(given, found), _indicators(given, earlier, found)),
        groups=tuple(group for group in groups if group.items),
    )


def _nothing_known(given: Given, earlier: Earlier) -> str:
    """Tell that there is nothing to compare with: a list in which everything is new would say nothing."""
    return given.said(
        "report.since-no-organisations" if earlier.loaded else "report.since-nothing-loaded", day=earlier.day
    )


def _findings(given: Given, found: Changes) -> Table:
    """Return how many findings of each family met which fate."""
    rows = [
        row(given.said(f"report.{family}-title"), *(_number(given, fate, count[fate]) for fate in FATES))
        for family, count in found.counts.items()
    ]
    total = sum(found.counts.values(), Counter[str]())
    rows.append(row(given.said("report.organisations-total"), *(_number(given, fate, total[fate]) for fate in FATES)))
    return Table(
        title=given.said("report.since-points"),
        columns=(
            Column(given.said("report.since-part")),
            *(Column(given.said(f"report.since-fate-{fate}"), numeric=True) for fate in FATES),
        ),
        rows=tuple(rows),
        note=given.said("report.since-points-means"),
    )


def _number(given: Given, fate: str, count: int) -> str:
    """Return a number of findings; so many that were accepted may be so many persons."""
    return given.persons(count) if fate == "accepted" else given.number(count)


def _indicators(given: Given, earlier: Earlier, found: Changes) -> Table:
    """Return every indicator then and now, with the difference."""
    return Table(
        title=given.said("report.since-health"),
        intro=given.said("report.health-means"),
        columns=(
            Column(sentence(given.said("health.indicator"))),
            *(Column(written_date(day, given.lang), numeric=True) for day in (earlier.day, given.day)),
            Column(given.said("report.since-difference"), numeric=True),
        ),
        rows=tuple(
            row(
                sentence(given.said(f"health.indicator.{name}")),
                share_text(then, given.lang),
                share_text(now, given.lang),
                _difference(given, then, now),
            )
            for name, (then, now) in found.indicators.items()
        ),
    )


def _difference(given: Given, then: Ratio, now: Ratio) -> str:
    """Return the difference in percentage points, between the values as they are written, with an arrow and a word."""
    way = _way(then, now)
    points = round(abs(_points(now) - _points(then)), 1)
    small = "" if points else given.said("report.since-small", number=written_number(_LEAST, given.lang))
    return given.said(f"report.since-{way}", points=small or written_number(points, given.lang))


def _way(then: Ratio, now: Ratio) -> str:
    """Tell whether an indicator is higher or lower than it was."""
    if then.value is None or now.value is None:
        return _UNKNOWN
    return _EQUAL if now.value == then.value else _HIGHER if now.value > then.value else _LOWER


def _points(ratio: Ratio) -> float:
    return round(100 * (ratio.value or 0.0), 1)


def _group(given: Given, found: Sequence[Decided], title: str, intro: str = "") -> Group:
    """Return the worst findings in words; what to do and where it stands are in the other parts of the report."""
    shown = foremost(given, [one for one in found if given.may_tell(one.finding)])
    more = len(found) - len(shown)
    return Group(
        title=title,
        count=given.number(len(found)),
        intro=intro,
        items=tuple(msgspec.structs.replace(item(given, one), suggestion="", source="") for one in shown),
        more=given.said("report.since-more", count=more, number=given.number(more)) if more else "",
    )
