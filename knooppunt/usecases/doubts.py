"""What a load has to ask about first: what a new version loses, and which loaded list a new one looks like.

Rows are compared by what they are about (a node, or a relation between two nodes), whatever their dates and other cells.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from graph.model import Node, Relation, kind_of
from graph.network import Network

#: A new version that loses more than this share of the rows of a sheet, or of all rows, is asked about ...
_MOST_LOST = 0.1
#: ... when it loses so many rows at the least. A sheet that is lost as a whole is always asked about.
_LEAST_LOST = 2
#: Two lists of which each has so great a share of its rows in the other look like versions of one list ...
_ALIKE = 0.5
#: ... when they share so many rows at the least (of lists whose names begin alike, one is enough).
_LEAST_ALIKE = 5
_EXAMPLES = 3

#: What tells versions of one list apart in its name: dates, years, numbers of versions and copies, seasons and months.
_VERSION = re.compile(
    r"\(\d+\)|\b\d{1,2}[-_. ]\d{1,2}[-_. ]\d{4}\b|\b(?:19|20)\d\d(?:[-_. ]?(?:0?[1-9]|1[0-2])(?:[-_. ]?\d{1,2})?)?\b"
    r"|\bv(?:ersie|ersion)?[-_. ]?\d+(?:\.\d+)*\b|\bq[1-4]\b"
)
_VERSION_WORDS = frozenset(
    {"nieuw", "nieuwe", "new", "oud", "oude", "old", "kopie", "copy", "def", "definitief", "final", "concept", "draft"}
    | {"versie", "version", "bijgewerkt", "updated", "voorjaar", "najaar", "zomer", "winter", "lente", "herfst"}
    | {"spring", "summer", "autumn", "kwartaal", "quarter"}
)
#: What happened: a list of it grows with a new list, and no list of it is a version of another one.
_HAPPENED = ("meeting", "attended")
_AREAS = ("municipality", "region")

#: A node or a relation: words of which some are ids.
Key = tuple[str, ...]
#: What a row is about: a node, or relations. By the place where it stands (``sheet!row``).
Rows = Mapping[str, frozenset[Key]]


class Loss(msgspec.Struct, frozen=True):
    """How many rows of a sheet (empty: of all sheets) a new version no longer has, of how many, and who some are."""

    sheet: str
    gone: int
    of: int
    examples: tuple[str, ...] = ()


class Doubt(msgspec.Struct, frozen=True):
    """What is asked before a source is loaded.

    ``code``: ``loss`` (the new version lacks rows), ``another`` (the list at ``path`` would replace that from ``other``,
    which it does not look like) or ``version`` (it looks like a version of the source ``other``). ``hanging`` is (source,
    number of relations) of what other sources say about that which goes.
    """

    code: str
    source: str
    losses: tuple[Loss, ...] = ()
    hanging: tuple[tuple[str, int], ...] = ()
    other: str = ""
    path: str = ""

    @property
    def blocks(self) -> bool:
        """Tell whether nothing may be stored without an answer; else it is enough to tell."""
        return self.code != "version"


def rows_of(
    statements: Iterable[Node | Relation], identity: Mapping[str, str] | None = None, *, apart: bool = True
) -> dict[str, Rows]:
    """Return, by source, the rows that say ``statements``; ``identity`` is the id that a node goes by.

    ``apart``: that somebody is an adviser is another thing than that she is there (in a network it is the same node).
    """
    ids = identity or {}
    nodes: dict[str, dict[str, set[Key]]] = defaultdict(lambda: defaultdict(set))
    relations: dict[str, dict[str, set[Key]]] = defaultdict(lambda: defaultdict(set))
    for each in statements:
        if isinstance(each, Relation):
            key: Key = (each.relation, ids.get(each.origin, each.origin), ids.get(each.target, each.target))
        elif each.mention:
            continue
        else:
            key = (*(["adviser"] if apart and "appointments" in each.properties else []), ids.get(each.id, each.id))
        rows = relations if isinstance(each, Relation) else nodes
        for evidence in each.sources:
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
    old, new = (rows_of(said).get(source, {}) for said in (before, after))
    kept: frozenset[Key] = frozenset().union(*new.values())
    gone = {where: keys for where, keys in old.items() if not keys <= kept}
    whole, missing = Counter(map(_sheet, old)), Counter(map(_sheet, gone))
    losses = [(sheet, missing[sheet], of) for sheet, of in whole.items() if missing[sheet]]
    grave = [loss for loss in losses if loss[1] == loss[2] or _many(*loss[1:])]
    if not grave and _many(len(gone), len(old)):
        grave = losses
    if not grave:
        return None
    names = {each.id: each.name for each in (*others.nodes.values(), *before) if isinstance(each, Node)}
    told = tuple(Loss(*loss, _examples(loss[0], gone, names)) for loss in grave)
    declared = {each.id for each in after if isinstance(each, Node)} | others.nodes.keys()
    return Doubt(
        "loss", source, told, _hanging({each.id for each in before if isinstance(each, Node)} - declared, others)
    )


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


def _examples(sheet: str, gone: Rows, names: Mapping[str, str]) -> tuple[str, ...]:
    """Return the first rows of ``sheet`` that go, by the names of what they are about."""
    rows = [keys for where, keys in gone.items() if _sheet(where) == sheet][:_EXAMPLES]
    told = (dict.fromkeys(names[end] for key in sorted(keys) for end in key if end in names) for keys in rows)
    return tuple(" – ".join(each) for each in told)


def _hanging(gone: set[str], others: Network) -> tuple[tuple[str, int], ...]:
    """Return, by source, how many relations of other sources hang on the nodes that go."""
    loose = [end.relation for end in others.loose_ends if not gone.isdisjoint(end.missing)]
    return tuple(Counter(each.sources[0].source for each in loose if each.sources).items())


def _stem(name: str) -> tuple[str, ...]:
    """Return the words of the name of a list without what tells its versions apart; never empty."""
    bare = re.sub(r"\.[a-z]{3,4}$", "", name.casefold())
    words = re.findall(r"[^\W_]+", _VERSION.sub(" ", bare.replace("_", " ")))
    return tuple(word for word in words if word not in _VERSION_WORDS) or (bare,)


def _begin_alike(name: str, other: str) -> bool:
    """Tell whether one of two names begins with all words of the other."""
    return all(one == two for one, two in zip(_stem(name), _stem(other), strict=False))
