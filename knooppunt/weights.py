"""Weights: how much each indicator counts in the one figure for health. A file that a hub edits, read as the other rules."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from knooppunt.rules_file import Fault, Rules, Sound, find_rules, read_rules, too_small
from queries.health.question import INDICATORS


class Weight(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The weight of the indicator ``id``."""

    id: str
    weight: int


def read_weights(network_file: Path, chosen: Path | None = None) -> Rules[Weight]:
    """Read the weights file. Raises InputRefused when it cannot be read at all."""
    return read_rules(find_rules("weights", network_file, chosen), "health", Weight, {"id": INDICATORS}, _faults)


def _faults(weight: Sound) -> Iterator[Fault]:
    return too_small(weight, "weight", 0)
