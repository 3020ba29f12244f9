"""How healthy a network is, and each municipality or region of it, with the weights of the hub."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from graph.network import Network
from queries.gaps.coverage import coverage
from queries.gaps.needs import Need
from queries.health.question import Health, health, health_by_area
from queries.measures.ratio import Ratio
from queries.measures.structure import Structure, structure


class Condition(msgspec.Struct, frozen=True):
    """How healthy a network is, and what was asked for besides: its ``structure``, and every area of one kind (``per``)."""

    health: Health
    weights: Mapping[str, int]
    structure: Structure | None = None
    per: str = ""
    areas: Mapping[str, Mapping[str, Ratio]] = {}


def condition(
    network: Network,
    day: date,
    needs: Sequence[Need],
    weights: Mapping[str, int],
    *,
    per: str = "",
    measures: bool = False,
) -> Condition:
    """Return how healthy ``network`` is (as it is on ``day``); ``per`` and ``measures`` as in ``Condition``."""
    matrix = coverage(network, day, needs)
    return Condition(
        health(network, day, matrix=matrix),
        weights,
        structure(network) if measures else None,
        per,
        health_by_area(network, day, per, matrix=matrix) if per else {},
    )
