"""The periodic report on the health of a network, for somebody who has to decide something about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import msgspec

from graph.network import Network
from graph.store.base import Version
from knooppunt.reports.account import definitions, not_known
from knooppunt.reports.account import sources as sources_of
from knooppunt.reports.attention import attention
from knooppunt.reports.changes import changes
from knooppunt.reports.compared import compared
from knooppunt.reports.condition import condition
from knooppunt.reports.departure import departure
from knooppunt.reports.given import Given
from knooppunt.reports.key_numbers import key_numbers
from knooppunt.reports.lacking import gaps, missing_links
from knooppunt.reports.model import Page
from knooppunt.reports.page import render
from knooppunt.reports.since import since, since_line
from knooppunt.reports.summary import summary
from knooppunt.reports.tables import tables
from knooppunt.rules.surveys import Comparison
from knooppunt.usecases.report import Answers, Earlier
from queries.decisions import Decision
from queries.fragile.question import DEFAULT_HORIZON


def build_report(
    network: Network,
    day: date,
    lang: str,
    *,
    answers: Answers,
    sources: Sequence[Version],
    comparison: Comparison | None,
    made_on: datetime,
    decisions: Sequence[Decision] = (),
    top: int = 5,
    horizon: int = DEFAULT_HORIZON,
    earlier: Earlier | None = None,
) -> str:
    """Return the report as one HTML page that loads nothing from anywhere.

    ``network`` is the network on ``day``, within a region if any, as its audience may see it, and ``answers`` are about
    that same network. For the public, what is fragile and what is left without advisers may be (and say more when they
    are) about the network before persons were taken out, because a public network does not tell what hangs on one person.
    Who or what ``network`` does not show is never named. ``sources`` are the versions in the store, oldest first;
    ``decisions`` what people decided about findings. ``top`` is the number of findings of each kind that are told.
    ``horizon`` is the number of days in which a term that ends counts.
    ``earlier`` is the day since which the report tells what changed, if any.
    """
    given = Given(
        network,
        day,
        lang,
        answers=answers,
        decisions=decisions,
        horizon=horizon,
        top=top,
    )
    page = _page(given, sources, comparison, made_on)
    return render(page if earlier is None else _with_changes(page, given, earlier))


def _with_changes(page: Page, given: Given, earlier: Earlier) -> Page:
    """Return the page with what changed since an earlier day, and a line about that in the summary."""
    found = changes(given, earlier)
    line = since_line(given, earlier, found)
    return msgspec.structs.replace(page, summary=(line, *page.summary), since=since(given, earlier, found))


def _page(given: Given, versions: Sequence[Version], comparison: Comparison | None, made_on: datetime) -> Page:
    lead, *rest = summary(given)
    beside = [compared(given, comparison)] if comparison is not None else []
    everywhere = given.network.scope.region is None
    title = given.said("report.title-everywhere") if everywhere else given.said("report.title", area=given.area)
    return Page(
        lang=given.lang,
        title=title,
        subtitle=given.said("report.subtitle"),
        scope=given.said("report.scope", day=given.day, area=given.area, made_on=made_on, time=f"{made_on:%H:%M}"),
        audience=given.said(f"report.audience-{given.network.scope.audience}"),
        lead=lead,
        summary=tuple(rest),
        numbers=tuple(key_numbers(given)),
        sections=(
            condition(given),
            attention(given),
            departure(given),
            missing_links(given),
            gaps(given),
            tables(given),
            *beside,
            not_known(given),
        ),
        definitions=tuple(definitions(given)),
        sources=sources_of(given, versions, made_on),
    )
