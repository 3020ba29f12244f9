"""Networks of one day in which most organisations reach each other in many ways, through platforms and contacts of nobody."""

from __future__ import annotations

import random

from graph.network import Network
from tests.networks import network, node, relation

_KINDS = ("platform", "platform", "council", "council", "client_organisation", "municipality")


def winding_network(seed: int) -> Network:
    """Return a network of nine organisations and eight persons, with names in another order than ids."""
    chance = random.Random(seed)
    organisations = [f"{chance.choice(_KINDS)}:o{i}" for i in range(9)]
    persons = [f"person:p{i}" for i in range(8)]
    platforms = [id_ for id_ in organisations if id_.startswith("platform:")]
    ties = [
        relation("seat", chance.choice(persons), chance.choice(organisations), properties={"role": role})
        for role in chance.choices(("chair", "member"), k=chance.randrange(8, 17))
    ]
    for _ in range(chance.randrange(7)):
        carriers = chance.sample(persons, chance.choice((0, 0, 1)))
        ties.append(relation("contact", *chance.sample(organisations, 2), *carriers))
    for platform in platforms:
        member = chance.choice([id_ for id_ in organisations if id_ != platform])
        ties.append(relation("participates", member, platform, *chance.sample(persons, chance.choice((0, 1)))))
    names = chance.sample(range(100), len(organisations) + len(persons))
    ids = [*organisations, *persons]
    return network(ties, *(node(id_, name=f"naam {name}") for id_, name in zip(ids, names, strict=True)))
