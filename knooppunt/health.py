"""The health of a network in words and tables, and as plain data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph.network import Network
from graph.words.catalogue import text, written_number
from graph.words.phrases import caption, percentage
from knooppunt.answer import reference
from knooppunt.tables import Table
from queries.health.question import INDICATORS, AreaHealth, Health, weighted
from queries.measures.cohesion import ROLES, Ratio
from queries.measures.structure import Structure

#: How many weak points a municipality or region shows on a terminal.
_WEAKEST = 2
#: How many organisations the table of brokers shows.
_BROKERS = 5
_DIGITS = 6
_MILLION = 1_000_000


def ratio_data(ratio: Ratio) -> dict[str, Any]:
    """Return a measure as plain data; the margin only of a value that comes from a sample."""
    value = ratio.value
    data: dict[str, Any] = {
        "value": None if value is None else round(value, _DIGITS),
        "numerator": _plain(ratio.numerator),
        "denominator": _plain(ratio.denominator),
    }
    return data | ({"margin": round(ratio.margin, _DIGITS)} if ratio.margin else {})


def health_data(found: Health, weights: Mapping[str, int]) -> dict[str, Any]:
    """Return the indicators, the figure with its weights, the measures and what completeness is made of."""
    return {
        "indicators": _data(found.indicators),
        "score": {**_score_data(found.indicators, weights), "weights": dict(weights)},
        "completeness": _data(found.cells),
        "measures": _data(found.measures),
    }


def areas_data(
    network: Network, areas: Sequence[AreaHealth], weights: Mapping[str, int], lang: str
) -> list[dict[str, Any]]:
    """Return the indicators and the figure of every municipality or region."""
    return [
        {
            **reference(network, area.area, lang),
            "score": _score_data(area.indicators, weights),
            "indicators": _data(area.indicators),
        }
        for area in areas
    ]


def structure_data(network: Network, found: Structure, lang: str) -> dict[str, Any]:
    """Return the measures that ``--measures`` adds."""
    return {
        "centralization": ratio_data(found.centralization),
        "ei_by_kind": {**ratio_data(found.ei_by_kind), "groups": _data(found.ei_of_kinds)},
        "ei_by_municipality": {**ratio_data(found.ei_by_municipality), "groups": _data(found.ei_of_municipalities)},
        "brokerage": [{**reference(network, id_, lang), **roles} for id_, roles in found.brokers],
    }


def health_tables(found: Health, weights: Mapping[str, int], lang: str) -> list[Table]:
    """Return the indicators with the figure below them, the measures, and what is not filled in."""
    return [_indicators(found, weights, lang), _measures(found, lang), _missing(found, lang)]


def areas_table(
    network: Network, areas: Sequence[AreaHealth], weights: Mapping[str, int], kind: str, lang: str, *, full: bool
) -> Table:
    """Return the municipalities or regions, least healthy first; ``full``: with every indicator in a column of its own."""
    scored = [(weighted(area.indicators, weights).value, area) for area in areas]
    scored.sort(key=lambda item: (item[0] is None, item[0] or 0.0, item[1].area))
    rows = []
    for _, area in scored:
        row = [caption(network, area.area, lang), share_text(weighted(area.indicators, weights), lang)]
        if full:
            row += [share_text(area.indicators[name], lang) for name in INDICATORS]
        else:
            row += [share_text(area.indicators["completeness"], lang), ", ".join(_weakest(area.indicators, lang))]
        rows.append(tuple(row))
    named = [text(lang, f"health.indicator.{name}") for name in INDICATORS]
    rest = named if full else [named[-1], text(lang, "health.weakest")]
    headers = (text(lang, f"health.{kind}"), text(lang, "health.score-short"), *rest)
    note = "" if rows else text(lang, f"health.no-{kind}")
    return Table(text(lang, f"health.title.{kind}"), headers, rows, note)


def structure_tables(network: Network, found: Structure, lang: str) -> list[Table]:
    """Return the tables that ``--measures`` adds."""
    shown = {
        "centralization": found.centralization,
        "ei_by_kind": found.ei_by_kind,
        "ei_by_municipality": found.ei_by_municipality,
    }
    headers = tuple(text(lang, f"health.{column}") for column in ("measure", "value", "means"))
    rows = [
        (text(lang, f"health.measure.{name}"), _decimal(ratio, lang), text(lang, f"health.means.{name}"))
        for name, ratio in shown.items()
    ]
    return [Table(text(lang, "health.title.structure"), headers, rows), _brokers(network, found, lang)]


def _indicators(found: Health, weights: Mapping[str, int], lang: str) -> Table:
    headers = tuple(text(lang, f"health.{column}") for column in ("indicator", "value", "counted", "weight", "means"))
    rows = [
        (
            text(lang, f"health.indicator.{name}"),
            share_text(ratio, lang),
            counted_text(ratio, lang),
            _weight(ratio, weights.get(name, 0), lang),
            text(lang, f"health.means.{name}"),
        )
        for name, ratio in found.indicators.items()
    ]
    score, known = weighted(found.indicators, weights), found.indicators["completeness"]
    note = text(lang, "health.score", score=share_text(score, lang), known=share_text(known, lang))
    return Table(text(lang, "health.title"), headers, rows, note)


def _measures(found: Health, lang: str) -> Table:
    headers = tuple(text(lang, f"health.{column}") for column in ("measure", "value", "means"))
    rows = [
        (text(lang, f"health.measure.{name}"), _decimal(ratio, lang), text(lang, f"health.means.{name}"))
        for name, ratio in found.measures.items()
    ]
    return Table(text(lang, "health.title.measures"), headers, rows)


def _missing(found: Health, lang: str) -> Table:
    """Return what is not filled in, what is missing most first."""
    open_ = {cell: ratio for cell, ratio in found.cells.items() if ratio.numerator < ratio.denominator}
    rows = [
        (
            text(lang, f"health.cell.{cell}"),
            share_text(ratio, lang),
            written_number(int(ratio.denominator - ratio.numerator), lang),
        )
        for cell, ratio in sorted(open_.items(), key=lambda item: item[1].numerator - item[1].denominator)
    ]
    headers = tuple(text(lang, f"health.{column}") for column in ("cell", "filled", "missing"))
    return Table(text(lang, "health.title.missing"), headers, rows)


def _brokers(network: Network, found: Structure, lang: str) -> Table:
    """Return the organisations that stand most between others."""
    rows = [
        (caption(network, id_, lang), *(written_number(roles[role], lang) for role in ROLES))
        for id_, roles in found.brokers[:_BROKERS]
    ]
    headers = (text(lang, "health.broker"), *(text(lang, f"health.role.{role}") for role in ROLES))
    return Table(text(lang, "health.title.brokers"), headers, rows, "" if rows else text(lang, "health.no-brokers"))


def _weakest(indicators: Mapping[str, Ratio], lang: str) -> list[str]:
    """Return the lowest indicators in words; completeness has a column of its own."""
    low = {name: ratio for name, ratio in indicators.items() if name != "completeness" and (ratio.value or 1.0) < 1.0}
    ranked = sorted(low.items(), key=lambda item: item[1].value or 0.0)[:_WEAKEST]
    return [f"{text(lang, f'health.indicator.{name}')} {share_text(ratio, lang)}" for name, ratio in ranked]


def share_text(ratio: Ratio, lang: str) -> str:
    """Return a share as a percentage; what cannot be told is said to be so."""
    if ratio.value is None:
        return text(lang, "health.unknown")
    # Halves and weighted sums count as well: in millionths every share is a whole number.
    return percentage(round(ratio.value * _MILLION), _MILLION, lang)


def counted_text(ratio: Ratio, lang: str) -> str:
    """Return what a share was counted from: 65 van 141."""
    if ratio.value is None:
        return ""
    return text(lang, "health.of", part=_number(ratio.numerator, lang), total=_number(ratio.denominator, lang))


def _weight(ratio: Ratio, weight: int, lang: str) -> str:
    """Return the weight of an indicator; one without a value has left the sum."""
    return written_number(weight, lang) if ratio.value is not None and weight else text(lang, "health.no-weight")


def _decimal(ratio: Ratio, lang: str) -> str:
    """Return a measure with two decimals, and its margin when it comes from a sample."""
    if ratio.value is None:
        return text(lang, "health.unknown")
    written = f"{ratio.value:.2f}" + (f" ± {ratio.margin:.3f}" if ratio.margin else "")
    return written.replace(".", ",") if lang == "nl" else written


def _number(number: float, lang: str) -> str:
    """Return a count; a half is written as one."""
    rest = number - int(number)
    return written_number(int(number), lang) + ((",5" if lang == "nl" else ".5") if rest else "")


def _data(ratios: Mapping[str, Ratio]) -> dict[str, Any]:
    return {name: ratio_data(ratio) for name, ratio in ratios.items()}


def _score_data(indicators: Mapping[str, Ratio], weights: Mapping[str, int]) -> dict[str, Any]:
    """Return the figure; numerator and denominator are the weighted sum and the weights that count."""
    return ratio_data(weighted(indicators, weights))


def _plain(number: float) -> float:
    """Return a whole number as one."""
    return int(number) if number == int(number) else round(number, _DIGITS)
