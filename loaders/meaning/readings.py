"""How names of places were read that are no municipality of today, or stand in no list."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec


class Ended(msgspec.Struct, frozen=True):
    """A municipality that ended: the first day without it, and the id of the one that has all of its land now, if any."""

    until: date
    successor: str


class Reading(msgspec.Struct, frozen=True):
    """That a name was read as something that is called otherwise: a message code, and what the message needs."""

    code: str
    params: dict[str, Any]
