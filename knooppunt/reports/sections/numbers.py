"""The key numbers of a network, each with what it means."""

from __future__ import annotations

import msgspec

from knooppunt.documents.model import KeyNumber, Section
from knooppunt.reports.context import Context
from queries.carrying.separation import pairs
from queries.carrying.size import groups


def section(context: Context) -> Section:
    """Return the part of the report with the key numbers, from how large the network is to what is not known of it."""
    size, persons = context.size, context.persons_looked_at
    numbers = (
        _plain(context, "organisations", size.organisations),
        *([_persons(context)] if persons else []),
        _plain(context, "connections", size.connections),
        _joined(context),
        *([_hanging_on_one(context)] if persons else []),
        _of_connections(context, "unknown", context.unattributed, "report.summary-known"),
    )
    return context.section("numbers", numbers=numbers)


def _plain(context: Context, what: str, count: int) -> KeyNumber:
    label, meaning = context.said(f"report.number-{what}", count=count), context.said(f"report.number-{what}-means")
    return KeyNumber(context.number(count), label, meaning)


def _persons(context: Context) -> KeyNumber:
    count, meaning = context.size.persons, context.said("report.number-persons-means")
    if placeholders := context.placeholders(context.network.persons):
        meaning += " " + context.said("report.number-placeholders", count=placeholders)
    if (found := groups(context.network)).count:
        meaning += " " + context.said("summary.groups", count=found.count, people=found.people)
    # "Person" instead of "persons" would tell the public a small number.
    label = context.said("report.number-persons", count=2 if context.public else count)
    return KeyNumber(context.persons(count), label, meaning)


def _joined(context: Context) -> KeyNumber:
    joined, possible = context.size.connected_pairs, pairs(context.size.organisations)
    meaning = context.said("report.number-joined-means", joined=joined, possible=possible)
    share, label = context.share(joined, possible), context.said("report.number-joined")
    return KeyNumber(share, label, meaning, joined / (possible or 1))


def _hanging_on_one(context: Context) -> KeyNumber:
    found = context.of_kind("single-person-connection")
    number = _of_connections(context, "single", len(found), "report.number-single-none")
    if only := sum(bool(finding.only_route) for finding in found):
        more = context.said("report.number-single-only-route", count=len(found), number=only)
        number = msgspec.structs.replace(number, explanation=f"{number.explanation} {more}")
    return number


def _of_connections(context: Context, what: str, count: int, none: str) -> KeyNumber:
    """Return a number of connections, of all drawn as a bar; the message ``none`` explains that there are none."""
    total = context.size.connections
    means = context.said(f"report.number-{what}-means", share=context.share_of(count, total))
    label = context.said(f"report.number-{what}", count=count)
    return KeyNumber(context.number(count), label, means if count else context.said(none), count / (total or 1))
