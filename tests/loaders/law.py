"""The law of loading: every stored row is in the network, cell by cell, or it was told; nothing goes in silence.

A brute force that knows nothing of how the program reads, folds or compares: it holds the cells of every list that
stands against all that the network says with the place of that row.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from graph.model import Node, Relation, Statement
from graph.names import normalise
from graph.network import Network
from graph.places.table import SOURCES
from graph.views.time import on
from graph.vocabulary import comparable, vocabulary
from loaders.base import Place, Table, shown
from tests.loaders.histories import Judged
from tests.loaders.hub import Hub

SHEETS = vocabulary().sheets
#: (source, sheet, row)
At = tuple[str, str, int | None]
_DAY, _TWICE, _NAME, _ALL = "day", "twice", "name", "all"
_TOLD = {"never-counts": _DAY, "told-twice": _TWICE, "told-as-one": _TWICE, "id-called-otherwise": _NAME}
#: What a word in a cell is called in the network.
_MEANING = {
    "voorzitter": "chair",
    "penningmeester": "treasurer",
    "lid": "member",
    "meedenken": "think_along",
    "agenderen": "set_agenda",
    "lokaal": "local",
    "landelijk": "national",
    "informeren": "inform",
    "verbinden": "connect",
    "ja": "True",
    "Wmo-raad": "wmo_council",
    "jeugdraad": "youth_council",
    "provincie": "province",
    "samenwerkingsverband": "cooperation",
    "1-1-2018": "2018-01-01",
    "1 januari 2020": "2020-01-01",
}
#: Columns of which a merged row tells another value: the newest confirmation; and an id that another list gives.
_NOT_COMPARED = ("bevestigd", "id")


class Watched:
    """A hub whose lists are remembered, with what was told of which rows."""

    def __init__(self, folder: Path) -> None:
        self.hub = Hub(folder)
        self.lists: dict[str, list[Table]] = {}
        self.left_out: dict[str, set[At]] = {}
        #: What was told of which row: the column of a cell that was left out, or what (``_ALL``: that it goes).
        self.told: dict[str, set[tuple[At, str]]] = {}
        self.judged: set[str] = set()

    def judge(self, judged: Judged) -> None:
        """Judge two nodes of one kind in the network, when there are two."""
        nodes = list(self.hub.network().nodes.values()) if self.lists else []
        if not nodes:
            return
        one = nodes[judged.one % len(nodes)]
        others = [node for node in nodes if node.kind == one.kind and node is not one]
        if others:
            other = others[judged.other % len(others)]
            self.hub.judge(one.id, other.id, same=judged.same)
            self.judged |= {one.id, other.id}

    def load(self, source: str, tables: list[Table], *, skip_bad_rows: bool = True) -> None:
        """Load a list, whatever is asked; what other lists say that goes with it has to be told."""
        before = _hanging(self.hub.network()) if self.hub.file.exists() else Counter()
        result = self.hub.try_load(source, *tables, skip_bad_rows=skip_bad_rows)
        if result.status in ("refused", "unchanged"):
            return
        loaded = result.loaded
        was = self.lists.get(source, [])
        self.lists[source] = tables
        self.left_out[source] = {_at(place) for place in loaded.left_out}
        self.told[source] = {(_at(place), place.column) for place in loaded.cells_left_out}
        for warning in loaded.warnings:
            if what := _TOLD.get(warning.code):
                self.told[warning.place.file].add((_at(warning.place), what))
            if warning.code in {"another-value", "periods-as-one"}:
                self.told[warning.place.file].add((_at(warning.place), warning.place.column))
        counted = dict(pair for doubt in result.doubts for pair in doubt.hanging)
        network = self.hub.network()
        more = _hanging(network) - before
        for end in network.loose_ends:
            for at in _places(end.relation):
                if at[0] != source and more[at[0]] <= counted.get(at[0], 0):
                    self.told[at[0]].add((at, _ALL))
        called = {loss.sheet for doubt in result.doubts for loss in doubt.losses if loss.code == "name"}
        others = {id_ for id_, sheet in _called_otherwise(was, tables) if sheet in called}
        for relation in network.relations:
            for at in _places(relation) if not others.isdisjoint(relation.nodes) else ():
                self.told[at[0]] |= {(at, _ALL)} if at[0] != source else set()

    def broken(self) -> list[tuple[Any, ...]]:
        """Return every row that the law does not hold for, and why."""
        return [] if not self.lists else [*_broken(self), *_merged(self)]


def _hanging(network: Network) -> Counter[str]:
    """Return how many relations of each source lack somebody."""
    return Counter(source for end in network.loose_ends for source in {each.source for each in end.relation.sources})


def _called_otherwise(was: list[Table], tables: list[Table]) -> Iterator[tuple[str, str]]:
    """Yield the ids that have another name than they had, and the sheet that gives them."""
    # Of two rows with one id the first counts: the other is left out.
    names = [dict(reversed(list(_names(each)))) for each in (was, tables)]
    yield from (pair for pair, name in names[1].items() if names[0].get(pair, name) != name)


def _names(tables: list[Table]) -> Iterator[tuple[tuple[str, str], str]]:
    for table in tables:
        if "id" in table.header:
            for _, row in table.rows:
                own = dict(zip(table.header, map(str, row), strict=True))
                if own["id"]:
                    yield (f"{SHEETS[table.name].kind}:{own['id']}", table.name), normalise(own["naam"])


def _at(place: Place) -> At:
    """Return a place; a list is called as its source is."""
    return place.file, place.sheet, place.row


def _broken(watched: Watched) -> Iterator[tuple[Any, ...]]:
    network = watched.hub.network()
    said: dict[At, list[Node | Relation]] = {}
    for each in _all(network):
        for at in _places(each):
            said.setdefault(at, []).append(each)
    seen = set().union(*(_seen(on(day)(network)) for day in _days(network)))
    known = _judged(watched, network)
    known |= {
        node.id for node in network.nodes.values() if any((at, _NAME) in watched.told[at[0]] for at in _places(node))
    }
    for source, tables in watched.lists.items():
        told = watched.told[source]
        for table in tables:
            for number, row in table.rows:
                at = (source, table.name, number)
                if not any(row) or at in watched.left_out[source] or (at, _ALL) in told:
                    continue
                if at not in said:
                    yield "absent", at, row
                    continue
                excused = any(_is_about(each, known) for each in said[at])
                words = {normalise(word) for each in said[at] for word in _words(each, network)}
                for header, cell in zip(table.header, row, strict=True):
                    if header in _NOT_COMPARED or (at, header) in told or excused:
                        continue
                    for part in filter(None, map(str.strip, str(cell).split(";"))):
                        if words.isdisjoint(_meant(header, part)):
                            yield "not said", at, header, part, sorted(words)
                if at not in seen and (at, _DAY) not in told and not excused:
                    yield "on no day", at, row


def _judged(watched: Watched, network: Network) -> set[str]:
    """Return the nodes that somebody judged: what that does to them is no matter of loading."""
    return {network.identity.get(id_, id_) for id_ in watched.judged}


def _is_about(each: Node | Relation, ids: set[str]) -> bool:
    return not ids.isdisjoint([each.id] if isinstance(each, Node) else each.nodes)


def _all(network: Network) -> list[Node | Relation]:
    return [*network.nodes.values(), *network.relations]


def _merged(watched: Watched) -> Iterator[tuple[Any, ...]]:
    """Yield the nodes of which the rows do not hang together: by the id that was given, or by the name (and the day)."""
    network = watched.hub.network()
    rows = {
        (source, table.name, number): (table.name, dict(zip(table.header, map(str, row), strict=True)))
        for source, tables in watched.lists.items()
        for table in tables
        if SHEETS[table.name].kind
        for number, row in table.rows
    }
    judged = _judged(watched, network)
    for node in network.nodes.values():
        own = [at for at in dict.fromkeys(_places(node)) if at in rows and SHEETS[rows[at][0]].kind == node.kind]
        own = [at for at in own if (at, _TWICE) not in watched.told[at[0]]]
        if node.id in judged:
            continue
        for source in {at[0] for at in own}:
            if len(several := [at for at in own if at[0] == source]) > 1:
                yield "one node of one list", node.id, several
        group, left = set(own[:1]), own[1:]
        called = {at for at in own if (at, _NAME) in watched.told[at[0]]}
        while more := [
            at for at in left if any(_may_be_one(rows[at], rows[o], told=bool(called & {at, o})) for o in group)
        ]:
            group.update(more)
            left = [at for at in left if at not in more]
        if left:
            yield "merged", node.id, [rows[at] for at in own]


def _may_be_one(one: tuple[str, dict[str, str]], other: tuple[str, dict[str, str]], *, told: bool) -> bool:
    """Tell whether two rows of node sheets may be about one node, as docs/laden.md has it: one id with two names is told,
    unless they have a name in common by which they are also known.
    """
    kind, a, b = SHEETS[one[0]].kind, one[1], other[1]
    if a.get("id") and b.get("id"):
        also = [{each.strip() for each in row.get("ook bekend als", "").split(";")} - {""} for row in (a, b)]
        told = told or not also[0].isdisjoint(also[1])
        return a["id"] == b["id"] and (told or comparable(a["naam"], kind) == comparable(b["naam"], kind))
    day = [normalise(_MEANING.get(row.get("datum", ""), row.get("datum", ""))) for row in (a, b)]
    return comparable(a["naam"], kind) == comparable(b["naam"], kind) and day[0] == day[1]


def _places(each: Statement) -> Iterator[At]:
    for evidence in each.sources:
        if evidence.source in SOURCES:
            continue
        sheet, _, row = evidence.where.rpartition("!")
        yield evidence.source, sheet, int(row)


def _seen(network: Network) -> set[At]:
    """Return where stands what is in a network of a day, or is told apart because it is dormant."""
    dormant = [network.left_out[id_] for id_ in network.dormant]
    return {at for each in (*_all(network), *dormant) for at in _places(each)}


def _days(network: Network) -> set[date]:
    """Return a day of every period between two days on which something begins or ends."""
    nodes = network.nodes.values()
    ends = {day for each in (*nodes, *network.relations) for day in (each.since, each.until) if day}
    return {date(1950, 1, 1), *ends, *(day - timedelta(1) for day in ends)}


def _meant(header: str, part: str) -> set[str]:
    """Return, normalised, what may stand in the network for a part of a cell."""
    meant = _MEANING.get(part, part)
    if header == "tot en met":
        meant = (date.fromisoformat(meant) + timedelta(1)).isoformat()
    bare = re.sub(r" \([^)]*\)$", "", meant).removeprefix("gemeente ")
    return {normalise(meant), normalise(bare)}


def _words(each: Node | Relation, network: Network) -> Iterator[str]:
    """Yield all that is said: values, also those that other lists contradict, and the names of what it is about."""
    values = [each.since, each.until, each.properties, *(note.note for note in each.sources)]
    values += [claim.value for claims in each.alternatives.values() for claim in claims]
    values += [each.id, each.name] if isinstance(each, Node) else [*each.nodes]
    for value in _flat(values):
        text = value if isinstance(value, str) else value.isoformat() if isinstance(value, date) else shown_plain(value)
        yield text
        for alias in (id_ for id_, other in network.identity.items() if other == text):
            yield from (alias, alias.partition(":")[2])
        if (node := network.nodes.get(text)) is not None:
            for name in (node.name, *(str(claim.value) for claim in node.alternatives.get("name", ()))):
                yield name
                yield name.removeprefix("gemeente ")


def shown_plain(value: Any) -> str:
    return str(value) if isinstance(value, bool) else shown(value)


def _flat(values: Iterable[Any]) -> Iterator[Any]:
    for value in values:
        if isinstance(value, dict):
            yield from _flat(value.values())
        elif isinstance(value, (list, tuple)):
            yield from _flat(value)
        elif value is not None:
            yield value
