"""What a load has to ask about first: what a new version loses, and which loaded list a new one looks like.

Rows are compared by what they are about (a node, or a relation between two nodes), whatever their dates and other cells;
of rows that stay, what is told is which columns are empty now.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec

from graph.memory import garbage_collection_paused
from graph.model import Node, Relation, kind_of
from graph.names import words
from graph.network import Network
from graph.places.table import SOURCES
from graph.vocabulary import comparable, vocabulary
from knooppunt.usecases.emptied import emptied
from loaders.base import Alike

#: A new version that loses more than this share of the rows of a sheet, of all rows, or of the filled cells of a column
#: is asked about ...
_MOST_LOST = 0.1
#: ... when it loses so many at the least. A sheet or column that is lost as a whole is always asked about.
_LEAST_LOST = 2
#: Two lists of which each has so great a share of its rows in the other look like versions of one list ...
_ALIKE = 0.5
#: ... when they share so many rows at the least (of lists whose names begin alike, one is enough).
_LEAST_ALIKE = 5
_EXAMPLES = 3

#: What tells versions of one list apart in its name: dates, years, numbers of versions and copies, seasons and months.
_VERSION = re.compile(
    r"\(\d+\)|\b\d{1,2}[-_. ]\d{1,2}[-_. ]\d{4}\b|\b(?:19|20)\d\d(?:[-_. ]?(?:0?[1-9]|1[0-2])(?:[-_. ]?\d{1,2})?)?\b"
    r"|\bv(?:ersie|ersion)?[-_. ]?\d+(?:\.\d+)*\b|\bq[1-4]\b|\b(?:week|wk)[-_. ]?\d{1,2}\b|\b(?:kopie van|copy of)\b"
)
_VERSION_WORDS = frozenset(
    {"nieuw", "nieuwe", "new", "oud", "oude", "old", "kopie", "copy", "def", "definitief", "final", "concept", "draft"}
    | {"versie", "version", "bijgewerkt", "updated", "voorjaar", "najaar", "zomer", "winter", "lente", "herfst"}
    | {"spring", "summer", "autumn", "kwartaal", "quarter", "reservekopie", "backup"}
)
#: What happened: a list of it grows with a new list, and no list of it is a version of another one.
_HAPPENED = ("meeting", "attended")
_AREAS = ("municipality", "region")

#: A node or a relation: words of which some are ids.
Key = tuple[str, ...]
#: What a row is about: a node, or relations. By the place where it stands (``sheet!row``).
Rows = Mapping[str, frozenset[Key]]


class Loss(msgspec.Struct, frozen=True):
    """How many rows of a sheet a new version no longer has, of how many, and who some are.

    With ``columns``, (sheet, column) of the vocabulary: in how many rows that one (or one of these) is empty now. ``code``:
    ``row``, ``column``, or ``name``: how many ids are somebody else now, by name.
    """

    sheet: str
    gone: int
    of: int
    examples: tuple[str, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    code: str = "row"

    @property
    def grave(self) -> bool:
        """Tell whether it is asked about."""
        return self.gone == self.of or _many(self.gone, self.of)


class Doubt(msgspec.Struct, frozen=True):
    """What is asked before a source is loaded.

    ``code``: ``loss`` (the new version lacks rows, or cells), ``hanging`` (it lacks few, but others refer to them),
    ``renamed`` (ids have other names, while other lists refer to them or they are many), ``another`` (the list at ``path``
    would replace that from ``other``, which it does not look like) or ``version`` (it looks like a version of the source
    ``other``), ``version-of-day`` (so, and it tells of a day), ``without-day`` (it would replace the lists of ``days``),
    ``with-day`` (it would replace the list at ``path``, of which nobody told the day) or ``same-list`` (it is the list of
    another one of the ``days``). With ``alike`` two names in it may be those of one node: the answer is kept.
    ``hanging`` is (source, number of relations) of what other sources say
    about that which goes.
    """

    code: str
    source: str
    losses: tuple[Loss, ...] = ()
    hanging: tuple[tuple[str, int], ...] = ()
    other: str = ""
    path: str = ""
    mild: bool = False
    days: tuple[date, ...] = ()
    alike: Alike | None = None

    @property
    def blocks(self) -> bool:
        """Tell whether nothing may be stored without an answer; else it is enough to tell."""
        return not self.mild


def rows_of(
    statements: Iterable[Node | Relation], identity: Mapping[str, str] | None = None, *, apart: bool = True
) -> dict[str, Rows]:
    """Return, by source, the rows that say ``statements``; ``identity`` is the id that a node goes by.

    ``apart``: that somebody is an adviser is another thing than that she is there (in a network it is the same node).
    """
    ids = identity or {}
    nodes: dict[str, dict[str, set[Key]]] = defaultdict(lambda: defaultdict(set))
    relations: dict[str, dict[str, set[Key]]] = defaultdict(lambda: defaultdict(set))
    undirected, beside = vocabulary().undirected, vocabulary().told_beside
    for each in statements:
        if isinstance(each, Relation):
            if each.relation in beside:
                continue
            ends = [ids.get(end, end) for end in (each.origin, each.target)]
            key: Key = (each.relation, *(sorted(ends) if each.relation in undirected else ends))
        elif each.mention:
            continue
        else:
            key = (*(["adviser"] if apart and "appointments" in each.properties else []), ids.get(each.id, each.id))
        rows = relations if isinstance(each, Relation) else nodes
        for evidence in each.sources:
            # What the table of places tells is in no list.
            if evidence.source in SOURCES:
                continue
            rows[evidence.source][evidence.where].add(key)
    return {
        # A row that makes a node is about that node, whatever it says of it.
        source: {where: frozenset(keys) for where, keys in (relations[source] | nodes[source]).items()}
        for source in {**relations, **nodes}
    }


def lost(
    before: Sequence[Node | Relation], after: Sequence[Node | Relation], source: str, others: Network
) -> Doubt | None:
    """Return what goes when ``source`` says ``after`` instead of ``before``, when that is enough to ask about."""
    with garbage_collection_paused():
        old, new = (rows_of(said).get(source, {}) for said in (before, after))
        found = emptied(before, after, others.nodes.values())
    kept: frozenset[Key] = frozenset().union(*new.values())
    gone = {where: keys for where, keys in old.items() if not keys <= kept}
    names = {each.id: each.name for each in (*others.nodes.values(), *before) if isinstance(each, Node)}
    losses = _rows_lost(old, gone, names)
    grave = [loss for loss in losses if loss.grave] or (losses if _many(len(gone), len(old)) else [])
    for each in found:
        loss = Loss(
            each.sheet,
            len(each.rows),
            each.of,
            _examples([frozenset({key}) for key in each.rows], names),
            each.columns,
            "column",
        )
        grave += [loss] if loss.grave else []
    hangs = hanging(before, after, others)
    if not grave and not hangs:
        return None
    return Doubt("loss" if grave else "hanging", source, tuple(grave or losses), hangs, mild=not grave)


def renamed(
    before: Sequence[Node | Relation], after: Sequence[Node | Relation], source: str, others: Network
) -> Doubt | None:
    """Return which ids that somebody gave are called otherwise now, when that is enough to tell.

    That is so when ``others`` refer to them. It is asked when many names have no word in common with the one before, and
    when one is that of another id until now: then ids were swapped or counted anew, whatever words the names share.
    """
    new = {each.id: each.name for each in after if isinstance(each, Node) and _is_given(each)}
    given = [each for each in before if isinstance(each, Node) and _is_given(each)]
    stay = [each for each in given if each.id in new]
    changed = [each for each in stay if comparable(each.name, each.kind) != comparable(new[each.id], each.kind)]
    if not changed:
        return None
    bore: dict[tuple[str, str], set[str]] = defaultdict(set)
    for each in given:
        bore[each.kind, comparable(each.name, each.kind)].add(each.id)
    relations = (*others.relations, *(end.relation for end in others.loose_ends))
    referred = {end for relation in relations for end in relation.nodes}
    of = Counter(_sheet(each.sources[0].where) for each in stay)
    losses, grave = [], False
    for sheet in of:
        own = [each for each in changed if _sheet(each.sources[0].where) == sheet]
        others_now = [each for each in own if not {*words(each.name)} & {*words(new[each.id])}]
        swapped = [
            each for each in own if bore.get((each.kind, comparable(new[each.id], each.kind)), set()) - {each.id}
        ]
        asked = bool(swapped) or _many(len(others_now), of[sheet])
        grave |= asked
        if asked or not referred.isdisjoint(others.identity.get(each.id, each.id) for each in own):
            examples = tuple(f"{each.name} → {new[each.id]}" for each in (swapped or others_now or own)[:_EXAMPLES])
            losses.append(Loss(sheet, len(own), of[sheet], examples, code="name"))
    return Doubt("renamed", source, tuple(losses), mild=not grave) if losses else None


def _is_given(node: Node) -> bool:
    """Tell whether a row declares the node and gives its id."""
    return not (node.mention or node.made or "appointments" in node.properties)


def _rows_lost(old: Rows, gone: Rows, names: Mapping[str, str]) -> list[Loss]:
    """Return, by sheet, which rows go."""
    rows: dict[str, list[frozenset[Key]]] = defaultdict(list)
    for where, keys in gone.items():
        rows[_sheet(where)].append(keys)
    of = Counter(map(_sheet, old))
    return [Loss(sheet, len(rows[sheet]), of[sheet], _examples(rows[sheet], names)) for sheet in of if sheet in rows]


def is_version(before: Sequence[Node | Relation], after: Sequence[Node | Relation], source: str) -> bool:
    """Tell whether most rows of the longer one stand in both."""
    old, new = (rows_of(said).get(source, {}) for said in (before, after))
    return _shared(old, new)[1] >= _ALIKE


def looks_like(name: str, rows: Rows, loaded: Mapping[str, Rows]) -> str:
    """Return which of the ``loaded`` sources a list called ``name`` looks like a version of, or an empty text."""
    best: tuple[bool, float, str] = (False, 0.0, "")
    for source, own in loaded.items():
        common, share = _shared(rows, own)
        alike = share >= _ALIKE and common >= (1 if _begin_alike(name, source) else _LEAST_ALIKE)
        named = _stem(name) == _stem(source) and not all(map(_happened, rows.values()))
        if (alike or named) and (named, share, source) > best:
            best = (named, share, source)
    return best[2]


def _shared(one: Rows, other: Rows) -> tuple[int, float]:
    """Return how many rows stand in both, and which share that is of the longer one.

    Municipalities and regions count only when there is nothing else: many lists have the same ones.
    """
    first, second = (_telling(rows) for rows in (one, other))
    common = len(first & second)
    return common, common / max(len(first), len(second), 1)


def _telling(rows: Rows) -> set[frozenset[Key]]:
    whole = set(rows.values())
    return {row for row in whole if not all(kind_of(key[0]) in _AREAS for key in row)} or whole


def _happened(row: frozenset[Key]) -> bool:
    return all(kind_of(key[0]) in _HAPPENED for key in row)


def _sheet(where: str) -> str:
    return where.rpartition("!")[0]


def _many(gone: int, of: int) -> bool:
    return gone >= _LEAST_LOST and gone > _MOST_LOST * of


def _examples(rows: Sequence[frozenset[Key]], names: Mapping[str, str]) -> tuple[str, ...]:
    """Return the first of ``rows``, by the names of what they are about."""
    told = (
        dict.fromkeys(names[end] for key in sorted(keys) for end in key if end in names) for keys in rows[:_EXAMPLES]
    )
    return tuple(" – ".join(each) for each in told)


def hanging(
    before: Iterable[Node | Relation], after: Iterable[Node | Relation], others: Network
) -> tuple[tuple[str, int], ...]:
    """Return, by source, how many relations of ``others`` hang on the nodes that go when a source says ``after``."""
    declared = {each.id for each in after if isinstance(each, Node)} | others.nodes.keys()
    gone = {each.id for each in before if isinstance(each, Node)} - declared
    loose = [end.relation for end in others.loose_ends if not gone.isdisjoint(end.missing)]
    return tuple(Counter(source for each in loose for source in {said.source for said in each.sources}).items())


def _stem(name: str) -> tuple[str, ...]:
    """Return the words of the name of a list without what tells its versions apart; never empty."""
    bare = re.sub(r"\.[a-z]{3,4}$", "", name.casefold())
    words = re.findall(r"[^\W_]+", _VERSION.sub(" ", bare.replace("_", " ")))
    apart = _VERSION_WORDS | vocabulary().words.months.keys()
    return tuple(word for word in words if word.rstrip("0123456789") not in apart) or (bare,)


def _begin_alike(name: str, other: str) -> bool:
    """Tell whether one of two names begins with all words of the other."""
    return all(one == two for one, two in zip(_stem(name), _stem(other), strict=False))
