"""Which rows and cells follow when rows are left out: those that name something that nothing else declares or mentions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence

from loaders.meaning.references import Index
from loaders.meaning.rows import Row, drop_references, names, needs

#: (position of the row, slot of the cell or an empty text for the row, id of the node that is lacking).
Follower = tuple[int, str, str]


def leave_out(rows: Sequence[Row], elsewhere: Collection[str], index: Index) -> list[Follower]:
    """Mark the rows that are left out, because of a problem or because they lack what they are about; take optional cells
    that name what is lacking out of the other rows. Return what was left out besides the rows with problems.

    ``elsewhere`` are the ids that other sources declare. Of an id that a row with a problem shares with another
    (``index.contested``) nobody can tell which of the two is meant.
    """
    for row in rows:
        row.left_out = bool(row.problems)
    followers: list[Follower] = []
    if not any(row.left_out for row in rows):
        return []
    while True:
        gone, lacking = _rows_that_follow(rows, elsewhere, index.contested)
        for position, id_ in gone.items():
            rows[position].left_out = True
            followers.append((position, "", id_))
        dropped = [
            (position, slot, id_)
            for position, row in enumerate(rows)
            if not row.left_out
            for slot, id_ in drop_references(row, lacking, index)
        ]
        followers += dropped
        if not dropped:
            return sorted(followers)


def _rows_that_follow(
    rows: Sequence[Row], elsewhere: Collection[str], contested: Collection[str]
) -> tuple[dict[int, str], set[str]]:
    """Return, by position, the rows that lack what they are about, with its id; and all ids that are lacking."""
    providers: Counter[str] = Counter()
    users: dict[str, list[int]] = defaultdict(list)
    named: dict[str, None] = {}
    for position, row in enumerate(rows):
        if not row.left_out:
            providers.update(_provided(row))
            for id_ in needs(row):
                users[id_].append(position)
            named.update(dict.fromkeys(names(row)))
    lacking = [id_ for id_ in {**users, **named} if id_ in contested or (not providers[id_] and id_ not in elsewhere)]
    gone: dict[int, str] = {}
    absent = set(lacking)
    while lacking:
        id_ = lacking.pop()
        for position in users.get(id_, ()):
            if position in gone:
                continue
            gone[position] = id_
            provided = _provided(rows[position])
            providers.subtract(provided)
            more = [other for other in provided if not providers[other] and other not in elsewhere]
            lacking += more
            absent.update(more)
    return gone, absent


def _provided(row: Row) -> set[str]:
    """Return the ids of the nodes that a row declares or mentions."""
    provided = {mention.id for mention in row.mentions}
    return provided | {row.declares} if row.declares else provided
