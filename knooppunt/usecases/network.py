"""Opening the network that a question is about."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec

from graph.network import Network
from graph.store.opening import open_store
from graph.views import for_audience, known_only, on, take, within
from queries.search import find


class Asked(msgspec.Struct, frozen=True):
    """Which network a question is about."""

    file: Path
    day: date
    as_known: date | None = None
    region: str | None = None
    audience: str = "internal"
    known_only: bool = False


def open_network(asked: Asked) -> Network:
    """Return the network that a question is about: opened, on one day, within a region, as an audience may see it."""
    with open_store(asked.file) as store:
        network = store.network(asked.as_known)
    network = take(network, on(asked.day))
    if asked.region is not None:
        area = find(network, asked.region, kinds=frozenset({"region", "municipality"}))
        network = take(network, within(area))
    return take(network, for_audience(asked.audience), *([known_only] if asked.known_only else []))
