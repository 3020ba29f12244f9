"""Coverage: which needs are provided for in which municipality or region, and by whom (design, section 5).

A provider of a need for a unit is an active organisation of a kind that the need allows, that covers one of the need's
topics (or lists it among its laws, or has a seat that speaks for it), and that advises the unit or is active in it (direct),
or does so in a region that the unit lies in, directly or through another region (indirect). So a council that advises an
institution provides for no area, and an organisation in one municipality of a region not for the region. A platform needs no
topic. An adviser is a person who supports the unit, or an organisation that advises it or is active in it (the municipality
itself is one).

A cell has one level. Without direct providers that is ``no`` or ``indirect``, or ``unknown``: nobody provides, and of whoever
works in the unit itself the lists tell no topic at all, so nothing can be said. With them, ``stale`` goes before ``thin``:
whether there is cover at all comes before how well it is spread. The finding tells in ``also`` what else holds. Where the
unit has one of the forms of participation that a need names, its level is ``other-form``, unless it is covered: no law
prescribes a council. A need about regions of some types (``region_types``) is asked there alone: elsewhere its level is
``not-asked``, and it is left out where no unit is of these types, so also where the units are municipalities. A need that
is only asked ``when_mentioned`` is left out where no list mentions any of its topics.

An organisation that nobody ever confirmed is not stale: that is for the completeness of the data to say. The persons of a
provider are those tied to it in the carrying graph by a seat, support, convening or employment, or on behalf of it
elsewhere; of one that provides because somebody in it speaks for the topic they are those who do. When no person is known,
nothing can be said about how many there are, so that does not make cover thin.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, cached_property, lru_cache
from typing import Any

import msgspec

from graph.days import months_before
from graph.model import Node, Relation
from graph.names import normalise
from graph.network import Network
from graph.views import stands_in
from graph.vocabulary import vocabulary
from queries.carrying.ties import own_ties
from queries.finding import Finding, lighter, worst_first
from queries.gaps.evidence import of_providers
from queries.gaps.needs import Need, form_key
from queries.kinds import Kind, rated
from queries.places.areas import own_areas

#: What a cell can be, from worst to best; the last of them is no level: the need is not asked there.
LEVELS = ("no", "unknown", "indirect", "stale", "thin", "other-form", "covered", "not-asked")
#: The levels of a cell of which nothing can be said: it counts neither way.
SILENT_LEVELS = frozenset({"unknown", "not-asked"})
UNITS = ("municipality", "region")

#: How many severities lighter a finding is than its rule says, which is about having nobody at all.
#: These levels make a finding, of the kind ``<level>-coverage``.
_LIGHTER = {"no": 0, "indirect": 1, "stale": 1, "thin": 2}
#: What a view says of an organisation, in the place of those who speak for a topic there.
_SPOKEN = "spoken_for"
#: How many organisations nearby are proposed for what is not covered.
_NEARBY = 3
#: Units of which the areas around are remembered.
_KEPT = 16


class Coverage(msgspec.Struct, frozen=True):
    """The answer: ``levels[i][j]`` is how need j is covered in unit i (node id), and the findings from worst to least.

    ``left_out`` are the needs (ids) that cannot be judged in this network: advisers, where persons may not be seen.
    ``unmentioned`` are those whose topics no list mentions, here or elsewhere: not filled in, whatever the level says.
    ``not_asked`` are those that are asked only when a list mentions them, and none does; ``other_regions`` those about
    regions of other types than the units are.
    """

    units: tuple[str, ...]
    needs: tuple[Need, ...]
    levels: list[list[str]]
    findings: list[Finding]
    left_out: tuple[str, ...] = ()
    unmentioned: tuple[str, ...] = ()
    not_asked: tuple[str, ...] = ()
    other_regions: tuple[str, ...] = ()


class Cell(msgspec.Struct, frozen=True):
    """One need in one unit: its level, the other levels that hold as well, the providers (ids) and their persons."""

    level: str
    also: tuple[str, ...] = ()
    direct: tuple[str, ...] = ()
    indirect: tuple[str, ...] = ()
    persons: frozenset[str] = frozenset()
    confirmed: date | None = None


#: Providers by node id, each with the day on which it was last confirmed (None: never, or not known).
Providers = Mapping[str, date | None]


def coverage(network: Network, day: date, needs: Iterable[Need], *, unit: str = "municipality") -> Coverage:
    """Return how every need is covered in every unit (``UNITS``) of ``network`` (as it is on ``day``: take ``on`` first).

    In a network that was narrowed to a region these are the units in that region. Where no person may be seen (the
    public), advisers are left out, and cover is thin only when there is one provider.
    """
    needs, units = list(needs), units_of(network, unit)
    visible = [need for need in needs if need.type != "adviser" or not network.hides_persons]
    question = _Question(network, day, visible)
    elsewhere = (
        [need for need in visible if not any(need.asked_of(network.nodes[area]) for area in units)] if units else []
    )
    silent = [
        need for need in visible if need.when_mentioned and need.id in question.unmentioned and need not in elsewhere
    ]
    judged = [need for need in visible if need not in elsewhere and need not in silent]
    cells = [[question.cell(area, need) for need in judged] for area in units]
    findings = [
        question.finding(area, need, cell)
        for area, row in zip(units, cells, strict=True)
        for need, cell in zip(judged, row, strict=True)
        if cell.level in _LIGHTER
    ]
    order = {kind.code: place for place, kind in enumerate(KINDS)}
    return Coverage(
        units=tuple(units),
        needs=tuple(judged),
        levels=[[cell.level for cell in row] for row in cells],
        findings=worst_first(rated(KINDS, sorted(findings, key=lambda finding: order[finding.kind]), network)),
        left_out=tuple(need.id for need in needs if need not in visible),
        unmentioned=tuple(need.id for need in judged if need.id in question.unmentioned),
        not_asked=tuple(need.id for need in silent),
        other_regions=tuple(need.id for need in elsewhere),
    )


def units_of(network: Network, kind: str) -> list[str]:
    """Return the municipalities or regions that ``network`` is about, by name: those in the region it was narrowed to."""
    region = network.scope.region
    inside = network.nodes.keys() if region is None else network.area_tree.inside(region)
    units = [node for node in network.nodes.values() if node.kind == kind and node.id in inside]
    return [node.id for node in sorted(units, key=lambda node: (node.name.casefold(), network.order[node.id]))]


def _speaks_for_any(seat: Relation) -> bool:
    """Tell whether a seat speaks for any topic: who sits there as herself does not."""
    return not all(map(vocabulary().is_own_behalf, seat.properties.get("speaks_for", ())))


def areas_told_of(network: Network) -> set[str]:
    """Return the municipalities and regions where an organisation that advises it or is active in it has any topic."""
    telling = {relation.origin for relation in network.relations_by_type.get("covers", ())}
    telling |= {r.origin for r in network.relations_by_type.get("advises", ()) if r.properties.get("laws")}
    telling |= {seat.target for seat in network.relations_by_type.get("seat", ()) if _speaks_for_any(seat)}
    telling |= {id_ for id_ in network.organisations if network.nodes[id_].properties.get(_SPOKEN)}
    works_in = own_areas(network)
    return {area for organisation in telling for area in works_in.get(organisation, ())}


class _Question:
    """The providers of every need by area, found once for all cells."""

    def __init__(self, network: Network, day: date, needs: Sequence[Need]) -> None:
        self._network = network
        self._day = day
        named = {node.id: _names(node) for node in network.nodes.values() if node.kind == "topic"}
        self._topics = {need.id: _topics(named, need) for need in needs}
        self._at: dict[tuple[str, str], dict[str, date | None]] = defaultdict(dict)
        self._areas = network.area_tree
        # Asked for every need in a unit, and unit after unit: of a chain of regions nobody keeps all.
        self._around = lru_cache(_KEPT)(lambda unit: self._areas.around([unit]) - {unit})
        self._regions = lru_cache(_KEPT)(self._areas.regions_around)
        self._providers_within = cache(self._providers_in_parts)
        self._told_of = areas_told_of(network)
        self._forms = {need.id: set(map(form_key, need.forms)) for need in needs}
        works_in = own_areas(network)
        covering, speaking = _organisations_by_topic(network, named), _speakers_by_topic(network)
        #: By need, who speak for it in the organisations that provide it by that alone.
        self._speakers: dict[str, dict[str, set[str]]] = defaultdict(dict)
        elsewhere = set(map(normalise, network.elsewhere))
        self.unmentioned: set[str] = set()
        for need in needs:
            if need.type == "adviser":
                found = _advisers(network, works_in)
            elif need.type == "platform":
                found = _organisations(network, need, works_in, works_in)
            else:
                names = set(map(normalise, need.topics))
                about = set().union(*(covering.get(name, set()) for name in names))
                for organisation, persons in (item for name in names for item in speaking.get(name, {}).items()):
                    if organisation not in about:
                        self._speakers[need.id].setdefault(organisation, set()).update(persons)
                found = _organisations(network, need, works_in, about | self._speakers[need.id].keys())
                if not (about or self._speakers[need.id] or self._topics[need.id] or elsewhere & names):
                    self.unmentioned.add(need.id)
            for area, provider, confirmed in found:
                known = self._at[area, need.id].get(provider)
                self._at[area, need.id][provider] = max(filter(None, (known, confirmed)), default=None)
        self._provided: dict[str, set[str]] = defaultdict(set)
        for area, need_id in self._at:
            self._provided[need_id].add(area)
        self._provided_inside = {need: self._areas.around(areas) for need, areas in self._provided.items()}

    def cell(self, unit: str, need: Need) -> Cell:
        """Return how ``need`` is covered in ``unit``."""
        if not need.asked_of(self._network.nodes[unit]):
            return Cell("not-asked")
        cell, wanted = self._provided_for(unit, need), self._forms[need.id]
        if cell.level == "covered" or not wanted:
            return cell
        forms = self._network.nodes[unit].properties.get("participation_forms", ())
        return cell if wanted.isdisjoint(map(form_key, forms)) else msgspec.structs.replace(cell, level="other-form")

    def _provided_for(self, unit: str, need: Need) -> Cell:
        """Return how organisations and advisers cover ``need`` in ``unit``."""
        direct = self._providers(unit, need)
        if not direct:
            regions = self._around(unit) & self._provided[need.id]
            wider = {p for region in regions for p in self._providers(region, need)}
            nobody = "no" if unit in self._told_of else "unknown"
            return Cell("indirect" if wider else nobody, indirect=tuple(self._network.ordered(wider)))
        persons = frozenset(person for provider in direct for person in self._persons_of(provider, need))
        oldest = months_before(self._day, need.stale_months)
        holds = {
            "stale": all(confirmed is not None and confirmed < oldest for confirmed in direct.values()),
            "thin": len(direct) == 1 or (len(persons) == 1 and self._shows_all(direct)),
        }
        level, *also = [name for name in LEVELS if holds.get(name)] or ["covered"]
        confirmed = max(filter(None, direct.values()), default=None)
        return Cell(level, tuple(also), tuple(self._network.ordered(direct)), (), persons, confirmed)

    def finding(self, unit: str, need: Need, cell: Cell) -> Finding:
        """Return the finding that a cell which is not covered makes."""
        providers = cell.direct or cell.indirect
        person = next(iter(cell.persons)) if len(cell.persons) == 1 and self._shows_all(cell.direct) else None
        advisers = providers if need.type == "adviser" else ()
        return Finding(
            kind=f"{cell.level}-coverage",
            subjects=(unit, need.id),
            severity=lighter(need.severity, _LIGHTER[cell.level]),
            person=person,
            organisations=() if advisers else providers,
            unit=unit,
            need=need.id,
            details=self._details(unit, need, cell, advisers),
        )

    def _details(self, unit: str, need: Need, cell: Cell, advisers: tuple[str, ...]) -> dict[str, Any]:
        """Return what only findings on coverage tell; nothing that does not apply."""
        details: dict[str, Any] = {
            "need_type": need.type,
            "need_text": need.text,
            "need_source": need.source,
            "topics": self._topics[need.id],
            "advisers": list(advisers),
            "also": list(cell.also),
            "nearby": [] if cell.direct else self._nearby(unit, need, cell),
            "last_confirmed": cell.confirmed,
            "persons": len(cell.persons),
            "unmentioned": need.id in self.unmentioned,
            "one_person": len(cell.direct) > 1 and len(cell.persons) == 1,
        }
        return {name: value for name, value in details.items() if value}

    def _nearby(self, unit: str, need: Need, cell: Cell) -> list[str]:
        """Return who provides close by: in a part of the unit, else in the smallest region around it where anybody does."""
        somewhere = self._provided_inside.get(need.id, set())
        for area in (unit, *self._regions(unit)):
            providers = self._providers_within(area, need.id) if area in somewhere else ()
            if found := [provider for provider in providers if provider not in cell.indirect]:
                return found[:_NEARBY]
        return []

    def _providers(self, area: str, need: Need) -> Providers:
        return self._at.get((area, need.id), {})

    def _providers_in_parts(self, area: str, need: str) -> list[str]:
        """Return the providers at ``area`` and at what lies in it."""
        areas = self._areas.inside(area) & self._provided[need]
        found = {provider for inside in areas for provider in self._at[inside, need]}
        return self._network.ordered(found)

    def _persons_of(self, provider: str, need: Need) -> set[str]:
        if provider.startswith("person:"):
            return {provider}
        speakers = self._speakers[need.id].get(provider)
        return self._persons.get(provider, set()) if speakers is None else speakers

    def _shows_all(self, providers: Iterable[str]) -> bool:
        """Tell whether this audience sees everybody who is tied to ``providers``: else nobody is the only one."""
        return self._with_hidden.isdisjoint(providers)

    @cached_property
    def _with_hidden(self) -> set[str]:
        """Return the organisations that somebody may be tied to whom this audience does not see there."""
        made = [r for r in self._network.relations_by_type.get("contact", ()) if stands_in(r)]
        spoken = {id_ for id_ in self._network.organisations if _SPOKEN in self._network.nodes[id_].properties}
        return {end for relation in made for end in (relation.origin, relation.target)} | spoken

    @cached_property
    def _persons(self) -> dict[str, set[str]]:
        """Return the persons that are tied to every organisation."""
        return {id_: {relation.origin for relation in ties} for id_, ties in own_ties(self._network).items()}


def _topics(named: Mapping[str, set[str]], need: Need) -> list[str]:
    """Return the topics (node ids) that ``need`` is about: those called as the need says, or as one of its synonyms."""
    names = {normalise(topic) for topic in need.topics}
    return sorted(topic for topic, called in named.items() if not names.isdisjoint(called))


def _names(topic: Node) -> set[str]:
    """Return what a topic is called: its name and its key, normalised."""
    return {normalise(topic.name), normalise(topic.id.partition(":")[2])}


def _organisations_by_topic(network: Network, named: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """Return the organisations that cover a topic, or list it among their laws, by what it is called (normalised)."""
    found: dict[str, set[str]] = defaultdict(set)
    for relation in network.relations_by_type.get("covers", ()):
        for name in named.get(relation.target, ()):
            found[name].add(relation.origin)
    name_of = cache(normalise)
    for relation in network.relations_by_type.get("advises", ()):
        for law in relation.properties.get("laws", ()):
            found[name_of(law)].add(relation.origin)
    return found


def _speakers_by_topic(network: Network) -> dict[str, dict[str, set[str]]]:
    """Return, by what a topic is called (normalised) and by organisation, who have a seat there that speaks for it.

    Where that may not be told of anybody, the organisation shows that somebody does.
    """
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    name_of = cache(normalise)
    for seat in network.relations_by_type.get("seat", ()):
        for topic in seat.properties.get("speaks_for", ()):
            found[name_of(topic)][seat.target].add(seat.origin)
    for id_ in network.organisations:
        for topic in network.nodes[id_].properties.get(_SPOKEN, ()):
            found[name_of(topic)][id_] |= set()
    return found


def _organisations(
    network: Network, need: Need, works_in: Mapping[str, Collection[str]], about: Iterable[str]
) -> Iterator[tuple[str, str, date | None]]:
    """Yield (area, organisation, last confirmed) for those of ``about`` of the kinds that ``need`` allows."""
    for node in map(network.nodes.__getitem__, about):
        if node.kind in need.kinds:
            yield from ((area, node.id, node.last_confirmed) for area in works_in.get(node.id, ()))


def _advisers(network: Network, works_in: Mapping[str, Collection[str]]) -> Iterator[tuple[str, str, date | None]]:
    """Yield (area, adviser, last confirmed) for every area that an adviser supports, or of which an organisation."""
    for relation in network.relations_by_type.get("supports", ()):
        for area in {relation.target, *works_in.get(relation.target, ())}:
            yield area, relation.origin, relation.last_confirmed


def _variants(finding: Finding) -> Sequence[str]:
    """Return which wording fits: not filled in, one person behind several, else by the need and who is nearby."""
    details = finding.details
    need_type = details["need_type"]
    if details.get("unmentioned"):
        return ["unmentioned"]
    by_need = [f"{need_type}-nearby", need_type, "nearby"] if details.get("nearby") else [need_type]
    return ["one-person", *by_need] if details.get("one_person") else by_need


KINDS = tuple(
    Kind(f"{level}-coverage", "gaps", of_providers, variants=_variants, nodes=("advisers", "nearby"))
    for level in _LIGHTER
)
