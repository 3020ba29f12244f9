"""What marks in cells say of who was there: those of one block of columns are read together.

Most marks say the same everywhere (``x``, ``afgemeld``). A letter may say one thing beside some marks and the other beside
others: ``A`` beside ``V`` is *aanwezig* and *verhinderd*, beside ``P`` it is *afwezig*. What stands beside nothing that tells
is unclear, and is asked.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import msgspec

from graph.names import normalise
from graph.names import words as words_of
from graph.vocabulary import vocabulary
from loaders.base import CellValue, is_blank, shown
from loaders.columns.maps import ABSENT, PRESENT
from loaders.meaning.lists import says_nothing

#: What is longer says nothing of marks.
_LONGEST_LINE = 300
#: Letters that stand for a name are so many at the least and at the most.
_INITIALS = range(2, 5)
#: A mark behind which more stands (``ja, online``) is a word of so many letters, before so many others at the most.
_LETTERS, _OTHERS = 2, 4
#: So many different marks are named in a question.
_NAMED = 8
_EMPTY = re.compile(r"\([\s,;]*\)")
_AROUND = " -–—:,.;(|"
#: ``x = aanwezig``: what a line around a list says that a mark means.
_LEGEND = re.compile(r"(?:^|(?<=[\s(,;.:]))([^\s=:,;()]{1,4})\s*=\s*([^=,;()]+?)(?=\s*(?:[,;()]|$|\s[^\s=]{1,4}\s*=))")


class Marks(msgspec.Struct, frozen=True):
    """What the marks of a block of columns say, by how they are compared.

    ``unclear`` are those of which that is not certain, and ``unknown`` those that are no known mark, where most are so.
    """

    says: dict[str, bool] = {}
    unclear: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    def of(self, value: CellValue) -> bool | None:
        """Return whether a mark says that somebody was there; None when it says neither."""
        if is_blank(value) or isinstance(value, bool):
            return value is True
        return next((self.says[each] for each in _ways(_plain(value)) if each in self.says), _plainly(_plain(value)))

    @property
    def doubtful(self) -> tuple[str, ...]:
        """Return the marks of which it has to be asked what they say."""
        return (*self.unclear, *self.unknown)[:_NAMED]


def marks_in(
    rows: Iterable[Sequence[CellValue]], columns: Collection[int], said: Mapping[str, str], lines: Iterable[str]
) -> Marks:
    """Return what the marks in some ``columns`` of rows say, where ``said`` and the ``lines`` around the list do not."""
    says = {**dict(legend(lines)), **{_plain(mark): what == PRESENT for mark, what in said.items()}}
    written: Counter[str] = Counter()
    own: set[str] = set()
    for cells in rows:
        for cell in (cells[n] for n in columns if n < len(cells)):
            if not is_blank(cell) and not isinstance(cell, bool):
                written[shown(cell).strip()] += 1
                if is_mark(cell) is False and _own_initials(cell, cells):
                    own.add(shown(cell).strip())
    there = {way for text in written for way in _ways(_plain(text))}
    unclear: dict[str, str] = {}
    for mark in written:
        letter = next((way for way in _ways(_plain(mark)) if way in _beside()), "")
        if letter and not any(way in says for way in _ways(_plain(mark))):
            beside = _settled(letter, there - {letter})
            if beside is None:
                unclear.setdefault(letter, mark)
            else:
                says[letter] = beside
    unknown = {
        text: count
        for text, count in written.items()
        if is_mark(text) is False and _plain(text) not in says and text not in own
    }
    mostly = sum(unknown.values()) * 2 > sum(written.values())
    return Marks(says, tuple(unclear.values()), tuple(unknown) if mostly else ())


def is_mark(value: CellValue) -> bool | None:
    """Tell whether a cell is a known mark, whatever it says; None when it says nothing (``?``)."""
    if is_blank(value) or isinstance(value, bool):
        return True
    text = _plain(value)
    if any(way in _beside() for way in _ways(text)) or _plainly(text) is not None:
        return True
    return None if says_nothing(shown(value)) or not normalise(text) else False


def initials_of(value: CellValue, name: str) -> bool:
    """Tell whether a cell holds the first letters of a name (``JdB`` of Jip de Bruin)."""
    text = normalise(shown(value)) if isinstance(value, str) else ""
    first = [word[0] for word in words_of(name)]
    return len(first) > 1 and len(text) in _INITIALS and text in ("".join(first), "".join(first[:1] + first[-1:]))


def legend(lines: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Yield what lines say that marks mean (``A = aanwezig``)."""
    for mark, meaning in (found for line in lines for found in _LEGEND.findall(line[:_LONGEST_LINE])):
        plain = meaning.strip().casefold().rstrip(".")
        first = next(iter(plain.split()), "")
        says = next((_known()[each] for each in (plain, first) if each in _known()), None)
        if says is not None and plain not in _beside():
            yield _plain(mark), says


def without_legend(line: str) -> str:
    """Return a line without what it says of marks."""
    if not is_legend(line):
        return line
    return _EMPTY.sub(" ", _LEGEND.sub("", line)).strip(_AROUND)


def is_legend(line: str) -> bool:
    """Tell whether a line says what marks mean, and is no row of a list."""
    return bool(dict(legend([line])))


def _own_initials(cell: CellValue, cells: Sequence[CellValue]) -> bool:
    """Tell whether a cell holds the first letters of a name in its row, which may stand in up to three cells."""
    texts = [other for other in cells if isinstance(other, str) and other != cell]
    names = (" ".join(texts[at : at + size]) for size in (1, 2, 3) for at in range(len(texts)))
    return any(initials_of(cell, name) for name in names)


def _plain(value: CellValue) -> str:
    return shown(value).strip().casefold().partition(" (")[0]


@functools.lru_cache(maxsize=4096)
def _ways(text: str) -> tuple[str, ...]:
    """Return how a mark may be compared: as it is, without its point, without points."""
    head = text.partition(",")[0]  # ``x, later``
    several = (text, text.rstrip("."), text.replace(".", "").replace(" ", ""), head if head.isalpha() else "")
    return tuple(filter(None, dict.fromkeys(several)))


@functools.lru_cache(maxsize=4096)
def _plainly(text: str) -> bool | None:
    """Return what a mark says that says the same everywhere; of more words (``ja, online``) the first."""
    known = _known()
    if (found := next((way for way in _ways(text) if way in known), None)) is not None:
        return known[found]
    first, _, others = text.partition(" ")
    first = first.rstrip(",;:-")
    if len(first) < _LETTERS or len(others.split()) > _OTHERS:
        return None
    return known.get(first)


@functools.cache
def _known() -> dict[str, bool]:
    marks = vocabulary().lists.marks
    return {**dict.fromkeys(marks.absent, False), **dict.fromkeys(marks.present, True)}


@functools.cache
def _beside() -> frozenset[str]:
    """Return the marks that say one thing beside some and the other beside others."""
    return frozenset(each.mark for each in vocabulary().lists.marks.letters)


def _settled(mark: str, others: Collection[str]) -> bool | None:
    """Return what a mark says beside ``others``; None when that is not certain."""
    for rule in vocabulary().lists.marks.letters:
        if rule.mark == mark and (not rule.beside or not rule.beside.isdisjoint(others)):
            return {PRESENT: True, ABSENT: False}.get(rule.says)
    return None
