"""What persons join, told without them: nameless ties between organisations, in the place of ties that may not be seen."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator

from graph.model import Relation
from graph.network import Network
from graph.vocabulary import vocabulary


class Joined:
    """The organisations that persons join in a network: by ties of their ``own`` (a seat, support), by what they carry, and
    those beside whom they are still ``seen``.
    """

    def __init__(self, network: Network) -> None:
        self._organisations = frozenset(network.organisations)
        self._ordered = network.ordered
        types = vocabulary().relations.items()
        self._by_person = frozenset(code for code, type_ in types if type_.ties in ("person", "both"))
        self._by_organisation = frozenset(code for code, type_ in types if type_.ties in ("organisation", "both"))
        self._own: dict[str, set[str]] = defaultdict(set)
        self._carried: dict[str, set[str]] = defaultdict(set)
        self._seen: dict[str, set[str]] = defaultdict(set)

    def by_own(self, relation: Relation, *, seen: bool) -> None:
        """Add a tie of a person's own; ``seen``: it stays."""
        if relation.relation in self._by_person and relation.target in self._organisations:
            self._own[relation.origin].add(relation.target)
            if seen:
                self._seen[relation.origin].add(relation.target)

    def by_carrying(self, relation: Relation, carrier: str, *, seen: bool) -> None:
        """Add that ``carrier`` keeps a relation alive; ``seen``: she stays its carrier."""
        ends = {relation.origin, relation.target}
        # Who carries the advice to a region, which is no organisation, ties the council to nobody.
        if relation.relation in self._by_organisation and len(ends) == 2 and ends <= self._organisations:
            self._carried[carrier] |= ends
            if seen:
                self._seen[carrier] |= ends

    def stand_ins(self, relations: Iterable[Relation]) -> list[Relation]:
        """Return nameless ties for what joins pairs of organisations and is not seen, next to the ``relations`` that are.

        Where that is no connection (one of the two only has a tie that she carries), the tie is marked ``indirect``.
        """
        connected = set(self._pairs(self._own))
        joined = set(self._pairs({id_: ends | self._own.get(id_, set()) for id_, ends in self._carried.items()}))
        told = (r for r in relations if "carriers_hidden" in r.properties and vocabulary().relations[r.relation].ties)
        joined -= {(a, b) for a, b in (self._ordered((r.origin, r.target)) for r in told)}
        return [
            *map(_nameless_tie, sorted(connected)),
            *(_nameless_tie(pair, indirect=True) for pair in sorted(joined - connected)),
        ]

    def _pairs(self, tied: dict[str, set[str]]) -> Iterator[tuple[str, str]]:
        """Yield the pairs that persons join, but for those with both of which they are still seen."""
        for person, ends in tied.items():
            seen = self._seen.get(person, set())
            if not ends <= seen:
                yield from (
                    pair
                    for pair in itertools.combinations(self._ordered(ends), 2)
                    if not (pair[0] in seen and pair[1] in seen)
                )


def stands_in(relation: Relation) -> bool:
    """Tell whether a view made ``relation``, in the place of persons: no list says it."""
    return "carriers_hidden" in relation.properties and not relation.sources


def _nameless_tie(pair: tuple[str, str], **mark: bool) -> Relation:
    return Relation(relation="contact", origin=pair[0], target=pair[1], properties={"carriers_hidden": True, **mark})
