"""The ids of the nodes that a sheet declares: the id column letter for letter, or a slug of the name.

A row without an id keeps the one of the node that it is known as: the version before this one, or another source, has a
node of that name with an area in common. A namesake without any area in common gets its area behind the name, and one
that may be several of other lists a number: it is none of them, until people tell which. Of a meeting the day tells who
it is: it always stands behind the name, for meetings of one name come every month.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

from graph.identity.namesakes import AREAS, Bearer, may_be_one, one_with
from graph.model import kind_of, make_id
from graph.names import slug
from graph.vocabulary import comparable, vocabulary
from loaders.base import Fault
from loaders.meaning.headers import Recognised
from loaders.meaning.references import Entry, Index
from loaders.meaning.repeated import Identifying, identified, repeats, same_cells

#: What a row declares: the id (None: it has neither id nor name), and what is wrong when that id stands there twice.
Declared = tuple[str | None, Fault | None]
#: The ways to compare an area: two areas are the same when they have one in common.
_Marks = frozenset[str]
#: A row that may be a node that is known: (0 for the version before or 1 for another source, whether their areas
#: differ, position of the row, id of the node), so that the least one goes first.
_Known = tuple[int, bool, int, str]


def declare(recognised: Recognised, index: Index, before: Callable[[], Index]) -> list[Declared]:
    """Give every row of a node sheet its id and add it to ``index``.

    ``before`` gives the nodes of the version before this one; it is asked for only when an id has to be made.
    """
    kind, rows = recognised.sheet.kind, identified(recognised)
    continued = recognised.table.continued
    again = repeats(rows, recognised, index) | continued
    own = _keys([row for position, row in enumerate(rows) if position not in again], kind, index, before)
    keys = iter(own)
    found: dict[int, tuple[str | None, Identifying]] = {}
    first: dict[str, Identifying] = {}
    declared: list[Declared] = []
    contradicting: set[int] = set()
    for position, row in enumerate(rows):
        if position in again:
            id_, earlier = found[position] = found[again[position]]
            if position in continued:
                declared.append((id_, None))
                continue
            if again[position] in contradicting:
                contradicting.add(position)
                declared.append(_contradiction(kind, id_, row, earlier))
                continue
            written, params = row.key or row.name, _twice(id_, row, earlier)
            alike = same_cells(recognised, position, again[position])
            told = Fault("told-twice", written, params) if alike else Fault("told-as-one", written, params)
            declared.append((id_, told))
            continue
        key = next(keys)
        if recognised.table.derived and (known := _on_a_sheet(row, kind, index)):
            found[position] = known, row
            declared.append((known, None))
            continue
        id_ = make_id(kind, key) if key else None
        earlier = first.setdefault(id_, row) if id_ else row
        found[position] = id_, earlier
        if earlier is not row:
            contradicting.add(position)
            declared.append(_contradiction(kind, id_, row, earlier))
            if not row.key:
                index.contested.add(str(id_))
            continue
        declared.append((id_, None))
        if id_:
            at = ("", recognised.table.origin.where(row.number))
            entry = Entry(id_, kind, row.name or key, row.areas, row.type, made=not row.key, day=row.day, at=at)
            entry.aliases = tuple(row.aliases)
            entry.mention = recognised.table.named
            index.declare(entry)
    if rows and not recognised.table.derived:
        index.on_sheets.add(kind)
    return declared


def _contradiction(kind: str, id_: str | None, row: Identifying, earlier: Identifying) -> Declared:
    """Return that a row has the id of an earlier one that it is not."""
    # A municipality helps only where there is a column for it, and it is not what the rows share.
    placed = bool(row.key or row.areas) or kind in (*AREAS, "meeting")
    params = {**_twice(id_, row, earlier), "placed": placed}
    return id_, Fault("duplicate-id", row.key or row.name, params)


def _on_a_sheet(row: Identifying, kind: str, index: Index) -> str | None:
    """Return the id of the one node on a known sheet of this file that a row of a list beside it names, if there is one."""
    if row.key or not row.name or kind not in index.on_sheets:
        return None
    found = [each for each in index.find(row.name, (kind,)) if not (each.elsewhere or each.mention)]
    if len(found) != 1 or (row.day and row.day != found[0].day):
        return None
    areas = ([index.area_marks(area) for area in areas] for areas in (row.areas, found[0].areas))
    return found[0].id if not (row.areas and found[0].areas) or _in_common(*areas) else None


def _twice(id_: str | None, row: Identifying, earlier: Identifying) -> dict[str, Any]:
    """Return what a message tells of a row that has the id of an earlier one."""
    return {"id": id_, "row": earlier.number, "first": earlier.name, "given": bool(row.key)}


def _keys(rows: list[Identifying], kind: str, index: Index, before: Callable[[], Index]) -> list[str]:
    """Return the key of every row: its id, the one it is known by, the slug of its name, or of its name and area."""
    if all(row.key for row in rows):
        return [row.key for row in rows]
    given = {make_id(kind, row.key) for row in rows if row.key}
    slugs = ["" if row.key or not row.name else slug(row.name, row.day) for row in rows]
    often = Counter(slugs)
    unsure = _Unsure(kind, index)
    kept = _kept(rows, _known(rows, slugs, kind, index, before(), unsure), given, index)
    keys = []
    for position, (row, plain) in enumerate(zip(rows, slugs, strict=True)):
        id_ = make_id(kind, plain)
        shared = plain and (often[plain] > 1 or id_ in given or _lives_elsewhere(row, id_, index))
        area = index.area_names(row.areas[:1] if shared else ())
        key = row.key or kept.get(position) or (slug(row.name, *area) if area else plain)
        own = plain and key and not row.key and position not in kept and unsure(row, make_id(kind, key))
        keys.append(_numbered(plain, kind, {*given, *kept.values()}, index) if own else key)
    return keys


def _numbered(plain: str, kind: str, taken: Collection[str], index: Index) -> str:
    """Return the slug of a name with the first number behind it that makes it the id of nobody.

    No slug has two hyphens in a row: it is never that of a name with a number in it.
    """
    keys = (f"{plain}--{number}" for number in itertools.count(2))
    return next(key for key in keys if index.called(id_ := make_id(kind, key)) is None and id_ not in taken)


class _Unsure:
    """Tells whether a row may be several nodes of other lists that are not one, so that it takes the id of none of them."""

    def __init__(self, kind: str, index: Index) -> None:
        # What a mention brings into being goes by its plain name.
        self._index, self._kind, self._asked = index, kind, not vocabulary().kinds[kind].mention
        self._bearers: dict[str, list[Bearer]] = {}
        self._others: dict[tuple[str, tuple[str, ...], str], frozenset[str]] = {}

    def __call__(self, row: Identifying, id_: str) -> bool:
        """Tell whether the node ``id_`` of another list is one that the row may be, but is not plainly."""
        known = self._index.called(id_) if self._asked else None
        if known is None or not known.elsewhere:
            return False
        key = (comparable(row.name, self._kind), row.areas, row.day)
        if key not in self._others:
            self._others[key] = self._not_plain(row, key[0])
        return known.id in self._others[key]

    def _not_plain(self, row: Identifying, name: str) -> frozenset[str]:
        if name not in self._bearers:
            nodes = self._index.namesakes(self._kind, row.name)
            self._bearers[name] = [self._index.bearer(one) for one in nodes if one.elsewhere and not one.mention]
        others = self._bearers[name]
        areas = frozenset[str]().union(*map(self._index.area_marks, row.areas))
        own = Bearer("", True, areas, frozenset({""}), "", row.day)
        may_be = [other for other in others if may_be_one(other, own)]
        if len(may_be) < 2:
            return frozenset()
        plain = {other.id for other in one_with(own, others)}
        return frozenset(other.id for other in may_be if other.id not in plain)


def _kept(rows: list[Identifying], known: Iterable[_Known], given: set[str], index: Index) -> dict[int, str]:
    """Return, by position, the ids of the rows that are known already.

    Of the rows that may be the same node the one with exactly its areas goes first, and then the first one. Two rows in
    the same place are not told apart: both get the id, and are reported as standing there twice.
    """
    kept: dict[int, str] = {}
    taken: dict[str, _Marks] = {}
    for _, _, position, id_ in sorted(known):
        if position in kept or id_ in given:
            continue
        row = rows[position]
        place = index.area_marks(row.areas[0]) if row.areas else frozenset({row.day})
        if not place.isdisjoint(taken.setdefault(id_, place)):
            kept[position] = id_
    return kept


def _known(
    rows: list[Identifying], slugs: list[str], kind: str, index: Index, before: Index, unsure: _Unsure
) -> Iterator[_Known]:
    """Yield as which nodes the rows may be known: first what the version before said, then the other sources.

    Only with an id that was made of this name: one that somebody gave belongs to the rows that give it.
    """
    for position, (row, plain) in enumerate(zip(rows, slugs, strict=True)):
        if not plain:
            continue
        id_ = make_id(kind, plain)
        if not (row.areas or row.day):
            yield from ((0, False, position, own) for own in _numbered_before(row, id_, index, before))
            continue
        for order, nodes in enumerate((before, index)):
            for entry in nodes.namesakes(kind, row.name):
                made = entry.id == id_ or entry.id.startswith(f"{id_}-")
                if _lives_elsewhere(row, entry.id, index) or unsure(row, entry.id):
                    continue
                if row.day:
                    # Its id may be of the time when the day was no part of it.
                    if entry.made and entry.day == row.day:
                        yield order, False, position, entry.id
                elif made:
                    own = [index.area_marks(area) for area in row.areas]
                    theirs = [nodes.area_marks(area) | index.area_marks(area) for area in entry.areas]
                    if _in_common(own, theirs):
                        yield order, not _equal(own, theirs), position, entry.id


def _numbered_before(row: Identifying, id_: str, index: Index, before: Index) -> Iterator[str]:
    """Yield the id that this name got in the version before because it might be several others: none of them has it."""
    for entry in before.namesakes(kind_of(id_), row.name):
        numbered = entry.made and re.fullmatch(r"--\d+", entry.id.removeprefix(id_))
        if numbered and not entry.areas and entry.id not in index.entries:
            yield entry.id


def _equal(some: list[_Marks], others: list[_Marks]) -> bool:
    """Tell whether every area of one is an area of the other."""
    return all(_in_common([area], others) for area in some) and all(_in_common([area], some) for area in others)


def _in_common(some: list[_Marks], others: list[_Marks]) -> bool:
    return any(not one.isdisjoint(other) for one in some for other in others)


def _lives_elsewhere(row: Identifying, id_: str, index: Index) -> bool:
    """Tell whether another source has a node with this id in other areas, none of them in common, or on another day."""
    known = index.called(id_)
    if known is not None and row.day and known.day:
        return row.day != known.day
    if known is None or not known.areas or not row.areas:
        return False
    return not _in_common(*([index.area_marks(area) for area in areas] for areas in (row.areas, known.areas)))
