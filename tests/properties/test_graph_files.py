"""The networkx graph of any network goes to a file and back, by networkx's own writers and readers."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings

from graph.network import Network
from tests.networks import networks
from tests.properties.strategies import worlds

Graph = Any


def _gexf(graph: Graph, stream: io.BytesIO) -> None:
    nx.write_gexf(graph, stream)


def _graphml(graph: Graph, stream: io.BytesIO) -> None:
    nx.write_graphml(graph, stream)


def _gml(graph: Graph, stream: io.BytesIO) -> None:
    nx.write_gml(graph, stream)


FORMATS: dict[str, tuple[Callable[[Graph, io.BytesIO], None], Callable[[io.BytesIO], Graph]]] = {
    "gexf": (_gexf, lambda stream: nx.MultiDiGraph(nx.read_gexf(stream))),
    "graphml": (_graphml, lambda stream: nx.read_graphml(stream, force_multigraph=True)),
    "gml": (_gml, nx.read_gml),
}


def _edges(graph: Graph) -> list[tuple[str, str, list[tuple[str, Any]]]]:
    """Return the edges with their attributes, without the number or the key that a format adds to them."""
    return sorted(
        (origin, target, sorted((name, value) for name, value in data.items() if name not in ("id", "networkx_key")))
        for origin, target, data in graph.edges(data=True)
    )


def _nodes(graph: Graph) -> dict[str, dict[str, Any]]:
    return {
        id_: {name: value for name, value in data.items() if name != "label"} for id_, data in graph.nodes(data=True)
    }


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=60)
@given(made=worlds() | networks())
def test_nodes_and_edges_come_back(name: str, made: Network) -> None:
    write, read = FORMATS[name]
    stream = io.BytesIO()
    write(made.graph, stream)
    stream.seek(0)
    back = read(stream)
    assert _nodes(back) == _nodes(made.graph)
    assert _edges(back) == _edges(made.graph)
