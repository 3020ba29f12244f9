"""The health of a network in words and tables, and as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from graph.model import kind_of
from graph.words.catalogue import text, written_number
from graph.words.phrases import kind_label, percentage
from knooppunt.answers.findings import summary_table
from knooppunt.answers.plain import Answer, answer, plain, reference
from knooppunt.answers.speaker import Speaker
from knooppunt.documents.model import Table
from knooppunt.usecases.health import Condition
from queries.carrying.size import dormant
from queries.health.question import INDICATORS, weighted
from queries.health.words import WORDS, words
from queries.measures.cohesion import ROLES
from queries.measures.ratio import Ratio
from queries.measures.structure import Structure

#: How many weak points a municipality or region shows on a terminal.
_WEAKEST = 2
#: How many organisations the table of brokers shows.
_BROKERS = 5
#: How many of who is dormant are listed on a terminal.
_DORMANT = 10
_MILLION = 1_000_000
#: The key of the areas in the JSON.
_AREAS = {"municipality": "municipalities", "region": "regions"}
#: The names of the tables, the main one first.
TABLES = ("indicators", "measures", "completeness", "dormant", "structure", "brokers", *_AREAS.values())


def health(say: Speaker, found: Condition, *, full: bool) -> Answer:
    """Return the indicators with the figure, the measures, what is not filled in, and all that was asked for besides.

    ``full``: with every indicator of an area in a column of its own.
    """
    tables = [
        summary_table(say),
        _indicators(say, found).named("indicators"),
        _measures(say, "measures", found.health.measures).named("measures"),
        _missing(say, found.health.cells).named("completeness"),
        dormant_table(say, 0 if full else _DORMANT).named("dormant"),
    ]
    if (told := found.structure) is not None:
        shown = {name: getattr(told, name) for name in ("centralization", "ei_by_kind", "ei_by_municipality")}
        tables += [_measures(say, "structure", shown).named("structure"), _brokers(say, told).named("brokers")]
    if found.per:
        tables.append(_areas(say, found, full).named(_AREAS[found.per]))
    return _data(say, found), [table for table in tables if table.rows or table.note]


def _data(say: Speaker, found: Condition) -> dict[str, Any]:
    health = found.health
    data: dict[str, Any] = {
        "words": [
            {"word": word, "sentence": sentence, "indicators": list(WORDS[word])}
            for word, sentence in zip(WORDS, words_said(say, health.indicators), strict=True)
        ],
        "indicators": plain(say, health.indicators),
        "score": {**plain(say, weighted(health.indicators, found.weights)), "weights": dict(found.weights)},
        "completeness": plain(say, health.cells),
        "dormant": plain(say, dormant(say.network)),
        "measures": plain(say, health.measures) | (_structure_data(say, found.structure) if found.structure else {}),
    }
    if found.per:
        data[_AREAS[found.per]] = [
            {
                **reference(say, area),
                "score": plain(say, weighted(indicators, found.weights)),
                "indicators": plain(say, indicators),
            }
            for area, indicators in found.areas.items()
        ]
    return answer("health", say, **data, findings=[])


def _structure_data(say: Speaker, found: Structure) -> dict[str, Any]:
    data = plain(say, found)
    return {
        "centralization": data["centralization"],
        "ei_by_kind": {**data["ei_by_kind"], "groups": data["ei_of_kinds"]},
        "ei_by_municipality": {**data["ei_by_municipality"], "groups": data["ei_of_municipalities"]},
        "brokerage": [{**reference(say, id_), **roles} for id_, roles in found.brokers],
    }


def _areas(say: Speaker, found: Condition, full: bool) -> Table:
    """Return the municipalities or regions, least healthy first."""
    scores = {area: weighted(indicators, found.weights) for area, indicators in found.areas.items()}
    values = {area: score.value for area, score in scores.items()}
    rows = []
    for area in sorted(scores, key=lambda area: (values[area] is None, values[area] or 0.0)):
        told = [scores[area], *(found.areas[area][name] for name in (INDICATORS if full else ("completeness",)))]
        weakest = [] if full else [", ".join(_weakest(say, found.areas[area]))]
        rows.append((say.caption(area), *(share_text(ratio, say.lang) for ratio in told), *weakest))
    named = [f"health.indicator.{name}" for name in INDICATORS]
    rest = named if full else [named[-1], "weakest"]
    columns = " ".join((f"table.{found.per}", "score-short", *rest))
    note = "" if rows else say.said(f"gaps.no-units.{found.per}")
    return say.table("health", f"title.{found.per}", columns, rows, note)


def _indicators(say: Speaker, found: Condition) -> Table:
    indicators, lang = found.health.indicators, say.lang
    rows = [
        (
            say.said(f"health.indicator.{name}"),
            share_text(ratio, lang),
            counted_text(ratio, lang),
            _weight(say, ratio, found.weights.get(name, 0)),
            meaning(ratio, name, lang),
        )
        for name, ratio in indicators.items()
    ]
    score, known = weighted(indicators, found.weights), indicators["completeness"]
    filled = say.said("health.score-known", known=share_text(known, lang)) if known.value is not None else ""
    note = f"{say.said('health.score', score=share_text(score, lang))} {filled}".strip()
    if say.network.hides_persons:
        note = f"{note} {say.said('health.known-public')}"
    made = say.table("health", "title", "indicator value counted weight means", rows, note)
    return msgspec.structs.replace(made, intro="\n".join(words_said(say, indicators)))


def _measures(say: Speaker, title: str, measures: Mapping[str, Ratio]) -> Table:
    rows = [
        (say.said(f"health.measure.{name}"), _decimal(say, ratio), say.said(f"health.means.{name}"))
        for name, ratio in measures.items()
    ]
    return say.table("health", f"title.{title}", "measure value means", rows)


def _missing(say: Speaker, cells: Mapping[str, Ratio]) -> Table:
    """Return what is not filled in, what is missing most first."""
    left = {cell: ratio.denominator - ratio.numerator for cell, ratio in cells.items()}
    rows = [
        (say.said(f"health.cell.{cell}"), share_text(cells[cell], say.lang), say.number(int(left[cell])))
        for cell in sorted(left, key=lambda cell: -left[cell])
        if left[cell] > 0
    ]
    return say.table("health", "title.missing", "cell filled missing", rows)


def _brokers(say: Speaker, found: Structure) -> Table:
    """Return the organisations that stand most between others."""
    rows = [(say.caption(id_), *(say.number(roles[role]) for role in ROLES)) for id_, roles in found.brokers[:_BROKERS]]
    columns = " ".join(("broker", *(f"health.role.{role}" for role in ROLES)))
    return say.table("health", "title.brokers", columns, rows)


def _weakest(say: Speaker, indicators: Mapping[str, Ratio]) -> list[str]:
    """Return the lowest indicators in words; completeness has a column of its own."""
    low = {name: ratio for name, ratio in indicators.items() if name != "completeness" and (ratio.value or 1.0) < 1.0}
    ranked = sorted(low.items(), key=lambda item: item[1].value or 0.0)[:_WEAKEST]
    return [f"{say.said(f'health.indicator.{name}')} {share_text(ratio, say.lang)}" for name, ratio in ranked]


def dormant_said(say: Speaker) -> str:
    """Return how many are dormant, or nothing when nobody is."""
    counts = dormant(say.network)
    if not (counts.persons or counts.organisations):
        return ""
    persons = say.said("not-told") if counts.persons is None else say.number(counts.persons)
    return say.said("health.dormant", organisations=say.number(counts.organisations), persons=persons)


def dormant_table(say: Speaker, limit: int = 0) -> Table:
    """Return who is dormant, organisations first, since when; the first ``limit`` of them (0: all)."""
    network = say.network
    rows = []
    known = [id_ for id_ in network.dormant if id_ in network.left_out]
    for id_ in sorted(known, key=lambda id_: (kind_of(id_) == "person", say.caption(id_).casefold())):
        last = max((one.until for one in network.dormant[id_] if one.until), default=None)
        rows.append((say.caption(id_), kind_label(network.left_out[id_], say.lang), plain(say, last) or ""))
    note = dormant_said(say)
    if 0 < limit < len(rows):
        note, rows = f"{note} {say.said('health.dormant-first', number=limit)}", rows[:limit]
    return say.table("health", "title.dormant", "search.name table.kind dormant-since", rows, note)


def words_said(say: Speaker, indicators: Mapping[str, Ratio]) -> list[str]:
    """Return one sentence for each of the three words: how it stands, and the figure that it rests on."""
    said = []
    for one in words(indicators):
        because = say.said(f"health.word.{one.word}.nothing")
        if one.rests_on:
            ratio = indicators[one.rests_on]
            part, total = (written_number(number, say.lang) for number in (ratio.numerator, ratio.denominator))
            shown = {"part": part, "total": total, "share": share_text(ratio, say.lang), "count": int(ratio.numerator)}
            because = say.said(f"health.because.{one.rests_on}", **shown)
        said.append(say.said(f"health.word.{one.word}.{one.level}", because=because))
    return said


def share_text(ratio: Ratio, lang: str) -> str:
    """Return a share as a percentage; what cannot be told is said to be so."""
    if ratio.value is None or ratio.vacuous:
        return text(lang, "health.unknown")
    # Halves and weighted sums count as well: in millionths every share is a whole number.
    return percentage(round(ratio.value * _MILLION), _MILLION, lang)


def meaning(ratio: Ratio, name: str, lang: str) -> str:
    """Return what an indicator says, or why it says nothing."""
    return text(lang, "health.vacuous" if ratio.vacuous else f"health.means.{name}")


def counted_text(ratio: Ratio, lang: str) -> str:
    """Return what a share was counted from: 65 van 141."""
    if ratio.value is None or ratio.vacuous:
        return ""
    part, total = (written_number(number, lang) for number in (ratio.numerator, ratio.denominator))
    return text(lang, "health.of", part=part, total=total)


def _weight(say: Speaker, ratio: Ratio, weight: int) -> str:
    """Return the weight of an indicator; one without a value has left the sum."""
    return say.number(weight) if ratio.value is not None and weight else say.said("health.no-weight")


def _decimal(say: Speaker, ratio: Ratio) -> str:
    """Return a measure with two decimals, and its margin when it comes from a sample."""
    if ratio.value is None:
        return say.said("health.unknown")
    margin = f" ± {say.number(ratio.margin, 3)}" if ratio.margin else ""
    return say.number(ratio.value, 2) + margin
