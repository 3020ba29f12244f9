"""GEXF, the format of Gephi."""

from __future__ import annotations

from pathlib import Path

import networkx


def write(graph: networkx.MultiDiGraph[str], path: Path) -> None:
    """Write ``graph`` to ``path``."""
    networkx.write_gexf(graph, path)
