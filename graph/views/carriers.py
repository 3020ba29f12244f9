"""What becomes of a relation when those who keep it alive leave (design, section 5: orphaned).

The carriers who left are kept and named: property ``former_carriers`` (node ids). A relation of which all who carried it have
left, and that nobody has confirmed since, is *orphaned*: property ``orphaned`` is the day on which the last of them left. It
keeps nothing together any more, and it does not turn into one that nobody was ever known to keep alive.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import msgspec

from graph.model import FORMER_CARRIERS, ORPHANED, Relation


def carried_by(
    relation: Relation, carriers: tuple[str, ...], left: Mapping[str, date], *, since_then: bool = True
) -> Relation:
    """Return ``relation`` carried by ``carriers`` only; ``left``: those who carried it and have left, by the first day on
    which each is gone. ``since_then``: whether it counts that somebody confirmed it on the day that the last of them left or
    later.
    """
    properties = relation.properties
    if left:
        former = [*properties.get(FORMER_CARRIERS, ()), *left]
        # In an order of their own: whoever left first is told by the day, not by the place.
        properties = {**properties, FORMER_CARRIERS: sorted({*former})}
        last = max(left.values())
        # Whom an audience may not see, may have stayed.
        alive = carriers or "carriers_hidden" in properties or (since_then and _confirmed_since(relation, last))
        if not alive:
            properties[ORPHANED] = last.isoformat()
    return msgspec.structs.replace(relation, carriers=carriers, properties=properties)


def _confirmed_since(relation: Relation, day: date) -> bool:
    """Tell whether somebody heard of a relation on ``day`` or later."""
    heard = relation.properties.get("last_contact") or ""
    return bool(relation.last_confirmed and relation.last_confirmed >= day) or heard >= day.isoformat()
