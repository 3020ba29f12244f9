"""Municipalities that get their CBS code for an id: networks of before called them by an id that was made of their name."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence

from graph.identity.merge import renamed_node, renamed_relation
from graph.model import Node, Relation
from graph.places.identity import codes_of
from loaders.base import Place, Problem

#: How many ids that changed are told.
_EXAMPLES = 3


def codes(known: Iterable[Node | Relation], loaded: Iterable[Node | Relation]) -> Mapping[str, str]:
    """Return, by the ids of municipalities that are ``known``, those that they have by what is ``loaded``."""
    now = {each.id for each in loaded if isinstance(each, Node) and each.mention}
    nodes = [each for each in known if isinstance(each, Node)] if now else []
    return {old: new for old, new in codes_of(nodes).items() if new in now}


def by_code(said: Sequence[Node | Relation], loaded: Iterable[Node | Relation]) -> Sequence[Node | Relation]:
    """Return what was ``said`` with the ids that municipalities have by what is ``loaded``."""
    ids = codes(said, loaded)
    if not ids:
        return said
    return [renamed_node(one, ids) if isinstance(one, Node) else renamed_relation(one, ids) for one in said]


def told_of_codes(ids: Mapping[str, str], source: str) -> Iterator[Problem]:
    """Yield a warning when municipalities that are known get their code for an id."""
    if ids:
        examples = "; ".join(f"{old} → {new}" for old, new in itertools.islice(sorted(ids.items()), _EXAMPLES))
        params = {"count": len(ids), "examples": examples, "rest": "; …" if len(ids) > _EXAMPLES else ""}
        yield Problem(Place(source), "ids-became-codes", params=params)
