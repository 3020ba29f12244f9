"""Search: nodes by name, id or property; and the one node that a name on the command line means."""

from __future__ import annotations

import msgspec
from rapidfuzz import fuzz, process

from graph.errors import UsageProblem
from graph.model import Node
from graph.network import Network
from graph.vocabulary import normalise

#: Score (0..100) from which a name that is not equal still counts as found.
_CLOSE = 72
DEFAULT_LIMIT = 20


class Hit(msgspec.Struct, frozen=True):
    """A node that was found, with a score from 0 to 100."""

    node: str
    score: float


def search(network: Network, text: str, *, kind: str | None = None, limit: int = DEFAULT_LIMIT) -> list[Hit]:
    """Return the nodes whose name, id or a text property is or looks like ``text``, best first."""
    wanted = normalise(text)
    nodes = [node for node in network.nodes.values() if kind is None or node.kind == kind]
    scores: dict[str, float] = {}
    for node in nodes:
        if any(wanted in normalise(str(value)) for value in _texts(node)):
            scores[node.id] = 100.0 if wanted in (normalise(node.name), normalise(node.id)) else 90.0
    names = {node.id: normalise(node.name) for node in nodes if node.id not in scores and node.name}
    close = process.extract(wanted, names, scorer=fuzz.ratio, score_cutoff=_CLOSE, limit=limit)
    scores |= {node_id: score for _, score, node_id in close}
    order = {node.id: number for number, node in enumerate(nodes)}
    ranked = sorted(scores.items(), key=lambda item: (-item[1], order[item[0]]))
    return [Hit(node_id, score) for node_id, score in ranked[:limit]]


def find(network: Network, name: str, *, kinds: frozenset[str] | None = None) -> str:
    """Return the id of the one node that ``name`` (an id, a key or a name) means.

    Raises UsageProblem with the candidates when there are several, with look-alikes when there is none.
    """
    allowed = [node for node in network.nodes.values() if kinds is None or node.kind in kinds]
    by_id = [node.id for node in allowed if node.id == name or node.id.partition(":")[2] == name]
    wanted = normalise(name)
    found = by_id or [node.id for node in allowed if node.name and normalise(node.name) == wanted]
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageProblem("ambiguous-name", name=name, candidates=_shown(network, found))
    close = [
        hit.node for hit in search(network, name, limit=5) if kinds is None or network.nodes[hit.node].kind in kinds
    ]
    raise UsageProblem("unknown-name" if close else "unknown-name-at-all", name=name, candidates=_shown(network, close))


def _texts(node: Node) -> list[object]:
    """Return what may be searched in: name, key and text properties."""
    texts = [value for value in node.properties.values() if isinstance(value, str)]
    lists = [item for value in node.properties.values() if isinstance(value, list) for item in value]
    return [node.name, node.id, *texts, *[item for item in lists if isinstance(item, str)]]


def _shown(network: Network, ids: list[str]) -> list[str]:
    return [f"{network.nodes[id_].name} ({id_})" for id_ in ids]
