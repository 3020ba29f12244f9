"""Needs: what should be covered everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from graph.errors import UsageProblem
from graph.vocabulary import vocabulary
from knooppunt.rules.reader import Reading, find_rules
from queries.finding import SEVERITIES
from queries.gaps.needs import NEED_TYPES, Need


def read_needs(network_file: Path, chosen: Path | None = None) -> Reading[list[Need]]:
    """Read the needs file. Raises InputRefused when it cannot be read at all."""
    choices = {"type": NEED_TYPES, "severity": SEVERITIES, "kinds": vocabulary().expand(("organisation",))}
    reading = Reading(find_rules("needs", network_file, chosen), "gaps", list[Need], choices)
    for number, need in enumerate(reading.sound):
        wanted = {"adviser": (), "platform": ("kinds",)}.get(need.get("type"), ("kinds", "topics"))
        for name in ("kinds", "topics") if need.get("type") else ():
            if name in wanted and need.get(name, ()) == ():
                reading.tell((number, name), "missing")
            elif name not in wanted and need.get(name):
                reading.tell((number, name), "not-with-type", type=need["type"])
    return reading


def chosen(needs: list[Need], ids: Sequence[str]) -> list[Need]:
    """Return the needs with these ids, in the order of the file, each asked in any case; all of them when none is asked for.

    Raises UsageProblem when there is no such need.
    """
    known = [need.id for need in needs]
    for id_ in ids:
        if id_ not in known:
            raise UsageProblem.unknown("unknown-need", id_, known, id=id_)
    # Who asks for one by its name wants to hear it, mentioned or not.
    asked = [msgspec.structs.replace(need, when_mentioned=False) for need in needs if need.id in ids]
    return asked if ids else needs
