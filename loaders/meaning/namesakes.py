"""What a list that gives no id says by name of what other lists know: told, whenever it is not plain who is meant."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from graph.identity.namesakes import may_be_one, one_and_the_same
from graph.vocabulary import bare_name
from loaders.base import Problem
from loaders.meaning.references import Entry, Index
from loaders.meaning.rows import Row


def told_by_name(rows: Sequence[Row], index: Index) -> Iterator[Problem]:
    """Yield a warning for every node that may be more than one of other lists, or is one that is spelled otherwise there."""
    told: set[str] = set()
    for row in rows:
        if row.left_out or row.declares is None or row.declares in told:
            continue
        told.add(row.declares)
        entry = index.entries[row.declares]
        same, others = _of_other_lists(entry, index)
        place = row.plan.place(row.number, "name")
        if same is None and others:
            yield Problem(place, "one-of-several", entry.name, {"candidates": [index.describe(one) for one in others]})
        elif same is not None and _spelling(same) != _spelling(entry):
            yield Problem(place, "spelled-otherwise", entry.name, {"candidates": [index.describe(same)]})


def _of_other_lists(entry: Entry, index: Index) -> tuple[Entry | None, list[Entry]]:
    """Return the node of another list that ``entry`` is by its name, and those that it may be when that is not plain."""
    if known := index.replaced.get(entry.id):
        return (known if entry.made and not known.mention else None), []
    namesakes = [one for one in index.namesakes(entry.kind, entry.name) if not one.mention]
    if len(namesakes) < 2:
        return None, []
    bearers = {one.id: index.bearer(one) for one in namesakes}
    own = bearers[entry.id]
    may_be = [one for one in namesakes if one.elsewhere and may_be_one(bearers[one.id], own)]
    for group in one_and_the_same(list(bearers.values())) if may_be else ():
        if own in group:
            return next(one for one in may_be if bearers[one.id] in group), []
    return None, may_be


def _spelling(entry: Entry) -> str:
    """Return a name without case, accents and punctuation: two that differ in more may be two."""
    plain = unicodedata.normalize("NFKD", bare_name(entry.kind, entry.name).casefold())
    return "".join(char for char in plain if char.isalnum())
