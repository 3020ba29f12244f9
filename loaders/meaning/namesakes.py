"""What a list says of what other lists know, by name or by an id with another name: told, whenever it is not plain."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

import msgspec

from graph.identity.namesakes import Bearer, may_be_one, one_and_the_same
from graph.model import make_id
from graph.names import slug
from graph.vocabulary import bare_name, comparable
from loaders.base import Problem
from loaders.meaning.references import Entry, Index
from loaders.meaning.rows import Row


def told_by_name(rows: Sequence[Row], index: Index) -> Iterator[Problem]:
    """Yield a warning for every node that may be more than one of other lists, or is one that is called otherwise there."""
    if not (index.replaced or index.identity) and not any(entry.elsewhere for entry in index.entries.values()):
        return
    told: set[str] = set()
    named: dict[tuple[str, str], _Namesakes] = {}
    for row in rows:
        if row.left_out or row.declares is None or row.declares in told:
            continue
        told.add(row.declares)
        entry = index.entries[row.declares]
        key = (entry.kind, comparable(entry.name, entry.kind))
        if key not in named:
            named[key] = _Namesakes(entry, index)
        same, others = _of_other_lists(entry, named[key], index)
        place = row.plan.place(row.number, "name")
        if (other := _of_this_id(entry, index)) is not None:
            yield Problem(place, "id-called-otherwise", entry.name, index.candidates([other]))
            continue
        if same is None and others:
            yield Problem(place, "one-of-several", entry.name, index.candidates(others))
        elif either := named[key].either(entry, index):
            unplaced = sorted({source for one in either for source in one.unplaced})
            yield Problem(place, "another-of-a-name", entry.name, {**index.candidates(either), "lists": unplaced})
        elif same is not None and _spelling(same) != _spelling(entry):
            yield Problem(place, "spelled-otherwise", entry.name, index.candidates([same]))


def _of_this_id(entry: Entry, index: Index) -> Entry | None:
    """Return what another list calls otherwise while both give it this id: two lists may number their rows alike.

    Where one of the two says that it is known by the name of the other as well, they are plainly one.
    """
    known = index.replaced.get(entry.id) or index.entries.get(index.identity.get(entry.id, ""))
    if entry.made or known is None or known.made or known.mention:
        return None
    own = _names(entry.kind, entry.name, *entry.aliases)
    if own & _names(known.kind, *known.aliases):
        return None
    others = [name for name in (known.name, *known.also) if comparable(name, known.kind) not in own]
    return msgspec.structs.replace(known, name=others[0]) if others else None


def _names(kind: str, *names: str) -> set[str]:
    return {comparable(name, kind) for name in names}


class _Namesakes:
    """The nodes of one kind and name: those of other lists, with what tells them apart, and who are one."""

    def __init__(self, entry: Entry, index: Index) -> None:
        nodes = [one for one in index.namesakes(entry.kind, entry.name) if not one.mention]
        self.elsewhere = [(one, index.bearer(one)) for one in nodes if one.elsewhere]
        bearers = [index.bearer(one) for one in nodes] if self.elsewhere else []
        self.groups = {one.id: group for group in one_and_the_same(bearers) for one in group}
        self._by_name = list(_by_name(self.elsewhere, index))
        self._may_be: dict[Bearer, list[Entry]] = {}

    def may_be(self, own: Bearer) -> list[Entry]:
        """Return the nodes of other lists that ``own`` may be, which does not hang on its id: there may be very many."""
        alike = msgspec.structs.replace(own, id="")
        if alike not in self._may_be:
            self._may_be[alike] = [one for one, bearer in self.elsewhere if may_be_one(bearer, own)]
        return self._may_be[alike]

    def either(self, entry: Entry, index: Index) -> list[Entry]:
        """Return the nodes of other lists that ``entry`` is not, of which some list told by the name alone."""
        own = index.bearer(entry)
        asked = self._by_name if own.areas else ()
        return [one for one, bearer, alone in asked if not may_be_one(bearer, own) and may_be_one(alone, own)]


def _by_name(elsewhere: list[tuple[Entry, Bearer]], index: Index) -> Iterator[tuple[Entry, Bearer, Bearer]]:
    """Yield the nodes of which some list tells by the name alone, and what it tells them apart by: nothing."""
    for one, bearer in elsewhere:
        if one.unplaced and bearer.areas and (one.made or index.called(make_id(one.kind, slug(one.name))) is one):
            alone = msgspec.structs.replace(bearer, made=True, areas=frozenset(), sources=one.unplaced)
            yield one, bearer, alone


def _of_other_lists(entry: Entry, named: _Namesakes, index: Index) -> tuple[Entry | None, list[Entry]]:
    """Return the node of another list that ``entry`` is by its name, and those that it may be when that is not plain."""
    if known := index.replaced.get(entry.id):
        return (known if entry.made and not known.mention else None), []
    may_be = named.may_be(index.bearer(entry)) if named.elsewhere else []
    if may_be and entry.id in named.groups:
        group = {bearer.id for bearer in named.groups[entry.id]}
        return next(one for one in may_be if one.id in group), []
    return None, may_be


def _spelling(entry: Entry) -> str:
    """Return a name without case, accents and punctuation: two that differ in more may be two."""
    plain = unicodedata.normalize("NFKD", bare_name(entry.kind, entry.name).casefold())
    return "".join(char for char in plain if char.isalnum())
