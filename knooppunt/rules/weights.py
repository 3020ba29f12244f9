"""Weights: how much each indicator counts in the one figure for health."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import msgspec

from knooppunt.rules.reader import Reading, find_rules
from queries.health.question import INDICATORS


class Weight(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The weight of the indicator ``id``."""

    id: str
    weight: Annotated[int, msgspec.Meta(ge=0)]


def read_weights(network_file: Path, chosen: Path | None = None) -> Reading[list[Weight]]:
    """Read the weights file. Raises InputRefused when it cannot be read at all."""
    return Reading(find_rules("weights", network_file, chosen), "health", list[Weight], {"id": INDICATORS})
