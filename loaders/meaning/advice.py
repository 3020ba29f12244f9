"""What may have been meant by a name that is in no list: proposed, never taken."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from graph.identity.namesakes import AREAS
from graph.names import normalise, words
from graph.vocabulary import vocabulary
from loaders.meaning.cells import most_alike

#: How many names are proposed at the most.
_MOST = 3


def proposals(text: str, names: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Return what ``text`` may stand for: ids typed otherwise, names with these words, or the name that is most like it.

    ``names`` are, by kind, the names of its nodes by their ids. A place is proposed for a place alone: never because its
    name is part of that of something else, and not for a place that there is under the name itself.
    """
    typed = _typed_id(text)
    if keys := [key for own in names.values() for id_ in own if _typed_id(key := id_.partition(":")[2]) == typed]:
        return list(dict.fromkeys(keys))[:_MOST]
    asked = [word for word in words(text) if word not in vocabulary().words.titles]
    known = normalise(text) in vocabulary().known_places
    found: list[str] = []
    for kind, own in names.items():
        fits = _fits_place if kind in AREAS else _fits
        if not (known and kind in AREAS):
            found += [name for name in own.values() if fits(asked, words(name))]
    if found:
        return list(dict.fromkeys(found))[:_MOST]
    choices = [
        name
        for kind, own in names.items()
        for name in own.values()
        if kind not in AREAS or (not known and len(words(name)) == len(asked))
    ]
    near = most_alike(text, [normalise(name) for name in choices])
    return [choices[near[2]]] if near else []


def _typed_id(key: str) -> str:
    """Return an id without what a spreadsheet or a hasty typist does to it: capitals, leading zeros, an apostrophe."""
    return key.strip("'’‘ ").casefold().lstrip("0")


def _fits_place(asked: Collection[str], own: list[str]) -> bool:
    """Tell whether a place is called so, with more behind it (Bergen, of Bergen (NH.))."""
    return bool(asked) and own[: len(asked)] == list(asked)


def _fits(asked: Iterable[str], own: list[str]) -> bool:
    """Tell whether every word is one of a name, an initial in it, or the initials of words that follow each other.

    One whole word at least must be in it.
    """
    left, whole = list(own), False
    for word in asked:
        began = [other for other in left if len(word) == 1 and other.startswith(word)]
        if word in left:
            left.remove(word)
            whole = True
        elif began:
            left.remove(began[0])
        elif (at := _initials(word, left)) is not None:
            del left[at : at + len(word)]
        else:
            return False
    return whole


def _initials(word: str, left: list[str]) -> int | None:
    """Return where words begin of which ``word`` has the initials (asd: adviesraad sociaal domein)."""
    initials = "".join(other[0] for other in left)
    at = initials.find(word) if len(word) > 1 else -1
    return at if at >= 0 else None
