"""The key numbers of a network, each with what it means."""

from __future__ import annotations

from knooppunt.reports.given import Given
from knooppunt.reports.model import KeyNumber
from knooppunt.reports.writing import percentage, share_of
from queries.separation import pairs


def key_numbers(given: Given) -> list[KeyNumber]:
    """Return the key numbers, from how large the network is to what is not known of it."""
    found = [_plain(given, "organisations"), *_persons(given), _plain(given, "connections"), _joined(given)]
    if given.persons_looked_at:
        found.append(_hanging_on_one(given))
    return [*found, _unknown(given)]


def _plain(given: Given, what: str) -> KeyNumber:
    count = getattr(given.answer.summary, what)
    return _number(given, what, given.number(count), given.said(f"report-number-{what}-means"))


def _persons(given: Given) -> list[KeyNumber]:
    if not given.persons_looked_at:
        return []
    nodes = given.network.nodes
    placeholders = sum(bool(nodes[id_].properties.get("placeholder")) for id_ in given.network.persons)
    meaning = given.said("report-number-persons-means")
    if placeholders:
        number = given.number(placeholders)
        meaning += " " + given.said("report-number-placeholders", count=placeholders, number=number)
    return [_number(given, "persons", given.persons(given.answer.summary.persons), meaning)]


def _joined(given: Given) -> KeyNumber:
    joined, possible = given.answer.summary.connected_pairs, pairs(given.answer.summary.organisations)
    numbers = {"joined": given.number(joined), "possible": given.number(possible)}
    value = percentage(joined, possible, given.lang)
    return _number(given, "joined", value, given.said("report-number-joined-means", **numbers), _bar(joined, possible))


def _hanging_on_one(given: Given) -> KeyNumber:
    found, total = given.of_kind("single-person-connection"), given.answer.summary.connections
    if not found:
        return _number(given, "single", "0", given.said("report-number-single-none"), _bar(0, total))
    only = sum(bool(finding.only_route) for finding in found)
    meaning = given.said("report-number-single-means", share=share_of(len(found), total, given.lang))
    if only:
        meaning += " " + given.said("report-number-single-only-route", count=only, number=given.number(only))
    return _number(given, "single", given.number(len(found)), meaning, _bar(len(found), total))


def _unknown(given: Given) -> KeyNumber:
    count, total = len(given.of_kind("unattributed-connection")), given.answer.summary.connections
    meaning = given.said("report-summary-known")
    if count:
        meaning = given.said("report-number-unknown-means", share=share_of(count, total, given.lang))
    return _number(given, "unknown", given.number(count), meaning, _bar(count, total))


def _number(given: Given, what: str, value: str, meaning: str, bar: float | None = None) -> KeyNumber:
    return KeyNumber(value=value, label=given.said(f"report-number-{what}"), explanation=meaning, bar=bar)


def _bar(part: int, total: int) -> float:
    return part / total if total else 0.0
