"""The order of a network, held against the rule of its docstring applied to everything at once, without any short cut."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec
import pytest

from graph.model import Node, Relation
from graph.order import in_order
from graph.vocabulary import vocabulary
from tests.networks import node, relation

KINDS, TYPES = list(vocabulary().kinds), list(vocabulary().relations)
ROUNDS = 4


def _drawn(rand: random.Random) -> tuple[list[Node], list[Relation]]:
    """Draw a network in which most bear the name of another, and many are alike besides."""
    people, councils = [f"person:p{n}" for n in range(9)], [f"council:c{n}" for n in range(5)]
    days = [None, None, date(2026, 2, 1), date(2026, 10, 1)]
    nodes = [
        node(id_, name=rand.choice(["Anna", "anna", "Bea", ""]), since=rand.choice(days[1:3]))
        for id_ in (*people, *councils)
    ]
    for one in nodes[::4]:
        one.properties = {"municipality": rand.choice(councils), "nameless": {"code": one.id}}
    relations = []
    for _ in range(rand.randint(5, 25)):
        origin, target = rand.sample(councils, 2)
        carriers = rand.sample(people, rand.choice([0, 1, 3, 4]))
        role = {"role": rand.choice(["chair", "member"])}
        relations += rand.choice(
            [
                [relation("seat", rand.choice(people), target, until=rand.choice(days), properties=role)],
                [relation("contact", origin, target, *carriers), relation("contact", target, origin, *carriers)],
                [relation("advises", origin, target, *carriers)],
                [relation("attended", rand.choice(people), target, properties={"organisation": origin})],
            ]
        )
    return nodes, relations


def _told(one: Node | Relation, places: dict[str, int]) -> tuple[Any, ...]:
    shown = {name: value for name, value in one.properties.items() if name != "nameless"}
    for name in {"municipality", "organisation"} & shown.keys():
        shown[name] = places[shown[name]]
    return *(str(day or "") for day in (one.since, one.until, one.last_confirmed)), repr(sorted(shown.items()))


def _seen(id_: str, relations: Sequence[Relation], places: dict[str, int]) -> list[Any]:
    """Return the relations of a node as it sees them; of a contact both ends are alike."""
    seen = []
    for one in relations:
        alike = one.relation == "contact"
        ends = [places[one.origin], places[one.target]]
        told = sorted(ends) if alike else ends, sorted(map(places.__getitem__, one.carriers)), _told(one, places)
        parts = [0] * (id_ == one.origin) + [0 if alike else 1] * (id_ == one.target) + [2] * (id_ in one.carriers)
        seen += [(one.relation, part, told) for part in parts]
    return sorted(seen)


def _ranked(keys: dict[str, Any]) -> dict[str, int]:
    ranks = sorted(keys.values())
    distinct = [key for n, key in enumerate(ranks) if n == 0 or key != ranks[n - 1]]
    return {id_: distinct.index(key) for id_, key in keys.items()}


def _by_the_rule(nodes: list[Node], relations: list[Relation], settled: dict[str, int]) -> list[str]:
    names = {one.id: (KINDS.index(one.kind), one.name.casefold(), one.name) for one in nodes}
    places = _ranked({id_: (0, settled[id_]) if id_ in settled else (1, *name) for id_, name in names.items()})
    places = _ranked({one.id: (places[one.id], *_told(one, places)) for one in nodes})
    for _ in range(ROUNDS):
        places = _ranked({id_: (place, _seen(id_, relations, places)) for id_, place in places.items()})
    return sorted(places, key=lambda id_: (places[id_], id_))


@pytest.mark.parametrize("seed", range(60))
def test_the_order_is_that_of_the_rule(seed: int) -> None:
    rand = random.Random(seed)
    nodes, relations = _drawn(rand)
    settled = {one.id: n for n, one in enumerate(rand.sample(nodes, 5))} if seed % 3 == 0 else {}
    expected = _by_the_rule(nodes, relations, settled)
    places = {id_: place for place, id_ in enumerate(expected)}
    ordered, sorted_relations = in_order(nodes, relations, settled)
    assert list(ordered) == expected
    assert all(ordered[one.id] is one for one in nodes)
    assert sorted_relations == sorted(
        relations,
        key=lambda one: (
            TYPES.index(one.relation),
            places[one.origin],
            places[one.target],
            _told(one, places),
            [places[id_] for id_ in one.carriers],
        ),
    )


@pytest.mark.parametrize("seed", range(20))
def test_the_order_of_carriers_in_a_cell_tells_no_namesakes_apart(seed: int) -> None:
    rand = random.Random(seed)
    nodes, relations = _drawn(rand)
    turned = [msgspec.structs.replace(one, carriers=one.carriers[::-1]) for one in relations]
    assert list(in_order(nodes, turned)[0]) == list(in_order(nodes, relations)[0])
