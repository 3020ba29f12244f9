"""Every text that can be got out of a network, to search for what must not be in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from graph.network import Network


def texts(network: Network) -> set[str]:
    """Return every text in the nodes, relations, loose ends and scope, and in the networkx graph."""
    graph = network.graph
    parts: tuple[Any, ...] = (
        dict(network.nodes),
        list(network.relations),
        list(network.loose_ends),
        network.scope,
        list(graph.nodes(data=True)),
        list(graph.edges(keys=True, data=True)),
        dict(network.relations_of),
        sorted(network.advisers),
        network.persons,
    )
    return texts_in(parts)


def texts_in(value: Any) -> set[str]:
    """Return every text in ``value``: a struct, or what holds structs."""
    return set(_texts(msgspec.to_builtins(value)))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield str(key)
            yield from _texts(item)
    elif isinstance(value, (list, tuple, set)):
        for item in value:
            yield from _texts(item)


def containing(network: Network, secrets: set[str]) -> set[tuple[str, str]]:
    """Return every (secret, text) where the text holds the secret, in any case."""
    found = texts(network)
    return {(secret, text) for secret in secrets for text in found if secret.casefold() in text.casefold()}
