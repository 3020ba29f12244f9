"""The key numbers of a network, each with what it means."""

from __future__ import annotations

from graph.words.phrases import percentage, share_of
from knooppunt.reports.given import Given
from knooppunt.reports.model import KeyNumber
from queries.carrying.separation import pairs


def key_numbers(given: Given) -> list[KeyNumber]:
    """Return the key numbers, from how large the network is to what is not known of it."""
    found = [_plain(given, "organisations"), *_persons(given), _plain(given, "connections"), _joined(given)]
    if given.persons_looked_at:
        found.append(_hanging_on_one(given))
    return [*found, _unknown(given)]


def _plain(given: Given, what: str) -> KeyNumber:
    count = getattr(given.answers.fragile.size, what)
    return _number(given, what, count, given.said(f"report.number-{what}-means"))


def _persons(given: Given) -> list[KeyNumber]:
    if not given.persons_looked_at:
        return []
    nodes, count = given.network.nodes, given.answers.fragile.size.persons
    placeholders = sum(bool(nodes[id_].properties.get("placeholder")) for id_ in given.network.persons)
    meaning = given.said("report.number-persons-means")
    if placeholders:
        number = given.number(placeholders)
        meaning += " " + given.said("report.number-placeholders", count=placeholders, number=number)
    # "Person" instead of "persons" would tell the public a small number.
    label = given.said("report.number-persons", count=2 if given.public else count)
    return [KeyNumber(given.persons(count), label, meaning)]


def _joined(given: Given) -> KeyNumber:
    joined, possible = given.answers.fragile.size.connected_pairs, pairs(given.answers.fragile.size.organisations)
    numbers = {"joined": given.number(joined), "possible": given.number(possible)}
    meaning = given.said("report.number-joined-means", **numbers)
    share = percentage(joined, possible, given.lang)
    return KeyNumber(share, given.said("report.number-joined"), meaning, _bar(joined, possible))


def _hanging_on_one(given: Given) -> KeyNumber:
    found, total = given.of_kind("single-person-connection"), given.answers.fragile.size.connections
    count, only = len(found), sum(bool(finding.only_route) for finding in found)
    meaning = given.said("report.number-single-none")
    if count:
        meaning = given.said("report.number-single-means", share=share_of(count, total, given.lang))
    if only:
        meaning += " " + given.said("report.number-single-only-route", count=count, number=given.number(only))
    return _number(given, "single", count, meaning, _bar(count, total))


def _unknown(given: Given) -> KeyNumber:
    count, total = len(given.of_kind("unattributed-connection")), given.answers.fragile.size.connections
    meaning = given.said("report.summary-known")
    if count:
        meaning = given.said("report.number-unknown-means", share=share_of(count, total, given.lang))
    return _number(given, "unknown", count, meaning, _bar(count, total))


def _number(given: Given, what: str, count: int, meaning: str, bar: float | None = None) -> KeyNumber:
    return KeyNumber(given.number(count), given.said(f"report.number-{what}", count=count), meaning, bar)


def _bar(part: int, total: int) -> float:
    return part / total if total else 0.0
