"""The formats of an export, and the one way to write any of them."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import NamedTuple

import networkx

from graph.attributes import flat
from graph.network import Network
from graph.words.phrases import caption
from graph.words.relations import relation_label


class Format(NamedTuple):
    """A format: how its files end, and what writes one."""

    suffix: str
    write: Callable[[networkx.MultiDiGraph[str], io.BytesIO], None]


#: By the name that a user gives.
FORMATS = {
    # What Gephi calls its own.
    "gexf": Format(".gexf", networkx.write_gexf),
    # What yEd, Cytoscape, Gephi and igraph read.
    "graphml": Format(".graphml", networkx.write_graphml),
}


def exported(network: Network, format_: str, lang: str) -> bytes:
    """Return ``network`` as a file: ``Network.graph``, with a ``label`` in ``lang`` for every node and relation."""
    graph = network.graph.copy()
    for id_, data in graph.nodes(data=True):
        data["label"] = flat(caption(network, id_, lang))
    for _, _, data in graph.edges(data=True):
        data["label"] = relation_label(data["relation"], lang)
    content = io.BytesIO()
    FORMATS[format_].write(graph, content)
    return content.getvalue().rstrip() + b"\n"
