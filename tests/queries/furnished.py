"""Networks with everything that ``missing`` looks at, and rules of expected links, made by hypothesis."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

from hypothesis import strategies as st

from graph.model import Relation, kind_of
from graph.network import Network
from queries.missing.expected import Expectation, Selector
from tests.networks import ORGANISATION_KINDS, network, node, relation

#: Latitude and longitude of municipalities, in no special position to each other.
_PLACES = ((52.1, 5.1), (52.34, 5.22), (51.97, 5.47), (52.2, 5.63), (52.03, 4.71), (51.8, 5.2), (52.45, 5.5))
_COUNCIL_TYPES = ("advisory_council", "client_council_work_income", "Eigen soort")
_LEVELS = ("local", "regional")
_REGION_TYPES = ("cooperation", "province", "labour_market")
_TOPICS, _MEETINGS = ("topic:t0", "topic:t1", "topic:t2"), ("meeting:m1", "meeting:m2")
_REGIONS = ("region:r0", "region:r1")

#: Rules that are narrowed in every way at once hardly ever hold.
_MOSTLY: tuple[tuple[str, ...], ...] = ((),) * 5

T = TypeVar("T")


def furnished_networks() -> st.SearchStrategy[Network]:
    """Networks of one day, with types, areas, topics, meetings and advisers, beside all that ties.

    Made from a seed: one draw for a whole network is many times faster than a draw for each choice, and more even.
    """
    return st.integers(0, 2**32 - 1).map(lambda seed: _furnished(Random(seed)))


def _furnished(rand: Random) -> Network:
    towns = [f"municipality:t{i}" for i in range(rand.randrange(5))]
    organisations = [*towns, *(f"{rand.choice(ORGANISATION_KINDS)}:o{i}" for i in range(1 + rand.randrange(7)))]
    persons = [f"person:p{i}" for i in range(rand.randrange(6))]
    areas = [*towns, *towns, *_REGIONS]
    relations = [_tie(rand, organisations, persons) for _ in range(rand.randrange(17))]
    for organisation in organisations[len(towns) :]:
        relations += [relation("active_in", organisation, area) for area in _some(rand, areas, 2)]
        relations += [relation("covers", organisation, topic) for topic in _some(rand, _TOPICS, 1)]
    for person in _some(rand, persons, 2):
        relations.append(relation("supports", person, rand.choice(areas)))
    for person in _some(rand, persons, 6):
        named = {"organisation": rand.choice(organisations)} if rand.randrange(2) else {}
        relations.append(relation("attended", person, rand.choice(_MEETINGS), properties=named))
    if rand.randrange(2):
        relations.append(relation("part_of", *_REGIONS))
    nodes = [node(id_, properties=_properties(rand, id_, i)) for i, id_ in enumerate((*organisations, *_REGIONS))]
    others = [node(id_) for id_ in (*persons, *_TOPICS, *_MEETINGS)]
    return network([one for one in relations if one is not None], *nodes, *others)


def _some(rand: Random, options: Sequence[T], most: int) -> list[T]:
    return [rand.choice(options) for _ in range(rand.randrange(most + 1))] if options else []


def _tie(rand: Random, organisations: list[str], persons: list[str]) -> Relation | None:
    """Return a relation of any sort that ties, or the place of a municipality; None when nothing is there to tie."""
    of_kind = {kind: [id_ for id_ in organisations if id_.startswith(f"{kind}:")] for kind in ORGANISATION_KINDS}
    councils, platforms, towns = of_kind["council"], of_kind["platform"], of_kind["municipality"]
    name, origins, targets = rand.choice(
        (
            ("seat", persons, organisations),
            ("seat", persons, organisations),
            ("supports", persons, [*organisations, *_REGIONS]),
            ("employer", persons, organisations),
            ("convenes", [*persons, *organisations], [*platforms, _MEETINGS[0]]),
            ("participates", organisations, platforms),
            ("contact", organisations, organisations),
            ("advises", councils, [*towns, *of_kind["institution"], *_REGIONS]),
            ("part_of", towns, _REGIONS),
        )
    )
    carriers = _some(rand, persons, 2) if name in ("participates", "contact", "advises") else []
    if not origins or not targets:
        return None
    return relation(name, rand.choice(origins), rand.choice(targets), *dict.fromkeys(carriers))


def _properties(rand: Random, id_: str, number: int) -> dict[str, object]:
    kind = kind_of(id_)
    if kind == "council":
        return {"type": rand.choice(_COUNCIL_TYPES)}
    if kind == "client_organisation":
        return {"level": rand.choice(_LEVELS)}
    if kind == "region":
        return {"type": rand.choice(_REGION_TYPES)}
    if kind == "municipality" and number < len(_PLACES) and rand.randrange(4):
        return dict(zip(("latitude", "longitude"), _PLACES[number], strict=True))
    return {}


@st.composite
def rules(draw: st.DrawFn) -> Expectation:
    """Rules with every scope, and every way to narrow them."""
    scope = draw(st.sampled_from(("same_municipality", "same_region", "region_of")))
    types = (
        draw(st.sampled_from(((), ("any",), ("cooperation",), ("Provincie",)))) if scope != "same_municipality" else ()
    )
    return Expectation(
        id=f"rule-{draw(st.integers(0, 99))}",
        a=draw(_selectors()),
        b=draw(_selectors()),
        scope=scope,
        severity=draw(st.sampled_from(("critical", "high", "medium", "low"))),
        source="bron",
        text={"nl": "daarom", "en": "because"},
        distance=draw(st.integers(1, 4)),
        region_types=types,
        one_is_enough=draw(st.booleans()),
    )


def _selectors() -> st.SearchStrategy[Selector]:
    return st.builds(
        Selector,
        kinds=st.lists(st.sampled_from(ORGANISATION_KINDS), min_size=3, unique=True).map(tuple),
        types=st.sampled_from((*_MOSTLY, ("Adviesraad sociaal domein", "eigen-soort"))),
        levels=st.sampled_from((*_MOSTLY, ("local",))),
        works_in=st.sampled_from((*_MOSTLY, ("region",), ("municipality",))),
    )
