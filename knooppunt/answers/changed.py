"""What a load changed in the network: how many of every kind came, went, or are told of otherwise; and what to do next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from graph.model import Node, Relation
from graph.network import Network
from graph.places.table import SOURCES
from graph.vocabulary import vocabulary
from graph.words.catalogue import text, written_number
from queries.diff import diff

#: So many of one kind are called by their names as well.
_NAMED = 2


def changed_lines(before: Network, after: Network, lang: str) -> list[str]:
    """Return in lines what is new in ``after``, what of ``before`` is gone, and what stayed but is told otherwise."""
    found = diff(before, after, (), ())
    fates: dict[str, list[Node | Relation]] = {
        "new": [*(after.nodes[id_] for id_ in found.nodes_new), *found.relations_new],
        "gone": [*(before.nodes[id_] for id_ in found.nodes_gone), *found.relations_gone],
    }
    lines = [
        text(lang, f"load.network-{fate}", things=counted)
        for fate, things in fates.items()
        if (counted := _counted(things, lang))
    ]
    if count := len(found.nodes_changed) + len(found.relations_changed):
        lines.append(text(lang, "load.network-changed", count=count))
    return lines or [text(lang, "load.network-same")]


def first_question(network: Network) -> str:
    """Return the command that has most to tell of a network: what hangs on one person; what is missing, where nobody is known
    to sit or to speak with anybody; or, without people, where nobody speaks up."""
    if not network.persons:
        return "gaps"
    tied = any(vocabulary().relations[code].ties for code in network.relations_by_type)
    return "fragile" if tied else "missing"


def _counted(things: Iterable[Node | Relation], lang: str) -> list[str]:
    """Return how many of every kind there are: people first, ties last; what only the table of places tells is left out."""
    nodes: dict[str, list[str]] = defaultdict(list)
    relations: dict[str, int] = defaultdict(int)
    for each in things:
        if all(said.source in SOURCES for said in each.sources):
            continue
        if isinstance(each, Node):
            nodes[each.kind].append(each.name)
        else:
            relations[each.relation] += 1
    told = []
    for code, kind in sorted(vocabulary().kinds.items(), key=lambda item: item[0] != "person"):
        if names := nodes[code]:
            called = f" ({', '.join(names)})" if all(names) and len(names) <= _NAMED else ""
            told.append(_number(len(names), kind.label[lang], kind.plural[lang], lang) + called)
    for code, type_ in vocabulary().relations.items():
        if type_.noun and relations[code]:
            told.append(_number(relations[code], type_.noun[lang], type_.nouns[lang], lang))
    return told


def _number(count: int, one: str, more: str, lang: str) -> str:
    return f"{written_number(count, lang)} {one if count == 1 else more}"
