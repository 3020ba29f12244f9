"""Which organisations a list names, of which kind each is, and what its rows tell of them."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import msgspec

from graph.names import normalise
from graph.places.table import places
from graph.vocabulary import bare_name, vocabulary
from loaders.base import shown
from loaders.columns.rows import Cells, Values
from loaders.columns.texts import Areas, areas_in, is_nothing, is_rough, topics_of
from loaders.meaning.kinds import Organisation as Kind
from loaders.meaning.kinds import kind_of_name, kind_of_word

_SHEETS = {
    "council": "councils",
    "client_organisation": "client_organisations",
    "platform": "platforms",
    "support_organisation": "support_organisations",
    "institution": "institutions",
    "municipality": "municipalities",
}
MUNICIPALITIES = "municipalities"
#: The type of a council that lists also write of others.
_ANY_COUNCIL = "advisory_council"
_UNSURE = "client_organisations"
#: The column of a sheet that tells where its organisations work; of the others there is one for each kind of area.
_WORKS_IN = {"client_organisations": "active_in", "support_organisations": "active_in", "institutions": "active_in"}
#: What may stand between the names of organisations.
_BETWEEN = re.compile(r"\s*[;,\n]\s*|\s+/\s+|\s+(?:en|and|&)\s+")
#: The columns of a sheet for what an organisation is about, and the targets that may fill them.
_TOPICS = frozenset({"target_groups", "themes", "laws"})
_TOPIC_TARGETS = ("organisations.topics", "organisations.themes", "organisations.laws")
_TIMES = ("since", "until", "last_day")
#: So many names of organisations are remembered as they were read.
_REMEMBERED = 1 << 16


class Known(msgspec.Struct, frozen=True):
    """What other lists know.

    ``kinds_of`` a name gives the kinds of the nodes that are called so, ``by_short`` the id and name of the one organisation
    that a name stands for in short.
    """

    kinds_of: Callable[[str], tuple[str, ...]]
    by_short: Callable[[str], tuple[str, str] | None] = lambda _: None


class Organisation(msgspec.Struct, eq=False):
    """An organisation (or a municipality) that a list names.

    ``sheet`` is where it belongs, ``sure`` whether that is certain; ``reference`` is how rows refer to it; ``also`` are
    other ways to write its name, ``areas`` where it works (and the first of them), ``code`` that of a municipality in the
    table of places, ``kind_word`` what a list says that it is. One that is not ``declared`` is known to other lists by the
    id that is its reference.
    """

    name: str
    sheet: str
    reference: str
    sure: bool = True
    declared: bool = True
    vacancies: int = 0
    also: tuple[str, ...] = ()
    areas: frozenset[str] = frozenset()
    first_area: str = ""
    code: str = ""
    kind_word: str = ""


class Organisations:
    """The organisations of a list, by name: case, spaces, hyphens, dots and accents make no other one."""

    def __init__(self, known: Known, areas: Areas) -> None:
        self._known, self._areas = known, areas
        self._by_name: dict[str, list[Organisation]] = {}
        #: What was asked before: a list names the same organisations on many rows.
        self._asked: dict[tuple[str, ...], Organisation] = {}

    def __iter__(self) -> Iterator[Organisation]:
        """Iterate over all that were named."""
        return (each for several in self._by_name.values() for each in several)

    def named(self, written: str, sheet: str = "", kind: str = "", areas: Sequence[str] = ()) -> Organisation:
        """Return the organisation that a text names; ``sheet`` and ``kind`` (as written) tell what it is, where known.

        One of the same name in other ``areas`` is another one: every municipality may have its Cliëntenraad.
        """
        asked = (written, sheet, kind, *areas)
        if asked not in self._asked:
            self._asked[asked] = self._named(" ".join(written.split()), sheet, kind, areas)
        return self._asked[asked]

    def begin(self) -> None:
        """Begin again: with what all rows told, a name may mean another organisation than it did at first."""
        self._asked.clear()

    def _named(self, written: str, sheet: str, kind: str, areas: Sequence[str]) -> Organisation:
        key = normalise(bare_name("municipality", written)) or written
        several, marks = self._by_name.setdefault(key, []), frozenset(map(normalise, areas))
        known = next((each for each in several if not (marks and each.areas and marks.isdisjoint(each.areas))), None)
        if known is None:
            known = self._new(written, sheet, kind)
            if several and areas:
                known.reference = f"{written} ({areas[0]})"
                if several[0].reference == several[0].name and several[0].first_area:
                    several[0].reference = f"{several[0].name} ({several[0].first_area})"
            several.append(known)
        elif not known.sure and (sheet or kind):
            known.sheet, known.sure = self._sheet_of(written, sheet, kind)
        known.kind_word = known.kind_word or kind
        known.areas |= marks
        known.first_area = known.first_area or next(iter(areas), "")
        if known.declared and written != known.name and written not in known.also:
            known.also = (*known.also, written)
        return known

    def of_row(self, values: Values) -> tuple[Organisation, str] | None:
        """Return the organisation that a row names, and the header it stands under."""
        for target, sheet in values.filled.named_by:
            if named := values.first(target):
                kind = values.first("organisations.kind")
                areas = [name for name, each in self._areas_of(values) if each == "municipality"]
                several = several_in(named[0])
                return self.named(several[0] if several else named[0], sheet, kind[0] if kind else "", areas), named[1]
        return None

    def others(self, values: Values) -> Sequence[str]:
        """Return the names of the other organisations in the cell by which a row names its first one."""
        named = next((named for target, _ in values.filled.named_by if (named := values.first(target))), None)
        return several_in(named[0])[1:] if named else ()

    def kinds_of(self, name: str) -> tuple[str, ...]:
        """Return the kinds of what others call so."""
        return self._known.kinds_of(name)

    def _new(self, written: str, sheet: str, kind: str) -> Organisation:
        if not sheet and not self.kinds_of(written) and (other := self._known.by_short(written)):
            id_, name = other
            return Organisation(name, "", id_, declared=False, also=(written,))
        of, sure = self._sheet_of(written, sheet, kind)
        found = Organisation(written, of, written, sure)
        if of == MUNICIPALITIES and "municipality" not in self.kinds_of(written):
            in_table = places().called(written)
            if len(in_table) == 1:
                found.code, found.name = in_table[0].code, in_table[0].name
                found.reference = in_table[0].code
        return found

    def _areas_of(self, values: Values) -> list[tuple[str, str]]:
        """Return the areas that a row names beside its organisation, each with its kind."""
        cells = [text for target in ("area", "place") for text, _ in values.all(f"organisations.{target}")]
        return [each for text in cells for each in areas_in(text, self._areas, region=False)]

    def _sheet_of(self, name: str, sheet: str, kind: str) -> tuple[str, bool]:
        """Return the sheet on which an organisation belongs, and whether that is sure."""
        if kind and (word := kind_of_word(kind)):
            of_municipality = word.kind == "institution" and self._areas.is_municipality(name)
            return (MUNICIPALITIES if of_municipality else _SHEETS[word.kind]), True
        if sheet:
            return sheet, True
        kinds = {each for each in self.kinds_of(name) if each in _SHEETS}
        if len(kinds) == 1:
            return _SHEETS[kinds.pop()], True
        if guess := kind_of_name(name):
            return _SHEETS[guess.kind], guess.certain
        return (MUNICIPALITIES, True) if self._areas.is_municipality(name) else (_UNSURE, False)

    def told(self, organisation: Organisation, values: Values) -> Cells:
        """Return what a row tells of its organisation, as the columns of its sheet."""
        sheet = organisation.sheet
        if not sheet:
            return {}
        columns = vocabulary().sheets[sheet].columns
        cells = values.plain(sheet, columns)
        if sheet == MUNICIPALITIES:
            return cells
        own = values.plain("organisations", (*_TIMES, "level", "also_known_as"))
        cells |= {name: value for name, value in own.items() if name in columns}
        cells |= self._works_in(sheet, values) | _topics(sheet, values)
        if kind := values.first("organisations.kind"):
            word, by_name = kind_of_word(kind[0]), kind_of_name(organisation.name)
            if sheet == "councils" and word and word.kind == "council" and word.type and not _tells_more(by_name, word):
                cells["type"] = (word.type, kind[1])
            elif sheet == "institutions":
                cells.setdefault("type", kind)
        return cells

    def lying_in(self, values: Values) -> Iterator[tuple[str, str, Cells]]:
        """Yield the one municipality that a row names beside a region, its header, and in what it lies."""
        if (region := values.first("organisations.region")) is None:
            return
        cells = values.by_target.get("organisations.area", ())
        names = [
            (name, header)
            for cell, header in cells
            for name, kind in areas_in(shown(cell), self._areas, region=False)
            if kind == "municipality"
        ]
        if len(names) == 1 and not is_nothing(region[0], "organisations.region"):
            yield *names[0], {"regions": region}

    def _works_in(self, sheet: str, values: Values) -> Cells:
        """Return where an organisation works."""
        found: dict[str, list[tuple[str, str]]] = {"municipality": [], "region": []}
        for target in ("area", "place", "region", "province"):
            for text, header in values.all(f"organisations.{target}"):
                names = areas_in(text, self._areas, region=target in ("region", "province"))
                for name, kind in names:
                    found[kind].append((name, header))
                if not names or is_rough(text):
                    values.unread.append((header, text))
        # A region beside a municipality tells where that lies, not where the organisation works.
        areas = found["municipality"] or found["region"]
        column = _WORKS_IN.get(sheet) or ("municipality" if found["municipality"] else "region")
        return {column: ("; ".join(dict.fromkeys(name for name, _ in areas)), areas[0][1])} if areas else {}


@functools.lru_cache(maxsize=_REMEMBERED)
def several_in(text: str) -> tuple[str, ...]:
    """Return the names of organisations in a text, when every part of it is plainly the name of one, or a semicolon says so;
    else nothing."""
    if ";" in text:
        return tuple(part for each in text.split(";") if (part := each.strip()))
    parts = [part.strip() for part in _BETWEEN.split(text)]
    guesses = [kind_of_name(part) for part in parts]
    plain = len(parts) > 1 and all(guess and (guess.certain or guess.kind == "council") for guess in guesses)
    return tuple(parts) if plain and all(len(part.split()) > 1 for part in parts) else ()


def _tells_more(own: Kind | None, word: Kind) -> bool:
    """Tell whether a name says for certain which council it is, where a column has the word for any (``adviesraad``)."""
    return word.type == _ANY_COUNCIL and own is not None and own.certain and own.type is not None


def type_by_name(organisation: Organisation) -> Cells:
    """Return the type of a council that its name tells."""
    guess = kind_of_name(organisation.name) if organisation.sheet == "councils" else None
    return {"type": (guess.type, "")} if guess and guess.kind == "council" and guess.type else {}


def topics_not_kept(organisation: Organisation, values: Values) -> Iterator[tuple[str, str]]:
    """Yield the cells of topics, with their headers, that a row has beside an organisation of which no topics are kept."""
    columns = vocabulary().sheets[organisation.sheet].columns if organisation.sheet else {}
    if columns and organisation.sheet != MUNICIPALITIES and columns.keys().isdisjoint(_TOPICS):
        yield from (
            (shown(cell), header) for target in _TOPIC_TARGETS for cell, header in values.by_target.get(target, ())
        )


def _topics(sheet: str, values: Values) -> Cells:
    """Return what an organisation is about, in the columns that its sheet has; what has no column there is kept unread."""
    columns = vocabulary().sheets[sheet].columns
    found: dict[str, list[str]] = defaultdict(list)
    headers: dict[str, str] = {}
    for target in _TOPIC_TARGETS:
        for text, header in values.all(target):
            for name, type_ in topics_of(text, target.partition(".")[2]):
                column: Any = {"law": "laws", "theme": "themes"}.get(type_, "target_groups")
                column = next((each for each in (column, "themes") if each in columns), None)
                if column is None:
                    values.unread.append((header, name))
                    continue
                found[column].append(name)
                headers[column] = header
    return {column: ("; ".join(dict.fromkeys(names)), headers[column]) for column, names in found.items()}
