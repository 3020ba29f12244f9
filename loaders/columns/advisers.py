"""What the columns of a list of advisers mean: who they are, who employs them, what they do there and for how long."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from graph.names import words as words_of
from graph.vocabulary import vocabulary
from loaders.base import is_blank, shown
from loaders.columns.find import Found
from loaders.columns.looks import Looks
from loaders.columns.titles import without_titles
from loaders.meaning.hours import span_of_header
from loaders.meaning.kinds import kind_of_name
from loaders.meaning.lists import names_in

ADVISER, _HOURS = "adviser", "hours"
_ORGANISATION, _EMPLOYER, _ROLE = "organisation", "employer", "role"
_SUPPORT, _FUNCTION = "support_organisation", "adviser_function"
#: What people who support others have, and members have not.
_OF_ADVISERS = frozenset({"area", "supports", "hours", "functions", _EMPLOYER, _ORGANISATION})
#: Who an adviser supports: none of these is an employer.
_SUPPORTED = frozenset({"council", "client_organisation", "platform", "municipality"})
_MOST = 0.7
#: What stands between the parts of a title.
_APART = re.compile(r"[:|,;()–—]|\s-\s")

Meanings = dict[int, tuple[str, str, str]]


def settle_advisers(meanings: Meanings, found: Found, looks: Mapping[int, Looks]) -> None:
    """Decide what the columns of a list of advisers mean."""
    has = {meaning for meaning, _, _ in meanings.values()}
    if ADVISER not in has and _says_advisers(found) and has & _OF_ADVISERS:
        _name_advisers(meanings, looks)
    if not any(meaning == ADVISER for meaning, _, _ in meanings.values()):
        return
    for n, (meaning, why, sure) in list(meanings.items()):
        values = _values(found, n)
        if meaning == _HOURS and (span := span_of_header(found.header[n])) in vocabulary().words.hour_spans:
            meanings[n] = (f"hours_{span}", why, sure)
        elif meaning == _ORGANISATION and _EMPLOYER not in has and _employs(values, has):
            meanings[n] = (_EMPLOYER, "employer", sure)
        elif meaning == _ROLE and values and all(map(_is_function, values)):
            meanings[n] = ("functions", why, sure)


def employer_in(lines: Iterable[str]) -> str:
    """Return the organisation whose advisers lines name (``Inzet adviseurs Zorgbelang Veenrand``), or nothing."""
    for part in (part for line in lines for part in _APART.split(line)):
        words = part.split()
        marks = [n for n, word in enumerate(words) if not vocabulary().lists.advising.isdisjoint(words_of(word))]
        parts = [words[marks[-1] + 1 :], words[: marks[0]]] if marks else [words]
        for each in parts:
            name = without_titles(" ".join(each))
            guess = kind_of_name(name)
            if guess is not None and guess.kind == _SUPPORT:
                return name
    return ""


def _name_advisers(meanings: Meanings, looks: Mapping[int, Looks]) -> None:
    """Take the one column of people for that of the advisers of whom the title tells."""
    people = [
        n for n, (meaning, _, _) in meanings.items() if meaning in ("name", "person") and looks[n].person >= _MOST
    ]
    if len(people) == 1:
        meanings[people[0]] = (ADVISER, "title", meanings[people[0]][2])


def _says_advisers(found: Found) -> bool:
    """Tell whether the title or the name of a sheet or file says that the people of a list are advisers, and nobody else."""
    lines = [*found.title, found.table.name]
    if any((guess := kind_of_name(line)) and guess.kind in _SUPPORTED for line in lines):
        return False
    words = {word for line in lines for word in words_of(line)}
    lists = vocabulary().lists
    return not words.isdisjoint(lists.advising) and words.isdisjoint(lists.current)


def _employs(values: Sequence[str], has: set[str]) -> bool:
    """Tell whether organisations beside advisers are whom these work for: support organisations, or one beside all areas."""
    if not values:
        return False
    kinds = [guess.kind if (guess := kind_of_name(value)) else "" for value in values]
    if kinds.count(_SUPPORT) >= len(kinds) * _MOST:
        return True
    one = len(values) > 1 and len(set(values)) == 1
    return one and bool(has & {"area", "supports"}) and _SUPPORTED.isdisjoint(kinds)


def _is_function(text: str) -> bool:
    def is_known(part: str) -> bool:
        return vocabulary().values[_FUNCTION].find(part) is not None

    return all(is_known(part) for item in text.split(";") for part in names_in(item.strip(), is_known=is_known))


def _values(found: Found, at: int) -> list[str]:
    return [
        " ".join(shown(cells[at]).split()) for _, cells in found.rows if at < len(cells) and not is_blank(cells[at])
    ]
