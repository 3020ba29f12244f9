"""The roles that a cell tells, and what stands beside them: ``voorzitter/penningmeester``, ``lid (tijdelijk)``."""

from __future__ import annotations

import functools
import re

from graph.names import qualification
from graph.names import words as words_of
from graph.vocabulary import vocabulary

#: A role with what stands beside it has so many words at the most.
_MOST_WORDS = 12


@functools.lru_cache(maxsize=4096)
def roles_in(text: str) -> tuple[tuple[str, ...], str]:
    """Return the roles in a text, each as the vocabulary calls it, and the remark beside them; a text with a role that is
    not known is one role, as it is written."""
    if role := _role(text):
        return (role,), ""
    read = [_with_remark(part) for part in _between().split(text)]
    if not read or not all(role for role, _ in read):
        return (text,), ""
    return tuple(dict.fromkeys(role for role, _ in read)), ", ".join(filter(None, (remark for _, remark in read)))


def _role(text: str) -> str:
    """Return the role that a text is, empty when it is none that is known."""
    return vocabulary().values["seat_role"].find(text) or ""


def _with_remark(text: str) -> tuple[str, str]:
    """Return the role in a text and the remark before or behind it; no role when that is not known."""
    text = text.strip()
    if role := _role(text):
        return role, ""
    if (told := qualification(text)) is not None and (role := _role(told[0])):
        return role, told[1]
    parts = text.split()
    if len(parts) > _MOST_WORDS:
        return "", ""
    for at in range(1, len(parts)):
        for name, remark in ((parts[:at], parts[at:]), (parts[at:], parts[:at])):
            if tuple(words_of(" ".join(remark))) in _remarks() and (role := _role(" ".join(name))):
                return role, " ".join(remark)
    return "", ""


@functools.cache
def _remarks() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(words_of(each)) for each in vocabulary().words.people.remarks)


@functools.cache
def _between() -> re.Pattern[str]:
    joining = "|".join(map(re.escape, vocabulary().words.joining))
    return re.compile(rf"\s*[,;/+&\n]\s*|\s+(?:{joining})\s+", re.IGNORECASE)
