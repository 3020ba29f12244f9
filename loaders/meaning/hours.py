"""Hours that people write for a week or a year, where those of a month are asked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.names import words as words_of
from graph.vocabulary import vocabulary

MONTH = "month"
#: An amount, and what stands behind it.
_AMOUNT = re.compile(r"(\d[\d.,]*)\s*(\D.*)")


def span_of_header(header: str) -> str:
    """Return for which span of time the hours under a header are (``Uren p.w.``: week), or nothing."""
    known, words = vocabulary().words, words_of(header)
    found = {
        span
        for at, word in enumerate(words)
        for span, each in known.hour_spans.items()
        if word in each.words and (len(word) > 1 or words[at - 1 : at] in ([mark] for mark in known.span_marks))
    }
    return found.pop() if len(found) == 1 else ""


def span_of(text: str) -> tuple[str, str]:
    """Return an amount of hours and the span that it is for, as a text tells both: ``6 uur per week``; else nothing."""
    amount = _AMOUNT.fullmatch(text.strip())
    span = _span(words_of(amount[2])) if amount else ""
    return (amount[1], span) if amount and span else ("", "")


def _span(words: Sequence[str]) -> str:
    """Return the span that the words behind an amount tell, when they tell nothing else."""
    known = vocabulary().words
    last = list(words)
    while len(last) > 1 and last[0] in known.span_marks:
        last = last[1:]
    alone = len(last) == 1 < len(words)
    return next((span for span, each in known.hour_spans.items() if alone and last[0] in each.words), "")


def with_span(text: str, span: str) -> str:
    """Return an amount of hours with the span that it is for, unless it tells one itself."""
    return text if span in ("", MONTH) or span_of(text)[1] else f"{text} per {span}"


def in_a_month(hours: float, span: str) -> float:
    """Return how many hours a month those of another span are."""
    spans = vocabulary().words.hour_spans
    return round(hours * spans[span].in_a_year / spans[MONTH].in_a_year, 1)
