"""What may have been meant by a name that is in no list: proposed, never taken."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from graph.identity.namesakes import AREAS
from graph.names import normalise, words
from graph.places.table import places
from graph.vocabulary import vocabulary
from loaders.meaning.cells import most_alike

#: How many names are proposed at the most.
_MOST = 3


class Names:
    """The names of the nodes of one kind, by their ids, made ready to be compared with many texts."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self.keys = [id_.partition(":")[2] for id_ in names]
        self.names = list(names.values())
        self.plain = [normalise(name) for name in self.names]
        self.words = [words(name) for name in self.names]
        self._typed: dict[str, list[int]] = defaultdict(list)
        self._with: dict[str, list[int]] = defaultdict(list)
        for position, (key, own) in enumerate(zip(self.keys, self.words, strict=True)):
            self._typed[_typed_id(key)].append(position)
            for word in dict.fromkeys(own):
                self._with[word].append(position)

    def typed(self, text: str) -> list[str]:
        """Return the ids that ``text`` is, typed otherwise; the name of what has an id that is made of its name."""
        found = self._typed.get(typed, ()) if (typed := _typed_id(text)) else ()
        return [
            self.names[position] if normalise(self.keys[position]) == self.plain[position] else self.keys[position]
            for position in found
        ]

    def fitting(self, asked: Sequence[str], fits: Callable[[Sequence[str], list[str]], bool]) -> list[str]:
        """Return the names that ``fits`` the words ``asked``: it holds for names only that have one of these words."""
        near = sorted({position for word in asked for position in self._with.get(word, ())})
        different = {self.names[position]: self.words[position] for position in near}
        return [name for name, own in different.items() if fits(asked, own)]


def proposals(text: str, names: Mapping[str, Names]) -> list[str]:
    """Return what ``text`` may stand for: ids typed otherwise, names with these words, or the name that is most like it.

    ``names`` are, by kind, the names of its nodes. A place is proposed for a place alone: never because its
    name is part of that of something else, and not for a place that there is under the name itself.
    """
    if keys := [key for own in names.values() for key in own.typed(text)]:
        return list(dict.fromkeys(keys))[:_MOST]
    asked = [word for word in words(text) if word not in vocabulary().words.titles]
    known = normalise(text) in places().known_names
    found: list[str] = []
    for kind, own in names.items():
        if not (known and kind in AREAS):
            found += own.fitting(asked, _fits_place if kind in AREAS else _fits)
    if found:
        return list(dict.fromkeys(found))[:_MOST]
    choices = [
        (own, position) for kind, own in names.items() for position in _comparable(kind, own, asked, known=known)
    ]
    near = most_alike(text, [own.plain[position] for own, position in choices])
    if near is None:
        return []
    own, position = choices[near[2]]
    return [own.names[position]]


def _comparable(kind: str, own: Names, asked: Sequence[str], *, known: bool) -> Iterable[int]:
    """Return the positions of the names that a text may be a misspelling of."""
    if kind not in AREAS:
        return range(len(own.names))
    return [position for position, of in enumerate(own.words) if not known and len(of) == len(asked)]


def _typed_id(key: str) -> str:
    """Return an id without what a spreadsheet or a hasty typist does to it: capitals, signs, leading zeros, ``.0``."""
    whole = re.sub(r"(?<=^\d)[.,]0+$|(?<=\d\d)[.,]0+$", "", key.strip())
    return "".join(char for char in re.sub(r"(?<!\d)0+(?=\d)", "", whole.casefold()) if char.isalnum())


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
