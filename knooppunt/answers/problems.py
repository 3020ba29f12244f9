"""What there is to tell of the cells of a source, in lines: all of it, or some of each kind when it is very much."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

import msgspec

from graph.words.catalogue import text
from graph.words.phrases import written_row
from loaders.base import Loaded, Place, Problem
from loaders.meaning.wording import problem_fields

#: The most lines that are shown; when there are more, how many of each kind are written out.
_MOST_LINES, _OF_A_KIND = 200, 10
#: The most characters of such a line; of a longer one the begin and the end are kept.
_MOST_CHARACTERS, _BEGIN, _END = 2_000, 1_500, 300


class _Line(NamedTuple):
    """A line about a place, written when it is shown; lines of one kind have the same ``code``."""

    code: str
    place: Place
    write: Callable[[], str]


def lines_about(loaded: Loaded, lang: str, *, every: bool) -> list[str]:
    """Return what is wrong with the cells of a source, what was read in a special way, and what was left out.

    Without ``every``: at most some 200 lines, of each kind in each column the first ones with how many more there are,
    and as the last one that this is not all.
    """
    lines = list(_lines(loaded, lang))
    if every:
        return [line.write() for line in lines]
    few = len(lines) <= _MOST_LINES
    written: list[str] = []
    shown = 0
    for kind in ([line] for line in lines) if few else _kinds(lines):
        if len(written) >= _MOST_LINES:
            break
        first = kind[:_OF_A_KIND]
        written += [line.write() for line in first]
        shown += len(first)
        if more := len(kind) - len(first):
            place = msgspec.structs.replace(kind[0].place, row=None)
            written.append(text(lang, "load.more-of-kind", count=more, place=place_text(place, lang)))
    told = [line if len(line) <= _MOST_CHARACTERS else f"{line[:_BEGIN]} [...] {line[-_END:]}" for line in written]
    if shown < len(lines):
        told.append(text(lang, "load.more-lines", shown=shown, count=len(lines)))
    elif told != written:
        told.append(text(lang, "load.lines-shortened"))
    return told


def problem_line(problem: Problem, lang: str) -> str:
    """Return one problem: the place, the value, what was expected and what to do."""
    message = text(lang, f"problem.{problem.code}", **problem_fields(problem, lang))
    return f"{place_text(problem.place, lang)}: {message}"


def place_text(place: Place, lang: str) -> str:
    """Return a place in words: file, sheet, row (or what people know it by), column."""
    parts = {"sheet": place.sheet, "row": None if place.called else place.row, "column": place.column}
    told = {name: text(lang, f"place.{name}", **{name: part}) for name, part in parts.items() if part}
    if place.called:
        told["row"] = written_row(place.called, lang)
    return ", ".join([place.file, *(told[name] for name in parts if name in told)])


def _lines(loaded: Loaded, lang: str) -> Iterator[_Line]:
    for problem in loaded.problems:
        yield _Line(problem.code, problem.place, partial(problem_line, problem, lang))
    for warning in loaded.warnings:
        yield _Line(f"warning {warning.code}", warning.place, partial(_warning, warning, lang))
    for code, places in (("load.row-left-out", loaded.left_out), ("load.cell-left-out", loaded.cells_left_out)):
        for place in places:
            yield _Line(code, place, partial(_left_out, code, place, lang))


def _kinds(lines: Sequence[_Line]) -> list[list[_Line]]:
    """Return the lines of one kind in one column together, in the order of the first of each."""
    kinds: dict[tuple[str, str, str], list[_Line]] = defaultdict(list)
    for line in lines:
        kinds[line.code, line.place.sheet, line.place.column].append(line)
    return list(kinds.values())


def _warning(problem: Problem, lang: str) -> str:
    return f"{text(lang, 'warning')}: {problem_line(problem, lang)}"


def _left_out(code: str, place: Place, lang: str) -> str:
    return text(lang, code, place=place_text(place, lang))
