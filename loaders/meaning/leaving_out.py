"""Which rows follow when rows are left out: those that refer to something that nothing else declares or mentions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence

from graph.model import Relation
from graph.vocabulary import vocabulary
from loaders.meaning.rows import Row


def _refers_to(row: Row) -> set[str]:
    """Return the ids of the nodes without which the statements of a row cannot stand."""
    found: set[str] = set()
    for statement in row.statements:
        found |= {*statement.nodes} if isinstance(statement, Relation) else {statement.id}
        found |= {statement.properties[name] for name in vocabulary().references if name in statement.properties}
    return found - {row.declares}


def left_out(rows: Sequence[Row], elsewhere: Collection[str], contested: Collection[str] = ()) -> dict[int, str]:
    """Return, by position, the rows that must be left out besides those with problems, and the id that each one lacks.

    ``elsewhere`` are the ids that other sources declare, ``contested`` those that a row with a problem shares with another:
    which of the two is referred to, nobody can tell.
    """
    providers: Counter[str] = Counter()
    users: dict[str, list[int]] = defaultdict(list)
    for position, row in enumerate(rows):
        if not row.problems:
            providers.update(_provided(row))
            for id_ in _refers_to(row):
                users[id_].append(position)
    lacking = [id_ for id_ in users if id_ in contested or (not providers[id_] and id_ not in elsewhere)]
    gone: dict[int, str] = {}
    while lacking:
        id_ = lacking.pop()
        for position in users[id_]:
            if position in gone:
                continue
            gone[position] = id_
            provided = _provided(rows[position])
            providers.subtract(provided)
            lacking += [other for other in provided if not providers[other] and other not in elsewhere]
    return gone


def _provided(row: Row) -> set[str]:
    """Return the ids of the nodes that a row declares or mentions."""
    provided = {mention.id for mention in row.mentions}
    return provided | {row.declares} if row.declares else provided
