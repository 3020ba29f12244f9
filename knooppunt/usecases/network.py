"""Opening the network that a question is about."""

from __future__ import annotations

import contextlib
from datetime import date
from pathlib import Path

import msgspec

from graph.errors import UsageProblem
from graph.network import Network
from graph.store.opening import open_store
from graph.views import for_audience, goes_by, known_only, on, take, usual_region, within
from queries.search import find

#: That nothing goes by a name.
_UNKNOWN = ("unknown-name", "unknown-name-at-all")


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
    return network if asked.region is None else _narrowed(network, asked.region)


def _narrowed(network: Network, region: str) -> Network:
    """Return ``network`` within a region: one that is in it, or else one of the usual divisions of the country.

    A usual region that is called ``region`` in full goes before one of the lists with some words more in its name.
    """
    area, unknown = "", None
    try:
        area = find(network, region, kinds=frozenset({"region", "municipality"}))
    except UsageProblem as problem:
        if problem.code not in _UNKNOWN:
            raise
        unknown = problem
    if unknown or not goes_by(network.nodes[area], region):
        if usual := usual_region(network, region):
            area, with_region = usual
            network = take(network, with_region)
        elif unknown:
            raise unknown
    return take(network, within(area))
