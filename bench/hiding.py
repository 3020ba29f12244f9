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
from collections.abc import Iterator, Set

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
    makers = _makers(network)
    pairs = sorted(makers)
    drawn = rand.sample(pairs, min(len(pairs), max(1, round(share * len(pairs)))))
    gone: set[int | Pair] = set()
    for pair in drawn:
        for maker in sorted(makers[pair], key=str):
            if not _is_gone(maker, pair, gone):
                gone.add(maker if isinstance(maker, int) else (maker, rand.choice(pair)))
    lost = frozenset(pair for pair in pairs if all(_is_gone(maker, pair, gone) for maker in makers[pair]))
    return Hidden(network.replace(relations=list(_left(network, gone))), frozenset(drawn), lost - frozenset(drawn))


def _makers(network: Network) -> dict[Pair, set[int | str]]:
    """Return what makes each connection: relations (their numbers) and persons (their ids)."""
    organisations, persons = set(network.organisations), set(network.persons)
    found: dict[Pair, set[int | str]] = defaultdict(set)
    held: dict[str, set[str]] = defaultdict(set)
    for number, relation in enumerate(network.relations):
        a, b = relation.origin, relation.target
        if relation.relation in _BETWEEN and a in organisations and b in organisations and a != b:
            found[min(a, b), max(a, b)].add(number)
        elif relation.relation in _HELD and a in persons and b in organisations:
            held[a].add(b)
    for person, having in held.items():
        for pair in itertools.combinations(sorted(having), 2):
            found[pair].add(person)
    return found


def _is_gone(maker: int | str, pair: Pair, gone: Set[int | Pair]) -> bool:
    """Tell whether a relation is taken out, or a person is parted from one of the two; those are in ``gone``."""
    return maker in gone or any((maker, end) in gone for end in pair)


def _left(network: Network, gone: Set[int | Pair]) -> Iterator[Relation]:
    """Yield the relations that are left, without the carriers who are parted from one of the two."""
    for number, relation in enumerate(network.relations):
        ends = (relation.origin, relation.target)
        if number not in gone and ends not in gone:
            carriers = tuple(carrier for carrier in relation.carriers if not _is_gone(carrier, ends, gone))
            yield relation if carriers == relation.carriers else msgspec.structs.replace(relation, carriers=carriers)
