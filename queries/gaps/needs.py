"""Needs: what should be provided for everywhere, as a rule of the needs file says it."""

from __future__ import annotations

from typing import Annotated

import msgspec

from graph.model import Node
from graph.names import normalise
from graph.vocabulary import vocabulary

#: What a need can be about: the types of topic, and two that are about no topic.
NEED_TYPES = ("law", "target_group", "theme", "adviser", "platform")

DEFAULT_STALE_MONTHS = 18


class Need(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A rule of the needs file: what should be provided for everywhere.

    ``type``: one of ``NEED_TYPES``. ``kinds``: the kinds of organisation that count (none for an adviser). ``topics``:
    the names under which lists know it (none for an adviser or a platform). ``forms``: the forms of participation by which
    a municipality may provide for it as well. ``severity`` of having no provider. ``region_types``: the types of region
    that alone it is about (codes, or as lists write them). ``when_mentioned``: asked only when a list mentions a topic of it.
    ``stale_months``: after how many months a confirmation is too old. ``text`` is its name in each language.
    """

    id: str
    type: str
    severity: str
    source: str
    text: dict[str, str]
    kinds: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    region_types: tuple[str, ...] = ()
    when_mentioned: bool = False
    stale_months: Annotated[int, msgspec.Meta(ge=1)] = DEFAULT_STALE_MONTHS

    def asked_of(self, unit: Node) -> bool:
        """Tell whether it is about ``unit``: any, unless it is about regions of some types alone."""
        if not self.region_types:
            return True
        written = str(unit.properties.get("type", "")) if unit.kind == "region" else ""
        return bool(written) and _region_type(written) in set(map(_region_type, self.region_types))


def form_key(written: str) -> str:
    """Return the key of a form of participation, however it is called or written."""
    return vocabulary().values["participation_form"].find(written) or normalise(written)


def _region_type(written: str) -> str:
    return vocabulary().values["region_type"].find(written) or normalise(written)
