"""Names of organisations that one cell joins (``MEE / Zonnebloem``): one name or several is for people to say."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable

from graph.names import normalise
from graph.names import words as words_of
from graph.places.table import places
from graph.vocabulary import bare_name, vocabulary
from loaders.meaning.kinds import Organisation, kind_of_name

#: What joins names more often than it belongs to one, and what belongs to many a name.
_STRONG = re.compile(r"\s*/\s*|\s+\+\s+")
_WEAK = re.compile(r"\s*,\s+|\s+(?:en|and|&)\s+")
#: A name of an organisation has so many letters at the least.
_LETTERS = 2


def may_be_joined(text: str, kinds_of: Callable[[str], tuple[str, ...]]) -> bool:
    """Tell whether a name of an organisation may be those of several; what others call so is one."""
    return len(_parts(text)) > 1 and not kinds_of(text)


def apart(text: str) -> str:
    """Return the names that a cell joins with a semicolon between them."""
    return "; ".join(_parts(text)) or text


@functools.lru_cache(maxsize=4096)
def _parts(text: str) -> tuple[str, ...]:
    """Return the names that a text may join: of what may belong to a name only those that are plainly organisations."""
    strong = [part.strip() for part in _STRONG.split(text)]
    if len(strong) > 1 and all(map(_is_name, strong)) and not any(map(_is_one, strong, strong[1:])):
        return tuple(strong)
    weak = [part.strip() for part in _WEAK.split(text)]
    plain = len(weak) > 1 and all(_is_plain(kind_of_name(part)) for part in weak)
    return tuple(weak) if plain and not any(map(_is_one, weak, weak[1:])) else (text,)


def _is_name(part: str) -> bool:
    return part[:1].isupper() and sum(map(str.isalpha, part)) >= _LETTERS


def _is_plain(guess: Organisation | None) -> bool:
    return guess is not None and (guess.certain or guess.kind == "council")


def _is_one(left: str, right: str) -> bool:
    """Tell whether what joins two parts stands within one name: two laws, two places, or a name that is known (KBO/PCOB)."""
    if not (before := words_of(left)[-1:]) or not (behind := words_of(right)[:1]):
        return True
    topics, municipalities = vocabulary().topic_types, places().known_names
    if before[0] in topics and behind[0] in topics:
        return True
    last = left.split()[-1]
    if normalise(last) in municipalities and normalise(bare_name("municipality", right)) in municipalities:
        return True
    return (before[0], behind[0]) in _pairs()


@functools.cache
def _pairs() -> frozenset[tuple[str, str]]:
    """Return the names of organisations that are two words, as `words.yaml` has them."""
    told = vocabulary().words.organisations
    names = [tuple(words_of(name)) for each in told for name in (*each.sure, *each.likely, *each.called)]
    return frozenset((name[0], name[1]) for name in names if len(name) == 2)
