"""The three words of the report: what each rests on, and when it cannot be told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.network import Network
from queries.health.question import INDICATORS, health
from queries.health.words import WORDS, words
from queries.measures.ratio import Ratio
from tests.networks import DAY

NOTHING = Ratio(0, 0)


def _indicators(**percentages: int | None) -> dict[str, Ratio]:
    """Return all indicators: those given as a percentage (None: nothing to count), the others 100%."""
    values = dict.fromkeys(INDICATORS, 100) | percentages
    return {name: NOTHING if value is None else Ratio(value, 100) for name, value in values.items()}


@pytest.mark.parametrize(
    ("word", "indicators", "level", "rests_on"),
    [
        ("structureel", {"structure": 49}, "low", "structure"),
        ("structureel", {"structure": 50}, "middle", "structure"),
        ("structureel", {"structure": 60, "continuity": 59}, "middle", "continuity"),
        ("structureel", {"structure": 80, "continuity": 81}, "high", "structure"),
        ("structureel", {"structure": 70, "continuity": None}, "middle", "structure"),
        # Nothing comes back as far as the lists tell: that may be the lists.
        ("structureel", {"structure": 0}, "unknown", "structure"),
        ("structureel", {"structure": 0, "continuity": 40}, "low", "continuity"),
        ("structureel", {"structure": None, "continuity": None}, "unknown", None),
        ("fragiel", {"independence": 30, "redundancy": 40}, "low", "independence"),
        ("fragiel", {"independence": 79, "redundancy": 90}, "middle", "independence"),
        ("fragiel", {}, "high", "independence"),
        # What is apart is fragile, whoever holds the rest.
        ("fragiel", {"independence": None, "redundancy": None, "connectedness": 10}, "low", "connectedness"),
        ("fragiel", {"independence": None, "redundancy": None, "attribution": None}, "unknown", None),
        ("fragiel", {"redundancy": 10, "attribution": 50}, "unknown", "attribution"),
        ("fragiel", {"redundancy": 10, "attribution": 51}, "low", "redundancy"),
        ("fragiel", {"independence": 10, "attribution": 5}, "low", "independence"),
        ("persoonlijk", {"adviser_independence": 60, "breadth": 70}, "middle", "adviser_independence"),
        ("persoonlijk", {"attribution": 60}, "high", "adviser_independence"),
        ("persoonlijk", {"attribution": 20}, "unknown", "attribution"),
        ("persoonlijk", {"attribution": 20, "breadth": 20}, "low", "breadth"),
        ("persoonlijk", {"adviser_independence": None, "breadth": None}, "unknown", None),
    ],
)
def test_a_word_rests_on_its_weakest_indicator(
    word: str, indicators: dict[str, int | None], level: str, rests_on: str | None
) -> None:
    found = {one.word: one for one in words(_indicators(**indicators))}
    assert tuple(found) == tuple(WORDS) == ("structureel", "fragiel", "persoonlijk")
    assert (found[word].level, found[word].rests_on) == (level, rests_on)


def test_what_is_vacuous_carries_no_word() -> None:
    """Without advisers all stays joined without advisers: that says nothing."""
    indicators = _indicators(breadth=None) | {"adviser_independence": Ratio(9, 9, vacuous=True)}
    assert words(indicators)[2].level == "unknown"


def test_of_an_empty_network_nothing_is_said() -> None:
    assert {one.level for one in words(health(Network({}, []), DAY).indicators)} == {"unknown"}


@given(st.fixed_dictionaries(dict.fromkeys(INDICATORS, st.none() | st.integers(0, 100))), st.sampled_from(INDICATORS))
def test_a_lower_indicator_never_makes_a_word_better(percentages: dict[str, int | None], name: str) -> None:
    """Of what is known: that an indicator falls may put a word in doubt, and never raises it."""
    order = {"low": 0, "middle": 1, "high": 2}
    before = words(_indicators(**percentages))
    lower = percentages | {name: (percentages[name] or 0) // 2 if percentages[name] is not None else None}
    for one, other in zip(before, words(_indicators(**lower)), strict=True):
        if "unknown" not in (one.level, other.level):
            assert order[other.level] <= order[one.level]
