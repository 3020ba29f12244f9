"""Search: nodes by name, id or property; and the one node that a name on the command line means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Annotated

import msgspec
from rapidfuzz import fuzz, process

from graph.areas import AREA_RELATIONS
from graph.errors import UsageProblem
from graph.model import Itself, Node
from graph.names import normalise, qualification, words
from graph.network import Network
from graph.vocabulary import comparable, vocabulary

#: Score (0..100) from which a name that is not equal still counts as found.
_CLOSE = 72
#: What likeness counts for: less than a name that holds all that was asked for.
_LIKE = 0.9
#: Score of a name that has all the words, in another order or with others between them.
_OTHER_ORDER = 85.0
#: Of how many letters a part of a name must be to mean the one node that has it.
_LEAST_LETTERS = 3
DEFAULT_LIMIT = 20


class Hit(msgspec.Struct, frozen=True):
    """A node that was found, with a score from 0 to 100."""

    node: Itself
    score: Annotated[float, msgspec.Meta(extra={"digits": 1})]


def search(network: Network, text: str, *, kind: str | None = None, limit: int = DEFAULT_LIMIT) -> list[Hit]:
    """Return the nodes whose name, id or a text property is or looks like ``text``, best first."""
    asked = words(text)
    wanted = "".join(asked)
    if not wanted:
        return []
    nodes = [node for node in network.nodes.values() if kind is None or node.kind == kind]
    scores: dict[str, float] = {}
    names: dict[str, str] = {}
    for node in nodes:
        told = words(node.name)
        name = "".join(told)
        if wanted in name or any(wanted in normalise(other) for other in _texts(node)):
            key = normalise(node.id.partition(":")[2])
            scores[node.id] = 100.0 if wanted in (name, key, normalise(node.id)) else 90.0
        elif all(any(word.startswith(part) for word in told) for part in asked):
            scores[node.id] = _OTHER_ORDER
        elif name:
            names[node.id] = name
    close = process.extract(wanted, names, scorer=fuzz.ratio, score_cutoff=_CLOSE, limit=limit)
    scores |= {node_id: _LIKE * score for _, score, node_id in close}
    order = {node.id: number for number, node in enumerate(nodes)}
    ranked = sorted(scores.items(), key=lambda item: (-item[1], order[item[0]]))
    return [Hit(node_id, score) for node_id, score in ranked[:limit]]


def find(network: Network, name: str, *, kinds: frozenset[str] | None = None, ended: bool = False) -> str:
    """Return the id of the one node that ``name`` means: an id, a key, a name however it is typed, or some words of it.

    A name may have behind it, between brackets, what tells it from its namesakes: an area, a kind or an id. What goes by
    another id or name since it was merged is found by its old ones too, when nothing goes by those now. ``ended``: who is not
    there any more on the day is found as well, when nobody else is.
    Raises UsageProblem with the candidates when there are several; when there is none with who goes by it on another day,
    or else with look-alikes.
    """
    allowed = {node.id: node for node in network.nodes.values() if kinds is None or node.kind in kinds}
    found = next(filter(None, _meant(network, allowed, name)), [])
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageProblem("ambiguous-name", name=name, candidates=_shown(network, found))
    days = _of_other_days(network)
    known = {id_: node for id_, node in days.nodes.items() if kinds is None or node.kind in kinds}
    apart = next(filter(None, _meant(days, known, name)), []) if known else []
    if len(apart) == 1:
        node = known[apart[0]]
        code, params = when(network, node)
        if ended and code == "ended":
            return node.id
        raise UsageProblem(f"not-on-this-day.{code}", name=node.name, on=network.scope.on, **params)
    if apart:
        raise UsageProblem("not-on-this-day.several", name=name, on=network.scope.on, candidates=_shown(days, apart))
    close = [
        hit.node for hit in search(network, name, limit=5) if kinds is None or network.nodes[hit.node].kind in kinds
    ]
    raise UsageProblem("unknown-name" if close else "unknown-name-at-all", name=name, candidates=_shown(network, close))


def find_anywhere(network: Network, name: str, *, kinds: frozenset[str], ended: bool = False) -> str:
    """Return what ``find`` does, of a region also somebody around it: who is named there may hold together who is in it."""
    try:
        return find(network, name, kinds=kinds, ended=ended)
    except UsageProblem:
        if network.entire is network:
            raise
        around = find(network.entire, name, kinds=kinds, ended=ended)
    return around


def on_other_days(
    network: Network, text: str, hits: Iterable[Hit], *, kind: str | None = None, limit: int = DEFAULT_LIMIT
) -> list[Node]:
    """Return who is not in ``network`` because of its day, and looks more like ``text`` than any of the ``hits``."""
    days, best = _of_other_days(network), max((hit.score for hit in hits), default=0.0)
    return [days.nodes[hit.node] for hit in search(days, text, kind=kind, limit=limit) if hit.score > best]


def when(network: Network, node: Node) -> tuple[str, dict[str, date | str]]:
    """Return whether a node that ``network`` leaves out because of its day has ``ended`` or ``begins``, on which day, and a
    day to look at; or that it is ``dormant``.
    """
    day = network.scope.on
    if node.id in network.dormant:
        return "dormant", {}
    if node.until is not None and (day is None or node.until <= day):
        return "ended", {"day": node.until, "look": (node.until - timedelta(1)).isoformat()}
    since = node.since or date.min
    return "begins", {"day": since, "look": since.isoformat()}


def _of_other_days(network: Network) -> Network:
    """Return those who are left out of ``network`` because of its day and are there on another one, without relations."""
    nodes = {
        id_: node
        for id_, node in network.left_out.items()
        if node.until is None or (node.since or date.min) < node.until
    }
    return network.replace(nodes, ())


def _meant(network: Network, allowed: Mapping[str, Node], name: str) -> Iterator[list[str]]:
    """Yield the nodes that ``name`` may mean, the surest first: by id or key, now or before; by name; by words of a name.

    Words of a name are sure when only one node has them all, so several are not yielded.
    """
    yield [id_ for id_ in allowed if name in _called(id_)]
    yield list(dict.fromkeys(now for old, now in network.identity.items() if name in _called(old) and now in allowed))
    yield [node.id for node in allowed.values() if node.name == name]
    yield _named(allowed, name)
    yield [
        node.id
        for node in allowed.values()
        if any(normalise(alias) == normalise(name) for alias in node.properties.get("also_known_as", ()))
    ]
    yield [
        node.id
        for node in allowed.values()
        if any(normalise(claim.value) == normalise(name) for claim in node.alternatives.get("name", ()))
    ]
    if read := qualification(name):
        told = normalise(read[1])
        yield [id_ for id_ in _named(allowed, read[0]) if told in map(normalise, _qualifiers(network, id_))]
    asked = words(name)
    having = {id_: own for id_, node in allowed.items() if set(asked) <= set(own := words(node.name))}
    if len("".join(asked)) >= _LEAST_LETTERS:
        yield [id_ for id_, own in having.items() if sorted(own) == sorted(asked)]
        yield list(having) if len(having) == 1 else []


def _named(allowed: Mapping[str, Node], name: str) -> list[str]:
    """Return the nodes with a name that compares as ``name`` does."""
    keys = {kind: comparable(name, kind) for kind in vocabulary().kinds}
    return [node.id for node in allowed.values() if node.name and comparable(node.name, node.kind) == keys[node.kind]]


def _qualifiers(network: Network, id_: str) -> Iterator[str]:
    """Yield what may stand between brackets behind the name of a node."""
    yield from _called(id_)
    node = network.nodes[id_]
    yield from vocabulary().kinds[node.kind].label.values()
    if node.kind == "meeting" and node.since:
        yield from (node.since.isoformat(), f"{node.since.day}-{node.since.month}-{node.since.year}")
    for area in _areas(network, id_):
        yield from (
            area.name,
            area.id.partition(":")[2],
            *(f"{word} {area.name}" for word in vocabulary().kinds[area.kind].called),
        )


def _areas(network: Network, id_: str) -> list[Node]:
    """Return the areas that an organisation works in or a person lives in."""
    home = network.nodes[id_].properties.get("municipality", "")
    own = [each.target for each in network.relations_of.get(id_, ()) if each.relation in AREA_RELATIONS]
    return network.named(dict.fromkeys([home, *own]))


def _called(id_: str) -> tuple[str, str]:
    """Return what a node can be called by: its id, and the key in it."""
    return id_, id_.partition(":")[2]


def _texts(node: Node) -> Iterator[str]:
    """Yield what may be searched in besides the name: the id, the names in other sources and text properties."""
    yield node.id
    yield from (str(claim.value) for claim in node.alternatives.get("name", ()))
    for value in node.properties.values():
        if isinstance(value, str):
            yield value
        elif isinstance(value, list):
            yield from (item for item in value if isinstance(item, str))


def _shown(network: Network, ids: list[str]) -> list[str]:
    """Return nodes as people may choose from them; namesakes with where they are as well."""
    names = Counter(network.nodes[id_].name for id_ in ids)
    shown = []
    for id_ in ids:
        name = network.nodes[id_].name
        areas = [area.name for area in _areas(network, id_)] if names[name] > 1 else []
        shown.append(f"{', '.join([name, *areas])} ({id_})")
    return shown
