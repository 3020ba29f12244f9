"""Fragile: what hangs on one person (design, section 5), exact, for every person at once."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import msgspec
import numpy as np

from graph.network import Network
from queries.carrying.counted import counted
from queries.carrying.separation import pairs
from queries.carrying.ties import conveners, participants
from queries.finding import Finding, endangering, lighter, pair, severity_of
from queries.fragile import cut_off, evidence
from queries.fragile.terms import end_within, last_day, passed
from queries.kinds import Kind
from queries.places.regions import RegionShares


class Question:
    """What all these kinds are found from, computed once: H, what of it counts, and the shares.

    Terms count that end from ``day`` through ``last``.
    """

    def __init__(self, network: Network, day: date, last: date) -> None:
        self.network = network
        self.counted = counted(network)
        self.graph, self.separated, self.connections = (
            self.counted.graph,
            self.counted.separated,
            self.counted.connections,
        )
        self.shares = RegionShares(network)
        self.day, self._last = day, last

    def cut_persons(self) -> Iterator[Finding]:
        """Persons without whom organisations that are joined now fall apart."""
        for person in self.separated.branches:
            if parts := self.separated.parts(person):
                region, share = self._cut_share(person)
                organisations, lost = self.graph.neighbours_of(person), self.separated.pairs_lost(person)
                about = {"region": region, "pairs_lost": lost, "parts": tuple(parts)}
                yield self._finding("cut-person", (person,), person, share, organisations, **about)

    def single_person_connections(self) -> Iterator[Finding]:
        """Connections with exactly one carrier."""
        ids, cut = self.graph.ids, self.separated.branches
        for a, b, person in zip(*map(np.ndarray.tolist, self.connections.of_one_carrier), strict=True):
            region, share = None, 0.0
            # Few persons cut anything, and there are many connections: ask no more of the others.
            if only_route := person in cut and self.separated.separates(person, a, b):
                region, share = self.shares.gravest((a, b), 1)
            yield Finding(
                kind="single-person-connection",
                subjects=pair(ids[a], ids[b]),
                severity=severity_of(share) if share else "low",
                person=ids[person],
                organisations=(ids[a], ids[b]),
                only_route=only_route,
                share=share,
                region=region,
            )

    def unattributed_connections(self) -> Iterator[Finding]:
        """Connections for which no carrier was ever named."""
        connections, ids = self.connections, self.graph.ids
        nobody = ~connections.named
        for a, b in zip(connections.a[nobody].tolist(), connections.b[nobody].tolist(), strict=True):
            organisations = (ids[a], ids[b])
            yield Finding(kind="unattributed-connection", subjects=pair(*organisations), organisations=organisations)

    def single_contacts(self) -> Iterator[Finding]:
        """Organisations whose only neighbour in H is one person."""
        degrees = self.graph.degrees[: self.graph.organisations]
        for organisation in np.flatnonzero((degrees == 1) & self.counted.flags).tolist():
            (person,) = self.graph.neighbours_of(organisation)
            if self.graph.is_person(person):
                reachable = functools.partial(self.shares.reachable, organisation)
                region, share = self.shares.gravest(self.graph.neighbours_of(person), reachable)
                yield self._finding("single-contact-organisation", (organisation,), person, share, region=region)

    def ending_terms(self) -> Iterator[Finding]:
        """Seats that end soon, or whose term ended while the seat goes on, held by a cut person or a sole carrier.

        Of several seats in one organisation the first end that is not past, else the last one that is.
        """
        ends: dict[tuple[int, int], tuple[date, date]] = {}
        before: dict[tuple[int, int], tuple[date, date]] = {}
        connections, counts = self.connections, self.network.counted
        alone = connections.of_one_carrier[2].tolist()
        concerned = {self.graph.ids[person] for person in (*self.separated.branches, *alone)}
        for relation in self.network.entire.relations_by_type.get("seat", ()):
            if relation.origin not in concerned or relation.target not in counts:
                continue
            seat = (self.graph.numbers[relation.origin], self.graph.numbers[relation.target])
            if (end := end_within(relation, self.day, self._last)) is not None:
                told = (end, last_day(relation, end))
                ends[seat] = min(told, ends.get(seat, told))
            elif (end := passed(relation, self.day)) is not None:
                before[seat] = max((end, end), before.get(seat, (end, end)))
        for (person, organisation), (end, last) in {**before, **ends}.items():
            carried = connections.alone_of(person)
            cut_person = bool(self.separated.parts(person))
            if cut_person:
                region, share = self._cut_share(person)
            elif carried:
                parted = sum(self.separated.separates(person, a, b) for a, b in carried)
                region, share = self.shares.gravest({end for pair in carried for end in pair}, parted)
            else:
                continue
            details = {"date": end, "last_day": last, "connections": len(carried), "cut_person": cut_person}
            details["passed"] = end < self.day
            subjects, about = (person, organisation), {"region": region, "details": details}
            yield self._finding("term-ending", subjects, person, share, (organisation,), **about)

    def convener_dependents(self) -> Iterator[Finding]:
        """Platforms that one person alone calls together; one level graver when she is an adviser.

        What is at stake are the pairs that meet there: the platform and the organisations that take part.
        """
        network, numbers, counts = self.network.entire, self.graph.numbers, self.network.counted
        taking_part = participants(network)
        for platform, called_by in conveners(network).items():
            person = numbers.get(next(iter(called_by)))
            if platform not in counts or len(called_by) > 1 or person is None or not self.graph.is_person(person):
                continue
            at_stake = [numbers[id_] for id_ in (platform, *sorted(taking_part[platform] & counts))]
            region, share = self.shares.gravest(at_stake, pairs(len(at_stake)))
            adviser = network.is_adviser(self.graph.ids[person])
            details = {"adviser": adviser, "participants": len(at_stake) - 1}
            finding = self._finding("convener-dependent", at_stake[:1], person, share, region=region, details=details)
            yield msgspec.structs.replace(finding, severity=lighter(finding.severity, -adviser))

    def _cut_share(self, person: int) -> tuple[str | None, float]:
        """Return the region of a person and the share of its joined pairs that is lost without her."""
        lost = functools.partial(self.shares.pairs_lost, person)
        return self.shares.gravest(self.graph.neighbours_of(person), lost)

    def _finding(
        self, kind: str, subjects: Sequence[int], person: int, share: float, about: Sequence[int] = (), **fields: Any
    ) -> Finding:
        """Make a finding from vertex numbers; the organisations that it is ``about`` are its subjects, if no others."""
        ids = self.graph.ids
        fields |= {"person": ids[person], "organisations": tuple(ids[one] for one in about or subjects)}
        return endangering(kind, tuple(ids[one] for one in subjects), share, **fields)


def _term_variants(finding: Finding) -> list[str]:
    """Return which wordings fit: of a term that is past, of somebody who holds parts together, of both."""
    past, cut = finding.details["passed"], finding.details["cut_person"]
    return [*(["passed-cut-person"] if past and cut else []), *(["passed"] if past else ["cut-person"] if cut else [])]


KINDS = (
    Kind(
        "cut-person",
        "fragile",
        evidence.of_person,
        variants=lambda finding: ["two"] if finding.parts == (1, 1) else [],
        count="loose",
        cut_off=cut_off.of_person,
        find=Question.cut_persons,
    ),
    Kind(
        "convener-dependent",
        "fragile",
        evidence.of_convener,
        variants=lambda finding: ["adviser"] if finding.details["adviser"] else [],
        count="participants",
        find=Question.convener_dependents,
        precedence=5,
    ),
    Kind(
        "term-ending",
        "fragile",
        evidence.of_ending_term,
        variants=_term_variants,
        count="connections",
        cut_off=cut_off.of_person,
        find=Question.ending_terms,
        precedence=4,
    ),
    Kind(
        "single-person-connection",
        "fragile",
        evidence.of_connection,
        variants=lambda finding: ["only-route"] if finding.only_route else [],
        find=Question.single_person_connections,
        precedence=1,
    ),
    Kind("single-contact-organisation", "fragile", evidence.of_contact, find=Question.single_contacts, precedence=3),
    Kind(
        "unattributed-connection",
        "fragile",
        evidence.of_connection,
        find=Question.unattributed_connections,
        precedence=2,
    ),
)
