"""Expectations: which organisations ought to be in contact."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

from graph.vocabulary import ValueList, vocabulary
from graph.yaml_file import Place
from knooppunt.rules.reader import Reading, find_rules
from queries.finding import SEVERITIES
from queries.missing.expected import AREA_KINDS, SCOPES, Expectation


def read_expectations(network_file: Path, chosen: Path | None = None) -> Reading[list[Expectation]]:
    """Read the expectations file. Raises InputRefused when it cannot be read at all."""
    kinds, levels = vocabulary().expand(("organisation",)), vocabulary().values["level"].values
    choices: dict[str, Collection[str]] = {"severity": SEVERITIES, "scope": SCOPES}
    for side in ("a", "b"):
        choices |= {f"{side}.kinds": kinds, f"{side}.levels": levels, f"{side}.works_in": AREA_KINDS}
    reading = Reading(find_rules("expectations", network_file, chosen), "missing", list[Expectation], choices)
    for number, rule in enumerate(reading.sound):
        for side in ("a", "b"):
            _check_selector(reading, rule.get(side, {}), (number, side))
        if rule.get("region_types") and rule.get("scope") == "same_municipality":
            reading.tell((number, "region_types"), "not-with-scope", scope=rule["scope"])
    return reading


def _check_selector(reading: Reading[list[Expectation]], selector: dict[str, Any], place: Place) -> None:
    if selector.get("kinds") == ():
        reading.tell((*place, "kinds"), "missing")
    types = _types(selector.get("kinds") or ())
    if types is not None:
        wrong = (type_ for type_ in selector.get("types") or () if types.find(type_) is None)
        reading.refuse((*place, "types"), wrong, types.values, types.spellings)


def _types(kinds: Collection[str]) -> ValueList | None:
    """Return the list that the types of these kinds of organisations come from; None when any word may be a type."""
    sheets = [sheet for sheet in vocabulary().sheets.values() if sheet.kind in kinds and "type" in sheet.columns]
    lists = [vocabulary().value_list(sheet.columns["type"]) for sheet in sheets]
    known = [one for one in lists if one is not None and not one.open]
    return known[0] if len(known) == len(lists) == 1 else None
