"""Networks with so many ties that organisations form cores, with thin edges where pairs of persons still count."""

from __future__ import annotations

import random

from graph.model import Relation
from graph.network import Network
from tests.networks import network, relation


def dense_network(seed: int) -> Network:
    """Return a network of two crowded groups of five organisations, and four organisations on the edge."""
    chance = random.Random(seed)
    ties: set[tuple[int, int]] = set()
    for person, group in enumerate([range(5)] * 6 + [range(5, 10)] * 6 + [range(14)] * 6):
        ties |= {(person, organisation) for organisation in chance.sample(group, chance.choice((2, 2, 3)))}
    relations: list[Relation] = [relation("seat", f"person:p{p}", f"council:o{o}") for p, o in sorted(ties)]
    if chance.random() < 0.5:
        one, other = chance.sample(range(14), 2)
        relations.append(relation("contact", f"council:o{one}", f"council:o{other}"))
    return network(relations)
