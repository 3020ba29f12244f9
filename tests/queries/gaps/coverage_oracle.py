"""The definition of coverage (design, section 5), written out slowly and plainly, to hold the program against.

Nothing here uses the program's own views or queries: only the statements and the dates.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from graph.model import Relation
from graph.network import Network


class Wanted(NamedTuple):
    """A need in the words of the definition. ``fresh``: the first day of confirmation that is not too long ago."""

    id: str
    type: str
    kinds: set[str]
    names: set[str]
    fresh: date
    forms: frozenset[str] = frozenset()


class Truth(NamedTuple):
    """What the definition says of one cell."""

    level: str
    providers: set[str]
    also: set[str]
    persons: set[str]


class Oracle:
    """The active statements of a network on one day."""

    def __init__(self, network: Network, day: date) -> None:
        def active(item: Any) -> bool:
            return (item.since is None or item.since <= day) and (item.until is None or day < item.until)

        self.nodes = {id_: node for id_, node in network.nodes.items() if active(node)}
        self.relations: dict[str, list[Relation]] = defaultdict(list)
        for r in network.relations:
            if active(r) and r.origin in self.nodes and r.target in self.nodes:
                self.relations[r.relation].append(r)

    def truth(self, unit: str, need: Wanted) -> Truth:
        """Return what the definition says of ``need`` in ``unit``."""
        truth = self._by_providers(unit, need)
        forms = need.forms & set(self.nodes[unit].properties.get("participation_forms", ()))
        return truth._replace(level="other-form") if forms and truth.level != "covered" else truth

    def _by_providers(self, unit: str, need: Wanted) -> Truth:
        direct = {p for p in self.nodes if self._provides(p, need, {unit})}
        indirect = {p for p in self.nodes if self._provides(p, need, self.around(unit))}
        if not direct:
            nobody = "no" if any(self.has_topic(o) for o in self.nodes if self._works_in(o, {unit})) else "unknown"
            return Truth("indirect" if indirect else nobody, indirect, set(), set())
        persons = direct if need.type == "adviser" else {p for o in direct for p in self._persons(o, need)}
        stale = all(self._too_old(provider, need, unit) for provider in direct)
        thin = len(direct) == 1 or len(persons) == 1
        if stale:
            return Truth("stale", direct, {"thin"} if thin else set(), persons)
        return Truth("thin" if thin else "covered", direct, set(), persons)

    def around(self, area: str) -> set[str]:
        """Return the regions that ``area`` is part of: add the regions of what is found until nothing is added."""
        found: set[str] = set()
        while True:
            more = {r.target for r in self._of("part_of") if r.origin in {area, *found}}
            if more <= found:
                return found - {area}
            found |= more

    def has_topic(self, organisation: str) -> bool:
        """Tell whether an organisation has any topic at all: covers one, has laws, or somebody there speaks for one."""
        own = [r for r in self._of("covers", "advises") if r.origin == organisation]
        told = any(r.relation == "covers" or r.properties.get("laws") for r in own)
        return told or any(r.properties.get("speaks_for") for r in self._of("seat") if r.target == organisation)

    def _of(self, *names: str) -> list[Relation]:
        return [r for name in names for r in self.relations[name]]

    def _works_in(self, organisation: str, areas: Iterable[str]) -> bool:
        return any(r.origin == organisation and r.target in areas for r in self._of("advises", "active_in"))

    def _provides(self, provider: str, need: Wanted, areas: set[str]) -> bool:
        if need.type == "adviser":
            return any(self._supports(r, areas) for r in self._of("supports") if r.origin == provider)
        if self.nodes[provider].kind not in need.kinds or not self._works_in(provider, areas):
            return False
        return need.type == "platform" or self._covers(provider, need) or bool(self._speakers(provider, need))

    def _covers(self, provider: str, need: Wanted) -> bool:
        covers = {self.nodes[r.target].name for r in self._of("covers") if r.origin == provider}
        laws = {law for r in self._of("advises") if r.origin == provider for law in r.properties.get("laws", ())}
        return bool(need.names & (covers | laws))

    def _speakers(self, provider: str, need: Wanted) -> set[str]:
        seats = [r for r in self._of("seat") if r.target == provider]
        return {r.origin for r in seats if need.names & set(r.properties.get("speaks_for", ()))}

    def _persons(self, provider: str, need: Wanted) -> set[str]:
        by_seats_alone = need.type != "platform" and not self._covers(provider, need)
        return self._speakers(provider, need) if by_seats_alone else self._people(provider)

    def _supports(self, relation: Relation, areas: set[str]) -> bool:
        return relation.target in areas or self._works_in(relation.target, areas)

    def _people(self, organisation: str) -> set[str]:
        ties = self._of("seat", "represents", "supports", "convenes", "employer")
        return {r.origin for r in ties if r.target == organisation and r.origin.startswith("person:")}

    def _too_old(self, provider: str, need: Wanted, unit: str) -> bool:
        if need.type == "adviser":
            days = [
                r.last_confirmed
                for r in self._of("supports")
                if r.origin == provider and self._supports(r, {unit}) and r.last_confirmed is not None
            ]
            return bool(days) and max(days) < need.fresh
        confirmed = self.nodes[provider].last_confirmed
        return confirmed is not None and confirmed < need.fresh
