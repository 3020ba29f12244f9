"""How often something is: what is written in free text, where it plainly is a number of times a year."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from fractions import Fraction

from graph.names import words
from graph.vocabulary import vocabulary


def times_per_year(text: str) -> Fraction | None:
    """Return how many times a year ``text`` says ("twee keer per jaar", "elk kwartaal", "monthly"), or None when that is not
    plain ("regelmatig", "1 of 2 keer per jaar").
    """
    known = vocabulary().words.frequency
    found = _pattern().fullmatch(" ".join(words(text)))
    if found is None:
        return None
    said = found.groupdict()

    def number(name: str) -> int:
        written = next((part for each in "abc" if (part := said.get(name + each))), "1")
        return int(written) if written.isdecimal() else known.numbers[written]

    unit = known.units[said["unit"]] if said["unit"] else known.adverbs[said["adverb"]]
    times, of = number("times"), number("of")
    return Fraction(times * unit, of) if times and of else None


@functools.lru_cache(maxsize=1024)
def by_arrangement(text: str) -> bool:
    """Tell whether a frequency, as it is written, is an arrangement: it is there, and not ad hoc.

    Asked of every relation of a country that has one, and few are written in different ways.
    """
    said = words(text)
    return bool(said) and not any(said[: len(begin)] == begin for begin in _ad_hoc())


@functools.cache
def _ad_hoc() -> tuple[list[str], ...]:
    """Return how what is no arrangement begins, in words: asked of every relation that has a frequency."""
    return tuple(map(words, vocabulary().words.frequency.ad_hoc))


@functools.cache
def _pattern() -> re.Pattern[str]:
    """Return what a frequency looks like, in words with one space between them."""
    known = vocabulary().words.frequency
    number = rf"\d{{1,3}}|{_any(known.numbers)}"
    times = rf"(?:{_any(known.times)})"
    unit = rf"(?P<unit>{_any(known.units)})"
    # Each way of saying it has numbers of its own: a, b, c.
    each = rf"(?:{_any(known.per)}|(?:{_any(known.apart)})(?= ?(?:{number})))"
    per = rf"(?:(?P<timesa>{number}) ?{times}? ?)?{each} ?(?P<ofa>{number})?"
    within = rf"(?P<timesb>{number}) ?(?:{times}|{times}? ?(?:{_any(known.within)}))"
    adverb = rf"(?:(?P<timesc>{number}) ?{times} |(?P<ofc>{number}))?(?P<adverb>{_any(known.adverbs)})"
    return re.compile(rf"(?:(?:{_any(known.about)}) )?(?:(?:{per}|{within}) ?{unit}|{adverb})")


def _any(known: Iterable[str]) -> str:
    """Return a pattern for one of some words, the longest first."""
    return "|".join(sorted(known, key=len, reverse=True))
