"""Hide connections of a network, to see whether a ranking finds them back.

A connection is hidden when nothing makes it any more (design, section 5):

- every contact, participation, advice and convening between the two organisations is taken out. With ``advises`` goes
  what it tells of the council's working area;
- of a person with a seat, appointment, support or convening in both, everything that ties her to one of the two (drawn
  by lot) is taken out, and she is no carrier of that organisation's other relations any more.

Taking a tie of a person away also undoes her other connections with that organisation. Those are lost too: they count
neither as hidden nor as missing, and no method is asked about them.
"""

from __future__ import annotations

import itertools
import random
from collections import defaultdict

import msgspec

from graph.model import Relation
from graph.network import Network

_BETWEEN = ("contact", "participates", "advises", "convenes")
_HELD = ("seat", "supports", "convenes", "employer")

Pair = tuple[str, str]


class Hidden(msgspec.Struct, frozen=True):
    """What is left of a network, the connections that were drawn to hide, and those that were lost with them."""

    network: Network
    drawn: frozenset[Pair]
    lost_too: frozenset[Pair]


def hide(network: Network, share: float, seed: int) -> Hidden:
    """Hide ``share`` (0..1) of the connections of ``network`` (as it is on one day), drawn evenly; at least one."""
    rand = random.Random(seed)
    makers = _Makers(network)
    pairs = sorted(makers.of)
    drawn = rand.sample(pairs, min(len(pairs), max(1, round(share * len(pairs)))))
    for pair in drawn:
        makers.undo(pair, rand)
    gone = frozenset(pair for pair in pairs if not makers.of[pair])
    return Hidden(network.replace(network.nodes, makers.left()), frozenset(drawn), gone - frozenset(drawn))


class _Makers:
    """What makes each connection: relations (their numbers) and persons (their ids)."""

    def __init__(self, network: Network) -> None:
        self._network = network
        organisations, persons = set(network.organisations), set(network.persons)
        self.of: dict[Pair, set[int | str]] = defaultdict(set)
        self._held: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
        self._carried: dict[Pair, set[int]] = defaultdict(set)
        self._without: dict[int, set[str]] = defaultdict(set)
        self._dropped: set[int] = set()
        for number, relation in enumerate(network.relations):
            a, b = relation.origin, relation.target
            if relation.relation in _BETWEEN and a in organisations and b in organisations and a != b:
                self.of[_pair(a, b)].add(number)
                for carrier, organisation in itertools.product(relation.carriers, (a, b)):
                    self._carried[carrier, organisation].add(number)
            elif relation.relation in _HELD and a in persons and b in organisations:
                self._held[a][b].add(number)
        for person, organisations_ in self._held.items():
            for a, b in itertools.combinations(sorted(organisations_), 2):
                self.of[a, b].add(person)

    def undo(self, pair: Pair, rand: random.Random) -> None:
        """Take away everything that makes a connection."""
        for maker in sorted(self.of[pair], key=str):
            if isinstance(maker, int):
                self._dropped.add(maker)
                self.of[pair].discard(maker)
            else:
                self._part(maker, rand.choice(pair))

    def _part(self, person: str, organisation: str) -> None:
        """Take away everything that ties a person to an organisation."""
        self._dropped |= self._held[person].pop(organisation)
        for number in self._carried[person, organisation]:
            self._without[number].add(person)
        for other in self._held[person]:
            self.of[_pair(organisation, other)].discard(person)

    def left(self) -> list[Relation]:
        """Return the relations that are left."""
        found = []
        for number, relation in enumerate(self._network.relations):
            if gone := self._without.get(number):
                carriers = tuple(carrier for carrier in relation.carriers if carrier not in gone)
                relation = msgspec.structs.replace(relation, carriers=carriers)
            if number not in self._dropped:
                found.append(relation)
        return found


def _pair(a: str, b: str) -> Pair:
    return (a, b) if a < b else (b, a)
