"""Small regions, and what contacts between their organisations are worth: every person taken out, every choice tried.

Safety and needs are found anew from the statements, by the definitions, with nothing of the program's own graph or tree.
What is expected and what is not covered is asked of the program: other tests hold that against definitions of their own.
"""

from __future__ import annotations

import functools
import itertools
import random
from collections.abc import Iterable, Sequence

import networkx as nx

from graph.network import Network
from graph.views import on, take
from queries.carrying.graph import carrying_graph
from queries.finding import SEVERITIES, Finding
from queries.gaps.coverage import coverage
from queries.gaps.needs import Need
from queries.missing.expected import Expectation, Selector, expected_links
from queries.plan.targets import WEIGHTS
from tests.networks import DAY, network, node, relation
from tests.queries import oracle

RULES = (
    Expectation(
        "client-and-council",
        Selector(("client_organisation",)),
        Selector(("council",)),
        "same_municipality",
        "medium",
        "test",
        {"nl": "", "en": ""},
    ),
    Expectation(
        "council-and-a-platform",
        Selector(("council",)),
        Selector(("platform",)),
        "region_of",
        "high",
        "test",
        {"nl": "", "en": ""},
        one_is_enough=True,
    ),
)
_KINDS = ("council", "client_organisation", "platform")
NEEDS = tuple(
    Need(topic, "theme", severity, "test", {"nl": topic, "en": topic}, kinds=_KINDS, topics=(topic,))
    for topic, severity in (("wonen", "high"), ("inkoop", "medium"))
)

Contact = tuple[str, str]


def small_region(seed: int) -> Network:
    """Return a region of two municipalities and six other organisations that persons tie together more or less as a tree."""
    chance = random.Random(seed)
    councils = ["council:0", "council:1"]
    clients = ["client_organisation:0", "client_organisation:1", "client_organisation:2"]
    places = ["municipality:0", "municipality:1", "region:r"]
    made = [relation("part_of", place, "region:r") for place in places[:2]]
    made += [relation("advises", council, places[i], f"person:a{i}") for i, council in enumerate(councils)]
    made += [relation("active_in", client, chance.choice(places)) for client in clients]
    made.append(relation("active_in", "platform:0", "region:r"))
    organisations = [*councils, *clients, "platform:0"]
    for provider in organisations[1:]:
        if chance.random() < 0.5:
            made.append(relation("covers", provider, f"topic:{chance.choice(NEEDS).id}"))
    for i, organisation in enumerate(organisations):
        made.append(relation("seat", f"person:own{i}", organisation))
        if i and chance.random() < 0.8:
            other = organisations[chance.randrange(i)]
            made += [relation("seat", f"person:p{i}", each) for each in (organisation, other)]
    topics = [node(f"topic:{need.id}", properties={"type": "theme"}) for need in NEEDS]
    return take(network(made, *topics), on(DAY))


def gaps_of(made: Network) -> list[Finding]:
    """Return the findings of the coverage of a small region."""
    return coverage(made, DAY, NEEDS).findings


def missing_of(made: Network) -> list[Finding]:
    """Return the expected links that are not there."""
    return list(expected_links(made, carrying_graph(made), RULES))


def out_of_reach(made: Network, gaps: Iterable[Finding]) -> dict[str, Finding]:
    """Return the needs for which nobody at work in the municipality has a connection with anybody close by, by id."""
    seen = oracle.look(made, DAY)
    connected = {*seen.carriers, *seen.unattributed}
    found = {}
    for gap in gaps:
        near = [*gap.organisations, *gap.details.get("nearby", ())]
        at_work = {r.origin for r in made.relations if r.relation in {"advises", "active_in"} and r.target == gap.unit}
        at_work.add(gap.unit or "")
        known = any(frozenset((own, other)) in connected for own in at_work for other in near)
        if gap.kind in {"no-coverage", "indirect-coverage"} and near and not known:
            found[gap.id] = gap
    return found


def safe_and_joined(persons: Sequence[int], ties: Sequence[int]) -> tuple[int, int]:
    """Return the pairs that stay joined whoever leaves, and those that are joined.

    Organisations are bits. ``persons``: of each person, the organisations that she ties; ``ties``: without any person.
    """
    whole = _pairs_within(_parts([*persons, *ties]))
    safe = whole
    for leaving in range(len(persons)):
        safe &= _pairs_within(_parts([*persons[:leaving], *persons[leaving + 1 :], *ties]))
    return len(safe), len(whole)


def _parts(ties: Iterable[int]) -> frozenset[int]:
    """Return the groups that hang together."""
    parts: list[int] = []
    for tie in ties:
        apart = [part for part in parts if not part & tie]
        for part in parts:
            tie |= part if part & tie else 0
        parts = [*apart, tie]
    return frozenset(parts)


@functools.cache
def _pairs_within(parts: frozenset[int]) -> frozenset[tuple[int, int]]:
    bits = [[i for i in range(part.bit_length()) if part >> i & 1] for part in parts]
    return frozenset(pair for members in bits for pair in itertools.combinations(members, 2))


class Worth:
    """What contacts are worth in a small region, each kept alive by two persons of whom nothing else is known."""

    def __init__(self, made: Network) -> None:
        seen = oracle.look(made, DAY)
        self.organisations = sorted(seen.organisations)
        self._bit = {organisation: 1 << i for i, organisation in enumerate(self.organisations)}
        self._persons = [sum(self._bit[end] for end in seen.graph[person]) for person in sorted(seen.persons)]
        self._ties = [sum(self._bit[end] for end in pair) for pair in seen.unattributed]
        self._links = {frozenset(link.subjects): link for link in missing_of(made)}
        self._needs = out_of_reach(made, gaps_of(made))
        self._at_work = {(r.origin, r.target) for r in made.relations if r.relation in {"advises", "active_in"}} | {
            (organisation, organisation) for organisation in self.organisations
        }
        self._before = safe_and_joined(self._persons, self._ties)
        self.effort = _efforts(made, seen)
        self._known: dict[frozenset[Contact], float] = {}

    def by_effort(self, contacts: Sequence[Contact]) -> float:
        """Return what contacts add by effort, one after the other, each time the one that then adds most."""
        made: list[Contact] = []
        left, total, most = list(contacts), 0.0, 0.0
        while left:
            before = self._of(made)
            adding = {one: (self._of([*made, one]) - before) * self.effort[frozenset(one)] for one in left}
            best = max(left, key=adding.__getitem__)
            total += adding[best]
            most = max(most, total)
            made.append(best)
            left.remove(best)
        return most

    def _of(self, contacts: Sequence[Contact]) -> float:
        key = frozenset(contacts)
        if key not in self._known:
            self._known[key] = self.of(contacts)
        return self._known[key]

    def of(self, contacts: Sequence[Contact]) -> float:
        """Return what these contacts add, in pairs made safe."""
        new = [self._bit[a] | self._bit[b] for a, b in contacts for _ in range(2)]
        safe, joined = safe_and_joined([*self._persons, *new], self._ties)
        before = self._before
        hanging, more = (joined - safe) - (before[1] - before[0]), joined - before[1]
        return (
            WEIGHTS["joined"] * more
            - WEIGHTS["hanging"] * hanging
            + len(self.organisations)
            * (WEIGHTS["expected"] * self._closed(contacts) + WEIGHTS["reached"] * self._reached(contacts))
        )

    def best(self, number: int) -> float:
        """Return the most that so many contacts can add by effort: every choice tried."""
        every = list(itertools.combinations(self.organisations, 2))
        return max(self.by_effort(contacts) for contacts in itertools.combinations(every, number))

    def best_meeting(self, number: int) -> float:
        """Return the most that a meeting of so many organisations can add: every choice tried."""
        guests = itertools.combinations(self.organisations, number)
        return max(self.of(list(itertools.combinations(chosen, 2))) for chosen in guests)

    def _closed(self, contacts: Sequence[Contact]) -> int:
        made = {frozenset(contact) for contact in contacts}
        return sum(_steps(link) for pair, link in self._links.items() if pair in made)

    def _reached(self, contacts: Sequence[Contact]) -> int:
        ends = {(a, b) for pair in contacts for a, b in (pair, pair[::-1])}
        return sum(
            _steps(need)
            for need in self._needs.values()
            if any(
                (own, need.unit) in self._at_work and other in [*need.organisations, *need.details.get("nearby", ())]
                for own, other in ends
            )
        )


def _efforts(made: Network, seen: oracle.Oracle) -> dict[frozenset[str], float]:
    """Return, by pair of organisations, what is left of the worth of a contact: by how near they are, and whether one or two
    people in a row, each with ties of their own, can introduce them.
    """
    ties = nx.Graph((a, b) for a, b in seen.graph.edges if (a in seen.persons) != (b in seen.persons))
    ties.add_nodes_from(seen.organisations)
    at_work: dict[str, set[str]] = {organisation: {organisation} for organisation in seen.organisations}
    for tie in made.relations:
        if tie.relation in {"advises", "active_in"}:
            at_work[tie.origin].add(tie.target)
    found = {}
    for a, b in itertools.combinations(sorted(seen.organisations), 2):
        municipalities = {area for area in at_work[a] & at_work[b] if area.startswith("municipality:")}
        # Whoever works anywhere works in the region or in a municipality of it.
        areas = [{area for area in at_work[end] if area.startswith(("municipality:", "region:"))} for end in (a, b)]
        near = 1.0 if municipalities else 0.9 if all(areas) else 0.6
        introduced = nx.has_path(ties, a, b) and nx.shortest_path_length(ties, a, b) <= 4
        found[frozenset((a, b))] = near * (1.0 if introduced else 0.5)
    return found


def _steps(finding: Finding) -> int:
    return len(SEVERITIES) - SEVERITIES.index(finding.severity)
