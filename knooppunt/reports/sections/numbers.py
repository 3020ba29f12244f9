"""The key numbers of a network, each with what it means."""

from __future__ import annotations

from graph.words.catalogue import written_number
from graph.words.phrases import share_of
from knooppunt.documents.model import KeyNumber, Section
from knooppunt.reports.context import Context
from queries.carrying.separation import pairs


def section(context: Context) -> Section:
    """Return the part of the report with the key numbers, from how large the network is to what is not known of it."""
    numbers = [_plain(context, "organisations"), *_persons(context), _plain(context, "connections"), _joined(context)]
    numbers += [*_hanging_on_one(context), _unknown(context)]
    return Section("numbers", context.said("report.numbers-title"), numbers=tuple(numbers))


def _plain(context: Context, what: str) -> KeyNumber:
    return _number(context, what, getattr(context.size, what), context.said(f"report.number-{what}-means"))


def _persons(context: Context) -> list[KeyNumber]:
    if not context.persons_looked_at:
        return []
    nodes, count = context.network.nodes, context.size.persons
    placeholders = sum(bool(nodes[id_].properties.get("placeholder")) for id_ in context.network.persons)
    meaning = context.said("report.number-persons-means")
    if placeholders:
        meaning += " " + context.said("report.number-placeholders", count=placeholders)
    # "Person" instead of "persons" would tell the public a small number.
    label = context.said("report.number-persons", count=2 if context.public else count)
    return [KeyNumber(context.persons(count), label, meaning)]


def _joined(context: Context) -> KeyNumber:
    joined, possible = context.size.connected_pairs, pairs(context.size.organisations)
    meaning = context.said("report.number-joined-means", joined=joined, possible=possible)
    bar = joined / possible if possible else 0.0
    return KeyNumber(context.share(joined, possible), context.said("report.number-joined"), meaning, bar)


def _hanging_on_one(context: Context) -> list[KeyNumber]:
    if not context.persons_looked_at:
        return []
    found, total = context.of_kind("single-person-connection"), context.size.connections
    count, only = len(found), sum(bool(finding.only_route) for finding in found)
    meaning = context.said("report.number-single-none")
    if count:
        meaning = context.said("report.number-single-means", share=share_of(count, total, context.lang))
    if only:
        meaning += " " + context.said("report.number-single-only-route", count=count, number=only)
    return [_number(context, "single", count, meaning, total)]


def _unknown(context: Context) -> KeyNumber:
    count, total = len(context.of_kind("unattributed-connection")), context.size.connections
    meaning = context.said("report.summary-known")
    if count:
        meaning = context.said("report.number-unknown-means", share=share_of(count, total, context.lang))
    return _number(context, "unknown", count, meaning, total)


def _number(context: Context, what: str, count: int, meaning: str, of: int | None = None) -> KeyNumber:
    """Return a number of things; the share ``of`` all of them is drawn as a bar."""
    label, bar = context.said(f"report.number-{what}", count=count), None if of is None else count / (of or 1)
    return KeyNumber(written_number(count, context.lang), label, meaning, bar)
