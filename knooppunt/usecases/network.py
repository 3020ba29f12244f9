"""Opening the network that a question is about."""

from __future__ import annotations

import contextlib
from datetime import date
from pathlib import Path

import msgspec

from graph.errors import UsageProblem
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


def earlier(asked: Asked, since: date) -> Asked:
    """Return what is asked about the day ``since``: what had been loaded by then."""
    return msgspec.structs.replace(asked, day=since, as_known=min(since, asked.as_known or since))


def open_network(asked: Asked, *, beside: Asked | None = None) -> Network:
    """Return the network that a question is about: opened, on one day, within a region, as an audience may see it.

    ``beside``: what the same answer tells as well (another day). Who may be seen in one of the two only, is seen in neither.
    """
    network, others = _whole(asked), []
    if beside is not None and asked.audience == "partners":
        # A region that is not there has nobody in it.
        with contextlib.suppress(UsageProblem):
            others.append(_whole(beside))
    return take(network, for_audience(asked.audience, others), *([known_only] if asked.known_only else []))


def _whole(asked: Asked) -> Network:
    """Return the network that is asked about with everything in it."""
    with open_store(asked.file) as store:
        network = store.network(asked.as_known)
    network = take(network, on(asked.day))
    if asked.region is not None:
        area = find(network, asked.region, kinds=frozenset({"region", "municipality"}))
        network = take(network, within(area))
    return network
