"""Search: nodes by name, id or property; and the one node that a name on the command line means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated

import msgspec
from rapidfuzz import fuzz, process

from graph.errors import UsageProblem
from graph.model import Itself, Node
from graph.names import normalise
from graph.network import Network

#: Score (0..100) from which a name that is not equal still counts as found.
_CLOSE = 72
#: What likeness counts for: less than a name that holds all that was asked for.
_LIKE = 0.9
DEFAULT_LIMIT = 20


class Hit(msgspec.Struct, frozen=True):
    """A node that was found, with a score from 0 to 100."""

    node: Itself
    score: Annotated[float, msgspec.Meta(extra={"digits": 1})]


def search(network: Network, text: str, *, kind: str | None = None, limit: int = DEFAULT_LIMIT) -> list[Hit]:
    """Return the nodes whose name, id or a text property is or looks like ``text``, best first."""
    wanted = normalise(text)
    if not wanted:
        return []
    nodes = [node for node in network.nodes.values() if kind is None or node.kind == kind]
    scores: dict[str, float] = {}
    names: dict[str, str] = {}
    for node in nodes:
        name = normalise(node.name)
        if wanted in name or any(wanted in normalise(told) for told in _texts(node)):
            key = normalise(node.id.partition(":")[2])
            scores[node.id] = 100.0 if wanted in (name, key, normalise(node.id)) else 90.0
        elif name:
            names[node.id] = name
    close = process.extract(wanted, names, scorer=fuzz.ratio, score_cutoff=_CLOSE, limit=limit)
    scores |= {node_id: _LIKE * score for _, score, node_id in close}
    order = {node.id: number for number, node in enumerate(nodes)}
    ranked = sorted(scores.items(), key=lambda item: (-item[1], order[item[0]]))
    return [Hit(node_id, score) for node_id, score in ranked[:limit]]


def find(network: Network, name: str, *, kinds: frozenset[str] | None = None) -> str:
    """Return the id of the one node that ``name`` (an id, a key or a name) means.

    What goes by another id or name since it was merged is found by its old ones too, when nothing goes by those now.
    Raises UsageProblem with the candidates when there are several, with look-alikes when there is none.
    """
    allowed = {node.id: node for node in network.nodes.values() if kinds is None or node.kind in kinds}
    found = next(filter(None, _meant(network, allowed, name)), [])
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageProblem("ambiguous-name", name=name, candidates=_shown(network, found))
    close = [
        hit.node for hit in search(network, name, limit=5) if kinds is None or network.nodes[hit.node].kind in kinds
    ]
    raise UsageProblem("unknown-name" if close else "unknown-name-at-all", name=name, candidates=_shown(network, close))


def _meant(network: Network, allowed: Mapping[str, Node], name: str) -> Iterator[list[str]]:
    """Yield the nodes that ``name`` may mean, the surest first: those of that id or key, now or before; of that name."""
    yield [id_ for id_ in allowed if name in _called(id_)]
    yield list(dict.fromkeys(now for old, now in network.identity.items() if name in _called(old) and now in allowed))
    wanted = normalise(name)
    yield [node.id for node in allowed.values() if node.name and normalise(node.name) == wanted]
    yield [
        node.id
        for node in allowed.values()
        if any(normalise(claim.value) == wanted for claim in node.alternatives.get("name", ()))
    ]


def _called(id_: str) -> tuple[str, str]:
    """Return what a node can be called by: its id, and the key in it."""
    return id_, id_.partition(":")[2]


def _texts(node: Node) -> Iterator[str]:
    """Yield what may be searched in besides the name: the id and text properties."""
    yield node.id
    for value in node.properties.values():
        if isinstance(value, str):
            yield value
        elif isinstance(value, list):
            yield from (item for item in value if isinstance(item, str))


def _shown(network: Network, ids: list[str]) -> list[str]:
    return [f"{network.nodes[id_].name} ({id_})" for id_ in ids]
